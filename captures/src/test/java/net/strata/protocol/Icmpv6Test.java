package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// ICMPv6 (RFC 4443) and MLD (RFC 2710, RFC 3810). The packets are built by hand; values are those that tshark 4.0.17 shows for the same bytes.
class Icmpv6Test {
    private static Decoded decode(String packet) {
        return Decoded.of(LinkType.ETHERNET, "020000000002 020000000001 86dd" + packet);
    }

    @Test
    void anEcho() {
        Decoded d = decode("""
                60000000 000b3aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 8000be4f 00010002 616263""");
        assertThat(d.get("icmpv6.type")).isEqualTo("128");
        assertThat(d.get("icmpv6.code")).isEqualTo("0");
        assertThat(d.get("icmpv6.checksum")).isEqualTo("0xbe4f");
        assertThat(d.get("icmpv6.checksum.status")).isEqualTo("1");
        assertThat(d.get("icmpv6.echo.identifier")).isEqualTo("0x0001");
        assertThat(d.get("icmpv6.echo.sequence_number")).isEqualTo("2");
        assertThat(d.get("data.data")).isEqualTo("616263");
        assertThat(d.layers()).containsExactly("eth", "ipv6", "icmpv6", "data");
        assertThat(d.info()).isEqualTo("Echo (ping) request id=0x0001, seq=2, hop limit=255");
    }

    @Test
    void aWrongChecksumIsBad() {
        Decoded d = decode("""
                60000000 000b3aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 80001234 00010002 616263""");
        assertThat(d.get("icmpv6.checksum.status")).isEqualTo("0");
    }

    @Test
    void anErrorQuotesThePacketAsLayers() {
        Decoded d = decode("""
                60000000 00403aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 0104e2e5 00000000 60000000 00101101 fe800000 00000000 00000000 00000001
                fe800000 00000000 00000000 00000002 9c40829a 00100000 61626364 65666768""");
        assertThat(d.get("icmpv6.type")).isEqualTo("1");
        assertThat(d.get("icmpv6.code")).isEqualTo("4");
        assertThat(d.get("icmpv6.checksum")).isEqualTo("0xe2e5");
        assertThat(d.get("icmpv6.checksum.status")).isEqualTo("1");
        assertThat(d.get("icmpv6.reserved")).isEqualTo("00000000");
        assertThat(d.layers()).containsExactly("eth", "ipv6", "icmpv6", "ipv6", "udp", "data");
        assertThat(d.info()).isEqualTo("Destination unreachable (Port unreachable)");
        assertThat(d.problem()).isNull();
    }

    @Test
    void packetTooBigTellsTheMtu() {
        Decoded d = decode("""
                60000000 00403aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 0200dce9 00000500 60000000 00101101 fe800000 00000000 00000000 00000001
                fe800000 00000000 00000000 00000002 9c40829a 00100000 61626364 65666768""");
        assertThat(d.get("icmpv6.mtu")).isEqualTo("1280");
        assertThat(d.layers()).containsExactly("eth", "ipv6", "icmpv6", "ipv6", "udp", "data");
        assertThat(d.info()).isEqualTo("Packet too big, MTU 1280");
    }

    @Test
    void aParameterProblemPointsAtTheByte() {
        Decoded d = decode("""
                60000000 00403aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 0400dfc1 00000028 60000000 00101101 fe800000 00000000 00000000 00000001
                fe800000 00000000 00000000 00000002 9c40829a 00100000 61626364 65666768""");
        assertThat(d.get("icmpv6.pointer")).isEqualTo("40");
        assertThat(d.layers()).containsExactly("eth", "ipv6", "icmpv6", "ipv6", "udp", "data");
        assertThat(d.info()).isEqualTo("Parameter problem (Erroneous header field) at byte 40");
    }

    @Test
    void extensionsFollowTheQuotedPacketWhoseLengthIsGiven() {
        Decoded d = decode("""
                60000000 006c3aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 0300d9bd 07000000 60000000 00101101 fe800000 00000000 00000000 00000001
                fe800000 00000000 00000000 00000002 9c40829a 00100000 61626364 65666768 20001e7c
                000c0101 00fa0141 00fa1302 001c020f 00000002 00010000 c0000209 08657468 312e3230
                000005dc""");
        assertThat(d.get("icmpv6.length")).isEqualTo("7");
        assertThat(d.get("icmpv6.reserved")).isEqualTo("000000");
        assertThat(d.get("icmp.ext.version")).isEqualTo("2");
        assertThat(d.get("icmp.ext.checksum.status")).isEqualTo("1");
        assertThat(d.get("icmp.ext.length")).isEqualTo("12,28");
        assertThat(d.get("icmp.ext.class")).isEqualTo("1,2");
        assertThat(d.get("icmp.ext.ctype")).isEqualTo("1,15");
        assertThat(d.get("icmp.mpls.label")).isEqualTo("4000,4001");
        assertThat(d.get("icmp.mpls.exp")).isEqualTo("0,1");
        assertThat(d.get("icmp.mpls.s")).isEqualTo("1,1");
        assertThat(d.get("icmp.mpls.ttl")).isEqualTo("65,2");
        assertThat(d.get("icmp.int_info.name")).isEqualTo("eth1.20");
        assertThat(d.layers()).containsExactly("eth", "ipv6", "icmpv6", "ipv6", "udp", "data");
    }

    @Test
    void aQueryOfMld1() {
        Decoded d = decode("""
                60000000 00183aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 82005998 27100000 00000000 00000000 00000000 00000000""");
        assertThat(d.get("icmpv6.reserved")).isEqualTo("0000");
        assertThat(d.get("icmpv6.mld.maximum_response_delay")).isEqualTo("10000");
        assertThat(d.get("icmpv6.mld.multicast_address")).isEqualTo("::");
        assertThat(d.info()).isEqualTo("Multicast listener query, general");
    }

    @Test
    void aDoneOfMld1() {
        Decoded d = decode("""
                60000000 00183aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 840080a2 00000000 ff020000 00000000 00000001 ff000001""");
        assertThat(d.get("icmpv6.mld.multicast_address")).isEqualTo("ff02::1:ff00:1");
        assertThat(d.info()).isEqualTo("Multicast listener done group ff02::1:ff00:1");
    }

    @Test
    void aQueryOfMld2IsLonger() {
        Decoded d = decode("""
                60000000 003c3aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 8200f579 27100000 ff020000 00000000 00000001 ff000001 0a7d0002 20010db8
                00000000 00000000 00000001 20010db8 00000000 00000000 00000002""");
        assertThat(d.get("icmpv6.mld.maximum_response_code")).isEqualTo("10000");
        assertThat(d.get("icmpv6.mld.multicast_address")).isEqualTo("ff02::1:ff00:1");
        assertThat(d.get("icmpv6.mld.flag")).isEqualTo("0x0a");
        assertThat(d.get("icmpv6.mld.flag.s")).isEqualTo("1");
        assertThat(d.get("icmpv6.mld.flag.qrv")).isEqualTo("2");
        assertThat(d.get("icmpv6.mld.qqi")).isEqualTo("125");
        assertThat(d.get("icmpv6.mld.nb_sources")).isEqualTo("2");
        assertThat(d.get("icmpv6.mld.source_address")).isEqualTo("2001:db8::1,2001:db8::2");
        assertThat(d.info()).isEqualTo("Multicast listener query group ff02::1:ff00:1 {2001:db8::1, 2001:db8::2}");
    }

    @Test
    void largeTimesOfMld2AreFloats() {
        Decoded d = decode("""
                60000000 001c3aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 8200f67b 81230000 ff020000 00000000 00000001 ff000001 0aff0000""");
        assertThat(d.get("icmpv6.mld.maximum_response_code")).isEqualTo("35096");
        assertThat(d.get("icmpv6.mld.qqi")).isEqualTo("31744");
    }

    @Test
    void aReportOfMld2HasRecords() {
        Decoded d = decode("""
                60000000 00443aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 8f00c819 00000002 04000000 ff020000 00000000 00000001 ff000001 05010001
                ff020000 00000000 00000000 00000002 20010db8 00000000 00000000 00000001 aabbccdd""");
        assertThat(d.get("icmpv6.mldr.nb_mcast_records")).isEqualTo("2");
        assertThat(d.get("icmpv6.mldr.mar.record_type")).isEqualTo("4,5");
        assertThat(d.get("icmpv6.mldr.mar.aux_data_len")).isEqualTo("0,1");
        assertThat(d.get("icmpv6.mldr.mar.nb_sources")).isEqualTo("0,1");
        assertThat(d.get("icmpv6.mldr.mar.multicast_address")).isEqualTo("ff02::1:ff00:1,ff02::2");
        assertThat(d.get("icmpv6.mldr.mar.source_address")).isEqualTo("2001:db8::1");
        assertThat(d.get("icmpv6.mldr.mar.auxiliary_data")).isEqualTo("aabbccdd");
        assertThat(d.info()).isEqualTo(
                "Multicast listener report v2 / Join group ff02::1:ff00:1 / New sources, group ff02::2 {2001:db8::1}");
    }

    @Test
    void aNodeInformationQueryHasASubject() {
        Decoded d = decode("""
                60000000 00173aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 8b017fb6 00020000 01020304 05060708 04686f73 740000""");
        assertThat(d.get("icmpv6.ni.qtype")).isEqualTo("2");
        assertThat(d.get("icmpv6.ni.nonce")).isEqualTo("0x0102030405060708");
        assertThat(d.get("icmpv6.ni.query.subject_fqdn")).isEqualTo("host");
    }

    @Test
    void aNodeInformationReplyListsAddresses() {
        Decoded d = decode("""
                60000000 00383aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 8c004d3b 00030001 01020304 05060708 00000e10 fe800000 00000000 00000000
                00000009 00000e11 fe800000 00000000 00000000 00000009""");
        assertThat(d.get("icmpv6.ni.flag.t")).isEqualTo("1");
        assertThat(d.get("icmpv6.ni.reply.node_ttl")).isEqualTo("3600,3601");
        assertThat(d.get("icmpv6.ni.reply.node_address")).isEqualTo("fe80::9,fe80::9");
    }

    @Test
    void anExtendedEchoAsksByName() {
        Decoded d = decode("""
                60000000 00143aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 a00060aa 00010201 20000f52 00080301 65746830""");
        assertThat(d.get("icmpv6.echo.identifier")).isEqualTo("0x0001");
        assertThat(d.get("icmpv6.ext.echo.seq")).isEqualTo("2");
        assertThat(d.get("icmpv6.ext.echo.req.local")).isEqualTo("1");
        assertThat(d.get("icmp.int_ident.name")).isEqualTo("eth0");
        assertThat(d.info()).isEqualTo("Extended echo request  id=0x0001, seq=2");
    }

    @Test
    void rplAnnouncesAGraphWithOptions() {
        Decoded d = decode("""
                60000000 00613aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 9b016ab6 1ef00100 88f00000 20010db8 00000000 00000000 00000001 040e0008
                0c0a0700 01000001 00ff003c 081e40e0 00000e10 00000708 00000000 20010db8 00000000
                00000000 00000001 030e4008 00000e10 20010db8 00000000 00010200 00""");
        assertThat(d.get("icmpv6.rpl.dio.instance")).isEqualTo("30");
        assertThat(d.get("icmpv6.rpl.dio.version")).isEqualTo("240");
        assertThat(d.get("icmpv6.rpl.dio.rank")).isEqualTo("256");
        assertThat(d.get("icmpv6.rpl.dio.flag.g")).isEqualTo("1");
        assertThat(d.get("icmpv6.rpl.dio.flag.mop")).isEqualTo("0x01");
        assertThat(d.get("icmpv6.rpl.dio.dtsn")).isEqualTo("240");
        assertThat(d.get("icmpv6.rpl.dio.dagid")).isEqualTo("2001:db8::1");
        assertThat(d.get("icmpv6.rpl.opt.type")).isEqualTo("4,8,3,0,1");
        assertThat(d.get("icmpv6.rpl.opt.length")).isEqualTo("14,30,14,2");
        assertThat(d.get("icmpv6.rpl.opt.config.lifetime_unit")).isEqualTo("60");
        assertThat(d.get("icmpv6.rpl.opt.prefix")).isEqualTo("2001:db8::1");
        assertThat(d.get("icmpv6.rpl.opt.route.prefix")).isEqualTo("2001:db8::");
        assertThat(d.info()).isEqualTo("RPL control (DODAG information object)");
    }

    @Test
    void rplAdvertisesDestinations() {
        Decoded d = decode("""
                60000000 004a3aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 9b0237c8 1ec000f1 20010db8 00000000 00000000 00000001 05120080 20010db8
                00000000 00000000 00000001 06148000 f21e2001 0db80000 00000000 00000000 00010906
                00000001 0000""");
        assertThat(d.get("icmpv6.rpl.dao.flag.k")).isEqualTo("1");
        assertThat(d.get("icmpv6.rpl.dao.dodagid")).isEqualTo("2001:db8::1");
        assertThat(d.get("icmpv6.rpl.opt.target.prefix")).isEqualTo("2001:db8::1");
        assertThat(d.get("icmpv6.rpl.opt.transit.parent")).isEqualTo("2001:db8::1");
        assertThat(d.get("icmpv6.rpl.opt.targetdesc.descriptor")).isEqualTo("0x00000001");
    }

    @Test
    void anUnknownTypeIsBytes() {
        Decoded d = decode("""
                60000000 00093aff fe800000 00000000 00000000 00000001 fe800000 00000000 00000000
                00000002 c80031b1 01020304 05""");
        assertThat(d.get("icmpv6.type")).isEqualTo("200");
        assertThat(d.get("icmpv6.data")).isEqualTo("0102030405");
    }
}
