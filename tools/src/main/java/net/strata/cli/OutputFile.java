package net.strata.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import net.strata.file.CaptureFile;

/// Files that a command writes beside its results.
final class OutputFile {
    /// Stands for standard output, where a command allows that.
    static final String HERE = "-";

    /// What is written.
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    private OutputFile() {}

    /// Makes the file, or empties it.
    static void write(String file, Content content) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(path(file)))) {
            content.to(out);
        } catch (FileSystemException e) {
            throw CaptureFile.cannot(file, e);
        }
    }

    static Path path(String file) throws IOException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new IOException("cannot write " + file + ": " + e.getReason(), e);
        }
    }
}
