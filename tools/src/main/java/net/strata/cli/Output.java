package net.strata.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Standard output: bytes through a large buffer, for one thread.
public final class Output extends OutputStream {
    /// The reader of a pipe went away: there is nobody left to write for.
    static final class Closed extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final int SIZE = 1 << 16;
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;
    private static final int REGULAR = 0100000;

    private final OutputStream sink;
    private final byte[] buffer = new byte[SIZE];
    private int used;

    public Output(OutputStream sink) {
        this.sink = sink;
    }

    @Override
    public void write(int value) throws IOException {
        if (used == SIZE) flushBuffer();
        buffer[used++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (count > SIZE - used) flushBuffer();
        if (count >= SIZE) {
            pass(bytes, from, count);
            return;
        }
        System.arraycopy(bytes, from, buffer, used, count);
        used += count;
    }

    /// Writes `text` as UTF-8.
    public void text(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes `text` and ends the line.
    public void line(String text) throws IOException {
        text(text);
        write('\n');
    }

    @Override
    public void flush() throws IOException {
        flushBuffer();
        sink.flush();
    }

    private void flushBuffer() throws IOException {
        int count = used;
        used = 0;
        if (count > 0) pass(buffer, 0, count);
    }

    private void pass(byte[] bytes, int from, int count) throws IOException {
        try {
            sink.write(bytes, from, count);
        } catch (IOException e) {
            if (isPipe()) throw new Closed();
            throw new IOException("cannot write the output: " + e.getMessage(), e);
        }
    }

    /// A pipe or a socket refuses bytes only when its reader is gone. The message of the error is no help: it is in
    /// the user's language.
    private static boolean isPipe() {
        int type = type();
        return type == FIFO || type == SOCKET;
    }

    /// What standard output is, 0 if that cannot be told.
    private static int type() {
        try {
            return (int) Files.getAttribute(STANDARD_OUTPUT, "unix:mode") & TYPE;
        } catch (IOException | UnsupportedOperationException e) {
            return 0;
        }
    }

    /// The regular file that standard output is; null if it is something else.
    @Nullable
    FileChannel file() {
        return sink instanceof FileOutputStream stream && type() == REGULAR ? stream.getChannel() : null;
    }
}
