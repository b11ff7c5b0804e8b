package net.strata.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import net.strata.os.Abi;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients of servers that do not do what is hoped for.
@Timeout(60)
final class ClientTest {
    private static final String LONG = "0123456789".repeat(200_000);

    private static ClientSettings datagrams(Duration timeout, SockAddr... servers) {
        List<ClientSettings.Target> all = Arrays.stream(servers)
                .map(each -> new ClientSettings.Target(each, null, List.of())).toList();
        return new ClientSettings(all, Abi.SOCK_DGRAM, timeout, false, Duration.ZERO, false, 1 << 16);
    }

    private static DatagramSocket bound() throws SocketException {
        return new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    private static SockAddr at(DatagramSocket socket) {
        return SockAddr.ip("127.0.0.1", socket.getLocalPort());
    }

    /// Where nobody is.
    private static SockAddr nobody() throws SocketException {
        try (var socket = bound()) {
            return at(socket);
        }
    }

    private static void echo(DatagramSocket socket) {
        Thread.ofPlatform().daemon().start(() -> {
            var packet = new DatagramPacket(new byte[100], 100);
            try {
                while (true) {
                    socket.receive(packet);
                    socket.send(packet);
                    packet.setLength(100);
                }
            } catch (IOException e) {
                // The test is done.
            }
        });
    }

    private static Source<ByteBuffer> messages(String... all) {
        return Source.of(Arrays.stream(all).map(each -> ByteBuffer.wrap(each.getBytes(UTF_8))).toList());
    }

    private static final class Failed extends Heard {
        final List<SockAddr> addresses = new ArrayList<>();

        @Override
        public void failed(SockAddr server, OsError why) {
            addresses.add(server);
        }
    }

    /// That an address refuses datagrams is known only when one was sent.
    @Test
    void theNextAddressIsTriedWhereDatagramsAreRefused() throws IOException {
        try (var socket = bound()) {
            echo(socket);
            SockAddr first = nobody();
            SockAddr second = nobody();
            var watcher = new Failed();
            var client = new Client(datagrams(Duration.ofSeconds(30), first, second, at(socket)));
            client.run(Source.of(List.of(Client.Request.of("one", Endings.first()),
                    Client.Request.of("two", Endings.first()))), watcher);
            assertThat(watcher.text()).isEqualTo("onetwo");
            assertThat(watcher.addresses).containsExactly(first, second);
            assertThat(client.outcome().messages()).isEqualTo(2);
        }
    }

    @Test
    void theNextAddressGetsAllThatTheOneBeforeRefusedWhereBothWaysGoOnAtOnce() throws IOException {
        try (var socket = bound()) {
            echo(socket);
            var watcher = new Failed();
            new Duplex(datagrams(Duration.ofSeconds(30), nobody(), at(socket)), 2_000_000_000L)
                    .run(messages("one", "two", "three"), watcher);
            assertThat(watcher.text()).isEqualTo("onetwothree");
            assertThat(watcher.addresses).hasSize(1);
        }
    }

    @Test
    void ofTheLastAddressTheRefusalIsTold() throws IOException {
        SockAddr last = nobody();
        var client = new Client(datagrams(Duration.ofSeconds(30), nobody(), last));
        assertThatThrownBy(() -> client.run(Source.of(List.of(Client.Request.of("one", Endings.first()))),
                new ClientWatcher() {
                })).isInstanceOfSatisfying(OsError.class,
                        e -> assertThat(client.explain(e)).startsWith(last + " refuses"));
    }

    /// Its server answers the first message only when the second came.
    @Test
    void anAnswerThatIsLateIsNotTakenForTheNext() throws IOException {
        try (var socket = bound()) {
            Thread.ofPlatform().daemon().start(() -> {
                var first = new DatagramPacket(new byte[100], 100);
                var second = new DatagramPacket(new byte[100], 100);
                try {
                    socket.receive(first);
                    socket.receive(second);
                    socket.send(first);
                    socket.send(second);
                } catch (IOException e) {
                    // The test is done.
                }
            });
            var heard = new Heard();
            // Of the second message the answer comes at once.
            new Client(datagrams(Duration.ofSeconds(2), at(socket))).run(Source.of(List.of(
                    Client.Request.of("one", Endings.first()), Client.Request.of("two", Endings.first()))), heard);
            assertThat(heard.silences).isEqualTo(1);
            assertThat(heard.text()).isEqualTo("two");
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static ClientSettings streams(ServerSocket server) {
        return ClientSettings.of(SockAddr.ip("127.0.0.1", server.getLocalPort()), Abi.SOCK_STREAM);
    }

    private interface Serving {
        void serve(Socket connection) throws IOException;
    }

    private static void serve(ServerSocket server, Serving serving) {
        Thread.ofPlatform().daemon().start(() -> {
            try (Socket each = server.accept()) {
                serving.serve(each);
            } catch (IOException e) {
                // The client is done, or the test.
            }
        });
    }

    @Test
    void aServerThatClosesWithoutAnAnswerHasNotAnswered() throws IOException {
        try (var server = listening()) {
            for (Ending each : List.of(Endings.close(), Endings.silence(1)))
                assertThatThrownBy(() -> {
                    serve(server, one -> one.getInputStream().readNBytes(3));
                    new Client(streams(server)).run(Source.of(List.of(Client.Request.of("one", each))), new Heard());
                }).isInstanceOf(AnswerException.class).hasMessage("the server has closed without an answer");
        }
    }

    @Test
    void messagesThatWereNotSentAreTold() throws IOException {
        try (var server = listening()) {
            serve(server, each -> {
                each.getInputStream().readNBytes(3);
                each.getOutputStream().write("welcome".getBytes(UTF_8));
            });
            var heard = new Heard();
            assertThatThrownBy(() -> new Client(streams(server)).run(Source.of(List.of(
                    Client.Request.of("one", Endings.close()), Client.Request.of("two", Endings.close()))), heard))
                    .isInstanceOf(AnswerException.class)
                    .hasMessage("the server has closed: not all messages were sent");
            assertThat(heard.text()).isEqualTo("welcome");
        }
    }

    @Test
    void whatIsToBeSentBehindTheServersEndIsTold() throws IOException {
        try (var server = listening()) {
            serve(server, each -> {
                each.getInputStream().readNBytes(3);
                each.getOutputStream().write("welcome".getBytes(UTF_8));
            });
            var gone = new CountDownLatch(1);
            var heard = new Heard() {
                @Override
                public void ended() {
                    gone.countDown();
                }
            };
            Source<ByteBuffer> first = messages("one", "two");
            Source<ByteBuffer> late = new Source<>() {
                private boolean begun;

                @Override
                public @Nullable ByteBuffer next() throws IOException {
                    try {
                        if (begun) gone.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    begun = true;
                    return first.next();
                }
            };
            assertThatThrownBy(() -> new Duplex(streams(server), 0, Duration.ofSeconds(30)).run(late, heard))
                    .isInstanceOf(AnswerException.class).hasMessage("the server has closed: not all was sent");
            assertThat(heard.text()).isEqualTo("welcome");
        }
    }

    /// Its server reads on only when its answers are read, and buffers have no room for all.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerIsReadWhileTheMessageIsSent(boolean nonblocking) throws IOException {
        try (var server = new ServerSocket()) {
            var settings = narrow(server, nonblocking);
            var heard = new Heard();
            var outcome = new Client(settings).run(
                    Source.of(List.of(Client.Request.of(LONG, Endings.same(LONG.getBytes(UTF_8))))), heard);
            assertThat(heard.text()).isEqualTo(LONG);
            assertThat(heard.answers).isEqualTo(1);
            assertThat(outcome.sent()).isEqualTo(LONG.length());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothDirectionsGoOnAtOnce(boolean nonblocking) throws IOException {
        try (var server = new ServerSocket()) {
            var settings = narrow(server, nonblocking);
            var heard = new Heard();
            new Duplex(settings, 0).run(messages(LONG), heard);
            assertThat(heard.text()).isEqualTo(LONG);
        }
    }

    /// For a server that echoes once, with little room on both sides.
    private static ClientSettings narrow(ServerSocket server, boolean nonblocking) throws IOException {
        server.setReceiveBufferSize(1 << 15);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        serve(server, each -> {
            each.setSendBufferSize(1 << 15);
            each.getInputStream().transferTo(each.getOutputStream());
        });
        var small = List.of(Setting.parse("so_sndbuf=32768"), Setting.parse("so_rcvbuf=32768"));
        var target = new ClientSettings.Target(SockAddr.ip("127.0.0.1", server.getLocalPort()), null, small);
        return new ClientSettings(List.of(target), Abi.SOCK_STREAM, Duration.ofSeconds(10), nonblocking, Duration.ZERO,
                false, 1 << 16);
    }

    @Test
    void aServerThatReadsNoMoreIsTold() throws IOException {
        try (var server = listening()) {
            var done = new CountDownLatch(1);
            serve(server, each -> {
                try {
                    done.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            var target = streams(server).targets();
            var settings = new ClientSettings(target, Abi.SOCK_STREAM, Duration.ofMillis(200), false, Duration.ZERO,
                    false, 1 << 16);
            var message = ByteBuffer.allocate(1 << 25);
            for (Ending each : new @Nullable Ending[]{null, Endings.bytes(5)})
                assertThatThrownBy(() -> new Client(settings)
                        .run(Source.of(List.of(new Client.Request(message.duplicate(), each))), new Heard()))
                        .isInstanceOf(AnswerException.class).hasMessageStartingWith("the server reads no more: ");
            done.countDown();
        }
    }
}
