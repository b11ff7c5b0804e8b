package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        if (TraceRecords.replays(arguments)) return TraceRecords.replay(arguments, console);
        boolean rounds = TraceRounds.isWanted(arguments);
        var setup = new TraceSetup(arguments, console);
        if (TraceAuto.isWanted(arguments, rounds)) return new TraceAuto(setup).run();
        if (TraceMultipath.isWanted(arguments)) {
            TraceVerdict.checkNone(arguments, "--multipath");
            return new TraceMultipath(setup, TraceRecords.isJson(arguments)).run();
        }
        if (rounds) return new TraceRounds(setup).run();
        return new Traceroute(setup).run();
    }
}
