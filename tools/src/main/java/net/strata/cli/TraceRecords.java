package net.strata.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.strata.events.Moment;
import net.strata.events.Packets;
import net.strata.file.Captures;
import net.strata.frame.FrameSource;
import net.strata.os.SockAddr;
import net.strata.target.Names;
import net.strata.trace.CaptureReplay;
import net.strata.trace.PacketWriter;
import net.strata.trace.TraceEvents;
import net.strata.trace.TraceReplay;
import net.strata.trace.Tracer;
import net.strata.trace.Watcher;
import org.jspecify.annotations.Nullable;

/// What is kept of traces, for programs and for later: `--json`, `--write`; and told again: `--from`.
final class TraceRecords implements AutoCloseable {
    static final Option JSON = Option.flag("--json",
            "JSON in place of text: a line for each event, with --multipath a document");
    static final Option FROM = Option.value("--from", "FILE",
            "send nothing: make the report of a run that --json or --write kept");
    static final Option WRITE = Option.value("--write", "FILE",
            "keep the packets in a pcapng file, with comments on them");
    static final List<Option> OPTIONS = List.of(JSON, WRITE, FROM);

    private static final String STANDARD = "-";
    private static final int OBJECT = '{';

    private final @Nullable Path file;
    private @Nullable PacketWriter writer;

    private TraceRecords(@Nullable Path file) {
        this.file = file;
    }

    /// Whether nothing but JSON is to be written.
    static boolean isJson(Arguments arguments) {
        return arguments.has(JSON);
    }

    /// What the command line asks for.
    static TraceRecords of(Arguments arguments) throws UsageException {
        String name = arguments.value(WRITE);
        if (STANDARD.equals(name))
            throw new UsageException("--write keeps packets in a file: its name cannot be -");
        return new TraceRecords(name == null ? null : Path.of(name));
    }

    /// An engine that keeps what is wanted. To be called once privileges are dropped, as it makes the file.
    Tracer tracer(Tracing tracing, Names names, Watcher shown) throws IOException {
        if (file == null) return tracing.tracer(shown);
        var packets = new Packets(to -> tracing.paths().stream().filter(each -> each.to().equals(to)).findFirst()
                .orElseThrow().from());
        writer = PacketWriter.create(file, "strata " + VersionCommand.version(), TraceRounds.here(tracing, names),
                tracing.port(), packets, names);
        return tracing.tracer(writer, Watcher.all(List.of(writer, shown)));
    }

    @Override
    public void close() throws IOException {
        if (writer != null) writer.close();
    }

    /// Tells of a run that was before.
    static int replay(Arguments arguments, Console console) throws IOException, UsageException {
        if (!arguments.operands().isEmpty())
            throw new UsageException("--from sends nothing: leave out " + arguments.operands().getFirst());
        String file = String.valueOf(arguments.value(FROM));
        var moment = new Moment();
        var report = new TraceRounds.Report(arguments, console);
        var verdict = TraceVerdict.of(arguments);
        var replay = new TraceReplay(moment);
        Names names = arguments.has(TypedHost.NUMERIC) ? Names.NONE : replay;
        Watcher told = verdict.watcher(isJson(arguments)
                ? new TraceEvents(console.out(), moment::elapsed, moment::wall, replay::here, names)
                : report.watcher(names));
        boolean standard = file.equals(STANDARD);
        if (!standard && !Files.isRegularFile(Path.of(file))) {
            Captures.open(Path.of(file)).close(); // says what is wrong with it
            throw new IOException(file + ": not a file");
        }
        try (InputStream from = standard ? System.in : Files.newInputStream(Path.of(file))) {
            var in = new BufferedInputStream(from);
            String name = standard ? "standard input" : file;
            in.mark(1);
            int first = in.read();
            in.reset();
            if (first == OBJECT) replay.read(in, name, told);
            else
                return capture(arguments, console, in, name, report, verdict);
        }
        if (replay.missed() > 0)
            console.say(replay.missed() + (replay.missed() == 1 ? " event is" : " events are")
                    + " about probes that " + file + " does not hold");
        if (!isJson(arguments)) report.print(report.table(), replay.here(), replay.begun(), names, SockAddr.Ip::host);
        return verdict.finish(console, isJson(arguments), Status.DONE);
    }

    /// Tells of packets that `--write` kept.
    private static int capture(Arguments arguments, Console console, InputStream in, String name,
            TraceRounds.Report report, TraceVerdict verdict) throws IOException, UsageException {
        if (isJson(arguments))
            throw new UsageException("--json tells of events, of which a capture has not all: leave it out");
        try (FrameSource source = Captures.open(in, name)) {
            CaptureReplay replay = CaptureReplay.read(source, verdict.watcher(report.watcher(Names.NONE)));
            if (replay.isEmpty()) throw new IOException(name + " has no packets that strata trace --write kept");
            report.print(report.table(), replay.here(), replay.begun(),
                    arguments.has(TypedHost.NUMERIC) ? Names.NONE : replay,
                    SockAddr.Ip::host);
            return verdict.finish(console, false, Status.DONE);
        }
    }
}
