package net.strata.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static net.strata.os.Abi.SHUT_WR;
import static net.strata.os.Abi.SOCK_STREAM;

import java.nio.ByteBuffer;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Socket;

/// The server's six steps and the client's four.
final class Echo {
    static final int PORT = 50007;

    private Echo() {}

    /// Echoes to one client.
    static Program server(int family) {
        return stage -> {
            try (var listener = Socket.socket(family, SOCK_STREAM, 0)) {
                listener.setsockopt(Option.SO_REUSEADDR, 1);
                listener.bind(stage.address(Side.SERVER, family, PORT));
                listener.listen(5);
                try (var connection = listener.accept()) {
                    ByteBuffer data = ByteBuffer.allocate(4096);
                    while (connection.recv(data.clear(), 0) > 0)
                        sendAll(connection, data.flip());
                }
            }
        };
    }

    /// Sends a text, and notes what it heard until the end.
    static Program client(int family, String text) {
        return stage -> {
            try (var socket = Socket.socket(family, SOCK_STREAM, 0)) {
                socket.connect(stage.address(Side.SERVER, family, PORT));
                sendAll(socket, bytes(text));
                socket.shutdown(SHUT_WR);
                var heard = new StringBuilder();
                ByteBuffer data = ByteBuffer.allocate(4096);
                while (socket.recv(data.clear(), 0) > 0)
                    heard.append(US_ASCII.decode(data.flip()));
                stage.note("heard " + heard);
            }
        };
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    private static void sendAll(Socket socket, ByteBuffer data) throws OsError {
        while (data.hasRemaining())
            socket.send(data, 0);
    }
}
