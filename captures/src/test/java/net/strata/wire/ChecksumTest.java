package net.strata.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ChecksumTest {
    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /// RFC 1071 section 3: 0001 + f203 + f4f5 + f6f7 = 2ddf0, folded ddf0 + 2 = ddf2.
    @Test
    void theExampleOfRfc1071AddsUp() {
        byte[] data = hex("0001 f203 f4f5 f6f7");
        assertThat(Checksum.sum(data, 0, 8, 0)).isEqualTo(0x0001_f203L + 0xf4f5_f6f7L);
        assertThat(Checksum.fold(Checksum.sum(data, 0, 8, 0))).isEqualTo(0xddf2);
    }

    /// The complement of ddf2 is 220d.
    @Test
    void dataWithItsChecksumInItIsGood() {
        assertThat(Checksum.good(Checksum.sum(hex("0001 f203 f4f5 f6f7 220d"), 0, 10, 0))).isTrue();
        assertThat(Checksum.good(Checksum.sum(hex("0001 f203 f4f5 f6f7 220e"), 0, 10, 0))).isFalse();
        assertThat(Checksum.good(Checksum.sum(hex("0000 0000"), 0, 4, 0))).isFalse();
    }

    /// RFC 1071 section 4.1: the last byte counts as if a zero byte followed.
    @Test
    void anOddLastByteIsTheHighHalfOfAWord() {
        assertThat(Checksum.fold(Checksum.sum(hex("0102 03"), 0, 3, 0))).isEqualTo(0x0102 + 0x0300);
    }

    @Test
    void sumsOfPartsGoOnWhereTheLastEnded() {
        byte[] data = hex("0001 f203 f4f5 f6f7");
        assertThat(Checksum.fold(Checksum.sum(data, 4, 4, Checksum.sum(data, 0, 4, 0)))).isEqualTo(0xddf2);
    }

    @Test
    void anyLengthAtAnyPlaceAddsUpAsWordByWord() {
        var random = new Random(1);
        byte[] data = new byte[70_000];
        for (int i = 0; i < 2000; i++) {
            if (i % 100 == 0) random.nextBytes(data);
            int from = random.nextInt(20);
            int count = i < 100 ? i : random.nextInt(i % 10 == 0 ? 65_536 : 200);
            assertThat(Checksum.fold(Checksum.sum(data, from, count, 0))).isEqualTo(slow(data, from, count));
        }
    }

    @Test
    void theLargestPacketOfOnesDoesNotOverflow() {
        byte[] data = new byte[65_536];
        java.util.Arrays.fill(data, (byte) 0xff);
        assertThat(Checksum.fold(Checksum.sum(data, 0, data.length, 0))).isEqualTo(0xffff);
    }

    private static int slow(byte[] data, int from, int count) {
        int sum = 0;
        for (int i = 0; i < count; i += 2) {
            int low = i + 1 < count ? data[from + i + 1] & 0xff : 0;
            sum += (data[from + i] & 0xff) << 8 | low;
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }
}
