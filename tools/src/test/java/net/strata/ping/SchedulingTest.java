package net.strata.ping;

import static net.strata.ping.Run.A;
import static net.strata.ping.Run.MS;
import static net.strata.ping.Run.answering;
import static net.strata.ping.Run.each;
import static net.strata.ping.Run.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.strata.os.SockAddr;
import net.strata.sim.Network;
import net.strata.sim.Rule;
import net.strata.sim.Which;
import org.junit.jupiter.api.Test;

/// When probes are sent, and how long the run waits. All times are exact.
final class SchedulingTest {
    private static final long NEVER = Long.MAX_VALUE;
    private final Network network = new Network(true);
    private final Run run = new Run(network);

    private static long[] every(long interval, int count) {
        return LongStream.range(0, count).map(k -> k * interval).toArray();
    }

    private static long[] ms(long... times) {
        return LongStream.of(times).map(t -> t * MS).toArray();
    }

    private static SockAddr.Ip[] hosts(int count) {
        return IntStream.range(0, count).mapToObj(Run::in).toArray(SockAddr.Ip[]::new);
    }

    /// As many at once as `preload` says, then one an interval, or one for each answer.
    private static Regular flood(long count, int preload) {
        return new Regular(10 * MS, count, NEVER, preload, true, 0, 1000 * MS, 1000 * MS);
    }

    @Test
    void aThousandProbesKeepToTheirSchedule() throws IOException {
        answering(network, A, 3 * MS);
        run.go(each(10 * MS, 1000), A);
        assertThat(run.sentAt()).containsExactly(every(10 * MS, 1000));
    }

    @Test
    void whatIsSentTooLateDelaysNothingElse() throws IOException {
        answering(network, A, 3 * MS);
        network.late(Which.between(0, 4 * MS, 1)); // every wait takes up to 4 ms too long
        run.go(each(10 * MS, 1000), A);
        assertThat(run.sent).hasSize(1000)
                .allSatisfy(probe -> assertThat(probe.sentAt() - probe.count() * 10 * MS).isBetween(0L, 4 * MS - 1));
        assertThat(run.sentAt()).isNotEqualTo(every(10 * MS, 1000));
        assertThat(run.rtts()).containsOnly(3 * MS);
    }

    @Test
    void ofALongDelayTheLast20MsAreMadeUpFor() throws IOException {
        network.host(A).out(Rule.lose(_ -> true));
        network.late(wait -> wait == 5 ? 105 * MS : 0); // the wait until 60 ms ends at 165 ms
        run.go(each(10 * MS, 11), A);
        assertThat(run.sentAt()).containsExactly(ms(0, 10, 20, 30, 40, 50, 165, 165, 165, 175, 185));
    }

    @Test
    void preloadedProbesGoAtOnceAndTheOthersAnIntervalApart() throws IOException {
        network.host(A).out(Rule.lose(_ -> true));
        run.go(new Regular(10 * MS, 6, NEVER, 3, false, 0, 1000 * MS, 0), A);
        assertThat(run.sentAt()).containsExactly(ms(0, 0, 0, 10, 20, 30));
    }

    @Test
    void aFloodSendsAProbeForEachAnswer() throws IOException {
        answering(network, A, 2 * MS);
        run.go(flood(8, 1), A);
        assertThat(run.sentAt()).containsExactly(every(2 * MS, 8));
    }

    @Test
    void aFloodKeepsAsManyInFlightAsItBeganWith() throws IOException {
        answering(network, A, 2 * MS);
        run.go(flood(12, 4), A);
        assertThat(run.sentAt()).containsExactly(ms(0, 0, 0, 0, 2, 2, 2, 2, 4, 4, 4, 4));
    }

    @Test
    void aFloodSendsAHundredASecondToAHostThatIsSilent() throws IOException {
        network.host(A).out(Rule.lose(_ -> true));
        run.go(flood(50, 1), A);
        assertThat(run.sentAt()).containsExactly(every(10 * MS, 50));
    }

    @Test
    void aFloodGoesOnAfterALoss() throws IOException {
        answering(network, A, 2 * MS).out(Rule.lose(Which.nth(2)));
        run.go(flood(6, 1), A);
        assertThat(run.sentAt()).containsExactly(ms(0, 2, 4, 14, 16, 18));
    }

    @Test
    void anErrorLetsAFloodGoOnAsAReplyDoes() throws IOException {
        network.host(A).out(Rule.delay(_ -> 2 * MS), Rule.error(_ -> true, in(9), 3, 1, 0, 28));
        run.go(flood(4, 1), A);
        assertThat(run.sentAt()).containsExactly(ms(0, 2, 4, 6));
    }

    @Test
    void duplicatesLetNothingGo() throws IOException {
        network.host(A).back(Rule.delay(_ -> 2 * MS), Rule.copy(_ -> true, 3, 0));
        run.go(flood(4, 1), A);
        assertThat(run.sentAt()).containsExactly(ms(0, 2, 4, 6));
    }

    @Test
    void whereTheIntervalAdaptsAnAnswerLetsTheNextGoButNotTooSoon() throws IOException {
        answering(network, A, 5 * MS).out(Rule.delay(Which.nth(3), 100 * MS));
        answering(network, in(2), MS);
        Plan plan = new Regular(1000 * MS, 6, NEVER, 1, false, 2 * MS, 5000 * MS, 1000 * MS);
        run.go(plan, A);
        assertThat(run.sentAt()).containsExactly(ms(0, 5, 10, 15, 120, 125));
        Run near = new Run(new Network(true));
        answering(near.network, A, MS);
        near.go(plan, A);
        assertThat(near.sentAt()).containsExactly(ms(0, 2, 4, 6, 8, 10));
    }

    @Test
    void aRunEndsAtItsDeadline() throws IOException {
        network.host(A).out(Rule.lose(_ -> true));
        run.deadline = 90 * MS;
        run.go(each(10 * MS, NEVER), A);
        assertThat(run.sentAt()).containsExactly(every(10 * MS, 9)); // none is sent at the deadline itself
        assertThat(network.now()).isEqualTo(90 * MS);
        assertThat(run.settled).isEqualTo(run.sent);
    }

    @Test
    void aRunEndsWithTheAnswerToTheLastProbe() throws IOException {
        answering(network, A, 35 * MS);
        run.go(each(10 * MS, 5), A);
        assertThat(run.received()).isEqualTo(5);
        assertThat(network.now()).isEqualTo(75 * MS);
    }

    @Test
    void anAnswerThatIsThereAtOnceEndsTheRunAtOnce() throws IOException {
        network.host(A);
        run.go(each(10 * MS, 5), A);
        assertThat(run.received()).isEqualTo(5);
        assertThat(network.now()).isEqualTo(40 * MS);
    }

    @Test
    void theLastProbeIsWaitedForTwiceTheLongestRoundTrip() throws IOException {
        network.host(A).back(Rule.delay(_ -> 30 * MS), Rule.delay(Which.nth(4), 29 * MS));
        run.go(each(10 * MS, 5), A);
        assertThat(run.received()).isEqualTo(5); // 59 ms are less than twice 30
        var lossy = new Run(new Network(true));
        answering(lossy.network, A, 30 * MS).out(Rule.lose(Which.nth(4)));
        lossy.go(each(10 * MS, 5), A);
        assertThat(lossy.unanswered()).containsExactly(4);
        assertThat(lossy.network.now()).isEqualTo(40 * MS + 2 * 30 * MS);
    }

    @Test
    void whereNothingAnswersTheLastProbeIsWaitedForAsLongAsWasSaid() throws IOException {
        network.host(A).out(Rule.lose(_ -> true));
        run.go(new Regular(10 * MS, 5, NEVER, 1, false, 0, 5000 * MS, 700 * MS), A);
        assertThat(network.now()).isEqualTo(740 * MS);
    }

    @Test
    void noProbeIsWaitedForLongerThanItsTimeout() throws IOException {
        network.host(A).out(Rule.lose(_ -> true));
        run.go(new Regular(10 * MS, 5, NEVER, 1, false, 0, 300 * MS, 700 * MS), A);
        assertThat(network.now()).isEqualTo(340 * MS);
    }

    @Test
    void aRunEndsWhenAllHostsHaveAnsweredEnough() throws IOException {
        answering(network, A, MS).out(Rule.lose(Which.nth(1, 2)));
        answering(network, in(2), MS).out(Rule.error(Which.nth(1), in(9), 3, 1, 0, 28));
        run.go(new Regular(10 * MS, NEVER, 3, 1, false, 0, 1000 * MS, 1000 * MS), A, in(2));
        assertThat(network.now()).isEqualTo(41 * MS); // probes 0, 3 and 4 of the first
        assertThat(run.targets).extracting(Target::received).containsExactly(3L, 3L); // no more is counted then
    }

    @Test
    void aRunCanBeStopped() throws IOException {
        answering(network, A, 35 * MS);
        network.arrive(52 * MS, A, new byte[0]);
        var stopped = new Run(network) {
            @Override
            public void settled(Probe probe) {
                super.settled(probe);
                if (probe.count() == 1) stop();
            }
        };
        stopped.go(each(10 * MS, NEVER), A);
        assertThat(network.now()).isEqualTo(45 * MS);
        assertThat(stopped.settled).isEqualTo(stopped.sent).hasSize(5);
        assertThat(stopped.ended).isTrue();
    }

    @Test
    void hostsTakeTurns() throws IOException {
        run.go(each(10 * MS, 3), hosts(4));
        assertThat(run.sent).extracting(probe -> probe.target().index())
                .containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
        assertThat(run.sentAt()).containsExactly(ms(0, 0, 0, 0, 10, 10, 10, 10, 20, 20, 20, 20));
    }

    @Test
    void aGapIsKeptBetweenAnyTwoProbes() throws IOException {
        run.gap = MS;
        run.go(each(1000 * MS, 2), hosts(50));
        assertThat(run.sentAt()).containsExactly(
                LongStream.concat(LongStream.range(0, 50), LongStream.range(1000, 1050)).map(t -> t * MS).toArray());
    }

    @Test
    void hostsTakeTurnsWhereTheGapIsLongerThanTheirIntervalAllows() throws IOException {
        run.gap = MS;
        run.go(each(10 * MS, 10), hosts(100));
        assertThat(run.sentAt()).containsExactly(every(MS, 1000));
        assertThat(run.sent).allSatisfy(probe -> assertThat(probe.target().index()).isEqualTo(probe.number() % 100));
    }

    @Test
    void aRateHoldsThroughDelays() throws IOException {
        run.gap = MS;
        network.late(Which.between(0, 5 * MS, 7)); // every wait takes up to 5 ms too long, each is for 1 ms
        run.go(each(1000 * MS, 1), hosts(1000));
        assertThat(run.sent).allSatisfy(
                probe -> assertThat(probe.sentAt() - probe.number() * MS).isBetween(0L, 5 * MS - 1));
    }

    @Test
    void ofALongDelayTheRateMakesUpFor20Ms() throws IOException {
        run.gap = MS;
        network.late(wait -> wait == 9 ? 500 * MS : 0); // the wait until 10 ms ends at 510 ms
        run.go(each(1000 * MS, 1), hosts(100));
        // At 510 ms goes the one of 10 ms, and those that could have gone from 490 ms on.
        long[] expected = new long[100];
        for (int i = 0; i < 100; i++)
            expected[i] = (i < 10 ? i : Math.max(510, 479 + i)) * MS;
        assertThat(run.sentAt()).containsExactly(expected);
    }
}
