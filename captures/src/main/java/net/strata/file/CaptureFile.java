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
import org.jspecify.annotations.Nullable;

/// A capture file being written, that ends behind a whole record whatever happens.
///
/// Each call of `write` brings whole records. Where it cannot write all of them, what there is of the last is taken
/// away again; and the end of the program waits for a write under way (the system would cut it), then lets no other
/// begin.
public final class CaptureFile extends OutputStream {
    private final FileChannel channel;
    private final String name;
    private final CaptureWriter writer;
    private final boolean regular;
    private final ExitLock lock;
    /// Null if the lock is another's.
    private final @Nullable ExitLock own;
    private long size;

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
        lock = new ExitLock(() -> {
        });
        own = regular ? lock.register() : null;
    }

    private CaptureFile(FileChannel channel, String name, CaptureWriter writer, ExitLock lock) {
        this.channel = channel;
        this.name = name;
        this.writer = writer;
        this.lock = lock;
        regular = true;
        own = null;
    }

    /// Makes a file, or empties it.
    public static CaptureFile create(Path path, CaptureWriter writer) throws IOException {
        return new CaptureFile(open(path, path.toString()), path.toString(), writer, Files.isRegularFile(path));
    }

    /// Makes a file that becomes part of something larger, or empties it.
    ///
    /// @param name what to call it in messages
    /// @param lock what the end of the program waits for
    static CaptureFile create(Path path, String name, CaptureWriter writer, ExitLock lock) throws IOException {
        return new CaptureFile(open(path, name), name, writer, lock);
    }

    private static FileChannel open(Path path, String name) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileSystemException e) {
            throw cannot(name, e);
        }
    }

    /// Tells at once what would be told when a file is made.
    static void checkFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) throw cannot(path.toString(), new NoSuchFileException(""));
        if (!Files.isWritable(folder)) throw cannot(path.toString(), new AccessDeniedException(""));
    }

    /// Why a file cannot be made, in words.
    public static IOException cannot(String name, FileSystemException e) {
        return cannot(name, switch (e) {
            case NoSuchFileException _ -> "there is no such folder";
            case AccessDeniedException _ -> "no permission";
            default -> String.valueOf(e.getReason());
        }, e);
    }

    private static IOException cannot(String name, String why, IOException cause) {
        return new IOException("cannot write " + name + ": " + why, cause);
    }

    /// How many bytes were written.
    long size() {
        return size;
    }

    @Override
    public void write(int value) {
        throw new UnsupportedOperationException("not a whole record");
    }

    @Override
    public void write(byte[] records, int from, int count) throws IOException {
        write(ByteBuffer.wrap(records, from, count));
    }

    /// Writes whole records.
    void write(ByteBuffer records) throws IOException {
        int from = records.position();
        lock.lock();
        try {
            while (records.hasRemaining())
                channel.write(records);
            size += records.position() - from;
        } catch (IOException e) {
            if (regular) cut(records, from);
            throw cannot(name, String.valueOf(e.getMessage()), e);
        } finally {
            lock.unlock();
        }
    }

    /// Takes away what is there of a record that could not be written whole.
    private void cut(ByteBuffer records, int from) throws IOException {
        byte[] written = new byte[records.position() - from];
        records.get(from, written);
        int whole = writer.whole(written, 0, written.length, size == 0);
        channel.truncate(channel.size() - (written.length - whole));
        size += whole;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } catch (IOException e) {
            throw cannot(name, String.valueOf(e.getMessage()), e);
        }
        if (own != null) own.close();
    }
}
