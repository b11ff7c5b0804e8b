package net.strata.lab;

import static net.strata.os.Abi.AF_PACKET;
import static net.strata.os.Abi.ETH_P_ALL;
import static net.strata.os.Abi.ETH_P_ARP;
import static net.strata.os.Abi.ETH_P_IPV6;
import static net.strata.os.Abi.IPPROTO_ICMPV6;
import static net.strata.os.Abi.POLLIN;
import static net.strata.os.Abi.SOCK_NONBLOCK;
import static net.strata.os.Abi.SOCK_RAW;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import net.strata.os.Errno;
import net.strata.os.Netlink;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// Passes frames between two interfaces through packet sockets (packet(7)), and harms some on the way.
///
/// Of each frame two random numbers decide, whether it is lost and whether it is overtaken, so that the nth frame of a
/// direction fares alike whenever the seed is the same.
final class Forwarder implements AutoCloseable {
    private static final int LONGEST = 1 << 16;
    private static final int BUFFER = 4 << 20;
    /// Frames of a direction that may be on their way; what comes then is lost, as at a router.
    private static final int MOST = 4096;
    /// How long a frame waits for another to overtake it.
    private static final long OVERTAKING = 20_000_000;
    private static final int ETHER_TYPE = 12;
    private static final int ETHERNET = 14;
    /// Of IPv6, behind Ethernet: the protocol, and ICMPv6's type where that is next.
    private static final int NEXT_HEADER = ETHERNET + 6;
    private static final int ICMP_TYPE = ETHERNET + 40;
    private static final int ROUTER_SOLICITATION = 133;
    private static final int REDIRECT = 137;

    private final Impairment impairment;
    private final Poll poll;
    private final List<Way> ways = new ArrayList<>();
    private final PriorityQueue<Passing> queue = new PriorityQueue<>(
            Comparator.comparingLong(Passing::due).thenComparingLong(Passing::number));
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST);
    private final Thread thread;
    private long numbers;
    private long overflowed;
    private volatile boolean closed;

    /// A frame on its way.
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Passing(Way way, byte[] frame, long due, long number) {}

    /// A direction.
    private static final class Way {
        final Socket from;
        final Socket to;
        final long seed;
        SplittableRandom random;
        @Nullable
        Passing held;
        int passing;

        Way(Socket from, Socket to, long seed) {
            this.from = from;
            this.to = to;
            this.seed = seed;
            random = new SplittableRandom(seed);
        }
    }

    private Forwarder(Socket client, Socket server, Impairment impairment) throws OsError {
        this.impairment = impairment;
        poll = new Poll();
        ways.add(new Way(client, server, impairment.seed()));
        ways.add(new Way(server, client, ~impairment.seed()));
        for (Way way : ways)
            poll.add(way.from, POLLIN);
        thread = Thread.ofPlatform().name("lab forwarder").daemon().unstarted(this::run);
    }

    /// Begins, in this thread's network namespace.
    static Forwarder start(String toClient, String toServer, Impairment impairment) throws OsError {
        Socket client = open(toClient);
        try {
            Socket server = open(toServer);
            try {
                var forwarder = new Forwarder(client, server, impairment);
                forwarder.thread.start();
                return forwarder;
            } catch (OsError | RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (OsError | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static Socket open(String device) throws OsError {
        Socket socket = Socket.socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, 0);
        try (var netlink = Netlink.open()) {
            socket.setsockopt(Option.PACKET_IGNORE_OUTGOING, 1);
            socket.setsockopt(Option.SO_RCVBUF, BUFFER);
            socket.bind(new SockAddr.Ll(ETH_P_ALL, netlink.link(device).index()));
            // A full queue loses the frame, and so does the end of the other side.
            return socket.expect(Errno.ENOBUFS, Errno.ENETDOWN, Errno.ENXIO, Errno.EMSGSIZE);
        } catch (OsError | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// Begins a session: the same frames are harmed in each.
    synchronized void begin() {
        for (Way way : ways)
            way.random = new SplittableRandom(way.seed);
        overflowed = 0;
    }

    /// How many frames came when too many were on their way, and were lost.
    synchronized long overflowed() {
        return overflowed;
    }

    private void run() {
        try {
            while (!closed) {
                poll.poll(idle(System.nanoTime()));
                work();
            }
        } catch (OsError | IllegalStateException e) {
            // It is closed, or its interfaces are gone: nothing passes any more, which the programs notice.
        }
    }

    /// How long nothing has to be done; less than 0 for ever.
    private synchronized long idle(long now) {
        long next = Long.MAX_VALUE;
        Passing first = queue.peek();
        if (first != null) next = first.due - now;
        for (Way way : ways)
            if (way.held != null) next = Math.min(next, way.held.due + OVERTAKING - now);
        return next == Long.MAX_VALUE ? -1 : Math.max(0, next);
    }

    private synchronized void work() throws OsError {
        for (Way way : ways)
            while (way.from.recv(buffer.clear(), 0) > 0) {
                byte[] frame = new byte[buffer.flip().remaining()];
                buffer.get(frame);
                take(way, frame);
            }
        long now = System.nanoTime();
        for (Way way : ways)
            if (way.held != null && way.held.due + OVERTAKING <= now) release(way, now);
        for (Passing first = queue.peek(); first != null && first.due <= now; first = queue.peek()) {
            queue.remove();
            first.way.passing--;
            first.way.to.send(ByteBuffer.wrap(first.frame), 0);
        }
    }

    private void take(Way way, byte[] frame) throws OsError {
        if (isSpared(frame)) {
            way.to.send(ByteBuffer.wrap(frame), 0);
            return;
        }
        boolean lost = way.random.nextDouble() < impairment.loss();
        boolean overtaken = way.random.nextDouble() < impairment.reorder();
        if (lost) return;
        if (way.passing >= MOST) {
            overflowed++;
            return;
        }
        way.passing++;
        var passing = new Passing(way, frame, System.nanoTime() + impairment.delay(), numbers++);
        if (overtaken && way.held == null) {
            way.held = passing;
        } else {
            queue.add(passing);
            if (way.held != null) release(way, passing.due);
        }
    }

    /// Lets the frame go that was to be overtaken, behind all that go now.
    private void release(Way way, long due) {
        Passing held = way.held;
        way.held = null;
        if (held != null) queue.add(new Passing(way, held.frame, due, numbers++));
    }

    /// ARP, and neighbour discovery (RFC 4861 section 4).
    static boolean isSpared(byte[] frame) {
        if (frame.length < ETHERNET) return false;
        int type = (frame[ETHER_TYPE] & 0xff) << 8 | frame[ETHER_TYPE + 1] & 0xff;
        if (type == ETH_P_ARP) return true;
        if (type != ETH_P_IPV6 || frame.length <= ICMP_TYPE || frame[NEXT_HEADER] != IPPROTO_ICMPV6) return false;
        int icmp = frame[ICMP_TYPE] & 0xff;
        return icmp >= ROUTER_SOLICITATION && icmp <= REDIRECT;
    }

    @Override
    public void close() {
        closed = true;
        poll.wake();
        Tap.join(thread);
        poll.close();
        for (Way way : ways)
            way.from.close();
    }
}
