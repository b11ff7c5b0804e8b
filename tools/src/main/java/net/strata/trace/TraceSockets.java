package net.strata.trace;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.IPPROTO_ICMP;
import static net.strata.os.Abi.IPPROTO_ICMPV6;
import static net.strata.os.Abi.IPPROTO_TCP;
import static net.strata.os.Abi.IPPROTO_UDP;
import static net.strata.os.Abi.IP_PMTUDISC_OMIT;
import static net.strata.os.Abi.IP_PMTUDISC_PROBE;
import static net.strata.os.Abi.SOCK_DGRAM;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.strata.os.Errno;
import net.strata.os.Netlink;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.probe.LivePort;
import net.strata.probe.Port;
import net.strata.probe.Sockets;
import org.jspecify.annotations.Nullable;

/// The sockets of a trace. What the [#port] is given is a whole packet, from its IP header on: an ICMP echo request, a UDP
/// datagram or a TCP SYN.
///
/// **With privilege** (raw(7)) the packet is sent as it is, but for what the kernel writes of an IPv4 header: length, checksum,
/// and an identification or source that is 0. All that is heard is told as it came. Packets that are longer than the interface
/// takes are fragmented, or refused with EMSGSIZE where that is forbidden.
///
/// **Without**, the kernel makes the packet of what it is told: the payload, hop limit, traffic class and ports; the rest of the
/// header it writes itself. UDP and ICMP leave by datagram sockets, TCP by [TraceConnections]. ICMP errors come from the
/// error queue: of the probe they have what is behind UDP's header, or ICMP's and TCP's header, and nothing of IP's. Which
/// probe it was the socket finds out ([net.strata.probe.Arrival#probe]): by what is quoted of it, or, where that is only a
/// header of UDP, by the port that it was for; among probes that share that port nothing says it.
public final class TraceSockets implements AutoCloseable {
    /// Only has a route found.
    private static final int ANY_PORT = 33434;
    /// There may be very many unprivileged sockets, one a source port: each sends and gets few packets at once.
    private static final int FEW = 4;

    /// What is wanted.
    ///
    /// @param protocol of the probes: [net.strata.os.Abi#IPPROTO_UDP], [net.strata.os.Abi#IPPROTO_TCP], or
    /// [net.strata.os.Abi#IPPROTO_ICMP], also for ICMPv6
    /// @param firstPort the first source port, or the identifier of echo requests; 0 for any
    /// @param ports how many source ports, at least 1
    /// @param largest bytes of the longest packet
    /// @param whole whether packets must not be fragmented, neither here nor on the way; those of IPv4 that leave by raw
    /// sockets say that themselves (DF)
    /// @param raw whether raw sockets may be used, where they are allowed
    /// @param device the interface to use (SO_BINDTODEVICE), null for any
    /// @param mark of the packets (SO_MARK), 0 for none
    public record Settings(int protocol, int firstPort, int ports, int largest, boolean whole, boolean raw,
            @Nullable String device, int mark) {
        /// The source ports to ask the kernel for, 0 for any.
        List<Integer> wanted() {
            return IntStream.range(0, ports).mapToObj(i -> firstPort == 0 ? 0 : firstPort + i).toList();
        }
    }

    /// How a host is probed.
    ///
    /// @param source the address that probes come from, port 0
    /// @param mtu of the interface that they go out by, in bytes
    /// @param raw whether raw sockets send them
    /// @param ports the source ports that are ours; of ICMP the identifier; 0 where each probe gets one of the kernel
    public record Way(SockAddr.Ip source, int mtu, boolean raw, List<Integer> ports) {}

    private final Settings settings;
    private final LivePort live;
    private final Fragments fragments;
    private final Map<Integer, List<Integer>> raw = new HashMap<>();
    private final Map<SockAddr.Ip, List<Integer>> datagrams = new HashMap<>();
    private @Nullable TraceConnections connections;

    public TraceSockets(Settings settings) throws OsError {
        this.settings = settings;
        live = new LivePort();
        fragments = new Fragments(live, settings.whole);
    }

    /// Where probes are sent, and what comes is told; good once all is open. It is closed with the sockets.
    public Port port() {
        return connections != null && raw.isEmpty() ? connections : fragments;
    }

    /// Opens what probing a host needs, unless it is open. To be called for every host before any is probed.
    ///
    /// @param next whom packets are handed over for: the host, or the first gateway of a source route
    /// @param source one of our addresses; null for that which the route says
    /// @throws OsError also EACCES: this user may not even open ICMP datagram sockets; EADDRINUSE: the port is another's
    public Way open(SockAddr.Ip next, SockAddr.@Nullable Ip source) throws OsError {
        SockAddr.Ip from = source(next, source);
        int mtu = mtu(next, from);
        List<Integer> ports = settings.raw ? raw(next.family()) : null;
        boolean isRaw = ports != null;
        if (ports == null) ports = settings.protocol == IPPROTO_TCP ? connections() : datagrams(from);
        if (isRaw) fragments.mtu(next, mtu);
        return new Way(from, mtu, isRaw, ports);
    }

    private SockAddr.Ip source(SockAddr.Ip next, SockAddr.@Nullable Ip source) throws OsError {
        try (var socket = Socket.socket(next.family(), SOCK_DGRAM, 0)) {
            set(socket);
            if (source != null) socket.bind(source.port(0));
            socket.connect(next.port(ANY_PORT));
            return ((SockAddr.Ip) socket.getsockname()).port(0);
        }
    }

    private int mtu(SockAddr.Ip next, SockAddr.Ip from) throws OsError {
        try (var netlink = Netlink.open()) {
            return settings.device == null
                    ? netlink.link(netlink.route(next, from, 0, settings.mark).ifindex()).mtu()
                    : netlink.link(settings.device).mtu();
        }
    }

    private void set(Socket socket) throws OsError {
        if (settings.device != null) socket.setsockopt(Option.SO_BINDTODEVICE, settings.device);
        if (settings.mark != 0) socket.setsockopt(Option.SO_MARK, settings.mark);
    }

    /// @return null if this user may not
    private @Nullable List<Integer> raw(int family) throws OsError {
        List<Integer> ports = raw.get(family);
        if (ports != null) return ports;
        RawSockets sockets;
        try {
            sockets = new RawSockets(live, settings, family, this::set);
        } catch (OsError e) {
            if (e.errno() != Errno.EPERM && e.errno() != Errno.EACCES) throw e;
            return null;
        }
        ports = sockets.open();
        raw.put(family, ports);
        return ports;
    }

    private List<Integer> connections() throws OsError {
        if (connections == null) {
            connections = new TraceConnections(this::set, settings.whole);
            live.closing(connections::close);
        }
        return settings.firstPort == 0 ? List.of(0) : settings.wanted();
    }

    private List<Integer> datagrams(SockAddr.Ip from) throws OsError {
        List<Integer> known = datagrams.get(from);
        if (known != null) return known;
        List<Integer> ports = new ArrayList<>();
        for (int port : settings.wanted())
            ports.add(datagram(from.port(port)));
        datagrams.put(from, List.copyOf(ports));
        return ports;
    }

    private int datagram(SockAddr.Ip own) throws OsError {
        boolean four = own.family() == AF_INET;
        int protocol = settings.protocol == IPPROTO_UDP ? IPPROTO_UDP : four ? IPPROTO_ICMP : IPPROTO_ICMPV6;
        Socket socket = Socket.socket(own.family(), SOCK_DGRAM, protocol);
        SockAddr.Ip bound;
        try {
            set(socket);
            Sockets.errors(socket);
            Sockets.headers(socket);
            socket.setsockopt(four ? Option.IP_MTU_DISCOVER : Option.IPV6_MTU_DISCOVER,
                    settings.whole ? IP_PMTUDISC_PROBE : IP_PMTUDISC_OMIT);
            socket.bind(own);
            bound = (SockAddr.Ip) socket.getsockname();
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
        live.add(socket, false, settings.largest, own.family(), FEW, new Datagrams(bound, protocol));
        return bound.port();
    }

    @Override
    public void close() {
        live.close();
    }
}
