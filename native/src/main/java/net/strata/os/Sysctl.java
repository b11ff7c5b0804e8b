package net.strata.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Settings of the kernel (sysctl(8)), under their names.
public final class Sysctl {
    private static final Path ALL = Path.of("/proc/sys");

    private Sysctl() {}

    /// The first line of one. It is read by a single call: to a second the kernel says that there is no more, however little
    /// the first one took, and [Files#readString] begins with one byte of a file that says it is empty.
    ///
    /// @param name such as `net.ipv4.ip_local_port_range`
    public static String read(String name) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(ALL.resolve(name.replace('.', '/')))) {
            String line = in.readLine();
            return line == null ? "" : line.strip();
        }
    }
}
