package net.strata.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.protocol.Icmp;
import net.strata.protocol.Tcp;
import net.strata.protocol.Udp;
import org.jspecify.annotations.Nullable;

/// The sockets that flows belong to, in one network namespace: that of the thread that opened this.
///
/// The kernel is asked as it would ask itself for a packet: whether an address is its own (rtnetlink(7)), and which socket
/// has exactly these addresses and ports, or else listens there (sock_diag(7)). That takes some µs, however many sockets
/// there are. ICMP datagram sockets and raw sockets are looked up in [SocketTable]s.
final class FlowSockets implements AutoCloseable {
    private static final int RTM_GETLINK = 18;
    private static final int RTM_GETROUTE = 26;
    private static final short RTA_DST = 1;
    private static final short IFLA_IFNAME = 3;
    /// Offset of rtm_type, and its value for addresses of this machine.
    private static final int ROUTE_TYPE = KernelAnswers.HEADER + 7;
    private static final int RTN_LOCAL = 2;
    private static final int LINK_INDEX = KernelAnswers.HEADER + 4;

    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int STATE = KernelAnswers.HEADER + 1;
    private static final int INODE = KernelAnswers.HEADER + 68;

    private static final int LISTEN = 10;

    private final KernelAnswers routes;
    private final KernelAnswers sockets;
    private final SocketTable icmp = new SocketTable("icmp");
    private final SocketTable icmp6 = new SocketTable("icmp6");
    private final SocketTable raw = new SocketTable("raw");
    private final SocketTable raw6 = new SocketTable("raw6");
    private final Map<String, Integer> interfaces = new HashMap<>();

    /// What an end of a flow may belong to.
    ///
    /// @param inodes several where the kernel gives copies to all
    /// @param settled false if it may soon be another's: a connection is still the listener's
    record Found(List<Long> inodes, boolean settled) {
        static final Found NOTHING = new Found(List.of(), false);
        /// The end is not on this machine, or not a socket's.
        static final Found ELSEWHERE = new Found(List.of(), true);
    }

    /// A socket as sock_diag tells it.
    private record Told(int state, long inode) {}

    FlowSockets() throws OsError {
        routes = new KernelAnswers(Abi.NETLINK_ROUTE);
        try {
            sockets = new KernelAnswers(NETLINK_SOCK_DIAG);
        } catch (OsError e) {
            routes.close();
            throw e;
        }
    }

    /// Asks each kind of question once.
    void prepare() throws IOException {
        var f = new Flow();
        isLocal(f, Flow.FIRST);
        askIndex("lo");
        ask(f, Flow.FIRST, true, true, 0);
    }

    /// The sockets at an end of a flow.
    ///
    /// @param device where the packet was captured; null if that is not known
    Found find(Flow f, int end, @Nullable String device) throws IOException {
        if (f.port(end) == Flow.NONE || !isLocal(f, end)) return Found.ELSEWHERE;
        return switch (f.protocol()) {
            case Tcp.NUMBER -> tcp(f, end, index(device));
            case Udp.NUMBER -> found(ask(f, 1 - end, true, true, index(device)));
            default -> echo(f, end);
        };
    }

    private static Found found(@Nullable Told s) {
        return s == null || s.inode == 0 ? Found.NOTHING : new Found(List.of(s.inode), s.state != LISTEN);
    }

    /// A connection that was not accepted yet has no inode, nor has one that was closed: then it is the listener's, if one
    /// has the port.
    private Found tcp(Flow f, int end, int device) throws OsError {
        Told s = ask(f, end, true, false, device);
        return found(s == null || s.inode != 0 ? s : ask(f, end, false, false, device));
    }

    private Found echo(Flow f, int end) throws IOException {
        boolean v4 = f.protocol() == Icmp.NUMBER;
        List<Long> found = (v4 ? icmp : icmp6).find(f, end, f.port(end));
        if (found.isEmpty()) found = (v4 ? raw : raw6).find(f, end, f.protocol());
        return found.isEmpty() ? Found.NOTHING : new Found(found, true);
    }

    private boolean isLocal(Flow f, int end) throws OsError {
        if (f.high(end) == 0 && f.low(end) == 0) return false; // that of a host without one
        ByteBuffer r = routes.request();
        r.put((byte) family(f)).put((byte) (f.addressLength() * 8)).put(new byte[10]);
        r.putShort((short) (4 + f.addressLength())).putShort(RTA_DST);
        address(r, f, end);
        ByteBuffer answer = routes.ask(RTM_GETROUTE);
        return answer.limit() > ROUTE_TYPE && answer.get(ROUTE_TYPE) == RTN_LOCAL;
    }

    private int index(@Nullable String device) throws OsError {
        if (device == null) return 0;
        Integer known = interfaces.get(device);
        if (known != null) return known;
        int asked = askIndex(device);
        interfaces.put(device, asked);
        return asked;
    }

    private int askIndex(String device) throws OsError {
        byte[] name = device.getBytes(StandardCharsets.UTF_8);
        if (name.length > 15) return 0;
        ByteBuffer r = routes.request();
        r.put(new byte[16]).putShort((short) (4 + name.length + 1)).putShort(IFLA_IFNAME).put(name).put((byte) 0);
        while (r.position() % 4 != 0)
            r.put((byte) 0);
        ByteBuffer answer = routes.ask(RTM_GETLINK);
        return answer.limit() >= LINK_INDEX + 4 ? answer.getInt(LINK_INDEX) : 0;
    }

    /// Asks for the socket of a connection or, without the other end, for the one that listens.
    ///
    /// @param end the one to look at; of UDP, where the kernel takes them the other way round, the other one
    /// @param both whether the other end is told as well
    private @Nullable Told ask(Flow f, int end, boolean both, boolean udp, int device) throws OsError {
        ByteBuffer r = sockets.request();
        r.put((byte) family(f)).put((byte) (udp ? Udp.NUMBER : Tcp.NUMBER)).putShort((short) 0).putInt(-1);
        r.order(ByteOrder.BIG_ENDIAN).putShort((short) f.port(end)).putShort((short) (both ? f.port(1 - end) : 0));
        r.order(ByteOrder.nativeOrder());
        place(r, f, end, true);
        place(r, f, 1 - end, both);
        r.putInt(device).putLong(-1); // no cookie
        ByteBuffer answer = sockets.ask(SOCK_DIAG_BY_FAMILY);
        if (answer.limit() < INODE + 4) return null;
        return new Told(answer.get(STATE), Integer.toUnsignedLong(answer.getInt(INODE)));
    }

    private static int family(Flow f) {
        return f.addressLength() == 4 ? Abi.AF_INET : Abi.AF_INET6;
    }

    /// An address in room for 16 bytes, or zeros.
    private static void place(ByteBuffer r, Flow f, int end, boolean told) {
        int next = r.position() + 16;
        if (told) address(r, f, end);
        while (r.position() < next)
            r.put((byte) 0);
    }

    private static void address(ByteBuffer r, Flow f, int end) {
        r.order(ByteOrder.BIG_ENDIAN);
        if (f.addressLength() == 4) r.putInt((int) f.low(end));
        else
            r.putLong(f.high(end)).putLong(f.low(end));
        r.order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        sockets.close();
        routes.close();
        for (var table : List.of(icmp, icmp6, raw, raw6))
            table.close();
    }
}
