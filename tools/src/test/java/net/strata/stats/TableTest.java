package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
    /// Of 1 and 3 ms the median by nearest rank is 1 ms, all higher ones 3 ms; they differ by 2 ms. Of three probes one is
    /// lost, 33.3 %.
    @Test
    void aHostIsALine() {
        var tally = new Tally(new Statistics(true));
        for (int i = 0; i < 3; i++)
            tally.take(Fact.SENT, i, 0);
        tally.take(Fact.REPLY, 0, 1_000_000);
        tally.take(Fact.REPLY, 2, 3_000_000);
        tally.take(Fact.ANSWERED, 0, 0);
        tally.take(Fact.LOST, 1, 0);
        tally.take(Fact.ANSWERED, 2, 0);
        var rows = List.of(new Table.Row("2001:db8::1234", tally.statistics().snapshot()),
                new Table.Row("silent", new Statistics(true).snapshot()));
        assertThat(Table.lines(rows)).containsExactly(
                "times in ms      sent loss %   p50   p90   p95   p99 p99.9   max jitter",
                "2001:db8::1234      3   33.3  1.00  3.00  3.00  3.00  3.00  3.00   2.00",
                "silent              0      -     -     -     -     -     -     -      -");
    }
}
