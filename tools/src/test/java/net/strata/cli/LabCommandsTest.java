package net.strata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.strata.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `strata echo lab -- A ::: B`.
final class LabCommandsTest {
    @Test
    void twoCommandsAreNoNameOfASession() {
        assertThat(LabCommands.given(List.of("echo"))).isFalse();
        assertThat(LabCommands.given(List.of())).isFalse();
        assertThat(LabCommands.given(List.of("a", ":::", "b"))).isTrue();
        assertThat(LabCommands.given(List.of(":::"))).isTrue();
        assertThat(LabCommands.given(List.of("prefix", "a message"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"::: b,no server before", "a :::,no client after",
            "a ::: b ::: c,there is one ::: only"})
    void whatIsWrongIsToldInOneLine(String words, String told) {
        assertThatThrownBy(() -> LabCommands.of(List.of(words.split(" ")))).isInstanceOf(UsageException.class)
                .hasMessageContaining(told)
                .hasMessageContaining("strata echo lab -- python3 server.py ::: python3 client.py");
    }

    /// As somebody types it, to the text that is shown.
    @Test
    void twoCommandsAreShownInTheLanes() throws IOException {
        Needs.here().root();
        Needs.here().program("strace");
        Needs.here().program("python3");
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run("echo", "lab", "--",
                "python3", "-c",
                """
                        import socket
                        s = socket.create_server(('', 50007))
                        c = s.accept()[0]
                        c.sendall(b'hello')
                        c.close()
                        """, ":::", "python3", "-c", """
                        import socket
                        s = socket.create_connection(('localhost', 50007))
                        print(s.recv(5, socket.MSG_WAITALL), end='\\033')
                        """);
        assertThat(err.toString(UTF_8)).isEqualTo("client | b'hello'\uFFFD\n");
        assertThat(status).isEqualTo(Status.DONE);
        assertThat(out.toString(UTF_8)).contains("Both sides on the loopback interface", "accept4(3)",
                "connect(3, 127.0.0.1:50007)");
    }

    @Test
    void afterAnInterruptFilesAreWritten(@TempDir Path folder) throws IOException {
        Needs.here().root();
        Needs.here().program("strace");
        Needs.here().program("python3");
        Path packets = folder.resolve("a.pcapng");
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(out, new PrintStream(err, true, UTF_8), Map.of(), false).run("echo", "lab", "--write",
                packets.toString(), "--", "python3", "-c", """
                        import socket
                        s = socket.create_server(('', 50007))
                        c = s.accept()[0]
                        c.recv(1)
                        """, ":::", "python3", "-c", """
                        import os, signal, socket, sys, time
                        s = socket.create_connection(('localhost', 50007))
                        os.kill(int(sys.argv[1]), signal.SIGINT)
                        time.sleep(60)
                        """, "" + ProcessHandle.current().pid());
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(status).isEqualTo(Status.INTERRUPTED);
        assertThat(out.toString(UTF_8)).contains("interrupted: the programs");
        assertThat(packets).isNotEmptyFile();
    }
}
