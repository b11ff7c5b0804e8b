package net.strata.trace.multipath;

/// How many flows have to be sent through a router before no further next hop is looked for (Veitch et al., 2009, section III).
///
/// Where k next hops were seen, there may be one more. If k + 1 of them had equal shares, n flows would leave one out with a
/// probability of at most the sum over i = 1 .. k of (-1)^(i-1) C(k+1, i) (1 - i/(k+1))^n: n is the least number for which that
/// is no more than what is allowed.
public final class Stopping {
    /// So many are computed: where there are more next hops, this many flows each.
    private static final int MOST = 128;

    private final int percent;
    private final int[] flows = new int[MOST + 1];

    /// @param percent how sure it has to be that a router's next hops are all known, such as 95
    public Stopping(int percent) {
        this.percent = percent;
        double allowed = (100 - percent) / 100.0;
        int n = 1;
        for (int k = 1; k <= MOST; k++) {
            while (missed(n, k + 1) > allowed)
                n++;
            flows[k] = n;
        }
    }

    /// How sure it has to be, in percent.
    public int percent() {
        return percent;
    }

    /// How many flows there have to be when so many next hops are known, at least 1.
    public int flows(int known) {
        return known <= MOST ? flows[known] : (int) Math.min(Integer.MAX_VALUE, (long) flows[MOST] * known / MOST * 2);
    }

    /// The probability that flows leave out one of a router's next hops that have equal shares.
    static double missed(int flows, int hops) {
        double sum = 0;
        double ways = 1;
        for (int i = 1; i < hops; i++) {
            ways = ways * (hops - i + 1) / i;
            double term = ways * Math.pow(1 - (double) i / hops, flows);
            sum += i % 2 == 1 ? term : -term;
            if (term < 1e-18) break;
        }
        return sum;
    }

    /// The probability that the rule ends before all next hops of a router are known: exactly, over all its stops.
    ///
    /// @param hops that there are, with equal shares
    public double failure(int hops) {
        if (hops > MOST) return failure(MOST);
        double[] seen = new double[hops + 1]; // the probability that so many are known and it goes on
        seen[0] = 1;
        double failed = 0;
        for (int n = 1; n <= flows[hops - 1] && hops > 1; n++) {
            for (int k = Math.min(n, hops); k >= 1; k--)
                seen[k] = seen[k] * k / hops + seen[k - 1] * (hops - k + 1) / hops;
            seen[0] = 0;
            for (int k = 1; k < hops; k++)
                if (n >= flows[k]) {
                    failed += seen[k];
                    seen[k] = 0;
                }
        }
        return failed;
    }
}
