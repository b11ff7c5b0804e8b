package net.strata.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import net.strata.os.SockAddr;
import net.strata.ping.Echo;
import net.strata.ping.EchoSockets;
import net.strata.ping.IputilsText;
import net.strata.ping.Payload;
import net.strata.ping.Pinger;
import net.strata.ping.Regular;
import net.strata.ping.Target;
import net.strata.ping.Watcher;
import net.strata.probe.Clock;
import net.strata.probe.LivePort;

/// `strata ping`: whether hosts answer, and how soon.
final class Ping implements Command {
    private static final Option COUNT = Option.value("-c,--count", "N", "send N probes to each host");
    private static final Option INTERVAL = Option.value("-i,--interval", "SECONDS", "between two probes to a host; 1");
    private static final Option FLOOD = Option.flag("-f,--flood",
            "send a probe for each answer, 100 a second at least");
    private static final Option PRELOAD = Option.value("-l,--preload", "N", "send N probes at once to begin with");
    private static final Option QUIET = Option.flag("-q,--summary", "only the first line and the statistics");
    private static final Option SIZE = Option.value("-s,--size", "N", "bytes of data; 56");

    @Override
    public List<Option> options() {
        var options = new ArrayList<>(List.of(COUNT, INTERVAL, FLOOD, PRELOAD, QUIET, SIZE));
        options.addAll(PingRecords.OPTIONS);
        options.addAll(List.of(Namespace.OPTION, Dropping.USER));
        return options;
    }

    @Override
    public String operands() {
        return "HOST...";
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        long count = arguments.number(COUNT, 1, Long.MAX_VALUE, Long.MAX_VALUE);
        int size = (int) arguments.number(SIZE, 0, 65507, 56);
        boolean flood = arguments.has(FLOOD);
        String text = arguments.value(INTERVAL);
        long interval = text == null ? flood ? 10_000_000 : 1_000_000_000 : (long) (Double.parseDouble(text) * 1e9);
        int preload = (int) arguments.number(PRELOAD, 1, 65536, flood ? 32 : 1);
        String name = arguments.operands().getFirst();
        SockAddr.Ip address = lookUp(name);
        var random = Secret.random();
        int largest = size + 8;
        try (var port = new LivePort()) {
            EchoSockets sockets = Namespace.in(arguments, () -> {
                var all = new EchoSockets(port, Math.max(1, random.getShort() & 0xffff), socket -> {
                }, false, largest);
                return address instanceof SockAddr.In ? all.open4() : all.open6();
            });
            Dropping.drop(arguments, console);
            if (Boolean.getBoolean("busy")) port.busy();
            var style = new IputilsText.Style(arguments.has(QUIET), flood, true, false, false, false, false);
            Watcher watcher = PingRecords.watcher(arguments, console, Clock.SYSTEM, LivePort::wall,
                    new IputilsText(style, size, console.out(), Clock.SYSTEM));
            var plan = new Regular(interval, count, Long.MAX_VALUE, preload, flood, 0, 10_000_000_000L,
                    10_000_000_000L);
            var pinger = new Pinger(new Pinger.Settings(0, Long.MAX_VALUE, largest, n -> size),
                    new Echo(new Payload(new byte[0], size), sockets.ident(), sockets.ident6()), plan, port,
                    Clock.SYSTEM,
                    LivePort::wall, watcher, new long[]{random.getLong(), random.getLong()});
            try (var signals = new Interrupts()) {
                signals.on("INT", pinger::stop);
                var target = new Target(0, name, address);
                pinger.add(target);
                pinger.run();
                return target.received() > 0 ? Status.DONE : Status.NEGATIVE;
            }
        }
    }

    private static SockAddr.Ip lookUp(String name) throws UsageException {
        try {
            return SockAddr.of(InetAddress.getByName(name), 0);
        } catch (UnknownHostException e) {
            throw new UsageException(name + ": Name or service not known");
        }
    }
}
