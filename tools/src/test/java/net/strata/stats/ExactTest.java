package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ExactTest {
    private static final double DIGITS = 1e-12;

    /// (3 over 2) 0.1² 0.9 + 0.1³ = 0.027 + 0.001.
    @Test
    void theUpperTailOfTheBinomialDistribution() {
        assertThat(Exact.atLeast(2, 3, 0.1)).isCloseTo(0.028, within(DIGITS));
        assertThat(Exact.atLeast(3, 3, 0.1)).isCloseTo(0.001, within(DIGITS));
    }

    @Test
    void noMoreThanIsToBeExpectedSaysNothing() {
        assertThat(Exact.atLeast(1, 100, 0.01)).isEqualTo(1);
        assertThat(Exact.atLeast(0, 0, 0.01)).isEqualTo(1);
    }

    /// Of five white and five black balls all five whites are among the first five drawn once in (10 over 5) = 252 cases; at
    /// least four of them in 5·5 + 1 = 26.
    @Test
    void fishersExactTest() {
        assertThat(Exact.more(5, 5, 0, 5)).isCloseTo(1.0 / 252, within(DIGITS));
        assertThat(Exact.more(4, 5, 1, 5)).isCloseTo(26.0 / 252, within(DIGITS));
        assertThat(Exact.more(1, 5, 1, 5)).isEqualTo(1);
        assertThat(Exact.more(0, 0, 0, 0)).isEqualTo(1);
    }

    /// Fisher's tea: (8 over 4) = 70.
    @Test
    void fishersTea() {
        assertThat(Exact.more(4, 4, 0, 4)).isCloseTo(1.0 / 70, within(DIGITS));
        assertThat(Exact.more(3, 4, 1, 4)).isCloseTo(17.0 / 70, within(DIGITS));
    }

    /// The hypergeometric chance of all hits on the first half of 2n, one hit each: n/(2n) = 1/2, whatever n; two: n(n-1)/(2n(2n-1)).
    @Test
    void largeNumbersAreExactToo() {
        long n = 1_000_000_000;
        assertThat(Exact.more(1, n, 0, n)).isCloseTo(0.5, within(1e-5));
        assertThat(Exact.more(2, n, 0, n)).isCloseTo(0.25, within(1e-5));
        assertThat(Exact.atLeast(n, n, 0.01)).isZero();
        assertThat(Exact.atLeast(20_000_000, n, 0.01)).isZero();
    }

    /// Of six values the median lies between the least and the largest with a chance of 1 - 2/64 = 0.969; of nine between the
    /// second and the eighth with 1 - 2 (1 + 9)/512 = 0.961.
    @Test
    void theIntervalOfTheMedian() {
        assertThat(Exact.medianRank(6, 0.05)).isZero();
        assertThat(Exact.medianRank(9, 0.05)).isEqualTo(1);
        assertThat(Exact.medianRank(9, 0.039)).isZero();
        assertThat(Exact.medianRank(3, 0.05)).isZero();
        assertThat(Exact.medianRank(1, 0.05)).isZero();
    }
}
