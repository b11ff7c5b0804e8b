package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.strata.cli.Tracing.Transport;
import net.strata.os.OsError;
import net.strata.target.Names;
import net.strata.trace.Answer;
import net.strata.trace.Hop;
import net.strata.trace.HopByHop;
import net.strata.trace.HopTable;
import net.strata.trace.Path;
import net.strata.trace.Probe;
import net.strata.trace.Tracer;
import net.strata.trace.TracerouteText;
import net.strata.trace.Watcher;
import net.strata.trace.Way;
import net.strata.trace.verdict.Evidence;
import net.strata.trace.verdict.MtuSearch;
import net.strata.trace.verdict.Verdicts;
import org.jspecify.annotations.Nullable;

/// `--auto`: the way to a host by ICMP, UDP and TCP at once: which get through, where the others end, the best one's lines, and
/// what is wrong.
final class TraceAuto {
    static final Option AUTO = Option.flag("--auto",
            "try ICMP, UDP and TCP: which get through, where the others end, and what is wrong");
    static final List<Option> OPTIONS = List.of(AUTO);

    private static final int SYN = 0x02;

    /// A kind of probe.
    private record Kind(String name, Transport transport, int port) {}

    /// The one that is shown if several get through comes first.
    private static final List<Kind> KINDS = List.of(new Kind("ICMP echo", Transport.ICMP, 0),
            new Kind("UDP port 33434", Transport.UDP, 33434), new Kind("TCP port 443", Transport.TCP, 443),
            new Kind("TCP port 80", Transport.TCP, 80), new Kind("UDP port 53", Transport.UDP, 53));

    /// What names are waited for, in ns.
    private static final long PATIENCE = 1_000_000_000;

    private interface Event {
        void tell(Watcher watcher) throws IOException;
    }

    /// A trace by one of them.
    private static final class Try {
        final Kind kind;
        final Tracing tracing;
        final HopTable table = new HopTable(true, Evidence.KEPT);
        final Tracer tracer;
        final HopByHop.Settings plan;
        private final Path path;
        /// For who shows it afterwards.
        private final List<Event> events = new ArrayList<>();
        private @Nullable Exception failure;

        Try(Kind kind, Tracing tracing, TraceSetup setup) throws UsageException {
            this.kind = kind;
            this.tracing = tracing;
            path = tracing.paths().getFirst();
            plan = plan(setup);
            tracer = tracing.tracer(Watcher.all(List.of(table, new Watcher() {
                @Override
                public void sent(Probe probe) {
                    events.add(watcher -> watcher.sent(probe));
                }

                @Override
                public void answered(Answer answer) {
                    events.add(watcher -> watcher.answered(answer));
                }

                @Override
                public void again(Answer answer) {
                    events.add(watcher -> watcher.again(answer));
                }

                @Override
                public void lost(Probe probe) {
                    events.add(watcher -> watcher.lost(probe));
                }
            })));
        }

        /// Shows it in traceroute's lines.
        void show(TraceSetup setup, Names names) throws IOException {
            var form = new TracerouteText.Form(plan.first(), plan.last(), plan.queries(), plan.size(), setup.numeric(),
                    setup.arguments().has(Traceroute.BACK), false);
            Console console = setup.console();
            var text = new TracerouteText(form,
                    setup.sources(names, tracing), console.out(), console::error, tracing.clock());
            long end = System.nanoTime() + PATIENCE;
            for (int i = way().first(); i > 0 && i <= way().answered(); i++)
                for (Hop.Responder each : way().hop(i).responders())
                    names.find(each.address(), 0);
            for (int i = way().first(); i > 0 && i <= way().answered(); i++)
                for (Hop.Responder each : way().hop(i).responders())
                    names.find(each.address(), Math.max(0, end - System.nanoTime()));
            text.began(path);
            for (Event each : events)
                each.tell(text);
            text.ended(path);
        }

        private HopByHop.Settings plan(TraceSetup setup) throws UsageException {
            HopByHop.Settings all = setup.letters().plan(path.method(), path.isSix());
            if (kind.transport != Transport.TCP) return all;
            // A SYN with data is not answered by all.
            return new HopByHop.Settings(all.first(), all.last(), all.queries(), all.many(), all.gap(),
                    path.method().shortest(path.isSix()), all.whole(), all.waits());
        }

        void run() {
            try {
                tracer.add(path, new HopByHop(plan));
                tracer.run();
            } catch (IOException | RuntimeException e) {
                failure = e; // told by the thread that shows what came of it
            }
        }

        Way way() {
            return table.of(path);
        }

        Evidence evidence() {
            return Evidence.of(way());
        }

        boolean isReached() {
            return evidence().isReached();
        }

        /// What became of it, in a few words.
        String outcome() throws IOException {
            if (failure instanceof IOException e) throw e;
            if (failure instanceof RuntimeException e) throw e;
            Way way = way();
            if (!isReached()) return Verdicts.end(evidence());
            Answer last = way.hop(way.end()).last();
            String state = last == null || kind.transport != Transport.TCP
                    ? ""
                    : (last.flags() & SYN) != 0 ? ", and is open" : ", and is closed";
            String hops = way.end() == 1 ? " hop" : " hops";
            return "gets there in " + way.end() + hops + state;
        }
    }

    private final TraceSetup setup;
    private final Arguments arguments;
    private final Console console;

    TraceAuto(TraceSetup setup) {
        this.setup = setup;
        arguments = setup.arguments();
        console = setup.console();
    }

    int run() throws IOException, UsageException {
        var verdict = TraceVerdict.of(arguments);
        var tries = new ArrayList<Try>();
        var untried = new ArrayList<String>();
        try (var reverse = setup.reverse(() -> {
        })) {
            for (Kind each : KINDS)
                try {
                    tries.add(new Try(each, setup.open(new Tracing.Way(each.transport, each.port, 0, 1, false),
                            TraceVerdict.LONGEST).sharedBy(KINDS.size()), setup));
                } catch (OsError e) {
                    if (each.equals(KINDS.getLast()) && tries.isEmpty()) throw e;
                    untried.add(padded(each) + "cannot be tried: " + e.getMessage());
                }
            Dropping.drop(arguments, console);
            return all(tries, untried, setup.names(reverse), verdict);
        } finally {
            tries.forEach(each -> each.tracing.close());
        }
    }

    private static String padded(Kind kind) {
        int width = KINDS.stream().mapToInt(each -> each.name.length()).max().orElse(0) + 2;
        return kind.name + " ".repeat(width - kind.name.length());
    }

    private int all(List<Try> tries, List<String> untried, Names names, TraceVerdict verdict) throws IOException {
        boolean interrupted = Interrupts.end(() -> run(tries), () -> tries.forEach(each -> each.tracer.stop()));
        Try best = tries.stream().filter(Try::isReached).findFirst().orElse(farthest(tries));
        for (Try each : tries)
            console.out().line(padded(each.kind) + each.outcome());
        for (String each : untried)
            console.out().line(each);
        console.out().line("");
        best.show(setup, names);
        console.out().line("");
        console.out().flush();
        if (interrupted) return Status.INTERRUPTED;
        var sentences = new ArrayList<>(Verdicts.lines(sizes(tries, best)));
        String filtered = filtered(tries);
        if (!filtered.isEmpty()) sentences.addFirst(filtered);
        TraceVerdict.print(sentences, console);
        return verdict.judge(best.table, console, best.isReached() ? Status.DONE : Status.NEGATIVE);
    }

    /// All at once but those by UDP, whose answers could be taken for each other's; one after another in a simulated network,
    /// which has but one clock.
    private static void run(List<Try> tries) throws IOException {
        var threads = new ArrayList<Thread>();
        var together = tries.stream().collect(Collectors.groupingBy(
                each -> each.tracing.simulated() != null
                        ? ""
                        : each.kind.transport == Transport.TCP
                                ? each.kind.name
                                : each.kind.transport.name()));
        for (List<Try> row : together.values())
            threads.add(Thread.ofPlatform().start(() -> row.forEach(Try::run)));
        try {
            for (Thread each : threads)
                each.join();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static Try farthest(List<Try> tries) {
        Try best = tries.getFirst();
        for (Try each : tries)
            if (each.way().answered() > best.way().answered()) best = each;
        return best;
    }

    /// What is known of the best way, and of the size of packets on it: of one of ICMP or UDP, as few SYN carry data.
    private static Evidence sizes(List<Try> tries, Try best) throws IOException {
        Evidence evidence = best.evidence();
        for (Try each : tries) {
            if (each.kind.transport == Transport.TCP || !each.isReached()) continue;
            MtuSearch search = TraceVerdict.measure(each.tracing, each.way());
            return evidence.sizes(search.limits());
        }
        return evidence;
    }

    /// Which kinds get through where others do not.
    private static String filtered(List<Try> tries) {
        List<String> through = names(tries.stream().filter(Try::isReached));
        List<String> lost = names(tries.stream().filter(each -> !each.isReached()));
        return through.isEmpty() || lost.isEmpty()
                ? ""
                : "Some kinds of packets are filtered: " + String.join(", ", lost)
                        + (lost.size() == 1 ? " does" : " do")
                        + " not get through, " + String.join(", ", through) + (through.size() == 1 ? " does." : " do.");
    }

    private static List<String> names(Stream<Try> tries) {
        return tries.map(each -> each.kind.name).toList();
    }
}
