package net.strata.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.strata.os.Abi.SHUT_WR;
import static net.strata.os.Abi.SOCK_STREAM;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;

/// A client of streams, with the calls of C.
final class Talk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Socket socket;

    Talk(SockAddr to) throws OsError {
        socket = Socket.socket(to.family(), SOCK_STREAM, 0);
        socket.setsockopt(Option.SO_RCVTIMEO, PATIENCE);
        socket.connect(to);
    }

    Talk say(byte[] data) throws OsError {
        var rest = ByteBuffer.wrap(data);
        while (rest.hasRemaining())
            socket.send(rest, 0);
        return this;
    }

    Talk say(String text) throws OsError {
        return say(text.getBytes(UTF_8));
    }

    /// So many bytes, or fewer if the server ended.
    byte[] hear(int bytes) throws OsError {
        var heard = ByteBuffer.allocate(bytes);
        while (heard.hasRemaining()) {
            int r = socket.recv(heard, 0);
            if (r < 0) throw new AssertionError("nothing came for a minute, after " + heard.position() + " bytes");
            if (r == 0) break;
        }
        return Arrays.copyOf(heard.array(), heard.position());
    }

    String hearText(int bytes) throws OsError {
        return new String(hear(bytes), UTF_8);
    }

    /// Says nothing more, and hears the rest.
    byte[] rest() throws OsError {
        socket.shutdown(SHUT_WR);
        return untilEnd();
    }

    String restText() throws OsError {
        return new String(rest(), UTF_8);
    }

    byte[] untilEnd() throws OsError {
        var all = new ByteArrayOutputStream();
        for (byte[] part = hear(1 << 16); part.length > 0; part = hear(1 << 16))
            all.writeBytes(part);
        return all.toByteArray();
    }

    /// Ends at once: the server's next call fails with ECONNRESET (SO_LINGER with no time).
    void reset() throws OsError {
        socket.setsockopt(Option.SO_LINGER, "0");
        socket.close();
    }

    @Override
    public void close() {
        socket.close();
    }
}
