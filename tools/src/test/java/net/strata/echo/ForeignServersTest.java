package net.strata.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.strata.Needs;
import net.strata.os.Abi;
import net.strata.os.OsError;
import net.strata.os.PortHolder;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The client talks to programs of others that echo.
@Timeout(120)
final class ForeignServersTest {
    private static final int EXCHANGES = 1000;
    private static final int LONGEST = 1400;
    /// Echoes to one client of streams after the other, or to whoever sends datagrams.
    private static final String PYTHON = """
            import socket, sys
            family = getattr(socket, 'AF_' + sys.argv[1])
            kind = getattr(socket, 'SOCK_' + sys.argv[2])
            place = sys.argv[3] if sys.argv[1] == 'UNIX' else (sys.argv[3], int(sys.argv[4]))
            s = socket.socket(family, kind)
            s.bind(place)
            if kind == socket.SOCK_DGRAM:
                while True:
                    data, sender = s.recvfrom(65536)
                    s.sendto(data, sender)
            s.listen()
            while True:
                c, _ = s.accept()
                with c:
                    while data := c.recv(1024):
                        c.sendall(data)
            """;

    @TempDir
    Path folder;

    /// A port that nobody has, or a path.
    private SockAddr free(String family, int type) throws OsError {
        if (family.equals("unix")) return new SockAddr.Un(folder.resolve("socket").toString());
        try (var socket = Socket.socket(family.equals("inet") ? Abi.AF_INET : Abi.AF_INET6, type, 0)) {
            socket.bind(SockAddr.ip(family.equals("inet") ? "127.0.0.1" : "::1", 0));
            return socket.getsockname();
        }
    }

    private static List<String> command(String program, SockAddr at, boolean stream) {
        String host = at instanceof SockAddr.Ip ip ? ip.host() : "";
        String port = at instanceof SockAddr.Ip ip ? Integer.toString(ip.port()) : "";
        boolean six = at instanceof SockAddr.In6;
        return switch (program) {
            case "ncat" -> {
                List<String> where = at instanceof SockAddr.Un ? List.of("-U", at.toString()) : List.of(host, port);
                yield Stream.of(List.of("ncat", "-l", "-k"), where, List.of("--exec", "/bin/cat"))
                        .flatMap(List::stream).toList();
            }
            case "socat" -> at instanceof SockAddr.Un
                    ? List.of("socat", "UNIX-LISTEN:" + at + ",fork", "PIPE")
                    : List.of("socat", (stream ? "TCP" : "UDP") + (six ? "6" : "4") + "-LISTEN:" + port + ",fork,bind="
                            + (six ? "[" + host + "]" : host), stream ? "EXEC:cat" : "PIPE");
            default -> List.of("python3", "-c", PYTHON, at instanceof SockAddr.Un ? "UNIX" : six ? "INET6" : "INET",
                    stream ? "STREAM" : "DGRAM", at instanceof SockAddr.Un ? at.toString() : host, port);
        };
    }

    @ParameterizedTest
    @CsvSource({"ncat, inet, stream, false", "ncat, inet6, stream, false", "ncat, unix, stream, false",
            "socat, inet, stream, true", "socat, inet6, stream, false", "socat, unix, stream, true",
            "socat, inet, datagram, false", "socat, inet6, datagram, true", "python3, inet, stream, false",
            "python3, inet6, stream, true", "python3, unix, stream, false", "python3, inet, datagram, true",
            "python3, inet6, datagram, false", "python3, unix, datagram, false"})
    void aThousandExchanges(String program, String family, String kind, boolean nonblocking) throws Exception {
        Needs.here().program(program);
        boolean stream = kind.equals("stream");
        int type = stream ? Abi.SOCK_STREAM : Abi.SOCK_DGRAM;
        SockAddr server = free(family, type);
        Process process = new ProcessBuilder(command(program, server, stream))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            while (PortHolder.of(server, type) == null) {
                assertThat(process.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            SockAddr own = stream || !family.equals("unix") ? null : SockAddr.Un.UNNAMED;
            var target = new ClientSettings.Target(server, own, List.of());
            var settings = new ClientSettings(List.of(target), type, Duration.ofSeconds(30), nonblocking, Duration.ZERO,
                    false, 1 << 16);
            var requests = new ArrayList<Client.Request>();
            var expected = new StringBuilder();
            for (int i = 0; i < EXCHANGES; i++) {
                String text = (i + " äß ").repeat(LONGEST).substring(0, 1 + i * 7 % LONGEST);
                byte[] message = text.getBytes(UTF_8);
                requests.add(
                        new Client.Request(ByteBuffer.wrap(message), stream ? Endings.same(message) : Endings.first()));
                expected.append(text);
            }
            var heard = new Heard();
            var outcome = new Client(settings).run(Source.of(requests), heard);
            assertThat(outcome.messages()).isEqualTo(EXCHANGES);
            assertThat(outcome.answered()).isNotNull();
            assertThat(heard.answers).isEqualTo(EXCHANGES);
            assertThat(heard.text()).isEqualTo(expected.toString());
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    @ParameterizedTest
    @CsvSource({"python3, inet", "socat, inet6", "python3, unix"})
    void muchGoesBothWaysAtOnce(String program, String family) throws Exception {
        Needs.here().program(program);
        SockAddr server = free(family, Abi.SOCK_STREAM);
        Process process = new ProcessBuilder(command(program, server, true)).start();
        try {
            while (PortHolder.of(server, Abi.SOCK_STREAM) == null)
                Thread.onSpinWait();
            var parts = new ArrayList<ByteBuffer>();
            var expected = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                String text = Integer.toString(i).repeat(5000);
                parts.add(ByteBuffer.wrap(text.getBytes(UTF_8)));
                expected.append(text);
            }
            var heard = new Heard();
            var outcome = new Duplex(ClientSettings.of(server, Abi.SOCK_STREAM), 0).run(Source.of(parts), heard);
            assertThat(heard.text()).isEqualTo(expected.toString());
            assertThat(outcome.sent()).isEqualTo(expected.length());
            assertThat(heard.ended).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
