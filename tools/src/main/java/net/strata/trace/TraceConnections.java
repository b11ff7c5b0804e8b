package net.strata.trace;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.IPPROTO_TCP;
import static net.strata.os.Abi.IP_PMTUDISC_OMIT;
import static net.strata.os.Abi.IP_PMTUDISC_PROBE;
import static net.strata.os.Abi.MSG_DONTWAIT;
import static net.strata.os.Abi.MSG_ERRQUEUE;
import static net.strata.os.Abi.POLLOUT;
import static net.strata.os.Abi.SOCK_NONBLOCK;
import static net.strata.os.Abi.SOCK_STREAM;
import static net.strata.os.Abi.SO_EE_ORIGIN_ICMP;
import static net.strata.os.Abi.SO_EE_ORIGIN_ICMP6;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.strata.os.Control;
import net.strata.os.Errno;
import net.strata.os.Message;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.LivePort;
import net.strata.probe.Port;
import net.strata.probe.Setup;
import net.strata.probe.Sockets;
import org.jspecify.annotations.Nullable;

/// Connections in place of single SYNs, for those who may not open raw sockets: a socket a probe, with the probe's hop limit,
/// whose connect(2) does not wait. The sequence number is the kernel's, and it sends a SYN again after a second that nothing
/// answered. The source port is the probe's unless that has a connection to the same port already; then it is the kernel's.
///
/// What the host answers is told as a segment of which the ports, the number that it acknowledges and the flags are right:
/// SYN and ACK where the connection came about, RST and ACK where it was refused. It is measured by the program's clock.
///
/// Sockets are opened when probes are sent, so in the network namespace of the thread that does.
final class TraceConnections implements Port, AutoCloseable {
    private static final int[] EXPECTED = {Errno.ECONNREFUSED, Errno.EHOSTUNREACH, Errno.ENETUNREACH, Errno.EACCES,
            Errno.EPERM, Errno.EINVAL, Errno.EADDRNOTAVAIL, Errno.EADDRINUSE, Errno.ETIMEDOUT, Errno.ECONNRESET,
            Errno.EMSGSIZE};
    /// More are not open at once: the oldest is given up.
    private static final int MOST = 256;
    private static final int HEADER = 20;
    private static final int SYN_ACK = 0x12;
    private static final int RST_ACK = 0x14;
    private static final int QUOTED = 1280;
    private static final int CONTROL = 512;

    private final Poll poll = new Poll();
    private final Setup setup;
    private final boolean whole;
    private final Deque<Connection> open = new ArrayDeque<>();
    private final List<Connection> done = new ArrayList<>();
    private final Message error = Message.of(QUOTED, CONTROL);
    private final Arrival arrival = new Arrival();

    private static final class Connection {
        final long number;
        final SockAddr.Ip to;
        final Socket socket;
        /// What a segment that answers has: ports, sequence number 0, what it acknowledges.
        final ByteBuffer answer = ByteBuffer.allocate(HEADER);
        Poll.@Nullable Entry entry;
        int errno;

        Connection(long number, SockAddr.Ip to, Socket socket) {
            this.number = number;
            this.to = to;
            this.socket = socket;
        }
    }

    /// @param whole whether packets must not be fragmented on the way
    TraceConnections(Setup setup, boolean whole) throws OsError {
        this.setup = setup;
        this.whole = whole;
    }

    @Override
    public void send(long number, SockAddr.Ip to, ByteBuffer packet) throws IOException {
        if (open.size() == MOST) end(open.getFirst());
        int segment = packet.position() + IpFields.length(packet);
        SourceRoute route = SourceRoute.of(packet);
        SockAddr.Ip there = (route == null ? to : route.to()).port(packet.getShort(segment + 2) & 0xffff);
        SockAddr.Ip own = IpFields.source(packet).port(packet.getShort(segment) & 0xffff);
        if (own instanceof SockAddr.In6 a && there instanceof SockAddr.In6 b)
            own = new SockAddr.In6(a.high(), a.low(), a.port(), 0, b.scope());
        Connection connection = connect(number, there, own, packet);
        if (connection.errno == Errno.EADDRNOTAVAIL && own.port() != 0) {
            end(connection);
            connection = connect(number, there, own.port(0), packet);
        }
        connection.answer.put(0, packet, segment + 2, 2).put(2, packet, segment, 2)
                .putInt(8, packet.getInt(segment + 4) + 1).put(12, (byte) (HEADER / 4 << 4));
        if (connection.errno == Errno.EINPROGRESS) {
            connection.entry = poll.add(connection.socket, POLLOUT);
            connection.entry.attach(connection);
        } else {
            done.add(connection);
        }
    }

    private Connection connect(long number, SockAddr.Ip to, SockAddr.Ip own, ByteBuffer packet) throws OsError {
        Socket socket = Socket.socket(to.family(), SOCK_STREAM | SOCK_NONBLOCK, 0).expect(EXPECTED);
        var connection = new Connection(number, to, socket);
        open.add(connection);
        boolean four = to.family() == AF_INET;
        setup.on(socket);
        Sockets.errors(socket);
        Sockets.headers(socket);
        socket.setsockopt(four ? Option.IP_TTL : Option.IPV6_UNICAST_HOPS, IpFields.hops(packet));
        socket.setsockopt(four ? Option.IP_TOS : Option.IPV6_TCLASS, IpFields.trafficClass(packet));
        socket.setsockopt(four ? Option.IP_MTU_DISCOVER : Option.IPV6_MTU_DISCOVER,
                whole ? IP_PMTUDISC_PROBE : IP_PMTUDISC_OMIT);
        SourceRoute route = SourceRoute.of(packet);
        if (route != null) socket.setsockopt(Option.IP_OPTIONS, route.options());
        socket.setsockopt(Option.TCP_SYNCNT, 1);
        socket.setsockopt(Option.SO_LINGER, "0");
        socket.setsockopt(Option.SO_TIMESTAMPNS, 1);
        socket.setsockopt(Option.SO_REUSEADDR, 1);
        bind(socket, own);
        connection.errno = -socket.connect(to);
        return connection;
    }

    private static void bind(Socket socket, SockAddr.Ip own) throws OsError {
        try {
            socket.bind(own);
        } catch (OsError e) {
            // Another program's port: the kernel chooses.
            if (e.errno() != Errno.EADDRINUSE || own.port() == 0) throw e;
            socket.bind(own.port(0));
        }
    }

    @Override
    public void receive(Arrivals arrivals, long until) throws IOException {
        long nanos = done.isEmpty() ? Math.max(0, until - System.nanoTime()) : 0;
        for (Poll.Entry entry : poll.poll(nanos)) {
            if (!(entry.attachment() instanceof Connection connection)) continue;
            connection.errno = connection.socket.getsockopt(Option.SO_ERROR);
            done.add(connection);
        }
        long at = System.nanoTime();
        long wall = LivePort.wall();
        for (Connection each : List.copyOf(done)) {
            done.remove(each);
            boolean quoted = queued(each, at, wall);
            end(each);
            if (quoted) arrivals.received(arrival);
            else if (each.errno == 0 || each.errno == Errno.ECONNREFUSED) arrivals.received(answered(each, at, wall));
            else if (each.errno != Errno.ETIMEDOUT) arrivals.refused(each.number, each.errno);
        }
    }

    /// Whether an ICMP error ended it.
    private boolean queued(Connection connection, long at, long wall) throws OsError {
        while (connection.socket.recvmsg(error, MSG_ERRQUEUE | MSG_DONTWAIT) >= 0) {
            Control control = error.control();
            int origin = control.errorOrigin();
            if (origin != SO_EE_ORIGIN_ICMP && origin != SO_EE_ORIGIN_ICMP6) continue;
            arrival.queued(connection.to.family(), error).protocol(IPPROTO_TCP).times(at, wall, control.stamp())
                    .probe(connection.number);
            return true;
        }
        return false;
    }

    private Arrival answered(Connection each, long at, long wall) {
        ByteBuffer segment = each.answer.put(13, (byte) (each.errno == 0 ? SYN_ACK : RST_ACK));
        arrival.packet(each.to.family(), segment, 0, 0, HEADER, HEADER);
        arrival.from(each.to);
        return arrival.protocol(IPPROTO_TCP).times(at, wall, 0).probe(each.number);
    }

    private void end(Connection connection) {
        if (connection.entry != null) poll.remove(connection.entry);
        connection.socket.close();
        open.remove(connection);
        done.remove(connection);
    }

    @Override
    public void wake() {
        poll.wake();
    }

    @Override
    public void close() {
        poll.close();
        open.forEach(each -> each.socket.close());
    }
}
