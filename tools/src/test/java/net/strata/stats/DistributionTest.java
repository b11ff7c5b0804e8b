package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DistributionTest {
    private static Distribution of(long... nanos) {
        var distribution = new Distribution();
        for (long each : nanos)
            distribution.add(each);
        return distribution;
    }

    @Test
    void thereIsNothingToSayOfNone() {
        assertThat(of().summary()).isNull();
    }

    @Test
    void ofOneAllPercentilesAreThatOne() {
        long rtt = 123_456_789;
        assertThat(of(rtt).summary()).isEqualTo(new Distribution.Summary(rtt, rtt, rtt, rtt, rtt));
    }

    /// Nearest rank of 10: 50 % is the 5th, 90 % the 9th, 95 % the 10th (9.5 rounded up), and so are 99 % and 99.9 %.
    @Test
    void ranksAreRoundedUp() {
        assertThat(of(10, 20, 30, 40, 50, 60, 70, 80, 90, 100).summary())
                .isEqualTo(new Distribution.Summary(50, 90, 100, 100, 100));
    }

    /// 99.9 % of 1000 is 999, exactly.
    @Test
    void thousandValuesHaveEachRank() {
        assertThat(of(LongStream.rangeClosed(1, 1000).toArray()).summary())
                .isEqualTo(new Distribution.Summary(500, 900, 950, 990, 999));
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 1_000_000, 1_000_000_000, 100_000_000_000L})
    void percentilesAreThoseOfTheSortedValuesInFourDigits(long largest) {
        var random = new Random(largest);
        for (int run = 0; run < 10; run++) {
            int n = 1 + random.nextInt(3000);
            var nanos = random.longs(n, 0, 1 + random.nextLong(largest)).toArray();
            var distribution = of(nanos);
            Arrays.sort(nanos);
            for (int thousandths : new int[]{1, 500, 900, 950, 990, 999, 1000}) {
                long exact = nanos[(thousandths * n + 999) / 1000 - 1];
                assertThat(distribution.percentiles(thousandths)[0]).isBetween(exact - exact / 10_000,
                        exact + exact / 10_000);
            }
        }
    }

    @Test
    void countsAreOfValuesFromEachBoundToTheNext() {
        assertThat(of(5, 9, 10, 10, 19, 20, 35, 99).counts(new long[]{0, 10, 20, 30, 40})).containsExactly(2, 3, 1, 1,
                1);
    }
}
