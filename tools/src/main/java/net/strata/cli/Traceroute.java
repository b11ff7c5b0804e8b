package net.strata.cli;

import java.io.IOException;
import java.util.List;
import net.strata.target.Names;
import net.strata.trace.HopByHop;
import net.strata.trace.Path;
import net.strata.trace.TracerouteText;

/// A way in traceroute's lines: what `strata trace` does unless another mode is asked for.
final class Traceroute {
    static final Option BACK = Option.flag("--back", "the length of the way back, where it is longer or shorter");
    static final Option EXTENSIONS = Option.flag("-e,--extensions",
            "what routers add to their errors: MPLS labels, names of interfaces (RFC 4884)");
    static final List<Option> OPTIONS = List.of(EXTENSIONS, BACK);

    private final TraceSetup setup;
    private final Arguments arguments;

    Traceroute(TraceSetup setup) {
        this.setup = setup;
        arguments = setup.arguments();
    }

    int run() throws IOException, UsageException {
        var verdict = TraceVerdict.of(arguments);
        try (TraceRecords records = TraceRecords.of(arguments);
                Tracing tracing = setup.open(setup.letters().way(1), TraceVerdict.largest(arguments));
                var reverse = setup.reverse(tracing.port()::wake)) {
            Dropping.drop(arguments, setup.console());
            return trace(tracing, records, setup.names(reverse), verdict);
        }
    }

    private int trace(Tracing tracing, TraceRecords records, Names names, TraceVerdict verdict)
            throws IOException, UsageException {
        Path path = tracing.paths().getFirst();
        boolean mtu = arguments.has(TraceVerdict.MTU);
        HopByHop.Settings plan = setup.letters().plan(path.method(), path.isSix());
        var form = new TracerouteText.Form(plan.first(), plan.last(), plan.queries(),
                mtu ? TraceVerdict.LONGEST : plan.size(), setup.numeric(), arguments.has(BACK), mtu);
        Console console = setup.console();
        var text = new TracerouteText(form, setup.sources(names, tracing), console.out(), console::error,
                tracing.clock());
        var tracer = records.tracer(tracing, names, mtu ? verdict.watcherOfSizes(text) : verdict.watcher(text));
        tracer.add(path, mtu ? verdict.search(path, plan, tracing.mtu()) : new HopByHop(plan));
        if (Interrupts.end(tracer::run, tracer::stop)) return Status.INTERRUPTED;
        return verdict.finish(tracing, 0, false, text.refusal() != 0 ? Status.FAILED : Status.DONE);
    }
}
