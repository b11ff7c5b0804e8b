package net.strata.cli;

import java.util.List;
import net.strata.ping.JsonEvents;
import net.strata.ping.Watcher;
import net.strata.probe.Clock;

/// What is kept of pings, for programs and for later: `--json`.
final class PingRecords {
    static final Option JSON = Option.flag("--json", "each event as a line of JSON, in place of text");
    static final List<Option> OPTIONS = List.of(JSON);

    private PingRecords() {}

    /// What tells of a run: events in JSON if the command line asks for them, else text.
    static Watcher watcher(Arguments arguments, Console console, Clock clock, Clock wall, Watcher text) {
        return arguments.has(JSON) ? new JsonEvents(console.out(), clock, wall) : text;
    }
}
