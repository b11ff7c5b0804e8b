package net.strata.demo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.strata.os.OsError;
import net.strata.os.Socket;

/// Ways to tell where a message ends in a stream, which has no messages.
enum Framing {
    /// Two bytes in front, the higher first, say how long it is.
    LENGTH {
        @Override
        byte[] frame(byte[] message) {
            return ByteBuffer.allocate(2 + message.length).putShort((short) message.length).put(message).array();
        }

        @Override
        byte[] next(Bytes in) throws OsError {
            return in.next(in.next() << 8 | in.next());
        }
    },
    /// A line feed ends it, so there can be none in it.
    DELIMITER {
        @Override
        byte[] frame(byte[] message) {
            return ByteBuffer.allocate(message.length + 1).put(message).put((byte) '\n').array();
        }

        @Override
        byte[] next(Bytes in) throws OsError {
            var message = new ByteArrayOutputStream();
            for (int b = in.next(); b >= 0 && b != '\n'; b = in.next())
                message.write(b);
            return message.toByteArray();
        }
    },
    /// All have 16 bytes, shorter ones zeros at the end.
    FIXED {
        @Override
        byte[] frame(byte[] message) {
            return Arrays.copyOf(message, SIZE);
        }

        @Override
        byte[] next(Bytes in) throws OsError {
            byte[] message = in.next(SIZE);
            int end = message.length;
            while (end > 0 && message[end - 1] == 0)
                end--;
            return Arrays.copyOf(message, end);
        }
    };

    private static final int SIZE = 16;

    /// As in: framed by this.
    String words() {
        return this == FIXED ? "fixed size" : name().toLowerCase(Locale.ROOT);
    }

    /// A message as it is sent.
    abstract byte[] frame(byte[] message);

    /// The next message.
    abstract byte[] next(Bytes in) throws OsError;

    /// Reads messages, however the stream is cut.
    ///
    /// @param count how many
    /// @param size what each recv is called for
    List<String> read(Socket socket, int count, int size) throws OsError {
        var in = new Bytes(socket, size);
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < count; i++)
            messages.add(new String(next(in), StandardCharsets.UTF_8));
        return messages;
    }

    /// A stream byte by byte, whatever the pieces in which it comes.
    static final class Bytes {
        private final Socket socket;
        private final int size;
        private ByteBuffer piece = ByteBuffer.allocate(0);

        Bytes(Socket socket, int size) {
            this.socket = socket;
            this.size = size;
        }

        /// The next byte; -1 at the end.
        int next() throws OsError {
            if (!piece.hasRemaining()) piece = ByteBuffer.wrap(Kit.recv(socket, size));
            return piece.hasRemaining() ? piece.get() & 0xff : -1;
        }

        /// The next bytes, fewer at the end.
        byte[] next(int count) throws OsError {
            var bytes = new ByteArrayOutputStream();
            for (int b; bytes.size() < count && (b = next()) >= 0;)
                bytes.write(b);
            return bytes.toByteArray();
        }
    }
}
