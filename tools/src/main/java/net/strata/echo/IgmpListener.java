package net.strata.echo;

import static net.strata.os.Abi.AF_PACKET;
import static net.strata.os.Abi.ETH_P_ALL;
import static net.strata.os.Abi.POLLIN;
import static net.strata.os.Abi.SOCK_DGRAM;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import net.strata.filter.BpfProgram;
import net.strata.os.Errno;
import net.strata.os.Link;
import net.strata.os.Netlink;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// Hears what hosts and routers say of multicast groups (IGMP: RFC 3376), and joins none itself: a packet socket is given
/// all packets of a link, and its interfaces are told to let those for all groups through. It also hears this host's own.
public final class IgmpListener implements AutoCloseable {
    private static final int LONGEST = 65535;
    private static final int IGMP = 2;

    /// Is told what came.
    public interface Watcher {
        /// Packets arrive from now on.
        default void listening(List<Link> links) throws OsError {}

        /// An IPv4 packet with an IGMP message. What it holds may be wrong in any way.
        ///
        /// @param packet from its IP header on, good until this returns
        /// @param link the index of the link that it came by, or goes out by
        void packet(ByteBuffer packet, int link) throws IOException;

        /// Something that the user should know: one line.
        default void trouble(String what) {}
    }

    private final List<String> devices;
    private final Watcher watcher;
    private final Poll poll;
    private volatile boolean closed;

    /// A listener on some links.
    ///
    /// @param devices none for all that are up
    public IgmpListener(List<String> devices, Watcher watcher) throws OsError {
        this.devices = devices;
        this.watcher = watcher;
        poll = new Poll();
    }

    /// Listens until it has told of so many packets, or is closed.
    ///
    /// @param most 0 for any number
    public void run(long most) throws IOException {
        try (poll; Socket socket = Socket.socket(AF_PACKET, SOCK_DGRAM, 0)) {
            List<Link> links = links();
            socket.setsockopt(Option.SO_ATTACH_FILTER, igmp());
            socket.expect(Errno.ENETDOWN).nonblocking(true);
            for (Link each : links)
                if (!each.isLoopback()) socket.receiveAllMulticast(each.index());
            // One link, or all.
            socket.bind(new SockAddr.Ll(ETH_P_ALL, devices.size() == 1 ? links.getFirst().index() : 0));
            poll.add(socket, POLLIN);
            watcher.listening(links);
            var indexes = links.stream().map(Link::index).toList();
            var downtime = new Downtime(links.getFirst(), watcher::trouble); // of all links none is told of
            ByteBuffer packet = ByteBuffer.allocateDirect(LONGEST);
            for (long told = 0; !closed && (most == 0 || told < most);) {
                boolean ready = !poll.poll(downtime.nanos()).isEmpty();
                downtime.look();
                if (!ready) continue;
                var got = socket.recvfrom(packet.clear(), 0);
                downtime.returned(got.length());
                if (got.length() <= 0 || packet.get(0) >> 4 != 4 || !(got.from() instanceof SockAddr.Ll from)
                        || !indexes.contains(from.ifindex()))
                    continue;
                watcher.packet(packet.flip(), from.ifindex());
                told++;
            }
        }
    }

    private List<Link> links() throws OsError {
        try (Netlink netlink = Netlink.open()) {
            if (devices.isEmpty()) {
                var up = netlink.links().stream().filter(Link::isUp).toList();
                if (up.isEmpty()) throw new OsError("no interface is up: ip link set NAME up");
                return up;
            }
            var links = new ArrayList<Link>();
            for (String each : devices)
                links.add(netlink.link(each));
            return links;
        }
    }

    /// Whether the tenth byte, IPv4's protocol, is IGMP's: `ldb [9]; jeq #2, 0, 1; ret #65535; ret #0`.
    private static BpfProgram igmp() {
        var program = ByteBuffer.allocate(4 * BpfProgram.INSTRUCTION).order(ByteOrder.nativeOrder());
        instruction(program, 0x30, 0, 0, 9);
        instruction(program, 0x15, 0, 1, IGMP);
        instruction(program, 0x06, 0, 0, LONGEST);
        instruction(program, 0x06, 0, 0, 0);
        return new BpfProgram(program.flip());
    }

    private static void instruction(ByteBuffer program, int code, int jt, int jf, int k) {
        program.putShort((short) code).put((byte) jt).put((byte) jf).putInt(k);
    }

    @Override
    public void close() {
        closed = true;
        poll.wake();
    }
}
