package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// IGMP (RFC 1112, RFC 2236, RFC 3376). The packets are built by hand; values are those that tshark 4.0.17 shows for the same bytes.
class IgmpTest {
    private static Decoded decode(String packet) {
        return Decoded.of(LinkType.ETHERNET, "020000000002 020000000001 0800" + packet);
    }

    @Test
    void aQueryWithoutResponseTimeIsOfVersion1() {
        Decoded d = decode("""
                4500001c 00010000 010217dd c0000201 e0000001 1100eeff 00000000""");
        assertThat(d.get("igmp.version")).isEqualTo("1");
        assertThat(d.get("igmp.type")).isEqualTo("0x11");
        assertThat(d.get("igmp.max_resp")).isEqualTo("");
        assertThat(d.get("igmp.checksum")).isEqualTo("0xeeff");
        assertThat(d.get("igmp.checksum.status")).isEqualTo("1");
        assertThat(d.get("igmp.maddr")).isEqualTo("0.0.0.0");
        assertThat(d.get("igmp.reserved")).isEqualTo("00");
        assertThat(d.info()).isEqualTo("Membership Query v1");
    }

    @Test
    void aQueryWithResponseTimeIsOfVersion2() {
        Decoded d = decode("""
                4500001c 00010000 010217dd c0000201 e0000001 1164ee9b 00000000""");
        assertThat(d.get("igmp.version")).isEqualTo("2");
        assertThat(d.get("igmp.type")).isEqualTo("0x11");
        assertThat(d.get("igmp.max_resp")).isEqualTo("100");
        assertThat(d.get("igmp.checksum")).isEqualTo("0xee9b");
        assertThat(d.get("igmp.checksum.status")).isEqualTo("1");
        assertThat(d.get("igmp.maddr")).isEqualTo("0.0.0.0");
        assertThat(d.info()).isEqualTo("Membership Query v2, general");
    }

    @Test
    void aLeaveNamesTheGroup() {
        Decoded d = decode("""
                4500001c 00010000 010217dd c0000201 e0000001 1700f7fa ef010203""");
        assertThat(d.get("igmp.version")).isEqualTo("2");
        assertThat(d.get("igmp.type")).isEqualTo("0x17");
        assertThat(d.get("igmp.maddr")).isEqualTo("239.1.2.3");
        assertThat(d.info()).isEqualTo("Leave Group 239.1.2.3");
    }

    @Test
    void aLongQueryIsOfVersion3AndItsResponseTimeAFloat() {
        Decoded d = decode("""
                45000028 00010000 010217d1 c0000201 e0000001 11ff6e66 ef010203 0a8f0002 c0000201
                c0000202""");
        assertThat(d.get("igmp.version")).isEqualTo("3");
        assertThat(d.get("igmp.type")).isEqualTo("0x11");
        assertThat(d.get("igmp.max_resp")).isEqualTo("31744");
        assertThat(d.get("igmp.checksum")).isEqualTo("0x6e66");
        assertThat(d.get("igmp.checksum.status")).isEqualTo("1");
        assertThat(d.get("igmp.maddr")).isEqualTo("239.1.2.3");
        assertThat(d.get("igmp.max_resp.exp")).isEqualTo("0x07");
        assertThat(d.get("igmp.max_resp.mant")).isEqualTo("0x0f");
        assertThat(d.get("igmp.s")).isEqualTo("1");
        assertThat(d.get("igmp.qrv")).isEqualTo("2");
        assertThat(d.get("igmp.qqic")).isEqualTo("143");
        assertThat(d.get("igmp.num_src")).isEqualTo("2");
        assertThat(d.get("igmp.saddr")).isEqualTo("192.0.2.1,192.0.2.2");
        assertThat(d.info()).isEqualTo("Membership Query v3, specific for group 239.1.2.3 {192.0.2.1, 192.0.2.2}");
    }

    @Test
    void aReportOfVersion3HasRecords() {
        Decoded d = decode("""
                4500006c 00010000 0102178d c0000201 e0000001 2200ea23 00000007 01000001 ef010201
                c0000201 02000001 ef010202 c0000201 03000000 ef010203 04000000 ef010204 05000002
                ef010205 c0000201 c0000202 06000001 ef010206 c0000203 06010000 ef010207 aabbccdd""");
        assertThat(d.get("igmp.version")).isEqualTo("3");
        assertThat(d.get("igmp.reserved")).isEqualTo("00,0000");
        assertThat(d.get("igmp.num_grp_recs")).isEqualTo("7");
        assertThat(d.get("igmp.record_type")).isEqualTo("1,2,3,4,5,6,6");
        assertThat(d.get("igmp.aux_data_len")).isEqualTo("0,0,0,0,0,0,1");
        assertThat(d.get("igmp.num_src")).isEqualTo("1,1,0,0,2,1,0");
        assertThat(d.get("igmp.maddr"))
                .isEqualTo("239.1.2.1,239.1.2.2,239.1.2.3,239.1.2.4,239.1.2.5,239.1.2.6,239.1.2.7");
        assertThat(d.get("igmp.saddr")).isEqualTo("192.0.2.1,192.0.2.1,192.0.2.1,192.0.2.2,192.0.2.3");
        assertThat(d.get("igmp.aux_data")).isEqualTo("aabbccdd");
    }

    @Test
    void joinAndLeaveAreReadFromRecords() {
        Decoded d = decode("""
                4500002c 00010000 010217cd c0000201 e0000001 2200f4f2 00000002 03000000 ef010203
                04000000 ef010204""");
        assertThat(d.get("igmp.record_type")).isEqualTo("3,4");
        assertThat(d.info()).isEqualTo("Membership Report v3 / Leave group 239.1.2.3 / Join group 239.1.2.4");
    }

    @Test
    void version0HasKeys() {
        Decoded d = decode("""
                45000028 00010000 010217d1 c0000201 e0000001 0100fde5 00000001 ef010203 01020304
                05060708""");
        assertThat(d.get("igmp.version")).isEqualTo("0");
        assertThat(d.get("igmp.group_type")).isEqualTo("0");
        assertThat(d.get("igmp.identifier")).isEqualTo("1");
        assertThat(d.get("igmp.access_key")).isEqualTo("0102030405060708");
        assertThat(d.get("igmp.maddr")).isEqualTo("239.1.2.3");
        assertThat(d.info()).isEqualTo("Create group request (0x01)");
    }

    @Test
    void multicastTracerouteIsCarriedInIt() {
        Decoded d = decode("""
                4500004c 00010000 010217ad c0000201 e0000001 1f20b6bf 00000000 ac102801 ac101401
                ac102801 40000007 472c009c 0a00000e 0a00000e 0a00000d 000000f2 00000000 00000000
                03001800""");
        assertThat(d.get("igmp.version")).isEqualTo("");
        assertThat(d.get("igmp.mtrace.max_hops")).isEqualTo("32");
        assertThat(d.get("igmp.mtrace.saddr")).isEqualTo("172.16.40.1");
        assertThat(d.get("igmp.mtrace.raddr")).isEqualTo("172.16.20.1");
        assertThat(d.get("igmp.mtrace.rspaddr")).isEqualTo("172.16.40.1");
        assertThat(d.get("igmp.mtrace.resp_ttl")).isEqualTo("64");
        assertThat(d.get("igmp.mtrace.q_id")).isEqualTo("7");
        assertThat(d.get("igmp.mtrace.q_arrival")).isEqualTo("1194066076");
        assertThat(d.get("igmp.mtrace.q_inaddr")).isEqualTo("10.0.0.14");
        assertThat(d.get("igmp.mtrace.q_inpkt")).isEqualTo("242");
        assertThat(d.get("igmp.mtrace.q_rtg_proto")).isEqualTo("3");
        assertThat(d.get("igmp.mtrace.q_src_mask")).isEqualTo("0x18");
        assertThat(d.get("igmp.mtrace.q_fwd_code")).isEqualTo("0x00");
        assertThat(d.info()).isEqualTo("Traceroute (0x1f) from 172.16.40.1 to 172.16.20.1, routers: 1");
    }

    @Test
    void messagesOfOtherProtocolsAreBytes() {
        Decoded d = decode("45000020 00010000 0102d89a c0000201 e0000001 4000b7ff 08000000 00000000");
        assertThat(d.get("igmp.type")).isEqualTo("0x40");
        assertThat(d.get("igmp.version")).isEmpty();
        assertThat(d.get("igmp.data")).isEqualTo("0800000000000000");
        assertThat(d.info()).isEqualTo("Type (0x40)");
    }
}
