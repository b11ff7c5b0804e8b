package net.strata.os;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks the kernel about links, addresses, routes and neighbours (rtnetlink(7)), of the network namespace that it was opened in.
/// One thread uses it at a time.
///
/// ```java
/// try (var netlink = Netlink.open()) {
///     for (var link : netlink.links())
///         System.out.println(link.name() + " " + link.mtu());
/// }
/// ```
public final class Netlink implements AutoCloseable {
    /// The kernel fills up to 32 KiB of it at once.
    private static final int LONGEST = 64 * 1024;
    /// How often a list is asked for that changed while it was told.
    private static final int ATTEMPTS = 20;
    private static final SockAddr KERNEL = new SockAddr.Nl(0, 0);

    private final Socket socket;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(LONGEST).order(ByteOrder.nativeOrder());
    private int sequence;

    private Netlink(Socket socket) {
        this.socket = socket;
    }

    public static Netlink open() throws OsError {
        return new Netlink(Socket.socket(Abi.AF_NETLINK, Abi.SOCK_RAW, Abi.NETLINK_ROUTE));
    }

    /// All links, by index.
    public List<Link> links() throws OsError {
        return list("RTM_GETLINK", Abi.RTM_GETLINK, Abi.SIZEOF_IFINFOMSG, Link::of);
    }

    /// The link of a name.
    ///
    /// @throws OsError ENODEV: there is none
    public Link link(String name) throws OsError {
        byte[] bytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
        String call = "RTM_GETLINK(" + name + ")";
        // The kernel finds longer ones malformed.
        if (bytes.length > Abi.IFNAMSIZ) throw Failure.of(call, Errno.ENODEV);
        ByteBuffer request = request(Abi.RTM_GETLINK, 0, Abi.SIZEOF_IFINFOMSG);
        attribute(request, Abi.IFLA_IFNAME, bytes);
        return link(call, request);
    }

    /// The link of an index.
    ///
    /// @throws OsError ENODEV: there is none
    public Link link(int index) throws OsError {
        ByteBuffer request = request(Abi.RTM_GETLINK, 0, Abi.SIZEOF_IFINFOMSG);
        request.putInt(Abi.SIZEOF_NLMSGHDR + Abi.IFI_INDEX, index);
        return link("RTM_GETLINK(" + index + ")", request);
    }

    private Link link(String call, ByteBuffer request) throws OsError {
        send(request);
        var found = new ArrayList<Link>();
        receive(call, false, m -> found.add(Link.of(m)));
        if (found.isEmpty()) throw new OsError(call + ": no answer");
        return found.getFirst();
    }

    /// All Internet addresses of all links, IPv4 first.
    public List<LinkAddress> addresses() throws OsError {
        return list("RTM_GETADDR", Abi.RTM_GETADDR, Abi.SIZEOF_IFADDRMSG, LinkAddress::of);
    }

    /// All hosts on the links around that the kernel knows hardware addresses of, or looks for.
    public List<Neighbour> neighbours() throws OsError {
        return list("RTM_GETNEIGH", Abi.RTM_GETNEIGH, Abi.SIZEOF_NDMSG, Neighbour::of);
    }

    /// What is known of one host on a link.
    ///
    /// @param ifindex the link's index
    /// @return null if the kernel knows nothing of it
    public @Nullable Neighbour neighbour(SockAddr.Ip address, int ifindex) throws OsError {
        ByteBuffer request = request(Abi.RTM_GETNEIGH, 0, Abi.SIZEOF_NDMSG);
        request.put(Abi.SIZEOF_NLMSGHDR, (byte) address.family());
        request.putInt(Abi.SIZEOF_NLMSGHDR + Abi.NDM_IFINDEX, ifindex);
        attribute(request, Abi.NDA_DST, address.bytes());
        send(request);
        var found = new ArrayList<@Nullable Neighbour>();
        try {
            receive("RTM_GETNEIGH(" + address + ")", false, m -> found.add(Neighbour.of(m)));
        } catch (OsError e) {
            if (e.errno() != Errno.ENOENT) throw e;
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    /// The route that a packet to an address would take, with the source address that it would get.
    ///
    /// @throws OsError ENETUNREACH, EHOSTUNREACH, EACCES, EINVAL: there is none, or one that forbids it
    public Route route(SockAddr.Ip to) throws OsError {
        return route(to, null, 0);
    }

    /// The route that a packet would take whose source or interface are chosen already.
    ///
    /// @param from one of our addresses; null for any
    /// @param ifindex the interface that it goes out by; 0 for any
    public Route route(SockAddr.Ip to, SockAddr.@Nullable Ip from, int ifindex) throws OsError {
        return route(to, from, ifindex, 0);
    }

    /// As above, of a socket that has a mark. The route's MTU is that of the path where the kernel has learnt it
    /// (`ip route get`).
    ///
    /// @param mark SO_MARK, by which rules choose tables (ip-rule(8)); 0 for none
    public Route route(SockAddr.Ip to, SockAddr.@Nullable Ip from, int ifindex, int mark) throws OsError {
        ByteBuffer request = request(Abi.RTM_GETROUTE, 0, Abi.SIZEOF_RTMSG);
        int bits = 8 * to.bytes().length;
        request.put(Abi.SIZEOF_NLMSGHDR, (byte) to.family());
        request.put(Abi.SIZEOF_NLMSGHDR + Abi.RTM_DST_LEN, (byte) bits);
        attribute(request, Abi.RTA_DST, to.bytes());
        if (from != null) {
            request.put(Abi.SIZEOF_NLMSGHDR + Abi.RTM_SRC_LEN, (byte) bits);
            attribute(request, Abi.RTA_SRC, from.bytes());
        }
        int scope = to instanceof SockAddr.In6 six ? six.scope() : 0;
        int by = ifindex == 0 ? scope : ifindex;
        if (by != 0) attribute(request, Abi.RTA_OIF, OptionText.integer(by));
        if (mark != 0) attribute(request, Abi.RTA_MARK, OptionText.integer(mark));
        send(request);
        var found = new ArrayList<Route>();
        receive("RTM_GETROUTE(" + to + ")", false, m -> found.add(Route.of(m, to)));
        if (found.isEmpty()) throw new OsError("RTM_GETROUTE(" + to + "): no answer");
        Route route = found.getFirst();
        return route.mtu() == 0 ? route.withMtu(link(route.ifindex()).mtu()) : route;
    }

    /// Attributes begin at multiples of 4.
    static void attribute(ByteBuffer request, int type, byte[] value) {
        request.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        request.position(request.position() + 3 & ~3);
    }

    /// Asks for a whole list, again if it changed meanwhile.
    private <T> List<T> list(String name, int type, int header, Function<NetlinkMessage, @Nullable T> reader)
            throws OsError {
        for (int attempt = 1;; attempt++) {
            var found = new ArrayList<T>();
            send(request(type, Abi.NLM_F_DUMP, header));
            boolean changed = receive(name, true, m -> {
                T one = reader.apply(m);
                if (one != null) found.add(one);
            });
            if (!changed || attempt == ATTEMPTS) return found;
        }
    }

    /// A message whose header says all but its length: rtnetlink's header, of zeros, follows.
    ByteBuffer request(int type, int flags, int header) {
        ByteBuffer request = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
        request.putShort(Abi.NLMSG_TYPE, (short) type);
        request.putShort(Abi.NLMSG_FLAGS, (short) (Abi.NLM_F_REQUEST | flags));
        request.putInt(Abi.NLMSG_SEQ, ++sequence);
        return request.position(Abi.SIZEOF_NLMSGHDR + header);
    }

    private void send(ByteBuffer request) throws OsError {
        request.putInt(0, request.position());
        socket.sendto(request.flip(), 0, KERNEL);
    }

    /// Has something changed.
    ///
    /// @param name of the call, for its failure
    void change(String name, ByteBuffer request) throws OsError {
        send(request);
        receive(name, false, m -> {
        });
    }

    /// What is done with each message.
    private interface Taker {
        void take(NetlinkMessage message) throws OsError;
    }

    /// Receives the answer to the last request.
    ///
    /// @param many whether messages come until one says that it is done
    /// @return whether what is told changed meanwhile
    private boolean receive(String name, boolean many, Taker taker) throws OsError {
        boolean changed = false;
        for (;;) {
            var got = socket.recvfrom(answer.clear(), Abi.MSG_TRUNC);
            // Anyone may send to a netlink socket: only the kernel has port 0.
            if (!(got.from() instanceof SockAddr.Nl from && from.pid() == 0)) continue;
            if (got.length() > LONGEST) throw new OsError(name + ": an answer of " + got.length() + " bytes");
            answer.flip();
            int end;
            for (int at = 0; answer.limit() - at >= Abi.SIZEOF_NLMSGHDR; at = end + 3 & ~3) {
                int length = answer.getInt(at);
                if (length < Abi.SIZEOF_NLMSGHDR || length > answer.limit() - at)
                    throw new OsError(name + ": an answer that claims " + length + " bytes");
                end = at + length;
                if (answer.getInt(at + Abi.NLMSG_SEQ) != sequence) continue;
                changed |= (answer.getShort(at + Abi.NLMSG_FLAGS) & Abi.NLM_F_DUMP_INTR) != 0;
                var message = new NetlinkMessage(answer, at, end);
                switch (Short.toUnsignedInt(answer.getShort(at + Abi.NLMSG_TYPE))) {
                    case Abi.NLMSG_DONE -> {
                        fail(name, message);
                        return changed;
                    }
                    case Abi.NLMSG_ERROR -> {
                        fail(name, message);
                        return changed;
                    }
                    default -> taker.take(message);
                }
                if (!many) return changed;
            }
        }
    }

    /// Both kinds of message that end an answer begin with an error, negated, or 0.
    private static void fail(String name, NetlinkMessage message) throws OsError {
        int error = message.number(0);
        if (error < 0) throw Failure.of(name, -error);
    }

    @Override
    public void close() {
        socket.close();
    }
}
