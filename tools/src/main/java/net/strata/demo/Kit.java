package net.strata.demo;

import static net.strata.os.Abi.*;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.strata.lab.Side;
import net.strata.lab.Stage;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// What the programs of demonstrations have in common.
final class Kit {
    /// Where their servers are.
    static final int PORT = 50007;
    /// In ns: longer than any wait that ends by itself.
    static final long LONG = 20_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Kit() {}

    /// The server's address.
    static SockAddr.Ip server(Stage stage) {
        return stage.address(Side.SERVER, AF_INET, PORT);
    }

    static Socket stream() throws OsError {
        return Socket.socket(AF_INET, SOCK_STREAM, 0);
    }

    /// A server's first three steps.
    static Socket listener(Stage stage, int backlog) throws OsError {
        return listener(stage, backlog, 0);
    }

    /// The same with a receive buffer of its own size (SO_RCVBUF), which connections have from their listener (tcp(7)).
    ///
    /// @param receiveBuffer 0 for the usual size
    private static Socket listener(Stage stage, int backlog, int receiveBuffer) throws OsError {
        var socket = stream();
        try {
            if (receiveBuffer > 0) socket.setsockopt(Option.SO_RCVBUF, receiveBuffer);
            socket.setsockopt(Option.SO_REUSEADDR, 1);
            socket.bind(server(stage));
            socket.listen(backlog);
            return socket;
        } catch (OsError e) {
            socket.close();
            throw e;
        }
    }

    /// A server's first four steps: a connection.
    static Socket accepted(Stage stage) throws OsError {
        try (var listener = listener(stage, 1)) {
            return listener.accept();
        }
    }

    /// The same with a receive buffer of this size.
    static Socket accepted(Stage stage, int receiveBuffer) throws OsError {
        try (var listener = listener(stage, 1, receiveBuffer)) {
            return listener.accept();
        }
    }

    /// A client's first two steps.
    static Socket connected(Stage stage) throws OsError {
        var socket = stream();
        try {
            socket.connect(server(stage));
            return socket;
        } catch (OsError e) {
            socket.close();
            throw e;
        }
    }

    /// Waits until connect is done, in good or bad, and asks which.
    static void awaitConnected(Socket socket) throws OsError {
        await(socket, POLLOUT, LONG);
        socket.getsockopt(Option.SO_ERROR);
    }

    /// Waits for an event, in poll.
    static void await(Socket socket, int events, long nanos) throws OsError {
        try (var poll = new Poll()) {
            poll.add(socket, events);
            poll.poll(nanos);
        }
    }

    /// A socket for datagrams, at the server's address.
    static Socket datagrams(Stage stage) throws OsError {
        var socket = Socket.socket(AF_INET, SOCK_DGRAM, 0);
        try {
            socket.bind(server(stage));
            return socket;
        } catch (OsError e) {
            socket.close();
            throw e;
        }
    }

    /// Has calls come back after a while without what they wait for (SO_RCVTIMEO): on a system that does otherwise than
    /// expected the run shall end, and tell.
    static Socket impatient(Socket socket) throws OsError {
        socket.setsockopt(Option.SO_RCVTIMEO, PATIENCE);
        return socket;
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /// So many bytes, all different in places near each other: numbers, counted up.
    static String numbers(int size) {
        var text = new StringBuilder(size + 8);
        for (int i = 1; text.length() < size; i++)
            text.append(i).append(' ');
        return text.substring(0, size);
    }

    /// Sends all of a text, in as many calls as that takes.
    static void sendAll(Socket socket, String text) throws OsError {
        sendAll(socket, bytes(text));
    }

    static void sendAll(Socket socket, ByteBuffer data) throws OsError {
        while (data.hasRemaining())
            socket.send(data, MSG_NOSIGNAL);
    }

    /// Calls recv once.
    ///
    /// @return what came: nothing at the end of a stream, or if an error came that was expected
    static byte[] recv(Socket socket, int size) throws OsError {
        var buffer = ByteBuffer.allocate(size);
        socket.recv(buffer, 0);
        return taken(buffer);
    }

    /// Calls recvfrom once.
    static byte[] recvfrom(Socket socket, int size, int flags) throws OsError {
        var buffer = ByteBuffer.allocate(size);
        socket.recvfrom(buffer, flags);
        return taken(buffer);
    }

    /// Calls recv until the end of the stream.
    static byte[] recvAll(Socket socket, int size) throws OsError {
        var all = new ByteArrayOutputStream();
        for (byte[] some = recv(socket, size); some.length > 0; some = recv(socket, size))
            all.writeBytes(some);
        return all.toByteArray();
    }

    /// Calls recv until so many bytes are there, or the stream has ended.
    static byte[] recvExactly(Socket socket, int count) throws OsError {
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining())
            if (socket.recv(buffer, 0) <= 0) break;
        return taken(buffer);
    }

    private static byte[] taken(ByteBuffer buffer) {
        var bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }
}
