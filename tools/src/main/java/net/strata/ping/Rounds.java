package net.strata.ping;

/// The plan of fping where it counts or loops: each host is sent a probe a period. Only what comes in time counts, and an
/// error is no answer. Times are in ns.
///
/// @param count how many each host is sent, [Long#MAX_VALUE] without end
/// @param timeout how long a probe is waited for
public record Rounds(long period, long count, long timeout) implements Plan {
    @Override
    public long next(Target target, long sent) {
        return target.sent() >= count ? Target.NEVER : sent + period;
    }

    @Override
    public boolean counts(Probe probe, long rtt) {
        return rtt <= timeout && (probe.replies() > 0 || !probe.isSettled());
    }

    @Override
    public boolean isKnown(Probe probe) {
        return probe.replies() > 0 || probe.isRefused();
    }

    @Override
    public long timeout(Probe probe) {
        return timeout;
    }
}
