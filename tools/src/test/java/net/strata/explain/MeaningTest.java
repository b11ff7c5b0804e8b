package net.strata.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import net.strata.file.Samples;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import net.strata.protocol.FieldIndex;
import net.strata.wire.Uint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of a value fits that value.
final class MeaningTest {
    private static Anatomy packet(String hex) throws IOException {
        try (var frame = new OneFrame(OneFrame.parse(hex), LinkType.RAW)) {
            return Packets.choose(frame, null, 0, 1).getFirst();
        }
    }

    private static Anatomy sample(String name, long number) throws IOException {
        try (FrameSource source = Objects.requireNonNull(Samples.named(name)).open()) {
            return Packets.choose(source, null, number, 1).getFirst();
        }
    }

    private static Item item(Anatomy packet, String name) {
        return Objects.requireNonNull(packet.named(name), name);
    }

    private static String here(Anatomy packet, String name) {
        return Meaning.here(packet, item(packet, name));
    }

    @Test
    void wordsForFlagsAreOfFlagsThatThereAre() {
        var fields = new FieldIndex();
        for (String each : FlagWords.names())
            assertThat(fields.fields(each)).as(each).isNotEmpty()
                    .allMatch(field -> field instanceof Uint f && f.form() == Uint.Form.BOOLEAN);
    }

    /// RFC 791 section 3.1: bit 1 is Don't fragment, bit 2 More fragments, bit 0 must be zero.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"4000 | df | drops it and reports that", "0000 | df | may cut it up",
            "2000 | mf | more fragments of the packet follow", "0000 | mf | no fragment follows",
            "8000 | rb | not allowed", "0000 | rb | as it must be"})
    void aFlagSaysWhatItMeansSetAndWhatNotSet(String flags, String flag, String says) throws IOException {
        Anatomy packet = packet("4500001c0001" + flags + "40fd00000a0000010a0000020800f7fd00010001");
        assertThat(here(packet, "ip.flags." + flag)).contains(says);
    }

    /// What goes wrong without a flag goes wrong where it is not set: then it is no warning.
    @Test
    void whatWouldGoWrongWithoutAFlagIsToldOnlyWhereItIsSet() throws IOException {
        String rest = "40fd00000a0000010a0000020800f7fd00010001";
        Anatomy set = packet("4500001c0001e000" + rest);
        assertThat(Meaning.otherwise(item(set, "ip.flags.df"))).contains("routers would cut it up");
        assertThat(Meaning.otherwise(item(set, "ip.flags.rb"))).isEmpty();
        Anatomy unset = packet("4500001c00010000" + rest);
        assertThat(Meaning.otherwise(item(unset, "ip.flags.df"))).isEmpty();
        assertThat(Meaning.otherwise(item(unset, "ip.flags.rb"))).contains("a firewall may drop a packet that sets it");
    }

    /// `tshark -r tcp-echo.pcapng -T fields -e tcp.hdr_len -e tcp.window_size -e tcp.seq -e tcp.ack -e ip.len`: packet 1 has
    /// 40, 64240, 0, 0, 60; packet 4 has 32, 64512, 1, 1, 66. RFC 7323 section 2.2: the window of a SYN is not scaled.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1 | tcp.hdr_len | the 20 that every such header has, and 20 of options",
            "1 | ip.hdr_len | no options", "1 | ip.len | 20 of header and 40 behind it",
            "1 | tcp.seq_raw | numbers of this direction start", "1 | tcp.ack_raw | means nothing",
            "1 | tcp.window_size_value | never scaled", "1 | tcp.checksum | right",
            "1 | tcp.urgent_pointer | means nothing",
            "1 | tcp.flags.syn | opens the sender's direction", "1 | tcp.flags.ack | means nothing",
            "4 | tcp.seq_raw | number 1 of this direction", "4 | tcp.ack_raw | all before number 1 of the other",
            "4 | tcp.window_size_value | times 1024, as agreed in the handshake: 64512",
            "4 | tcp.flags.syn | opens nothing", "4 | tcp.flags.ack | counts"})
    void numbersAreToldWithWhatBelongsToThem(int number, String field, String says) throws IOException {
        assertThat(here(sample("tcp-echo", number), field)).contains(says);
    }

    /// `tshark -r tcp-zero-window.pcapng -Y tcp.window_size_value==0` has packet 23.
    @Test
    void aWindowOfZeroStopsTheOtherSide() throws IOException {
        assertThat(here(sample("tcp-zero-window", 23), "tcp.window_size_value")).contains("has to stop");
    }

    /// RFC 9293 section 3.5.3: who gets a reset sends no more, whatever window stands in it.
    @Test
    void theWindowOfAResetMeansNothing() throws IOException {
        Anatomy reset = packet("4500 0028 0000 0000 4006 66ce 0a00 0001 0a00 0002 0001 0002 00000001 00000000"
                + "5004 0000 0000 0000");
        assertThat(here(reset, "tcp.window_size_value")).isEqualTo("it means nothing: the flag Reset is set");
    }

    /// A connection that the capture joins late: its factor is not known. UDP: 8 bytes of header and 1 of data (RFC 768).
    @Test
    void whatThePacketAloneDoesNotTellIsNotClaimed() throws IOException {
        Anatomy ack = packet("4500 0028 0000 0000 4006 66ce 0a00 0001 0a00 0002 0001 0002 00000001 00000001"
                + "5010 00ff 0000 0000");
        assertThat(here(ack, "tcp.window_size_value")).contains("not in the capture");
        assertThat(here(ack, "tcp.checksum")).startsWith("wrong");
        Anatomy datagram = packet("4500 001d 0000 0000 4011 66ce 0a00 0001 0a00 0002 0001 0002 0009 0000 61");
        assertThat(here(datagram, "udp.length")).isEqualTo("8 of header and 1 behind it");
        assertThat(here(datagram, "udp.checksum")).isEqualTo("zero: the sender computed none");
    }

    /// `tshark -r fragments.pcapng -T fields -e ip.frag_offset -e ip.flags.mf`: packets 3 and 4 have 0 1 and 185 1;
    /// 185 times 8 is 1480 (RFC 791 section 3.1).
    @Test
    void theOffsetOfAFragmentIsToldInBytes() throws IOException {
        assertThat(here(sample("fragments", 3), "ip.frag_offset")).isEqualTo("the first fragment of its packet");
        assertThat(here(sample("fragments", 4), "ip.frag_offset")).contains("185 times 8", "byte 1480");
        assertThat(here(sample("ping", 3), "ip.frag_offset")).isEqualTo("the packet is whole");
    }
}
