package net.strata.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        byte[] next(InputStream in) throws IOException {
            return in.readNBytes(in.read() << 8 | in.read());
        }
    },
    /// A line feed ends it, so there can be none in it.
    DELIMITER {
        @Override
        byte[] frame(byte[] message) {
            return ByteBuffer.allocate(message.length + 1).put(message).put((byte) '\n').array();
        }

        @Override
        byte[] next(InputStream in) throws IOException {
            var message = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read())
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
        byte[] next(InputStream in) throws IOException {
            byte[] message = in.readNBytes(SIZE);
            int end = message.length;
            while (end > 0 && message[end - 1] == 0)
                end--;
            return Arrays.copyOf(message, end);
        }
    };

    private static final int SIZE = 16;

    /// A message as it is sent.
    abstract byte[] frame(byte[] message);

    /// The next message.
    abstract byte[] next(InputStream in) throws IOException;

    /// Reads messages, however the stream is cut.
    ///
    /// @param count how many
    /// @param size what each recv is called for
    List<String> read(Socket socket, int count, int size) throws IOException {
        var in = new Bytes(socket, size);
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < count; i++)
            messages.add(new String(next(in), StandardCharsets.UTF_8));
        return messages;
    }

    /// A stream byte by byte, whatever the pieces in which it comes.
    private static final class Bytes extends InputStream {
        private final Socket socket;
        private final int size;
        private ByteBuffer piece = ByteBuffer.allocate(0);

        Bytes(Socket socket, int size) {
            this.socket = socket;
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            if (!piece.hasRemaining()) piece = ByteBuffer.wrap(Kit.recv(socket, size));
            return piece.hasRemaining() ? piece.get() & 0xff : -1;
        }
    }
}
