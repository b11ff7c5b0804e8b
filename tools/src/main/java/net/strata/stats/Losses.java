package net.strata.stats;

/// Which probes were lost. A probe is settled when it is answered or when nobody waits for it any more.
public final class Losses {
    private long settled;
    private long lost;
    private long bursts;
    private long burst;
    private long longestBurst;

    /// Takes the fate of the next probe, in the order of sending.
    public void add(boolean isLost) {
        settled++;
        if (!isLost) {
            burst = 0;
            return;
        }
        lost++;
        burst++;
        if (burst == 1) bursts++;
        longestBurst = Math.max(longestBurst, burst);
    }

    public Summary summary() {
        return new Summary(settled, lost, bursts, longestBurst);
    }

    /// Counts of probes and of bursts of losses.
    ///
    /// @param settled probes whose fate is known
    /// @param lost those of them that were not answered in time
    /// @param bursts how often one or more probes in a row were lost
    /// @param longestBurst most probes in a row that were lost
    public record Summary(long settled, long lost, long bursts, long longestBurst) {
        /// Two-sided 95 %: the 0.975 quantile of the normal distribution.
        private static final double Z = 1.959963984540054;

        /// The share that was lost, NaN while no fate is known.
        public double share() {
            return (double) lost / settled;
        }

        /// The lower end of the 95 % interval of the share, [#highest] the upper: Wilson's score interval (E. B. Wilson,
        /// Probable inference, the law of succession, and statistical inference, JASA 22, 1927), which holds for few probes
        /// and for shares near 0 and 1. It takes losses as independent; where they come in bursts it is too narrow.
        public double lowest() {
            return lost == 0 ? 0 : bound(-1);
        }

        /// The upper end of the interval.
        public double highest() {
            return lost == settled ? 1 : bound(1);
        }

        private double bound(int side) {
            double p = share();
            double n = settled;
            double centre = p + Z * Z / (2 * n);
            double half = Z * Math.sqrt((p * (1 - p) + Z * Z / (4 * n)) / n);
            return (centre + side * half) / (1 + Z * Z / n);
        }
    }
}
