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
    /// No longer than the smallest buffers (tcp(7)): the kernel takes it at once.
    private static final int SMALL = 2048;

    private final ClientSettings settings;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final RoundTrips roundTrips = new RoundTrips();
    private long interval;
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private long received;
    private volatile @Nullable ClientSocket open;

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
        if (socket != null) socket.stop();
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /// In one line, why a call failed.
    public String explain(OsError e) {
        var socket = open;
        ClientSettings.Target target = socket == null ? settings.targets().getFirst() : socket.target();
        return Plain.text(e, target.server(), target.own(), settings.type());
    }

    /// What is known by now.
    public Outcome outcome() {
        return new Outcome(messages.get(), sent.get(), received, roundTrips.summary());
    }

    /// The socket, not connected yet. [#stop] ends its calls from here on.
    ClientSocket socket(ClientWatcher watcher) {
        var socket = new ClientSocket(settings, watcher);
        open = socket;
        if (isStopped()) socket.stop();
        return socket;
    }

    /// Does all of it, and closes.
    ///
    /// @throws OsError if a call failed: [#explain]
    /// @throws AnswerException if the server refuses, answers what it may not, or closes before all is sent and answered
    public Outcome run(Source<Request> requests, ClientWatcher watcher) throws IOException {
        try (var socket = socket(watcher)) {
            socket.connect();
            pause(settings.delay().toNanos());
            exchange(socket, requests, watcher);
        } catch (IllegalStateException e) {
            if (!isStopped()) throw e;
        }
        return outcome();
    }

    private void exchange(ClientSocket socket, Source<Request> requests, ClientWatcher watcher) throws IOException {
        boolean late = false;
        long due = System.nanoTime();
        while (!isStopped()) {
            Request request = requests.next();
            if (request == null) break;
            pause(due - System.nanoTime());
            if (late) socket.renew();
            var reply = new Reply(socket, request.ending(), watcher);
            due = reply.begun + interval;
            try {
                if (request.message() != null) send(socket, request.message(), reply, watcher);
                if (request.ending() == null) continue;
                End end = reply.await();
                if (end == End.CLOSED) {
                    if (!reply.some) throw new AnswerException("the server has closed without an answer");
                    if (requests.hasMore())
                        throw new AnswerException("the server has closed: not all messages were sent");
                    return;
                }
                if (end == End.SILENT && settings.isStream()) return;
                // A datagram that answers too late would be taken for the answer to the next message.
                late = (end == End.SILENT || settings.toMany(socket.target())) && socket.target().isAnybody();
            } finally {
                reply.close();
            }
        }
        if (!settings.halfClose() || isStopped()) return;
        socket.halfClose();
        watcher.halfClosed();
        new Reply(socket, Endings.close(), watcher).await();
    }

    /// Sends a message. Of one that is longer than buffers may be, the server perhaps takes the rest only when somebody reads
    /// what it answers to the first part.
    private void send(ClientSocket socket, ByteBuffer message, Reply reply, ClientWatcher watcher) throws IOException {
        ByteBuffer shown = message.duplicate();
        if (!settings.isStream() || reply.ending == null || message.remaining() <= SMALL) {
            send(socket, message);
            watcher.sent(shown);
            return;
        }
        watcher.sent(shown); // before its answer can be told
        while (message.hasRemaining())
            if (!socket.sendSome(message) && socket.awaitEither(message) && reply.receive(-1) == End.CLOSED)
                throw new AnswerException(
                        "the server has closed: " + message.remaining() + " bytes of the message were not sent");
        count(shown.remaining());
    }

    private void pause(long nanos) throws IOException {
        try {
            if (nanos > 0) stopped.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    void send(ClientSocket socket, ByteBuffer message) throws IOException {
        int length = message.remaining();
        socket.send(message);
        count(length);
    }

    private void count(int length) {
        messages.incrementAndGet();
        sent.addAndGet(length);
    }

    private enum End {
        /// Some of the answer is there, and more has to come.
        BEGUN,
        /// The answer is there, and more may come.
        COMPLETE, SILENT, CLOSED
    }

    /// An answer that is received.
    private final class Reply {
        private final ClientSocket socket;
        private final @Nullable Ending ending;
        private final ClientWatcher watcher;
        private final long begun = System.nanoTime();
        private long last = begun;
        private boolean some;
        private boolean complete;

        Reply(ClientSocket socket, @Nullable Ending ending, ClientWatcher watcher) {
            this.socket = socket;
            this.ending = ending;
            this.watcher = watcher;
        }

        End await() throws IOException {
            long silence = ending == null ? -1 : ending.silence();
            End end = complete ? End.COMPLETE : End.BEGUN;
            while (end == End.BEGUN)
                end = receive(some ? silence : -1);
            return end;
        }

        /// Receives once.
        ///
        /// @param nanos how long to wait; less than 0: as long as the settings say
        End receive(long nanos) throws IOException {
            int length = socket.receive(nanos);
            if (length == ClientSocket.NOTHING) {
                if (nanos < 0) {
                    watcher.silent(some);
                    return End.SILENT;
                }
                return answered();
            }
            if (length == 0 && settings.isStream()) {
                watcher.ended();
                String missing = ending == null ? null : ending.missing();
                if (missing != null && !complete) throw new AnswerException("the server has closed: " + missing);
                if (some) answered();
                return End.CLOSED;
            }
            some = true;
            last = System.nanoTime();
            return ending != null && took(socket, length, ending, watcher) ? answered() : End.BEGUN;
        }

        private End answered() throws IOException {
            if (complete || ending == null) return End.COMPLETE;
            complete = true;
            roundTrips.add(last - begun);
            watcher.answered(ending, last - begun);
            return End.COMPLETE;
        }

        void close() throws IOException {
            if (ending != null) ending.close();
        }
    }

    /// Passes on what one recv gave.
    ///
    /// @return whether the answer is complete
    boolean took(ClientSocket socket, int length, Ending ending, ClientWatcher watcher) throws IOException {
        received += socket.data().remaining();
        watcher.received(socket.data(), length, socket.sender());
        return ending.take(socket.data(), watcher::content);
    }
}
