package net.strata.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import net.strata.stats.Units;
import net.strata.target.Names;
import net.strata.target.ReverseNames;
import net.strata.trace.Answer;
import net.strata.trace.HopByHop;
import net.strata.trace.Watcher;
import net.strata.trace.multipath.DotText;
import net.strata.trace.multipath.Graph;
import net.strata.trace.multipath.GraphFacts;
import net.strata.trace.multipath.Multipath;
import net.strata.trace.multipath.Stopping;
import net.strata.trace.multipath.SvgPicture;
import net.strata.trace.multipath.TreeText;
import net.strata.wire.Text;

/// All ways to a host: `--multipath`.
final class TraceMultipath {
    static final Option MULTIPATH = Option.flag("--multipath",
            "all ways, where routers share their load among several: docs/trace-multipath.md");
    private static final Option CONFIDENCE = Option.value("--confidence", "PERCENT",
            "how sure it has to be that a router's next hops are all known, 95 or 99; 95");
    private static final Option FLOWS = Option.value("--flows", "N", "flows at most; 512");
    private static final Option DOT = Option.flag("--dot", "all ways in the language of Graphviz");
    private static final Option SVG = Option.value("--svg", "FILE",
            "all ways as a picture in a file; - is standard output");
    static final List<Option> OPTIONS = List.of(MULTIPATH, CONFIDENCE, FLOWS, DOT, SVG);

    private static final int MOST_FLOWS = 4096;
    private static final int USUAL_FLOWS = 512;
    /// How long names are waited for at the end, in ns, all together.
    private static final long NAMES = 2_000_000_000;

    private final TraceSetup setup;
    private final Arguments arguments;
    private final Console console;
    private final boolean json;

    TraceMultipath(TraceSetup setup) {
        this.setup = setup;
        arguments = setup.arguments();
        json = TraceRecords.isJson(arguments);
        console = setup.console();
    }

    int run() throws IOException, UsageException {
        var stopping = new Stopping(Integer.parseInt(arguments.choice(CONFIDENCE, List.of("95", "99"))));
        int flows = (int) arguments.number(FLOWS, 1, MOST_FLOWS, USUAL_FLOWS);
        boolean here = "-".equals(arguments.value(SVG));
        if (here && (arguments.has(DOT) || json))
            throw new UsageException("--svg - takes the whole output: leave out " + (json ? "--json" : "--dot"));
        if (arguments.has(DOT) && json) throw new UsageException("--dot and --json: one at a time");
        try (TraceRecords records = TraceRecords.of(arguments);
                Tracing tracing = setup.open(flows);
                ReverseNames reverse = setup.reverse(tracing.port()::wake)) {
            Dropping.drop(arguments, console);
            return trace(tracing, records, stopping, flows, setup.names(reverse));
        }
    }

    private int trace(Tracing tracing, TraceRecords records, Stopping stopping, int flows, Names names)
            throws IOException, UsageException {
        net.strata.trace.Path path = tracing.paths().getFirst();
        HopByHop.Settings asked = setup.letters().plan(path.method(), path.isSix());
        var plan = new Multipath(new Multipath.Settings(asked.first(), asked.last(), stopping, flows, asked.many(),
                asked.gap(), asked.size(), asked.whole(), asked.waits()), path.from());
        var tracer = records.tracer(tracing, names, new Watcher() {
            @Override
            public void answered(Answer answer) {
                names.find(answer.from().port(0), 0);
            }
        });
        tracer.add(path, plan);
        boolean interrupted = Interrupts.end(tracer::run, tracer::stop);
        Graph graph = plan.graph();
        await(graph, names);
        show(graph, path, tracing.way().transport().name().toLowerCase(Locale.ROOT), names);
        if (!graph.isComplete())
            console.say("more than " + flows + " flows are needed to be as sure as was asked for: --flows N");
        return interrupted ? Status.INTERRUPTED : graph.isReached() ? Status.DONE : Status.NEGATIVE;
    }

    private static void await(Graph graph, Names names) {
        long end = System.nanoTime() + NAMES;
        for (Graph.Vertex each : graph.nodes()) {
            var address = each.node().address();
            if (address != null) names.find(address, Math.max(0, end - System.nanoTime()));
        }
    }

    private void show(Graph graph, net.strata.trace.Path path, String method, Names names) throws IOException {
        String target = path.name() + " (" + path.to() + ")";
        String title = "All ways to " + target + " by " + method.toUpperCase(Locale.ROOT);
        String svg = arguments.value(SVG);
        boolean here = "-".equals(svg);
        if (svg != null) {
            String picture = SvgPicture.of(graph, title, names);
            if (here) console.out().text(picture);
            else
                write(svg, picture);
        }
        if (json) Json.line(GraphFacts.of(graph, path, method, names), console.out());
        else if (arguments.has(DOT)) console.out().text(DotText.of(graph, names));
        else if (!here) tree(graph, title, names);
    }

    private static void write(String file, String picture) throws IOException {
        try {
            Files.writeString(Path.of(file), picture);
        } catch (InvalidPathException | FileSystemException e) {
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private void tree(Graph graph, String title, Names names) throws IOException {
        var header = new Text(80);
        header.text(title + ", " + graph.stopping().percent() + "% sure of each router, "
                + Units.percent(graph.confidence()) + "% of all");
        console.out().line(header.toString());
        for (String line : TreeText.of(graph, names, WholeTerminal.glyphs())) {
            console.out().line(line);
        }
    }
}
