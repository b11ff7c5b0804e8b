package net.strata.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FlowsTest {
    private final Flows flows = new Flows();

    private int stream(long number) {
        int row = row(number);
        return flows.current().stream[row];
    }

    private int row(long number) {
        return flows.row(new long[]{number, -1, number * 3, -1, 80});
    }

    @Test
    void conversationsAreNumberedInTheOrderTheyAppear() {
        for (int i = 0; i < 5000; i++)
            assertThat(stream(i)).isEqualTo(i);
        for (int i = 0; i < 5000; i++)
            assertThat(stream(i)).isEqualTo(i);
    }

    @Test
    void keysThatDifferInOnePartAreDifferentConversations() {
        long[] key = {1, 2, 3, 4, 5};
        int first = flows.row(key);
        for (int i = 0; i < Flows.KEY; i++) {
            long[] other = key.clone();
            other[i]++;
            assertThat(flows.row(other)).isNotEqualTo(first);
        }
        assertThat(flows.row(key)).isEqualTo(first);
    }

    /// Behind a full generation the next one begins. What is seen within the following one moves over.
    @Test
    void aConversationSeenAgainWithinAGenerationKeepsAllItHas() {
        Flows.Generation first = flows.current();
        int row = row(0);
        first.first[row] = 11;
        first.previous[row] = 12;
        first.seqBase[row * 2 + 1] = 13;
        first.shift[row * 2] = 14;
        first.seen[row * 2 + 1] = 15;
        for (int i = 1; i <= Flows.GENERATION; i++)
            row(i);
        assertThat(flows.current()).isNotSameAs(first);
        int moved = row(0);
        Flows.Generation g = flows.current();
        assertThat(g.stream[moved]).isZero();
        assertThat(g.first[moved]).isEqualTo(11);
        assertThat(g.previous[moved]).isEqualTo(12);
        assertThat(g.seqBase[moved * 2 + 1]).isEqualTo(13);
        assertThat(g.shift[moved * 2]).isEqualTo((byte) 14);
        assertThat(g.seen[moved * 2 + 1]).isEqualTo((byte) 15);
    }

    @Test
    void aConversationSilentForAWholeGenerationIsForgotten() {
        stream(0);
        for (int i = 1; i <= 2 * Flows.GENERATION; i++)
            row(i);
        assertThat(stream(0)).isEqualTo(2 * Flows.GENERATION + 1);
        assertThat(flows.current().size).isLessThanOrEqualTo(Flows.GENERATION);
    }

    @Test
    void aConversationBegunAnewHasANewNumberAndNoPast() {
        int row = row(7);
        Flows.Generation g = flows.current();
        g.first[row] = g.seqBase[row * 2] = g.seen[row * 2 + 1] = 9;
        flows.restart(row);
        assertThat(g.stream[row]).isEqualTo(1);
        assertThat(g.first[row]).isEqualTo(net.strata.frame.Batch.NO_TIME);
        assertThat(g.seqBase[row * 2]).isZero();
        assertThat(g.seen[row * 2 + 1]).isZero();
        assertThat(stream(7)).isEqualTo(1);
    }
}
