package net.strata.stats;

import org.jspecify.annotations.Nullable;

/// All that is counted and measured of the probes to one host.
///
/// A probe is sent, and later settled: answered or lost. Its first answer is its reply; what else comes is a duplicate,
/// or late if the probe was settled as lost.
public final class Statistics {
    private final RoundTrips roundTrips = new RoundTrips();
    private final Jitter jitter = new Jitter();
    private final Losses losses = new Losses();
    private final @Nullable Distribution distribution;
    private long sent;
    private long received;
    private long duplicates;
    private long late;
    private long corrupted;
    private long errors;
    private long reordered;
    private long highest = Long.MIN_VALUE;

    /// @param percentiles whether the distribution of round trips is wanted too
    public Statistics(boolean percentiles) {
        this(percentiles ? new Distribution() : null);
    }

    /// @param distribution of round trips, null if none is wanted
    public Statistics(@Nullable Distribution distribution) {
        this.distribution = distribution;
    }

    /// A probe was sent.
    public void sent() {
        sent++;
    }

    /// The first reply to a probe, in time. Called in the order of arrival.
    ///
    /// @param number of the probe, in the order of sending; does not wrap around
    public void reply(long number, long rttNanos) {
        time(rttNanos);
        received++;
        jitter.add(rttNanos);
        // RFC 4737 section 3.3: out of order is what comes after something that was sent later.
        if (number < highest) reordered++;
        highest = Math.max(highest, number);
    }

    /// One more reply to a probe. As in iputils it counts in the times, and in nothing else; jitter leaves it out.
    public void duplicate(long rttNanos) {
        time(rttNanos);
        duplicates++;
    }

    private void time(long rttNanos) {
        roundTrips.add(rttNanos);
        if (distribution != null) distribution.add(rttNanos);
    }

    /// A reply to a probe that was settled as lost. It stays lost.
    public void late() {
        late++;
    }

    /// A reply that was not what it should be.
    public void corrupted() {
        corrupted++;
    }

    /// An error in place of a reply.
    public void error() {
        errors++;
    }

    /// The fate of the oldest probe that was not settled yet: called once for each, in the order of sending.
    public void settled(boolean lost) {
        losses.add(lost);
    }

    /// The distribution of round trips, null if it was not asked for.
    public @Nullable Distribution distribution() {
        return distribution;
    }

    /// All that is known by now.
    public Snapshot snapshot() {
        return new Snapshot(sent, received, duplicates, late, corrupted, errors, reordered, losses.summary(),
                roundTrips.summary(), jitter.summary(), distribution == null ? null : distribution.summary());
    }
}
