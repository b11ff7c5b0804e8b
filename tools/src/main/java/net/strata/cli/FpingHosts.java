package net.strata.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import net.strata.fping.FpingText;
import net.strata.fping.Style.Mode;
import net.strata.ping.Feed;
import net.strata.ping.Target;
import net.strata.target.Expression;
import net.strata.target.Found;
import net.strata.target.Host;
import net.strata.target.Resolver;
import net.strata.target.ReverseNames;
import net.strata.target.TargetException;
import net.strata.target.Unresolved;
import org.jspecify.annotations.Nullable;

/// The hosts of fping, on their way from [Hosts] to the engine: as soon as each is known, or when all are.
final class FpingHosts implements Feed {
    /// How much of the schedule is made up for after a delay, in ns.
    private static final long CATCH_UP = 20_000_000;
    private static final long PATIENCE = 10_000_000_000L;

    private final Hosts hosts;
    private final FpingText text;
    private final FpingLine line;
    private @Nullable Queue<Target> collected;
    private int count;
    private long gap;
    private long attempts = 1;
    private long slot = Long.MIN_VALUE;
    private long due;

    FpingHosts(Hosts hosts, FpingText text, FpingLine line) {
        this.hosts = hosts;
        this.text = text;
        this.line = line;
    }

    /// Has hosts come one by one.
    ///
    /// @param between ns between two of them
    /// @param each how many packets each is sent at most
    void pace(long between, long each) {
        gap = between;
        attempts = each;
    }

    /// Waits until all are known.
    void collect() throws IOException {
        List<Host> all = new ArrayList<>();
        for (Found found = hosts.await(); found != null; found = hosts.await()) {
            switch (found) {
                case Host host -> all.add(host);
                case Unresolved other -> text.unresolved(other.typed(), other.why());
            }
        }
        all.sort(Comparator.comparingLong(Host::place));
        try (var names = new ReverseNames(Resolver.SYSTEM, PATIENCE)) {
            for (Host host : all)
                if (line.reverses(isAddress(host))) names.find(host.address(), 0);
            Queue<Target> ready = new ArrayDeque<>();
            for (Host host : all)
                ready.add(target(host, name(host, names)));
            collected = ready;
        }
    }

    /// Checks that not too many packets a second go to others, when each is sent one a period.
    void checkRate() throws IOException, UsageException {
        if (collected == null || line.mode() == Mode.ANSWER) return;
        long between = Math.max(line.interval(), line.period() / Math.max(1, collected.size()));
        for (Target each : collected)
            hosts.care.check(each.address(), between);
    }

    boolean areNone() {
        return collected != null && collected.isEmpty();
    }

    private boolean isAddress(Host host) {
        try {
            return host.typed().isEmpty()
                    || !(Expression.parse(host.typed(), hosts.links::index) instanceof Expression.Name);
        } catch (TargetException e) {
            return false;
        }
    }

    private String name(Host host, @Nullable ReverseNames names) {
        String name = names != null && line.reverses(isAddress(host)) ? names.find(host.address(), PATIENCE) : null;
        if (!line.showsAddresses()) return name == null ? host.name() : name;
        String address = host.address().toString();
        return names != null && line.reverses(isAddress(host))
                ? (name == null ? host.name() : name) + " (" + address + ")"
                : address;
    }

    private Target target(Host host, String shown) {
        var target = new Target(count++, host.name(), host.address());
        text.host(target, host.place(), shown);
        return target;
    }

    @Override
    public @Nullable Target next(long now) throws IOException {
        due = slot;
        if (now < slot) return null;
        Target target = collected == null ? found() : collected.poll();
        due = Long.MAX_VALUE;
        if (target == null) return null;
        if (line.mode() == Mode.ANSWER) hosts.care.check(target.address(), gap / attempts);
        slot = slot == Long.MIN_VALUE ? now + gap : Math.max(slot + gap, now - CATCH_UP);
        return target;
    }

    private @Nullable Target found() throws IOException {
        while (true) {
            // No pattern switch: this is asked for each of very many hosts.
            Found found = hosts.targets.poll();
            if (found instanceof Host host) return target(host, name(host, null));
            if (!(found instanceof Unresolved other)) return null;
            text.unresolved(other.typed(), other.why());
        }
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public boolean isOver() {
        return collected == null ? hosts.targets.done() : collected.isEmpty();
    }
}
