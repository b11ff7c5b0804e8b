package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import net.strata.os.SockAddr;
import net.strata.stats.Condition;
import net.strata.stats.Snapshot;
import net.strata.stats.Statistics;
import net.strata.trace.Answer;
import net.strata.trace.HopByHop;
import net.strata.trace.HopTable;
import net.strata.trace.Path;
import net.strata.trace.Plan;
import net.strata.trace.Probe;
import net.strata.trace.Request;
import net.strata.trace.Waits;
import net.strata.trace.Watcher;
import net.strata.trace.Way;
import net.strata.trace.verdict.Evidence;
import net.strata.trace.verdict.MtuSearch;
import net.strata.trace.verdict.Spaced;
import net.strata.trace.verdict.Verdict;
import net.strata.trace.verdict.Verdicts;
import net.strata.wire.Text;

/// What a trace comes to: `--verdict` says in words what is wrong on the way, below what any mode shows; `--mtu` looks for
/// the size of packets; `--fail-if` sets the exit status.
final class TraceVerdict {
    static final Option VERDICT = Option.flag("--verdict",
            "below all else, in words: what is wrong on the way, where, and the evidence");
    static final Option MTU = Option.flag("--mtu", "how big packets may be to each hop, and who limits that");
    static final Option FAIL_IF = Option.value("--fail-if", "CONDITION",
            "status 1 if it holds for the host, as in 'loss > 1% or p99 > 50ms'");
    static final List<Option> OPTIONS = List.of(VERDICT, MTU, FAIL_IF);

    /// What `--mtu` begins with, as traceroute does, in bytes.
    static final int LONGEST = 65_000;
    /// Lines of words are not longer than a terminal.
    private static final int WIDTH = 80;
    /// How many probes are sent at half the rate, at most.
    private static final int SLOWLY = 50;

    private final Arguments arguments;
    private final List<Condition> conditions;
    private final HopTable table;
    private final java.util.Map<Path, MtuSearch> searches = new LinkedHashMap<>();

    private TraceVerdict(Arguments arguments, List<Condition> conditions) {
        this.arguments = arguments;
        this.conditions = conditions;
        table = new HopTable(conditions.stream().anyMatch(Condition::needsPercentiles), Evidence.KEPT);
    }

    /// What the command line asks for.
    static TraceVerdict of(Arguments arguments) throws UsageException {
        return new TraceVerdict(arguments, Conditions.of(arguments, FAIL_IF));
    }

    /// Bytes of the longest packet that is needed; 0 for what is needed anyway.
    static int largest(Arguments arguments) {
        return arguments.has(MTU) ? LONGEST : 0;
    }

    /// Who is told of a run: `shown`, and what verdicts need if they are wanted.
    Watcher watcher(Watcher shown) {
        return arguments.has(VERDICT) || !conditions.isEmpty() ? Watcher.all(List.of(shown, table)) : shown;
    }

    /// The same where sizes are looked for: what is lost then for its size is no loss, so verdicts know only what was of the
    /// right size ([#search]).
    Watcher watcherOfSizes(Watcher shown) {
        return Watcher.all(List.of(shown, new Watcher() {
            @Override
            public void began(Path path) {
                table.began(path);
            }
        }));
    }

    private void known(List<Probe> probes) {
        for (Probe each : probes) {
            table.sent(each);
            Answer answer = each.answer();
            if (answer == null || answer.isLate()) table.lost(each);
            else
                table.answered(answer);
        }
    }

    /// The search for the size of packets, as a plan that shows the way, too.
    ///
    /// @param link the MTU of the first link, 0 if it is not known
    MtuSearch search(Path path, HopByHop.Settings settings, int link) {
        var search = new MtuSearch(new MtuSearch.Settings(settings.first(), settings.last(), settings.queries(), 1,
                LONGEST, link, path.method().shortest(path.isSix()), path.isSix(), settings.waits()),
                (_, probes) -> known(probes));
        searches.put(path, search);
        return search;
    }

    /// Says what it comes to once a run is over, with more probes where they are needed.
    ///
    /// @param interval between two probes to the same hop, in ns; 0 if they are not regular
    /// @param json whether nothing but JSON may be written
    /// @param status the exit status
    /// @return the same, or failure if a condition holds
    int finish(Tracing tracing, long interval, boolean json, int status) throws IOException {
        Console console = tracing.console();
        if (arguments.has(VERDICT)) for (Way each : table.ways())
            say(each.path(), evidence(tracing, each, interval), json, console);
        return judge(table, console, status);
    }

    /// The same of a run that is told again: nothing more is sent.
    int finish(Console console, boolean json, int status) throws IOException {
        if (arguments.has(VERDICT)) for (Way each : table.ways())
            say(each.path(), Evidence.of(each), json, console);
        return judge(table, console, status);
    }

    /// The exit status by the conditions.
    ///
    /// @param known what is known of each host
    int judge(HopTable known, Console console, int status) throws IOException {
        console.out().flush();
        boolean holds = false;
        for (Condition condition : conditions)
            for (Way each : known.ways())
                holds |= Conditions.fails(condition, known(each), "trace", each.path().name(), console);
        return holds && status == Status.DONE ? Status.NEGATIVE : status;
    }

    private Evidence evidence(Tracing tracing, Way way, long interval) throws IOException {
        Evidence evidence = Evidence.of(way);
        int unclear = unclear(evidence);
        if (interval > 0 && unclear > 0) {
            var last = way.hop(unclear).last();
            if (last != null) {
                Request request = last.probe().request();
                int count = (int) Math.min(SLOWLY, Math.max(Evidence.LEAST, way.hop(unclear).sent()));
                var slowly = new Spaced(request, count, 2 * interval, Math.max(Waits.USUAL.most(), 2 * interval));
                run(tracing, way.path(), slowly);
                if (slowly.isDone()) evidence = evidence.slower(unclear, slowly.loss());
            }
        }
        MtuSearch search = searches.get(way.path());
        if (search == null && arguments.has(MTU)) search = measure(tracing, way);
        return search == null ? evidence : evidence.sizes(search.limits());
    }

    /// The hop of which it is not clear whether it limits its answers; 0 if there is none.
    private static int unclear(Evidence evidence) {
        return Verdicts.of(evidence).stream().filter(each -> each.type() == Verdict.Type.LOSS_OR_LIMIT)
                .mapToInt(Verdict::hop).findFirst().orElse(0);
    }

    /// Looks for the size of packets, as far as the way is known.
    static MtuSearch measure(Tracing tracing, Way way) throws IOException {
        Path path = way.path();
        int last = Math.max(way.first(), way.answered());
        var search = new MtuSearch(new MtuSearch.Settings(Math.max(1, way.first()), Math.max(1, last), 3, 3, LONGEST,
                tracing.mtu(), path.method().shortest(path.isSix()), path.isSix(), Waits.USUAL), (_, _) -> {
                });
        run(tracing, path, search);
        return search;
    }

    private static void run(Tracing tracing, Path path, Plan plan) throws IOException {
        var tracer = tracing.tracer(new Watcher() {
        });
        tracer.add(path, plan);
        Interrupts.end(tracer::run, tracer::stop);
    }

    private void say(Path path, Evidence evidence, boolean json, Console console) throws IOException {
        if (json) {
            for (Verdict each : Verdicts.of(evidence)) {
                var members = new LinkedHashMap<String, Object>();
                members.put("schema", 1);
                members.put("event", "verdict");
                members.put("path", path.number());
                members.putAll(each.members());
                Json.line(members, console.out());
            }
            return;
        }
        console.out().line("");
        if (table.ways().size() > 1) console.out().line("--- " + new Text(64).text(path.name()) + " ---");
        print(Verdicts.lines(evidence), console);
    }

    /// Writes sentences, broken where lines of a terminal end.
    static void print(List<String> sentences, Console console) throws IOException {
        for (String each : sentences)
            for (String line : broken(each))
                console.out().line(line);
    }

    private static List<String> broken(String sentence) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : sentence.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH && !line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(" ");
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /// What is known of the host: where it is not reached, that it answered nothing.
    private static Snapshot known(Way way) {
        if (Evidence.of(way).isReached()) return way.hop(way.end()).snapshot();
        var nothing = new Statistics(false);
        for (long i = 0; i < Math.min(1_000_000, way.hop(Math.max(1, way.probed())).sent()); i++) {
            nothing.sent();
            nothing.settled(true);
        }
        return nothing.snapshot();
    }
}
