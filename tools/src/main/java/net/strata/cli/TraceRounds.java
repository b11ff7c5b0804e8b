package net.strata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import net.strata.live.TraceLive;
import net.strata.os.OsError;
import net.strata.os.Privileges;
import net.strata.os.SockAddr;
import net.strata.target.Names;
import net.strata.trace.Answer;
import net.strata.trace.AsNumbers;
import net.strata.trace.Hop;
import net.strata.trace.HopByHop;
import net.strata.trace.HopField;
import net.strata.trace.HopTable;
import net.strata.trace.MtrCsv;
import net.strata.trace.MtrReport;
import net.strata.trace.Plan;
import net.strata.trace.Probe;
import net.strata.trace.Rounds;
import net.strata.trace.TraceEvents;
import net.strata.trace.Tracer;
import net.strata.trace.Watcher;
import net.strata.trace.Way;
import org.jspecify.annotations.Nullable;

/// Ways probed again and again, as mtr does it: `--report`, `--csv`, `--live`; and any run as events: `--json`.
final class TraceRounds {
    static final Option REPORT = Option.flag("--report",
            "probe each hop once a round, and at the end show mtr's report");
    static final Option COUNT = Option.value("-c,--count", "N",
            "rounds of a report; 10, with --live as many as you like");
    static final Option INTERVAL = Option.value("--interval", "SECONDS", "between two rounds; 1");
    static final Option WIDE = Option.flag("--wide", "a report with room for long names");
    static final Option FIELDS = Option.value("--fields", "LETTERS",
            "the report's columns, by mtr's letters (docs/trace-report.md); 'LS NABWV'");
    static final Option BOTH = Option.flag("--show-ips", "a report with names and addresses");
    static final Option CSV = Option.flag("--csv", "the report as comma-separated values, with mtr's columns");
    static final List<Option> OPTIONS = List.of(REPORT, COUNT, INTERVAL, WIDE, FIELDS, BOTH, CSV,
            WholeTerminal.OPTION);

    private static final long SECOND = 1_000_000_000;
    private static final long ROUNDS = 10;
    /// What all names together are waited for, in ns.
    private static final long PATIENCE = 2 * SECOND;
    /// Ordinary users send a round no more often than so, in ns.
    private static final long LEAST = 100_000_000;
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxx", Locale.ROOT);
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final TraceSetup setup;
    private final Arguments arguments;
    private final Console console;

    TraceRounds(TraceSetup setup) {
        this.setup = setup;
        arguments = setup.arguments();
        console = setup.console();
    }

    private static boolean repeats(Arguments arguments) {
        return arguments.has(REPORT) || arguments.has(CSV) || arguments.has(WholeTerminal.OPTION);
    }

    int run() throws IOException, UsageException {
        boolean live = arguments.has(WholeTerminal.OPTION);
        var report = new Report(arguments, console);
        var verdict = TraceVerdict.of(arguments);
        long interval = interval();
        long rounds = arguments.number(COUNT, 1, Long.MAX_VALUE, live ? Long.MAX_VALUE : ROUNDS);
        try (WholeTerminal terminal = live ? WholeTerminal.open(console) : null;
                TraceRecords records = TraceRecords.of(arguments);
                Tracing tracing = setup.open(setup.letters().way(1), TraceVerdict.largest(arguments));
                var reverse = setup.reverse(tracing.port()::wake)) {
            Dropping.drop(arguments, console);
            Names names = setup.names(reverse);
            String here = here(tracing, names);
            TraceLive view = terminal == null
                    ? null
                    : new TraceLive(terminal.display(), setup::number, names, setup.numeric());
            Watcher shown = view != null
                    ? view
                    : TraceRecords.isJson(arguments)
                            ? new TraceEvents(console.out(), tracing.clock(), tracing.wall(), () -> here, names)
                            : report.watcher(names);
            var refusals = new Refusals();
            Tracer tracer = records.tracer(tracing, names, Watcher.all(List.of(verdict.watcher(shown), refusals)));
            long begun = tracing.wall().now();
            for (var path : tracing.paths())
                tracer.add(path, plan(setup.letters().plan(path.method(), path.isSix()), rounds, interval));
            if (terminal != null && view != null) {
                HopTable known;
                try (var signals = new Interrupts()) {
                    terminal.begin(signals, tracer::stop);
                    view.start(tracer::stop);
                    tracer.run();
                    known = view.end();
                }
                report.print(known, here, begun, names, setup::number);
                return verdict.finish(console, false, Status.DONE);
            }
            boolean interrupted = Interrupts.end(tracer::run, tracer::stop);
            boolean json = TraceRecords.isJson(arguments);
            if (!json) report.print(report.table, here, begun, names, setup::number);
            boolean many = repeats(arguments);
            int status = many ? Status.DONE : interrupted ? Status.INTERRUPTED : refusals.status();
            if (interrupted) return verdict.finish(console, json, status);
            return verdict.finish(tracing, many ? interval : 0, json, status);
        }
    }

    /// Notes that this host refuses to send, as traceroute's lines end with.
    private static final class Refusals implements Watcher {
        private boolean any;

        @Override
        public void lost(Probe probe) {
            any |= probe.errno() != 0;
        }

        int status() {
            return any ? Status.FAILED : Status.DONE;
        }
    }

    private Plan plan(HopByHop.Settings settings, long rounds, long interval) {
        return repeats(arguments) ? new Rounds(settings, rounds, interval) : new HopByHop(settings);
    }

    private long interval() throws OsError, UsageException {
        long nanos = Seconds.nanos(arguments, INTERVAL, SECOND);
        if (nanos < LEAST && Privileges.uid() != 0)
            throw new UsageException("only root may send rounds more often than every 100 ms");
        return nanos;
    }

    private static List<HopField> fields(Arguments arguments) throws UsageException {
        String letters = arguments.value(FIELDS);
        if (letters == null) return HopField.USUAL;
        try {
            return HopField.parse(letters);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--fields: no column is called " + e.getMessage() + "; there are "
                    + HopField.letters() + " and spaces");
        }
    }

    /// What this host is called.
    static String here(Tracing tracing, Names names) throws IOException {
        if (tracing.simulated() == null) return Files.readString(HOST_NAME).strip();
        SockAddr.Ip address = tracing.paths().getFirst().from();
        String name = names.find(address, 0);
        return name == null ? address.host() : name;
    }

    /// What is told at the end of a run, or of a record of one.
    static final class Report {
        private final HopTable table = new HopTable(false, 0);
        private final Arguments arguments;
        private final Console console;
        private final List<HopField> fields;
        private final @Nullable AsNumbers systems;

        Report(Arguments arguments, Console console) throws IOException, UsageException {
            this.arguments = arguments;
            this.console = console;
            systems = TraceSetup.systems(arguments);
            fields = fields(arguments);
        }

        /// Keeps what is known, and has names looked up.
        Watcher watcher(Names names) {
            return Watcher.all(List.of(table, new Watcher() {
                @Override
                public void answered(Answer answer) {
                    names.find(answer.from(), 0);
                }
            }));
        }

        /// What was kept.
        HopTable table() {
            return table;
        }

        /// @param here the name of this host
        /// @param begun when the run began, in ns since the epoch
        void print(HopTable known, String here, long begun, Names names, Function<SockAddr.Ip, String> numbers)
                throws IOException {
            await(known, names);
            AsNumbers numbered = systems;
            var look = new MtrReport.Look(here, arguments.has(WIDE), arguments.has(Traceroute.EXTENSIONS), fields,
                    address -> name(address, names, numbers), numbered == null ? null : each -> system(numbered, each));
            if (arguments.has(CSV)) console.out().line(MtrCsv.header(look));
            for (Way each : known.ways())
                for (String line : arguments.has(CSV)
                        ? MtrCsv.rows(each, look, "STRATA." + VersionCommand.version(), begun)
                        : report(each, look, begun))
                    console.out().line(line);
        }

        private static String system(AsNumbers systems, SockAddr.Ip address) {
            AsNumbers.As found = systems.find(address);
            return found == null ? "???" : Long.toString(found.number());
        }

        private static List<String> report(Way way, MtrReport.Look look, long begun) {
            var lines = new ArrayList<>(MtrReport.lines(way, look));
            lines.addFirst("Start: " + START.format(Instant.ofEpochSecond(Math.floorDiv(begun, SECOND))
                    .atZone(ZoneId.systemDefault())));
            return lines;
        }

        private void await(HopTable known, Names names) {
            long end = System.nanoTime() + PATIENCE;
            for (Way way : known.ways())
                for (Hop hop : MtrReport.hops(way))
                    for (Hop.Responder each : hop.responders())
                        names.find(each.address(), Math.max(0, end - System.nanoTime()));
        }

        private String name(SockAddr.Ip address, Names names, Function<SockAddr.Ip, String> numbers) {
            String name = names.find(address, 0);
            if (name == null) return numbers.apply(address);
            return arguments.has(BOTH) ? name + " (" + numbers.apply(address) + ")" : name;
        }
    }
}
