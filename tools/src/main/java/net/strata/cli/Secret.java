package net.strata.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Numbers that nobody can guess.
final class Secret {
    private static final Path SOURCE = Path.of("/dev/urandom");
    private static final int BYTES = 64;

    private Secret() {}

    /// Some bytes from the kernel (urandom(4)). SecureRandom gives the same ones, and takes 20 ms to load.
    static ByteBuffer random() throws IOException {
        try (InputStream in = Files.newInputStream(SOURCE)) {
            return ByteBuffer.wrap(in.readNBytes(BYTES));
        }
    }
}
