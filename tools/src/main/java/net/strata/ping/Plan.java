package net.strata.ping;

/// When a host is sent probes, and for how long each is waited for. Times are in ns.
public interface Plan {
    /// When the next probe of a target is due.
    ///
    /// @param sent when the one before was due, by the engine's clock
    /// @return [Target#NEVER] if that was the last
    long next(Target target, long sent);

    /// How many probes a target is sent at once to begin with.
    default int preload() {
        return 1;
    }

    /// Whether each answer lets another probe go.
    default boolean flows() {
        return false;
    }

    /// Whether a target has all that is wanted: the run ends when all of them have.
    default boolean enough(Target target) {
        return false;
    }

    /// What an answer changes: when the next probe is due now.
    default long answered(Target target, long due, long now) {
        return due;
    }

    /// What an ICMP error changes: when the next probe is due now.
    default long failed(Target target, long due, long now) {
        return due;
    }

    /// What it changes that the kernel did not send a probe: when the next one is due now.
    default long refused(Target target, long due) {
        return due;
    }

    /// Whether a reply counts, which had some round trip time.
    default boolean counts(Probe probe, long rtt) {
        return true;
    }

    /// Whether nothing more is waited for, however short ago a probe was sent.
    default boolean isKnown(Probe probe) {
        return probe.isAnswered() || probe.isRefused();
    }

    /// How long a probe is waited for.
    long timeout(Probe probe);

    /// How long is still waited once all have been sent.
    ///
    /// @param longest the longest round trip so far, 0 if nothing was answered
    default long linger(long longest) {
        return Long.MAX_VALUE;
    }
}
