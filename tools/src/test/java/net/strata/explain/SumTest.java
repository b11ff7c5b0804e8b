package net.strata.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import net.strata.live.Ink;
import net.strata.session.Session;
import net.strata.stats.Glyphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Checksums word by word, and what is said of them. Sums are worked out beside the bytes.
final class SumTest {
    /// 4500 + 001d + 4011 + 0a00 + 0001 + 0a00 + 0002 = 9931; its complement is 66ce.
    private static final String IP = "4500 001d 0000 0000 4011 66ce 0a00 0001 0a00 0002";
    /// 0a00 + 0001 + 0a00 + 0002 + 0011 + 0009 = 141d of pseudo-header; 0001 + 0002 + 0009 + 6100 = 610c; together 7529,
    /// whose complement is 8ad6.
    private static final String UDP = "0001 0002 0009 8ad6 61";

    static Anatomy packet(String hex) throws Exception {
        return packet(hex, LinkType.RAW);
    }

    private static Anatomy packet(String hex, int linkType) throws Exception {
        try (var frame = new OneFrame(OneFrame.parse(hex), linkType)) {
            return Packets.choose(frame, null, 0, 1).getFirst();
        }
    }

    private static Item item(Anatomy packet, String name) {
        return Objects.requireNonNull(packet.named(name));
    }

    private static Sum sum(Anatomy packet, String name) {
        return Objects.requireNonNull(Sum.of(packet, item(packet, name)));
    }

    private static Verdict verdict(Anatomy packet, String name) {
        return Verdict.of(packet, item(packet, name));
    }

    private static String shown(Anatomy packet) {
        var sheet = new Sheet(80);
        new ChecksumView().draw(packet, sheet);
        return sheet.text(new Ink(Glyphs.UNICODE, false));
    }

    @Test
    void theHeaderOfIpv4IsSummedAlone() throws Exception {
        Anatomy packet = packet(IP + UDP);
        Sum sum = sum(packet, "ip.checksum");
        assertThat(sum.words()).hasSize(10);
        assertThat(sum.total()).isEqualTo(0x9931);
        assertThat(sum.checksum()).isEqualTo(0x66ce);
        assertThat(verdict(packet, "ip.checksum").mark()).isEqualTo(Mark.COMPUTED);
    }

    @Test
    void thePseudoHeaderComesFirstAndAnOddByteIsPadded() throws Exception {
        Anatomy packet = packet(IP + UDP);
        Sum sum = sum(packet, "udp.checksum");
        assertThat(sum.words().stream().map(each -> "%04x".formatted(each.value()))).containsExactly("0a00", "0001",
                "0a00", "0002", "0011", "0009", "0001", "0002", "0009", "0000", "6100");
        assertThat(sum.partial()).isEqualTo(0x141d);
        assertThat(sum.total()).isEqualTo(0x7529);
        assertThat(sum.checksum()).isEqualTo(0x8ad6);
        assertThat(shown(packet)).contains("Sum: 7529", "ffff - 7529 = 8ad6", "= The packet has 8ad6: right.",
                "Data, padded with a zero byte");
    }

    @Test
    void aWrongChecksumIsToldWithTheRightOne() throws Exception {
        Anatomy packet = packet(IP + UDP.replace("8ad6", "8ad7"));
        assertThat(verdict(packet, "udp.checksum")).isEqualTo(new Verdict(Mark.WRONG, "should be 0x8ad6"));
        assertThat(shown(packet)).contains("\u2260 The packet has 8ad7: wrong, it should be 8ad6.");
    }

    /// RFC 768: zero says that the sender computed none.
    @Test
    void zeroIsNoChecksumInUdpOverIpv4() throws Exception {
        Anatomy packet = packet(IP + UDP.replace("8ad6", "0000"));
        assertThat(verdict(packet, "udp.checksum").mark()).isEqualTo(Mark.SET);
        assertThat(shown(packet)).contains("the sender computed none. It would be 8ad6.");
    }

    /// With 0xeb28 more in the data the words add up to ffff, whose complement is zero: 6100 + 8ad6 = ebd6.
    @Test
    void aSumOfZeroIsSentAsOnes() throws Exception {
        Anatomy packet = packet("4500 001e 0000 0000 4011 66cd 0a00 0001 0a00 0002 0001 0002 000a ffff ebd4");
        // 0a00 + 1 + 0a00 + 2 + 11 + a = 141e; 1 + 2 + a = d; 141e + d + ebd4 = ffff.
        Sum sum = sum(packet, "udp.checksum");
        assertThat(sum.total()).isEqualTo(0xffff);
        assertThat(sum.checksum()).isEqualTo(0xffff);
        assertThat(verdict(packet, "udp.checksum").mark()).isEqualTo(Mark.COMPUTED);
        assertThat(shown(packet)).contains("ffff - ffff = 0000, sent as ffff, since zero stands for none");
    }

    /// The sum of the pseudo-header alone, not its complement, is what a system leaves to the network card.
    @Test
    void anOffloadedChecksumIsToldAndNotWrong() throws Exception {
        Anatomy packet = packet(IP + UDP.replace("8ad6", "141d"));
        assertThat(verdict(packet, "udp.checksum").mark()).isEqualTo(Mark.UNJUDGED);
        assertThat(shown(packet)).contains("? The packet has 141d. That is the sum over the pseudo-header alone",
                "be 8ad6.");
    }

    /// RFC 8200 section 8.1: addresses, length as 32 bits, three zero bytes, next header 58. 2001 + db8 + 1 + 2001 + db8
    /// + 2 = 5b75; + 8 + 3a = 5bb7; + 8000 + 1234 + 1 = edec; its complement is 1213.
    @Test
    void icmpv6HasThePseudoHeaderOfIpv6() throws Exception {
        Anatomy packet = packet("6000 0000 0008 3a40 2001 0db8 0000 0000 0000 0000 0000 0001"
                + "2001 0db8 0000 0000 0000 0000 0000 0002 8000 1213 1234 0001");
        Sum sum = sum(packet, "icmpv6.checksum");
        assertThat(sum.words()).hasSize(8 + 8 + 4 + 4);
        assertThat(sum.total()).isEqualTo(0xedec);
        assertThat(sum.checksum()).isEqualTo(0x1213);
        assertThat(verdict(packet, "icmpv6.checksum").mark()).isEqualTo(Mark.COMPUTED);
    }

    /// RFC 1071 section 2: carries out of the top bits are added in at the bottom. ffff + 0001 would be 10000 without.
    @Test
    void carriesAreFoldedInOneByOne() throws Exception {
        // ICMP: 0800 + f7ff + 0001 + ffff = 1ffff; ffff + 1 = 10000; 0000 + 1 = 0001; complement fffe.
        Anatomy packet = packet("4500 001e 0000 0000 4001 66dd 0a00 0001 0a00 0002 0800 fffe f7ff 0001 ffff");
        Sum sum = sum(packet, "icmp.checksum");
        assertThat(sum.total()).isEqualTo(0x1ffff);
        assertThat(sum.checksum()).isEqualTo(0xfffe);
        assertThat(shown(packet)).contains("ffff + 1 = 10000", "0000 + 1 = 0001", "ffff - 0001 = fffe");
    }

    /// The first 8 bytes of a datagram in an ICMP error (RFC 792) are not all that its checksum is over.
    @Test
    void theChecksumOfAQuotedPacketIsNotJudged() throws Exception {
        Anatomy packet = packet("4500 0038 0000 0000 4001 66c3 0a00 0002 0a00 0001 0303 0000 0000 0000" + IP
                + "0001 0002 0009 8ad6");
        assertThat(Sum.of(packet, item(packet, "udp.checksum"))).isNull();
        assertThat(verdict(packet, "udp.checksum").mark()).isEqualTo(Mark.UNJUDGED);
        assertThat(shown(packet)).contains("It cannot be judged: quoted in an error message.");
    }

    @Test
    void aFragmentHasNotAllThatItsChecksumIsOver() throws Exception {
        // More fragments follow; total length 28, so that 8 bytes of the UDP datagram of 9 are here.
        Anatomy packet = packet("4500 001c 0000 2000 4011 46cf 0a00 0001 0a00 0002 0001 0002 0009 8ad6");
        assertThat(packet.named("udp.checksum")).isNull();
        assertThat(shown(packet)).contains("Header checksum").doesNotContain("wrong");
    }

    /// Of a frame that the capture cut, the headers of the first fragment are read nevertheless.
    @Test
    void aFragmentThatWasCutIsNotJudgedEither() throws Exception {
        byte[] bytes = OneFrame
                .parse("4500 0020 0000 2000 4011 46cb 0a00 0001 0a00 0002 0001 0002 000d 8ad6 6162 6364");
        var batch = new Batch(64);
        assertThat(new OneFrame(bytes, LinkType.RAW).read(batch)).isTrue();
        batch.captured[0] -= 4;
        new Session().see(batch);
        assertThat(verdict(new Dissector().dissect(batch, 0), "udp.checksum").mark()).isEqualTo(Mark.UNJUDGED);
    }

    /// RFC 7761 section 4.9: of a Register only the first 8 bytes count, and they are the length in the pseudo-header, too.
    /// 2001 + db8 + 1 + 2001 + db8 + 2 = 5b75; + 8 + 67 = 5be4; + 2100 = 7ce4; its complement is 831b.
    @Test
    void aRegisterOfPimCountsItsHeaderAlone() throws Exception {
        Anatomy packet = packet("6000 0000 0030 6740 2001 0db8 0000 0000 0000 0000 0000 0001"
                + "2001 0db8 0000 0000 0000 0000 0000 0002 2100 831b 0000 0000 6000 0000 0000 3b40"
                + " 0000".repeat(16));
        assertThat(sum(packet, "pim.cksum").checksum()).isEqualTo(0x831b);
        assertThat(verdict(packet, "pim.cksum").mark()).isEqualTo(Mark.COMPUTED);
    }

    @Test
    void aPacketWithoutAChecksumSaysSo() throws Exception {
        assertThat(shown(packet("6000 0000 0000 3b40" + " 0000".repeat(16)))).isEqualTo(
                "No header of this packet has a checksum.\n");
    }

    /// RFC 2328 section D.4.1: bytes 16 to 23 of the header, the authentication, do not count; behind 20 bytes of IPv4 they are
    /// 36 to 43. 0201 + 002c + 0a00 + 0001 = 0c2e, the rest is zero; the complement is f3d1.
    @Test
    void whatASumLeavesOutIsTold() throws Exception {
        Anatomy packet = packet("4500 0040 0000 0000 4059 0000 0a00 0001 e000 0005"
                + "0201 002c 0a00 0001 0000 0000 f3d1 0000 6162 6364 6566 6768" + " 0000".repeat(10));
        assertThat(verdict(packet, "ospf.checksum").mark()).isEqualTo(Mark.COMPUTED);
        assertThat(shown(packet).replaceAll("\\s+", " ")).contains(
                "It covers bytes 20 to 63 of frame 1 without bytes 36 to 43, the authentication (RFC 2328 section D.4.1).");
    }

    /// RFC 4340 section 9.2: a coverage of 1 is the header alone, 2 four bytes of the data more, 0 all of it. 0a00 + 1 + 0a00 +
    /// 2 = 1403; + 21 + 14 = 1438 of pseudo-header; 1 + 2 + 300 + 400 + 1 = 704; together 1b3c. With 1 for the coverage 1b3d,
    /// with 2 and 6100 of data 7c3e, with 0 and 6100 + 6200 de3c; the complements are e4c2, 83c1 and 21c3.
    @ParameterizedTest
    @CsvSource({"01,e4c2", "02,83c1", "00,21c3"})
    void dccpCoversAsMuchAsItSays(String coverage, String checksum) throws Exception {
        Anatomy packet = packet("4500 0028 0000 0000 4021 0000 0a00 0001 0a00 0002 0001 0002 03" + coverage + checksum
                + "0400 0001 6100 0000 6200 0000");
        assertThat(sum(packet, "dccp.checksum").checksum()).isEqualTo(Integer.parseInt(checksum, 16));
        assertThat(verdict(packet, "dccp.checksum").mark()).isEqualTo(Mark.COMPUTED);
    }

    /// 02b4 + 1 + 5 = 2ba; + 41 = 2fb, whose complement is fd04; c1 counts as ffc0: 1027a, folded 27b, whose complement is
    /// fd84. tshark calls both right.
    @ParameterizedTest
    @CsvSource({"41,fd04", "c1,fd84"})
    void cdpHasItsOwnWayWithAnOddByte(String last, String checksum) throws Exception {
        Anatomy packet = packet("0100 0ccc cccc 0200 0000 0001 0011 aaaa 0300 000c 2000 02b4" + checksum + "0001 0005"
                + last, LinkType.ETHERNET);
        assertThat(sum(packet, "cdp.checksum").checksum()).isEqualTo(Integer.parseInt(checksum, 16));
        assertThat(verdict(packet, "cdp.checksum").mark()).isEqualTo(Mark.COMPUTED);
        assertThat(shown(packet)).contains("= The packet has " + checksum + ": right.");
    }
}
