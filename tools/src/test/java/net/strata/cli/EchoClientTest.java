package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.strata.JsonValues;
import net.strata.Needs;
import net.strata.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command `echo client`, with servers of java.net.
@Timeout(60)
final class EchoClientTest {
    /// By sha256sum, of 100 000.
    private static final String SHA_OF_ZEROS = "9192c25b734fcbadbe32dadc28089c60db0e39f90cc20ce2e5733f57261acc0c";

    @TempDir
    Path folder;

    private record Ran(int status, String out, String err) {}

    private static Ran client(boolean terminal, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var all = new ArrayList<>(List.of("echo", "client"));
        all.addAll(List.of(words));
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), terminal)
                .run(all.toArray(String[]::new));
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    /// What a server does with a connection.
    private interface Serving {
        void serve(Socket connection) throws IOException;
    }

    /// A server for one connection after the other.
    private record Server(ServerSocket listening, Thread thread) implements AutoCloseable {
        static Server start(Serving serving) throws IOException {
            var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            return new Server(listening, Thread.ofPlatform().daemon().start(() -> {
                while (!listening.isClosed()) {
                    try (Socket each = listening.accept()) {
                        serving.serve(each);
                    } catch (IOException e) {
                        // The client, or the test, is done.
                    }
                }
            }));
        }

        static Server echo() throws IOException {
            return start(each -> each.getInputStream().transferTo(each.getOutputStream()));
        }

        String place() {
            return "127.0.0.1:" + listening.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    @Test
    void inAPipeThereIsWhatCameAndNothingElse() throws IOException {
        try (var server = Server.echo()) {
            assertThat(client(false, "echo", server.place(), "hello", "\033[2Jbye"))
                    .isEqualTo(new Ran(0, "hello\033[2Jbye", ""));
        }
    }

    @Test
    void onATerminalEachCallIsALineAndNothingOfTheNetworkControlsIt() throws IOException {
        try (var server = Server.start(each -> {
            each.getInputStream().readNBytes(5);
            each.getOutputStream().write("\033[2J\n".getBytes(UTF_8));
        })) {
            var ran = client(true, server.place(), "hello");
            assertThat(ran).isEqualTo(new Ran(0, "connect " + server.place()
                    + "\nsend 5 bytes: hello\nrecv 5 bytes: \\x1b[2J\\n\nrecv 0 bytes: the server has ended\n", ""));
            assertThat(client(true, "--raw", server.place(), "hello").out()).isEqualTo("\033[2J\n");
        }
    }

    @Test
    void linesAreShownBelowTheirRecv() throws IOException {
        try (var server = Server.start(each -> {
            each.getOutputStream().write("one\ntwo\n".getBytes(UTF_8));
            each.getInputStream().readAllBytes();
        })) {
            assertThat(client(true, server.place(), "--expect", "8", "x").out())
                    .contains("recv 8 bytes:\n  one\n  two\n");
        }
    }

    @Test
    void withVerboseTheLinesAreOnStandardError() throws IOException {
        try (var server = Server.echo()) {
            var ran = client(false, "--verbose", "echo", server.place(), "hello");
            assertThat(ran.out()).isEqualTo("hello");
            assertThat(ran.err()).contains("send 5 bytes: hello\nrecv ");
        }
    }

    @Test
    void jsonHasEachCall() throws IOException {
        try (var server = Server.echo()) {
            var ran = client(false, "--json", "--show-socket", "--nodelay", "--sockopt", "SO_SNDTIMEO=7", "--timeout",
                    "0", "echo", server.place(), "hé");
            var events = JsonValues.objects(ran.out());
            assertThat(events).allSatisfy(each -> assertThat(each).containsEntry("schema", 1L));
            assertThat(events.getFirst()).containsEntry("event", "connect").containsEntry("getpeername",
                    server.place());
            assertThat(JsonValues.object(events.getFirst().get("options"))).containsEntry("TCP_NODELAY", "on")
                    .containsEntry("SO_SNDTIMEO", "7").containsEntry("TCP_CORK", "off");
            assertThat(events.get(1)).containsEntry("event", "send").containsEntry("text", "hé");
            assertThat(events.stream().filter(each -> "recv".equals(each.get("event"))).map(each -> each.get("bytes"))
                    .map(Object::toString).mapToInt(Integer::parseInt).sum()).isEqualTo(3);
            assertThat(events.getLast()).containsEntry("event", "end").containsKeys("messages", "min_ms");
        }
    }

    @Test
    void countSendsTheMessagesInTurn() throws IOException {
        try (var server = Server.echo()) {
            var ran = client(false, "echo", server.place(), "a", "b", "--count", "5");
            assertThat(ran.out()).isEqualTo("ababa");
            assertThat(ran.err())
                    .matches("5 messages, 5 bytes; 5 answers, 5 bytes; round trips min/avg/max/mdev [0-9./]+ ms\n");
        }
    }

    @Test
    void afterAHalfCloseTheServerMayStillSpeak() throws IOException {
        try (var server = Server.start(each -> {
            each.getInputStream().transferTo(each.getOutputStream());
            each.getOutputStream().write("Hello, client!".getBytes(UTF_8));
        })) {
            assertThat(client(false, "greet", server.place(), "hi").out()).isEqualTo("hiHello, client!");
            assertThat(client(false, server.place(), "--half-close", "--expect", "2", "hi").out())
                    .isEqualTo("hiHello, client!");
            assertThat(client(true, "greet", server.place(), "hi").out())
                    .contains("\nshutdown SHUT_WR: no more is sent\n");
        }
    }

    @Test
    void whereAnAnswerEndsIsSaid() throws IOException {
        try (var server = Server.start(each -> {
            each.getOutputStream().write("220 ready\r\n".getBytes(UTF_8));
            each.getInputStream().readNBytes(6);
            each.getOutputStream().write("250 hello\r\n".getBytes(UTF_8));
            each.getInputStream().readAllBytes();
        })) {
            assertThat(client(false, server.place(), "--until", "hello\\r\\n", "--line-end", "crlf", "HELO").out())
                    .isEqualTo("220 ready\r\n250 hello\r\n");
        }
    }

    @Test
    void aFileIsSaved() throws IOException {
        Path to = Files.createDirectory(folder.resolve("to"));
        try (var server = Server.start(each -> {
            each.getInputStream().readNBytes("data\n".length());
            each.getOutputStream().write("OK 100000\n".getBytes(UTF_8));
            each.getOutputStream().write(new byte[100_000]);
            each.getOutputStream().write((SHA_OF_ZEROS + "\n").getBytes(UTF_8));
        })) {
            var ran = client(false, "file", server.place(), "data", "--folder", to.toString());
            assertThat(ran).isEqualTo(new Ran(0, "",
                    to.resolve("data") + ": 100000 bytes, with the checksum that the server sent\n"));
            assertThat(Files.size(to.resolve("data"))).isEqualTo(100_000);
        }
    }

    @Test
    void noConnectionIsStatus1AndOneLine() throws IOException {
        String place;
        try (var bound = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            place = "127.0.0.1:" + bound.getLocalPort();
        }
        String port = place.substring(place.indexOf(':') + 1);
        assertThat(client(false, place, "x")).isEqualTo(new Ran(1, "", "strata echo client: " + place
                + " refuses: nothing listens on port " + port + " there (ECONNREFUSED)\n"));
        for (String datagram : List.of("-u", "--datagram", "--type=datagram"))
            assertThat(client(false, datagram, place, "x")).isEqualTo(new Ran(1, "", "strata echo client: " + place
                    + " refuses: nothing listens there, as its host says (ECONNREFUSED)\n"));
        String path = folder.resolve("none").toString();
        assertThat(client(false, path, "x")).isEqualTo(
                new Ran(1, "", "strata echo client: " + path + ": no socket has that path (ENOENT)\n"));
    }

    @Test
    void aResetIsStatus1AndOneLine() throws IOException {
        try (var server = Server.start(each -> {
            each.getInputStream().readNBytes(1);
            each.setSoLinger(true, 0);
        })) {
            assertThat(client(false, server.place(), "x")).isEqualTo(new Ran(1, "", "strata echo client: "
                    + server.place()
                    + " reset the connection: it closed with data unread, or its program is gone (ECONNRESET)\n"));
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "--nonblocking"})
    void noAnswerIsStatus1AndOneLine(String option) throws IOException {
        try (var server = Server.start(each -> each.getInputStream().readAllBytes())) {
            List<String> words = new ArrayList<>(List.of(server.place(), "x", "--timeout", "50ms"));
            if (!option.isEmpty()) words.add(option);
            assertThat(client(false, words.toArray(String[]::new)))
                    .isEqualTo(new Ran(1, "", "strata echo client: no answer came within 50.0 ms\n"));
        }
    }

    @Test
    void aServerThatAnswersSomethingElseIsTold() throws IOException {
        try (var server = Server.start(each -> {
            each.getInputStream().readNBytes(2);
            each.getOutputStream().write("hO".getBytes(UTF_8));
            each.getInputStream().readAllBytes();
        })) {
            assertThat(client(false, "echo", server.place(), "ho")).isEqualTo(
                    new Ran(1, "", "strata echo client: byte 2 of the answer is not that of the message\n"));
        }
    }

    @Test
    void aServerThatEndsInTheMiddleIsTold() throws IOException {
        try (var server = Server.start(each -> {
            each.getInputStream().readNBytes(5);
            each.getOutputStream().write("hel".getBytes(UTF_8));
        })) {
            assertThat(client(false, "echo", server.place(), "hello")).isEqualTo(new Ran(1, "hel",
                    "strata echo client: the server has closed: 2 bytes of its answer have not come\n"));
        }
    }

    @Test
    void aServerThatClosesWithoutAnAnswerIsStatus1AndOneLine() throws IOException {
        try (var server = Server.start(each -> each.getInputStream().read())) {
            assertThat(client(false, server.place(), "m"))
                    .isEqualTo(new Ran(1, "", "strata echo client: the server has closed without an answer\n"));
        }
    }

    @Test
    void messagesThatWereNotSentAreStatus1AndOneLine() throws IOException {
        try (var server = Server.start(each -> {
            each.getInputStream().read();
            each.getOutputStream().write("welcome to server!".getBytes(UTF_8));
        })) {
            assertThat(client(false, "welcome", server.place(), "1", "2", "3")).isEqualTo(new Ran(1,
                    "welcome to server!", "strata echo client: the server has closed: not all messages were sent\n"));
        }
    }

    @Test
    void aDatagramThatIsNotTheMessageIsTold() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (int i = 0; i < 2; i++) {
                        var packet = new DatagramPacket(new byte[100], 100);
                        socket.receive(packet);
                        packet.setData("Echo=>wrong".getBytes(UTF_8));
                        socket.send(packet);
                    }
                } catch (IOException e) {
                    // The test is done.
                }
            });
            for (String program : List.of("echo", "prefix"))
                assertThat(client(false, "-u", program, "127.0.0.1:" + socket.getLocalPort(), "hello").err())
                        .startsWith("strata echo client: the answer is another one: its byte ");
        }
    }

    /// Who answers does so from an address of his own, not from that of all.
    @ParameterizedTest
    @CsvSource({"0.0.0.0, 10.0.0.255:9000, 10.0.0.2:9000", "::, [ff02::1%a0]:9000, [fe80::"})
    void allWhoAreAskedMayAnswer(String bind, String place, String answers) throws Exception {
        try (var network = new TestNetwork()) {
            Needs.here().program("python3");
            String a = network.namespace();
            String b = network.namespace();
            network.link(a, "a0", List.of("10.0.0.1/24"), b, "b0", List.of("10.0.0.2/24"));
            String python = """
                    import socket
                    s = socket.socket(socket.AF_%s, socket.SOCK_DGRAM)
                    s.bind(('%s', 9000))
                    print('ready', flush=True)
                    while True:
                        data, sender = s.recvfrom(100)
                        s.sendto(data, sender)
                    """.formatted(bind.equals("::") ? "INET6" : "INET", bind);
            var server = new ProcessBuilder("ip", "netns", "exec", b, "python3", "-c", python)
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (var says = server.inputReader(UTF_8)) {
                assertThat(says.readLine()).isEqualTo("ready");
                awaitOwnAddress(network, a, "a0");
                awaitOwnAddress(network, b, "b0");
                var ran = client(true, "--netns", a, "-u", "--broadcast", "echo", place, "x", "y");
                assertThat(ran.err()).isEmpty();
                assertThat(ran.status()).isZero();
                assertThat(ran.out()).contains("no connect: all at ", "send 1 byte: x\nrecv 1 byte from " + answers,
                        "send 1 byte: y\nrecv 1 byte from ");
            } finally {
                server.destroy();
            }
        }
    }

    /// The kernel makes the address fe80::… some time after the link is up.
    private static void awaitOwnAddress(TestNetwork network, String namespace, String device)
            throws InterruptedException {
        for (int i = 0; i < 200 && !network
                .in(namespace, "ip", "-6", "address", "show", "dev", device, "scope", "link", "-tentative")
                .contains("inet6"); i++)
            Thread.sleep(50);
    }

    @Test
    void whatWasAskedForIsShown() throws IOException {
        try (var server = Server.echo()) {
            assertThat(client(true, "--show-socket", "--sockopt", "SO_PRIORITY=6", "--sockopt", "tcp.syncnt=3", "echo",
                    server.place(), "x").out()).contains(" SO_PRIORITY=6", " TCP_SYNCNT=3");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "''                                | whom to talk to?",
            "localhost x                       | localhost is none of the programs, and for a host the port is missing: HOST:PORT",
            "ecko x                            | ecko is none of the programs, and for a host the port is missing: HOST:PORT; did you mean echo?",
            "localhost:x y                     | localhost:x: a port is a number from 0 to 65535",
            "echo 7 y                          | 7: is that a port? It is typed :7",
            "-4 [::1]:7 x                      | ::1 is no IPv4 address", "-4 -6 :7 x | -4 or -6: both is neither",
            "-6 /tmp/x y                       | /tmp/x is a unix socket, which has no IPv6",
            ":7 x --timeout soon               | --timeout takes a time such as 0.2, 500ms or 2m, not soon",
            ":7 x --expect 0                   | --expect takes a whole number of 1 or more, not 0",
            ":7 x --expect 1 --until y         | --expect and --until: an answer ends in one way",
            ":7 x --until \\q                  | --until: what is \\q?",
            "-u :7 x --half-close              | --half-close: datagrams have no end that could be told",
            "-u :7 x --expect 1                | --expect is about streams: a datagram is an answer",
            "-u greet x                        | greet talks over streams only",
            "--type datagram greet x           | greet talks over streams only",
            "--type datagam :7 x               | --type takes stream or datagram, not datagam; did you mean datagram?",
            "-u --type stream :7 x             | -u is datagrams, --type stream is not",
            ":7 --count 3                      | --count needs a message",
            "::1:7 x                           | ::1:7 has no port: [::1]:7 or [::1:7]:PORT",
            "2001:db8::a x                     | 2001:db8::a has no port: [2001:db8::a]:PORT",
            "daytime localhost --count 2       | daytime is not asked anything: --count is about messages",
            "daytime localhost x               | daytime is not asked anything: what is x for?",
            ":7 x --json --raw                 | --json and --raw both want standard output",
            ":7 x --sockopt nodelay            | --sockopt: NAME=VALUE or LEVEL.NAME=VALUE is wanted, not nodelay",
            ":7 x --sockopt tcp.nodelai=1      | --sockopt: no socket option is called tcp.nodelai",
            ":7 x --sockopt tcp.nodelay=maybe  | --sockopt: TCP_NODELAY takes on or off, not maybe",
            ":7 x --ttl 0                      | --ttl takes a whole number from 1 to 255, not 0",
            "-u :7 x --nodelay                 | --nodelay is an option of TCP, and this socket is of UDP over IPv4",
            "/tmp/x y --nodelay                | --nodelay is an option of TCP, and this socket is of unix streams",
            "/tmp/x y --ttl 3                  | --ttl is an option of IP, and this socket is of unix streams",
            ":7 x --bind ::1                   | --bind: ::1 and 127.0.0.1:7 are not of one family",
            ":7 x --bind 192.0.2.1             | no interface of this machine has the address 192.0.2.1",
            ":7 x --folder .                   | --folder is where the program file saves",
            "file :7 x --folder /nowhere       | /nowhere is not a folder",
            "exec :7 x --expect 3              | exec says itself where its answers end: leave out --expect",
            "no.such.host.invalid:7 x          | no.such.host.invalid: "})
    void wrongUseIsStatus2AndOneLine(String line, String says) {
        var ran = client(false, line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("strata echo client: " + says).hasLineCount(1);
    }
}
