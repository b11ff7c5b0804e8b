package net.strata.cli;

import java.util.List;

/// The options of every command.
final class Common {
    static final List<String> COLORS = List.of("auto", "always", "never");

    static final Option COLOR = Option.value("--color", "WHEN",
            "auto (on a terminal, unless NO_COLOR is set), always or never");
    static final Option QUIET = Option.flag("--quiet", "results and errors only");
    static final Option VERBOSE = Option.flag("--verbose", "tell what is being done");
    static final Option DEBUG = Option.flag("--debug", "show where in the program an error arose");
    static final Option HELP = Option.flag("--help", "show this");
    static final Option VERSION = Option.flag("--version", "show the version");

    static final List<Option> OPTIONS = List.of(COLOR, QUIET, VERBOSE, DEBUG, HELP, VERSION);

    private Common() {}

    /// Those that a command has beside its own: it may give a letter to one.
    static List<Option> besides(List<Option> own) {
        return OPTIONS.stream().filter(each -> own.stream().noneMatch(o -> o.common().equals(each.common()))).toList();
    }
}
