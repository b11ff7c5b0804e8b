package net.strata.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.strata.os.Errno;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.stats.RoundTrips;
import org.jspecify.annotations.Nullable;

/// A client: it connects, sends each message and waits for its answer, and closes.
///
/// ```java
/// var client = new Client(ClientSettings.of(SockAddr.ip("127.0.0.1", 7), Abi.SOCK_STREAM));
/// client.run(Source.of(List.of(Client.Request.of("hello", Endings.bytes(5)))), new ClientWatcher() {});
/// ```
///
/// One thread runs it, any may stop it. Where messages and answers go both ways at once there is [Duplex].
public final class Client {
    private final ClientSettings settings;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final RoundTrips roundTrips = new RoundTrips();
    private long interval;
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private long received;
    private volatile @Nullable ClientSocket open;
    private ClientSettings.Target target;

    /// A message and its answer.
    ///
    /// @param message null where the server is the first to speak
    /// @param ending where the answer ends; null if none is waited for
    public record Request(@Nullable ByteBuffer message, @Nullable Ending ending) {
        public static Request of(String message, @Nullable Ending ending) {
            return new Request(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), ending);
        }
    }

    /// What came of it.
    ///
    /// @param messages that were sent
    /// @param sent and `received`: bytes
    /// @param answered what the answers took; null if there were none
    public record Outcome(long messages, long sent, long received, RoundTrips.@Nullable Summary answered) {}

    public Client(ClientSettings settings) {
        this.settings = settings;
        target = settings.targets().getFirst();
    }

    /// Has it begin a message no sooner than so long after the one before.
    public Client every(Duration time) {
        interval = time.toNanos();
        return this;
    }

    /// Ends it. Any thread may.
    public void stop() {
        stopped.countDown();
        var socket = open;
        if (socket != null) socket.socket().close();
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /// In one line, why a call failed.
    public String explain(OsError e) {
        SockAddr own = target.own();
        return Plain.text(e, own != null && e.call().startsWith("bind(") ? own : target.server(), settings.type());
    }

    /// What is known by now.
    public Outcome outcome() {
        return new Outcome(messages.get(), sent.get(), received, roundTrips.summary());
    }

    /// Connects to the first address of the server that answers.
    ClientSocket connect(ClientWatcher watcher) throws IOException {
        List<ClientSettings.Target> all = settings.targets();
        for (int i = 0;; i++) {
            target = all.get(i);
            try {
                var socket = ClientSocket.open(settings, target);
                open = socket;
                if (isStopped()) socket.socket().close();
                watcher.connected(socket.socket(), target.server());
                return socket;
            } catch (OsError e) {
                if (i == all.size() - 1 || !e.call().startsWith("connect(") && e.errno() != Errno.EAFNOSUPPORT) throw e;
                watcher.failed(target.server(), e);
            }
        }
    }

    /// Does all of it, and closes.
    ///
    /// @throws OsError if a call failed: [#explain]
    /// @throws AnswerException if the server refuses, or answers what it may not
    public Outcome run(Source<Request> requests, ClientWatcher watcher) throws IOException {
        try (var socket = connect(watcher)) {
            pause(settings.delay().toNanos());
            exchange(socket, requests, watcher);
        } catch (IllegalStateException e) {
            if (!isStopped()) throw e;
        }
        return outcome();
    }

    private void exchange(ClientSocket socket, Source<Request> requests, ClientWatcher watcher) throws IOException {
        boolean ended = false;
        long due = System.nanoTime();
        while (!ended && !isStopped()) {
            Request request = requests.next();
            if (request == null) break;
            pause(due - System.nanoTime());
            long begun = System.nanoTime();
            due = begun + interval;
            ByteBuffer message = request.message();
            if (message != null) {
                ByteBuffer shown = message.duplicate();
                send(socket, message);
                watcher.sent(shown);
            }
            Ending ending = request.ending();
            if (ending == null) continue;
            try {
                End end = await(socket, ending, begun, watcher);
                ended = end == End.CLOSED || end == End.SILENT && settings.isStream();
            } finally {
                ending.close();
            }
        }
        if (ended || !settings.halfClose() || isStopped()) return;
        socket.halfClose();
        watcher.halfClosed();
        await(socket, Endings.close(), System.nanoTime(), watcher);
    }

    private void pause(long nanos) throws IOException {
        try {
            if (nanos > 0) stopped.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    void send(ClientSocket socket, ByteBuffer message) throws OsError {
        int length = message.remaining();
        socket.send(message);
        messages.incrementAndGet();
        sent.addAndGet(length);
    }

    private enum End {
        /// The answer is there, and more may come.
        COMPLETE, SILENT, CLOSED
    }

    /// Receives an answer.
    private End await(ClientSocket socket, Ending ending, long begun, ClientWatcher watcher) throws IOException {
        boolean some = false;
        long last = begun;
        while (true) {
            int length = socket.receive(some ? ending.silence() : -1);
            long now = System.nanoTime();
            if (length == ClientSocket.NOTHING) {
                if (!some || ending.silence() < 0) {
                    watcher.silent(some);
                    return End.SILENT;
                }
                answered(ending, last - begun, watcher);
                return End.COMPLETE;
            }
            if (length == 0 && settings.isStream()) {
                watcher.ended();
                String missing = ending.missing();
                if (missing != null) throw new AnswerException("the server has closed: " + missing);
                if (some) answered(ending, last - begun, watcher);
                return End.CLOSED;
            }
            some = true;
            last = now;
            if (took(socket, length, ending, watcher)) {
                answered(ending, now - begun, watcher);
                return End.COMPLETE;
            }
        }
    }

    /// Passes on what one recv gave.
    ///
    /// @return whether the answer is complete
    boolean took(ClientSocket socket, int length, Ending ending, ClientWatcher watcher) throws IOException {
        received += socket.data().remaining();
        watcher.received(socket.data(), length);
        return ending.take(socket.data(), watcher::content);
    }

    private void answered(Ending ending, long nanos, ClientWatcher watcher) throws IOException {
        roundTrips.add(nanos);
        watcher.answered(ending, nanos);
    }
}
