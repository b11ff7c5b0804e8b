package net.strata.file;

import static net.strata.file.CaptureWriter.Format.PCAP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected bytes are those of draft-ietf-opsawg-pcap, sections 4 and 5.
final class PcapWriterTest {
    private static final int MICRO = 0xa1b2c3d4;
    private static final int NANO = 0xa1b23c4d;
    private static final int ETHERNET = 1;

    /// A file header as Strata makes it, little-endian.
    private static CaptureBytes header(int magic, int snap, int linkType) {
        return new CaptureBytes(true).i32(magic).u16(2).u16(4).i32(0).i32(0).i32(snap).i32(linkType);
    }

    @ParameterizedTest
    @CsvSource({"true,0xa1b2c3d4", "false,0xa1b2c3d4", "true,0xa1b23c4d", "false,0xa1b23c4d"})
    void aPcapFileIsCopiedByteForByte(boolean little, String magic) throws IOException {
        var capture = CaptureBytes.pcap(little, Long.decode(magic).intValue(), 0x1400_0065) // with a check sequence of 4
                .record(1, 2, 3, 4, 'a').record(-1, 999_999, 0, 0, 0).record(0, 2_000_000, 60, 1514, 'c');
        assertThat(Written.of(capture, PCAP).bytes()).isEqualTo(capture.array());
    }

    /// The variant with longer record headers, and the versions that turn the lengths round.
    @Test
    void otherVariantsBecomeTheUsualOne() throws IOException {
        var modified = CaptureBytes.pcap(false, 0xa1b2cd34, ETHERNET).i32(7).i32(8).i32(2).i32(60).i64(0)
                .raw(new byte[]{'a', 'b'});
        var expected = header(MICRO, 65535, ETHERNET).i32(7).i32(8).i32(2).i32(60).raw(new byte[]{'a', 'b'});
        assertThat(Written.of(modified, PCAP).bytes()).isEqualTo(expected.array());
        var old = new CaptureBytes(true).i32(MICRO).u16(2).u16(2).i32(0).i32(0).i32(65535).i32(ETHERNET)
                .i32(7).i32(8).i32(60).i32(2).raw(new byte[]{'a', 'b'});
        assertThat(Written.of(old, PCAP).bytes()).isEqualTo(expected.array());
    }

    @Test
    void framesAreCutAndKeepTheirLengths() throws IOException {
        var capture = CaptureBytes.pcap(false, NANO, ETHERNET).record(1, 2, 9, 60, 'a').record(3, 4, 2, 2, 'b');
        var expected = new CaptureBytes(false).i32(NANO).u16(2).u16(4).i32(0).i32(0).i32(4).i32(ETHERNET)
                .record(1, 2, 4, 60, 'a').record(3, 4, 2, 2, 'b');
        assertThat(Written.of(capture.array(), PCAP, 4, 4096).bytes()).isEqualTo(expected.array());
    }

    @ParameterizedTest
    @CsvSource({"6,0xa1b2c3d4,999999", "9,0xa1b23c4d,999", "3,0xa1b2c3d4,999000"})
    void theResolutionIsTheInterfaces(byte resolution, String magic, int fraction) throws IOException {
        var b = CaptureBytes.pcapng(false);
        b.iface(ETHERNET, 0, b.bytes().option(9, new byte[]{resolution})).enhanced(0, 999, 4, 4, 'a');
        int written = resolution == 6 ? 999 : fraction;
        assertThat(Written.of(b, PCAP).bytes()).isEqualTo(
                header(Long.decode(magic).intValue(), 262_144, ETHERNET).record(0, written, 4, 4, 'a').array());
    }

    /// 2^32 s is 2106-02-07: one more than a pcap file can say.
    @Test
    void timesBeyondTheFormatBecomeItsFirstOrLast() throws IOException {
        var b = CaptureBytes.pcapng(true);
        b.iface(ETHERNET, 0, b.bytes().option(14, b.bytes().i64(-10).array()))
                .iface(ETHERNET, 0, b.bytes().option(9, new byte[]{0}))
                .enhanced(0, 1, 1, 1, 'a').simple(1, 1, 'b').enhanced(1, 1L << 32, 1, 1, 'c')
                .enhanced(1, -1, 1, 1, 'd');
        assertThat(Written.of(b, PCAP).bytes()).isEqualTo(header(MICRO, 262_144, ETHERNET).record(0, 0, 1, 1, 'a')
                .record(0, 0, 1, 1, 'b').record(-1, 999_999, 1, 1, 'c').record(-1, 999_999, 1, 1, 'd').array());
    }

    @Test
    void aSecondLinkTypeEndsTheFileBehindTheFrameBefore() throws IOException {
        var b = CaptureBytes.pcapng(true).iface(101, 96, new CaptureBytes(true)).iface(ETHERNET)
                .enhanced(0, 5, 4, 4, 'a').enhanced(1, 6, 4, 4, 'b').enhanced(0, 7, 4, 4, 'c');
        var written = Written.of(b, PCAP);
        assertThat(written.trouble()).isEqualTo("packet 2 has link type ETHERNET, those before it have RAW: "
                + "a pcap file holds only one, -F pcapng holds them all");
        assertThat(written.bytes()).isEqualTo(header(MICRO, 96, 101).record(0, 5, 4, 4, 'a').array());
        assertThat(written.frames()).isEqualTo(1);
    }

    @Test
    void customBlocksAreLeftOut() throws IOException {
        var b = CaptureBytes.pcapng(true);
        b.iface(ETHERNET).block(0xbad, b.bytes().i32(32473).i32(1)).enhanced(0, 5, 4, 4, 'a');
        assertThat(Written.of(b, PCAP).bytes())
                .isEqualTo(header(MICRO, 262_144, ETHERNET).record(0, 5, 4, 4, 'a').array());
    }

    @Test
    void withoutFramesThereIsAHeader() throws IOException {
        assertThat(Written.of(CaptureBytes.pcap(false, NANO, 101), PCAP).bytes())
                .isEqualTo(CaptureBytes.pcap(false, NANO, 101).array());
        assertThat(Written.of(CaptureBytes.pcapng(false), PCAP).bytes())
                .isEqualTo(header(MICRO, 262_144, ETHERNET).array());
    }

    @Test
    void wholeRecordsAreCountedInWhatWasWritten() throws IOException {
        byte[] file = CaptureBytes.pcap(true, MICRO, ETHERNET).record(0, 5, 4, 4, 'a').record(0, 6, 4, 4, 'b').array();
        try (var source = Captures.open(new java.io.ByteArrayInputStream(file), "x.cap")) {
            var writer = CaptureWriter.of(PCAP, source, Written.WHOLE);
            for (int n = 0; n <= file.length; n++) {
                int whole = n < 24 ? 0 : n < 24 + 20 ? 24 : n < 24 + 40 ? 24 + 20 : 24 + 40;
                assertThat(writer.whole(file, 0, n, true)).as("of %d bytes", n).isEqualTo(whole);
                if (n >= 24) assertThat(writer.whole(file, 24, n, false)).isEqualTo(whole - 24);
            }
        }
    }
}
