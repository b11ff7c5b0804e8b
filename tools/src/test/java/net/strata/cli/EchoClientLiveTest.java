package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.strata.Needs;
import net.strata.TestNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command `echo client` as a process: on a terminal, and with lines from standard input.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EchoClientLiveTest {
    private static final String RULE = "=====";

    /// Echoes, and says goodbye when the client has ended.
    private ServerSocket server;

    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> {
            while (!server.isClosed()) {
                try (Socket each = server.accept()) {
                    each.getInputStream().transferTo(each.getOutputStream());
                    each.getOutputStream().write("goodbye\n".getBytes(UTF_8));
                } catch (IOException e) {
                    // The client, or the test, is done.
                }
            }
        });
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private List<String> command(String... options) {
        return command(List.of(options), List.of("127.0.0.1:" + server.getLocalPort()));
    }

    /// @param options of Java
    /// @param words behind `strata echo client`
    private static List<String> command(List<String> options, List<String> words) {
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "net.strata.cli.Main", "echo", "client"));
        command.addAll(words);
        return command;
    }

    /// What is on the terminal in the end. After each text of `script` that shows up, the next is typed.
    private String terminal(String... script) throws IOException {
        return terminal("xterm", List.of("127.0.0.1:" + server.getLocalPort()), script);
    }

    /// @param words behind `strata echo client`
    private static String terminal(String type, List<String> words, String... script) throws IOException {
        Needs.here().program("script");
        String shell = "trap : INT; stty rows 20 cols 70; stty -a; echo " + RULE + "; "
                + String.join(" ", command(List.of("-Dstrata.terminal=true", "-Dstrata.terminal.input=true"), words))
                + "; echo "
                + RULE + "status $?; stty -a";
        var builder = new ProcessBuilder("script", "-qfc", shell, "/dev/null");
        builder.environment().put("TERM", type);
        var process = builder.start();
        try (InputStream in = process.getInputStream(); OutputStream keys = process.getOutputStream()) {
            var said = new StringBuilder();
            var bytes = new byte[1 << 12];
            int from = 0;
            int step = 0;
            for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                said.append(new String(bytes, 0, count, UTF_8));
                while (step < script.length && said.indexOf(script[step], from) >= 0) {
                    from = said.indexOf(script[step], from) + script[step].length();
                    keys.write(script[step + 1].getBytes(UTF_8));
                    keys.flush();
                    step += 2;
                }
            }
            return said.toString().replace("\r", "");
        } finally {
            process.destroy();
        }
    }

    private static void isAsItWas(String said, int status) {
        String[] parts = said.split(RULE + "(status )?", -1);
        assertThat(parts).hasSize(3);
        assertThat(parts[2]).isEqualTo(status + "\n" + parts[0]);
    }

    @Test
    void linesAreTypedAndAnswersShownAndCtrlDIsAHalfClose() throws IOException {
        // Cursor left, and a letter in between.
        String said = terminal("> ", "hllo\033OD\033OD\033ODe\r", "recv 6 bytes: hello\\n", "", "> ",
                "\004");
        assertThat(said).containsSubsequence("send 6 bytes: hello\\n", "recv 6 bytes: hello\\n",
                "shutdown SHUT_WR: no more is sent", "recv 8 bytes: goodbye\\n", "recv 0 bytes: the server has ended");
        isAsItWas(said, 0);
    }

    @Test
    void ctrlCEndsAtOnceAndTheTerminalIsAsItWas() throws IOException {
        String said = terminal("> ", "half typed", "half typed", "\003");
        assertThat(said).doesNotContain("send", "shutdown");
        isAsItWas(said, 130);
    }

    @Test
    void linesOfStandardInputAreSentAndItsEndIsAHalfClose() throws Exception {
        var process = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var keys = process.getOutputStream()) {
            keys.write("one\ntwo\nthree".getBytes(UTF_8));
        }
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo("one\ntwo\nthreegoodbye\n");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aTerminalThatIsNotKnownIsTakenForTheUsualOne() throws IOException {
        String said = terminal("no-such-terminal", List.of("127.0.0.1:" + server.getLocalPort()), "> ", "hello\r",
                "recv 6 bytes", "", "> ", "\004");
        assertThat(said).contains("recv 6 bytes: hello\\n").doesNotContain("jline");
        isAsItWas(said, 0);
    }

    @Test
    void aTabIsSent() throws IOException {
        assertThat(terminal("> ", "a\tb\r", "recv 4 bytes", "", "> ", "\004")).contains("recv 4 bytes: a\\tb\\n");
    }

    /// A port that nobody has refuses.
    @Test
    void anErrorStandsInALineOfItsOwn() throws IOException {
        int port;
        try (var nobody = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        String said = terminal("xterm", List.of("-u", "127.0.0.1:" + port), "> ", "hello\r");
        assertThat(said).containsPattern("\\n[^\\n ]*strata echo client: 127\\.0\\.0\\.1:" + port + " refuses");
        isAsItWas(said, 1);
    }

    @Test
    void aLineThatEndsAsItIsToEndGetsNoOtherEnd() throws Exception {
        var process = new ProcessBuilder(command(List.of(),
                List.of("127.0.0.1:" + server.getLocalPort(), "--line-end", "crlf"))).start();
        try (var keys = process.getOutputStream()) {
            keys.write("one\r\ntwo\n\r\n".getBytes(UTF_8));
        }
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("one\r\ntwo\r\n\r\ngoodbye\n");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void aFileThatASignalCutsOffDoesNotStay(String signal, int status, @TempDir Path folder) throws Exception {
        try (var files = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var command = new ArrayList<>(List.of("env", "--default-signal=" + signal));
            command.addAll(command(List.of(), List.of("file", "127.0.0.1:" + files.getLocalPort(), "part", "--folder",
                    folder.toString(), "--timeout", "0")));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            files.setSoTimeout(50_000);
            try (var connection = files.accept()) {
                connection.getOutputStream().write("OK 1000\nthe beginning".getBytes(UTF_8));
                while (!Files.exists(folder.resolve("part"))) {
                    assertThat(process.isAlive()).isTrue();
                    Thread.sleep(10);
                }
                TestNetwork.run("kill", "-" + signal, Long.toString(process.pid()));
                assertThat(process.waitFor()).isEqualTo(status);
                assertThat(folder).isEmptyDirectory();
            } finally {
                process.destroy();
            }
        }
    }
}
