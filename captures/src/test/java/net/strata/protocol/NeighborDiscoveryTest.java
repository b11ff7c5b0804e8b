package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// Neighbour discovery (RFC 4861). The packets are built by hand; values are those that tshark 4.0.17 shows for the same bytes.
class NeighborDiscoveryTest {
    private static Decoded decode(String packet) {
        return Decoded.of(LinkType.ETHERNET, "020000000002 020000000001 86dd" + packet);
    }

    @Test
    void aRouterSolicitation() {
        Decoded d = decode("""
                60000000 00103aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 85007aae 00000000 01010200 00000001""");
        assertThat(d.get("icmpv6.type")).isEqualTo("133");
        assertThat(d.get("icmpv6.code")).isEqualTo("0");
        assertThat(d.get("icmpv6.checksum")).isEqualTo("0x7aae");
        assertThat(d.get("icmpv6.checksum.status")).isEqualTo("1");
        assertThat(d.get("icmpv6.reserved")).isEqualTo("00000000");
        assertThat(d.get("icmpv6.opt.linkaddr")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.get("icmpv6.opt.src_linkaddr")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.info()).isEqualTo("Router solicitation from 02:00:00:00:00:01");
    }

    @Test
    void aRouterAdvertisementWithEveryCommonOption() {
        Decoded d = decode("""
                60000000 01103aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 8600792b 40c80708 00000001 00000002 01010200 00000001 030440e0 00278d00
                00093a80 00000000 20010db8 00000000 00000000 00000000 05010000 000005dc 19050000
                00000e10 20010db8 00000000 00000000 00000053 20010db8 00000000 00000000 00000054
                1f040000 00000e10 07657861 6d706c65 03636f6d 00047465 73740000 00000000 18023008
                00000e10 20010db8 00010000 18036018 00000e10 20010db8 00010000 00000000 00000000
                18010000 00000e10 26020258 0064ff9b 00000000 00000000 2602025d 0064ff9b 00000000
                00000000 07010000 000003e8 08010000 00010708 1a010400 00000000 25036874 7470733a
                2f2f6578 616d706c 652e636f 6d2f0000 0e010102 03040506""");
        assertThat(d.get("icmpv6.nd.ra.cur_hop_limit")).isEqualTo("64");
        assertThat(d.get("icmpv6.nd.ra.flag")).isEqualTo("0xc8");
        assertThat(d.get("icmpv6.nd.ra.flag.m")).isEqualTo("1");
        assertThat(d.get("icmpv6.nd.ra.flag.o")).isEqualTo("1");
        assertThat(d.get("icmpv6.nd.ra.flag.prf")).isEqualTo("1");
        assertThat(d.get("icmpv6.nd.ra.router_lifetime")).isEqualTo("1800");
        assertThat(d.get("icmpv6.nd.ra.reachable_time")).isEqualTo("1");
        assertThat(d.get("icmpv6.nd.ra.retrans_timer")).isEqualTo("2");
        assertThat(d.get("icmpv6.opt.type")).isEqualTo("1,3,5,25,31,24,24,24,38,38,7,8,26,37,14");
        assertThat(d.get("icmpv6.opt.length")).isEqualTo("1,4,1,5,4,2,3,1,2,2,1,1,1,3,1");
        assertThat(d.get("icmpv6.opt.linkaddr")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.get("icmpv6.opt.prefix.length")).isEqualTo("64,48,96,0");
        assertThat(d.get("icmpv6.opt.prefix.flag.l")).isEqualTo("1");
        assertThat(d.get("icmpv6.opt.prefix.valid_lifetime")).isEqualTo("2592000");
        assertThat(d.get("icmpv6.opt.prefix.preferred_lifetime")).isEqualTo("604800");
        assertThat(d.get("icmpv6.opt.prefix")).isEqualTo("2001:db8::,2001:db8:1::,2001:db8:1::");
        assertThat(d.get("icmpv6.opt.nonce")).isEqualTo("010203040506");
        assertThat(d.get("icmpv6.opt.route_info.flag.route_preference")).isEqualTo("1,3,0");
        assertThat(d.get("icmpv6.opt.route_lifetime")).isEqualTo("3600,3600,3600");
        assertThat(d.get("icmpv6.opt.mtu")).isEqualTo("1500");
        assertThat(d.get("icmpv6.opt.advertisement_interval")).isEqualTo("1000");
        assertThat(d.get("icmpv6.opt.home_agent_lifetime")).isEqualTo("1800");
        assertThat(d.get("icmpv6.opt.rdnss.lifetime")).isEqualTo("3600");
        assertThat(d.get("icmpv6.opt.rdnss")).isEqualTo("2001:db8::53,2001:db8::54");
        assertThat(d.get("icmpv6.opt.efo.p")).isEqualTo("1");
        assertThat(d.get("icmpv6.opt.dnssl.lifetime")).isEqualTo("3600");
        assertThat(d.get("icmpv6.opt.dnssl")).isEqualTo("example.com,test");
        assertThat(d.get("icmpv6.opt.captive_portal")).isEqualTo("https://example.com/");
        assertThat(d.get("icmpv6.opt.pref64.scaled_lifetime")).isEqualTo("75,75");
        assertThat(d.get("icmpv6.opt.pref64.plc")).isEqualTo("0x00,0x05");
        assertThat(d.get("icmpv6.opt.pref64.prefix")).isEqualTo("64:ff9b::,64:ff9b::");
        assertThat(d.info()).isEqualTo("Router advertisement from 02:00:00:00:00:01");
    }

    @Test
    void aNeighborSolicitation() {
        Decoded d = decode("""
                60000000 00203aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 87007a14 00000000 fe800000 00000000 00000000 00000009 01010200 00000001""");
        assertThat(d.get("icmpv6.nd.ns.target_address")).isEqualTo("fe80::9");
        assertThat(d.get("icmpv6.opt.linkaddr")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.info()).isEqualTo("Neighbor solicitation for fe80::9 from 02:00:00:00:00:01");
    }

    @Test
    void aSolicitationForDuplicatesHasANonce() {
        Decoded d = decode("""
                60000000 00203aff 00000000 00000000 00000000 00000000 fe800000 00000000 00000000
                00000002 8700648b 00000000 fe800000 00000000 00000000 00000009 0e010102 03040506""");
        assertThat(d.get("icmpv6.checksum.status")).isEqualTo("1");
        assertThat(d.get("icmpv6.opt.nonce")).isEqualTo("010203040506");
        assertThat(d.info()).isEqualTo("Neighbor solicitation for fe80::9");
    }

    @Test
    void aNeighborAdvertisement() {
        Decoded d = decode("""
                60000000 00203aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 88009812 e0000000 fe800000 00000000 00000000 00000009 02010200 00000002""");
        assertThat(d.get("icmpv6.nd.na.flag")).isEqualTo("0xe0000000");
        assertThat(d.get("icmpv6.nd.na.flag.r")).isEqualTo("1");
        assertThat(d.get("icmpv6.nd.na.flag.s")).isEqualTo("1");
        assertThat(d.get("icmpv6.nd.na.flag.o")).isEqualTo("1");
        assertThat(d.get("icmpv6.nd.na.target_address")).isEqualTo("fe80::9");
        assertThat(d.get("icmpv6.opt.target_linkaddr")).isEqualTo("02:00:00:00:00:02");
        assertThat(d.info()).isEqualTo("Neighbor advertisement fe80::9 (rtr, sol, ovr) is at 02:00:00:00:00:02");
    }

    @Test
    void aRedirectQuotesThePacketInAnOptionThatNeedNotBeTheLast() {
        Decoded d = decode("""
                60000000 00703aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 89002664 00000000 fe800000 00000000 00000000 00000009 20010db8 00000000
                00000000 00000007 04080000 00000000 60000000 00101101 fe800000 00000000 00000000
                00000001 fe800000 00000000 00000000 00000002 9c40829a 00100000 61626364 65666768
                02010200 00000002""");
        assertThat(d.get("icmpv6.nd.rd.target_address")).isEqualTo("fe80::9");
        assertThat(d.get("icmpv6.rd.na.destination_address")).isEqualTo("2001:db8::7");
        assertThat(d.get("icmpv6.opt.type")).isEqualTo("4,2");
        assertThat(d.get("icmpv6.opt.length")).isEqualTo("8,1");
        assertThat(d.get("icmpv6.opt.target_linkaddr")).isEqualTo("02:00:00:00:00:02");
        assertThat(d.get("data.data")).isEqualTo("6162636465666768");
        assertThat(d.layers()).containsExactly("eth", "ipv6", "icmpv6", "ipv6", "udp", "data");
        assertThat(d.info()).isEqualTo("Redirect for 2001:db8::7 to fe80::9 is at 02:00:00:00:00:02");
    }

    @Test
    void anInverseSolicitationListsAddresses() {
        Decoded d = decode("""
                60000000 00403aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 8d006862 00000000 01010200 00000001 02010200 00000002 09050000 00000000
                fe800000 00000000 00000000 00000009 fe800000 00000000 00000000 00000009""");
        assertThat(d.get("icmpv6.opt.type")).isEqualTo("1,2,9");
        assertThat(d.get("icmpv6.opt.length")).isEqualTo("1,1,5");
        assertThat(d.get("icmpv6.opt.linkaddr")).isEqualTo("02:00:00:00:00:01,02:00:00:00:00:02");
        assertThat(d.get("icmpv6.opt.ipv6_address")).isEqualTo("fe80::9,fe80::9");
    }

    @Test
    void aMobilePrefixAdvertisement() {
        Decoded d = decode("""
                60000000 00283aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 93007648 0001c000 030440e0 00278d00 00093a80 00000000 20010db8 00000000
                00000000 00000000""");
        assertThat(d.get("icmpv6.mip6.identifier")).isEqualTo("1");
        assertThat(d.get("icmpv6.mip6.flag")).isEqualTo("0xc000");
        assertThat(d.get("icmpv6.mip6.flag.m")).isEqualTo("1");
        assertThat(d.get("icmpv6.opt.prefix")).isEqualTo("2001:db8::");
    }

    @Test
    void optionsOfLowPowerNetworks() {
        Decoded d = decode("""
                60000000 00583aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 8700835c 00000000 fe800000 00000000 00000000 00000009 21020100 00000005
                02000000 00000001 2202401f 0000000a 20010db8 00000000 23030001 00020003 fe800000
                00000000 00000000 00000009 24010001 00000000""");
        assertThat(d.get("icmpv6.opt.type")).isEqualTo("33,34,35,36");
        assertThat(d.get("icmpv6.opt.length")).isEqualTo("2,2,3,1");
        assertThat(d.get("icmpv6.opt.aro.registration_lifetime")).isEqualTo("5");
        assertThat(d.get("icmpv6.opt.aro.eui64")).isEqualTo("02:00:00:00:00:00:00:01");
        assertThat(d.get("icmpv6.opt.6co.context_length")).isEqualTo("64");
        assertThat(d.get("icmpv6.opt.6co.flag.cid")).isEqualTo("15");
        assertThat(d.get("icmpv6.opt.6co.context_prefix")).isEqualTo("2001:db8::");
        assertThat(d.get("icmpv6.opt.abro.version_low")).isEqualTo("1");
        assertThat(d.get("icmpv6.opt.abro.6lbr_address")).isEqualTo("fe80::9");
        assertThat(d.get("icmpv6.opt.6cio.flag_g")).isEqualTo("0x01");
    }

    @Test
    void optionsOfFastHandover() {
        Decoded d = decode("""
                60000000 00303aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 9a033db5 03000007 11030240 00000000 fe800000 00000000 00000000 00000009
                13020202 00000000 01000000 00000000""");
        assertThat(d.get("icmpv6.fmip6.subtype")).isEqualTo("3");
        assertThat(d.get("icmpv6.fmip6.identifier")).isEqualTo("7");
        assertThat(d.get("icmpv6.opt.type")).isEqualTo("17,19");
        assertThat(d.get("icmpv6.opt.length")).isEqualTo("3,2");
        assertThat(d.get("icmpv6.opt.ipa.prefix_len")).isEqualTo("64");
        assertThat(d.get("icmpv6.opt.ipa.ipv6_address")).isEqualTo("fe80::9");
        assertThat(d.get("icmpv6.opt.lla.bytes")).isEqualTo("02000000000100000000000000");
    }

    @Test
    void signedMessages() {
        Decoded d = decode("""
                60000000 00683aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 8700ee0f 00000000 fe800000 00000000 00000000 00000009 0b050200 01020304
                05060708 090a0b0c 0d0e0f10 20010db8 00000000 00000000 00000000 00000000 0c030000
                01020304 05060708 090a0b0c 0d0e0f10 73696700 0d020000 00000000 00006000 00008000""");
        assertThat(d.get("icmpv6.opt.type")).isEqualTo("11,12,13");
        assertThat(d.get("icmpv6.opt.length")).isEqualTo("5,3,2");
        assertThat(d.get("icmpv6.opt.cga.pad_length")).isEqualTo("2");
        assertThat(d.get("icmpv6.opt.cga.modifier")).isEqualTo("0102030405060708090a0b0c0d0e0f10");
        assertThat(d.get("icmpv6.opt.cga.subnet_prefix")).isEqualTo("20010db800000000");
        assertThat(d.get("icmpv6.opt.rsa.key_hash")).isEqualTo("0102030405060708090a0b0c0d0e0f10");
    }

    @Test
    void anOptionOfNoLengthEndsTheList() {
        Decoded d = decode("""
                60000000 00203aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 87007a15 00000000 fe800000 00000000 00000000 00000009 01000200 00000001""");
        assertThat(d.get("icmpv6.opt.type")).isEqualTo("1");
        assertThat(d.get("icmpv6.opt.length")).isEqualTo("0");
        assertThat(d.get("icmpv6.opt.linkaddr")).isEqualTo("");
        assertThat(d.get("icmpv6.data")).isEqualTo("");
    }

    @Test
    void anUnknownOptionIsBytes() {
        Decoded d = decode("""
                60000000 00283aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 8700b408 00000000 fe800000 00000000 00000000 00000009 fd010200 00000001
                c8010200 00000001""");
        assertThat(d.get("icmpv6.opt.type")).isEqualTo("253,200");
        assertThat(d.get("icmpv6.opt.length")).isEqualTo("1,1");
        assertThat(d.get("icmpv6.data")).isEqualTo("020000000001,020000000001");
    }
}
