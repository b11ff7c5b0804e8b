package net.strata.ping;

import static net.strata.ping.Run.A;
import static net.strata.ping.Run.MS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RegularTest {
    private static final long NEVER = Long.MAX_VALUE;
    private final Target target = new Target(0, "a", A);

    private static Regular regular(long count, long answers, long adaptive) {
        return new Regular(1000 * MS, count, answers, 1, false, adaptive, 10_000 * MS, 700 * MS);
    }

    @Test
    void theNextProbeIsDueAnIntervalAfterTheLastWas() {
        assertThat(regular(NEVER, NEVER, 0).next(target, 5 * MS)).isEqualTo(1005 * MS);
        target.sent = 3;
        assertThat(regular(4, NEVER, 0).next(target, 5 * MS)).isEqualTo(1005 * MS);
        target.sent = 4;
        assertThat(regular(4, NEVER, 0).next(target, 5 * MS)).isEqualTo(Target.NEVER);
    }

    @Test
    void anAnswerChangesNothingUnlessTheIntervalAdapts() {
        assertThat(regular(NEVER, NEVER, 0).answered(target, 1005 * MS, 8 * MS)).isEqualTo(1005 * MS);
        Regular adaptive = regular(NEVER, NEVER, 2 * MS);
        assertThat(adaptive.answered(target, 1005 * MS, 8 * MS)).isEqualTo(8 * MS);
        assertThat(adaptive.answered(target, 1005 * MS, 6 * MS)).isEqualTo(7 * MS); // sent at 5 ms, and 2 ms later
        assertThat(adaptive.answered(target, 1005 * MS, 2000 * MS)).isEqualTo(1005 * MS);
    }

    @Test
    void repliesAndErrorsAreAnswers() {
        Regular three = regular(NEVER, 3, 0);
        target.received = 2;
        assertThat(three.enough(target)).isFalse();
        target.errors = 1;
        assertThat(three.enough(target)).isTrue();
    }

    @Test
    void theEndIsWaitedForTwiceTheLongestRoundTripAndNoLessThanAnInterval() {
        Regular plan = regular(NEVER, NEVER, 0);
        assertThat(plan.linger(0)).isEqualTo(700 * MS);
        assertThat(plan.linger(1)).isEqualTo(1000 * MS);
        assertThat(plan.linger(600 * MS)).isEqualTo(1200 * MS);
    }
}
