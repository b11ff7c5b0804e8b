package net.strata.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.strata.target.Names;
import net.strata.trace.AsNumbers;
import net.strata.trace.HopByHop;
import net.strata.trace.Path;
import net.strata.trace.TracerouteText;

/// A way in traceroute's lines: what `strata trace` does unless another mode is asked for.
final class Traceroute {
    static final Option BACK = Option.flag("--back", "the length of the way back, where it is longer or shorter");
    static final Option EXTENSIONS = Option.flag("-e,--extensions",
            "what routers add to their errors: MPLS labels, names of interfaces (RFC 4884)");
    static final List<Option> OPTIONS = List.of(EXTENSIONS, BACK);

    /// As a program that SIGINT (2) ended.
    private static final int INTERRUPTED = 128 + 2;

    private final TraceSetup setup;
    private final Arguments arguments;

    Traceroute(TraceSetup setup) {
        this.setup = setup;
        arguments = setup.arguments();
    }

    int run() throws IOException, UsageException {
        setup.host();
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
        AsNumbers systems = setup.systems();
        var sources = new TracerouteText.Sources(setup::number, names, systems == null ? null : systems::traceroute,
                arguments.has(EXTENSIONS) ? answer -> answer.extensions().traceroute() : null, tracing::mtu);
        Console console = setup.console();
        var text = new TracerouteText(form, sources, console.out(), console::error, tracing.clock());
        var tracer = records.tracer(tracing, names, mtu ? verdict.watcherOfSizes(text) : verdict.watcher(text));
        var interrupted = new AtomicBoolean();
        try (var signals = new Interrupts()) {
            signals.on("INT", () -> {
                interrupted.set(true);
                tracer.stop();
            });
            tracer.add(path, mtu ? verdict.search(path, plan, tracing.mtu()) : new HopByHop(plan));
            tracer.run();
        }
        if (interrupted.get()) return INTERRUPTED;
        return verdict.finish(tracing, 0, false, text.refusal() != 0 ? Status.FAILED : Status.DONE);
    }
}
