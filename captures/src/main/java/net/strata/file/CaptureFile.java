package net.strata.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// A capture file being written, that ends behind a whole record whatever happens.
///
/// Each call of `write` brings whole records. Where it cannot write all of them, what there is of the last is taken
/// away again; and the end of the program waits for a write under way (the system would cut it), then lets no other
/// begin.
public final class CaptureFile extends OutputStream {
    private static final long PATIENCE_SECONDS = 5;

    private final FileChannel channel;
    private final String name;
    private final CaptureWriter writer;
    private final boolean regular;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread hook = new Thread(this::finish, "capture-file");
    private boolean empty = true;

    /// A capture written to `channel`.
    ///
    /// @param name what to call it in messages
    /// @param writer makes the records
    /// @param regular whether it is a regular file, which can be made shorter
    public CaptureFile(FileChannel channel, String name, CaptureWriter writer, boolean regular) {
        this.channel = channel;
        this.name = name;
        this.writer = writer;
        this.regular = regular;
        if (regular) Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Makes a file, or empties it.
    public static CaptureFile create(Path path, CaptureWriter writer) throws IOException {
        try {
            var channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            return new CaptureFile(channel, path.toString(), writer, Files.isRegularFile(path));
        } catch (NoSuchFileException e) {
            throw cannot(path.toString(), "there is no such folder", e);
        } catch (AccessDeniedException e) {
            throw cannot(path.toString(), "no permission", e);
        } catch (FileSystemException e) {
            throw cannot(path.toString(), String.valueOf(e.getReason()), e);
        }
    }

    private static IOException cannot(String name, String why, IOException cause) {
        return new IOException("cannot write " + name + ": " + why, cause);
    }

    @Override
    public void write(int value) {
        throw new UnsupportedOperationException("not a whole record");
    }

    @Override
    public void write(byte[] records, int from, int count) throws IOException {
        var rest = ByteBuffer.wrap(records, from, count);
        lock.lock();
        try {
            while (rest.hasRemaining())
                channel.write(rest);
            empty = false;
        } catch (IOException e) {
            if (regular) {
                int whole = writer.whole(records, from, rest.position(), empty);
                channel.truncate(channel.size() - (rest.position() - from - whole));
            }
            throw cannot(name, String.valueOf(e.getMessage()), e);
        } finally {
            lock.unlock();
        }
    }

    /// Keeps the lock: no write begins any more.
    private void finish() {
        try {
            lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } catch (IOException e) {
            throw cannot(name, String.valueOf(e.getMessage()), e);
        }
        if (!regular) return;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook at work.
        }
    }
}
