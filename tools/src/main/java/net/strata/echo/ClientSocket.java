package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import net.strata.echo.ClientSettings.Target;
import net.strata.os.Abi;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Poll;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.jspecify.annotations.Nullable;

/// A client's socket, connected to the first address of the server that takes it. Where calls wait, no call is made but those
/// that the settings want and the client's four: socket, connect, send and recv, close.
///
/// To connect a datagram socket tells the server nothing: that an address refuses is known only when something was sent to
/// it. So, until one has answered, what was sent is sent again to the next. A socket for datagrams to many hosts is not
/// connected: it would hear only the address it is connected to, and nobody answers from that.
final class ClientSocket implements AutoCloseable {
    /// What [#receive] gives where nothing came in time.
    static final int NOTHING = -1;
    /// A receive that ended because the next address is used by now.
    private static final int MOVED = Integer.MIN_VALUE;
    /// How many bytes of datagrams are kept for the next address.
    private static final int MOST_KEPT = 1 << 20;
    /// Between tries to send, in ns.
    private static final long MOMENT = 10_000_000;

    private final ClientSettings settings;
    private final ClientWatcher watcher;
    private final ByteBuffer received;
    private volatile int at;
    private volatile @Nullable Socket socket;
    private volatile boolean stopped;
    private @Nullable SockAddr sender;
    private @Nullable Path ownPath;
    private @Nullable Poll poll;
    /// Datagrams that no address has answered; null as soon as one did, or there is no other.
    private @Nullable List<ByteBuffer> unanswered;
    private int kept;

    ClientSocket(ClientSettings settings, ClientWatcher watcher) {
        this.settings = settings;
        this.watcher = watcher;
        received = ByteBuffer.allocateDirect(settings.receiveSize());
        if (!settings.isStream() && settings.targets().size() > 1) unanswered = new ArrayList<>();
    }

    /// Connects to the first address that takes it.
    synchronized void connect() throws IOException {
        connect(0);
    }

    /// Has a new socket connected to the same address: what is still sent to the old one, nobody hears.
    synchronized void renew() throws IOException {
        if (unanswered != null) unanswered = new ArrayList<>();
        kept = 0;
        end(open());
        connect(at);
    }

    private void connect(int first) throws IOException {
        for (int i = first;; i++) {
            at = i;
            Target target = target();
            try {
                open(target);
                break;
            } catch (OsError e) {
                if (i == settings.targets().size() - 1
                        || !e.call().startsWith("connect(") && e.errno() != Errno.EAFNOSUPPORT)
                    throw e;
                watcher.failed(target.server(), e);
            }
        }
        if (settings.toMany(target())) watcher.opened(open(), target().server());
        else
            watcher.connected(open(), target().server());
    }

    private void open(Target target) throws OsError {
        var opened = Socket.socket(target.server().family(), settings.type(), 0);
        socket = opened;
        boolean done = false;
        try {
            if (stopped) opened.close();
            prepare(opened, target);
            if (!settings.toMany(target)) connect(opened, target.server());
            done = true;
        } finally {
            if (!done) end(opened);
        }
    }

    /// The one in use.
    private Socket open() {
        var now = socket;
        if (now == null) throw new IllegalStateException("not connected");
        return now;
    }

    /// The address in use, or the last that was tried.
    Target target() {
        return settings.targets().get(at);
    }

    /// Ends all calls, those of other threads too.
    void stop() {
        stopped = true;
        var now = socket;
        if (now != null) now.close();
    }

    private void prepare(Socket opened, Target target) throws OsError {
        Setting.set(target.options(), opened);
        Duration timeout = settings.timeout();
        if (settings.nonblocking()) {
            opened.nonblocking(true);
        } else if (!timeout.isZero()) {
            // connect(2) ends after SO_SNDTIMEO, too: socket(7).
            opened.setsockopt(Option.SO_SNDTIMEO, timeout);
            opened.setsockopt(Option.SO_RCVTIMEO, timeout);
        }
        SockAddr own = target.own();
        if (own == null) return;
        opened.bind(own);
        if (own instanceof SockAddr.Un un && !un.name().isEmpty() && !un.name().startsWith("\0"))
            ownPath = Path.of(un.name());
    }

    private void connect(Socket opened, SockAddr server) throws OsError {
        int r = opened.connect(server);
        if (r == 0) return;
        int errno = -r;
        if (r == -Errno.EINPROGRESS)
            errno = settings.nonblocking() && await(opened, Abi.POLLOUT, patience()) != 0
                    ? opened.getsockopt(Option.SO_ERROR)
                    : Errno.ETIMEDOUT;
        if (errno != 0) throw new OsError("connect(fd, " + server + ")", errno, null);
    }

    private long patience() {
        return settings.timeout().isZero() ? -1 : settings.timeout().toNanos();
    }

    /// Waits for events of the socket.
    ///
    /// @param nanos less than 0 is for ever
    /// @return those that there are; 0 if there was none in that time, or [#wake] was called
    private int await(Socket of, int events, long nanos) throws OsError {
        var entry = poll().add(of, events);
        try {
            return poll().poll(nanos).isEmpty() ? 0 : entry.revents();
        } finally {
            poll().remove(entry);
        }
    }

    private Poll poll() throws OsError {
        synchronized (received) {
            if (poll == null) poll = new Poll();
            return poll;
        }
    }

    /// Has a [#receive] that waits for a given time come back. Any thread may.
    void wake() throws OsError {
        poll().wake();
    }

    /// Sends all of a message: of a stream, by as many calls as it takes.
    ///
    /// @throws AnswerException if the server does not take it in time
    void send(ByteBuffer message) throws IOException {
        if (!settings.isStream()) {
            sendDatagram(message);
            return;
        }
        Socket to = open();
        long since = System.nanoTime();
        do {
            int r = to.send(message, 0);
            if (r >= 0) since = System.nanoTime();
            else if (!again(since)) throw untaken(message);
        } while (message.hasRemaining());
    }

    /// Waits for a moment after EAGAIN, unless the call has waited itself, or that went on for too long. The poll may be in
    /// use by a thread that receives.
    private boolean again(long since) {
        if (!settings.nonblocking() || patience() >= 0 && System.nanoTime() - since >= patience()) return false;
        LockSupport.parkNanos(MOMENT);
        return true;
    }

    /// Sends as much of a message as the kernel takes at once.
    ///
    /// @return whether it took any
    boolean sendSome(ByteBuffer message) throws OsError {
        return open().send(message, Abi.MSG_DONTWAIT) >= 0;
    }

    /// Waits until something came, or the kernel takes more of a message.
    ///
    /// @return whether something came
    /// @throws AnswerException if neither happens in time
    boolean awaitEither(ByteBuffer message) throws IOException {
        int events = await(open(), Abi.POLLIN | Abi.POLLOUT, patience());
        if (events == 0) throw untaken(message);
        return (events & Abi.POLLIN) != 0;
    }

    private static AnswerException untaken(ByteBuffer message) {
        return new AnswerException("the server reads no more: " + message.remaining()
                + " bytes of the message could not be sent in time");
    }

    private void sendDatagram(ByteBuffer message) throws IOException {
        Socket to;
        synchronized (this) {
            keep(message);
            to = open();
        }
        try {
            SockAddr server = target().server();
            boolean toMany = settings.toMany(target());
            int n = message.remaining();
            long since = System.nanoTime();
            int r;
            do
                r = toMany ? to.sendto(message, 0, server) : to.send(message, 0);
            while (r == -Errno.EAGAIN && again(since));
            if (r < 0)
                throw new OsError("send(fd, " + n + " bytes, 0)", r == -Errno.EAGAIN ? Errno.ETIMEDOUT : -r, null);
        } catch (OsError | IllegalStateException e) {
            if (!moved(to, e)) throw e;
            message.position(message.limit());
        }
    }

    private void keep(ByteBuffer message) {
        if (unanswered == null) return;
        kept += message.remaining();
        if (kept > MOST_KEPT) unanswered = null;
        else
            unanswered.add(ByteBuffer.allocate(message.remaining()).put(message.duplicate()).flip());
    }

    /// Goes on to the next address if one refused, and no other answered before.
    ///
    /// @return whether another socket is used by now, on which what was sent was sent again
    private synchronized boolean moved(Socket failed, Exception why) throws IOException {
        if (failed != socket) return true;
        List<ByteBuffer> again = unanswered;
        if (again == null || stopped || !(why instanceof OsError e) || !isRefusal(e.errno())
                || at == settings.targets().size() - 1)
            return false;
        watcher.failed(target().server(), e);
        end(failed); // the next has the same port, where one is asked for
        connect(at + 1);
        unanswered = new ArrayList<>();
        kept = 0;
        for (ByteBuffer each : again)
            sendDatagram(each);
        return true;
    }

    private static boolean isRefusal(int errno) {
        return errno == Errno.ECONNREFUSED || errno == Errno.EHOSTUNREACH || errno == Errno.ENETUNREACH;
    }

    /// Receives once, into [#data].
    ///
    /// @param nanos how long to wait; less than 0: as long as the settings say
    /// @return how many bytes came; 0 at the end of a stream; of a datagram its length, which may be more than fitted;
    /// [#NOTHING] if nothing came in time
    int receive(long nanos) throws IOException {
        while (true) {
            Socket from = open();
            if (nanos >= 0 && await(from, Abi.POLLIN, nanos) == 0) return NOTHING;
            int r = receive(from);
            if (r == -Errno.EAGAIN && settings.nonblocking()
                    && await(from, Abi.POLLIN, nanos >= 0 ? nanos : patience()) != 0)
                r = receive(from);
            if (r != MOVED) return r < 0 ? NOTHING : r;
        }
    }

    private int receive(Socket from) throws IOException {
        received.clear();
        try {
            int r;
            if (settings.toMany(target())) {
                var got = from.recvfrom(received, Abi.MSG_TRUNC);
                sender = got.from();
                r = got.length();
            } else {
                r = from.recv(received, settings.isStream() ? 0 : Abi.MSG_TRUNC);
            }
            received.flip();
            if (r >= 0) answered();
            return r;
        } catch (OsError | IllegalStateException e) {
            if (!moved(from, e)) throw e;
            return MOVED;
        }
    }

    private synchronized void answered() {
        unanswered = null;
    }

    /// What the last recv gave.
    ByteBuffer data() {
        return received.duplicate();
    }

    /// Who sent that; null where it can be one only.
    @Nullable
    SockAddr sender() {
        return sender;
    }

    void halfClose() throws OsError {
        open().shutdown(Abi.SHUT_WR);
    }

    /// An error that no call has told; 0 if there is none.
    int error() throws OsError {
        return open().getsockopt(Option.SO_ERROR);
    }

    private void end(Socket which) {
        which.close();
        Path path = ownPath;
        if (path == null || which != socket) return;
        ownPath = null;
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Somebody else's by now.
        }
    }

    @Override
    public void close() {
        if (poll != null) poll.close();
        var now = socket;
        if (now != null) end(now);
    }
}
