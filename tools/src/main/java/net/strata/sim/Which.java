package net.strata.sim;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/// Which packets a [Rule] is for, by the number of the probe among those of its host, from 0; and numbers for each, such
/// as delays. What has a seed is the same in every run, in whatever order it is asked for.
public final class Which {
    /// By which SplittableRandom's state grows, so that the stream of a seed can be entered anywhere.
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private Which() {}

    public static LongPredicate nth(long... numbers) {
        return n -> Arrays.stream(numbers).anyMatch(each -> each == n);
    }

    /// The last of every so many.
    public static LongPredicate every(long many) {
        return n -> n % many == many - 1;
    }

    /// A burst.
    public static LongPredicate burst(long first, long length) {
        return n -> n >= first && n - first < length;
    }

    /// Each with the same probability.
    public static LongPredicate chance(double probability, long seed) {
        return n -> at(n, seed).nextDouble() < probability;
    }

    /// Bursts of one length, each with the same probability.
    public static LongPredicate bursts(double probability, int length, long seed) {
        LongPredicate burst = chance(probability, seed);
        return n -> burst.test(n / length);
    }

    /// Numbers spread evenly.
    ///
    /// @param most is never reached
    public static LongUnaryOperator between(long least, long most, long seed) {
        return n -> at(n, seed).nextLong(least, most);
    }

    /// Numbers spread as waiting times are.
    public static LongUnaryOperator exponential(long mean, long seed) {
        return n -> (long) (-mean * Math.log1p(-at(n, seed).nextDouble()));
    }

    private static SplittableRandom at(long n, long seed) {
        return new SplittableRandom(seed + n * GAMMA);
    }
}
