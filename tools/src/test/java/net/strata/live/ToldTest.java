package net.strata.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.strata.os.SockAddr;
import net.strata.ping.Target;
import net.strata.stats.Fact;
import org.junit.jupiter.api.Test;

final class ToldTest {
    private final Told<List<Row>> rows = new Told<>(new ArrayList<>());

    private void tell(Fact fact, long number, long rtt) {
        rows.tell(all -> all.getFirst().take(fact, number, rtt));
    }

    private long sent() {
        return rows.look(all -> all.getFirst().snapshot().sent());
    }

    private ToldTest start() {
        rows.tell(all -> all.add(new Row(new Target(0, "here", new SockAddr.In(0x7f000001, 0)), true)));
        return this;
    }

    @Test
    void whatIsToldIsSeenByWhoLooks() {
        start().tell(Fact.SENT, 0, 0);
        assertThat(sent()).isEqualTo(1);
        tell(Fact.SENT, 1, 0);
        long then = rows.lookAgain(all -> all.getFirst().snapshot().sent());
        assertThat(then).isEqualTo(1);
        assertThat(sent()).isEqualTo(2);
    }

    @Test
    void whatNobodyLooksAtDoesNotPileUp() {
        start();
        for (int i = 0; i < 100_000; i++)
            tell(Fact.SENT, i, 0);
        long then = rows.lookAgain(all -> all.getFirst().snapshot().sent());
        assertThat(then).isGreaterThan(60_000);
        assertThat(sent()).isEqualTo(100_000);
    }

    @Test
    void afterAResetOnlyLaterProbesCount() {
        start();
        for (int i = 0; i < 3; i++)
            tell(Fact.SENT, i, 0);
        tell(Fact.REPLY, 0, 5_000);
        rows.look(all -> {
            all.getFirst().reset();
            return 0;
        });
        tell(Fact.REPLY, 1, 5_000);
        tell(Fact.SENT, 3, 0);
        tell(Fact.REPLY, 3, 7_000);
        tell(Fact.LOST, 2, 0);
        Row row = rows.look(List::getFirst);
        assertThat(row.snapshot().sent()).isEqualTo(1);
        assertThat(row.snapshot().received()).isEqualTo(1);
        assertThat(row.snapshot().loss().settled()).isZero();
        assertThat(row.latest()).hasSize(1).allMatch(cell -> cell.max() == 7_000);
        assertThat(row.course()).hasSize(1).allMatch(cell -> cell.answered() == 1);
    }
}
