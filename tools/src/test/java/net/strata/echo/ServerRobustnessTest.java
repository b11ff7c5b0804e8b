package net.strata.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.strata.os.Abi.MSG_DONTWAIT;
import static net.strata.os.Abi.SHUT_WR;
import static net.strata.os.Abi.SOCK_DGRAM;
import static net.strata.os.Abi.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import net.strata.Needs;
import net.strata.os.Calls;
import net.strata.os.Errno;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Clients that are slow, rude or many.
@Timeout(120)
final class ServerRobustnessTest {
    private static final SockAddr FREE = SockAddr.ip("127.0.0.1", 0);

    private static Served serve(Service service, Engine engine) {
        return Served.start(new Server(service, FREE).engine(engine));
    }

    @Test
    void aThousandConnectionsAreHeldAndEchoedByPoll() throws IOException {
        var talks = new ArrayList<Talk>();
        try (var served = Served.start(new Server(Services.echo(), FREE).engine(Engine.POLL).backlog(128))) {
            for (int i = 0; i < 1000; i++)
                talks.add(new Talk(served.at()));
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < talks.size(); i++)
                    talks.get(i).say(message(i, round));
                for (int i = 0; i < talks.size(); i++)
                    assertThat(talks.get(i).hearText(message(i, round).length())).isEqualTo(message(i, round));
            }
            assertThat(served.server().served()).isEqualTo(1000);
            assertThat(served.closed).isEmpty();
            assertThat(served.told).isEmpty();
        } finally {
            talks.forEach(Talk::close);
        }
    }

    private static String message(int i, int round) {
        return "client " + i + ", round " + round + "; ".repeat(i % 20);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ONE")
    void whoDoesNotReadHangsNobodyElse(Engine engine) throws IOException {
        try (var served = serve(Services.echo(), engine);
                var silent = new Talk(served.at());
                var rude = new Talk(served.at());
                var other = new Talk(served.at())) {
            byte[] said = sayUntilFull(rude.socket);
            assertThat(other.say("hello").restText()).isEqualTo("hello");
            // Nothing is lost of what the rude one said: it waited on both sides.
            assertThat(rude.hear(said.length)).isEqualTo(said);
            assertThat(silent.say("now").restText()).isEqualTo("now");
        }
    }

    /// Says, and does not listen, until neither side takes any more.
    private static byte[] sayUntilFull(Socket socket) throws OsError {
        var random = new Random(7);
        var said = new ByteArrayOutputStream();
        var part = new byte[10_000];
        random.nextBytes(part);
        for (int refused = 0; refused < 20;) {
            int r = socket.send(ByteBuffer.wrap(part), MSG_DONTWAIT);
            if (r == -Errno.EAGAIN) {
                refused++;
                Thread.onSpinWait();
                continue;
            }
            refused = 0;
            said.write(part, 0, r);
            if (r < part.length) part = Arrays.copyOfRange(part, r, part.length);
            else
                random.nextBytes(part);
        }
        return said.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void whoResetsIsForgottenAndTheNextIsServed(Engine engine) throws IOException {
        try (var served = serve(Services.echo(), engine)) {
            for (int i = 1; i <= 20; i++) {
                var rude = new Talk(served.at());
                sayUntilFull(rude.socket);
                rude.reset();
                served.awaitClosed(i);
            }
            assertThat(served.told).hasSize(20).allMatch(why -> why.contains("ECONNRESET") || why.contains("EPIPE"));
            try (var talk = new Talk(served.at())) {
                assertThat(talk.say("hello").restText()).isEqualTo("hello");
            }
        }
    }

    /// Who resets while waiting to be accepted is known nevertheless.
    @ParameterizedTest
    @EnumSource
    void whoWentBeforeItWasAcceptedHasAnAddress(Engine engine) throws IOException {
        var server = new Server(Services.greet(), FREE).engine(engine).most(1).peers(true);
        try (var served = Served.start(server); var first = new Talk(served.at())) {
            first.say("a").hear(1);
            var rude = new Talk(served.at());
            SockAddr at = rude.socket.getsockname();
            rude.reset();
            first.rest();
            served.awaitClosed(2);
            assertThat(served.peers).containsExactly(first.socket.getsockname(), at);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerStillComesAfterTheClientsHalfClose(Engine engine) throws IOException {
        var data = new byte[100_000];
        new Random(7).nextBytes(data);
        try (var served = serve(Services.greet(), engine); var talk = new Talk(served.at())) {
            var sender = Thread.ofPlatform().start(() -> {
                try {
                    talk.say(data).socket.shutdown(SHUT_WR);
                } catch (OsError e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(talk.hear(data.length)).isEqualTo(data);
            assertThat(new String(talk.untilEnd(), UTF_8)).isEqualTo("Hello, client!");
            assertThat(sender.isDaemon()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ONE")
    void thoseAboveTheMostWait(Engine engine) throws IOException {
        try (var served = Served.start(new Server(Services.echo(), FREE).engine(engine).most(2));
                var first = new Talk(served.at());
                var second = new Talk(served.at());
                var third = new Talk(served.at())) {
            assertThat(first.say("a").hearText(1)).isEqualTo("a");
            assertThat(second.say("b").hearText(1)).isEqualTo("b");
            third.say("c");
            assertThat(served.server().served()).isEqualTo(2);
            assertThat(first.restText()).isEmpty();
            assertThat(third.hearText(1)).isEqualTo("c");
        }
    }

    @ParameterizedTest
    @EnumSource
    void itEndsAfterItsClients(Engine engine) throws IOException {
        try (var served = Served.start(new Server(Services.echo(), FREE).engine(engine).clients(3))) {
            for (int i = 0; i < 3; i++)
                try (var talk = new Talk(served.at())) {
                    assertThat(talk.say("x").restText()).isEqualTo("x");
                }
            served.ended();
            assertThatThrownBy(() -> new Talk(served.at())).hasMessageContaining("ECONNREFUSED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsItWithClientsInside(Engine engine) throws IOException {
        try (var served = serve(Services.echo(), engine); var talk = new Talk(served.at())) {
            talk.say("x").hear(1);
            served.server().close();
            served.ended();
            assertThat(talk.untilEnd()).isEmpty();
            assertThat(served.told).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POLL")
    void callsThatMayNotWaitAreTriedAgain(Engine engine) throws IOException {
        var server = new Server(Services.echo(), FREE).engine(engine).nonblocking(true);
        try (var served = Served.start(server); var talk = new Talk(served.at())) {
            byte[] said = sayUntilFull(talk.socket);
            assertThat(talk.hear(said.length)).isEqualTo(said);
            assertThat(talk.restText()).isEmpty();
        }
        var datagrams = new Server(Services.echo(), FREE).datagrams().nonblocking(true);
        try (var served = Served.start(datagrams)) {
            assertThat(ask(served.at(), new byte[]{1})).isEqualTo(new byte[]{1});
        }
    }

    private static byte[] ask(SockAddr server, byte[] data) throws OsError {
        try (Socket socket = Socket.socket(server.family(), SOCK_DGRAM, 0)) {
            if (server instanceof SockAddr.Un) socket.bind(SockAddr.Un.UNNAMED);
            return ask(socket, server, data);
        }
    }

    private static byte[] ask(Socket socket, SockAddr server, byte[] data) throws OsError {
        socket.setsockopt(Option.SO_RCVTIMEO, Duration.ofSeconds(60));
        socket.sendto(ByteBuffer.wrap(data), 0, server);
        var answer = ByteBuffer.allocate(65_536);
        assertThat(socket.recvfrom(answer, 0).from()).isEqualTo(server);
        return Arrays.copyOf(answer.array(), answer.position());
    }

    @Test
    void datagramsOfEveryLengthComeBack(@TempDir Path folder) throws IOException {
        var longest = new byte[65_507]; // 65535 less the headers of IPv4 and UDP: 20 + 8
        new Random(7).nextBytes(longest);
        for (SockAddr at : List.of(FREE, SockAddr.ip("::1", 0), new SockAddr.Un(folder.resolve("d").toString()),
                SockAddr.Un.UNNAMED))
            try (var served = Served.start(new Server(Services.echo(), at).datagrams())) {
                for (byte[] data : List.of(new byte[0], new byte[]{1}, longest))
                    assertThat(ask(served.at(), data)).isEqualTo(data);
                assertThat(served.server().received()).isEqualTo(65_508);
            }
        assertThat(folder.resolve("d")).doesNotExist();
    }

    @Test
    void anAnswerTooLongForADatagramIsLostAndTold() throws IOException {
        try (var served = Served.start(new Server(Services.prefix(), FREE).datagrams());
                Socket socket = Socket.socket(served.at().family(), SOCK_DGRAM, 0)) {
            socket.sendto(ByteBuffer.allocate(65_507), 0, served.at());
            assertThat(new String(ask(socket, served.at(), new byte[]{'x'}), UTF_8)).isEqualTo("Echo=>x");
            assertThat(served.told).singleElement().asString().contains("EMSGSIZE");
        }
    }

    /// Two servers of RFC 862 that are told of each other would answer for ever.
    @Test
    void portsOfServersAreNotAnswered() throws IOException {
        Needs.here().root();
        try (var served = Served.start(new Server(Services.echo(), FREE).datagrams());
                Socket server = lowPort();
                Socket client = Socket.socket(FREE.family(), SOCK_DGRAM, 0)) {
            for (int i = 0; i < 3; i++)
                server.sendto(ByteBuffer.wrap(new byte[]{1}), 0, served.at());
            // It answers in order: what it did not answer before, it will not any more.
            assertThat(ask(client, served.at(), new byte[]{2})).containsExactly(2);
            assertThat(server.recv(ByteBuffer.allocate(1), MSG_DONTWAIT)).isEqualTo(-Errno.EAGAIN);
            assertThat(served.told).singleElement().asString()
                    .startsWith(server.getsockname() + " is not answered: ports below 1024 are servers'");
        }
    }

    private static Socket lowPort() throws OsError {
        Socket socket = Socket.socket(FREE.family(), SOCK_DGRAM, 0);
        for (int port = 1023;; port--) {
            try {
                socket.bind(SockAddr.ip("127.0.0.1", port));
                return socket;
            } catch (OsError e) {
                if (e.errno() != Errno.EADDRINUSE) throw e;
            }
        }
    }

    @Test
    void aUnixClientWithoutANameIsToldOfOnce() throws IOException {
        try (var served = Served.start(new Server(Services.echo(), SockAddr.Un.UNNAMED).datagrams());
                Socket nameless = Socket.socket(served.at().family(), SOCK_DGRAM, 0)) {
            for (int i = 0; i < 3; i++)
                nameless.sendto(ByteBuffer.wrap(new byte[]{1}), 0, served.at());
            assertThat(ask(served.at(), new byte[]{2})).containsExactly(2);
            assertThat(served.told)
                    .containsExactly("a client without a name cannot be answered: it has to bind its socket");
        }
    }

    /// What one client does not read takes the room of all: that is said, and over when that client has gone.
    @Test
    void answersThatAUnixClientDoesNotReadAreLostAndTold() throws IOException {
        var server = new Server(Services.echo(), SockAddr.Un.UNNAMED).datagrams()
                .setup(socket -> socket.setsockopt(Option.SO_SNDBUF, 10_000));
        try (var served = Served.start(server)) {
            try (Socket rude = Socket.socket(served.at().family(), SOCK_DGRAM, 0)) {
                rude.bind(SockAddr.Un.UNNAMED);
                // Of who is not connected the queue is full sooner (net.unix.max_dgram_qlen), and others are answered.
                rude.connect(served.at());
                for (int i = 0; i < 100; i++)
                    rude.send(ByteBuffer.allocate(1024), 0);
                served.awaitTold();
            }
            assertThat(ask(served.at(), new byte[]{2})).containsExactly(2);
            assertThat(served.told.getFirst())
                    .contains(" does not read", "this server's send buffer (SO_SNDBUF)", "(EAGAIN)");
        }
    }

    /// A client that connected its socket hears the address alone that it asked.
    @ParameterizedTest
    @CsvSource({"0.0.0.0, 127.0.0.5", "::, 127.0.0.5", "::, ::1"})
    void whoAsksOneOfManyAddressesIsAnsweredFromThatOne(String all, String asked) throws IOException {
        try (var served = Served.start(new Server(Services.echo(), SockAddr.ip(all, 0)).datagrams())) {
            int port = ((SockAddr.Ip) served.at()).port();
            var longest = new byte[65_507];
            for (byte[] data : List.of(new byte[]{1}, new byte[0], longest))
                assertThat(ask(SockAddr.ip(asked, port), data)).isEqualTo(data);
            assertThat(served.told).isEmpty();
        }
    }

    @Test
    void aConversationByDatagramsIsWithWhoComesFirst() throws IOException {
        var server = new Server(Services.upper(Services.Stage.CONVERSATION), FREE).datagrams();
        try (var served = Served.start(server);
                Socket first = Socket.socket(FREE.family(), SOCK_DGRAM, 0);
                Socket second = Socket.socket(FREE.family(), SOCK_DGRAM, 0)) {
            assertThat(ask(first, served.at(), new byte[]{'a'})).containsExactly('A');
            second.sendto(ByteBuffer.wrap(new byte[]{'b'}), 0, served.at());
            assertThat(ask(first, served.at(), new byte[]{'c'})).containsExactly('C');
            assertThat(second.recv(ByteBuffer.allocate(1), MSG_DONTWAIT)).isEqualTo(-Errno.EAGAIN);
            assertThat(served.told).containsExactly(second.getsockname().toString().replace("0.0.0.0", "127.0.0.1")
                    + " is not answered: this server talks to "
                    + first.getsockname().toString().replace("0.0.0.0", "127.0.0.1") + " alone");
        }
        try (var served = Served
                .start(new Server(Services.upper(Services.Stage.ONE_SHOT), FREE).datagrams())) {
            assertThat(ask(served.at(), new byte[]{'a'})).containsExactly('A');
            served.ended();
        }
    }

    @Test
    void aUnixSocketsPathIsGoneWithItsServerAndAnotherFileStays(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("s");
        try (var served = Served.start(new Server(Services.echo(), new SockAddr.Un(path.toString())));
                var talk = new Talk(served.at())) {
            assertThat(talk.say("x").restText()).isEqualTo("x");
            assertThat(path).exists();
        }
        assertThat(path).doesNotExist();
        Files.writeString(path, "a file");
        assertThatThrownBy(() -> new Server(Services.echo(), new SockAddr.Un(path.toString())).run())
                .hasMessageContaining("EADDRINUSE");
        assertThat(path).hasContent("a file");
    }

    @Test
    void aFileThatAnotherMadeOfTheSameNameStays(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("s");
        var at = new SockAddr.Un(path.toString());
        try (var first = Served.start(new Server(Services.echo(), at))) {
            Files.delete(path);
            try (var second = Served.start(new Server(Services.echo(), at))) {
                first.server().close();
                first.ended();
                try (var talk = new Talk(second.at())) {
                    assertThat(talk.say("x").restText()).isEqualTo("x");
                }
            }
        }
        assertThat(path).doesNotExist();
    }

    /// The six steps of a server, and nothing between them.
    @Test
    void itsCallsAreThoseOfTheTutorials() throws Exception {
        var calls = Collections.synchronizedList(new ArrayList<String>());
        SockAddr at;
        try (Socket socket = Socket.socket(FREE.family(), SOCK_STREAM, 0)) {
            socket.bind(FREE);
            at = socket.getsockname();
        }
        var server = new Server(Services.echo(), at).clients(1);
        var listening = new CountDownLatch(1);
        server.watcher(new ServerWatcher() {
            @Override
            public void listening(Socket socket, SockAddr address) {
                listening.countDown();
            }
        });
        var thread = Thread.ofPlatform().start(() -> {
            try {
                Calls.watch(call -> calls.add(call.name()), server::run);
            } catch (Exception e) {
                calls.add(e.toString());
            }
        });
        listening.await();
        try (var talk = new Talk(at)) {
            assertThat(talk.say("x").hearText(1)).isEqualTo("x");
            assertThat(talk.restText()).isEmpty();
        }
        thread.join();
        assertThat(calls).containsExactly("socket", "setsockopt", "bind", "listen", "accept4", "recv", "send", "recv",
                "close", "close");
    }
}
