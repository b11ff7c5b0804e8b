package net.strata.cli;

import static net.strata.os.Option.*;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import net.strata.os.Abi;
import net.strata.os.Errno;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.ping.IpOptions;
import net.strata.target.Links;
import org.jspecify.annotations.Nullable;

/// The letters of ping that are set on sockets, and what they set.
final class PingSocket {
    static final Option BROADCAST = Option.flag("-b,--broadcast", "allow a broadcast address");
    static final Option STICKY = Option.flag("-B,--sticky-source", "keep the source address of the first probe");
    static final Option CONNECT = Option.flag("-C,--connect", "connect the socket to the host");
    static final Option DEBUG = Option.flag("-d,--so-debug", "set SO_DEBUG, which Linux does not use");
    static final Option FROM = Option.value("-I,--interface", "NAME|ADDRESS",
            "from this interface, or with this source address; may be given for both");
    static final Option NO_LOOP = Option.flag("-L,--no-loopback", "do not get one's own multicast back");
    static final Option MARK = Option.value("-m,--mark", "N", "mark packets, for rules of routing");
    static final Option MTU = Option.value("-M,--pmtudisc", "HOW",
            "do (never fragment), want (as the path's MTU has it), probe (as the link's has it), dont (no DF)");
    static final Option TOS = Option.value("-Q,--tos", "N", "type of service or traffic class, as 16 or 0x10");
    static final Option DIRECT = Option.flag("-r,--dont-route", "only to hosts on a link of ours");
    static final Option ROUTE = Option.flag("-R,--record-route", "have nine routers record themselves (IPv4)");
    static final Option BUFFER = Option.value("-S,--sndbuf", "N", "bytes of the buffer for sending");
    static final Option TTL = Option.value("-t,--ttl", "N", "time to live, or hop limit");
    static final Option STAMPS = Option.value("-T,--ip-timestamp", "WHAT",
            "tsonly, tsandaddr, or tsprespec HOST...: have routers say when (IPv4)");
    static final List<Option> OPTIONS = List.of(BROADCAST, STICKY, CONNECT, DEBUG, FROM, NO_LOOP, MARK, MTU, TOS,
            DIRECT, ROUTE, BUFFER, TTL, STAMPS);

    /// Of a socket that sends nothing.
    static final int ANY_PORT = 1025;
    /// What IP_OPTIONS takes at most.
    private static final int MOST_OPTIONS = 40;
    private static final List<String> STAMP_KINDS = List.of("tsonly", "tsandaddr", "tsprespec");
    private static final List<String> DISCOVERIES = List.of("dont", "want", "do", "probe");

    private final Arguments arguments;
    private final boolean root;
    private final int tos;
    private final int discovery;
    private final int ttl;
    private final int buffer;
    private final long mark;
    private final byte[] ipOptions;
    private final @Nullable String device;
    private SockAddr.@Nullable Ip source;

    /// @param hops of the operands, those before the last
    /// @param root whether an ordinary user's limits do not hold
    PingSocket(Arguments arguments, List<SockAddr.In> hops, boolean root) throws UsageException {
        this.arguments = arguments;
        this.root = root;
        tos = tos(arguments, TOS);
        discovery = arguments.has(MTU) ? DISCOVERIES.indexOf(arguments.choice(MTU, DISCOVERIES)) : -1;
        ttl = (int) arguments.number(TTL, 0, 255, -1);
        buffer = (int) arguments.number(BUFFER, 1, Integer.MAX_VALUE, 0);
        mark = arguments.number(MARK, 0, 0xffffffffL, -1);
        ipOptions = ipOptions(hops);
        String name = null;
        for (String each : arguments.values(FROM)) {
            int percent = each.indexOf('%');
            String address = percent < 0 ? each : each.substring(0, percent);
            SockAddr.Ip literal = literal(address);
            if (literal != null) source = literal;
            if (literal == null) name = each;
            else if (percent >= 0) name = each.substring(percent + 1);
        }
        device = name;
    }

    private static SockAddr.@Nullable Ip literal(String text) throws UsageException {
        try {
            return SockAddr.of(InetAddress.ofLiteral(text), 0);
        } catch (IllegalArgumentException e) {
            if (text.indexOf(':') >= 0) throw new UsageException("-I: " + text + " is not an IPv6 address");
            return null;
        }
    }

    /// A type of service, or traffic class.
    static int tos(Arguments arguments, Option option) throws UsageException {
        String text = arguments.value(option);
        try {
            int tos = text == null
                    ? 0
                    : text.startsWith("0x") ? HexFormat.fromHexDigits(text, 2, text.length()) : Integer.parseInt(text);
            if (tos >= 0 && tos <= 255) return tos;
        } catch (IllegalArgumentException e) {
            // Answered below, as a number out of range is.
        }
        throw new UsageException(option.common() + " takes a number from 0 to 255, or 0x0 to 0xff, not " + text);
    }

    private byte[] ipOptions(List<SockAddr.In> hops) throws UsageException {
        if (arguments.has(ROUTE) && arguments.has(STAMPS))
            throw new UsageException("-R and -T do not fit into one header");
        if (arguments.has(ROUTE)) return IpOptions.recordRoute();
        if (!arguments.has(STAMPS)) return new byte[0];
        return switch (arguments.choice(STAMPS, STAMP_KINDS)) {
            case "tsonly" -> IpOptions.timestamps(IpOptions.Kind.ONLY);
            case "tsandaddr" -> IpOptions.timestamps(IpOptions.Kind.ADDRESSES);
            default -> IpOptions.timestamps(hops);
        };
    }

    /// Whether operands before the last are routers that shall write their times.
    static boolean hasHops(Arguments arguments) {
        return "tsprespec".equals(arguments.value(STAMPS));
    }

    /// Bytes of IPv4 options, as iputils counts them.
    int optionBytes() {
        return ipOptions.length == 0 ? 0 : MOST_OPTIONS;
    }

    /// `from 10.1.0.1 eth0: ` as it stands in the first line; empty if nothing was said of it.
    String from() {
        if (device == null && !binds()) return "";
        return "from " + (source == null ? "" : source.host()) + " " + (device == null ? "" : device) + ": ";
    }

    /// Which interface is meant, null for any.
    @Nullable
    String device() {
        return device;
    }

    private boolean binds() {
        return arguments.has(STICKY)
                || arguments.values(FROM).stream().anyMatch(each -> !each.equals(device));
    }

    /// Finds the source address and the way to a host. The socket stays open: it knows the path's MTU.
    ///
    /// @return a datagram socket that is connected to the host
    Socket findRoute(SockAddr.Ip to, Console console) throws OsError, UsageException {
        boolean six = to instanceof SockAddr.In6;
        if (ttl == 0 && !six) throw new UsageException("-t 0: no IPv4 packet is sent that has no time to live");
        if (source != null && six != source instanceof SockAddr.In6) source = null; // as in iputils
        var socket = Socket.socket(to.family(), Abi.SOCK_DGRAM, 0);
        try {
            if (device != null) socket.setsockopt(SO_BINDTODEVICE, device);
            if (tos != 0) socket.setsockopt(six ? IPV6_TCLASS : IP_TOS, tos);
            if (mark >= 0) mark(socket, null);
            if (source != null) socket.bind(six ? scoped(source, to) : source);
            connect(socket, to, console);
            if (source == null) source = ((SockAddr.Ip) socket.getsockname()).port(0);
            return socket;
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
    }

    private static SockAddr.Ip scoped(SockAddr.Ip address, SockAddr.Ip like) {
        return address instanceof SockAddr.In6 a && like instanceof SockAddr.In6 b && Links.needsScope(address)
                ? new SockAddr.In6(a.high(), a.low(), 0, 0, b.scope())
                : address;
    }

    private void connect(Socket socket, SockAddr.Ip to, Console console) throws OsError, UsageException {
        SockAddr.Ip any = to.port(ANY_PORT);
        try {
            socket.connect(any);
        } catch (OsError e) {
            if (e.errno() != Errno.EACCES || !(to instanceof SockAddr.In)) throw reason(e, to);
            if (!arguments.has(BROADCAST)) {
                throw new UsageException(Links.here().isBroadcast(to)
                        ? to.host() + " is a broadcast address: many hosts answer; -b pings it"
                        : to.host() + ": a route or the firewall of this host prohibits it");
            }
            console.error("WARNING: pinging broadcast address");
            socket.setsockopt(SO_BROADCAST, 1);
            socket.connect(any);
        }
    }

    /// Why a host cannot be sent to.
    static UsageException reason(OsError e, SockAddr.Ip to) {
        return new UsageException(to.host() + ": " + switch (e.errno()) {
            case Errno.EHOSTUNREACH, Errno.ENETUNREACH -> "no route to it";
            case Errno.EACCES -> "a route or the firewall of this host prohibits it";
            case Errno.EINVAL -> "a route of this host drops what goes there";
            default -> e.getMessage();
        });
    }

    /// The source address that was found.
    SockAddr.Ip source() {
        if (source == null) throw new IllegalStateException("no route was asked for");
        return source;
    }

    /// Sets all of it.
    ///
    /// @param group whether the host is many
    void set(Socket socket, SockAddr.Ip to, int ident, boolean group, Console console) throws OsError {
        boolean six = to instanceof SockAddr.In6;
        if (device != null) socket.setsockopt(SO_BINDTODEVICE, device);
        if (tos != 0) socket.setsockopt(six ? IPV6_TCLASS : IP_TOS, tos);
        int how = discovery < 0 && group ? DISCOVERIES.indexOf("do") : discovery;
        if (how >= 0) socket.setsockopt(six ? IPV6_MTU_DISCOVER : IP_MTU_DISCOVER, how);
        if (ipOptions.length > 0 && !six) {
            socket.setsockopt(IP_OPTIONS, ipOptions);
            if (socket.type() == Abi.SOCK_DGRAM) socket.setsockopt(IP_RECVOPTS, 1);
        }
        if (arguments.has(BROADCAST) && !six) socket.setsockopt(SO_BROADCAST, 1);
        if (arguments.has(NO_LOOP)) socket.setsockopt(six ? IPV6_MULTICAST_LOOP : IP_MULTICAST_LOOP, 0);
        if (arguments.has(DEBUG)) debug(socket);
        if (arguments.has(DIRECT)) socket.setsockopt(SO_DONTROUTE, 1);
        if (buffer > 0) socket.setsockopt(SO_SNDBUF, buffer);
        if (mark >= 0) mark(socket, console);
        if (ttl >= 0) {
            socket.setsockopt(six ? IPV6_UNICAST_HOPS : IP_TTL, ttl);
            socket.setsockopt(six ? IPV6_MULTICAST_HOPS : IP_MULTICAST_TTL, ttl);
        }
        if (binds() && source().family() == socket.family()) {
            boolean datagram = socket.type() == Abi.SOCK_DGRAM;
            socket.bind(scoped(source(), to).port(datagram ? ident : 0));
        }
        if (arguments.has(CONNECT)) {
            // What routers answer comes by the error queue alone then.
            socket.setsockopt(six ? IPV6_RECVERR : IP_RECVERR, 1);
            socket.connect(to);
        }
    }

    /// Some users may not; it makes no difference.
    private static void debug(Socket socket) {
        try {
            socket.setsockopt(SO_DEBUG, 1);
        } catch (OsError e) {
            assert e.errno() == Errno.EACCES;
        }
    }

    /// @param console where a failure is told; null to tell nothing
    private void mark(Socket socket, @Nullable Console console) throws OsError {
        try {
            socket.setsockopt(SO_MARK, (int) mark);
        } catch (OsError e) {
            if (e.errno() != Errno.EPERM) throw e;
            if (console != null)
                console.error("WARNING: failed to set mark: " + mark + ": Operation not permitted");
        }
    }

    /// Says if the source address that was found is another interface's.
    void warn(Console console, String command) throws OsError {
        if (device == null || arguments.values(FROM).size() > 1 || source == null) return;
        if (!Links.here().has(device, source))
            console.error(command + ": Warning: source address might be selected on device other than: " + device);
    }

    /// Ordinary users must not make many hosts answer often.
    ///
    /// @param interval between two probes, in ns
    void checkGroup(long interval) throws UsageException {
        if (root) return;
        if (interval < 1_000_000_000)
            throw new UsageException("many hosts answer: only root may ask them more often than once a second");
        if (discovery >= 0 && discovery != DISCOVERIES.indexOf("do"))
            throw new UsageException("only root may send fragments to many hosts");
    }
}
