package net.strata.stats;

import org.jspecify.annotations.Nullable;

/// How much a round trip differs from the one that came before it. The first one differs from nothing.
public final class Jitter {
    /// The new difference's share in J is 1/16.
    private static final int GAIN = 16;

    private long last = -1;
    private long count;
    private long sum;
    private long max;
    private double j;

    /// Takes the next round trip, in the order in which replies come.
    public void add(long nanos) {
        if (last >= 0) {
            long difference = Math.abs(nanos - last);
            count++;
            sum += difference;
            max = Math.max(max, difference);
            j += (difference - j) / GAIN;
        }
        last = nanos;
    }

    /// What is known by now, null before the second round trip.
    public @Nullable Summary summary() {
        return count == 0 ? null : new Summary((double) sum / count, max, j);
    }

    /// Times in ns.
    ///
    /// @param mean of the absolute differences
    /// @param max the largest of them
    /// @param j the interarrival jitter of RFC 3550 section 6.4.1, with round trips in place of the one-way times of RTP
    public record Summary(double mean, long max, double j) {}
}
