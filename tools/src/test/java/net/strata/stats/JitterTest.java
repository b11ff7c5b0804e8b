package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JitterTest {
    private static Jitter of(long... nanos) {
        var jitter = new Jitter();
        for (long each : nanos)
            jitter.add(each);
        return jitter;
    }

    @Test
    void oneRoundTripDiffersFromNothing() {
        assertThat(of().summary()).isNull();
        assertThat(of(333).summary()).isNull();
    }

    /// Differences 210 and 0: mean 210/2 = 105. J: 0 + (210 - 0)/16 = 13.125, then 13.125 + (0 - 13.125)/16 = 12.3046875.
    @Test
    void differencesAreOfNeighboursWithoutTheirSign() {
        assertThat(of(333, 123, 123).summary()).isEqualTo(new Jitter.Summary(105, 210, 12.3046875));
    }

    /// Differences 16, 32, 16: mean 64/3. J: 1, then 1 + 31/16 = 2.9375, then 2.9375 + 13.0625/16 = 3.75390625.
    @Test
    void anInstantRoundTripIsOneToo() {
        assertThat(of(0, 16, 48, 32).summary()).isEqualTo(new Jitter.Summary(64 / 3.0, 32, 3.75390625));
    }
}
