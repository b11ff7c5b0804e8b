package net.strata.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.strata.os.Abi.*;
import static net.strata.os.Option.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sockets of the Internet and unix families, on loopback.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SocketTest {
    @TempDir
    Path folder = Path.of("");

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    static String text(ByteBuffer filled) {
        return UTF_8.decode(filled.flip()).toString();
    }

    /// Sends all of it.
    private static void send(Socket socket, String text) throws OsError {
        ByteBuffer data = bytes(text);
        while (data.hasRemaining())
            socket.send(data, 0);
    }

    /// Receives until the end of the stream.
    private static String receive(Socket socket) throws OsError {
        ByteBuffer all = ByteBuffer.allocate(1000);
        while (socket.recv(all, 0) > 0);
        return text(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void theSixStepsOfAServerAndTheFourOfAClientEcho(String host) throws Exception {
        SockAddr.Ip any = SockAddr.ip(host, 0);
        try (Socket listener = Socket.socket(any.family(), SOCK_STREAM, 0)) {
            listener.bind(any);
            listener.listen(5);
            SockAddr server = listener.getsockname();
            Thread client = Thread.ofPlatform().start(() -> echo(listener));
            try (Socket socket = Socket.socket(any.family(), SOCK_STREAM, 0)) {
                assertThat(socket.connect(server)).isZero();
                assertThat(socket.getpeername()).isEqualTo(server);
                send(socket, "seven bytes and more");
                socket.shutdown(SHUT_WR);
                assertThat(receive(socket)).isEqualTo("seven bytes and more");
            }
            client.join();
        }
    }

    private static void echo(Socket listener) {
        try (Socket connection = listener.accept()) {
            send(connection, receive(connection));
        } catch (OsError e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSocketThatDoesNotWaitSendsWhatFitsAndThenReturnsEAGAIN() throws Exception {
        try (var pair = new Pair(AF_INET)) {
            pair.a.nonblocking(true);
            ByteBuffer data = ByteBuffer.allocateDirect(64 << 20);
            int sent = pair.a.send(data, 0);
            assertThat(sent).isPositive().isLessThan(data.capacity());
            assertThat(data.position()).isEqualTo(sent);
            while (pair.a.send(data, 0) > 0);
            assertThat(pair.a.send(data, 0)).isEqualTo(-Errno.EAGAIN);
            assertThat(pair.a.recv(ByteBuffer.allocate(1), 0)).isEqualTo(-Errno.EAGAIN);
        }
    }

    @Test
    void connectThatDoesNotWaitIsInProgressAndThenSaysHowItEnded() throws Exception {
        try (var listener = Socket.socket(AF_INET, SOCK_STREAM, 0);
                var client = Socket.socket(AF_INET, SOCK_STREAM, 0);
                var refused = Socket.socket(AF_INET, SOCK_STREAM, 0);
                var poll = new Poll()) {
            listener.bind(SockAddr.ip("127.0.0.1", 0));
            SockAddr address = listener.getsockname();
            refused.nonblocking(true);
            assertThat(refused.expect(Errno.ECONNREFUSED).connect(address)).isIn(-Errno.EINPROGRESS,
                    -Errno.ECONNREFUSED);
            listener.listen(1);
            client.nonblocking(true);
            assertThat(client.connect(address)).isEqualTo(-Errno.EINPROGRESS);
            poll.add(client, POLLOUT);
            assertThat(poll.poll(-1)).hasSize(1);
            assertThat(client.getsockopt(SO_ERROR)).isZero();
            listener.nonblocking(true);
            var accepted = Objects.requireNonNull(listener.acceptFrom(0));
            accepted.connection().close();
            assertThat(accepted.from()).isEqualTo(client.getsockname());
            assertThat(listener.acceptFrom(0)).isNull();
            assertThat(listener.accept4(0)).isNull();
        }
    }

    @Test
    void anExpectedErrorIsAResult() throws Exception {
        try (var free = Socket.socket(AF_INET, SOCK_STREAM, 0); var s = Socket.socket(AF_INET, SOCK_STREAM, 0)) {
            free.bind(SockAddr.ip("127.0.0.1", 0));
            assertThatThrownBy(() -> s.connect(free.getsockname())).isInstanceOf(OsError.class).hasMessage(
                    "connect(fd, " + free.getsockname()
                            + "): ECONNREFUSED (connection refused): nothing listens there");
            s.expect(Errno.ECONNREFUSED);
            assertThat(s.connect(free.getsockname())).isEqualTo(-Errno.ECONNREFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void ofADatagramWhatTheBufferHasNoRoomForIsLost(String host) throws Exception {
        SockAddr.Ip any = SockAddr.ip(host, 0);
        try (var a = Socket.socket(any.family(), SOCK_DGRAM, 0); var b = Socket.socket(any.family(), SOCK_DGRAM, 0)) {
            a.bind(any);
            b.bind(any);
            assertThat(a.sendto(bytes("datagram"), 0, b.getsockname())).isEqualTo(8);
            a.sendto(bytes("second"), 0, b.getsockname());
            a.sendto(bytes(""), 0, b.getsockname());
            ByteBuffer four = ByteBuffer.allocate(4);
            assertThat(b.recv(four, MSG_TRUNC)).isEqualTo(8);
            assertThat(text(four)).isEqualTo("data");
            ByteBuffer room = ByteBuffer.allocateDirect(100);
            assertThat(b.recvfrom(room, 0)).isEqualTo(new Socket.Received(6, a.getsockname()));
            assertThat(text(room)).isEqualTo("second");
            assertThat(b.recv(room.clear(), 0)).isZero();
        }
    }

    @Test
    void aBufferIsSentAndFilledFromItsPosition() throws Exception {
        try (var pair = new Pair(AF_INET)) {
            ByteBuffer data = bytes("abcdef").position(2).limit(5);
            assertThat(pair.a.send(data, 0)).isEqualTo(3);
            assertThat(data.position()).isEqualTo(5);
            ByteBuffer into = ByteBuffer.allocate(6).put((byte) '>').put((byte) '>');
            assertThat(pair.b.recv(into, MSG_WAITALL & into.remaining())).isEqualTo(3);
            assertThat(text(into)).isEqualTo(">>cde");
        }
    }

    @Test
    void unixDatagramsHaveNamesByPathAbstractOrNone() throws Exception {
        var path = new SockAddr.Un(folder.resolve("s").toString());
        var hidden = SockAddr.Un.abstractName("strata test " + ProcessHandle.current().pid());
        try (var a = Socket.socket(AF_UNIX, SOCK_DGRAM, 0);
                var b = Socket.socket(AF_UNIX, SOCK_DGRAM, 0);
                var none = Socket.socket(AF_UNIX, SOCK_DGRAM, 0)) {
            a.bind(path);
            b.bind(hidden);
            assertThat(a.getsockname()).isEqualTo(path);
            assertThat(b.getsockname()).isEqualTo(hidden);
            assertThat(none.getsockname()).isEqualTo(SockAddr.Un.UNNAMED);
            ByteBuffer into = ByteBuffer.allocate(10);
            b.sendto(bytes("to path"), 0, path);
            assertThat(a.recvfrom(into, 0)).isEqualTo(new Socket.Received(7, hidden));
            a.sendto(bytes("back"), 0, hidden);
            assertThat(b.recvfrom(into.clear(), 0)).isEqualTo(new Socket.Received(4, path));
            none.sendto(bytes("?"), 0, path);
            assertThat(a.recvfrom(into.clear(), 0).from()).isEqualTo(new SockAddr.Other(0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SOCK_STREAM, SOCK_SEQPACKET})
    void unixSocketsConnect(int type) throws Exception {
        var path = new SockAddr.Un(folder.resolve("l").toString());
        try (var listener = Socket.socket(AF_UNIX, type, 0); var client = Socket.socket(AF_UNIX, type, 0)) {
            listener.bind(path);
            listener.listen(1);
            client.connect(path);
            try (var server = listener.accept()) {
                client.send(bytes("one"), 0);
                client.send(bytes("two"), 0);
                client.shutdown(SHUT_WR);
                ByteBuffer into = ByteBuffer.allocate(10);
                if (type == SOCK_SEQPACKET) {
                    assertThat(server.recv(into, 0)).isEqualTo(3);
                    assertThat(server.recv(into, 0)).isEqualTo(3);
                    assertThat(text(into)).isEqualTo("onetwo");
                } else
                    assertThat(receive(server)).isEqualTo("onetwo");
            }
        }
    }

    @Test
    void aTimeLimitedRecvReturnsEAGAIN() throws Exception {
        try (var s = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
            s.bind(SockAddr.ip("127.0.0.1", 0));
            s.setsockopt(SO_RCVTIMEO, Duration.ofMillis(1));
            assertThat(s.recv(ByteBuffer.allocate(1), 0)).isEqualTo(-Errno.EAGAIN);
        }
    }

    /// A call that waits.
    private interface Waiting {
        int call(Socket s) throws OsError;
    }

    @Test
    void closeEndsACallInAnotherThread() throws Exception {
        var batch = new Messages(2, 1, 0);
        List<Waiting> datagrams = List.of(s -> s.recv(ByteBuffer.allocate(1), 0),
                s -> s.recvfrom(ByteBuffer.allocate(1), 0).length(), s -> s.recvmsg(batch.get(0), 0),
                s -> s.recvmmsg(batch, 0));
        for (int round = 0; round < 20; round++) {
            for (Waiting waiting : datagrams) {
                var s = Socket.socket(AF_INET, SOCK_DGRAM, 0);
                s.bind(SockAddr.ip("127.0.0.1", 0));
                assertEndsWhenClosed(s, waiting, round);
            }
            var listener = Socket.socket(AF_INET, SOCK_STREAM, 0);
            listener.bind(SockAddr.ip("127.0.0.1", 0));
            listener.listen(1);
            assertEndsWhenClosed(listener, s -> s.expect(Errno.EINVAL).accept4(0) == null ? 0 : 1, round);
        }
    }

    /// Whether the call had begun or not, which differs from round to round.
    private static void assertEndsWhenClosed(Socket s, Waiting waiting, int round) {
        var end = new CompletableFuture<Integer>();
        try (s) {
            Thread.ofPlatform().start(() -> {
                try {
                    end.complete(waiting.call(s));
                } catch (Throwable e) {
                    end.completeExceptionally(e);
                }
            });
            LockSupport.parkNanos(round * 20_000L);
        }
        assertThatThrownBy(end::join).cause().isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void bytesOfLargeArraysArriveWhole() throws Exception {
        try (var pair = new Pair(AF_INET6)) {
            var sent = new byte[3_000_000];
            for (int i = 0; i < sent.length; i++)
                sent[i] = (byte) (i * 31 >> 7);
            Thread sender = Thread.ofPlatform().start(() -> {
                try {
                    ByteBuffer data = ByteBuffer.wrap(sent);
                    while (data.hasRemaining())
                        pair.a.send(data, 0);
                } catch (OsError e) {
                    throw new AssertionError(e);
                }
            });
            ByteBuffer all = ByteBuffer.allocate(sent.length);
            while (all.hasRemaining())
                pair.b.recv(all, 0);
            sender.join();
            assertThat(Arrays.equals(all.array(), sent)).isTrue();
        }
    }

    /// Two connected TCP sockets.
    static final class Pair implements AutoCloseable {
        final Socket a;
        final Socket b;

        Pair(int family) throws OsError {
            try (var listener = Socket.socket(family, SOCK_STREAM, 0)) {
                listener.bind(SockAddr.ip(family == AF_INET ? "127.0.0.1" : "::1", 0));
                listener.listen(1);
                a = Socket.socket(family, SOCK_STREAM, 0);
                a.connect(listener.getsockname());
                b = listener.accept();
            }
        }

        @Override
        public void close() {
            a.close();
            b.close();
        }
    }
}
