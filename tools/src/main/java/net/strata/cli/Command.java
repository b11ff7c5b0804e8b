package net.strata.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A command of `strata`: what it understands, and what it does.
///
/// An object is made only for the command that the user chose; it holds no state before [#run].
public interface Command {
    /// A command line to copy, and what it shows.
    record Example(String line, String shows) {}

    /// Its own options, in the order of the help; the [Common] ones come with every command.
    default List<Option> options() {
        return List.of();
    }

    /// What may stand beside the options, as in `FILE` or `[PATTERN]`; empty for nothing.
    default String operands() {
        return "";
    }

    default List<Example> examples() {
        return List.of();
    }

    /// Options that users of the model tool will try, and the way to do that here: `-Y` → `filter with …`.
    default Map<String, String> elsewhere() {
        return Map.of();
    }

    /// The exit status when it failed: when [#run] or the reading of its command line threw this.
    default int failed(Throwable failure) {
        return Status.FAILED;
    }

    /// Does the work. Results go to [Console#out], all else to [Console#say].
    ///
    /// @return the exit status, see [Status]
    /// @throws UsageException if the arguments make no sense
    /// @throws IOException if reading or writing fails, with one line for the user as its message
    int run(Arguments arguments, Console console) throws IOException, UsageException;
}
