package net.strata.stats;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The round trips to a host in a few numbers. Sums are exact, the sum of squares has 128 bits: nothing is lost where a
/// small deviation stands on a large mean.
public final class RoundTrips {
    /// The new value's share in the moving average is 1/8, as in iputils' `ping` and in TCP (RFC 6298 section 2).
    private static final int EWMA_GAIN = 8;

    private long count;
    private long min = Long.MAX_VALUE;
    private long max;
    private long last;
    private long sum;
    private long squaresHigh;
    private long squaresLow;
    private long eightEwma;

    /// Counts a round trip.
    ///
    /// @throws IllegalArgumentException if it is negative
    public void add(long nanos) {
        if (nanos < 0) throw new IllegalArgumentException("a round trip of " + nanos + " ns");
        count++;
        min = Math.min(min, nanos);
        max = Math.max(max, nanos);
        last = nanos;
        sum += nanos;
        long square = nanos * nanos;
        squaresLow += square;
        squaresHigh += Math.multiplyHigh(nanos, nanos);
        if (Long.compareUnsigned(squaresLow, square) < 0) squaresHigh++;
        eightEwma = count == 1 ? EWMA_GAIN * nanos : eightEwma + nanos - eightEwma / EWMA_GAIN;
    }

    public long count() {
        return count;
    }

    /// What is known by now, null before the first round trip.
    public @Nullable Summary summary() {
        if (count == 0) return null;
        return new Summary(count, min, max, (double) sum / count, Math.sqrt(variance()),
                (double) eightEwma / EWMA_GAIN, last);
    }

    /// The mean of the squares less the square of the mean, over the common denominator n².
    private double variance() {
        BigInteger n = BigInteger.valueOf(count);
        BigInteger squares = BigInteger.valueOf(squaresHigh).shiftLeft(Long.SIZE)
                .add(new BigInteger(Long.toUnsignedString(squaresLow)));
        BigInteger total = BigInteger.valueOf(sum);
        return squares.multiply(n).subtract(total.multiply(total)).doubleValue() / ((double) count * count);
    }

    /// Times in ns.
    ///
    /// @param mdev the standard deviation of the population, as iputils means it
    /// @param ewma the exponentially weighted moving average, gain 1/8, that begins with the first round trip
    /// @param last the one that came last
    public record Summary(long count, long min, long max, double mean, double mdev, double ewma, long last) {}
}
