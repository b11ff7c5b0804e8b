package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StatisticsTest {
    private final Statistics statistics = new Statistics(true);

    private void replies(long... numbers) {
        for (long number : numbers)
            statistics.reply(number, 1_000);
    }

    @Test
    void beforeAnythingWasSentAllIsZeroOrUnknown() {
        assertThat(statistics.snapshot()).isEqualTo(
                new Snapshot(0, 0, 0, 0, 0, 0, 0, new Losses.Summary(0, 0, 0, 0), null, null, null));
    }

    @Test
    void whereAllAreLostThereAreNoTimes() {
        for (int i = 0; i < 3; i++) {
            statistics.sent();
            statistics.settled(true);
        }
        assertThat(statistics.snapshot()).isEqualTo(
                new Snapshot(3, 0, 0, 0, 0, 0, 0, new Losses.Summary(3, 3, 1, 3), null, null, null));
    }

    @Test
    void aProbeOnItsWayIsNotLost() {
        statistics.sent();
        assertThat(statistics.snapshot().loss().lost()).isZero();
        assertThat(statistics.snapshot().loss().settled()).isZero();
    }

    /// Round trips 333, 123, 123 and a duplicate's 500: mean 1079/4 = 269.75; the jitter is that of the first three.
    @Test
    void aDuplicateCountsInTheTimesOnly() {
        statistics.reply(0, 333);
        statistics.reply(1, 123);
        statistics.duplicate(500);
        statistics.reply(2, 123);
        var s = statistics.snapshot();
        assertThat(s.received()).isEqualTo(3);
        assertThat(s.duplicates()).isEqualTo(1);
        assertThat(s.rtt()).extracting(RoundTrips.Summary::mean, RoundTrips.Summary::max).containsExactly(269.75,
                500L);
        assertThat(s.percentiles()).extracting(Distribution.Summary::p50, Distribution.Summary::p999)
                .containsExactly(123L, 500L);
        assertThat(s.jitter()).isEqualTo(new Jitter.Summary(105, 210, 12.3046875));
        assertThat(s.reordered()).isZero();
    }

    /// 2 before 1: 1 is out of order. 5 before 3 and 4: both are. 6 is not.
    @Test
    void outOfOrderIsWhatComesAfterALaterOne() {
        replies(0, 2, 1, 5, 3, 4, 6);
        assertThat(statistics.snapshot().reordered()).isEqualTo(3);
    }

    @Test
    void aGapIsNoReordering() {
        replies(3, 7, 8, 100);
        assertThat(statistics.snapshot().reordered()).isZero();
    }

    @Test
    void otherCountsStandForThemselves() {
        statistics.sent();
        statistics.error();
        statistics.settled(true);
        statistics.late();
        statistics.corrupted();
        assertThat(statistics.snapshot()).isEqualTo(
                new Snapshot(1, 0, 0, 1, 1, 1, 0, new Losses.Summary(1, 1, 1, 1), null, null, null));
    }

    @Test
    void percentilesAreThereOnlyIfAskedFor() {
        var plain = new Statistics(false);
        plain.reply(0, 1_000);
        assertThat(plain.distribution()).isNull();
        assertThat(plain.snapshot().percentiles()).isNull();
        assertThat(plain.snapshot().rtt()).isNotNull();
    }
}
