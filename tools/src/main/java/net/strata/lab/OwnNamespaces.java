package net.strata.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.strata.os.Capability;
import net.strata.os.Privileges;
import org.jline.utils.Signals;

/// Starts this program again where an ordinary user may make network namespaces: in a user namespace of its own, in which it
/// is root (user_namespaces(7)). A process cannot go there itself once it has several threads, which Java always has.
public final class OwnNamespaces {
    /// What is set for the second start, so that there is no third.
    private static final String STARTED_AGAIN = "STRATA_IN_OWN_NAMESPACES";
    private static final List<String> UNSHARE = List.of("unshare", "--user", "--map-root-user", "--net", "--mount",
            "--");
    private static final Set<Capability> NEEDED = EnumSet.of(Capability.SYS_ADMIN, Capability.NET_ADMIN,
            Capability.NET_RAW);
    private static final long PATIENCE_SECONDS = 5;

    private OwnNamespaces() {}

    /// Starts it again if that helps, with the same command line, and waits for its end. It has this one's input and
    /// output, and is ended with this one.
    ///
    /// @return its exit status; empty if this process goes on itself, as it may do all or the user may not make namespaces
    public static OptionalInt enter() throws IOException {
        if (System.getenv(STARTED_AGAIN) != null || Privileges.capabilities().containsAll(NEEDED) || !isAllowed())
            return OptionalInt.empty();
        var command = new ArrayList<>(UNSHARE);
        command.addAll(commandLine());
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put(STARTED_AGAIN, "1");
        Process process = builder.start();
        var end = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(end);
        // What a terminal sends it sends to both, and the other may still have something to say.
        Object before = Signals.register("INT", () -> {
        });
        try {
            int status = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
            return OptionalInt.of(status);
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IllegalStateException e) {
            // This one is being ended, and so ends the other.
            return OptionalInt.of(process.exitValue());
        } finally {
            Signals.unregister("INT", before);
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    /// What this process was started by.
    private static List<String> commandLine() throws IOException {
        String[] words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8).split("\0", -1);
        var command = new ArrayList<>(List.of(words).subList(0, words.length - 1));
        command.set(0, Files.readSymbolicLink(Path.of("/proc/self/exe")).toString());
        return command;
    }

    /// Whether the system lets this user make what it takes.
    private static boolean isAllowed() {
        try {
            var command = new ArrayList<>(UNSHARE);
            command.add("true");
            Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false; // There is no unshare here.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
