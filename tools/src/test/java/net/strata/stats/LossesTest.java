package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LossesTest {
    /// @param fates a letter a probe, in the order of sending: `x` for lost
    private static Losses.Summary of(String fates) {
        var losses = new Losses();
        fates.chars().forEach(c -> losses.add(c == 'x'));
        return losses.summary();
    }

    @ParameterizedTest
    @CsvSource({"....,4,0,0,0", "x...,4,1,1,1", ".xx.x.xxx,9,6,3,3", "xx.x,4,3,2,2", "xxx,3,3,1,3"})
    void aBurstIsARowOfLosses(String fates, long settled, long lost, long bursts, long longest) {
        assertThat(of(fates)).isEqualTo(new Losses.Summary(settled, lost, bursts, longest));
    }

    /// z = 1.96, z² = 3.8415. Of 10 one lost: the centre is 0.1 + 3.8415/20 = 0.29207, half the width is
    /// 1.96 √((0.1·0.9 + 3.8415/40)/10) = 1.96 √0.0186036 = 0.26733, all over 1 + 3.8415/10 = 1.38415:
    /// (0.29207 - 0.26733)/1.38415 = 0.01787, (0.29207 + 0.26733)/1.38415 = 0.40415.
    @Test
    void theIntervalIsWilsons() {
        var loss = of("x.........");
        assertThat(loss.share()).isEqualTo(0.1);
        assertThat(loss.lowest()).isCloseTo(0.01787, within(1e-5));
        assertThat(loss.highest()).isCloseTo(0.40415, within(1e-5));
    }

    /// With p = 0 the formula is z²/n / (1 + z²/n) = z²/(n + z²) = 3.8415/13.8415 = 0.27753.
    @Test
    void ofNoLossInTenOneCanSayThatLessThanAThirdIsLost() {
        var loss = of("..........");
        assertThat(loss.lowest()).isZero();
        assertThat(loss.highest()).isCloseTo(0.27753, within(1e-5));
    }

    /// The mirror image: 1 - 0.27753.
    @Test
    void whereAllAreLostTheUpperEndIsOne() {
        var loss = of("xxxxxxxxxx");
        assertThat(loss.share()).isEqualTo(1);
        assertThat(loss.lowest()).isCloseTo(0.72247, within(1e-5));
        assertThat(loss.highest()).isEqualTo(1);
    }

    @Test
    void beforeTheFirstFateAnyShareIsPossible() {
        var loss = of("");
        assertThat(loss.share()).isNaN();
        assertThat(loss.lowest()).isZero();
        assertThat(loss.highest()).isEqualTo(1);
    }
}
