package net.strata.ping;

import java.io.IOException;
import net.strata.probe.Arrival;
import net.strata.stats.Fact;
import org.jspecify.annotations.Nullable;

/// A run as statistics see it.
public abstract class Facts implements Watcher {
    /// Takes a fact.
    ///
    /// @param number of the probe, among those of its target
    /// @param rtt the round trip in ns, where the fact is a reply
    protected abstract void take(Target target, Fact fact, long number, long rtt);

    private void take(Probe probe, Fact fact, long rtt) {
        take(probe.target(), fact, probe.count(), rtt);
    }

    @Override
    public abstract void started(Target target);

    @Override
    public final void sent(Probe probe) {
        take(probe, Fact.SENT, 0);
    }

    @Override
    public final void refused(Probe probe, int errno) {
        take(probe, Fact.ERROR, 0);
    }

    @Override
    public final void replied(Reply reply, @Nullable Arrival arrival) {
        if (reply.checksumWrong() || reply.corruption() != null) take(reply.probe(), Fact.CORRUPTED, 0);
        if (reply.checksumWrong()) return; // it is no reply, as nobody knows what it is
        Fact fact = reply.duplicate() ? Fact.DUPLICATE : reply.late() ? Fact.LATE : Fact.REPLY;
        take(reply.probe(), fact, reply.rtt());
    }

    @Override
    public final void failed(Trouble trouble, @Nullable Arrival arrival) {
        take(trouble.probe(), Fact.ERROR, 0);
    }

    @Override
    public final void settled(Probe probe) throws IOException {
        take(probe, probe.replies() > 0 ? Fact.ANSWERED : Fact.LOST, 0);
    }
}
