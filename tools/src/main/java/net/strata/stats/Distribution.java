package net.strata.stats;

import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/// How round trips are distributed: each is kept with so many digits: with four, in cells at most 0.01 % wide. Takes some hundred bytes, or a few
/// thousand where they differ much. Loading the classes behind it takes time, so it is made only where somebody asks.
public final class Distribution {
    private static final int DIGITS = 4;
    /// Parts of 1000.
    private static final int[] PERCENTILES = {500, 900, 950, 990, 999};

    private final PackedHistogram histogram;
    private long min = Long.MAX_VALUE;
    private long max;

    public Distribution() {
        this(DIGITS);
    }

    /// @param digits fewer take less time to look through
    public Distribution(int digits) {
        histogram = new PackedHistogram(digits);
    }

    /// Counts a round trip, which is not negative.
    public void add(long nanos) {
        histogram.recordValue(nanos);
        min = Math.min(min, nanos);
        max = Math.max(max, nanos);
    }

    long count() {
        return histogram.getTotalCount();
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    /// What is known by now, null before the first round trip.
    public @Nullable Summary summary() {
        if (count() == 0) return null;
        var p = percentiles(PERCENTILES);
        return new Summary(p[0], p[1], p[2], p[3], p[4]);
    }

    /// Percentiles, given in parts of 1000 and in ascending order. One pass from the least to the largest, as the histogram's
    /// own method begins at zero for each, and takes a thousand times as long for a host with few replies.
    long[] percentiles(int... thousandths) {
        var values = new long[thousandths.length];
        int next = 0;
        long seen = 0;
        for (long cell = min; next < values.length; cell = histogram.nextNonEquivalentValue(cell)) {
            seen += histogram.getCountAtValue(cell);
            while (next < values.length && 1000 * seen >= thousandths[next] * count())
                values[next++] = Math.clamp(histogram.medianEquivalentValue(cell), min, max);
        }
        return values;
    }

    /// How many lie between each bound and the next; behind the last one, those beyond it. What is in one cell with a bound
    /// counts as behind it, so that round numbers do.
    long[] counts(long[] bounds) {
        var counts = new long[bounds.length];
        int row = 0;
        for (long cell = min; cell <= max; cell = histogram.nextNonEquivalentValue(cell)) {
            while (row + 1 < bounds.length && histogram.highestEquivalentValue(cell) >= bounds[row + 1])
                row++;
            counts[row] += histogram.getCountAtValue(cell);
        }
        return counts;
    }

    /// Percentiles in ns, by nearest rank: at least so many percent took no longer.
    public record Summary(long p50, long p90, long p95, long p99, long p999) {}
}
