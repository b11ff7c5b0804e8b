package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TallyTest {
    private final Recent recent = new Recent(8);
    private final Tally tally = new Tally(new Statistics(false), recent);

    private void sent(int probes) {
        for (int i = 0; i < probes; i++)
            tally.take(Fact.SENT, i, 0);
    }

    @Test
    void eachFactCountsAsWhatItIs() {
        sent(3);
        tally.take(Fact.REPLY, 1, 5_000);
        tally.take(Fact.REPLY, 0, 7_000);
        tally.take(Fact.CORRUPTED, 0, 0);
        tally.take(Fact.DUPLICATE, 0, 9_000);
        tally.take(Fact.ANSWERED, 0, 0);
        tally.take(Fact.ANSWERED, 1, 0);
        tally.take(Fact.LOST, 2, 0);
        tally.take(Fact.LATE, 2, 11_000);
        tally.take(Fact.ERROR, 2, 0);
        var known = tally.statistics().snapshot();
        assertThat(known.sent()).isEqualTo(3);
        assertThat(known.received()).isEqualTo(2);
        assertThat(known.reordered()).isEqualTo(1);
        assertThat(known.corrupted()).isEqualTo(1);
        assertThat(known.duplicates()).isEqualTo(1);
        assertThat(known.late()).isEqualTo(1);
        assertThat(known.errors()).isEqualTo(1);
        assertThat(known.loss()).isEqualTo(new Losses.Summary(3, 1, 1, 1));
    }

    @Test
    void tracesSeeFirstRepliesAndLosses() {
        sent(3);
        tally.take(Fact.REPLY, 0, 7_000);
        tally.take(Fact.DUPLICATE, 0, 9_000);
        tally.take(Fact.LOST, 1, 0);
        tally.take(Fact.LATE, 1, 11_000);
        assertThat(recent.cells()).containsExactly(new Cell(1, 1, 0, 7_000, 7_000, 7_000),
                new Cell(1, 0, 1, Long.MAX_VALUE, 0, 0), new Cell(1, 0, 0, Long.MAX_VALUE, 0, 0));
    }
}
