package net.strata.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.SHUT_WR;
import static net.strata.os.Abi.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import net.strata.Needs;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Socket;
import org.junit.jupiter.api.Test;

/// Sessions in the lab, as root.
final class LabTest {
    private static final int PORT = 50007;

    private static Program server(int family) {
        return stage -> {
            try (var listener = Socket.socket(family, SOCK_STREAM, 0)) {
                listener.setsockopt(Option.SO_REUSEADDR, 1);
                listener.bind(stage.address(Side.SERVER, family, PORT));
                listener.listen(5);
                try (var connection = listener.accept()) {
                    ByteBuffer data = ByteBuffer.allocate(1024);
                    while (connection.recv(data.clear(), 0) > 0)
                        sendAll(connection, data.flip());
                }
            }
        };
    }

    private static Program client(int family, String text) {
        return stage -> {
            try (var socket = Socket.socket(family, SOCK_STREAM, 0)) {
                socket.connect(stage.address(Side.SERVER, family, PORT));
                sendAll(socket, ByteBuffer.wrap(text.getBytes(US_ASCII)));
                socket.shutdown(SHUT_WR);
                var heard = new StringBuilder();
                ByteBuffer data = ByteBuffer.allocate(1024);
                while (socket.recv(data.clear(), 0) > 0)
                    heard.append(US_ASCII.decode(data.flip()));
                stage.note("heard " + heard);
            }
        };
    }

    private static void sendAll(Socket socket, ByteBuffer data) throws OsError {
        while (data.hasRemaining())
            socket.send(data, 0);
    }

    @Test
    void aSessionIsRecordedAtBothEnds() throws IOException {
        Needs.here().root();
        try (Lab lab = Lab.open(Impairment.NONE)) {
            for (int family : List.of(AF_INET, AF_INET6)) {
                Recording r = lab.run("echo", server(family), client(family, "Hello, world"));
                assertThat(r.notes()).extracting(Recording.Note::text).containsExactly("heard Hello, world");
                assertThat(r.calls()).extracting(made -> made.side() + " " + made.call().name()).contains(
                        "server socket", "server bind", "server listen", "server accept4", "client connect");
                assertThat(r.frames()).extracting(Seen::side).contains(Side.CLIENT, Side.SERVER);
            }
        }
    }

    @Test
    void whatIsLostOnTheWayIsSentAgain() throws IOException {
        Needs.here().root();
        var text = "0123456789abcdef".repeat(4096);
        try (Lab lab = Lab.open(new Impairment(0.1, 2_000_000, 0.1, 3))) {
            for (int family : List.of(AF_INET, AF_INET6)) {
            long t = System.nanoTime();
                Recording r = lab.run("echo", server(family), client(family, text));
                System.out.println((System.nanoTime() - t) / 1e6 + " " + r.frames().size() + " " + r.calls().size() + r.clock());
                for (Seen s : r.frames()) System.out.println(s.side() + " " + s.sent() + " " + (s.time() - r.clock().offset() - r.calls().getFirst().call().enter()) / 1000 + " " + s.length());
                assertThat(r.notes()).extracting(Recording.Note::text).containsExactly("heard " + text);
            }
        }
    }
}
