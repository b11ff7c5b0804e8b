package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoundTripsTest {
    private static RoundTrips.Summary of(long... nanos) {
        var trips = new RoundTrips();
        for (long each : nanos)
            trips.add(each);
        return Objects.requireNonNull(trips.summary());
    }

    @Test
    void thereIsNothingToSayOfNone() {
        assertThat(new RoundTrips().summary()).isNull();
        assertThat(new RoundTrips().count()).isZero();
    }

    @Test
    void ofOneAllIsThatOne() {
        assertThat(of(420_000)).isEqualTo(new RoundTrips.Summary(1, 420_000, 420_000, 420_000, 0, 420_000, 420_000));
    }

    /// Mean (2+4+4+4+5+5+7+9)/8 = 40/8 = 5. Squares of the differences 9+1+1+1+0+0+4+16 = 32, over 8: 4, its root: 2.
    @Test
    void mdevIsTheDeviationOfThePopulation() {
        var s = of(2, 4, 4, 4, 5, 5, 7, 9);
        assertThat(s.mean()).isEqualTo(5);
        assertThat(s.mdev()).isEqualTo(2);
        assertThat(s.min()).isEqualTo(2);
        assertThat(s.max()).isEqualTo(9);
        assertThat(s.last()).isEqualTo(9);
        assertThat(s.count()).isEqualTo(8);
    }

    /// As above, an hour later: squares near 1.3e25 are beyond 64 bits and beyond the precision of a double.
    @Test
    void aLargeMeanTakesNothingFromASmallDeviation() {
        long hour = 3_600_000_000_000L;
        assertThat(of(hour + 2, hour + 4, hour + 4, hour + 4, hour + 5, hour + 5, hour + 7, hour + 9).mdev())
                .isEqualTo(2);
    }

    /// Begins with the first, 800. Then 800 + (1600 - 800)/8 = 900, and 900 + (100 - 900)/8 = 800.
    @Test
    void ewmaMovesByAnEighth() {
        assertThat(of(800).ewma()).isEqualTo(800);
        assertThat(of(800, 1600).ewma()).isEqualTo(900);
        assertThat(of(800, 1600, 100).ewma()).isEqualTo(800);
    }

    /// iputils takes a moving average of zero for none, and would begin again: 0 + (800 - 0)/8 = 100.
    @Test
    void ewmaBeginsOnce() {
        assertThat(of(0, 800).ewma()).isEqualTo(100);
    }

    @Test
    void aNegativeOneIsRefused() {
        assertThatThrownBy(() -> of(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1 ns");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000L, 1_000_000_000_000_000L})
    void mdevIsThatOfTwoExactPasses(long spread) {
        var random = new Random(spread);
        for (int run = 0; run < 20; run++) {
            long offset = random.nextLong(1_000_000_000_000_000L);
            var nanos = random.longs(1 + random.nextInt(200), offset, offset + spread).toArray();
            assertThat(of(nanos).mdev()).isCloseTo(twoPasses(nanos), within(1e-12 * spread));
        }
    }

    private static double twoPasses(long[] nanos) {
        var exact = new MathContext(60);
        var n = BigDecimal.valueOf(nanos.length);
        var sum = BigDecimal.ZERO;
        for (long each : nanos)
            sum = sum.add(BigDecimal.valueOf(each));
        var mean = sum.divide(n, exact);
        var squares = BigDecimal.ZERO;
        for (long each : nanos)
            squares = squares.add(BigDecimal.valueOf(each).subtract(mean).pow(2));
        return squares.divide(n, exact).sqrt(exact).doubleValue();
    }
}
