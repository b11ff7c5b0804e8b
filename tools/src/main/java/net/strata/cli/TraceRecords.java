package net.strata.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.strata.events.Moment;
import net.strata.file.Captures;
import net.strata.os.SockAddr;
import net.strata.trace.TraceEvents;
import net.strata.trace.TraceReplay;
import net.strata.trace.Tracer;
import net.strata.trace.Watcher;

/// What is kept of traces, for programs and for later: `--json`, `--write`; and told again: `--from`.
final class TraceRecords implements AutoCloseable {
    private static final Option JSON = Option.flag("--json", "each event as a line of JSON, in place of text");
    private static final Option FROM = Option.value("--from", "FILE",
            "send nothing: make the report of a run that --json kept");
    static final List<Option> OPTIONS = List.of(JSON, FROM);

    private static final String STANDARD = "-";

    private TraceRecords() {}

    /// Whether nothing but JSON is to be written.
    static boolean isJson(Arguments arguments) {
        return arguments.has(JSON);
    }

    /// Opens what has to be opened before privileges are dropped.
    static TraceRecords open(Arguments arguments) {
        return new TraceRecords();
    }

    /// An engine that keeps what is wanted.
    Tracer tracer(Tracing tracing, Watcher shown) {
        return tracing.tracer(shown);
    }

    @Override
    public void close() throws IOException {}

    /// Whether a run is told of that was before.
    static boolean replays(Arguments arguments) throws UsageException {
        if (!arguments.has(FROM)) return false;
        if (!arguments.operands().isEmpty())
            throw new UsageException("--from sends nothing: leave out " + arguments.operands().getFirst());
        if (arguments.has(WholeTerminal.OPTION))
            throw new UsageException("--live shows a run while it goes on: leave out --from");
        return true;
    }

    /// Tells of it.
    static int replay(Arguments arguments, Console console) throws IOException, UsageException {
        String file = String.valueOf(arguments.value(FROM));
        var moment = new Moment();
        var report = new TraceRounds.Report(arguments, console);
        var replay = new TraceReplay(moment);
        var verdict = TraceVerdict.of(arguments);
        Watcher shown = isJson(arguments)
                ? new TraceEvents(console.out(), moment::elapsed, moment::wall, replay::here, replay)
                : report.watcher(replay);
        Watcher told = verdict.watcher(shown);
        if (file.equals(STANDARD)) {
            replay.read(new BufferedInputStream(System.in), "standard input", told);
        } else if (!Files.isRegularFile(Path.of(file))) {
            Captures.open(Path.of(file)).close(); // says what is wrong with it
            throw new IOException(file + ": not a file");
        } else {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                replay.read(new BufferedInputStream(in), file, told);
            }
        }
        if (replay.missed() > 0)
            console.say(replay.missed() + (replay.missed() == 1 ? " event is" : " events are")
                    + " about probes that " + file + " does not hold");
        if (!isJson(arguments)) report.print(report.table(), replay.here(), replay.begun(), replay, SockAddr.Ip::host);
        return verdict.finish(console, isJson(arguments), Status.DONE);
    }
}
