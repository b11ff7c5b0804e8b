package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReportTest {
    /// The interval of 1 of 10 is that of LossesTest.
    @Test
    void saysAllThatIsKnown() {
        var statistics = new Statistics(true);
        for (int i = 0; i < 9; i++) {
            statistics.sent();
            statistics.settled(false);
            statistics.reply(i == 4 ? 3 : i == 3 ? 4 : i, 400_000 + i % 2 * 50_000);
        }
        statistics.sent();
        statistics.settled(true);
        statistics.late();
        statistics.duplicate(12_000_000);
        statistics.corrupted();
        statistics.error();
        assertThat(Report.lines(statistics.snapshot())).containsExactly(
                "percentiles  50 % 0.4000, 90 % 0.4500, 95 % 12.000, 99 % 12.000, 99.9 % 12.000 ms",
                "jitter       mean 0.0500, max 0.0500 ms; RFC 3550 J 0.0202 ms",
                "loss         10 % (1 of 10), 95 % interval 1.79 to 40.4 %", //
                "bursts       1, the longest of 1 probe", //
                "reordered    1 of 9 replies", //
                "duplicates   1", //
                "corrupted    1", //
                "late         1, counted as lost", //
                "errors       1");
    }

    @Test
    void andNothingOfWhatIsNot() {
        assertThat(Report.lines(new Statistics(true).snapshot())).isEmpty();
    }

    /// The interval of 3 of 3: 1 / (1 + 3.8415/3) = 0.4385 at least.
    @Test
    void ofSilenceOnlyTheLoss() {
        var statistics = new Statistics(true);
        for (int i = 0; i < 3; i++)
            statistics.settled(true);
        assertThat(Report.lines(statistics.snapshot())).containsExactly(
                "loss         100 % (3 of 3), 95 % interval 43.9 to 100 %", "bursts       1, the longest of 3 probes");
    }
}
