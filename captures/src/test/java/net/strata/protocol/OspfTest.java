package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// OSPF version 2 (RFC 2328) and 3 (RFC 5340). The packets are built by hand; values are those that tshark 4.0.17 shows for the
/// same bytes.
class OspfTest {
    @Test
    void aHelloNamesTheDesignatedRouterAndNeighbors() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e000005 020000000001 0800
                4500 0048 0000 0000 0159 0000 c0000201 e0000005
                02 01 0034 c0000201 00000001 0000 0000 0000000000000000
                ffffff00 000a 12 01 00000028 c0000201 c0000202 c0000203 c0000204""");
        assertThat(d.get("ospf.version")).isEqualTo("2");
        assertThat(d.get("ospf.msg")).isEqualTo("1");
        assertThat(d.get("ospf.packet_length")).isEqualTo("52");
        assertThat(d.get("ospf.srcrouter")).isEqualTo("192.0.2.1");
        assertThat(d.get("ospf.area_id")).isEqualTo("0.0.0.1");
        assertThat(d.get("ospf.checksum")).isEqualTo("0x0000");
        assertThat(d.get("ospf.msg.hello")).isEqualTo("1");
        assertThat(d.get("ospf.auth.type")).isEqualTo("0");
        assertThat(d.get("ospf.auth.none")).isEqualTo("0000000000000000");
        assertThat(d.get("ospf.hello.network_mask")).isEqualTo("255.255.255.0");
        assertThat(d.get("ospf.hello.hello_interval")).isEqualTo("10");
        assertThat(d.get("ospf.v2.options")).isEqualTo("0x12");
        assertThat(d.get("ospf.v2.options.e")).isEqualTo("1");
        assertThat(d.get("ospf.v2.options.l")).isEqualTo("1");
        assertThat(d.get("ospf.v2.options.o")).isEqualTo("0");
        assertThat(d.get("ospf.hello.router_priority")).isEqualTo("1");
        assertThat(d.get("ospf.hello.router_dead_interval")).isEqualTo("40");
        assertThat(d.get("ospf.hello.designated_router")).isEqualTo("192.0.2.1");
        assertThat(d.get("ospf.hello.backup_designated_router")).isEqualTo("192.0.2.2");
        assertThat(d.get("ospf.hello.active_neighbor")).isEqualTo("192.0.2.3,192.0.2.4");
        assertThat(d.info()).isEqualTo("Hello Packet");
    }

    @Test
    void aDigestLiesBehindThePacket() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e000005 020000000001 0800
                4500 0044 0000 0000 0159 0000 c0000201 e0000005
                02 02 0020 c0000201 00000000 0000 0002 0000 01 10 5a834112
                05dc 52 07 00000081
                91b01c6bd6c7093c118091b01c6bd6c7""");
        assertThat(d.get("ospf.auth.type")).isEqualTo("2");
        assertThat(d.get("ospf.auth.crypt.key_id")).isEqualTo("1");
        assertThat(d.get("ospf.auth.crypt.data_length")).isEqualTo("16");
        assertThat(d.get("ospf.auth.crypt.seq_nbr")).isEqualTo("1518551314");
        assertThat(d.get("ospf.auth.crypt.data")).isEqualTo("91b01c6bd6c7093c118091b01c6bd6c7");
        assertThat(d.get("ospf.db.interface_mtu")).isEqualTo("1500");
        assertThat(d.get("ospf.dbd")).isEqualTo("0x07");
        assertThat(d.get("ospf.dbd.i")).isEqualTo("1");
        assertThat(d.get("ospf.dbd.m")).isEqualTo("1");
        assertThat(d.get("ospf.dbd.ms")).isEqualTo("1");
        assertThat(d.get("ospf.db.dd_sequence")).isEqualTo("129");
        assertThat(d.info()).isEqualTo("DB Description");
    }

    @Test
    void aRequestNamesAdvertisements() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e000005 020000000001 0800
                4500 0044 0000 0000 0159 0000 c0000201 e0000005
                02 03 0030 c0000201 00000001 0000 0000 0000000000000000
                00000001 c0000201 c0000201 00000005 c0000200 c0000203""");
        assertThat(d.get("ospf.msg.lsreq")).isEqualTo("1");
        assertThat(d.get("ospf.lsa")).isEqualTo("1,5");
        assertThat(d.get("ospf.link_state_id")).isEqualTo("192.0.2.1,192.0.2.0");
        assertThat(d.get("ospf.advrouter")).isEqualTo("192.0.2.1,192.0.2.3");
        assertThat(d.info()).isEqualTo("LS Request");
    }

    @Test
    void anUpdateHasAdvertisements() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e000005 020000000001 0800
                4500 0134 0000 0000 0159 0000 c0000201 e0000005
                02 04 0120 c0000201 00000001 0000 0000 0000000000000000
                00000008
                0001 22 01 c0000201 c0000202 80000001 1234 0028 02 00 0001 c0000203 c0000204 02 01 000a 01 00 0005
                0001 22 02 c0000201 c0000202 80000001 1234 0020 ffffff00 c0000201 c0000202
                0001 22 03 c0000201 c0000202 80000001 1234 0020 ffffff00 0000000a 01000005
                0001 22 04 c0000201 c0000202 80000001 1234 001c 00000000 0000000a
                0001 22 05 c0000201 c0000202 80000001 1234 0024 ffffff00 80000014 c0000209 00000007
                0001 22 07 c0000201 c0000202 80000001 1234 0024 ffffff00 00000014 00000000 00000000
                0001 22 0a 01000008 c0000202 80000001 1234 001c 0001 0004 c0000201
                0001 22 09 03000001 c0000202 80000001 1234 001c 0001 0004 0000003c""");
        assertThat(d.get("ospf.ls.number_of_lsas")).isEqualTo("8");
        assertThat(d.get("ospf.lsa")).isEqualTo("1,2,3,4,5,7,10,9");
        assertThat(d.get("ospf.lsa.age")).isEqualTo("1,1,1,1,1,1,1,1");
        assertThat(d.get("ospf.lsa.id")).isEqualTo("192.0.2.1,192.0.2.1,192.0.2.1,192.0.2.1,192.0.2.1,192.0.2.1");
        assertThat(d.get("ospf.advrouter"))
                .isEqualTo("192.0.2.2,192.0.2.2,192.0.2.2,192.0.2.2,192.0.2.2,192.0.2.2,192.0.2.2,192.0.2.2");
        assertThat(d.get("ospf.lsa.seqnum"))
                .isEqualTo("0x80000001,0x80000001,0x80000001,0x80000001,0x80000001,0x80000001,0x80000001,0x80000001");
        assertThat(d.get("ospf.lsa.chksum")).isEqualTo("0x1234,0x1234,0x1234,0x1234,0x1234,0x1234,0x1234,0x1234");
        assertThat(d.get("ospf.lsa.length")).isEqualTo("40,32,32,28,36,36,28,28");
        assertThat(d.get("ospf.v2.router.lsa.flags")).isEqualTo("0x02");
        assertThat(d.get("ospf.v2.router.lsa.flags.e")).isEqualTo("1");
        assertThat(d.get("ospf.lsa.number_of_links")).isEqualTo("1");
        assertThat(d.get("ospf.lsa.router.linkid")).isEqualTo("192.0.2.3");
        assertThat(d.get("ospf.lsa.router.linkdata")).isEqualTo("192.0.2.4");
        assertThat(d.get("ospf.lsa.router.linktype")).isEqualTo("2");
        assertThat(d.get("ospf.lsa.router.nummetrics")).isEqualTo("1");
        assertThat(d.get("ospf.lsa.router.metric0")).isEqualTo("10");
        assertThat(d.get("ospf.ls.metric")).isEqualTo("5");
        assertThat(d.get("ospf.lsa.network.netmask")).isEqualTo("255.255.255.0");
        assertThat(d.get("ospf.lsa.network.attchrtr")).isEqualTo("192.0.2.1,192.0.2.2");
        assertThat(d.get("ospf.lsa.asbr.netmask")).isEqualTo("255.255.255.0,0.0.0.0");
        assertThat(d.get("ospf.lsa.tos")).isEqualTo("0,1,0,0,0");
        assertThat(d.get("ospf.metric")).isEqualTo("10,5,10,20,20");
        assertThat(d.get("ospf.lsa.asext.netmask")).isEqualTo("255.255.255.0,255.255.255.0");
        assertThat(d.get("ospf.lsa.asext.type")).isEqualTo("1,0");
        assertThat(d.get("ospf.lsa.asext.fwdaddr")).isEqualTo("192.0.2.9,0.0.0.0");
        assertThat(d.get("ospf.lsa.asext.extrttag")).isEqualTo("7,0");
        assertThat(d.get("ospf.lsid_opaque_type")).isEqualTo("1,3");
        assertThat(d.get("ospf.lsid_te_lsa.instance")).isEqualTo("8");
        assertThat(d.get("ospf.lsid.opaque_id")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("LS Update");
    }

    @Test
    void version3HasNoMask() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                333300000005 020000000001 86dd
                60000000 0028 59 01 fe800000000000000000000000000001 ff020000000000000000000000000005
                03 01 0028 c0000201 00000001 0000 00 00
                00000005 01 000013 000a 0028 c0000201 00000000 c0000204""");
        assertThat(d.get("ospf.version")).isEqualTo("3");
        assertThat(d.get("ospf.msg")).isEqualTo("1");
        assertThat(d.get("ospf.packet_length")).isEqualTo("40");
        assertThat(d.get("ospf.srcrouter")).isEqualTo("192.0.2.1");
        assertThat(d.get("ospf.area_id")).isEqualTo("0.0.0.1");
        assertThat(d.get("ospf.checksum")).isEqualTo("0x0000");
        assertThat(d.get("ospf.instance_id")).isEqualTo("0");
        assertThat(d.get("ospf.hello.interface_id")).isEqualTo("5");
        assertThat(d.get("ospf.hello.router_priority")).isEqualTo("1");
        assertThat(d.get("ospf.v3.options")).isEqualTo("0x000013");
        assertThat(d.get("ospf.v3.options.v6")).isEqualTo("1");
        assertThat(d.get("ospf.v3.options.r")).isEqualTo("1");
        assertThat(d.get("ospf.v3.options.dc")).isEqualTo("0");
        assertThat(d.get("ospf.hello.hello_interval")).isEqualTo("10");
        assertThat(d.get("ospf.hello.router_dead_interval")).isEqualTo("40");
        assertThat(d.get("ospf.hello.designated_router")).isEqualTo("192.0.2.1");
        assertThat(d.get("ospf.hello.active_neighbor")).isEqualTo("192.0.2.4");
        assertThat(d.info()).isEqualTo("Hello Packet");
    }

    @Test
    void version3AdvertisesPrefixes() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                """
                        333300000005 020000000001 86dd
                        60000000 015c 59 01 fe800000000000000000000000000001 ff020000000000000000000000000005
                        03 04 015c c0000201 00000001 0000 00 00
                        00000008
                        0001 2001 00000001 c0000202 80000001 1234 0028 01 000033 02 00 000a 00000001 00000002 c0000203
                        0001 2002 00000001 c0000202 80000001 1234 0020 00 000033 c0000201 c0000202
                        0001 2003 00000001 c0000202 80000001 1234 0024 00 00004a 40 02 0000 20010db800000003
                        0001 2004 00000001 c0000202 80000001 1234 0020 00 000033 00 000005 c0000209
                        0001 4005 00000001 c0000202 80000001 1234 0038 07 00000a 20 00 2001 20010db8 20010db8000000000000000000000009 00000007 00000001
                        0001 2007 00000001 c0000202 80000001 1234 0020 00 00000a 20 00 0000 20010db8
                        0001 0008 00000001 c0000202 80000001 1234 0038 01 000033 fe800000000000000000000000000001 00000001 40 00 0000 20010db800000003
                        0001 2009 00000001 c0000202 80000001 1234 002c 0001 2001 00000000 c0000201 40 00 000a 20010db800000003""");
        assertThat(d.get("ospf.ls.number_of_lsas")).isEqualTo("8");
        assertThat(d.get("ospf.v3.lsa")).isEqualTo("0x2001,0x2002,0x2003,0x2004,0x4005,0x2007,0x0008,0x2009");
        assertThat(d.get("ospf.v3.lsa.fc")).isEqualTo("1,2,3,4,5,7,8,9");
        assertThat(d.get("ospf.link_state_id"))
                .isEqualTo("0.0.0.1,0.0.0.1,0.0.0.1,0.0.0.1,0.0.0.1,0.0.0.1,0.0.0.1,0.0.0.1");
        assertThat(d.get("ospf.advrouter"))
                .isEqualTo("192.0.2.2,192.0.2.2,192.0.2.2,192.0.2.2,192.0.2.2,192.0.2.2,192.0.2.2,192.0.2.2");
        assertThat(d.get("ospf.lsa.length")).isEqualTo("40,32,36,32,56,32,56,44");
        assertThat(d.get("ospf.v3.router.lsa.flags")).isEqualTo("0x01");
        assertThat(d.get("ospf.v3.router.lsa.flags.b")).isEqualTo("1");
        assertThat(d.get("ospf.v3.lsa.type")).isEqualTo("2");
        assertThat(d.get("ospf.metric")).isEqualTo("10,74,5,10,10,10");
        assertThat(d.get("ospf.v3.lsa.interface_id")).isEqualTo("1");
        assertThat(d.get("ospf.v3.lsa.neighbor_interface_id")).isEqualTo("2");
        assertThat(d.get("ospf.v3.lsa.neighbor_router_id")).isEqualTo("192.0.2.3");
        assertThat(d.get("ospf.v3.lsa.attached_router")).isEqualTo("192.0.2.1,192.0.2.2");
        assertThat(d.get("ospf.prefix_length")).isEqualTo("64,32,32,64,64");
        assertThat(d.get("ospf.v3.prefix.options")).isEqualTo("0x02,0x00,0x00,0x00,0x00");
        assertThat(d.get("ospf.v3.prefix.options.la")).isEqualTo("1,0,0,0,0");
        assertThat(d.get("ospf.v3.address_prefix.ipv6"))
                .isEqualTo("2001:db8:0:3::,2001:db8::,2001:db8::,2001:db8:0:3::,2001:db8:0:3::");
        assertThat(d.get("ospf.v3.lsa.destination_router_id")).isEqualTo("192.0.2.9");
        assertThat(d.get("ospf.v3.as.external.flags")).isEqualTo("0x07,0x00");
        assertThat(d.get("ospf.v3.lsa.forwarding_address.ipv6")).isEqualTo("2001:db8::9");
        assertThat(d.get("ospf.v3.lsa.external_route_tag")).isEqualTo("7");
        assertThat(d.get("ospf.v3.lsa.router_priority")).isEqualTo("1");
        assertThat(d.get("ospf.v3.lsa.link_local_interface_address.ipv6")).isEqualTo("fe80::1");
        assertThat(d.get("ospf.v3.lsa.num_prefixes")).isEqualTo("1,1");
        assertThat(d.get("ospf.v3.lsa.referenced_advertising_router")).isEqualTo("192.0.2.1");
        assertThat(d.info()).isEqualTo("LS Update");
    }
}
