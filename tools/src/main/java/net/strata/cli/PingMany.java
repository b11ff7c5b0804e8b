package net.strata.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.strata.os.Abi;
import net.strata.os.OsError;
import net.strata.os.Privileges;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.ping.Echo;
import net.strata.ping.EchoSockets;
import net.strata.ping.Feed;
import net.strata.ping.ManyText;
import net.strata.ping.Payload;
import net.strata.ping.Pinger;
import net.strata.ping.Target;
import net.strata.ping.Watcher;
import net.strata.probe.Clock;
import net.strata.probe.LivePort;
import net.strata.probe.Port;
import net.strata.target.Expression;
import net.strata.target.Found;
import net.strata.target.Host;
import net.strata.target.Links;
import net.strata.target.TargetException;
import net.strata.target.Unresolved;
import org.jspecify.annotations.Nullable;

/// `strata ping` of many hosts at once, in turn.
final class PingMany {
    static final Option TARGETS = Option.value("--targets", "FILE",
            "hosts from a file, one a line, or from - standard input");
    static final Option RATE = Option.value("--rate", "N", "probes a second over all hosts at most; 1000");
    static final List<Option> OPTIONS = List.of(TARGETS, RATE, Care.MAY);

    private static final long SECOND = 1_000_000_000;
    private static final long DEFAULT_RATE = 1000;
    private static final long MOST_RATE = 10_000_000;
    private static final int MOST_DATA = 65507;
    /// What says something of one host, or needs a socket for each.
    private static final List<Option> OF_ONE = List.of(Ping.STAMPED, Ping.OUTSTANDING, Ping.AUDIBLE, Ping.EXACT,
            Ping.OF_PROGRAM, Ping.TIMING, PingHost.NAMES, PingSocket.CONNECT, PingSocket.STICKY, PingSocket.ROUTE,
            PingSocket.STAMPS,
            PathMtuSearch.PMTU);

    private final Arguments arguments;
    private final Console console;
    private final boolean root;
    private final long interval;
    private final int size;
    private final long gap;
    private final PingStats stats;
    private final ByteBuffer random = Secret.random();

    PingMany(Arguments arguments, Console console) throws IOException, UsageException {
        this.arguments = arguments;
        this.console = console;
        for (Option each : Stream.concat(OF_ONE.stream(), Asking.OPTIONS.stream()).toList())
            if (arguments.has(each)) throw new UsageException(arguments.name(each) + " is for one host alone");
        root = Privileges.uid() == 0;
        interval = Ping.Run.interval(arguments, root);
        size = (int) arguments.number(Ping.SIZE, 0, MOST_DATA, 56);
        long rate = arguments.number(RATE, 1, MOST_RATE, arguments.has(Ping.FLOOD) ? MOST_RATE : DEFAULT_RATE);
        stats = PingStats.of(arguments, console);
        gap = rate == MOST_RATE ? 0 : SECOND / rate;
    }

    /// Whether the command line names more than one host, or what may be more.
    static boolean isWanted(Arguments arguments) {
        if (arguments.has(TARGETS) || arguments.has(RATE)) return true;
        List<String> operands = arguments.operands();
        if (PingSocket.hasHops(arguments) || operands.isEmpty()) return false;
        return operands.size() > 1 || isSpan(operands.getFirst());
    }

    private static boolean isSpan(String operand) {
        try {
            return Expression.parse(operand, name -> 1) instanceof Expression.Span;
        } catch (TargetException e) {
            return false; // told where it is looked up
        }
    }

    int run() throws IOException, UsageException {
        int ident = (int) arguments.number(Ping.IDENT, 1, 0xffff, Math.max(1, random.getShort() & 0xffff));
        var letters = new PingSocket(arguments, List.of(), root);
        try (var port = new LivePort();
                InputStream in = input();
                PingRecords records = Namespace.in(arguments, () -> PingRecords.open(arguments));
                Hosts hosts = Namespace.in(arguments,
                        () -> Hosts.open(arguments, port, TypedHost.family(arguments), false,
                                new EchoSockets(port, ident, socket -> setUp(socket, letters, ident), false,
                                        size + 8)))) {
            Dropping.drop(arguments, console);
            return ping(port, hosts, in, records);
        }
    }

    private void setUp(Socket socket, PingSocket letters, int ident) throws OsError {
        SockAddr.Ip any = socket.family() == Abi.AF_INET6 ? new SockAddr.In6(0, 0, 0, 0, 0) : new SockAddr.In(0, 0);
        letters.set(socket, any, ident, false, console);
    }

    private InputStream input() throws IOException {
        String file = arguments.value(TARGETS);
        if (file == null) return InputStream.nullInputStream();
        return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
    }

    private int ping(LivePort port, Hosts hosts, InputStream in, PingRecords records)
            throws IOException, UsageException {
        long count = arguments.number(Ping.COUNT, 1, Long.MAX_VALUE, Long.MAX_VALUE);
        long deadline = Seconds.nanos(arguments, Ping.DEADLINE, 0);
        var text = new ManyText(arguments.has(Ping.QUIET) || arguments.has(Ping.FLOOD) || PingStats.isLive(arguments),
                arguments.has(Ping.DETAIL),
                console.out());
        Port kept = records.port(arguments, port);
        Watcher watcher = stats
                .watcher(records.watcher(arguments, console, Clock.SYSTEM, LivePort::wall, text));
        if (!PingRecords.isJson(arguments)) console.out().line("PING " + add(hosts, in) + ", " + size + " data bytes");
        else
            add(hosts, in);
        var settings = new Pinger.Settings(gap, deadline == 0 ? Long.MAX_VALUE : deadline, size + 8, n -> size);
        var pinger = new Pinger(settings,
                new Echo(new Payload(Ping.Run.pattern(arguments), size), hosts.sockets.ident(),
                        hosts.sockets.ident6()),
                Ping.Run.plan(arguments, root, interval, root ? 1 : Ping.USER_INTERVAL, count, false), kept,
                Clock.SYSTEM,
                LivePort::wall, watcher, new long[]{random.getLong(), random.getLong()});
        var feed = new Coming(hosts, text, watcher);
        pinger.feed(feed);
        try (var signals = new Interrupts(); stats) {
            signals.on("INT", pinger::stop);
            signals.on("USR1", () -> {
                text.ask();
                port.wake();
            });
            stats.begin(signals, pinger::stop);
            pinger.run();
        }
        return stats.finish(feed.status());
    }

    /// Adds what the command line has.
    ///
    /// @return how many hosts that are, in words
    private String add(Hosts hosts, InputStream in) throws UsageException {
        long known = 0;
        for (String each : arguments.operands()) {
            try {
                hosts.targets.add(each);
                known += Expression.parse(each, hosts.links::index).count();
            } catch (TargetException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }
        String file = arguments.value(TARGETS);
        if (file != null) hosts.targets.read(in, file.equals("-") ? "standard input" : file);
        hosts.targets.end();
        String from = file == null ? "" : "the hosts of " + (file.equals("-") ? "standard input" : Console.line(file));
        if (file != null && known == 0) return from;
        return known + (known == 1 ? " host" : " hosts") + (file == null ? "" : " and " + from);
    }

    /// The hosts, on their way to the engine.
    private final class Coming implements Feed {
        private final Hosts hosts;
        private final ManyText text;
        private final Watcher watcher;
        private final List<Target> all = new ArrayList<>();
        private boolean unresolved;

        Coming(Hosts hosts, ManyText text, Watcher watcher) {
            this.hosts = hosts;
            this.text = text;
            this.watcher = watcher;
        }

        @Override
        public @Nullable Target next(long now) throws IOException {
            while (true) {
                // No pattern switch: this is asked for each of very many hosts.
                Found found = hosts.targets.poll();
                if (found instanceof Host host) {
                    String why = refusal(host.address());
                    if (why == null) return target(host);
                    failed(host.name(), why);
                } else if (found instanceof Unresolved other) {
                    failed(other.where().isEmpty() ? other.typed() : other.where() + ": " + other.typed(),
                            other.why());
                } else {
                    return null;
                }
            }
        }

        /// Why an address is not pinged among others, null if it is.
        private @Nullable String refusal(SockAddr.Ip address) {
            return Links.isMulticast(address) || hosts.links.isBroadcast(address)
                    ? "many hosts answer there: ping it alone"
                    : hosts.links.withoutScope(address);
        }

        private Target target(Host host) throws IOException {
            // All hosts together are sent so many a second; one alone, one an interval.
            // In a flood each answer lets another probe go.
            boolean fast = arguments.has(Ping.FLOOD) || arguments.has(Ping.ADAPTIVE) || arguments.has(Ping.PRELOAD);
            long each = fast ? 0 : interval / (all.size() + 1);
            hosts.care.check(host.address(), Math.max(gap, each));
            var target = new Target(all.size(), host.place(), Console.line(host.name()), host.address());
            text.place(target, host.place());
            all.add(target);
            return target;
        }

        private void failed(String name, String why) throws IOException {
            unresolved = true;
            watcher.unresolved(name, why);
        }

        @Override
        public long due() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean isOver() {
            return hosts.targets.done();
        }

        int status() {
            if (unresolved) return Status.FAILED;
            return all.isEmpty() || all.stream().anyMatch(each -> each.received() == 0)
                    ? Status.NEGATIVE
                    : Status.DONE;
        }
    }
}
