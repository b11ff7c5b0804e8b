package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// BGP version 4 (RFC 4271; capabilities: RFC 5492; other families: RFC 4760). The messages are built by hand; values are those that
/// tshark 4.0.17 shows for the same bytes.
class BgpTest {
    @Test
    void anOpenHasCapabilities() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                020000000002 020000000001 0800
                4500 0061 0000 0000 4006 0000 c0000201 c0000202
                00b3 c001 00000001 00000001 5018 1000 0000 0000
                ffffffffffffffffffffffffffffffff 0039 01
                04 5ba0 00b4 c0000201 1c
                02 06 01 04 0001 00 01 02 06 41 04 00010002 02 0a 40 02 8078 45 04 0002 01 03""");
        assertThat(d.get("bgp.marker")).isEqualTo("ffffffffffffffffffffffffffffffff");
        assertThat(d.get("bgp.length")).isEqualTo("57");
        assertThat(d.get("bgp.type")).isEqualTo("1");
        assertThat(d.get("bgp.open.version")).isEqualTo("4");
        assertThat(d.get("bgp.open.myas")).isEqualTo("23456");
        assertThat(d.get("bgp.open.holdtime")).isEqualTo("180");
        assertThat(d.get("bgp.open.identifier")).isEqualTo("192.0.2.1");
        assertThat(d.get("bgp.open.opt.len")).isEqualTo("28");
        assertThat(d.get("bgp.open.opt.param.type")).isEqualTo("2,2,2");
        assertThat(d.get("bgp.open.opt.param.len")).isEqualTo("6,6,10");
        assertThat(d.get("bgp.cap.type")).isEqualTo("1,65,64,69");
        assertThat(d.get("bgp.cap.length")).isEqualTo("4,4,2,4");
        assertThat(d.get("bgp.cap.mp.afi")).isEqualTo("1");
        assertThat(d.get("bgp.cap.mp.safi")).isEqualTo("1");
        assertThat(d.get("bgp.cap.4as")).isEqualTo("65538");
        assertThat(d.get("bgp.cap.gr.timers")).isEqualTo("0x8078");
        assertThat(d.get("bgp.cap.gr.timers.restart_flag")).isEqualTo("1");
        assertThat(d.get("bgp.cap.gr.timers.restart_time")).isEqualTo("120");
        assertThat(d.get("bgp.cap.ap.afi")).isEqualTo("2");
        assertThat(d.get("bgp.cap.ap.sendreceive")).isEqualTo("3");
        assertThat(d.info()).isEqualTo("OPEN Message");
    }

    @Test
    void anUpdateWithdrawsAndReaches() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                020000000002 020000000001 0800
                4500 00aa 0000 0000 4006 0000 c0000201 c0000202
                00b3 c001 00000001 00000001 5018 1000 0000 0000
                ffffffffffffffffffffffffffffffff 0082 02
                0007 18 0a0101 10 0a02 005d
                40 01 01 00
                40 02 0a 02 02 00010002 0000fde9
                40 03 04 c0000209
                80 04 04 00000005
                40 05 04 00000064
                c0 07 08 0000fde9 c000020a
                c0 08 08 ffffff01 fde90007
                80 09 04 c000020b
                80 0a 08 c000020c c000020d
                c0 20 0c 0000fde9 00000001 00000002
                18 cb0071 10 c633""");
        assertThat(d.get("bgp.length")).isEqualTo("130");
        assertThat(d.get("bgp.type")).isEqualTo("2");
        assertThat(d.get("bgp.update.withdrawn_routes.length")).isEqualTo("7");
        assertThat(d.get("bgp.withdrawn_prefix")).isEqualTo("10.1.1.0,10.2.0.0");
        assertThat(d.get("bgp.update.path_attributes.length")).isEqualTo("93");
        assertThat(d.get("bgp.update.path_attribute.flags"))
                .isEqualTo("0x40,0x40,0x40,0x80,0x40,0xc0,0xc0,0x80,0x80,0xc0");
        assertThat(d.get("bgp.update.path_attribute.flags.optional")).isEqualTo("0,0,0,1,0,1,1,1,1,1");
        assertThat(d.get("bgp.update.path_attribute.flags.transitive")).isEqualTo("1,1,1,0,1,1,1,0,0,1");
        assertThat(d.get("bgp.update.path_attribute.type_code")).isEqualTo("1,2,3,4,5,7,8,9,10,32");
        assertThat(d.get("bgp.update.path_attribute.length")).isEqualTo("1,10,4,4,4,8,8,4,8,12");
        assertThat(d.get("bgp.update.path_attribute.origin")).isEqualTo("0");
        assertThat(d.get("bgp.update.path_attribute.as_path_segment.type")).isEqualTo("2");
        assertThat(d.get("bgp.update.path_attribute.as_path_segment.length")).isEqualTo("2");
        assertThat(d.get("bgp.update.path_attribute.as_path_segment.as4")).isEqualTo("65538,65001");
        assertThat(d.get("bgp.update.path_attribute.next_hop")).isEqualTo("192.0.2.9");
        assertThat(d.get("bgp.update.path_attribute.multi_exit_disc")).isEqualTo("5");
        assertThat(d.get("bgp.update.path_attribute.local_pref")).isEqualTo("100");
        assertThat(d.get("bgp.update.path_attribute.aggregator_as")).isEqualTo("65001");
        assertThat(d.get("bgp.update.path_attribute.aggregator_origin")).isEqualTo("192.0.2.10");
        assertThat(d.get("bgp.update.path_attribute.community_wellknown")).isEqualTo("0xffffff01");
        assertThat(d.get("bgp.update.path_attribute.community_as")).isEqualTo("65001");
        assertThat(d.get("bgp.update.path_attribute.community_value")).isEqualTo("7");
        assertThat(d.get("bgp.update.path_attribute.originator_id")).isEqualTo("192.0.2.11");
        assertThat(d.get("bgp.path_attribute.cluster_id")).isEqualTo("192.0.2.12,192.0.2.13");
        assertThat(d.get("bgp.large_communities.ga")).isEqualTo("65001");
        assertThat(d.get("bgp.large_communities.ldp1")).isEqualTo("1");
        assertThat(d.get("bgp.large_communities.ldp2")).isEqualTo("2");
        assertThat(d.get("bgp.nlri_prefix")).isEqualTo("203.0.113.0,198.51.0.0");
        assertThat(d.get("bgp.prefix_length")).isEqualTo("24,16,24,16");
        assertThat(d.info()).isEqualTo("UPDATE Message");
    }

    @Test
    void otherFamiliesAreReachedByAnAttribute() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                """
                        020000000002 020000000001 0800
                        4500 0083 0000 0000 4006 0000 c0000201 c0000202
                        00b3 c001 00000001 00000001 5018 1000 0000 0000
                        ffffffffffffffffffffffffffffffff 005b 02
                        0000 0044
                        90 0e 0033 0002 01 20 20010db8000000000000000000000001 fe800000000000000000000000000001 00 20 20010db8 40 20010db800000001
                        80 0f 0a 0002 01 30 20010db80002""");
        assertThat(d.get("bgp.update.path_attribute.length")).isEqualTo("51,10");
        assertThat(d.get("bgp.update.path_attribute.mp_reach_nlri.afi")).isEqualTo("2");
        assertThat(d.get("bgp.update.path_attribute.mp_reach_nlri.safi")).isEqualTo("1");
        assertThat(d.get("bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv6")).isEqualTo("2001:db8::1");
        assertThat(d.get("bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv6.link_local")).isEqualTo("fe80::1");
        assertThat(d.get("bgp.update.path_attribute.mp_reach_nlri.nbr_snpa")).isEqualTo("0");
        assertThat(d.get("bgp.mp_reach_nlri_ipv6_prefix")).isEqualTo("2001:db8::,2001:db8:0:1::");
        assertThat(d.get("bgp.update.path_attribute.mp_unreach_nlri.afi")).isEqualTo("2");
        assertThat(d.get("bgp.mp_unreach_nlri_ipv6_prefix")).isEqualTo("2001:db8:2::");
        assertThat(d.get("bgp.prefix_length")).isEqualTo("32,64,48");
        assertThat(d.info()).isEqualTo("UPDATE Message");
    }

    @Test
    void aSegmentMayHoldSeveralMessages() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                020000000002 020000000001 0800
                4500 006d 0000 0000 4006 0000 c0000201 c0000202
                00b3 c001 00000001 00000001 5018 1000 0000 0000
                ffffffffffffffffffffffffffffffff 0013 04
                ffffffffffffffffffffffffffffffff 0017 05
                0001 01 01ffffffffffffffffffffffffffffffff 001b 03
                06 02 05 6c61746572""");
        assertThat(d.get("bgp.length")).isEqualTo("19,23,27");
        assertThat(d.get("bgp.type")).isEqualTo("4,5,3");
        assertThat(d.get("bgp.route_refresh.afi")).isEqualTo("1");
        assertThat(d.get("bgp.route_refresh.subtype")).isEqualTo("1");
        assertThat(d.get("bgp.route_refresh.safi")).isEqualTo("1");
        assertThat(d.get("bgp.notify.major_error")).isEqualTo("6");
        assertThat(d.get("bgp.notify.minor_error_cease")).isEqualTo("2");
        assertThat(d.get("bgp.notify.communication_length")).isEqualTo("5");
        assertThat(d.get("bgp.notify.communication")).isEqualTo("later");
        assertThat(d.info()).isEqualTo("NOTIFICATION Message (Cease)");
    }

    @Test
    void anErrorMayCarryData() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                020000000002 020000000001 0800
                4500 003f 0000 0000 4006 0000 c0000201 c0000202
                00b3 c001 00000001 00000001 5018 1000 0000 0000
                ffffffffffffffffffffffffffffffff 0017 03
                02 01 0003""");
        assertThat(d.get("bgp.notify.major_error")).isEqualTo("2");
        assertThat(d.get("bgp.notify.minor_error_open")).isEqualTo("1");
        assertThat(d.get("bgp.notify.minor_data")).isEqualTo("0003");
    }

    @Test
    void aMessageThatGoesOnInTheNextSegmentIsData() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                020000000002 020000000001 0800
                4500 003b 0000 0000 4006 0000 c0000201 c0000202
                00b3 c001 00000001 00000001 5018 1000 0000 0000
                ffffffffffffffffffffffffffffffff 0014 04""");
        assertThat(d.layers()).containsExactly("eth", "ip", "tcp", "data");
    }
}
