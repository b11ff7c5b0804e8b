package net.strata.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import net.strata.Needs;
import net.strata.os.SockAddr;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Programs of others talk to every server: 1 000 exchanges each, every answer checked.
@Timeout(300)
final class ForeignClientsTest {
    private static final int EXCHANGES = 1000;
    /// Of ncat where each exchange takes a connection, and so a process that reads certificates for 50 ms before anything
    /// else: a third in each of three families.
    private static final int STARTS = 334;
    /// At once.
    private static final int CLIENTS = 4;

    @TempDir
    Path folder = Path.of("");

    /// Where servers are.
    enum Family {
        INET(0), INET6(1), UNIX(2);

        /// Which engine the first server has; the next has the next one.
        private final int first;

        Family(int first) {
            this.first = first;
        }

        SockAddr free(Path folder) {
            return switch (this) {
                case INET -> SockAddr.ip("127.0.0.1", 0);
                case INET6 -> SockAddr.ip("::1", 0);
                case UNIX -> new SockAddr.Un(folder.resolve("server").toString());
            };
        }
    }

    private Service service(String name) throws IOException {
        return switch (name) {
            case "echo" -> Services.echo();
            case "prefix" -> Services.prefix();
            case "upper" -> Services.upper(Services.Stage.MANY);
            case "welcome" -> Services.welcome();
            case "greet" -> Services.greet();
            case "discard" -> Services.discard();
            case "daytime" -> Services.daytime(Clock.system(ZoneOffset.UTC));
            case "exec" -> Services.exec();
            default -> {
                Path files = Files.createDirectories(folder.resolve("files"));
                Files.writeString(files.resolve("abc"), "abc".repeat(3000));
                yield Services.file(files);
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void pythonTalksToEveryStreamServer(Family family) throws IOException {
        var engines = Engine.values();
        int next = family.first;
        for (String name : List.of("echo", "prefix", "upper", "welcome", "greet", "discard", "daytime", "file")) {
            var server = new Server(service(name), family.free(folder)).engine(engines[next++ % engines.length]);
            try (var served = Served.start(server)) {
                python(name, EXCHANGES, family, "stream", served.at());
                assertThat(served.told).as(name).isEmpty();
            }
        }
        try (var served = Served.start(new Server(Services.exec(), family.free(folder)))) {
            python("exec", EXCHANGES, family, "stream", served.at());
        }
    }

    @ParameterizedTest
    @EnumSource
    void pythonTalksToEveryDatagramServer(Family family) throws IOException {
        for (String name : List.of("echo", "prefix", "upper", "discard", "daytime"))
            try (var served = Served.start(new Server(service(name), family.free(folder)).datagrams())) {
                python(name, EXCHANGES, family, "datagram", served.at());
                assertThat(served.told).as(name).isEmpty();
            }
    }

    private static void python(String program, int count, Family family, String kind, SockAddr at) throws IOException {
        Needs.here().program("python3");
        var command = new ArrayList<>(List.of("python3", script(), program, Integer.toString(count),
                family.name().toLowerCase(Locale.ROOT), kind));
        switch (at) {
            case SockAddr.Ip ip -> command.addAll(List.of(ip.host(), Integer.toString(ip.port())));
            default -> command.add(at.toString());
        }
        try (var client = new Foreign(command)) {
            assertThat(client.untilEnd()).as(program).isEqualTo("ok " + count + "\n");
        }
    }

    private static String script() {
        try {
            return Path.of(ForeignClientsTest.class.getResource("exchanges.py").toURI()).toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"ncat,INET", "ncat,INET6", "ncat,UNIX", "socat,INET", "socat,INET6", "socat,UNIX"})
    void othersTalkToStreamServers(String tool, Family family) throws IOException, NoSuchAlgorithmException {
        var engines = Engine.values();
        int next = family.first;
        for (String name : List.of("echo", "prefix", "upper", "greet", "discard", "file", "exec")) {
            var server = new Server(service(name), family.free(folder)).engine(engines[next++ % engines.length]);
            try (var served = Served.start(server); var client = new Foreign(stream(tool, served.at()))) {
                talk(name, client);
                served.awaitClosed(1);
                assertThat(served.told).as(name).isEmpty();
                if (name.equals("discard")) assertThat(served.server().received()).isEqualTo(6000 + 2890);
            }
        }
    }

    /// The lines `line 0` to `line 999` have 5 + 1 bytes and 10 × 1, 90 × 2, 900 × 3 digits: 6 000 + 2 890 in all.
    private static void talk(String name, Foreign client) throws IOException, NoSuchAlgorithmException {
        String abc = "abc".repeat(3000);
        String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(abc.getBytes(UTF_8)));
        for (int i = 0; i < EXCHANGES; i++) {
            String line = "line " + i + "\n";
            client.say(name.equals("file") ? "abc\n" : name.equals("exec") ? "echo hello\n" : line);
            String wanted = switch (name) {
                case "echo", "greet" -> line;
                case "upper" -> line.toUpperCase(Locale.ROOT);
                case "file" -> "OK 9000\n" + abc + sum + "\n";
                case "exec" -> "\0\0\0\6hello\n";
                default -> "";
            };
            if (name.equals("prefix")) assertThat(client.marked(line.length())).isEqualTo(line);
            else
                assertThat(client.hear(wanted.length())).isEqualTo(wanted);
        }
        client.sayNoMore();
        assertThat(client.untilEnd()).as(name).isEqualTo(name.equals("greet") ? "Hello, client!" : "");
    }

    /// These say one thing to each client.
    @ParameterizedTest
    @CsvSource({"ncat,INET", "ncat,INET6", "ncat,UNIX", "socat,INET", "socat,INET6", "socat,UNIX"})
    void othersTalkToServersOfOneAnswer(String tool, Family family) throws Exception {
        var engines = Engine.values();
        int next = family.first;
        int count = tool.equals("ncat") ? STARTS : EXCHANGES;
        for (String name : List.of("welcome", "daytime")) {
            var server = new Server(service(name), family.free(folder)).engine(engines[next++ % engines.length]);
            try (var served = Served.start(server); var clients = Executors.newFixedThreadPool(CLIENTS)) {
                List<String> command = stream(tool, served.at());
                Callable<String> exchange = () -> once(name, command);
                for (var answer : clients.invokeAll(Collections.nCopies(count, exchange)))
                    assertThat(answer.get()).matches(
                            name.equals("welcome")
                                    ? "welcome to server!"
                                    : "\\w+day, \\w+ \\d+, \\d{4} [0-9:]{8}-Z\r\n");
                assertThat(served.told).as(name).isEmpty();
            }
        }
    }

    private static String once(String name, List<String> command) throws IOException {
        try (var client = new Foreign(command)) {
            if (name.equals("welcome")) client.say("1\n");
            client.sayNoMore();
            return client.untilEnd();
        }
    }

    private static List<String> stream(String tool, SockAddr at) {
        Needs.here().program(tool);
        // How long socat waits for one side when the other has ended.
        String wait = "-t60";
        boolean ncat = tool.equals("ncat");
        return switch (at) {
            case SockAddr.In in ->
                ncat ? List.of(tool, in.host(), "" + in.port()) : List.of(tool, wait, "-", "TCP:" + in);
            case SockAddr.In6 in6 ->
                ncat ? List.of(tool, "-6", in6.host(), "" + in6.port()) : List.of(tool, wait, "-", "TCP6:" + in6);
            default -> ncat ? List.of(tool, "-U", at.toString()) : List.of(tool, wait, "-", "UNIX-CONNECT:" + at);
        };
    }

    @ParameterizedTest
    @CsvSource({"ncat,INET", "ncat,INET6", "ncat,UNIX", "socat,INET", "socat,INET6", "socat,UNIX"})
    void othersTalkToDatagramServers(String tool, Family family) throws IOException {
        for (String name : List.of("echo", "prefix", "upper"))
            try (var served = Served.start(new Server(service(name), family.free(folder)).datagrams());
                    var client = new Foreign(datagram(tool, served.at()))) {
                for (int i = 0; i < EXCHANGES; i++) {
                    String line = "line " + i + "\n";
                    client.say(line);
                    String wanted = switch (name) {
                        case "prefix" -> "Echo=>" + line;
                        case "upper" -> line.toUpperCase(Locale.ROOT);
                        default -> line;
                    };
                    assertThat(client.hear(wanted.length())).isEqualTo(wanted);
                }
            }
    }

    private List<String> datagram(String tool, SockAddr at) {
        Needs.here().program(tool);
        boolean ncat = tool.equals("ncat");
        return switch (at) {
            case SockAddr.In in ->
                ncat ? List.of(tool, "-u", in.host(), "" + in.port()) : List.of(tool, "-", "UDP:" + in);
            case SockAddr.In6 in6 ->
                ncat ? List.of(tool, "-u", "-6", in6.host(), "" + in6.port()) : List.of(tool, "-", "UDP6:" + in6);
            // A client without a name could not be answered.
            default -> ncat
                    ? List.of(tool, "-u", "-U", at.toString())
                    : List.of(tool, "-", "UNIX-SENDTO:" + at + ",bind=" + folder.resolve("client"));
        };
    }
}
