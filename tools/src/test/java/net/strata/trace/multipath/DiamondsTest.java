package net.strata.trace.multipath;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DiamondsTest {
    @Test
    void oneInTheOther() {
        assertThat(Drawn.nested().diamonds()).containsExactly(
                new Diamond(Drawn.node("a2", 1), Drawn.node("e10", 4), 3, 3, 2, 5, 0),
                new Diamond(Drawn.node("b3", 2), Drawn.node("e10", 4), 2, 2, 4, 4, 1));
    }

    @Test
    void oneBehindTheOther() {
        assertThat(Drawn.graph("h1 a2", "h1 b3", "a2 c4", "b3 c4", "c4 d5", "c4 e6", "d5 t7", "e6 t7").diamonds())
                .containsExactly(new Diamond(Drawn.node("h1", 0), Drawn.node("c4", 2), 2, 2, 2, 2, 0),
                        new Diamond(Drawn.node("c4", 2), Drawn.node("t7", 4), 2, 2, 2, 2, 0));
    }

    @Test
    void waysThatDoNotMeetAgain() {
        assertThat(Drawn.graph("h1 a2", "h1 b3", "a2 c4", "b3 d5").diamonds())
                .containsExactly(new Diamond(Drawn.node("h1", 0), null, 2, 2, 2, 2, 0));
    }

    @Test
    void aChainHasNone() {
        assertThat(Drawn.graph("h1 a2", "a2 s", "s t3").diamonds()).isEmpty();
    }

    /// Crossing links: all ways from a2 come through d5 and e6, but through neither alone until t7.
    @Test
    void aMeshIsInTheDiamondAroundIt() {
        assertThat(Drawn.graph("h1 a2", "a2 b3", "a2 c4", "b3 d5", "b3 e6", "c4 d5", "c4 e6", "d5 t7", "e6 t7")
                .diamonds())
                .containsExactly(new Diamond(Drawn.node("a2", 1), Drawn.node("t7", 4), 3, 3, 2, 2, 0),
                        new Diamond(Drawn.node("b3", 2), Drawn.node("t7", 4), 2, 2, 2, 2, 1),
                        new Diamond(Drawn.node("c4", 2), Drawn.node("t7", 4), 2, 2, 2, 2, 1));
    }
}
