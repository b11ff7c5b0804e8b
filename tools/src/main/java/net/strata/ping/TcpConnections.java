package net.strata.ping;

import static net.strata.os.Abi.POLLOUT;
import static net.strata.os.Abi.SOCK_NONBLOCK;
import static net.strata.os.Abi.SOCK_STREAM;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.strata.os.Errno;
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
import org.jspecify.annotations.Nullable;

/// Connections in place of single segments, for those who may not open raw sockets: a socket a probe, whose connect(2) does
/// not wait. The kernel does the handshake, and closes it; what it measures is measured by the program's clock.
public final class TcpConnections implements Port, Method, Wording, AutoCloseable {
    private static final int[] EXPECTED = {Errno.ECONNREFUSED, Errno.EHOSTUNREACH, Errno.ENETUNREACH, Errno.EACCES,
            Errno.EPERM, Errno.EADDRNOTAVAIL, Errno.ETIMEDOUT, Errno.ECONNRESET};
    /// What is remembered of a probe, and how it came out.
    private static final int LENGTH = Payload.NONCE + 4;
    /// More are not open at once: the oldest is given up.
    private static final int MOST = 512;

    private final Poll poll;
    private final int port;
    private final Setup setup;
    private final Deque<Connection> open = new ArrayDeque<>();
    private final List<Connection> done = new ArrayList<>();
    private final Arrival arrival = new Arrival();

    private static final class Connection {
        final long number;
        final SockAddr.Ip to;
        final Socket socket;
        final long nonce;
        Poll.@Nullable Entry entry;
        int errno;

        Connection(long number, SockAddr.Ip to, Socket socket, long nonce) {
            this.number = number;
            this.to = to;
            this.socket = socket;
            this.nonce = nonce;
        }
    }

    public TcpConnections(int port, Setup setup) throws OsError {
        poll = new Poll();
        this.port = port;
        this.setup = setup;
    }

    @Override
    public void send(long number, SockAddr.Ip to, ByteBuffer message) throws IOException {
        if (open.size() == MOST) end(open.getFirst());
        Socket socket = Socket.socket(to.family(), SOCK_STREAM | SOCK_NONBLOCK, 0).expect(EXPECTED);
        var connection = new Connection(number, to, socket, message.getLong(message.position()));
        open.add(connection);
        setup.on(socket);
        int result = socket.connect(to.port(port));
        if (result == -Errno.EINPROGRESS) {
            Poll.Entry entry = poll.add(socket, POLLOUT);
            entry.attach(connection);
            connection.entry = entry;
        } else {
            connection.errno = -result;
            done.add(connection);
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
            end(each);
            if (each.errno == 0 || each.errno == Errno.ECONNREFUSED) {
                ByteBuffer b = ByteBuffer.allocate(LENGTH).putLong(each.nonce).putInt(each.errno);
                arrival.packet(each.to.family(), b, 0, 0, LENGTH, 0);
                arrival.from(each.to);
                arrivals.received(arrival.times(at, wall, 0));
            } else if (each.errno != Errno.ETIMEDOUT) {
                arrivals.refused(each.number, each.errno);
            }
        }
        done.clear();
    }

    private void end(Connection connection) {
        if (connection.entry != null) poll.remove(connection.entry);
        connection.socket.close();
        open.remove(connection);
    }

    @Override
    public void wake() {
        poll.wake();
    }

    @Override
    public void close() {
        poll.close();
        for (Connection each : open)
            each.socket.close();
    }

    /// What stands for a probe: its nonce, which no packet carries.
    @Override
    public void write(Probe probe, long nonce, ByteBuffer into) {
        into.putLong(nonce);
    }

    @Override
    public boolean read(Arrival came, Reading into) {
        into.sequence = -1;
        into.hasNonce = true;
        into.nonce = came.bytes().getLong(came.message());
        return true;
    }

    @Override
    public String sends(int size, int options, boolean six) {
        return "TCP port " + port + ": whole connections, as there is no raw socket";
    }

    @Override
    public String sequence() {
        return "tcp_seq";
    }

    @Override
    public void told(Reply reply, @Nullable Arrival came, StringBuilder line) {
        if (came != null)
            line.append(came.bytes().getInt(came.message() + Payload.NONCE) == 0 ? " (open)" : " (closed)");
    }
}
