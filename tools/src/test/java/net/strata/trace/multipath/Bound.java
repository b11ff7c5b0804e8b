package net.strata.trace.multipath;

/// How many failures there may be.
public final class Bound {
    private Bound() {}

    /// The least number that is exceeded with a probability of at most `alarm` when each of so many trials fails with a probability
    /// of `failure`: a quantile of the binomial distribution.
    public static int failures(int trials, double failure, double alarm) {
        double term = Math.exp(trials * Math.log1p(-failure));
        double below = term;
        int count = 0;
        while (1 - below > alarm && count < trials) {
            term *= (double) (trials - count) / (count + 1) * failure / (1 - failure);
            below += term;
            count++;
        }
        return count;
    }
}
