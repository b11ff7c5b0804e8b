package net.strata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.strata.os.Capability;

/// How this program was started, and command lines that start it otherwise.
///
/// @param program what to type for it: the launcher's path, if it is where the sources have it
record Launch(String program) {
    private static final Path LAUNCHER = Path.of("../../strata");
    private static final Path MAPPED = Path.of("/proc/self/maps");

    /// This process's.
    static Launch here() {
        Path jar = Path.of(System.getProperty("java.class.path"));
        Path launcher = jar.resolveSibling(LAUNCHER).normalize();
        return new Launch(Files.isExecutable(launcher) ? launcher.toString() : "strata");
    }

    /// Whether Java took classes and profiles from the ahead-of-time cache: it passes one that does not fit in silence,
    /// and maps one that does.
    static boolean cached() {
        try {
            return Files.readString(MAPPED).contains("/strata.aot\n");
        } catch (IOException e) {
            return false;
        }
    }

    /// Commands open what they need as root, and go on as the user who called sudo.
    String asRoot(String arguments) {
        return "sudo " + program + " " + arguments;
    }

    /// Nothing of it is ever root's but setpriv itself (docs/privileges.md).
    String withCapability(Owner owner, Capability capability, String arguments) {
        return "sudo setpriv --reuid=" + owner.uid() + " --regid=" + owner.gid() + " --init-groups --inh-caps=+"
                + capability.lower() + " --ambient-caps=+" + capability.lower() + " --no-new-privs " + program + " "
                + arguments;
    }
}
