package net.strata.echo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static net.strata.os.Abi.SHUT_WR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.strata.os.SockAddr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every program by every way to serve, over the real sockets of this host.
@Timeout(120)
final class ServerTest {
    private static final SockAddr FREE = SockAddr.ip("127.0.0.1", 0);

    private static Served serve(Service service, Engine engine) {
        return Served.start(new Server(service, FREE).engine(engine));
    }

    @ParameterizedTest
    @EnumSource
    void echoSendsBackWhatItGets(Engine engine) throws IOException {
        var data = new byte[300_000];
        new Random(7).nextBytes(data);
        try (var served = serve(Services.echo(), engine); var talk = new Talk(served.at())) {
            var sender = Thread.ofPlatform().start(() -> {
                try {
                    talk.say(data).socket.shutdown(SHUT_WR);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(talk.untilEnd()).isEqualTo(data);
            assertThat(sender.isInterrupted()).isFalse();
            served.awaitClosed(1);
            assertThat(served.server().received()).isEqualTo(data.length);
            assertThat(served.server().sent()).isEqualTo(data.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void prefixMarksWhatItGets(Engine engine) throws IOException {
        try (var served = serve(Services.prefix(), engine); var talk = new Talk(served.at())) {
            // One byte cannot come in parts, and the next is sent when the first was answered.
            assertThat(talk.say("a").hearText(7)).isEqualTo("Echo=>a");
            assertThat(talk.say("b").hearText(7)).isEqualTo("Echo=>b");
            assertThat(talk.restText()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void upperServesOneMessageOrOneClientOrManyByItsStage(Engine engine) throws IOException {
        try (var served = serve(Services.upper(Services.Stage.ONE_SHOT), engine); var talk = new Talk(served.at())) {
            assertThat(new String(talk.say("x").untilEnd(), UTF_8)).isEqualTo("X");
            assertThat(served.ended().server().served()).isEqualTo(1);
        }
        try (var served = serve(Services.upper(Services.Stage.CONVERSATION), engine);
                var talk = new Talk(served.at())) {
            assertThat(talk.say("one").hearText(3)).isEqualTo("ONE");
            assertThat(talk.say("two, ä").hearText(7)).isEqualTo("TWO, ä");
            assertThat(talk.restText()).isEmpty();
            served.ended();
        }
        try (var served = serve(Services.upper(Services.Stage.MANY), engine)) {
            new Talk(served.at()).reset();
            new Talk(served.at()).close();
            try (var talk = new Talk(served.at()).say("gone")) {
                talk.hear(4);
                talk.reset();
            }
            try (var talk = new Talk(served.at())) {
                assertThat(talk.say("still here").restText()).isEqualTo("STILL HERE");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void welcomeLetsInWhoSaysOne(Engine engine) throws IOException {
        try (var served = serve(Services.welcome(), engine)) {
            for (String one : List.of("1", "1\n", "1\r\n"))
                try (var talk = new Talk(served.at())) {
                    assertThat(new String(talk.say(one).untilEnd(), UTF_8)).isEqualTo("welcome to server!");
                }
            for (String other : List.of("2", "21", "one", "\n"))
                try (var talk = new Talk(served.at())) {
                    assertThat(new String(talk.say(other).untilEnd(), UTF_8)).isEqualTo("please go out!");
                }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoSaysNothingForTooLongIsSentAway(Engine engine) throws IOException {
        var server = new Server(Services.welcome(), FREE).engine(engine).patience(Duration.ofMillis(50));
        try (var served = Served.start(server); var silent = new Talk(served.at())) {
            assertThat(silent.untilEnd()).isEmpty();
            served.awaitClosed(1);
            assertThat(served.told).containsExactly("nothing came or went for 0.05 s");
            try (var talk = new Talk(served.at()).say("1")) {
                assertThat(talk.untilEnd()).hasSize(18);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void greetSpeaksAfterTheClientsEnd(Engine engine) throws IOException {
        try (var served = serve(Services.greet(), engine)) {
            try (var talk = new Talk(served.at())) {
                assertThat(talk.say("Hi").hearText(2)).isEqualTo("Hi");
                assertThat(talk.restText()).isEqualTo("Hello, client!");
            }
            try (var talk = new Talk(served.at())) {
                assertThat(talk.restText()).isEqualTo("Hello, client!");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void discardAnswersNothing(Engine engine) throws IOException {
        try (var served = serve(Services.discard(), engine); var talk = new Talk(served.at())) {
            assertThat(talk.say(new byte[100_000]).rest()).isEmpty();
            served.awaitClosed(1);
            assertThat(served.server().received()).isEqualTo(100_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void daytimeTellsTheTimeToWhoConnects(Engine engine) throws IOException {
        var clock = Clock.fixed(Instant.parse("1982-02-22T17:37:43Z"), ZoneId.of("UTC"));
        try (var served = serve(Services.daytime(clock), engine); var talk = new Talk(served.at())) {
            // The form of RFC 867 section "Daytime Syntax".
            assertThat(new String(talk.untilEnd(), US_ASCII)).isEqualTo("Monday, February 22, 1982 17:37:43-UTC\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void execRunsItsCommandsAndNoOthers(Engine engine) throws IOException {
        try (var served = serve(Services.exec(), engine); var talk = new Talk(served.at())) {
            talk.say("echo hello\nuname -a\nrm -rf x\necho hello; id\n");
            assertThat(block(talk)).isEqualTo("hello\n");
            assertThat(block(talk)).startsWith("Linux ");
            assertThat(block(talk)).startsWith("not a command of this server; they are: date, uptime");
            assertThat(block(talk)).startsWith("not a command of this server");
            // The last line needs no end.
            assertThat(talk.say("echo hello").restText()).isEqualTo("\0\0\0\6hello\n");
        }
    }

    private static String block(Talk talk) throws IOException {
        return talk.hearText(ByteBuffer.wrap(talk.hear(4)).getInt());
    }

    @Test
    void execServesThisHostAlone() {
        for (String other : List.of("0.0.0.0", "::", "192.0.2.1"))
            assertThatThrownBy(() -> new Server(Services.exec(), SockAddr.ip(other, 1)))
                    .hasMessageContaining("serves this host alone");
    }

    @ParameterizedTest
    @EnumSource
    void fileSendsLengthContentAndChecksum(Engine engine, @TempDir Path folder) throws IOException {
        var data = new byte[200_000];
        new Random(7).nextBytes(data);
        Files.write(folder.resolve("large"), data);
        Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("abc"), "abc");
        Files.createFile(folder.resolve("empty"));
        try (var served = serve(Services.file(folder), engine); var talk = new Talk(served.at())) {
            talk.say("large\na/b/abc\nempty\nnone\na\n");
            assertThat(talk.hearText(10)).isEqualTo("OK 200000\n");
            assertThat(talk.hear(data.length)).isEqualTo(data);
            talk.hear(65);
            // FIPS 180-4: SHA-256 of "abc", and of nothing.
            assertThat(talk.restText()).isEqualTo("""
                    OK 3
                    abcba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
                    OK 0
                    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                    NO there is no such file here
                    NO there is no such file here
                    """);
        }
    }

    /// A line ends with LF or CR LF; whatever else there is belongs to the name.
    @Test
    void namesMayBeginAndEndWithSpace(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(" a "), "abc");
        try (var served = Served.start(new Server(Services.file(folder), FREE)); var talk = new Talk(served.at())) {
            String abc = "OK 3\nabcba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n";
            assertThat(talk.say(" a \n a \r\na\n a ").restText())
                    .isEqualTo(abc + abc + "NO there is no such file here\n" + abc);
        }
    }

    @Test
    void fileCannotLeaveItsFolder(@TempDir Path above) throws IOException {
        Files.writeString(above.resolve("secret"), "secret");
        Path folder = Files.createDirectory(above.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), above.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("up"), above);
        Files.writeString(folder.resolve("inside"), "inside");
        var names = new ArrayList<>(
                List.of("../secret", "link", "up/secret", "/etc/passwd", "..", ".", "", "./../secret",
                        "inside/../../secret", "a\0b", above.resolve("secret").toString()));
        try (var served = serve(Services.file(folder), Engine.ONE); var talk = new Talk(served.at())) {
            assertThat(talk.say(String.join("\n", names) + "\n").restText())
                    .isEqualTo("NO there is no such file here\n".repeat(names.size()));
        }
        try (var served = serve(Services.file(folder), Engine.ONE); var talk = new Talk(served.at())) {
            assertThat(talk.say("x".repeat(5000)).restText()).isEqualTo("NO a request has at most 4096 bytes\n");
        }
    }
}
