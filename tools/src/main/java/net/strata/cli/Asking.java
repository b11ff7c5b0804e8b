package net.strata.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import net.strata.os.Errno;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.ping.IcmpTimestamp;
import net.strata.ping.LinkRequest;
import net.strata.ping.Method;
import net.strata.ping.NodeInformation;
import net.strata.ping.NodeInformation.Query;
import net.strata.ping.Payload;
import net.strata.ping.Sweep;
import net.strata.ping.TcpConnections;
import net.strata.ping.TcpSyn;
import net.strata.ping.UdpDatagram;
import net.strata.ping.Wording;
import net.strata.probe.LivePort;
import net.strata.probe.Port;
import net.strata.probe.Setup;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;

/// How hosts are asked, where it is not by ICMP echo.
final class Asking {
    private static final Option TIMESTAMP = Option.flag("--icmp-timestamp",
            "ask for the time by ICMP: how far the host's clock is ahead; IPv4");
    private static final Option TCP = Option.value("--tcp", "PORT",
            "begin a TCP connection, and tell whether the port is open");
    private static final Option UDP = Option.value("--udp", "PORT",
            "send UDP datagrams; that a port is closed is an answer, too");
    private static final Option ARP = Option.flag("--arp",
            "ask on the link, by ARP or neighbour discovery: which hardware address has it");
    private static final Option NODE = Option.value("-N,--node-info", "QUERY",
            "ask an IPv6 host for its name or addresses; -N help lists what");
    private static final Option SWEEP = Option.value("--sweep-size", "A..B[:STEP]",
            "bytes of data, from A to B, each probe STEP more");
    private static final List<Option> WAYS = List.of(TIMESTAMP, TCP, UDP, ARP, NODE);
    static final List<Option> OPTIONS = List.of(TIMESTAMP, TCP, UDP, ARP, NODE, SWEEP);

    /// Of an echo.
    static final int HEADER = 8;
    private static final int LARGEST_DATA = 65_507;
    /// By what is asked for: its number, and which addresses (RFC 4620 section 6).
    private static final Map<String, Query> QUERIES = Map.ofEntries(query("name", 2, 0), query("fqdn", 2, 0),
            query("ipv6", 3, 0), query("ipv6-all", 3, 2), query("ipv6-compatible", 3, 4),
            query("ipv6-linklocal", 3, 8), query("ipv6-sitelocal", 3, 0x10), query("ipv6-global", 3, 0x20),
            query("ipv4", 4, 0), query("ipv4-all", 4, 2));
    private static final List<String> SUBJECTS = List.of("subject-ipv6", "subject-ipv4", "subject-name",
            "subject-fqdn");
    private static final String QUERY_HELP = """
            -N QUERY, several for a subject, too
            What is asked for:
              name (or fqdn)
              ipv6, ipv6-all, ipv6-compatible, ipv6-global, ipv6-linklocal, ipv6-sitelocal
              ipv4, ipv4-all
            Of whom, if not of the address that is asked:
              subject-ipv6=ADDRESS, subject-ipv4=ADDRESS, subject-name=NAME, subject-fqdn=NAME""";

    private final Arguments arguments;
    private final Option way;

    /// How, and in what words.
    ///
    /// @param largest bytes that a message has at most
    record Asked(Method method, Wording wording, int largest) {
        /// What probes are sent by: sockets, unless this way has its own.
        Port port(LivePort sockets) {
            return method instanceof Port own ? own : sockets;
        }
    }

    private Asking(Arguments arguments, Option way) {
        this.arguments = arguments;
        this.way = way;
    }

    private static Map.Entry<String, Query> query(String name, int type, int flags) {
        return Map.entry(name, new Query(type, flags, 0, null));
    }

    /// What the command line says; null for ICMP echo.
    static @Nullable Asking of(Arguments arguments) throws UsageException {
        List<Option> ways = WAYS.stream().filter(arguments::has).toList();
        if (ways.size() > 1)
            throw new UsageException(arguments.name(ways.getFirst()) + " and " + arguments.name(ways.get(1))
                    + ": one way to ask at a time");
        if (ways.isEmpty()) return null;
        Option way = ways.getFirst();
        if (arguments.has(PathMtuSearch.PMTU))
            throw new UsageException("--pmtu searches by echoes: leave out " + arguments.name(way));
        if (arguments.has(SWEEP) && !way.equals(UDP))
            throw new UsageException("--sweep-size: what " + arguments.name(way) + " sends carries no data");
        return new Asking(arguments, way);
    }

    /// The sizes of data that the command line wants, one after the other; null for always the same.
    static @Nullable Sweep sweep(Arguments arguments) throws UsageException {
        String text = arguments.value(SWEEP);
        if (text == null) return null;
        var parts = Pattern.compile("(\\d{1,5})\\.\\.(\\d{1,5})(?::(\\d{1,5}))?").matcher(text);
        if (parts.matches()) {
            int first = Integer.parseInt(parts.group(1));
            int last = Integer.parseInt(parts.group(2));
            int step = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
            if (first <= last && last <= LARGEST_DATA && step > 0) return new Sweep(first, last, step);
        }
        throw new UsageException(arguments.name(SWEEP) + " takes A..B or A..B:STEP, from 0 to " + LARGEST_DATA
                + ", not " + text);
    }

    /// Shows what -N takes, if that is asked for.
    static boolean helps(Arguments arguments, Console console) throws IOException {
        if (!arguments.values(NODE).contains("help")) return false;
        console.out().line(QUERY_HELP);
        return true;
    }

    /// Opens sockets, in the network namespace that is meant.
    ///
    /// @param setup what else is to be set on them
    /// @param payload the data of datagrams
    /// @param size bytes of data at most
    /// @param targets those that are known already
    /// @param device the interface to ask on with --arp, null for what routes say
    Asked open(LivePort port, Setup setup, Payload payload, int size, List<SockAddr.Ip> targets,
            @Nullable String device, ByteBuffer random) throws IOException, UsageException {
        boolean four = targets.stream().anyMatch(SockAddr.In.class::isInstance);
        boolean six = targets.stream().anyMatch(SockAddr.In6.class::isInstance);
        int number = random.getShort() & 0xffff;
        if (way.equals(TCP)) {
            try {
                TcpSyn syn = TcpSyn.open(port, port(TCP), number, four, six, setup);
                return new Asked(syn, syn, TcpSyn.LENGTH);
            } catch (OsError e) {
                // Its sockets are opened one by one, when this thread has left another namespace.
                if (e.errno() != Errno.EPERM || arguments.has(Namespace.OPTION)) throw e;
                var connections = new TcpConnections(port(TCP), setup);
                port.closing(connections::close);
                return new Asked(connections, connections, TcpSyn.LENGTH);
            }
        }
        if (way.equals(UDP)) {
            var datagram = new UdpDatagram(payload, port(UDP)).open(port, size, four, six,
                    targets.size() == 1 ? targets.getFirst() : null, setup);
            return new Asked(datagram, datagram, size);
        }
        if (way.equals(ARP)) {
            LinkRequest request = LinkRequest.open(port, device, targets, four, six);
            return new Asked(request, request, LinkRequest.LARGEST);
        }
        if (way.equals(NODE)) {
            if (four) throw new UsageException("node information queries (-N) are ICMPv6's: an IPv4 host has none");
            var information = new NodeInformation(query()).open(port, setup);
            return new Asked(information, information, NodeInformation.LARGEST);
        }
        if (six) throw new UsageException("ICMPv6 has no timestamps: --icmp-timestamp is for IPv4");
        var timestamp = new IcmpTimestamp(Math.max(1, number), LivePort::wall).open(port, setup);
        return new Asked(timestamp, timestamp, IcmpTimestamp.LENGTH);
    }

    private int port(Option option) throws UsageException {
        return (int) arguments.number(option, 1, 65_535, 0);
    }

    /// What is asked for, and of whom. Of several, the last counts, as long as they are of one kind.
    Query query() throws UsageException {
        Query what = null;
        Query whom = null;
        for (String text : arguments.values(NODE)) {
            Query asked = QUERIES.get(text);
            if (asked != null) {
                if (what != null && what.type() != asked.type())
                    throw new UsageException("-N asks for one kind of thing: names, IPv6 addresses or IPv4 addresses");
                what = new Query(asked.type(), asked.flags() | (what == null ? 0 : what.flags()), 0, null);
            } else {
                Query subject = subject(text);
                if (whom != null && whom.code() != subject.code())
                    throw new UsageException("-N asks of one: a name, an IPv6 address or an IPv4 address");
                whom = subject;
            }
        }
        if (what == null) throw new UsageException("-N says of whom, but not what is asked for: -N help");
        return whom == null ? what : new Query(what.type(), what.flags(), whom.code(), whom.subject());
    }

    private static Query subject(String text) throws UsageException {
        int equals = text.indexOf('=');
        String value = text.substring(equals + 1);
        try {
            switch (equals < 0 ? "" : text.substring(0, equals)) {
                case "subject-ipv6" -> {
                    if (address(value) instanceof SockAddr.In6 six)
                        return new Query(0, 0, 0, ByteBuffer.wrap(six.bytes()));
                }
                case "subject-ipv4" -> {
                    if (address(value) instanceof SockAddr.In four)
                        return new Query(0, 0, 2, ByteBuffer.wrap(four.bytes()));
                }
                case "subject-name" -> {
                    return name(value, value.indexOf('.') >= 0);
                }
                case "subject-fqdn" -> {
                    return name(value, false);
                }
                default -> {
                    List<String> known = QUERIES.keySet().stream().sorted().toList();
                    throw new UsageException("-N takes " + String.join(", ", known) + ", " + String.join("=, ",
                            SUBJECTS) + "=, not " + text + Nearest.hint(text, known));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("-N " + text + ": " + e.getMessage());
        }
        throw new UsageException("-N " + text + ": an address of the other family");
    }

    private static SockAddr.Ip address(String text) {
        return SockAddr.of(InetAddress.ofLiteral(text), 0);
    }

    private static Query name(String name, boolean whole) {
        return new Query(0, 0, 1, NodeInformation.subject(name.toLowerCase(Locale.ROOT), whole));
    }
}
