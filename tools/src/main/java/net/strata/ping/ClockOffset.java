package net.strata.ping;

import java.util.Locale;

/// How far another host's clock is ahead of ours, from times of both in one exchange. All in ms.
///
/// What it stamped was stamped between our sending and our receiving, so each exchange gives bounds, and several narrow
/// them. Its stamps are whole ms, cut off.
final class ClockOffset {
    private static final double DAY = 86_400_000;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    /// The bit that says that a stamp is not of midnight UT (RFC 792).
    private static final int OTHER = 1 << 31;

    private double least = Double.NEGATIVE_INFINITY;
    private double most = Double.POSITIVE_INFINITY;

    /// Bounds.
    ///
    /// @param least of the offset
    /// @param most of the offset
    record Bounds(double least, double most) {
        /// The middle, and how far it may be from the truth.
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%+.1f±%.1f ms", (least + most) / 2, (most - least) / 2);
        }
    }

    /// Whether a stamp is ms since midnight UT.
    static boolean isStandard(int stamp) {
        return (stamp & OTHER) == 0 && stamp < DAY;
    }

    /// The bounds that one exchange gives.
    ///
    /// @param sent when we sent, in ns since the epoch
    /// @param receive when it received, in ms since midnight UT
    /// @param transmit when it answered, in the same
    /// @param received when we received, in ns since the epoch
    static Bounds of(long sent, int receive, int transmit, long received) {
        double most = difference(receive + 1.0, sent);
        double least = difference(transmit, received);
        // The two are near each other, but midnight may be between them.
        return new Bounds(least, most < least ? most + DAY : most);
    }

    /// Between half a day behind and half a day ahead: that of midnight is not known.
    private static double difference(double stamp, long wall) {
        double difference = stamp - wall % DAY_NANOS / 1e6;
        return difference - Math.floor(difference / DAY + 0.5) * DAY;
    }

    /// Takes an exchange into account. Where it contradicts the ones before, a clock was set: it counts alone.
    void add(Bounds bounds) {
        if (bounds.least > most || bounds.most < least) {
            least = bounds.least;
            most = bounds.most;
        } else {
            least = Math.max(least, bounds.least);
            most = Math.min(most, bounds.most);
        }
    }

    boolean isKnown() {
        return most < Double.POSITIVE_INFINITY;
    }

    /// What all exchanges agree on.
    Bounds bounds() {
        return new Bounds(least, most);
    }
}
