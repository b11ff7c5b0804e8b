package net.strata.file;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.strata.frame.Batch;
import net.strata.frame.Interface;
import net.strata.frame.Notes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngTest {
    private static final long STAMP = 1_340_954_905_298_858L;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void enhancedPacketsHaveTimeLengthsAndInterface(boolean little) throws IOException {
        var read = Read.of(CaptureBytes.pcapng(little).iface(1).enhanced(0, STAMP, 3, 60, 'a'));
        assertThat(read.trouble()).isEmpty();
        assertThat(read.frames()).containsExactly(new Read.Frame(1, 60, "aaa", STAMP * 1000, 1, 0, List.of()));
    }

    @Test
    void interfacesDifferInLinkTypeSnapLengthAndResolution() throws IOException {
        var b = CaptureBytes.pcapng(true);
        b.iface(1, 96, b.bytes().option(2, "eth0").option(3, "the first").option(1, "noisy").option(9, new byte[]{9}))
                .iface(101, 0, b.bytes().option(2, "tun0").option(9, new byte[]{(byte) 0x8a}));
        var read = Read.of(b.enhanced(1, 1024 * 5 + 512, 1, 1, 'b').enhanced(0, 7, 1, 1, 'a'));
        assertThat(read.interfaces()).containsExactly(
                new Interface("eth0", "the first", 1, 96, List.of("noisy"), 0, 0, 9),
                new Interface("tun0", null, 101, 0, List.of(), 0, 1, 9));
        assertThat(read.frames()).extracting(Read.Frame::time).containsExactly(5_500_000_000L, 7L);
        assertThat(read.frames()).extracting(Read.Frame::linkType).containsExactly(101, 1);
    }

    @Test
    void timeOffsetIsAddedInSeconds() throws IOException {
        var b = CaptureBytes.pcapng(false);
        b.iface(1, 0, b.bytes().option(14, b.bytes().i64(-10).array())).enhanced(0, 11_000_001, 1, 1, 'a');
        assertThat(Read.of(b).frames().getFirst().time()).isEqualTo(1_000_001_000L);
    }

    @Test
    void interfaceNumbersStartAgainInEachSectionAndIndexesGoOn() throws IOException {
        var b = CaptureBytes.pcapng(true).iface(1).enhanced(0, 0, 1, 1, 'a').section(false, new byte[0]).iface(101)
                .iface(113).enhanced(1, 0, 1, 1, 'b').enhanced(0, 0, 1, 1, 'c');
        var read = Read.of(b);
        assertThat(read.trouble()).isEmpty();
        assertThat(read.frames()).extracting(Read.Frame::iface).containsExactly(0, 2, 1);
        assertThat(read.frames()).extracting(Read.Frame::linkType).containsExactly(1, 113, 101);
        assertThat(read.interfaces()).extracting(Interface::section).containsExactly(0, 1, 1);
        assertThat(read.interfaces()).extracting(Interface::id).containsExactly(0, 0, 1);
    }

    @Test
    void aSimplePacketHasNoTimeAndIsCutAtTheSnapLength() throws IOException {
        var b = CaptureBytes.pcapng(true);
        b.iface(1, 5, b.bytes()).simple(9, 5, 'a').simple(3, 3, 'b');
        assertThat(Read.of(b).frames()).containsExactly(
                new Read.Frame(1, 9, "aaaaa", Batch.NO_TIME, 1, 0, List.of()),
                new Read.Frame(2, 3, "bbb", Batch.NO_TIME, 1, 0, List.of()));
    }

    @Test
    void theObsoletePacketBlockIsRead() throws IOException {
        var b = CaptureBytes.pcapng(false).iface(1).iface(101);
        b.block(2, b.bytes().u16(1).u16(0xffff).i32(0).i32(2).i32(3).i32(4).raw(CaptureBytes.filled(3, 'a')));
        assertThat(Read.of(b).frames()).containsExactly(new Read.Frame(1, 4, "aaa", 2000, 101, 1, List.of()));
    }

    @Test
    void commentsStayWithTheirFrame() throws IOException {
        var b = CaptureBytes.pcapng(true).iface(1);
        var options = b.bytes().option(1, "one").option(2, new byte[4]).option(1, "zwei \u00fc").option(0, new byte[0])
                .option(1, "behind the end");
        b.enhanced(0, 0, 1, 1, 'a').enhanced(0, 0, 1, 1, 'b', options).enhanced(0, 0, 1, 1, 'c');
        assertThat(Read.of(b).frames()).extracting(Read.Frame::comments).containsExactly(List.of(),
                List.of("one", "zwei \u00fc"), List.of());
    }

    @Test
    void sectionsNamesSecretsAndStatisticsAreKept() throws IOException {
        var b = new CaptureBytes(true);
        b.section(true,
                b.bytes().option(2, "vm").option(3, "Linux").option(4, "dumpcap").option(1, "lesson 1").array());
        b.iface(1);
        b.block(4, b.bytes().u16(1).u16(4 + 4).raw(new byte[]{10, 0, 0, 1, 'a', 0, 'b', 0}).u16(2).u16(16 + 2)
                .raw(new byte[16]).raw(new byte[]{'c', 0}).pad().u16(0).u16(0));
        b.block(10, b.bytes().i32(Notes.Secret.TLS_KEY_LOG).i32(3).raw(new byte[]{'k', 'e', 'y'}).pad());
        b.block(5, b.bytes().i32(0).i64(0).option(4, b.bytes().i64(100).array()).option(5, b.bytes().i64(2).array()));
        var notes = Read.of(b).notes();
        assertThat(notes.sections())
                .containsExactly(new Notes.Section("vm", "Linux", "dumpcap", List.of("lesson 1")));
        assertThat(notes.names()).extracting(Notes.Name::names).containsExactly(List.of("a", "b"), List.of("c"));
        assertThat(notes.names().getFirst().address().remaining()).isEqualTo(4);
        assertThat(notes.secrets()).singleElement().returns((byte) 'y', s -> s.data().get(2));
        assertThat(notes.statistics()).containsEntry(0, new Notes.Statistics(0, 100, 2));
    }

    @Test
    void whatIsKeptIsBounded() throws IOException {
        var b = CaptureBytes.pcapng(true).iface(1);
        byte[] secret = new byte[1 << 20];
        for (int i = 0; i < 20; i++)
            b.block(10, b.bytes().i32(1).i32(secret.length).raw(secret));
        var read = Read.of(b.enhanced(0, 0, 1, 1, 'a'));
        assertThat(read.frames()).hasSize(1);
        // 16 MiB, of which the first MiB is the headers'.
        assertThat(read.notes().secrets()).hasSize(15);
    }

    @Test
    void interfacesAreBounded() throws IOException {
        var b = CaptureBytes.pcapng(true);
        for (int i = 0; i <= Limits.INTERFACES; i++)
            b.iface(1);
        assertThat(Read.of(b).trouble()).endsWith("more than 65536 interfaces");
    }

    /// As in Wireshark: 0xbad and 0x40000bad take a frame number each, with what stands behind the enterprise number.
    @Test
    void customBlocksAreCountedAsFramesThatNobodyReads() throws IOException {
        var b = CaptureBytes.pcapng(false).iface(1).enhanced(0, 0, 1, 1, 'a');
        b.block(0xbad, b.bytes().i32(32473).raw("data".getBytes(US_ASCII))).block(0x40000bad, b.bytes().i32(1));
        var read = Read.of(b.enhanced(0, 0, 1, 1, 'b'));
        assertThat(read.trouble()).isEmpty();
        assertThat(read.frames()).extracting(Read.Frame::bytes).containsExactly("a", "data", "", "b");
    }

    /// The systemd journal (9), and an unknown one larger than the arena.
    @Test
    void otherBlocksAreSkipped() throws IOException {
        var b = CaptureBytes.pcapng(false).iface(1).enhanced(0, 0, 1, 1, 'a');
        b.block(9, b.bytes().i64(5)).block(0x7777, b.bytes().raw(new byte[100_000])).block(0x7777, b.bytes());
        var read = Read.of(b.enhanced(0, 0, 1, 1, 'b'));
        assertThat(read.trouble()).isEmpty();
        assertThat(read.frames()).extracting(Read.Frame::bytes).containsExactly("a", "b");
    }

    @Test
    void aSkippedBlockThatIsCutIsTold() throws IOException {
        var b = CaptureBytes.pcapng(true).iface(1).enhanced(0, 0, 1, 1, 'a');
        int start = b.size();
        b.block(0x7777, b.bytes().raw(new byte[9988]));
        var read = Read.of(Arrays.copyOf(b.array(), start + 9000), 4096);
        assertThat(read.frames()).hasSize(1);
        assertThat(read.trouble()).isEqualTo("x.cap: cut short in a block behind frame 1, at byte " + start
                + ": the record needs 10000 bytes, 9000 are there");
    }

    @Test
    void aBlockWhoseLengthsDifferIsDamage() throws IOException {
        var b = CaptureBytes.pcapng(true).iface(1).enhanced(0, 0, 1, 1, 'a').enhanced(0, 0, 1, 1, 'b');
        byte[] bytes = b.array();
        bytes[bytes.length - 4] = 40;
        var read = Read.of(bytes, 4096);
        assertThat(read.frames()).hasSize(1);
        assertThat(read.trouble()).isEqualTo("x.cap: damaged in frame 2, at byte " + (bytes.length - 36)
                + ": the block is 36 bytes long at its start, 40 at its end");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 11, 35, 37, -4, Integer.MIN_VALUE})
    void aBlockLengthThatCannotBeIsDamage(int length) throws IOException {
        var b = CaptureBytes.pcapng(true).iface(1).enhanced(0, 0, 1, 1, 'a').i32(6).i32(length).raw(new byte[100]);
        var read = Read.of(b);
        assertThat(read.frames()).hasSize(1);
        assertThat(read.trouble()).contains("damaged in frame 2").contains("cannot be").doesNotContain("\n");
    }

    @Test
    void aFrameBeyondItsBlockOrItsSectionIsDamage() throws IOException {
        var body = new CaptureBytes(true).i32(0).i64(0).i32(5).i32(5).raw(new byte[4]);
        assertThat(Read.of(CaptureBytes.pcapng(true).iface(1).block(6, body)).trouble())
                .endsWith("it claims 5 bytes in a block with room for 4");
        assertThat(Read.of(CaptureBytes.pcapng(true).iface(1).enhanced(1, 0, 1, 1, 'a')).trouble())
                .endsWith("there is no interface 1 in this section");
        assertThat(Read.of(CaptureBytes.pcapng(true).simple(1, 1, 'a')).trouble())
                .endsWith("there is no interface 0 in this section");
        assertThat(Read.of(CaptureBytes.pcapng(true).iface(1).section(true, new byte[0]).enhanced(0, 0, 1, 1, 'a'))
                .trouble()).endsWith("there is no interface 0 in this section");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 4096, 1 << 20})
    void framesAreTheSameWhateverTheArena(int arena) throws IOException {
        var b = CaptureBytes.pcapng(true).iface(1);
        for (int i = 0; i < 200; i++) {
            b.enhanced(0, i, i % 50, 99, i);
            if (i % 7 == 0) b.block(0x7777, b.bytes().raw(new byte[i]));
        }
        var read = Read.of(b.array(), arena);
        assertThat(read.trouble()).isEmpty();
        assertThat(read.frames()).hasSize(200).allMatch(f -> f.captured() == (f.number() - 1) % 50
                && f.time() == (f.number() - 1) * 1000);
    }

    /// A big-endian file of pcapng-test-generator's shape, octet by octet.
    @Test
    void realBytesAreUnderstood() throws IOException {
        byte[] bytes = HexFormat.of().parseHex("0a0d0d0a0000001c1a2b3c4d00010000ffffffffffffffff0000001c"
                + "00000001000000140001000000000000" + "00000014" + "00000003000000140000000361626300" + "00000014");
        assertThat(Read.of(bytes, 4096).frames()).singleElement().returns("abc", Read.Frame::bytes);
    }
}
