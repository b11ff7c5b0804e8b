package net.strata.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the bytes, reading ends, with frames and at most one line.
class RobustnessTest {

    static Stream<byte[]> samples() {
        return Stream.of(pcap(true, 0xa1b2c3d4), pcap(false, 0xa1b23c4d), pcap(true, 0xa1b2cd34), pcapng(true),
                pcapng(false));
    }

    private static byte[] pcap(boolean little, int magic) {
        var b = CaptureBytes.pcap(little, magic, 1);
        for (int i = 0; i < 5; i++) {
            b.i32(i).i32(i).i32(10 * i).i32(100);
            if (magic == 0xa1b2cd34) b.i64(0);
            b.raw(CaptureBytes.filled(10 * i, i));
        }
        return b.array();
    }

    private static byte[] pcapng(boolean little) {
        var b = new CaptureBytes(little);
        b.section(little, b.bytes().option(4, "builder").option(1, "comment").array());
        b.iface(1, 64, b.bytes().option(2, "eth0").option(9, new byte[]{9}));
        b.iface(101);
        b.block(4, b.bytes().u16(1).u16(6).raw(new byte[]{10, 0, 0, 1, 'a', 0}).pad().u16(0).u16(0));
        b.block(10, b.bytes().i32(0x544c534b).i32(4).i32(7));
        b.enhanced(0, 1000, 10, 20, 'a', b.bytes().option(1, "note")).enhanced(1, 2000, 7, 7, 'b').simple(80, 64, 'c');
        b.block(2, b.bytes().u16(1).u16(0).i64(5).i32(3).i32(3).i32(0));
        b.block(0x7777, b.bytes().i64(7)).block(0xbad, b.bytes().i32(32473).i64(0));
        b.section(!little, new byte[0]).iface(113);
        b.enhanced(0, 3000, 5, 5, 'd');
        return b.block(5, b.bytes().i32(0).i64(0).option(4, b.bytes().i64(9).array())).array();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSampleItselfIsSound(byte[] sample) throws IOException {
        var read = Read.of(sample, 64);
        assertThat(read.trouble()).isEmpty();
        // The custom block of the pcapng samples counts as a frame.
        assertThat(read.frames()).hasSize(sample[0] == 0x0a ? 6 : 5);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyPrefixGivesTheWholeFramesAndAtMostOneLine(byte[] sample) throws IOException {
        var whole = Read.of(sample, 4096).frames();
        for (int n = 0; n < sample.length; n++) {
            var read = Read.of(new ByteArrayInputStream(sample, 0, n), 64);
            assertThat(read.frames()).isEqualTo(whole.subList(0, read.frames().size()));
            assertThat(read.trouble()).doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void randomChangesEndInAtMostOneLine(byte[] sample) throws IOException {
        var random = new Random(sample.length);
        for (int i = 0; i < 4000; i++) {
            byte[] changed = sample.clone();
            for (int n = random.nextInt(4); n >= 0; n--)
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            var read = Read.of(changed, random.nextInt(300));
            assertThat(read.trouble()).doesNotContain("\n");
        }
    }
}
