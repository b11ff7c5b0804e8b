package net.strata.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.strata.file.packed.Packed;
import net.strata.file.packed.Packing;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class PackedCaptureTest {

    private static byte[] capture(int frames) {
        var b = CaptureBytes.pcap(true, 0xa1b2c3d4, 1);
        var random = new Random(1);
        for (int i = 0; i < frames; i++) {
            byte[] noise = new byte[100];
            random.nextBytes(noise);
            b.i32(i).i32(0).i32(100).i32(100).raw(noise);
        }
        return b.array();
    }

    @ParameterizedTest
    @EnumSource
    void aPackedCaptureIsReadAsThePlainOne(Packing packing) throws IOException {
        byte[] plain = capture(5000);
        assertThat(Read.of(Packed.pack(packing, plain), 1 << 16)).isEqualTo(Read.of(plain, 1 << 16));
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "LZ4"})
    void cutDataCostsNoWholeFrame(Packing packing) throws IOException {
        byte[] packed = Packed.pack(packing, capture(5000));
        var read = Read.of(Arrays.copyOf(packed, packed.length - 100), 1 << 16);
        assertThat(read.frames()).hasSizeGreaterThan(3000);
        int at = 24 + 116 * read.frames().size();
        assertThat(read.trouble()).startsWith("x.cap: the " + packing.title() + " data is ").contains("cut short")
                .endsWith(", in frame " + (read.frames().size() + 1) + ", at byte " + at + " of the unpacked capture");
    }

    @ParameterizedTest
    @EnumSource
    void aCutCaptureThatIsWellPackedIsTold(Packing packing) throws IOException {
        var read = Read.of(Packed.pack(packing, Arrays.copyOf(capture(2), 24 + 116 + 60)), 4096);
        assertThat(read.trouble()).isEqualTo("x.cap: cut short in frame 2, at byte 140 of the unpacked capture:"
                + " the record needs 116 bytes, 60 are there");
    }

    @ParameterizedTest
    @EnumSource
    void somethingElseThatIsPackedIsNoCapture(Packing packing) throws IOException {
        String title = packing.title();
        assertThat(
                Read.of(Packed.pack(packing, "hello, world".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), 10)
                        .trouble())
                .isEqualTo("x.cap: not a pcap or pcapng capture (inside " + title + "), it looks like text");
        assertThat(Read.of(Packed.pack(packing, Packed.pack(packing, capture(1))), 10).trouble()).isEqualTo(
                "x.cap: not a pcap or pcapng capture (inside " + title + "), it looks like compressed data once more");
        assertThat(Read.of(Packed.pack(packing, new byte[0]), 10).trouble())
                .isEqualTo("x.cap: holds " + title + " data that is empty");
    }

    @ParameterizedTest
    @EnumSource
    void everyPrefixAndRandomChangesEndInOneLine(Packing packing) throws IOException {
        byte[] packed = Packed.pack(packing, capture(20));
        for (int n = 0; n < packed.length; n++)
            assertThat(Read.of(new ByteArrayInputStream(packed, 0, n), 512).trouble()).isNotEmpty()
                    .doesNotContain("\n");
        var random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            byte[] changed = packed.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            assertThat(Read.of(changed, 512).trouble()).doesNotContain("\n");
        }
    }
}
