package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.strata.live.Live;
import net.strata.ping.Tallies;
import net.strata.ping.Tallies.Entry;
import net.strata.ping.Watcher;
import net.strata.stats.Condition;
import net.strata.stats.Distribution;
import net.strata.stats.Figures;
import net.strata.stats.Glyphs;
import net.strata.stats.Report;
import net.strata.stats.Table;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// What many probes say together: `--stats`, and `--fail-if`; and while it goes on, `--live`.
final class PingStats implements AutoCloseable {
    private static final Option STATS = Option.flag("--stats",
            "at the end percentiles, jitter, the interval of the loss, and pictures");
    private static final Option FAIL_IF = Option.value("--fail-if", "CONDITION",
            "status 1 if it holds for a host, as in 'loss > 1% or p99 > 50ms'");
    static final List<Option> OPTIONS = List.of(STATS, FAIL_IF, WholeTerminal.OPTION);

    /// Of so many hosts each has its pictures; of more, each has a line.
    private static final int FEW = 3;
    private static final int WIDTH = 80;
    private static final int HEIGHT = 8;

    private final Console console;
    private final boolean words;
    private final List<Condition> conditions;
    private final Tallies tallies;
    private final boolean idle;
    private final @Nullable WholeTerminal terminal;
    private final @Nullable Live live;

    private PingStats(Console console, boolean words, List<Condition> conditions,
            @Nullable WholeTerminal terminal) {
        this.console = console;
        this.words = words;
        this.conditions = conditions;
        this.terminal = terminal;
        live = terminal == null ? null : new Live(terminal.display());
        idle = !words && conditions.isEmpty();
        tallies = new Tallies(words || conditions.stream().anyMatch(Condition::needsPercentiles), words ? FEW : 0);
    }

    /// What the command line asks for. To be called before privileges are dropped.
    static PingStats of(Arguments arguments, Console console) throws IOException, UsageException {
        List<Condition> conditions = Conditions.of(arguments, FAIL_IF);
        for (Option each : OPTIONS)
            if (arguments.has(each) && arguments.has(PathMtuSearch.PMTU))
                throw new UsageException(arguments.name(PathMtuSearch.PMTU) + " searches: leave out " + each.common());
        return new PingStats(console, arguments.has(STATS) && !PingRecords.isJson(arguments), conditions,
                terminal(arguments, console));
    }

    private static @Nullable WholeTerminal terminal(Arguments arguments, Console console)
            throws IOException, UsageException {
        if (!isLive(arguments)) return null;
        if (PingRecords.isJson(arguments)) throw new UsageException("--live and --json both want standard output");
        if (PingRecords.replays(arguments))
            throw new UsageException("--live shows a run while it goes on: leave out --from");
        return WholeTerminal.open(console);
    }

    /// Whether the whole terminal is taken, so that nothing else may be written to it.
    static boolean isLive(Arguments arguments) {
        return arguments.has(WholeTerminal.OPTION);
    }

    /// Who is told of a run: `shown`, and what counts if that is wanted.
    Watcher watcher(Watcher shown) {
        var all = new ArrayList<Watcher>();
        if (live != null) all.add(live); // first, as at the end it has to leave the terminal to the others
        all.add(shown);
        if (!idle) all.add(tallies);
        return Watcher.all(all);
    }

    /// Takes the terminal if that is wanted.
    ///
    /// @param stop ends the run
    void begin(Interrupts signals, Runnable stop) throws IOException {
        if (terminal == null || live == null) return;
        terminal.begin(signals, stop);
        live.start(stop);
    }

    /// Gives the terminal back.
    @Override
    public void close() {
        if (terminal != null) terminal.close();
    }

    /// Tells of the statistics once a run is over.
    ///
    /// @param status the exit status
    /// @return the same, or failure if a condition holds
    int finish(int status) throws IOException {
        if (idle) return status;
        List<Entry> entries = tallies.all();
        if (words) print(entries);
        console.out().flush();
        boolean holds = false;
        for (Condition condition : conditions) {
            for (Entry each : entries) {
                var known = each.tally().statistics().snapshot();
                holds |= Conditions.fails(condition, known, "ping", each.target().name(), console);
            }
        }
        return holds && status == Status.DONE ? Status.NEGATIVE : status;
    }

    private void print(List<Entry> entries) throws IOException {
        if (entries.size() > FEW) {
            lines(Table.lines(entries.stream()
                    .map(each -> new Table.Row(name(each), each.tally().statistics().snapshot())).toList()));
            return;
        }
        for (Entry each : entries) {
            var statistics = each.tally().statistics();
            if (entries.size() > 1) {
                console.out().line("");
                console.out().line("--- " + name(each) + " ---");
            }
            lines(Report.lines(statistics.snapshot()));
            Glyphs glyphs = WholeTerminal.glyphs();
            Distribution distribution = statistics.distribution();
            if (distribution != null) lines(Figures.histogram(distribution, WIDTH, glyphs));
            if (each.course() != null) lines(Figures.strip(each.course().cells(), WIDTH, HEIGHT, glyphs));
        }
    }

    private static String name(Entry entry) {
        var text = new Text(32);
        text.text(entry.target().name());
        return text.toString();
    }

    private void lines(List<String> lines) throws IOException {
        if (!lines.isEmpty()) console.out().line("");
        for (String line : lines)
            console.out().line(line);
    }
}
