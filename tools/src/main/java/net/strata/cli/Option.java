package net.strata.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An option of a command.
///
/// @param names as typed, `-n` or `--json`, the one that help shows first in front
/// @param parameter what help calls its value, null if it takes none
/// @param meaning in a few words
public record Option(List<String> names, @Nullable String parameter, String meaning) {

    /// An option that is there or not.
    ///
    /// @param names separated by commas, as in `-r,--from`
    public static Option flag(String names, String meaning) {
        return new Option(List.of(names.split(",")), null, meaning);
    }

    /// An option with a value. It may be repeated.
    ///
    /// @param names separated by commas, as in `-r,--from`
    public static Option value(String names, String parameter, String meaning) {
        return new Option(List.of(names.split(",")), parameter, meaning);
    }

    public String name() {
        return names.getFirst();
    }

    /// The name that all commands share that have it: the long one, if there is one.
    String common() {
        return names.getLast();
    }

    /// The same under its long name alone, for commands in which its letter means something else.
    Option withoutLetter() {
        return new Option(List.of(common()), parameter, meaning);
    }

    /// As help shows it: `-c N`, `-r, --from FILE`.
    String synopsis() {
        var all = String.join(", ", names);
        return parameter == null ? all : all + " " + parameter;
    }
}
