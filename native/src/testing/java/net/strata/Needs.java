package net.strata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/// What a test needs of the machine. Where it is missing the test is reported as skipped, with what was missing by
/// name; where `CI=true` it fails, as the machine was set up to have it.
public final class Needs {
    private final Map<String, String> environment;
    private final List<Path> libraryFolders;

    /// The machine that the tests run on.
    public static Needs here() {
        return new Needs(System.getenv(), List.of(Path.of("/usr/lib"), Path.of("/lib"), Path.of("/usr/lib64"),
                Path.of("/usr/lib/x86_64-linux-gnu"), Path.of("/usr/lib/aarch64-linux-gnu")));
    }

    Needs(Map<String, String> environment, List<Path> libraryFolders) {
        this.environment = environment;
        this.libraryFolders = libraryFolders;
    }

    public void program(String name) {
        for (var folder : environment.getOrDefault("PATH", "").split(":", -1))
            if (Files.isExecutable(Path.of(folder, name))) return;
        missing("the program " + name);
    }

    /// Needs a shared library, `pcap` for libpcap.
    public void library(String name) throws IOException {
        for (var folder : libraryFolders) {
            if (!Files.isDirectory(folder)) continue;
            try (var files = Files.newDirectoryStream(folder, "lib" + name + ".so*")) {
                if (files.iterator().hasNext()) return;
            }
        }
        missing("the library lib" + name);
    }

    public void root() throws IOException {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) missing("root");
    }

    private void missing(String what) {
        if ("true".equals(environment.get("CI"))) throw new AssertionError("needs " + what + ", and CI skips nothing");
        throw new TestAbortedException("needs " + what);
    }
}
