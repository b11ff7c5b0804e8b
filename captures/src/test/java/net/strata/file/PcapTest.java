package net.strata.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.strata.frame.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapTest {
    private static final int MICRO = 0xa1b2c3d4;
    private static final int NANO = 0xa1b23c4d;
    private static final int MODIFIED = 0xa1b2cd34;
    private static final long SECOND = 1_000_000_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void microsecondsInEitherByteOrder(boolean little) throws IOException {
        var read = Read.of(CaptureBytes.pcap(little, MICRO, 1).record(1_418_145_369, 999_999, 3, 60, 'a')
                .record(1_418_145_370, 1, 0, 14, 'b'));
        assertThat(read.trouble()).isEmpty();
        assertThat(read.frames()).containsExactly(
                new Read.Frame(1, 60, "aaa", 1_418_145_369_999_999_000L, 1, 0, java.util.List.of()),
                new Read.Frame(2, 14, "", 1_418_145_370_000_001_000L, 1, 0, java.util.List.of()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nanosecondsInEitherByteOrder(boolean little) throws IOException {
        var read = Read.of(CaptureBytes.pcap(little, NANO, 101).record(7, 123_456_789, 1, 1, 'a'));
        assertThat(read.frames()).singleElement().returns(7_123_456_789L, Read.Frame::time)
                .returns(101, Read.Frame::linkType);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void modifiedVariantHasEightMoreBytesInItsRecordHeader(boolean little) throws IOException {
        var capture = CaptureBytes.pcap(little, MODIFIED, 1);
        for (int i = 0; i < 2; i++)
            capture.i32(1).i32(2).i32(3).i32(3).i32(2).u16(0x800).u8(0).u8(0).raw(CaptureBytes.filled(3, 'a' + i));
        assertThat(Read.of(capture).frames()).extracting(Read.Frame::bytes).containsExactly("aaa", "bbb");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0xf0000001, 1", "0x24000001, 1", "0x1000010f, 271", "101, 101", "12, 12", "65535, 65535"})
    void linkTypeIsTheLower16BitsTheOthersTellOfTheFcs(String field, int linkType) throws IOException {
        var read = Read.of(CaptureBytes.pcap(true, MICRO, Long.decode(field).intValue()).record(0, 0, 1, 1, 'a'));
        assertThat(read.frames().getFirst().linkType()).isEqualTo(linkType);
        assertThat(read.interfaces()).singleElement().returns(linkType, i -> i.linkType()).returns(65535,
                i -> i.snapLength());
    }

    /// Expected: `tshark -T fields -e frame.time_epoch`, seconds and fraction added
    /// up where it prints a fraction of a second or more.
    @ParameterizedTest
    @CsvSource({"2147483647, 0, 2147483647000000000", "-2117514496, 0, 2177452800000000000",
            "-1, 999999, 4294967295999999000", "1418145370, 1000000, 1418145371000000000",
            "1418145370, -2147483648, 1418145370000000000"})
    void oddMicrosecondTimesAreThoseOfTshark(int seconds, int micros, long nanos) throws IOException {
        var read = Read.of(CaptureBytes.pcap(true, MICRO, 1).record(seconds, micros, 1, 1, 'a'));
        assertThat(read.frames().getFirst().time()).isEqualTo(nanos);
    }

    @Test
    void nanosecondsAbove31BitsCountDownAsInTshark() throws IOException {
        var read = Read.of(CaptureBytes.pcap(true, NANO, 1).record(1_418_145_370, 0x8000_0000, 1, 1, 'a'));
        assertThat(read.frames().getFirst().time()).isEqualTo(1_418_145_370 * SECOND - 2_147_483_648L);
    }

    @Test
    void lengthsAreSwappedBeforeVersion23AndPerhapsIn23() throws IOException {
        var old = new CaptureBytes(true).i32(MICRO).u16(2).u16(2).i32(0).i32(0).i32(65535).i32(1)
                .i32(0).i32(0).i32(60).i32(2).u16(0);
        assertThat(Read.of(old).frames()).singleElement().returns(2, Read.Frame::captured).returns(60,
                Read.Frame::length);
        var between = new CaptureBytes(true).i32(MICRO).u16(2).u16(3).i32(0).i32(0).i32(65535).i32(1)
                .i32(0).i32(0).i32(60).i32(2).u16(0).i32(0).i32(0).i32(2).i32(60).u16(0);
        assertThat(Read.of(between).frames()).hasSize(2).allMatch(f -> f.captured() == 2 && f.length() == 60);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 100, 4096, 1 << 20})
    void framesAreTheSameWhateverTheArena(int arena) throws IOException {
        var capture = CaptureBytes.pcap(false, MICRO, 1);
        for (int i = 0; i < 300; i++)
            capture.record(i, i, i * 7 % 200, 1000, i);
        var read = Read.of(capture.array(), arena);
        assertThat(read.trouble()).isEmpty();
        assertThat(read.frames()).hasSize(300);
        assertThat(read.frames()).extracting(f -> f.time() / SECOND)
                .containsExactlyElementsOf(Stream.iterate(0L, n -> n + 1).limit(300).toList());
        assertThat(read.frames()).allMatch(f -> f.captured() == (f.number() - 1) * 7 % 200
                && f.bytes().chars().allMatch(c -> c == ((f.number() - 1) & 0xff)));
    }

    @Test
    void aBatchHoldsNoMoreThanItsColumns() throws IOException {
        var capture = CaptureBytes.pcap(true, MICRO, 1);
        int many = 2 * Batch.FRAMES + 3;
        IntStream.range(0, many).forEach(i -> capture.record(i, 0, 4, 4, i));
        assertThat(Read.of(capture.array(), 1 << 20).frames()).hasSize(many);
    }

    @Test
    void aLargeFrameMakesTheArenaGrow() throws IOException {
        var read = Read.of(CaptureBytes.pcap(true, MICRO, 1).record(0, 0, 10, 10, 'a').record(0, 0, 262_144, 262_144,
                'b').record(0, 0, 10, 10, 'c'));
        assertThat(read.trouble()).isEmpty();
        assertThat(read.frames()).extracting(Read.Frame::captured).containsExactly(10, 262_144, 10);
    }

    /// 4096 frames of 4000 bytes are 16 MB; asked for at a time is a quarter of a MiB.
    @Test
    void anArenaThatGrewLargeIsNotFilled() throws IOException {
        var capture = CaptureBytes.pcap(true, MICRO, 1);
        IntStream.range(0, Batch.FRAMES).forEach(i -> capture.record(i, 0, 4000, 4000, i));
        try (var source = Captures.open(new java.io.ByteArrayInputStream(capture.array()), "x.cap")) {
            var batch = new Batch(32 << 20);
            assertThat(source.read(batch)).isTrue();
            assertThat(batch.used).isLessThan(1 << 20);
        }
    }

    @Test
    void aFrameOfABusMayBeLarger() throws IOException {
        assertThat(Read.of(CaptureBytes.pcap(true, MICRO, 231).record(0, 0, 300_000, 300_000, 'a')).frames())
                .hasSize(1);
    }

    /// 24 bytes of file header, 16 + 10 of the first frame.
    @ParameterizedTest
    @CsvSource({"262145, 262145", "-1, 4294967295"})
    void aLargerClaimIsDamage(int claim, String shown) throws IOException {
        var read = Read.of(CaptureBytes.pcap(true, MICRO, 1).record(0, 0, 10, 10, 'a').i32(0).i32(0).i32(claim)
                .i32(10).raw(new byte[400_000]));
        assertThat(read.frames()).hasSize(1);
        assertThat(read.trouble()).isEqualTo("x.cap: damaged in frame 2, at byte 50: it claims " + shown
                + " bytes, more than the 262144 a frame can have");
    }

    @Test
    void aClaimThatIsNotThereCostsNoMemory() throws IOException {
        var capture = CaptureBytes.pcap(true, MICRO, 231).i32(0).i32(0).i32(128 << 20).i32(10).raw(new byte[5000]);
        try (var source = Captures.open(new java.io.ByteArrayInputStream(capture.array()), "x.cap")) {
            var batch = new Batch(4096);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> source.read(batch)).hasMessage(
                    "x.cap: cut short in frame 1, at byte 24: the record needs 134217744 bytes, 5016 are there");
            assertThat(batch.data.length).isLessThanOrEqualTo(2 * 8192);
        }
    }

    @Test
    void aCutFrameComesAfterTheWholeOnes() throws IOException {
        byte[] whole = CaptureBytes.pcap(true, MICRO, 1).record(0, 0, 10, 10, 'a').record(0, 0, 60, 60, 'b').array();
        var read = Read.of(java.util.Arrays.copyOf(whole, whole.length - 16), 4096);
        assertThat(read.frames()).hasSize(1);
        assertThat(read.trouble())
                .isEqualTo("x.cap: cut short in frame 2, at byte 50: the record needs 76 bytes, 60 are there");
    }

    @Test
    void aCutRecordHeaderAndACutFileHeaderAreTold() throws IOException {
        byte[] whole = CaptureBytes.pcap(true, MICRO, 1).record(0, 0, 10, 10, 'a').array();
        assertThat(Read.of(java.util.Arrays.copyOf(whole, 25), 4096).trouble())
                .isEqualTo("x.cap: cut short in frame 1, at byte 24: the record needs 16 bytes, 1 is there");
        assertThat(Read.of(java.util.Arrays.copyOf(whole, 20), 4096).trouble())
                .isEqualTo("x.cap: cut short in the file header, at byte 0: the record needs 24 bytes, 20 are there");
    }

    @Test
    void anUnknownVersionIsRefused() throws IOException {
        var capture = new CaptureBytes(true).i32(MICRO).u16(3).u16(0).i32(0).i32(0).i32(65535).i32(1);
        assertThat(Read.of(capture).trouble()).isEqualTo("x.cap: pcap version 3.0 is not supported, only 2.x is");
    }

    @Test
    void aCaptureWithoutFramesIsNoTrouble() throws IOException {
        var read = Read.of(CaptureBytes.pcap(true, MICRO, 1));
        assertThat(read.frames()).isEmpty();
        assertThat(read.trouble()).isEmpty();
    }
}
