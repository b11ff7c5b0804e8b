package net.strata.ping;

/// The plan of fping as it is by itself: a host is sent a probe until it has answered one, each when the one before was
/// waited for in vain. Times are in ns.
///
/// @param timeout how long the first probe is waited for
/// @param retries how many more there may be
/// @param backoff how many times longer each is waited for than the one before
public record Retries(long timeout, long retries, double backoff) implements Plan {
    /// Some years: sums with it do not overflow.
    private static final long LONGEST = Long.MAX_VALUE / 4;

    @Override
    public long next(Target target, long sent) {
        Probe last = target.last;
        if (last == null || last.count() >= retries) return Target.NEVER;
        return last.sentAt() + timeout(last);
    }

    @Override
    public long answered(Target target, long due, long now) {
        return target.received() > 0 ? Target.NEVER : due;
    }

    /// What was refused once will be again.
    @Override
    public long refused(Target target, long due) {
        return Target.NEVER;
    }

    /// As fping has it, a late reply counts if the probe that was sent last would still be waited for after as long.
    @Override
    public boolean counts(Probe probe, long rtt) {
        Probe last = probe.target().last;
        return rtt <= timeout(last == null ? probe : last);
    }

    @Override
    public boolean isKnown(Probe probe) {
        return probe.target().received() > 0 || probe.isRefused();
    }

    @Override
    public long timeout(Probe probe) {
        return Math.min((long) ((double) timeout * Math.pow(backoff, (double) probe.count())), LONGEST);
    }
}
