package net.strata.cli;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The commands, in the order of the help.
final class Commands {
    /// @param summary what it does, in a few words
    /// @param make builds it, once it was chosen
    record Entry(String name, String summary, Supplier<Command> make) {}

    static final List<Entry> ALL = List.of(
            new Entry("version", "show the version, and what it runs on", VersionCommand::new));

    /// What bare `strata` shows: command lines to start with.
    static final List<Command.Example> START = List.of(
            new Command.Example("strata version", "what this is, and what it runs on"),
            new Command.Example("strata version --help", "what a command understands"),
            new Command.Example("strata --help", "all commands"));

    private Commands() {}

    static @Nullable Entry named(String name) {
        for (var entry : ALL)
            if (entry.name().equals(name)) return entry;
        return null;
    }

    static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }
}
