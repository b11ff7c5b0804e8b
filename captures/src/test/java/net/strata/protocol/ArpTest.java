package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// ARP (RFC 826, RFC 5227). The packets are built by hand; values are those that tshark 4.0.17 shows for the same bytes.
class ArpTest {
    private static Decoded decode(String packet) {
        return Decoded.of(LinkType.ETHERNET, "020000000002 020000000001 0806" + packet);
    }

    @Test
    void aRequestAsksWhoHasAnAddress() {
        Decoded d = decode("""
                00010800 06040001 02000000 0001c000 02010000 00000000 c0000202""");
        assertThat(d.get("arp.hw.type")).isEqualTo("1");
        assertThat(d.get("arp.proto.type")).isEqualTo("0x0800");
        assertThat(d.get("arp.hw.size")).isEqualTo("6");
        assertThat(d.get("arp.proto.size")).isEqualTo("4");
        assertThat(d.get("arp.opcode")).isEqualTo("1");
        assertThat(d.get("arp.src.hw_mac")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.get("arp.src.proto_ipv4")).isEqualTo("192.0.2.1");
        assertThat(d.get("arp.dst.hw_mac")).isEqualTo("00:00:00:00:00:00");
        assertThat(d.get("arp.dst.proto_ipv4")).isEqualTo("192.0.2.2");
        assertThat(d.layers()).containsExactly("eth", "arp");
        assertThat(d.info()).isEqualTo("Who has 192.0.2.2? Tell 192.0.2.1");
    }

    @Test
    void aReplyTellsWhereItIs() {
        Decoded d = decode("""
                00010800 06040002 02000000 0001c000 02010200 00000002 c0000202""");
        assertThat(d.get("arp.opcode")).isEqualTo("2");
        assertThat(d.get("arp.src.hw_mac")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.get("arp.isgratuitous")).isEqualTo("");
        assertThat(d.info()).isEqualTo("192.0.2.1 is at 02:00:00:00:00:01");
    }

    @Test
    void aRequestFromNobodyIsAProbe() {
        Decoded d = decode("""
                00010800 06040001 02000000 00010000 00000000 00000000 c0000202""");
        assertThat(d.get("arp.isprobe")).isEqualTo("1");
        assertThat(d.get("arp.isgratuitous")).isEqualTo("");
        assertThat(d.get("arp.isannouncement")).isEqualTo("");
        assertThat(d.info()).isEqualTo("Who has 192.0.2.2? (ARP Probe)");
    }

    @Test
    void aRequestForItselfWithNoTargetIsAnAnnouncement() {
        Decoded d = decode("""
                00010800 06040001 02000000 0001c000 02010000 00000000 c0000201""");
        assertThat(d.get("arp.isprobe")).isEqualTo("");
        assertThat(d.get("arp.isgratuitous")).isEqualTo("1");
        assertThat(d.get("arp.isannouncement")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("ARP Announcement for 192.0.2.1");
    }

    @Test
    void aRequestForItselfIsGratuitous() {
        Decoded d = decode("""
                00010800 06040001 02000000 0001c000 0201ffff ffffffff c0000201""");
        assertThat(d.get("arp.isprobe")).isEqualTo("");
        assertThat(d.get("arp.isgratuitous")).isEqualTo("1");
        assertThat(d.get("arp.isannouncement")).isEqualTo("");
        assertThat(d.info()).isEqualTo("Gratuitous ARP for 192.0.2.1 (Request)");
    }

    @Test
    void aReplyAboutItselfIsGratuitous() {
        Decoded d = decode("""
                00010800 06040002 02000000 0001c000 02010200 00000001 c0000201""");
        assertThat(d.get("arp.isprobe")).isEqualTo("");
        assertThat(d.get("arp.isgratuitous")).isEqualTo("1");
        assertThat(d.get("arp.isannouncement")).isEqualTo("");
        assertThat(d.info()).isEqualTo("Gratuitous ARP for 192.0.2.1 (Reply)");
    }

    @Test
    void aReverseRequestAsksByHardwareAddress() {
        Decoded d = decode("""
                00010800 06040003 02000000 00010000 00000200 00000001 00000000""");
        assertThat(d.get("arp.opcode")).isEqualTo("3");
        assertThat(d.get("arp.dst.hw_mac")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.info()).isEqualTo("Who is 02:00:00:00:00:01? Tell 02:00:00:00:00:01");
    }

    @Test
    void anInverseReplyTellsTheSendersAddress() {
        Decoded d = decode("""
                00010800 06040009 02000000 0001c000 02010200 00000002 c0000202""");
        assertThat(d.get("arp.opcode")).isEqualTo("9");
        assertThat(d.info()).isEqualTo("02:00:00:00:00:01 is at 192.0.2.1");
    }

    @Test
    void aDynamicReverseErrorHasAStatusForAnAddress() {
        Decoded d = decode("""
                00010800 06040007 02000000 0001c000 02010200 00000002 c0000202""");
        assertThat(d.get("arp.dst.hw_mac")).isEqualTo("02:00:00:00:00:02");
        assertThat(d.get("arp.dst.drarp_error_status")).isEqualTo("192");
        assertThat(d.get("arp.dst.proto_ipv4")).isEqualTo("");
    }

    @Test
    void hardwareAddressesOfOtherSizesAreBytes() {
        Decoded d = decode("""
                001b0800 08040001 02000000 0001aabb c0000201 00000000 00000000 c0000202""");
        assertThat(d.get("arp.hw.type")).isEqualTo("27");
        assertThat(d.get("arp.hw.size")).isEqualTo("8");
        assertThat(d.get("arp.src.hw")).isEqualTo("020000000001aabb");
        assertThat(d.get("arp.src.hw_mac")).isEqualTo("");
        assertThat(d.get("arp.src.proto_ipv4")).isEqualTo("192.0.2.1");
    }

    @Test
    void protocolAddressesOfOtherProtocolsAreBytes() {
        Decoded d = decode("""
                00011234 06040001 02000000 00010102 03040000 00000000 05060708""");
        assertThat(d.get("arp.proto.type")).isEqualTo("0x1234");
        assertThat(d.get("arp.src.proto")).isEqualTo("01020304");
        assertThat(d.get("arp.src.proto_ipv4")).isEqualTo("");
        assertThat(d.get("arp.dst.proto")).isEqualTo("05060708");
        assertThat(d.info()).isEqualTo("Who has 05060708? Tell 01020304");
    }

    @Test
    void sizesOfZeroLeaveNoAddresses() {
        Decoded d = decode("""
                00010800 00000001""");
        assertThat(d.get("arp.hw.size")).isEqualTo("0");
        assertThat(d.get("arp.src.hw")).isEqualTo("");
        assertThat(d.get("arp.src.proto")).isEqualTo("");
        assertThat(d.info()).isEqualTo("Who has no address? Tell no address");
    }

    @Test
    void aShortPacketIsTold() {
        Decoded d = decode("""
                00010800 06040001 02000000 0001c000 02010000 0000""");
        assertThat(d.get("arp.opcode")).isEqualTo("1");
        assertThat(d.get("arp.dst.hw_mac")).isEqualTo("");
        assertThat(d.problem()).isNotNull().extracting(p -> p.text()).asString()
                .contains("needs 28 bytes, 22 are there");
    }

    /// RFC 2225 section 8.7: numbers of 20 bytes, no subaddresses.
    @Test
    void onAtmNumbersTakeThePlaceOfHardwareAddresses() {
        Decoded d = decode("""
                0013 0800 14 00 0001 04 14 00 04
                000102030405060708090a0b0c0d0e0f10111213 c0000201
                202122232425262728292a2b2c2d2e2f30313233 c0000202""");
        assertThat(d.get("arp.src.hlen")).isEqualTo("20");
        assertThat(d.get("arp.src.atm_num_nsap")).isEqualTo("000102030405060708090a0b0c0d0e0f10111213");
        assertThat(d.get("arp.src.proto_ipv4")).isEqualTo("192.0.2.1");
        assertThat(d.get("arp.dst.atm_num_nsap")).isEqualTo("202122232425262728292a2b2c2d2e2f30313233");
        assertThat(d.get("arp.dst.proto_ipv4")).isEqualTo("192.0.2.2");
        assertThat(d.problem()).isNull();
    }
}
