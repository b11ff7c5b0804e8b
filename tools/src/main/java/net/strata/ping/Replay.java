package net.strata.ping;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import net.strata.events.BadEvent;
import net.strata.events.Event;
import net.strata.events.Moment;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import org.jspecify.annotations.Nullable;

/// A run that was: what a record says of it is told to a [Watcher] as the engine told it then.
public final class Replay {
    private final Watcher watcher;
    private final Moment moment;
    private final List<Target> targets = new ArrayList<>();
    private final ArrayDeque<Probe> unsettled = new ArrayDeque<>();
    private long next;
    private long missed;

    /// @param moment the watcher's clock
    public Replay(Watcher watcher, Moment moment) {
        this.watcher = watcher;
        this.moment = moment;
    }

    /// All hosts.
    public List<Target> targets() {
        return targets;
    }

    /// How many answers were for nothing that the record holds.
    public long missed() {
        return missed;
    }

    void miss() {
        missed++;
    }

    /// Sets the clock to when something happened.
    void at(Event event) throws BadEvent {
        event.set(moment);
    }

    /// Sets the clock.
    void at(long elapsed, long wall) {
        moment.set(elapsed, wall);
    }

    Target start(String name, SockAddr.Ip address) throws IOException {
        var target = new Target(targets.size(), name, address);
        targets.add(target);
        watcher.started(target);
        return target;
    }

    void unresolved(String name, String why) throws IOException {
        watcher.unresolved(name, why);
    }

    Probe sent(Target target, int sequence, int size) throws IOException {
        var probe = new Probe(next++, target, target.sent, sequence, size);
        probe.forget(); // Readers know what they remember.
        probe.sentAt = moment.elapsed();
        probe.sentWall = moment.wall();
        watcher.sent(probe);
        target.sent++;
        unsettled.add(probe);
        return probe;
    }

    void refused(Probe probe, int errno) throws IOException {
        probe.refuse();
        watcher.refused(probe, errno);
    }

    void replied(Reply reply, @Nullable Arrival arrival) throws IOException {
        watcher.replied(reply, arrival);
    }

    /// An error came.
    ///
    /// @param advice whether it says nothing of what became of the probe
    void failed(Trouble trouble, boolean advice, @Nullable Arrival arrival) throws IOException {
        if (advice) {
            watcher.advised(trouble, arrival);
            return;
        }
        trouble.probe().fail();
        watcher.failed(trouble, arrival);
    }

    /// Settles the oldest probes whose fate is known when each is waited for so long.
    void expire(long timeout) throws IOException {
        for (Probe each = unsettled.peek(); each != null; each = unsettled.peek()) {
            if (!each.isAnswered() && !each.isRefused() && moment.elapsed() - each.sentAt < timeout) return;
            settle();
        }
    }

    /// Settles a probe, and those that were sent before.
    void settle(Probe last) throws IOException {
        while (!last.settled && !unsettled.isEmpty())
            settle();
    }

    void settleAll() throws IOException {
        while (!unsettled.isEmpty())
            settle();
    }

    private void settle() throws IOException {
        Probe probe = unsettled.remove();
        probe.settled = true;
        watcher.settled(probe);
    }

    void end() throws IOException {
        settleAll();
        watcher.ended();
    }
}
