package net.strata.stats;

/// Exact tests of counts, for few tries as for many.
public final class Exact {
    /// 0.5 ln(2 pi).
    private static final double HALF_LOG_2_PI = 0.9189385332046727;
    /// From here on Stirling's series with three terms is exact to a double's last digits.
    private static final int STIRLING = 64;
    private static final double NEGLIGIBLE = 1e-18;

    private Exact() {}

    /// The chance of so many hits or more where each try hits with a chance of its own accord (binomial distribution); 1 where
    /// there are no more than are to be expected.
    public static double atLeast(long hits, long tries, double chance) {
        if (hits <= tries * chance) return 1;
        if (chance <= 0) return 0;
        double odds = chance / (1 - chance);
        double term = Math.exp(choose(tries, hits) + hits * Math.log(chance) + (tries - hits) * Math.log1p(-chance));
        double sum = 0;
        for (long k = hits; k <= tries && term > sum * NEGLIGIBLE; k++) {
            sum += term;
            term *= (double) (tries - k) / (k + 1) * odds;
        }
        return Math.min(1, sum);
    }

    /// Fisher's exact test, one-sided: the chance that of all hits so many or more fall on the first tries, if these hit no
    /// more often than the others (R. A. Fisher, Statistical Methods for Research Workers, section 21.02). 1 where they do
    /// not.
    public static double more(long hits, long tries, long otherHits, long otherTries) {
        if (hits * (double) otherTries <= otherHits * (double) tries) return 1;
        long all = hits + otherHits;
        double term = Math.exp(choose(tries, hits) + choose(otherTries, otherHits) - choose(tries + otherTries, all));
        double sum = 0;
        for (long k = hits; k <= Math.min(tries, all) && term > sum * NEGLIGIBLE; k++) {
            sum += term;
            long other = all - k;
            term *= (double) (tries - k) / (k + 1) * other / (otherTries - other + 1);
        }
        return Math.min(1, sum);
    }

    /// How far from the least and from the largest of so many values the ends of an interval lie that holds the median: the chance
    /// that it is beyond one of them is `alpha` at most (order statistics; binomial distribution with chance 1/2). 0 for
    /// the least and the largest themselves, whatever their chance.
    public static int medianRank(int values, double alpha) {
        double sum = 0;
        for (int k = 0; k < values / 2; k++) {
            sum += Math.exp(choose(values, k) - values * Math.log(2));
            if (2 * sum > alpha) return Math.max(0, k - 1);
        }
        return Math.max(0, (values - 1) / 2);
    }

    /// The logarithm of a binomial coefficient.
    private static double choose(long of, long count) {
        return logFactorial(of) - logFactorial(count) - logFactorial(of - count);
    }

    private static double logFactorial(long n) {
        if (n >= STIRLING)
            return (n + 0.5) * Math.log((double) n) - n + HALF_LOG_2_PI + 1.0 / (12.0 * n)
                    - 1.0 / (360.0 * Math.pow((double) n, 3))
                    + 1.0 / (1260.0 * Math.pow((double) n, 5));
        double product = 1;
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            product *= i;
            if (product > 1e280) {
                sum += Math.log(product);
                product = 1;
            }
        }
        return sum + Math.log(product);
    }
}
