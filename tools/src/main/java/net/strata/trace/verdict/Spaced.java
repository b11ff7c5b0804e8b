package net.strata.trace.verdict;

import java.io.IOException;
import net.strata.stats.Losses;
import net.strata.trace.Answer;
import net.strata.trace.Plan;
import net.strata.trace.Probe;
import net.strata.trace.Request;

/// Probes to one hop at even distances: to see whether it answers more when it is asked less often.
public final class Spaced implements Plan {
    private final Request request;
    private final int count;
    private final long gap;
    private final long wait;
    private int sent;
    private int answered;
    private int lost;
    private long next = Long.MIN_VALUE;

    /// @param count how many
    /// @param gap between them, in ns
    /// @param wait how long each is waited for, in ns
    public Spaced(Request request, int count, long gap, long wait) {
        this.request = request;
        this.count = count;
        this.gap = gap;
        this.wait = wait;
    }

    @Override
    public long act(Prober prober, long now) throws IOException {
        if (sent == count) return Long.MAX_VALUE;
        if (now < next) return next;
        sent++;
        next = now + gap;
        prober.send(request);
        return next;
    }

    @Override
    public long patience(Probe probe) {
        return wait;
    }

    @Override
    public void answered(Answer answer) {
        answered++;
    }

    @Override
    public void lost(Probe probe) {
        lost++;
    }

    @Override
    public boolean isDone() {
        return answered + lost == count;
    }

    /// What became of them.
    public Losses.Summary loss() {
        return new Losses.Summary(answered + lost, lost, 0, 0);
    }
}
