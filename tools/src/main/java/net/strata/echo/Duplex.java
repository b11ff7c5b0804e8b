package net.strata.echo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import net.strata.echo.Client.Outcome;
import net.strata.os.Errno;
import net.strata.os.OsError;
import org.jspecify.annotations.Nullable;

/// A client in which both directions go on at once: whatever comes is told when it comes, and a thread of its own sends what
/// a source gives. The source's end is told to the server (shutdown(2)), and what still comes is told; then all ends.
public final class Duplex {
    /// Poll is asked again after so long: nothing depends on it.
    private static final long PERIOD = 3_600_000_000_000L;
    /// So long after the server's end what is to be sent is looked for: it is there, or has to be typed.
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final String LEFT = "the server has closed: not all was sent";

    private final ClientSettings settings;
    private final Client client;
    private final long silence;
    private final Duration moment;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean told;
    private volatile boolean ended;
    private volatile boolean sending;

    /// @param silence of datagrams: so long after the end of the source more is waited for, in ns
    public Duplex(ClientSettings settings, long silence) {
        this(settings, silence, MOMENT);
    }

    Duplex(ClientSettings settings, long silence, Duration moment) {
        this.settings = settings;
        this.moment = moment;
        this.silence = silence;
        client = new Client(settings);
    }

    /// Whose [Client#stop] ends it.
    public Client client() {
        return client;
    }

    /// Talks, in this thread and one more, which may stay in [Source#next] when the server has ended first.
    ///
    /// @return what was sent and received
    public Outcome run(Source<ByteBuffer> source, ClientWatcher watcher) throws IOException {
        try (var socket = client.socket(watcher)) {
            socket.connect();
            var sender = Thread.ofPlatform().daemon().name("sender").start(() -> send(socket, source, watcher));
            receive(socket, watcher);
            finish(socket, sender);
        } catch (IllegalStateException e) {
            if (!client.isStopped() && failure.get() == null) throw e;
        }
        switch (failure.get()) {
            case null -> {
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new IllegalStateException(e);
        }
        return client.outcome();
    }

    private void send(ClientSocket socket, Source<ByteBuffer> source, ClientWatcher watcher) {
        try {
            Thread.sleep(settings.delay());
            for (ByteBuffer next = source.next(); next != null; next = source.next()) {
                sending = true;
                if (ended) throw new AnswerException(LEFT);
                watcher.sent(next.duplicate()); // before its answer can be told
                client.send(socket, next);
                sending = false;
            }
            if (client.isStopped() || ended) return;
            if (settings.isStream()) {
                watcher.halfClosed();
                socket.halfClose();
            }
            told = true;
            socket.wake();
        } catch (InterruptedException | IOException | RuntimeException e) {
            if (client.isStopped()) return;
            boolean gone = ended || settings.isStream() && e instanceof OsError o && isGone(o.errno());
            if (!gone || sending) failure.compareAndSet(null, gone ? new AnswerException(LEFT) : e);
            if (!gone) socket.stop(); // else what came before is read all the same
        }
    }

    /// Has the sender see what there is still to be sent, unless it waits for somebody to type it.
    private void finish(ClientSocket socket, Thread sender) throws IOException {
        if (told || !settings.isStream()) return;
        try {
            sender.join(moment);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        if (sending) failure.compareAndSet(null, new AnswerException(LEFT));
        // The answer to what arrives at a socket that is closed is a reset (RFC 9293 section 3.10.7.1).
        else if (isGone(socket.error()))
            failure.compareAndSet(null,
                    new AnswerException("the server has closed: it has not read all that was sent"));
    }

    private static boolean isGone(int errno) {
        return errno == Errno.EPIPE || errno == Errno.ECONNRESET || errno == Errno.ENOTCONN;
    }

    private void receive(ClientSocket socket, ClientWatcher watcher) throws IOException {
        Ending all = Endings.close();
        boolean some = false;
        while (true) {
            boolean last = told;
            long patience = last ? patience(some) : PERIOD;
            long since = System.nanoTime();
            int length = socket.receive(patience);
            if (length == ClientSocket.NOTHING) {
                if (!last || System.nanoTime() - since < patience) continue; // it was only woken
                if (settings.isStream() || !some) watcher.silent(some);
                return;
            }
            if (length == 0 && settings.isStream()) {
                ended = true;
                watcher.ended();
                return;
            }
            some = true;
            client.took(socket, length, all, watcher);
        }
    }

    private long patience(boolean some) {
        if (some && !settings.isStream()) return silence;
        return settings.timeout().isZero() ? PERIOD : settings.timeout().toNanos();
    }
}
