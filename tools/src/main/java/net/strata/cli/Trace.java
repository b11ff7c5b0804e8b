package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `strata trace`: the way to a host, hop by hop.
final class Trace implements Command {
    static final Option VERSION = Option.flag("-V,--version", "show the version");

    @Override
    public List<Option> options() {
        var options = new ArrayList<>(TraceLetters.OPTIONS);
        options.addAll(Traceroute.OPTIONS);
        options.addAll(TraceRounds.OPTIONS);
        options.addAll(TraceRecords.OPTIONS);
        options.addAll(TraceSetup.OPTIONS);
        options.addAll(TraceMultipath.OPTIONS);
        options.addAll(TraceVerdict.OPTIONS);
        options.addAll(TraceAuto.OPTIONS);
        options.addAll(Simulated.OPTIONS);
        options.addAll(List.of(Namespace.OPTION, Dropping.USER, VERSION));
        return options;
    }

    @Override
    public String operands() {
        return "HOST [PACKETLEN]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata trace example.com", "a line a hop, three probes to each"),
                new Example("strata trace -n -q 1 HOST", "addresses only, one probe to each hop"),
                new Example("strata trace -T -p 443 HOST", "where UDP and ICMP are filtered"),
                new Example("strata trace -F HOST 1500", "which router cannot pass 1500 bytes on"),
                new Example("strata trace --multipath --svg ways.svg HOST", "all ways, where there are several"));
    }

    @Override
    public Map<String, String> elsewhere() {
        return Map.of("-r", "-i NAME sends by an interface, whatever routes say",
                "-O", "-T sends SYN with the usual options, -I and -U have none", //
                "-D", "-T traces by TCP, -U by UDP, -I by ICMP", //
                "--dccp", "--tcp, --udp and --icmp are there", //
                "-P", "-T traces by TCP, -U by UDP, -I by ICMP", //
                "--protocol", "--tcp, --udp and --icmp are there", //
                "-L", "UDP-Lite is not there: -U traces by UDP");
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        Set<TraceMode> modes = TraceMode.of(arguments);
        if (modes.contains(TraceMode.FROM)) return TraceRecords.replay(arguments, console);
        boolean lines = modes.contains(TraceMode.LINES) && !modes.contains(TraceMode.JSON);
        boolean one = lines || modes.contains(TraceMode.AUTO) || modes.contains(TraceMode.MULTIPATH);
        var setup = new TraceSetup(arguments, console, one);
        if (modes.contains(TraceMode.AUTO)) return new TraceAuto(setup).run();
        if (modes.contains(TraceMode.MULTIPATH)) return new TraceMultipath(setup).run();
        return lines ? new Traceroute(setup).run() : new TraceRounds(setup).run();
    }
}
