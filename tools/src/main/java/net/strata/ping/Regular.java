package net.strata.ping;

/// The plan of `ping`: a probe an interval to each host, however it answers. Times are in ns.
///
/// @param interval between two probes to a host
/// @param count how many each host is sent, [Long#MAX_VALUE] without end
/// @param answers after how many answers, replies and errors, a host has enough, [Long#MAX_VALUE] for never
/// @param preload how many are sent at once to begin with
/// @param flow whether each answer lets another go at once
/// @param adaptive how long there is between two probes at least, where an answer lets another go; 0 where it does not
/// @param timeout how long a probe is waited for
/// @param linger how long is waited at the end where nothing was answered at all
public record Regular(long interval, long count, long answers, int preload, boolean flow, long adaptive, long timeout,
        long linger) implements Plan {
    /// That a host which answers is waited for, in its longest round trips.
    private static final int PATIENCE = 2;

    @Override
    public long next(Target target, long sent) {
        return target.sent() >= count ? Target.NEVER : sent + interval;
    }

    @Override
    public boolean flows() {
        return flow;
    }

    @Override
    public boolean enough(Target target) {
        return target.received() + target.errors() >= answers;
    }

    @Override
    public long answered(Target target, long due, long now) {
        return adaptive == 0 ? due : Math.min(due, Math.max(now, due - interval + adaptive));
    }

    @Override
    public long failed(Target target, long due, long now) {
        return answered(target, due, now);
    }

    @Override
    public long timeout(Probe probe) {
        return timeout;
    }

    @Override
    public long linger(long longest) {
        return longest == 0 ? linger : Math.max(PATIENCE * longest, interval);
    }
}
