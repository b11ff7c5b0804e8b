package net.strata.file;

import static net.strata.file.CaptureWriter.Format.PCAPNG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import net.strata.frame.Interface;
import net.strata.frame.Notes;
import org.junit.jupiter.api.Test;

/// Expected bytes are those of draft-ietf-opsawg-pcapng, sections 3.5 and 4.
final class PcapngWriterTest {
    private static final int NAMES = 4;
    private static final int STATISTICS = 5;
    private static final int SECRETS = 10;
    private static final int CUSTOM = 0xbad;
    private static final int CUSTOM_NOT_COPIED = 0x40000bad;

    private static CaptureBytes endOfOptions(CaptureBytes options) {
        return options.u16(0).u16(0);
    }

    private static CaptureBytes resolution(int value) {
        return endOfOptions(new CaptureBytes(true).option(9, new byte[]{(byte) value}));
    }

    @Test
    void aPcapFileGetsASectionAndAnInterface() throws IOException {
        var capture = CaptureBytes.pcap(false, 0xa1b2c3d4, 101).record(1, 2, 3, 60, 'a');
        assertThat(Written.of(capture, PCAPNG).bytes()).isEqualTo(CaptureBytes.pcapng(true)
                .iface(101, 65535, resolution(6)).enhanced(0, 1_000_002, 3, 60, 'a').array());
    }

    @Test
    void whatBlocksSayIsKept() throws IOException {
        var b = new CaptureBytes(false);
        b.section(false, b.bytes().option(2, "vm").option(3, "Linux").option(4, "dumpcap").option(1, "lesson").array());
        b.iface(1, 96, b.bytes().option(2, "eth0").option(3, "first").option(1, "one").option(1, "two")
                .option(9, new byte[]{9}));
        b.block(NAMES, b.bytes().u16(1).u16(4 + 4).raw(new byte[]{10, 0, 0, 1, 'a', 0, 'b', 0}).i32(0));
        b.block(SECRETS, b.bytes().i32(Notes.Secret.TLS_KEY_LOG).i32(3).raw(new byte[]{'k', 'e', 'y'}));
        b.enhanced(0, 1L << 33, 3, 3, 'x', b.bytes().option(1, "noted"));
        b.block(STATISTICS, b.bytes().i32(0).i32(2).i32(1).option(4, b.bytes().i64(100).array()));

        var e = new CaptureBytes(true);
        e.section(true, endOfOptions(e.bytes().option(1, "lesson").option(2, "vm").option(3, "Linux")
                .option(4, "dumpcap")).array());
        e.iface(1, 96, endOfOptions(e.bytes().option(1, "one").option(1, "two").option(2, "eth0").option(3, "first")
                .option(9, new byte[]{9})));
        e.block(NAMES, e.bytes().u16(1).u16(4 + 4).raw(new byte[]{10, 0, 0, 1, 'a', 0, 'b', 0}).i32(0));
        e.block(SECRETS, e.bytes().i32(Notes.Secret.TLS_KEY_LOG).i32(3).raw(new byte[]{'k', 'e', 'y'}));
        e.enhanced(0, 1L << 33, 3, 3, 'x', endOfOptions(e.bytes().option(1, "noted")));
        e.block(STATISTICS, e.bytes().i32(0).i32(2).i32(1)
                .raw(endOfOptions(e.bytes().option(4, e.bytes().i64(100).array())).array()));
        assertThat(Written.of(b, PCAPNG).bytes()).isEqualTo(e.array());
    }

    /// Option codes: sections 4.2 and 4.6.
    @Test
    void whatALiveCaptureKnowsIsKept() throws IOException {
        for (boolean little : new boolean[]{true, false}) {
            var b = CaptureBytes.pcapng(little);
            b.iface(1, 96, b.bytes().option(2, "eth0").option(6, new byte[]{2, 0, 0, 0, 0, 1})
                    .option(8, b.bytes().i64(1_000_000_000).array()).option(9, new byte[]{9})
                    .option(11, "\0tcp port 80").option(12, "Linux 6.1").option(15, "a card"));
            b.enhanced(0, 1L << 33, 3, 3, 'x');
            b.block(STATISTICS, b.bytes().i32(0).i32(2).i32(1).option(2, b.bytes().i32(2).i32(0).array())
                    .option(3, b.bytes().i32(2).i32(7).array()).option(4, b.bytes().i64(100).array())
                    .option(5, b.bytes().i64(5).array()).option(6, b.bytes().i64(80).array())
                    .option(7, b.bytes().i64(3).array()).option(8, b.bytes().i64(77).array()).i32(0));
            Read read = Written.of(b, PCAPNG).read();
            assertThat(read.interfaces()).extracting(Interface::details).containsExactly(new Interface.Details(
                    ByteBuffer.wrap(new byte[]{2, 0, 0, 0, 0, 1}), 1_000_000_000, "tcp port 80", "Linux 6.1",
                    "a card"));
            assertThat(read.notes().statistics()).containsEntry(0,
                    new Notes.Statistics((2L << 32) + 1, 2L << 32, (2L << 32) + 7, 100, 5, 80, 3, 77));
        }
    }

    /// Addresses of every kind, and names at the end of the file.
    @Test
    void namesBehindTheLastFrameAreKept() throws IOException {
        var b = CaptureBytes.pcapng(true).iface(1).enhanced(0, 1, 1, 1, 'a');
        for (int[] kind : new int[][]{{1, 4}, {2, 16}, {3, 6}, {4, 8}})
            b.block(NAMES, b.bytes().u16(kind[0]).u16(kind[1] + 2).raw(new byte[kind[1]]).u8('n').u8(0).pad().i32(0));
        var names = Written.of(b, PCAPNG).read().notes().names();
        assertThat(names).extracting(n -> n.address().remaining()).containsExactly(4, 16, 6, 8);
        assertThat(names).extracting(Notes.Name::names).containsOnly(List.of("n"));
    }

    @Test
    void interfacesOfAllSectionsAreNumberedAnew() throws IOException {
        var b = CaptureBytes.pcapng(true).iface(1).iface(101).enhanced(1, 1, 1, 1, 'a')
                .section(false, new byte[0]).iface(113).enhanced(0, 2, 1, 1, 'b');
        var read = Written.of(b, PCAPNG).read();
        assertThat(read.frames()).extracting(Read.Frame::iface).containsExactly(1, 2);
        assertThat(read.interfaces()).extracting(Interface::linkType).containsExactly(1, 101, 113);
        assertThat(read.interfaces()).extracting(Interface::section).containsOnly(0);
    }

    @Test
    void aSimplePacketStaysOneAtTheFirstInterface() throws IOException {
        var b = CaptureBytes.pcapng(false).iface(1, 4, new CaptureBytes(false)).simple(9, 4, 'a')
                .section(false, new byte[0]).iface(101).simple(2, 2, 'b');
        assertThat(Written.of(b, PCAPNG).bytes()).isEqualTo(CaptureBytes.pcapng(true).iface(1, 4, resolution(6))
                .iface(101, 0, resolution(6)).simple(9, 4, 'a').enhanced(1, 0, 2, 2, 'b').array());
        assertThat(Written.of(b.array(), PCAPNG, 1, 4096).bytes()).isEqualTo(CaptureBytes.pcapng(true)
                .iface(1, 1, resolution(6)).iface(101, 1, resolution(6)).simple(9, 1, 'a').enhanced(1, 0, 1, 2, 'b')
                .array());
    }

    /// Section 4.7: block type 0x40000BAD shall not be copied by who does not know it.
    @Test
    void aCustomBlockIsCopiedIfItMayBe() throws IOException {
        for (boolean little : new boolean[]{true, false}) {
            var b = CaptureBytes.pcapng(little);
            b.block(CUSTOM, b.bytes().i32(32473).raw(new byte[]{1, 2, 3, 4}))
                    .block(CUSTOM_NOT_COPIED, b.bytes().i32(32473).i32(5));
            var e = CaptureBytes.pcapng(true);
            e.block(CUSTOM, e.bytes().i32(32473).raw(new byte[]{1, 2, 3, 4}));
            assertThat(Written.of(b, PCAPNG).bytes()).isEqualTo(e.array());
        }
    }

    @Test
    void aTimeBefore1970Becomes1970() throws IOException {
        var b = CaptureBytes.pcapng(true);
        b.iface(1, 0, b.bytes().option(14, b.bytes().i64(-10).array())).enhanced(0, 1, 1, 1, 'a');
        assertThat(Written.of(b, PCAPNG).read().frames()).extracting(Read.Frame::time).containsExactly(0L);
    }

    @Test
    void timesBeyondALongStayTheLastThatItHolds() throws IOException {
        var b = CaptureBytes.pcapng(true);
        b.iface(1, 0, b.bytes().option(9, new byte[]{0})).iface(1, 0, b.bytes().option(9, new byte[]{9}))
                .enhanced(0, -1, 1, 1, 'a').enhanced(1, -1, 1, 1, 'b');
        long last = Long.MAX_VALUE;
        assertThat(Written.of(b, PCAPNG).read().frames()).extracting(Read.Frame::time)
                .containsExactly(last - last % 1_000_000_000, last);
    }

    /// Bytes that are no UTF-8 become three each: more than an option has room for.
    @Test
    void aCommentTooLongIsCutBetweenCharacters() throws IOException {
        var b = CaptureBytes.pcapng(true).iface(1);
        b.enhanced(0, 1, 1, 1, 'a', b.bytes().option(1, CaptureBytes.filled(65_535, 0xff)));
        assertThat(Written.of(b, PCAPNG).read().frames().getFirst().comments())
                .containsExactly("\ufffd".repeat(65_535 / 3));
    }

    @Test
    void wholeRecordsAreCountedInWhatWasWritten() throws IOException {
        var b = CaptureBytes.pcapng(true).iface(1);
        int head = b.size();
        byte[] file = b.enhanced(0, 1, 4, 4, 'a').array();
        try (var source = Captures.open(new java.io.ByteArrayInputStream(file), "x.cap")) {
            var writer = CaptureWriter.of(PCAPNG, source, Written.WHOLE);
            for (int n = 0; n <= file.length; n++)
                assertThat(writer.whole(file, 0, n, true)).as("of %d bytes", n)
                        .isEqualTo(n < 28 ? 0 : n < head ? 28 : n < file.length ? head : file.length);
        }
    }
}
