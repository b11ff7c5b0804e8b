package net.strata.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import net.strata.probe.Arrival;
import net.strata.probe.Arrivals;
import net.strata.probe.Clock;
import net.strata.probe.Port;
import org.jspecify.annotations.Nullable;

/// The engine: sends what plans ask for, finds for what comes back which probe it answers, and gives up what does not come.
/// One thread runs it.
public final class Tracer implements Arrivals {
    private final class Run implements Plan.Prober {
        final Path path;
        final Plan plan;
        final List<Probe> waiting = new ArrayList<>();
        int farthest;
        boolean over;

        Run(Path path, Plan plan) {
            this.path = path;
            this.plan = plan;
        }

        @Override
        public Probe send(Request request) throws IOException {
            return Tracer.this.send(this, request);
        }

        @Override
        public int allowance() {
            return (int) Math.max(0, (clock.now() + (long) settings.burst() * settings.gap() - slot) / settings.gap());
        }
    }

    /// What holds for a whole run.
    ///
    /// @param gap how long there is between two probes on average, in ns, at least 1
    /// @param burst how many may be sent at once before that holds
    /// @param largest bytes that a packet has at most
    /// @param first which key is the first, from 0
    /// @param numbers that of the first probe: where other engines used the port before, one that they did not give
    public record Settings(long gap, int burst, int largest, int first, long numbers) {}

    private final Settings settings;
    private final Port port;
    private final Clock clock;
    private final Clock wall;
    private final Watcher watcher;
    private final ByteBuffer message;
    private final List<Run> runs = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final @Nullable Probe[] byKey = new Probe[1 << 16];
    private final Reading reading = new Reading();
    private long numbers;
    /// When a probe may be sent if there were no bursts.
    private long slot;
    /// All that came until then was looked at.
    private long seen;
    private volatile boolean stopped;

    /// An engine for one run.
    ///
    /// @param wall the system's clock, in ns since the epoch
    public Tracer(Settings settings, Port port, Clock clock, Clock wall, Watcher watcher) {
        this.settings = settings;
        this.port = port;
        this.clock = clock;
        this.wall = wall;
        this.watcher = watcher;
        message = ByteBuffer.allocate(settings.largest());
        slot = clock.now();
        numbers = settings.numbers();
    }

    /// Adds a way. May be done while the engine runs, by its thread.
    public void add(Path path, Plan plan) throws IOException {
        runs.add(new Run(path, plan));
        if (!methods.contains(path.method())) methods.add(path.method());
        watcher.began(path);
    }

    /// The number that the next probe gets.
    public long numbers() {
        return numbers;
    }

    /// Ends the run soon. Any thread may.
    public void stop() {
        stopped = true;
        port.wake();
    }

    /// Runs until all plans are done. Called again, it goes on with those that were added since.
    public void run() throws IOException {
        seen = clock.now();
        while (!stopped) {
            giveUp();
            long wake = act();
            if (wake < 0) break;
            if (wake > clock.now() || watcher.due() <= clock.now()) watcher.waiting();
            long before = clock.now();
            port.receive(this, Math.min(Math.min(wake, deadline()), watcher.due()));
            seen = before;
        }
        for (Run each : List.copyOf(runs))
            end(each);
    }

    /// Has plans send.
    ///
    /// @return when they want to be asked again; negative if all are done
    private long act() throws IOException {
        long wake = -1;
        for (Run each : List.copyOf(runs)) {
            if (each.over) continue;
            long next = each.plan.isDone() ? -1 : each.plan.act(each, clock.now());
            if (each.plan.isDone()) end(each);
            else
                wake = wake < 0 ? next : Math.min(wake, next);
        }
        return wake;
    }

    private void end(Run run) throws IOException {
        if (run.over) return;
        run.over = true;
        run.waiting.clear();
        watcher.ended(run.path);
        runs.remove(run);
    }

    private Probe send(Run run, Request request) throws IOException {
        var probe = new Probe(numbers, run.path, request, key(numbers));
        numbers++;
        long now = clock.now();
        slot = Math.max(slot, now) + settings.gap();
        probe.sentAt = now;
        probe.sentWall = now + clock.behind(wall);
        message.clear();
        run.path.method().write(probe, message);
        byKey[probe.key()] = probe;
        run.waiting.add(probe);
        watcher.sent(probe);
        port.send(probe.number(), run.path.next(), message.flip());
        return probe;
    }

    private int key(long number) {
        return 1 + (int) ((number + settings.first()) % Method.KEYS);
    }

    /// When the next probe has been waited for.
    private long deadline() {
        long first = Long.MAX_VALUE;
        for (Run each : runs)
            for (Probe probe : each.waiting)
                first = Math.min(first, due(each, probe));
        return first;
    }

    private static long due(Run run, Probe probe) {
        long patience = run.plan.patience(probe);
        return patience > Long.MAX_VALUE - probe.sentAt ? Long.MAX_VALUE : probe.sentAt + patience;
    }

    /// Gives up what was waited for long enough, as far as all was looked at that came until then.
    private void giveUp() throws IOException {
        for (Run each : List.copyOf(runs))
            for (int i = 0; i < each.waiting.size();) {
                Probe probe = each.waiting.get(i);
                if (due(each, probe) > seen) i++;
                else {
                    each.waiting.remove(i);
                    lost(each, probe);
                }
            }
    }

    private void lost(Run run, Probe probe) throws IOException {
        probe.lost = true;
        run.plan.lost(probe);
        watcher.lost(probe);
    }

    @Override
    public void stamped(long number, long stamp) {
        Probe probe = numbered(number);
        if (probe != null) probe.stamp = stamp;
    }

    @Override
    public void refused(long number, int errno) throws IOException {
        Probe probe = numbered(number);
        Run run = probe == null ? null : waiting(probe);
        if (probe == null || run == null) return;
        probe.errno = errno;
        run.waiting.remove(probe);
        lost(run, probe);
    }

    private @Nullable Probe numbered(long number) {
        Probe probe = number < 0 ? null : byKey[key(number)];
        return probe != null && probe.number() == number ? probe : null;
    }

    /// The run that a probe is waited for in; null if it is not.
    private @Nullable Run waiting(Probe probe) {
        for (Run each : runs)
            if (each.path.equals(probe.path()) && each.waiting.contains(probe)) return each;
        return null;
    }

    @Override
    public void received(Arrival arrival) throws IOException {
        for (Method each : methods) {
            reading.clear();
            if (!each.read(arrival, reading)) continue;
            Probe probe = find(each, arrival);
            if (probe == null) continue;
            answered(probe, arrival);
            return;
        }
    }

    /// The probe that was answered: which the socket knows; or whose key stands in the header behind the IP header or in the
    /// data, or else in the IP header itself, which address translators leave alone. What says no key, as data of a UDP service,
    /// answers the one that waits longest of those that went farther than routers were heard from.
    private @Nullable Probe find(Method method, Arrival arrival) {
        Probe probe = numbered(arrival.probe());
        if (probe != null) return probe;
        probe = waiting(method, (run, each) -> reading.ends(each));
        if (probe != null) return probe;
        probe = byKey[reading.key];
        if (probe != null && reading.fits(probe)) return probe;
        probe = byKey[reading.id];
        if (probe != null && reading.fits(probe)) return probe;
        return waiting(method, (run, each) -> each.hops() > run.farthest && reading.fitsAny(each));
    }

    /// The first probe of a method that waits and is as it has to be.
    private @Nullable Probe waiting(Method method, BiPredicate<Run, Probe> which) {
        for (Run run : runs) {
            if (!run.path.method().equals(method)) continue;
            for (Probe each : run.waiting)
                if (which.test(run, each)) return each;
        }
        return null;
    }

    private void answered(Probe probe, Arrival arrival) throws IOException {
        Run run = waiting(probe);
        var answer = new Answer(probe, reading, arrival, probe.lost);
        if (probe.answer == null) probe.answer = answer;
        if (run == null) {
            watcher.again(answer);
            return;
        }
        run.waiting.remove(probe);
        if (answer.kind() == Kind.EXPIRED) run.farthest = Math.max(run.farthest, probe.hops());
        run.plan.answered(answer);
        watcher.answered(answer);
    }
}
