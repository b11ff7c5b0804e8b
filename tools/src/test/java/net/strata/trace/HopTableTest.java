package net.strata.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.strata.os.SockAddr;
import net.strata.stats.Jitter;
import net.strata.stats.Losses;
import net.strata.stats.RoundTrips;
import org.junit.jupiter.api.Test;

final class HopTableTest {
    private final HopTable table = new HopTable(true, 8);
    private final Path path = Made.path(0);
    private long number;

    HopTableTest() {
        table.began(path);
    }

    private Probe sent(int hops) {
        Probe probe = Made.probe(path, number++, hops, 1_000);
        table.sent(probe);
        return probe;
    }

    private void answered(Probe probe, Kind kind, SockAddr.In from, long rtt) {
        table.answered(Made.answer(probe, kind, from, rtt));
    }

    private void lost(Probe probe) {
        probe.lost = true;
        table.lost(probe);
    }

    private Hop hop(int number) {
        return table.of(path).hop(number);
    }

    @Test
    void aProbeWaitsUntilItIsAnsweredOrLost() {
        Probe a = sent(3);
        Probe b = sent(3);
        sent(3);
        answered(a, Kind.EXPIRED, Made.router(3, 1), 500);
        lost(b);
        assertThat(hop(3).sent()).isEqualTo(3);
        assertThat(hop(3).answered()).isEqualTo(1);
        assertThat(hop(3).lost()).isEqualTo(1);
        assertThat(hop(3).waiting()).isEqualTo(1);
        assertThat(hop(2).sent()).isZero();
    }

    /// Sent as lost, answered, lost, answers told first: two bursts, though the losses are told one after the other.
    @Test
    void burstsOfLossesAreInTheOrderOfSending() {
        Probe a = sent(1);
        Probe b = sent(1);
        Probe c = sent(1);
        answered(b, Kind.EXPIRED, Made.router(1, 1), 500);
        lost(a);
        lost(c);
        assertThat(hop(1).snapshot().loss()).isEqualTo(new Losses.Summary(3, 2, 2, 1));
    }

    /// As a record may say: what is more than 4096 probes behind counts as lost.
    @Test
    void aProbeThatWaitsForEverIsLostInTheEnd() {
        sent(1);
        for (int i = 0; i < 5000; i++)
            answered(sent(1), Kind.EXPIRED, Made.router(1, 1), 500);
        assertThat(hop(1).snapshot().loss()).isEqualTo(new Losses.Summary(5001, 1, 1, 1));
    }

    /// Round trips 4, 2: mean 3, deviation 1, jitter 2.
    @Test
    void roundTripsAreMeasuredForEachHop() {
        answered(sent(1), Kind.EXPIRED, Made.router(1, 1), 4);
        answered(sent(1), Kind.EXPIRED, Made.router(1, 1), 2);
        answered(sent(2), Kind.EXPIRED, Made.router(2, 1), 90);
        var known = hop(1).snapshot();
        assertThat(known.rtt()).isEqualTo(new RoundTrips.Summary(2, 2, 4, 3, 1, 3.75, 2));
        assertThat(known.jitter()).isEqualTo(new Jitter.Summary(2, 2, 2 / 16.0));
        assertThat(hop(2).snapshot().received()).isEqualTo(1);
    }

    @Test
    void whoAnsweredIsCountedInTheOrderOfFirstAnswers() {
        answered(sent(1), Kind.EXPIRED, Made.router(1, 7), 1);
        answered(sent(1), Kind.EXPIRED, Made.router(1, 3), 1);
        answered(sent(1), Kind.EXPIRED, Made.router(1, 7), 1);
        assertThat(hop(1).responders()).extracting(Hop.Responder::address)
                .containsExactly(Made.router(1, 7), Made.router(1, 3));
        assertThat(hop(1).responders()).extracting(Hop.Responder::count).containsExactly(2L, 1L);
    }

    @Test
    void noMoreThan64OfThemAreRemembered() {
        for (int i = 0; i < 200; i++)
            answered(sent(1), Kind.EXPIRED, Made.router(1, i), 1);
        assertThat(hop(1).responders()).hasSize(64);
        assertThat(hop(1).answered()).isEqualTo(200);
    }

    @Test
    void whatIsLateOrComesTwiceCountsNowhereElse() {
        Probe late = sent(1);
        lost(late);
        table.again(Made.answer(late, Kind.EXPIRED, Made.router(1, 1), 9));
        Probe twice = sent(1);
        answered(twice, Kind.EXPIRED, Made.router(1, 1), 5);
        table.again(Made.answer(twice, Kind.EXPIRED, Made.router(1, 1), 7));
        assertThat(hop(1).lost()).isEqualTo(1);
        assertThat(hop(1).answered()).isEqualTo(1);
        assertThat(hop(1).duplicates()).isEqualTo(1);
        assertThat(hop(1).snapshot().late()).isEqualTo(1);
        assertThat(hop(1).snapshot().rtt()).isEqualTo(new RoundTrips.Summary(1, 5, 5, 5, 0, 5, 5));
    }

    @Test
    void theWayEndsAtTheNearestHopThatIsFinal() {
        assertThat(table.of(path).end()).isZero();
        answered(sent(1), Kind.EXPIRED, Made.router(1, 1), 1);
        answered(sent(5), Kind.REACHED, Made.HOST, 1);
        answered(sent(4), Kind.REACHED, Made.HOST, 1);
        assertThat(table.of(path).end()).isEqualTo(4);
        assertThat(table.of(path).answered()).isEqualTo(4);
        assertThat(table.of(path).probed()).isEqualTo(5);
    }

    @Test
    void aWayThatGetsLongerEndsFarther() {
        answered(sent(3), Kind.REACHED, Made.HOST, 1);
        answered(sent(3), Kind.EXPIRED, Made.router(3, 1), 1);
        answered(sent(4), Kind.REACHED, Made.HOST, 1);
        assertThat(table.of(path).end()).isEqualTo(4);
    }

    @Test
    void afterAResetProbesOnTheirWayDoNotCount() {
        Probe before = sent(1);
        table.reset();
        answered(before, Kind.EXPIRED, Made.router(1, 1), 1);
        answered(sent(1), Kind.EXPIRED, Made.router(1, 1), 3);
        assertThat(hop(1).sent()).isEqualTo(1);
        assertThat(hop(1).answered()).isEqualTo(1);
        assertThat(hop(1).waiting()).isZero();
    }

    @Test
    void theLatestProbesAreKeptForPictures() {
        for (int i = 0; i < 20; i++)
            answered(sent(1), Kind.EXPIRED, Made.router(1, 1), i);
        assertThat(hop(1).recent()).hasSize(8);
        assertThat(new HopTable(false, 0).ways()).isEqualTo(List.of());
    }
}
