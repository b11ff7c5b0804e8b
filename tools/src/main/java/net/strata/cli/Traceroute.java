package net.strata.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.strata.target.Names;
import net.strata.target.Resolver;
import net.strata.target.ReverseNames;
import net.strata.trace.HopByHop;
import net.strata.trace.Path;
import net.strata.trace.TracerouteText;

/// A way in traceroute's lines: what `strata trace` does unless another mode is asked for.
final class Traceroute {
    static final Option BACK = Option.flag("--back", "the length of the way back, where it is longer or shorter");
    static final List<Option> OPTIONS = List.of(BACK);

    /// As a program that SIGINT (2) ended.
    private static final int INTERRUPTED = 128 + 2;

    private final Tracing tracing;
    private final Arguments arguments;
    private final TraceLetters letters;
    private final TypedHost host;

    Traceroute(Tracing tracing, TraceLetters letters, TypedHost host) {
        this.tracing = tracing;
        this.letters = letters;
        this.host = host;
        arguments = tracing.arguments();
    }

    int run() throws IOException, UsageException {
        boolean numeric = arguments.has(TypedHost.NUMERIC);
        try (var names = new ReverseNames(Resolver.SYSTEM, Long.MAX_VALUE, tracing.port()::wake)) {
            if (!numeric) Namespace.in(arguments, () -> {
                names.startLookups();
                return names;
            });
            Dropping.drop(arguments, tracing.console());
            return trace(numeric ? Names.NONE : names, numeric);
        }
    }

    private int trace(Names names, boolean numeric) throws IOException, UsageException {
        Path path = tracing.paths().getFirst();
        HopByHop.Settings plan = letters.plan(path.method(), path.isSix());
        var form = new TracerouteText.Form(plan.first(), plan.last(), plan.queries(), plan.size(), numeric,
                arguments.has(BACK), false);
        var sources = new TracerouteText.Sources(host::number, names, null, null, tracing::mtu);
        Console console = tracing.console();
        var text = new TracerouteText(form, sources, console.out(), console::error, tracing.clock());
        var tracer = tracing.tracer(text);
        var interrupted = new AtomicBoolean();
        try (var signals = new Interrupts()) {
            signals.on("INT", () -> {
                interrupted.set(true);
                tracer.stop();
            });
            tracer.add(path, new HopByHop(plan));
            tracer.run();
        }
        return interrupted.get() ? INTERRUPTED : text.refusal() != 0 ? Status.FAILED : Status.DONE;
    }
}
