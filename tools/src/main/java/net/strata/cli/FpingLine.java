package net.strata.cli;

import static net.strata.os.Option.IPV6_MTU_DISCOVER;
import static net.strata.os.Option.IPV6_TCLASS;
import static net.strata.os.Option.IPV6_UNICAST_HOPS;
import static net.strata.os.Option.IP_MTU_DISCOVER;
import static net.strata.os.Option.IP_TOS;
import static net.strata.os.Option.IP_TTL;
import static net.strata.os.Option.SO_BINDTODEVICE;
import static net.strata.os.Option.SO_MARK;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.strata.fping.Stamp;
import net.strata.fping.Style;
import net.strata.fping.Style.Mode;
import net.strata.fping.Style.Show;
import net.strata.os.Abi;
import net.strata.os.OsError;
import net.strata.os.Privileges;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.ping.Plan;
import net.strata.ping.Retries;
import net.strata.ping.Rounds;
import net.strata.target.Family;
import org.jspecify.annotations.Nullable;

/// The options of `strata ping --fping`: fping's letters, names, defaults and limits.
final class FpingLine {
    static final Option FILE = Option.value("-f,--file", "FILE", "read targets from a file, or from - standard input");
    static final Option GENERATE = Option.flag("-g,--generate", "targets are a network, or two ends of a range");
    static final Option ALL_ADDRESSES = Option.flag("-m,--all", "all addresses of a name");
    private static final Option HELP = Option.flag("-h,--help", "show this");
    private static final Option VERSION = Option.flag("-v,--version", "show the version");
    private static final Option IPV4 = Option.flag("-4,--ipv4", "IPv4 only");
    private static final Option IPV6 = Option.flag("-6,--ipv6", "IPv6 only");
    private static final Option ALIVE = Option.flag("-a,--alive", "names of hosts that are alive");
    private static final Option ADDRESS = Option.flag("-A,--addr", "addresses instead of names");
    private static final Option SIZE = Option.value("-b,--size", "N", "bytes of data; 56");
    private static final Option BACKOFF = Option.value("-B,--backoff", "N",
            "wait so many times longer for each retry; 1.5");
    private static final Option COUNT = Option.value("-c,--count", "N", "send N probes to each host, a line for each");
    private static final Option TIMES = Option.value("-C,--vcount", "N", "the same, with all times in the summary");
    private static final Option REVERSE = Option.flag("-d,--rdns", "names looked up by address");
    private static final Option STAMP = Option.flag("-D,--timestamp", "the time before each line of -c, -C and -l");
    private static final Option STAMP_FORMAT = Option.value("--timestamp-format", "FORMAT", "ctime, iso or rfc3339");
    private static final Option ELAPSED = Option.flag("-e,--elapsed", "round trip times of hosts that are alive");
    private static final Option TTL = Option.value("-H,--ttl", "N", "time to live, or hop limit");
    private static final Option INTERVAL = Option.value("-i,--interval", "MS", "between any two probes; 10");
    private static final Option INTERFACE = Option.value("-I,--iface", "NAME", "bind to an interface");
    private static final Option JSON = Option.flag("-J,--json", "as JSON, with -c, -C or -l");
    private static final Option MARK = Option.value("-k,--fwmark", "N", "mark packets for the routing policy");
    private static final Option LOOP = Option.flag("-l,--loop", "send probes without end");
    private static final Option DONT_FRAGMENT = Option.flag("-M,--dontfrag", "set Don't Fragment");
    private static final Option NAME = Option.flag("-n,--name", "names of targets that are addresses");
    private static final Option NETDATA = Option.flag("-N,--netdata", "reports for netdata, with -l -Q");
    private static final Option OUTAGE = Option.flag("-o,--outage", "how long hosts were away");
    private static final Option TOS = Option.value("-O,--tos", "N", "type of service, or traffic class");
    private static final Option PERIOD = Option.value("-p,--period", "MS",
            "between two probes to a host, with -c, -C and -l; 1000");
    private static final Option QUIET = Option.flag("-q,--quiet", "no lines but summaries");
    private static final Option REPORT = Option.value("-Q,--squiet", "SECONDS[,cumulative]",
            "the same, and summaries while it runs");
    private static final Option RETRY = Option.value("-r,--retry", "N", "send N probes more at most; 3");
    private static final Option RANDOM = Option.flag("-R,--random", "random data");
    private static final Option TOTALS = Option.flag("-s,--stats", "totals at the end");
    private static final Option SOURCE = Option.value("-S,--src", "ADDRESS", "source address");
    private static final Option TIMEOUT = Option.value("-t,--timeout", "MS",
            "how long the first probe is waited for; 500, with -c, -C and -l a period, 2000 at most");
    private static final Option IGNORED = Option.value("-T", "N", "ignored, as in fping");
    private static final Option UNREACHABLE = Option.flag("-u,--unreach", "names of hosts that are unreachable");
    private static final Option ENOUGH = Option.value("-x,--reachable", "N", "whether N hosts at least are alive");
    private static final Option ENOUGH_FAST = Option.value("-X,--fast-reachable", "N",
            "the same, done as soon as they are");
    private static final Option PRINT_TTL = Option.flag("--print-ttl", "times to live of replies");
    private static final Option PRINT_TOS = Option.flag("--print-tos", "types of service of replies");

    static final List<Option> OPTIONS = List.of(IPV4, IPV6, ALIVE, ADDRESS, SIZE, BACKOFF, COUNT, TIMES, REVERSE,
            STAMP, STAMP_FORMAT, ELAPSED, FILE, GENERATE, HELP, TTL, INTERVAL, INTERFACE, JSON, MARK, LOOP,
            ALL_ADDRESSES, DONT_FRAGMENT, NAME, NETDATA, OUTAGE, TOS, PERIOD, QUIET, REPORT, RETRY, RANDOM,
            TOTALS, SOURCE, TIMEOUT, IGNORED, UNREACHABLE, VERSION, ENOUGH, ENOUGH_FAST, PRINT_TTL, PRINT_TOS,
            Care.MAY, Namespace.OPTION, Dropping.USER);

    private static final double MILLI = 1e6;
    private static final long SECOND = 1_000_000_000;
    private static final long UNSIGNED = 0xffff_ffffL;
    private static final int LARGEST = 65507;
    private static final double LEAST_BACKOFF = 1;
    private static final double MOST_BACKOFF = 5;
    private static final long MOST_TIMEOUT = 2 * SECOND;
    private static final long USERS_INTERVAL = 1_000_000;
    private static final long USERS_PERIOD = 10_000_000;
    /// Some years, in ns.
    private static final double LONGEST = 1e17;

    private final Arguments line;
    /// What is set on sockets, once it was checked; -1 for nothing.
    private int ttl = -1;
    private int tos = -1;
    private int mark = -1;
    private SockAddr.@Nullable Ip source;

    FpingLine(Arguments line) {
        this.line = line;
    }

    /// Refuses what fping does, in its words.
    void check() throws UsageException, OsError {
        family();
        if (line.has(NAME) && line.has(REVERSE)) throw new UsageException("use either one of -d or -n");
        if (line.has(UNREACHABLE) && line.has(ALIVE)) throw new UsageException("specify only one of a, u");
        if (line.has(LOOP) && counts()) throw new UsageException("specify only one of c, l");
        if (line.has(JSON) && !line.has(LOOP) && !counts())
            throw new UsageException("option -J, --json requires -c, -C, or -l");
        boolean root = Privileges.uid() == 0;
        if (!root && interval() < USERS_INTERVAL) throw new UsageException("-i must be >= 1");
        if (!root && line.has(PERIOD) && period() < USERS_PERIOD) throw new UsageException("-p must be >= 10");
        if (period() == 0) throw new UsageException("-p must be >= 0.001");
        long hops = line.number(TTL, 1, UNSIGNED, 1);
        if (hops > 255) throw new UsageException("ttl " + hops + " out of range");
        long size = line.number(SIZE, 0, UNSIGNED, 56);
        if (size > LARGEST)
            throw new UsageException("data size " + size + " not valid, must not be larger than " + LARGEST);
        double backoff = backoff();
        if (backoff < LEAST_BACKOFF || backoff > MOST_BACKOFF)
            throw new UsageException(String.format("backoff factor %.1f not valid, must be between %.1f and %.1f",
                    backoff, LEAST_BACKOFF, MOST_BACKOFF));
        style();
        plan();
        if (line.has(TTL)) ttl = (int) hops;
        if (line.has(TOS)) tos = typeOfService();
        if (line.has(MARK)) mark = (int) line.number(MARK, 1, UNSIGNED, 1);
        source = source();
    }

    private boolean counts() {
        return line.has(COUNT) || line.has(TIMES);
    }

    Family family() throws UsageException {
        if (line.has(IPV4) && line.has(IPV6)) throw new UsageException("can't specify both -4 and -6");
        return line.has(IPV4) ? Family.IPV4 : line.has(IPV6) ? Family.IPV6 : Family.ANY;
    }

    /// Whether hosts are shown by names that have to be looked up.
    boolean reverses(boolean typedAddress) {
        return line.has(REVERSE) || line.has(NAME) && typedAddress;
    }

    boolean showsAddresses() {
        return line.has(ADDRESS);
    }

    boolean isRandom() {
        return line.has(RANDOM);
    }

    int size() throws UsageException {
        return (int) line.number(SIZE, 0, LARGEST, 56);
    }

    /// Between any two probes, in ns.
    long interval() throws UsageException {
        return millis(INTERVAL, 10);
    }

    long period() throws UsageException {
        return millis(PERIOD, 1000);
    }

    private double backoff() throws UsageException {
        return decimal(BACKOFF, line.value(BACKOFF), 1.5);
    }

    private long millis(Option option, double otherwise) throws UsageException {
        return (long) Math.min(decimal(option, line.value(option), otherwise) * MILLI, LONGEST);
    }

    private double decimal(Option option, @Nullable String text, double otherwise) throws UsageException {
        if (text == null) return otherwise;
        try {
            double value = Double.parseDouble(text);
            if (value >= 0) return value;
        } catch (NumberFormatException e) {
            // Answered below, as a negative number is.
        }
        throw new UsageException(line.name(option) + " takes a number of 0 or more, not " + text);
    }

    /// Whether any round trip time is shown.
    boolean showsTimes() {
        return mode() != Mode.ANSWER || line.has(ELAPSED) || line.has(TOTALS) || line.has(JSON);
    }

    Mode mode() {
        return line.has(LOOP) ? Mode.LOOP : counts() ? Mode.COUNT : Mode.ANSWER;
    }

    /// How many probes more a host is sent that does not answer.
    long retries() throws UsageException {
        return line.number(RETRY, 0, UNSIGNED, 3);
    }

    Plan plan() throws UsageException {
        long timeout = millis(TIMEOUT, 500);
        if (mode() == Mode.ANSWER) return new Retries(timeout, retries(), backoff());
        if (!line.has(TIMEOUT)) timeout = Math.min(period(), MOST_TIMEOUT);
        return new Rounds(period(), mode() == Mode.LOOP ? Long.MAX_VALUE : count(), timeout);
    }

    private long count() throws UsageException {
        return line.number(TIMES, 1, UNSIGNED, line.number(COUNT, 1, UNSIGNED, 1));
    }

    Style style() throws UsageException {
        long report = report();
        boolean quiet = line.has(QUIET) || line.has(REPORT);
        boolean chosen = line.has(ALIVE) || line.has(UNREACHABLE) || enough() > 0;
        Mode mode = mode();
        Set<Show> shows = EnumSet.noneOf(Show.class);
        show(shows, Show.WORDS, mode == Mode.ANSWER && !quiet && !chosen);
        show(shows, Show.ALIVE, mode == Mode.ANSWER && line.has(ALIVE));
        show(shows, Show.UNREACHABLE, mode == Mode.ANSWER && line.has(UNREACHABLE));
        show(shows, Show.REPLIES, mode == Mode.LOOP ? report == 0 : mode == Mode.COUNT && !quiet);
        show(shows, Show.WARNINGS, !quiet);
        show(shows, Show.TIMES, line.has(TIMES));
        show(shows, Show.TTL, line.has(PRINT_TTL));
        show(shows, Show.TOS, line.has(PRINT_TOS));
        show(shows, Show.ELAPSED, line.has(ELAPSED));
        show(shows, Show.OUTAGE, line.has(OUTAGE));
        show(shows, Show.TOTALS, line.has(TOTALS));
        show(shows, Show.CUMULATIVE, line.has(REPORT) && String.valueOf(line.value(REPORT)).endsWith(",cumulative"));
        show(shows, Show.NETDATA, line.has(NETDATA));
        show(shows, Show.JSON, line.has(JSON));
        show(shows, Show.FAST, line.has(ENOUGH_FAST));
        return new Style(mode, shows, stamp(), period(), report, enough());
    }

    private static void show(Set<Show> shows, Show what, boolean wanted) {
        if (wanted) shows.add(what);
    }

    private long report() throws UsageException {
        String text = line.value(REPORT);
        if (text == null) return 0;
        int comma = text.indexOf(',');
        return (long) Math.min(decimal(REPORT, comma < 0 ? text : text.substring(0, comma), 0) * SECOND, LONGEST);
    }

    private long enough() throws UsageException {
        return line.number(ENOUGH_FAST, 1, UNSIGNED, line.number(ENOUGH, 1, UNSIGNED, 0));
    }

    private Stamp stamp() throws UsageException {
        if (!line.has(STAMP)) return Stamp.NONE;
        if (!line.has(STAMP_FORMAT)) return Stamp.UNIX;
        return switch (line.choice(STAMP_FORMAT, List.of("ctime", "iso", "rfc3339"))) {
            case "ctime" -> Stamp.CTIME;
            case "iso" -> Stamp.ISO;
            default -> Stamp.RFC3339;
        };
    }

    /// Sets up a socket.
    void setUp(Socket socket) throws OsError {
        boolean four = socket.family() == Abi.AF_INET;
        String device = line.value(INTERFACE);
        if (device != null) socket.setsockopt(SO_BINDTODEVICE, device);
        if (ttl >= 0) socket.setsockopt(four ? IP_TTL : IPV6_UNICAST_HOPS, ttl);
        if (tos >= 0) socket.setsockopt(four ? IP_TOS : IPV6_TCLASS, tos);
        if (mark >= 0) socket.setsockopt(SO_MARK, mark);
        if (line.has(DONT_FRAGMENT))
            socket.setsockopt(four ? IP_MTU_DISCOVER : IPV6_MTU_DISCOVER, Abi.IP_PMTUDISC_DO);
        if (source != null && source.family() == socket.family()) socket.bind(source);
    }

    /// Decimal, or hexadecimal with `0x` before it.
    private int typeOfService() throws UsageException {
        String text = String.valueOf(line.value(TOS));
        try {
            int value = Integer.decode(text);
            if (value >= 0 && value <= 255) return value;
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw new UsageException(line.name(TOS) + " takes a whole number from 0 to 255, not " + text);
    }

    private SockAddr.@Nullable Ip source() throws UsageException {
        String text = line.value(SOURCE);
        if (text == null) return null;
        try {
            return SockAddr.of(InetAddress.ofLiteral(text), 0);
        } catch (IllegalArgumentException e) {
            throw new UsageException("can't parse source address: " + text);
        }
    }
}
