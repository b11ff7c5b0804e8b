package net.strata.events;

/// The time at which something happened that is told only now: a clock that is set.
public final class Moment {
    private long elapsed;
    private long wall;

    /// Sets it.
    ///
    /// @param nanos since the record began
    /// @param sinceEpoch the same moment by the system's clock then, in ns
    public void set(long nanos, long sinceEpoch) {
        elapsed = nanos;
        wall = sinceEpoch;
    }

    /// In ns since the record began: a [net.strata.probe.Clock].
    public long elapsed() {
        return elapsed;
    }

    /// In ns since the epoch.
    public long wall() {
        return wall;
    }
}
