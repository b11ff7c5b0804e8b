package net.strata.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class NamesTest {
    private final Names names = new Names("""
            6 TCP
            0x11 UDP
            1 ICMP
            192-223 reserved for tests
            0xfffffff0-0xffffffff end
            """);

    @Test
    void aNumberHasTheNameOfItsLineOrOfTheRangeItIsIn() {
        assertThat(names.of(1)).isEqualTo("ICMP");
        assertThat(names.of(6)).isEqualTo("TCP");
        assertThat(names.of(17)).isEqualTo("UDP");
        assertThat(names.of(192)).isEqualTo("reserved for tests");
        assertThat(names.of(223)).isEqualTo("reserved for tests");
        assertThat(names.of(0xffff_fff8L)).isEqualTo("end");
    }

    @Test
    void anyOtherNumberHasNone() {
        for (long number : new long[]{-1, 0, 2, 5, 7, 191, 224, 0x1_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(names.of(number)).isNull();
            assertThat(names.of(number, "?")).isEqualTo("?");
        }
        assertThat(new Names("").of(0)).isNull();
    }

    @Test
    void aListCountsFromZeroAndLeavesOutEmptyNames() {
        Names list = Names.from0("none", "", "two");
        assertThat(list.of(0)).isEqualTo("none");
        assertThat(list.of(1)).isNull();
        assertThat(list.of(2, "?")).isEqualTo("two");
        assertThat(list.lines()).containsExactly("0 none", "2 two");
    }

    @Test
    void linesAreThoseOfTheText() {
        assertThat(names.lines()).containsExactly("6 TCP", "0x11 UDP", "1 ICMP", "192-223 reserved for tests",
                "0xfffffff0-0xffffffff end");
    }

    @Test
    void aTextThatIsNoTableIsAFaultOfTheProgram() {
        assertThatThrownBy(() -> new Names("six TCP").of(6)).isInstanceOf(NumberFormatException.class);
    }
}
