package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// What captures of other systems put before a packet, and what else Ethernet carries.
final class CarrierTest {
    /// UDP from 10.0.0.1 port 7 to 10.0.0.2 port 9, without data (RFC 791 section 3.1, RFC 768).
    private static final String PACKET = "4500001c 00000000 40110000 0a000001 0a000002 0007 0009 0008 0000";

    @Test
    void aServiceTagIsNotACustomersTag() {
        var d = Decoded.of(LinkType.ETHERNET,
                "020000000002 020000000001 88a8 6064 8100 0005 0800" + PACKET); // priority 3, VLAN 100; then VLAN 5
        assertThat(d.layers()).startsWith("eth", "ieee8021ad", "vlan", "ip", "udp");
        assertThat(d.get("ieee8021ad.id")).isEqualTo("100");
        assertThat(d.get("ieee8021ad.priority")).isEqualTo("3");
        assertThat(d.get("vlan.id")).isEqualTo("5");
    }

    @Test
    void solarisPutsInterfaceAndZonesBeforeThePacket() {
        var d = Decoded.of(LinkType.IPNET, "01 02 0001 0000001c 00000002 00000000 ffffffff 00000000" + PACKET);
        assertThat(d.layers()).startsWith("ipnet", "ip", "udp");
        assertThat(d.get("ipnet.zsrc")).isEqualTo("4294967295");
    }

    /// Attributes are aligned to 4 bytes: the prefix "x" and its zero take 6, and 2 of padding.
    @Test
    void theNetfilterLogHoldsThePacketInAnAttribute() {
        var d = Decoded.of(LinkType.NFLOG, "02 00 002a 0800 0100 0800 03 00 0600 0a00 7800 0000 2000 0900" + PACKET);
        assertThat(d.layers()).startsWith("nflog", "ip", "udp");
        assertThat(d.get("nflog.tlv_type")).isEqualTo("1,10,9");
        assertThat(d.get("nflog.hook")).isEqualTo("3");
    }

    @Test
    void thePacketTapNamesTheProcess() {
        var d = Decoded.of(LinkType.PKTAP, "6c000000 01000000 0c000000 " + "656e30".concat("00".repeat(21)) // en0
                + "02000000 02000000 00000000 00000000 00020000" // flags, family, header, trailer, process 512
                + "6e63".concat("00".repeat(18)) + "00000000 0000 0000 ffffffff" + "00".repeat(20) + PACKET);
        assertThat(d.layers()).startsWith("pktap", "raw", "ip", "udp");
        assertThat(d.get("pktap.ifname")).isEqualTo("en0");
        assertThat(d.get("pktap.cmdname")).isEqualTo("nc");
        assertThat(d.get("pktap.pid")).isEqualTo("512");
    }

    /// A data frame from an access point: receiver, network, source; then LLC with SNAP, and 4 bytes of check sequence,
    /// as radiotap's flags (0x10 behind the 8 bytes of time) say.
    @Test
    void wirelessDataCarriesLlc() {
        var d = Decoded.of(LinkType.RADIOTAP, "00 00 1900 03000000" + "0000000000000000" + "0000000000000000" + "10"
                + "0802 2c00 020000000002 020000000009 020000000001 3000" // sequence number 3, fragment 0
                + "aaaa03 000000 0800" + PACKET + "deadbeef");
        assertThat(d.layers()).startsWith("radiotap", "wlan", "llc", "ip", "udp");
        assertThat(d.get("wlan.sa")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.get("wlan.da")).isEqualTo("02:00:00:00:00:02");
        assertThat(d.get("wlan.bssid")).isEqualTo("02:00:00:00:00:09");
        assertThat(d.get("wlan.seq")).isEqualTo("3");
    }

    @Test
    void protectedDataIsNotRead() {
        var d = Decoded.of(LinkType.IEEE802_11,
                "0842 2c00 020000000002 020000000009 020000000001 3000 aaaa030000000800");
        assertThat(d.layers()).containsExactly("wlan", "data");
        assertThat(d.info()).isEqualTo("Data, protected");
    }

    /// IEEE 1588-2019 tables 35 and 43: announce, minor version 1; log interval -2.
    @Test
    void anAnnounceMessageTellsTheGrandmaster() {
        var d = Decoded.of(LinkType.ETHERNET, "011b19000000 020000000001 88f7"
                + "0b 12 0040 00 00 0008 0000000000000000 00000000 0200000000000001 0001 0007 05 fe"
                + "000000000000 00000000 0025 00 80 06 21 4e5d 80 0200000000000003 0001 a0");
        assertThat(d.get("ptp.v2.versionptp")).isEqualTo("2");
        assertThat(d.get("ptp.v2.logmessageperiod")).isEqualTo("-2");
        assertThat(d.get("ptp.v2.flags.timescale")).isEqualTo("1");
        assertThat(d.get("ptp.v2.an.origincurrentutcoffset")).isEqualTo("37");
        assertThat(d.get("ptp.v2.an.grandmasterclockidentity")).isEqualTo("0x0200000000000003");
        assertThat(d.get("ptp.v2.an.localstepsremoved")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("Announce message");
    }

    /// AoEr11 section 3: register 0xec identifies the device; in the answer the same byte is its status.
    @Test
    void aDisksAnswerHoldsAStatusWhereTheRequestHeldACommand() {
        String shelf = "020000000002 020000000001 88a2";
        var asked = Decoded.of(LinkType.ETHERNET, shelf + "10 00 0001 02 00 00000007 00 00 01 ec 010000000000 0000");
        assertThat(asked.get("aoe.ata.cmd")).isEqualTo("0xec");
        assertThat(asked.get("aoe.lba")).isEqualTo("0x000000000001");
        var answered = Decoded.of(LinkType.ETHERNET, shelf + "18 00 0001 02 00 00000007 00 00 01 40 010000000000 0000");
        assertThat(answered.get("aoe.ata.status")).isEqualTo("0x40");
        assertThat(answered.get("aoe.ata.cmd")).isEmpty();
    }

    /// DNA Routing 2.0.0 section 9: nodes are 6 bits of area and 10 of node, lowest byte first.
    @Test
    void decnetCountsNodesFromTheLowestByte() {
        var d = Decoded.of(LinkType.ETHERNET, "aa0004000204 aa0004000104 6003 0800 02 0204 0104 00 18");
        assertThat(d.get("dec_dna.dst_node")).isEqualTo("0x0402");
        assertThat(d.get("dec_dna.src_node")).isEqualTo("0x0401");
        assertThat(d.get("dec_dna.nsp.msg_type")).isEqualTo("0x18");
    }

    /// ETSI EN 302 636-4-1 tables 5 and 7: version 1, common header next, lifetime 26 x 1 s, 3 hops left.
    @Test
    void geoNetworkingHasABasicAndACommonHeader() {
        var d = Decoded.of(LinkType.ETHERNET, "ffffffffffff 020000000001 8947 11 00 69 03 20 50 02 80 0010 03 00");
        assertThat(d.get("geonw.bh.lt.mult")).isEqualTo("26");
        assertThat(d.get("geonw.bh.lt.base")).isEqualTo("1");
        assertThat(d.get("geonw.ch.plength")).isEqualTo("16");
        assertThat(d.info()).isEqualTo("Topologically scoped broadcast, one hop, 3 hops left");
    }
}
