package net.strata.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.strata.os.OsError;
import net.strata.os.Privileges;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.ping.Echo;
import net.strata.ping.EchoSockets;
import net.strata.ping.IputilsText;
import net.strata.ping.IputilsText.Show;
import net.strata.ping.Payload;
import net.strata.ping.Pinger;
import net.strata.ping.Plan;
import net.strata.ping.Regular;
import net.strata.ping.Sweep;
import net.strata.ping.Target;
import net.strata.ping.UntilError;
import net.strata.ping.Watcher;
import net.strata.ping.Wording;
import net.strata.probe.Clock;
import net.strata.probe.LivePort;
import net.strata.target.Links;
import net.strata.target.Resolver;
import net.strata.target.ReverseNames;
import net.strata.probe.Port;
import org.jspecify.annotations.Nullable;

/// `strata ping`: whether hosts answer, and how soon.
final class Ping implements Command {
    static final Option COUNT = Option.value("-c,--count", "N", "send N probes to each host");
    static final Option INTERVAL = Option.value("-i,--interval", "SECONDS", "between two probes to a host; 1");
    static final Option DEADLINE = Option.value("-w,--deadline", "SECONDS",
            "end after so long; of one host also with an error, or when -c N answers came");
    static final Option TIMEOUT = Option.value("-W,--timeout", "SECONDS",
            "wait so long at the end if nothing answers; 10, 0 for ever");
    static final Option FLOOD = Option.flag("-f,--flood",
            "128 probes on their way, each answer sends another; 100 a second at least");
    static final Option ADAPTIVE = Option.flag("-A,--adaptive", "send a probe as soon as the last is answered");
    static final Option PRELOAD = Option.value("-l,--preload", "N", "send N probes at once to begin with");
    static final Option SIZE = Option.value("-s,--size", "N", "bytes of data; 56");
    static final Option PATTERN = Option.value("-p,--pattern", "HEX", "at most 16 bytes that fill the data");
    static final Option IDENT = Option.value("-e,--ident", "N",
            "identifier of the probes; 0 needs a raw socket");
    static final Option QUIET = Option.flag("-q,--summary", "only the first line and the statistics");
    static final Option STAMPED = Option.flag("-D,--timestamps", "the time in front of each line");
    static final Option OUTSTANDING = Option.flag("-O,--outstanding",
            "say when a probe has no answer yet and the next is sent");
    static final Option AUDIBLE = Option.flag("-a,--audible", "a bell for each reply");
    static final Option DETAIL = Option.flag("-v,--detail",
            "the identifier, every duplicate, what errors quote");
    static final Option EXACT = Option.flag("-3,--exact", "round trips with three decimals, however long");
    static final Option OF_PROGRAM = Option.flag("-U,--user-time",
            "round trips from program to program, not from kernel to kernel");
    static final Option TIMING = Option.flag("--timing",
            "round trips to the ns, which clock told them, and what this host added");
    static final Option VERSION = Option.flag("-V,--version", "show the version");
    static final Option HELP = Option.flag("-h,--help", "show this");

    private static final long SECOND = 1_000_000_000;
    private static final long TEN_SECONDS = 10 * SECOND;
    /// Between two probes where none is answered.
    private static final long FLOOD_INTERVAL = 10_000_000;
    /// The least for ordinary users.
    static final long USER_INTERVAL = 2_000_000;
    private static final int USER_PRELOAD = 3;
    /// How many are on their way in a flood.
    private static final int FLOOD_PRELOAD = 128;
    /// So many at once are a flood.
    private static final int BURST = 1000;
    private static final int LONGEST_PATTERN = 16;
    private static final int MOST_DATA4 = 65507;
    private static final int MOST_DATA6 = 65527;

    @Override
    public List<Option> options() {
        var options = new ArrayList<>(List.of(COUNT, INTERVAL, DEADLINE, TIMEOUT, FLOOD, ADAPTIVE, PRELOAD, SIZE,
                PATTERN, IDENT, QUIET, STAMPED, OUTSTANDING, AUDIBLE, DETAIL, EXACT, OF_PROGRAM, TIMING));
        options.addAll(PingHost.OPTIONS);
        options.addAll(PingSocket.OPTIONS);
        options.addAll(Asking.OPTIONS);
        options.add(PathMtuSearch.PMTU);
        options.addAll(PingMany.OPTIONS);
        options.addAll(PingRecords.OPTIONS);
        options.addAll(PingStats.OPTIONS);
        options.addAll(List.of(Namespace.OPTION, Dropping.USER, VERSION, HELP));
        return options;
    }

    @Override
    public String operands() {
        return "HOST...";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata ping example.com", "a probe a second, until Ctrl-C"),
                new Example("strata ping -c 100 -i 0.1 --stats HOST", "percentiles, jitter, a histogram"),
                new Example("strata ping -c 10 --fail-if 'loss>0 or p99>50ms' HOST", "for scripts and monitors"),
                new Example("strata ping --tcp 443 HOST", "where ICMP is filtered"),
                new Example("strata ping --fping -a -g 192.0.2.0/24", "as fping: which hosts are there"));
    }

    @Override
    public Map<String, String> elsewhere() {
        return Map.of("-F", "the kernel chooses the flow label");
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        if (Asking.helps(arguments, console)) return Status.DONE;
        if (PingRecords.replays(arguments)) return replay(arguments, console);
        return PingMany.isWanted(arguments)
                ? new PingMany(arguments, console).run()
                : new Run(arguments, console).run();
    }

    /// One run.
    static final class Run {
        private final Arguments arguments;
        private final Console console;
        private final boolean root;
        private final boolean flood;
        private final int size;
        private final byte[] pattern;
        private final long interval;
        private final PingHost host;
        private final PingSocket letters;
        private final PingStats stats;
        private final @Nullable Asking asking;
        private final @Nullable Sweep sweep;
        private @Nullable PathMtuSearch search;
        /// Between two probes where each answer lets another go, in ns.
        private long least;
        private final ByteBuffer random = Secret.random();

        Run(Arguments arguments, Console console) throws IOException, UsageException {
            this.arguments = arguments;
            this.console = console;
            root = Privileges.uid() == 0;
            flood = arguments.has(FLOOD);
            interval = interval(arguments, root);
            asking = Asking.of(arguments);
            sweep = Asking.sweep(arguments);
            size = sweep == null ? (int) arguments.number(SIZE, 0, MOST_DATA6, 56) : sweep.last();
            pattern = pattern(arguments);
            host = Namespace.in(arguments, () -> PingHost.of(arguments));
            letters = new PingSocket(arguments, host.hops(), root);
            stats = PingStats.of(arguments, console);
        }

        static long interval(Arguments arguments, boolean root) throws UsageException {
            boolean flood = arguments.has(FLOOD);
            long nanos = Seconds.nanos(arguments, INTERVAL, flood ? FLOOD_INTERVAL : SECOND);
            if (nanos == 0) throw new UsageException("an interval of 0 is a flood: -f");
            boolean fast = nanos < USER_INTERVAL || flood && !arguments.has(INTERVAL);
            if (fast && !root) throw new UsageException("only root may send more often than every 2 ms");
            return nanos;
        }

        static byte[] pattern(Arguments arguments) throws UsageException {
            String text = arguments.value(PATTERN);
            if (text == null || text.isEmpty()) return new byte[0];
            if (!text.matches("[0-9a-fA-F]+"))
                throw new UsageException("a pattern is written in hexadecimal digits, not " + text);
            String even = text.length() % 2 == 0
                    ? text
                    : text.substring(0, text.length() - 1) + "0" + text.charAt(text.length() - 1);
            return HexFormat.of().parseHex(even.substring(0, Math.min(even.length(), 2 * LONGEST_PATTERN)));
        }

        int run() throws IOException, UsageException {
            PingRecords.check(arguments, asking == null, arguments.has(PathMtuSearch.PMTU));
            boolean six = host.address() instanceof SockAddr.In6;
            if (!six && size > MOST_DATA4)
                throw new UsageException("--size: an IPv4 packet has room for " + MOST_DATA4 + " bytes of data");
            int ident = (int) arguments.number(IDENT, 0, 0xffff, Math.max(1, random.getShort() & 0xffff));
            boolean group = arguments.has(PingSocket.BROADCAST) || Links.isMulticast(host.address());
            if (group) letters.checkGroup(interval);
            try (var port = new LivePort();
                    ReverseNames names = new ReverseNames(Resolver.SYSTEM, TEN_SECONDS);
                    PingRecords records = Namespace.in(arguments, () -> PingRecords.open(arguments))) {
                Opened opened = Namespace.in(arguments, () -> open(port, ident, group, names));
                try (Socket _ = opened.route) {
                    Dropping.drop(arguments, console);
                    if (search != null) return search.run(port, random);
                    port.pace(flood ? 0 : interval);
                    return ping(port, opened, group, records);
                }
            }
        }

        /// What was opened in the namespace that the host is pinged from.
        ///
        /// @param ident of the probes, -1 where that is not known
        private record Opened(Socket route, SockAddr.Ip to, Asking.Asked asked, int ident,
                Function<SockAddr.Ip, String> names) {}

        private Opened open(LivePort port, int ident, boolean group, ReverseNames reverse)
                throws IOException, UsageException {
            SockAddr.Ip to = host.address(letters.device());
            Socket route = letters.findRoute(to, console);
            try {
                letters.warn(console, "strata ping");
                SockAddr.Ip there = PingHost.isNobody(to) ? letters.source() : to;
                boolean fast = flood && !arguments.has(INTERVAL) || arguments.number(PRELOAD, 1, 65536, 1) > BURST;
                Care.check(arguments, there, fast ? 0 : interval);
                if (arguments.has(ADAPTIVE)) least = root ? Care.least(arguments, there) : USER_INTERVAL;
                Function<SockAddr.Ip, String> names = host.names(reverse, flood);
                if (asking != null) {
                    var asked = asking.open(port, socket -> letters.set(socket, there, 0, group, console),
                            new Payload(pattern, size), size, List.of(there), letters.device(), random);
                    return new Opened(route, there, asked, -1, names);
                }
                if (arguments.has(PathMtuSearch.PMTU)) {
                    search = new PathMtuSearch(console, host.name(), there, port,
                            socket -> letters.set(socket, there, ident, group, console), ident);
                    return new Opened(route, there, search.asked(), ident, names);
                }
                var sockets = new EchoSockets(port, ident, socket -> letters.set(socket, there, ident, group, console),
                        ident == 0, size + 8);
                boolean six = there instanceof SockAddr.In6;
                sockets = six ? sockets.open6() : sockets.open4();
                var echo = new Echo(new Payload(pattern, size), sockets.ident(), sockets.ident6());
                boolean known = sockets.isRaw() || arguments.has(IDENT);
                return new Opened(route, there, new Asking.Asked(echo, Wording.ECHO, size + Asking.HEADER),
                        known ? six ? sockets.ident6() : sockets.ident() : -1, names);
            } catch (Throwable e) {
                route.close();
                throw e;
            }
        }

        private int ping(LivePort port, Opened opened, boolean group, PingRecords records)
                throws IOException, UsageException {
            long count = arguments.number(COUNT, 1, Long.MAX_VALUE, sweep == null ? Long.MAX_VALUE : sweep.count());
            long deadline = Seconds.nanos(arguments, DEADLINE, 0);
            if (arguments.has(PATTERN) && !arguments.has(QUIET) && !PingRecords.isJson(arguments))
                console.out().line("PATTERN: 0x" + HexFormat.of().formatHex(pattern));
            var text = new IputilsText(show(opened.to, group), facts(opened), console.out(), this::error, Clock.SYSTEM,
                    LivePort::wall);
            Port kept = records.from(letters.source()).port(arguments, opened.asked.port(port));
            Watcher watcher = stats
                    .watcher(records.watcher(arguments, console, Clock.SYSTEM, LivePort::wall, text));
            var settings = new Pinger.Settings(0, deadline == 0 ? Long.MAX_VALUE : deadline, opened.asked.largest(),
                    sweep == null ? n -> size : sweep);
            var pinger = new Pinger(settings, opened.asked.method(),
                    plan(arguments, root, interval, least, count, deadline > 0), kept, Clock.SYSTEM,
                    LivePort::wall,
                    watcher, new long[]{random.getLong(), random.getLong()});
            try (var signals = new Interrupts(); stats) {
                signals.on("INT", pinger::stop);
                signals.on("USR1", () -> {
                    text.ask();
                    kept.wake();
                });
                var target = new Target(0, host.name(), opened.to);
                pinger.add(target);
                stats.begin(signals, pinger::stop);
                pinger.run();
                boolean few = deadline > 0 && count < Long.MAX_VALUE && target.received() < count;
                return stats.finish(target.received() > 0 && !few ? Status.DONE : Status.NEGATIVE);
            }
        }

        private void error(String line) {
            console.error("strata ping: " + line);
        }

        static Plan plan(Arguments arguments, boolean root, long interval, long least, long count, boolean hasDeadline)
                throws UsageException {
            boolean flood = arguments.has(FLOOD);
            int preload = (int) arguments.number(PRELOAD, 1, 65536, flood ? FLOOD_PRELOAD : 1);
            if (!root && arguments.has(PRELOAD) && preload > USER_PRELOAD)
                throw new UsageException("only root may send more than " + USER_PRELOAD + " probes at once");
            boolean flows = flood && !arguments.has(INTERVAL);
            long adaptive = arguments.has(ADAPTIVE) ? least : 0;
            long linger = Seconds.nanos(arguments, TIMEOUT, TEN_SECONDS);
            if (linger == 0) linger = Long.MAX_VALUE;
            var plan = new Regular(interval, hasDeadline ? Long.MAX_VALUE : count, count,
                    flood && !flows && !arguments.has(PRELOAD) ? 1 : preload, flows, adaptive,
                    Math.max(linger, TEN_SECONDS), linger);
            return hasDeadline ? new UntilError(plan) : plan;
        }

        private Set<Show> show(SockAddr.Ip to, boolean group) {
            Set<Show> show = shown(arguments);
            add(show, Show.QUIET, PingStats.isLive(arguments));
            add(show, Show.FLOOD, flood);
            add(show, Show.PACE, flood || arguments.has(ADAPTIVE));
            add(show, Show.GROUP, group);
            add(show, Show.ANYCAST, to instanceof SockAddr.In6 six && six.low() == 0);
            return show;
        }

        private IputilsText.Facts facts(Opened opened) {
            boolean six = opened.to instanceof SockAddr.In6;
            Wording words = opened.asked.wording();
            String sends = sweep == null
                    ? words.sends(size, letters.optionBytes(), six)
                    : sweep.first() + ".." + sweep.last() + " bytes of data";
            String banner = six
                    ? "PING " + host.name() + "(" + opened.names.apply(opened.to) + ") " + letters.from() + sends
                    : "PING " + host.name() + " (" + opened.to.host() + ") " + letters.from() + sends;
            return new IputilsText.Facts(banner, host.name(), size, opened.ident, opened.names,
                    () -> mtu(opened), words);
        }

        /// A socket learns of a shorter MTU on its way when it is connected.
        private static int mtu(Opened opened) {
            try {
                opened.route.connect(opened.to.port(PingSocket.ANY_PORT));
                return opened.route.getsockopt(opened.to instanceof SockAddr.In6
                        ? net.strata.os.Option.IPV6_MTU
                        : net.strata.os.Option.IP_MTU);
            } catch (OsError e) {
                return 0;
            }
        }
    }

    /// What the letters say of how a run is shown, whether it takes place or is told again.
    private static Set<Show> shown(Arguments arguments) {
        Set<Show> show = EnumSet.noneOf(Show.class);
        add(show, Show.QUIET, arguments.has(QUIET));
        add(show, Show.STAMPED, arguments.has(STAMPED));
        add(show, Show.OUTSTANDING, arguments.has(OUTSTANDING));
        add(show, Show.AUDIBLE, arguments.has(AUDIBLE));
        add(show, Show.VERBOSE, arguments.has(DETAIL));
        add(show, Show.EXACT, arguments.has(EXACT));
        add(show, Show.OF_PROGRAM, arguments.has(OF_PROGRAM));
        add(show, Show.TIMING, arguments.has(TIMING));
        return show;
    }

    private static void add(Set<Show> show, Show what, boolean wanted) {
        if (wanted) show.add(what);
    }

    private static int replay(Arguments arguments, Console console) throws IOException, UsageException {
        Set<Show> show = shown(arguments);
        return PingRecords.replay(arguments, console, TEN_SECONDS, (target, size, clock) -> {
            boolean six = target.address() instanceof SockAddr.In6;
            String banner = "PING " + target.name() + (six ? "(" : " (") + target.address().host() + ") "
                    + Wording.ECHO.sends(size, 0, six);
            var facts = new IputilsText.Facts(banner, target.name(), size, -1, SockAddr.Ip::host, () -> 0,
                    Wording.ECHO);
            return new IputilsText(show, facts, console.out(), console::error, clock, clock);
        });
    }
}
