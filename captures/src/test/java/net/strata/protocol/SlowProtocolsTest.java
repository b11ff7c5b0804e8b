package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// Link aggregation (IEEE 802.1AX-2014 clause 6) and the configuration test of Ethernet version 2. The frames are built by hand;
/// values are those that tshark 4.0.17 shows for the same bytes.
class SlowProtocolsTest {
    @Test
    void lacpHasAnActorAndAPartner() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                """
                        0180c2000002 020000000001 8809
                        01 01 01 14 8000 020000000010 0001 00ff 0011 3d 000000 02 14 4000 020000000020 0002 007f 0012 c2 000000
                        03 10 1388 000000000000000000000000 00 00 0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000""");
        assertThat(d.get("slow.subtype")).isEqualTo("0x01");
        assertThat(d.get("lacp.version")).isEqualTo("0x01");
        assertThat(d.get("lacp.tlv_type")).isEqualTo("0x01,0x02,0x03,0x00");
        assertThat(d.get("lacp.tlv_length")).isEqualTo("0x14,0x14,0x10,0x00");
        assertThat(d.get("lacp.actor.sys_priority")).isEqualTo("32768");
        assertThat(d.get("lacp.actor.sysid")).isEqualTo("02:00:00:00:00:10");
        assertThat(d.get("lacp.actor.key")).isEqualTo("1");
        assertThat(d.get("lacp.actor.port_priority")).isEqualTo("255");
        assertThat(d.get("lacp.actor.port")).isEqualTo("17");
        assertThat(d.get("lacp.actor.state")).isEqualTo("0x3d");
        assertThat(d.get("lacp.actor.state.activity")).isEqualTo("1");
        assertThat(d.get("lacp.actor.state.timeout")).isEqualTo("0");
        assertThat(d.get("lacp.actor.state.synchronization")).isEqualTo("1");
        assertThat(d.get("lacp.actor.state.expired")).isEqualTo("0");
        assertThat(d.get("lacp.actor.reserved")).isEqualTo("000000");
        assertThat(d.get("lacp.partner.sys_priority")).isEqualTo("16384");
        assertThat(d.get("lacp.partner.sysid")).isEqualTo("02:00:00:00:00:20");
        assertThat(d.get("lacp.partner.key")).isEqualTo("2");
        assertThat(d.get("lacp.partner.port")).isEqualTo("18");
        assertThat(d.get("lacp.partner.state")).isEqualTo("0xc2");
        assertThat(d.get("lacp.partner.state.timeout")).isEqualTo("1");
        assertThat(d.get("lacp.partner.state.defaulted")).isEqualTo("1");
        assertThat(d.get("lacp.partner.state.expired")).isEqualTo("1");
        assertThat(d.get("lacp.collector.max_delay")).isEqualTo("5000");
        assertThat(d.get("lacp.coll_reserved")).isEqualTo("000000000000000000000000");
        assertThat(d.info()).isEqualTo("v1 ACTOR 02:00:00:00:00:10 P: 17 K: 1 PARTNER 02:00:00:00:00:20 P: 18 K: 2");
    }

    @Test
    void aMarkerIsAnsweredWithItsTransaction() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                """
                        0180c2000002 020000000001 8809
                        02 01 02 10 0011 020000000010 00000007 0000 00 00 000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000""");
        assertThat(d.get("slow.subtype")).isEqualTo("0x02");
        assertThat(d.get("marker.version")).isEqualTo("0x01");
        assertThat(d.get("marker.tlvType")).isEqualTo("0x02,0x00");
        assertThat(d.get("marker.tlvLen")).isEqualTo("0x10,0x00");
        assertThat(d.get("marker.requesterPort")).isEqualTo("17");
        assertThat(d.get("marker.requesterSystem")).isEqualTo("02:00:00:00:00:10");
        assertThat(d.get("marker.requesterTransId")).isEqualTo("7");
        assertThat(d.info()).isEqualTo("Marker Response, transaction 7");
    }

    @Test
    void aConfigurationTestSkipsWhatIsDone() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                020000000002 020000000001 9000
                0800 0200 020000000003 0100 0007 555555555555555555555555555555555555555555555555555555555555""");
        assertThat(d.get("loop.skipcount")).isEqualTo("8");
        assertThat(d.get("loop.function")).isEqualTo("2,1");
        assertThat(d.get("loop.relevant_function")).isEqualTo("1");
        assertThat(d.get("loop.forwarding_address")).isEqualTo("02:00:00:00:00:03");
        assertThat(d.get("loop.receipt_number")).isEqualTo("1792");
        assertThat(d.get("data.len")).isEqualTo("30");
        assertThat(d.info()).isEqualTo("Reply");
    }
}
