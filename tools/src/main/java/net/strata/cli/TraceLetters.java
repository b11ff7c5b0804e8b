package net.strata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.target.Family;
import net.strata.trace.HopByHop;
import net.strata.trace.IpHeader;
import net.strata.trace.Method;
import net.strata.trace.Waits;
import org.jspecify.annotations.Nullable;

/// The letters of traceroute, which hold in every mode of trace: what probes are, and how many are sent where.
final class TraceLetters {
    static final Option DEBUG = Option.flag("-d,--so-debug", "nothing: Linux has no use for SO_DEBUG");
    static final Option WHOLE = Option.flag("-F,--dont-fragment", "routers may not fragment probes");
    static final Option FIRST = Option.value("-f,--first", "N", "the first hop; 1");
    static final Option GATEWAYS = Option.value("-g,--gateway", "ROUTER,...",
            "by way of these, up to 8, where routers allow it (IPv4)");
    static final Option DEVICE = Option.value("-i,--interface", "NAME", "by this interface");
    static final Option LAST = Option.value("-m,--max-hops", "N", "the last hop; 30, at most 255");
    static final Option AT_ONCE = Option.value("-N,--sim-queries", "N",
            "probes that wait for an answer at a time; 128");
    static final Option PORT = Option.value("-p,--port", "PORT",
            "destination port, by number or name: 33434, with -T 80, with -U 53; with -I the first sequence number");
    static final Option QUERIES = Option.value("-q,--queries", "N", "probes to each hop; 3, at most 10; not in rounds");
    static final Option SOURCE = Option.value("-s,--source", "ADDRESS", "from this address of ours");
    static final Option TOS = Option.value("-t,--tos", "N", "type of service or traffic class, as 16 or 0x10");
    static final Option LABEL = Option.value("-l,--flowlabel", "N", "flow label (IPv6)");
    static final Option TCP = Option.flag("-T,--tcp", "TCP SYN");
    static final Option ICMP = Option.flag("-I,--icmp", "ICMP echo requests");
    static final Option UDP = Option.flag("-U,--udp", "UDP to port 53");
    static final Option METHOD = Option.value("-M,--module", "NAME", "the same by name: default, icmp, tcp, udp");
    static final Option CLASSIC = Option.flag("--classic",
            "the old way: each probe to the next port, or with another checksum, so that routers may send it elsewhere");
    static final Option WAIT = Option.value("-w,--wait", "MAX,HERE,NEAR",
            "wait MAX seconds for an answer; HERE times as long as the same hop needed, NEAR times as long as a "
                    + "farther one; 5,3,10");
    static final Option GAP = Option.value("-z,--sendwait", "TIME",
            "between two probes: seconds, or ms if 10 or more; 0");
    static final Option SOURCE_PORT = Option.value("--sport", "PORT", "source port");
    static final Option MARK = Option.value("--fwmark", "N", "mark packets, for rules of routing");
    static final List<Option> OPTIONS = List.of(TypedHost.IPV4, TypedHost.IPV6, TypedHost.NUMERIC, ICMP, TCP, UDP,
            METHOD, CLASSIC, FIRST, LAST, QUERIES, AT_ONCE, WAIT, GAP, PORT, SOURCE_PORT, SOURCE, DEVICE, TOS, LABEL,
            WHOLE, GATEWAYS, MARK, DEBUG);

    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final int MOST_QUERIES = 10;
    private static final int MOST_PORT = 65_535;
    private static final int PORTS = MOST_PORT + 1;
    private static final int LONGEST = 65_000;
    /// So many wait for an answer, so that a host that answers nothing is waited for once.
    private static final int WAITING = 128;
    /// Bytes behind the IP header and its options.
    private static final int USUAL = 40;
    private static final int UDP_HEADER = 8;
    private static final int IP_OPTIONS = 40;
    private static final int MOST_GATEWAYS = 8;
    private static final Path SERVICES = Path.of("/etc/services");
    private static final List<String> METHODS = List.of("default", "icmp", "tcp", "udp");

    private final Arguments arguments;
    private final Option method;
    private final @Nullable Integer length;
    private final int last;
    private final int first;
    private final int queries;
    private final int atOnce;
    private final long gap;
    private final Waits waits;

    TraceLetters(Arguments arguments) throws UsageException {
        this.arguments = arguments;
        method = method(arguments);
        length = length(arguments);
        last = (int) arguments.number(LAST, 1, net.strata.trace.Path.MOST_HOPS, 30);
        first = (int) arguments.number(FIRST, 1, last, 1);
        queries = (int) arguments.number(QUERIES, 1, MOST_QUERIES, 3);
        atOnce = (int) arguments.number(AT_ONCE, 1, Integer.MAX_VALUE, WAITING);
        gap = gap(arguments.value(GAP));
        waits = waits(arguments.value(WAIT));
    }

    private static Option method(Arguments arguments) throws UsageException {
        String name = arguments.value(METHOD);
        Option named = name == null
                ? null
                : switch (arguments.choice(METHOD, METHODS)) {
                    case "icmp" -> ICMP;
                    case "tcp" -> TCP;
                    case "udp" -> UDP;
                    default -> METHOD;
                };
        List<Option> given = new ArrayList<>(Stream.of(ICMP, TCP, UDP).filter(arguments::has).toList());
        if (named != null && !given.contains(named)) given.add(named);
        if (given.size() > 1)
            throw new UsageException(arguments.name(given.getFirst()) + " and " + arguments.name(given.get(1))
                    + ": one method at a time");
        return given.isEmpty() ? METHOD : given.getFirst();
    }

    /// The operand behind the host that is a number.
    private static @Nullable Integer length(Arguments arguments) throws UsageException {
        List<String> operands = arguments.operands();
        if (operands.size() < 2 || !isNumber(operands.getLast())) return null;
        String text = operands.getLast();
        int bytes = text.length() > 5 ? LONGEST + 1 : Integer.parseInt(text);
        if (bytes > LONGEST) throw new UsageException("a packet has up to " + LONGEST + " bytes, not " + text);
        return bytes;
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(Character::isDigit);
    }

    /// The hosts, as typed.
    List<String> typed() {
        List<String> operands = arguments.operands();
        return length == null ? operands : operands.subList(0, operands.size() - 1);
    }

    /// The hosts, looked up, in the namespace of the calling thread, or in a simulated network. As in traceroute, IPv4 is taken
    /// where a name has both.
    List<TypedHost> hosts(@Nullable Simulated network) throws OsError, UsageException {
        Family family = TypedHost.family(arguments);
        Family rather = family == Family.ANY ? Family.IPV4 : family;
        if (typed().isEmpty()) throw new UsageException("where to? strata trace HOST");
        List<TypedHost> hosts = new ArrayList<>();
        for (String each : typed())
            hosts.add(network == null ? TypedHost.of(each, family, rather) : TypedHost.in(network, each, family));
        return hosts;
    }

    /// How hosts are asked.
    ///
    /// @param flows how many flows are wanted
    Tracing.Way way(int flows) throws IOException, UsageException {
        int source = (int) arguments.number(SOURCE_PORT, 1, MOST_PORT, 0);
        if (!method.equals(ICMP) && source + flows > PORTS)
            throw new UsageException("--sport " + source + " leaves room for " + (PORTS - source) + " flows");
        boolean classic = arguments.has(CLASSIC);
        if (method.equals(ICMP)) return new Tracing.Way(Tracing.Transport.ICMP, port(0), source, flows, classic);
        if (method.equals(TCP)) return new Tracing.Way(Tracing.Transport.TCP, port(80), source, flows, classic);
        if (method.equals(UDP)) return new Tracing.Way(Tracing.Transport.UDP, port(53), source, flows, false);
        return new Tracing.Way(Tracing.Transport.UDP, port(33434), source, flows, classic);
    }

    private int port(int otherwise) throws IOException, UsageException {
        String text = arguments.value(PORT);
        if (text == null || !text.isEmpty() && isNumber(text))
            return (int) arguments.number(PORT, 1, MOST_PORT, otherwise);
        int port = service(text.toLowerCase(Locale.ROOT));
        if (port == 0)
            throw new UsageException("-p takes a port from 1 to " + MOST_PORT + " or the name of a service, not "
                    + text);
        return port;
    }

    /// As services(5) has it, 0 if it has not.
    private static int service(String name) throws IOException {
        if (!Files.isReadable(SERVICES)) return 0;
        for (String line : Files.readAllLines(SERVICES)) {
            String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
            if (words.length < 2 || !words[0].equals(name)) continue;
            return Integer.parseInt(words[1].split("/", 2)[0]);
        }
        return 0;
    }

    /// What the sockets are opened for.
    Tracing.Outfit outfit(TypedHost host) throws OsError, UsageException {
        boolean six = host.address() instanceof SockAddr.In6;
        var header = new IpHeader(PingSocket.tos(arguments, TOS), (int) arguments.number(LABEL, 0, 0xfffff, 0),
                gateways(six));
        return new Tracing.Outfit(header, source(six), arguments.value(DEVICE),
                (int) arguments.number(MARK, 0, 0xffffffffL, 0),
                Math.max(length == null ? 0 : length, six ? 80 : 60)
                        + IP_OPTIONS,
                arguments.has(WHOLE));
    }

    private SockAddr.@Nullable Ip source(boolean six) throws OsError, UsageException {
        String text = arguments.value(SOURCE);
        if (text == null) return null;
        TypedHost typed = TypedHost.of(text, Family.ANY);
        if (typed.address() instanceof SockAddr.In6 != six)
            throw new UsageException("-s " + text + " is no " + (six ? Family.IPV6 : Family.IPV4) + " address, as the "
                    + "host's is");
        return typed.address(arguments.value(DEVICE));
    }

    private List<SockAddr.In> gateways(boolean six) throws OsError, UsageException {
        List<SockAddr.In> gateways = new ArrayList<>();
        for (String value : arguments.values(GATEWAYS)) {
            if (six) throw new UsageException("-g is IPv4's: IPv6 routers pass no source routes (RFC 5095)");
            for (String each : value.split(",", -1))
                if (TypedHost.of(each, Family.IPV4).address() instanceof SockAddr.In gateway) gateways.add(gateway);
        }
        if (gateways.size() > MOST_GATEWAYS)
            throw new UsageException("-g takes up to " + MOST_GATEWAYS + " routers, not " + gateways.size());
        return gateways;
    }

    /// The first hop, from 1.
    int first() {
        return first;
    }

    /// The last hop.
    int last() {
        return last;
    }

    /// Probes to each hop.
    int queries() {
        return queries;
    }

    /// Between two probes, in ns.
    long gap() {
        return gap;
    }

    /// How long a probe is waited for.
    Waits waits() {
        return waits;
    }

    /// Bytes of a packet, with all its headers.
    int size(Method of, boolean six) {
        int least = of.shortest(six);
        if (method.equals(TCP)) return least;
        return length == null ? least + USUAL - UDP_HEADER : Math.max(length, least);
    }

    /// What traceroute's plan is made of.
    HopByHop.Settings plan(Method of, boolean six) {
        return new HopByHop.Settings(first, last, queries, atOnce, gap, size(of, six), arguments.has(WHOLE), waits);
    }

    private long gap(@Nullable String text) throws UsageException {
        if (text == null) return 0;
        if (text.isEmpty() || !Character.isDigit(text.charAt(text.length() - 1)))
            return Seconds.nanos(arguments, GAP, 0);
        double number = number(GAP, text, "a time such as 0.5, 100 or 100ms");
        return (long) (number * (number >= 10 ? MILLI : SECOND));
    }

    private Waits waits(@Nullable String text) throws UsageException {
        if (text == null) return Waits.USUAL;
        String[] parts = text.split("[,/]", -1);
        String what = "MAX, MAX,HERE or MAX,HERE,NEAR, as in 5,3,10";
        if (parts.length > 3) throw new UsageException("-w takes " + what + ", not " + text);
        double[] numbers = new double[3];
        for (int i = 0; i < parts.length; i++)
            numbers[i] = number(WAIT, parts[i], what);
        return new Waits((long) (numbers[0] * SECOND), numbers[1], numbers[2]);
    }

    private double number(Option option, String text, String what) throws UsageException {
        if (text.matches("[0-9]{0,7}(\\.[0-9]{0,9})?") && text.matches(".*[0-9].*")) return Double.parseDouble(text);
        throw new UsageException(arguments.name(option) + " takes " + what + ", not "
                + arguments.value(option));
    }
}
