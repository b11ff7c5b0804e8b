package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.strata.os.Abi;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// A client's socket, connected. Where calls wait, no call is made but those that the settings want and the client's four:
/// socket, connect, send and recv, close.
final class ClientSocket implements AutoCloseable {
    /// What [#receive] gives where nothing came in time.
    static final int NOTHING = -1;

    private final ClientSettings settings;
    private final Socket socket;
    private final ByteBuffer received;
    private @Nullable Path ownPath;
    private @Nullable Poll poll;

    private ClientSocket(ClientSettings settings, Socket socket) {
        this.settings = settings;
        this.socket = socket;
        received = ByteBuffer.allocateDirect(settings.receiveSize());
    }

    /// Opens and connects one.
    static ClientSocket open(ClientSettings settings, ClientSettings.Target target) throws OsError {
        var opened = new ClientSocket(settings, Socket.socket(target.server().family(), settings.type(), 0));
        boolean done = false;
        try {
            opened.prepare(target);
            opened.connect(target.server());
            done = true;
            return opened;
        } finally {
            if (!done) opened.close();
        }
    }

    Socket socket() {
        return socket;
    }

    private void prepare(ClientSettings.Target target) throws OsError {
        Setting.set(target.options(), socket);
        Duration timeout = settings.timeout();
        if (settings.nonblocking()) {
            socket.nonblocking(true);
        } else if (!timeout.isZero()) {
            // connect(2) ends after SO_SNDTIMEO, too: socket(7).
            socket.setsockopt(Option.SO_SNDTIMEO, timeout);
            socket.setsockopt(Option.SO_RCVTIMEO, timeout);
        }
        SockAddr own = target.own();
        if (own == null) return;
        socket.bind(own);
        if (own instanceof SockAddr.Un un && !un.name().isEmpty() && !un.name().startsWith("\0"))
            ownPath = Path.of(un.name());
    }

    private void connect(SockAddr server) throws OsError {
        int r = socket.connect(server);
        if (r == 0) return;
        int errno = -r;
        if (r == -Errno.EINPROGRESS)
            errno = settings.nonblocking() && await(Abi.POLLOUT, wait(settings.timeout()))
                    ? socket.getsockopt(Option.SO_ERROR)
                    : Errno.ETIMEDOUT;
        if (errno != 0) throw new OsError("connect(fd, " + server + ")", errno, null);
    }

    private static long wait(Duration timeout) {
        return timeout.isZero() ? -1 : timeout.toNanos();
    }

    /// Waits for an event of the socket.
    ///
    /// @param nanos less than 0 is for ever
    /// @return false if it has not come in that time, or [#wake] was called
    private boolean await(int events, long nanos) throws OsError {
        var entry = poll().add(socket, events);
        try {
            return !poll().poll(nanos).isEmpty();
        } finally {
            poll().remove(entry);
        }
    }

    private synchronized Poll poll() throws OsError {
        if (poll == null) poll = new Poll();
        return poll;
    }

    /// Has a [#receive] that waits for a given time come back. Any thread may.
    void wake() throws OsError {
        poll().wake();
    }

    /// Sends all of a message: of a stream, by as many calls as it takes.
    void send(ByteBuffer message) throws OsError {
        do {
            int n = message.remaining();
            int r = socket.send(message, 0);
            if (r >= 0) continue;
            if (r != -Errno.EAGAIN || !settings.nonblocking() || !await(Abi.POLLOUT, wait(settings.timeout())))
                throw new OsError("send(fd, " + n + " bytes, 0)", r == -Errno.EAGAIN ? Errno.ETIMEDOUT : -r, null);
        } while (message.hasRemaining());
    }

    /// Receives once, into [#data].
    ///
    /// @param nanos how long to wait; less than 0: as long as the settings say
    /// @return how many bytes came; 0 at the end of a stream; of a datagram its length, which may be more than fitted;
    /// [#NOTHING] if nothing came in time
    int receive(long nanos) throws OsError {
        if (nanos >= 0 && !await(Abi.POLLIN, nanos)) return NOTHING;
        int r = receive();
        if (r == -Errno.EAGAIN && settings.nonblocking()
                && await(Abi.POLLIN, nanos >= 0 ? nanos : wait(settings.timeout())))
            r = receive();
        return r < 0 ? NOTHING : r;
    }

    private int receive() throws OsError {
        received.clear();
        int r = socket.recv(received, settings.isStream() ? 0 : Abi.MSG_TRUNC);
        received.flip();
        return r;
    }

    /// What the last recv gave.
    ByteBuffer data() {
        return received.duplicate();
    }

    void halfClose() throws OsError {
        socket.shutdown(Abi.SHUT_WR);
    }

    @Override
    public void close() {
        if (poll != null) poll.close();
        socket.close();
        if (ownPath == null) return;
        try {
            Files.deleteIfExists(ownPath);
        } catch (IOException e) {
            // Somebody else's by now.
        }
    }
}
