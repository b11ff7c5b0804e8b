package net.strata.trace.multipath;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BoundTest {
    /// Of ten coins, ten show heads with 1/1024, nine or more with 11/1024.
    @Test
    void quantilesOfTheBinomialDistribution() {
        assertThat(Bound.failures(10, 0.5, 1 / 1000.0)).isEqualTo(9);
        assertThat(Bound.failures(10, 0.5, 1 / 1000.0 - 1e-4)).isEqualTo(10);
        assertThat(Bound.failures(10, 0.5, 0.011)).isEqualTo(8);
    }
}
