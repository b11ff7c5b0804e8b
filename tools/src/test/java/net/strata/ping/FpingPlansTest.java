package net.strata.ping;

import static net.strata.ping.Run.A;
import static net.strata.ping.Run.MS;
import static net.strata.ping.Run.answering;
import static net.strata.ping.Run.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.LongStream;
import net.strata.sim.Network;
import net.strata.sim.Rule;
import org.junit.jupiter.api.Test;

/// When fping sends, what counts for it, and how long it waits.
final class FpingPlansTest {
    private static final Retries RETRIES = new Retries(500 * MS, 3, 1.5);
    private final Network network = new Network(true);
    private final Run run = new Run(network);

    private static long[] ms(long... times) {
        return LongStream.of(times).map(t -> t * MS).toArray();
    }

    @Test
    void eachRetryIsWaitedForLonger() throws IOException {
        network.host(A).out(Rule.lose(_ -> true));
        run.go(RETRIES, A);
        // 500 · 1.5 = 750, · 1.5 = 1125, · 1.5 = 1687.5 ms
        assertThat(run.sentAt()).containsExactly(ms(0, 500, 1250, 2375));
        assertThat(network.now()).isEqualTo(2375 * MS + 1687_500_000L);
        assertThat(run.settled).isEqualTo(run.sent);
    }

    @Test
    void aHostThatAnsweredIsDone() throws IOException {
        answering(network, A, 5 * MS);
        network.host(in(2)).out(Rule.lose(_ -> true));
        answering(network, in(3), 7 * MS);
        run.go(RETRIES, A, in(2), in(3));
        assertThat(run.targets).extracting(Target::sent).containsExactly(1L, 4L, 1L);
        assertThat(run.targets).extracting(Target::received).containsExactly(1L, 0L, 1L);
    }

    @Test
    void theRunEndsWithTheLastAnswer() throws IOException {
        answering(network, A, 5 * MS);
        answering(network, in(2), 9 * MS);
        run.go(RETRIES, A, in(2));
        assertThat(network.now()).isEqualTo(9 * MS);
    }

    @Test
    void aLateAnswerCountsIfTheLastProbeIsStillWaitedForAsLong() throws IOException {
        answering(network, A, 600 * MS); // comes when the second probe is out, which is waited for 750 ms
        answering(network, in(2), 1700 * MS); // longer than any
        run.go(RETRIES, A, in(2));
        assertThat(run.targets).extracting(Target::sent).containsExactly(2L, 4L);
        assertThat(run.targets).extracting(Target::received).containsExactly(2L, 0L);
    }

    @Test
    void inRoundsAnAnswerLaterThanTheTimeoutDoesNotCount() throws IOException {
        answering(network, A, 60 * MS);
        answering(network, in(2), 40 * MS);
        run.go(new Rounds(100 * MS, 3, 50 * MS), A, in(2));
        assertThat(run.targets).extracting(Target::received).containsExactly(0L, 3L);
        assertThat(run.sentAt()).containsExactly(ms(0, 0, 100, 100, 200, 200));
        assertThat(network.now()).isEqualTo(250 * MS);
    }
}
