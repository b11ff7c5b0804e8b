package net.strata.trace.multipath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StoppingTest {
    private static List<Integer> points(int percent, int count) {
        var stopping = new Stopping(percent);
        return IntStream.rangeClosed(1, count).mapToObj(stopping::flows).toList();
    }

    /// As in the table of scamper's tracelb, up to 16 next hops at 95 %, and the series for 99 %.
    @Test
    void thePublishedPoints() {
        assertThat(points(95, 16)).containsExactly(6, 11, 16, 21, 27, 33, 38, 44, 51, 57, 63, 70, 76, 83, 90, 96);
        assertThat(points(99, 6)).containsExactly(8, 15, 21, 28, 36, 43);
    }

    /// Of two ways, six flows all take the same one with the probability 2 (1/2)^6; of three, eleven leave one out with
    /// 3 (2/3)^11 - 3 (1/3)^11, which is just below 5 %, and ten with more.
    @Test
    void thePointIsTheFirstThatIsSureEnough() {
        assertThat(Stopping.missed(6, 2)).isCloseTo(0.03125, within(1e-12));
        assertThat(Stopping.missed(5, 2)).isEqualTo(0.0625);
        assertThat(Stopping.missed(11, 3)).isCloseTo(3 * 2048 / 177147.0 - 3 / 177147.0, within(1e-12));
        assertThat(Stopping.missed(10, 3)).isGreaterThan(0.05);
    }

    /// Of two ways it fails where it stops after six flows. Of three, either there, with 3 (1/3)^6; or after eleven, if these leave
    /// one out and the first six did not all take the same way: 3 (2/3)^11 - 3 (1/3)^11, less 3 (1/3)^6 times what the other
    /// five leave out then, 2 (2/3)^5 - (1/3)^5.
    @Test
    void howOftenTheWholeRuleFails() {
        var stopping = new Stopping(95);
        assertThat(stopping.failure(1)).isZero();
        assertThat(stopping.failure(2)).isCloseTo(0.03125, within(1e-12));
        double early = 3 / 729.0;
        double late = 3 * 2048 / 177147.0 - 3 / 177147.0 - early * (2 * 32 / 243.0 - 1 / 243.0);
        assertThat(stopping.failure(3)).isCloseTo(early + late, within(1e-12));
    }

    /// However many next hops there are, the rule as a whole fails no more often than stated, or at most by an eightieth more: nine
    /// of them are missed with 5.061 %.
    @Test
    void theWholeRuleKeepsToWhatIsStated() {
        for (int percent : new int[]{95, 99})
            for (int hops = 2; hops <= 64; hops++)
                assertThat(new Stopping(percent).failure(hops)).as("%d next hops", hops)
                        .isLessThan((100 - percent) / 100.0 * 81 / 80);
    }
}
