package net.strata.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Numbers of every width at every bit, as no protocol has them all.
final class UintTest {
    private static final byte[] DATA = new byte[32];

    static {
        new Random(1).nextBytes(DATA);
    }

    /// The bits of the data, one after the other.
    private static BigInteger bits(int from, int width) {
        return new BigInteger(1, DATA).shiftRight(DATA.length * 8 - from - width)
                .and(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
    }

    @Test
    void aNumberIsItsBitsMostSignificantFirst() {
        for (int bit = 0; bit < 24; bit++) {
            for (int width = 1; bit % 8 + width <= 64; width++) {
                Uint f = new Layout("x", "X").skip(bit).uint(width, "f", "F");
                for (int at = 0; at < 4; at++)
                    assertThat(f.value(DATA, at)).as("%d bits at %d", width, bit)
                            .isEqualTo(bits(at * 8 + bit, width).longValue());
                assertThat(f.end()).isEqualTo((bit + width + 7) / 8);
            }
        }
    }

    @Test
    void aLittleEndianNumberHasItsBytesTurned() {
        byte[] data = {9, 1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(new Layout("x", "X").uint(16, "f", "F", Trait.little()).value(data, 1)).isEqualTo(0x0201);
        assertThat(new Layout("x", "X").uint(32, "f", "F", Trait.little()).value(data, 1)).isEqualTo(0x04030201);
        assertThat(new Layout("x", "X").skip(8).uint(64, "f", "F", Trait.little()).value(data, 0))
                .isEqualTo(0x0807060504030201L);
    }

    @Test
    void aValueIsTheNumberTimesItsUnit() {
        Uint f = new Layout("x", "X").uint(13, "f", "F", Trait.unit(8));
        assertThat(f.value(new byte[]{(byte) 0xff, (byte) 0xff}, 0)).isEqualTo(8191 * 8);
    }

    @Test
    void hexadecimalHasTheDigitsOfItsBytes() {
        var text = new Text(16);
        new Layout("x", "X").uint(12, "f", "F", Trait.hex()).write(text, new byte[]{(byte) 0xab, (byte) 0xcd}, 0, 0);
        new Layout("x", "X").flag("f", "F").write(text.put(' '), new byte[]{(byte) 0x80}, 0, 0);
        assertThat(text).hasToString("0x0abc 1");
    }

    @Test
    void aGroupTakesNoRoomAndItsPartsAreDeeper() {
        var layout = new Layout("x", "X");
        Uint before = layout.uint(4, "before", "Before");
        Uint group = layout.group(12, "g", "G");
        Uint part = layout.skip(4).uint(8, "g.part", "Part");
        Uint after = layout.uint(8, "after", "After");
        assertThat(layout.placed()).containsExactly(before, group, part, after);
        assertThat(group.bit()).isEqualTo(4);
        assertThat(part.bit()).isEqualTo(8);
        assertThat(after.bit()).isEqualTo(16);
        assertThat(layout.bytes()).isEqualTo(3);
        assertThat(layout.placed()).extracting(f -> f.meta().depth()).containsExactly(0, 0, 1, 0);
    }
}
