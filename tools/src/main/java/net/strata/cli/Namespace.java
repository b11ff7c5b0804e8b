package net.strata.cli;

import java.io.IOException;
import net.strata.os.Netns;

/// The option that names the network namespace in which a command works.
final class Namespace {
    static final Option OPTION = Option.value("--netns", "NAME|PID",
            "in another network namespace, given by its name or by a process in it");

    /// What is done there.
    interface Work<T> {
        T run() throws IOException, UsageException;
    }

    private Namespace() {}

    /// Does something in the namespace that the command line names, or here if it names none.
    static <T> T in(Arguments arguments, Work<T> work) throws IOException, UsageException {
        String name = arguments.value(OPTION);
        if (name == null) return work.run();
        try {
            return Netns.call(name, work::run);
        } catch (IOException | UsageException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
