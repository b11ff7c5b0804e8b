package net.strata.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A capture file that has a temporary name, `NAME.part`, until it is closed.
final class PartFile implements AutoCloseable {
    private final Path name;
    private final Path part;
    private final CaptureFile file;

    /// @param name what the file is called in the end
    /// @param lock what the end of the program waits for
    PartFile(Path name, CaptureWriter writer, ExitLock lock) throws IOException {
        this.name = name;
        part = part(name);
        file = CaptureFile.create(part, name.toString(), writer, lock);
    }

    /// The temporary name of a file.
    static Path part(Path name) {
        return name.resolveSibling(name.getFileName() + ".part");
    }

    Path name() {
        return name;
    }

    long size() {
        return file.size();
    }

    /// Writes what a buffer holds from `from` on, whole records.
    void write(RecordBuffer records, int from) throws IOException {
        write(records.data(), from, records.length() - from);
    }

    void write(byte[] records, int from, int count) throws IOException {
        if (count > 0) file.write(records, from, count);
    }

    void write(ByteBuffer records) throws IOException {
        file.write(records);
    }

    /// Gives the file its name; one that is empty is removed instead.
    @Override
    public void close() throws IOException {
        file.close();
        try {
            if (size() == 0) Files.deleteIfExists(part);
            else
                Files.move(part, name, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw CaptureFile.cannot(name.toString(), e);
        }
    }
}
