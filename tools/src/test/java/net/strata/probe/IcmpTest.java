package net.strata.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import net.strata.wire.Checksum;
import org.junit.jupiter.api.Test;

final class IcmpTest {
    @Test
    void theChecksumIsThatOfTheExampleInRfc1071() {
        // Section 3: the sum of 0001 f203 f4f5 f6f7 is ddf2; the checksum is its complement.
        var data = ByteBuffer.wrap(HexFormat.of().parseHex("0001f203f4f5f6f7"));
        assertThat(Icmp.checksum(data, 0, 8)).isEqualTo(0xffff - 0xddf2);
    }

    @Test
    void anOddLastByteIsTheHighHalfOfAWord() {
        var data = ByteBuffer.wrap(HexFormat.of().parseHex("ff0102ff03"));
        assertThat(Icmp.checksum(data, 1, 2)).isEqualTo(0xffff - 0x0100);
        assertThat(Icmp.checksum(data, 1, 5)).isEqualTo(0xffff - (0x0102 + 0xff03 - 0xffff));
        assertThat(Icmp.checksum(data, 0, 0)).isEqualTo(0xffff);
    }

    @Test
    void itIsTheChecksumThatDecodingExpects() {
        var random = new Random(3);
        byte[] bytes = new byte[2000];
        for (int i = 0; i < 1000; i++) {
            random.nextBytes(bytes);
            int from = random.nextInt(1000);
            int to = from + random.nextInt(1000);
            assertThat(Icmp.checksum(ByteBuffer.wrap(bytes), from, to))
                    .isEqualTo(~Checksum.fold(Checksum.sum(bytes, from, to - from, 0)) & 0xffff);
        }
    }
}
