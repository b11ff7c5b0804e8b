package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// PIM version 2 (RFC 7761, RFC 5059) and 1. The packets are built by hand; values are those that tshark 4.0.17 shows for the same
/// bytes.
class PimTest {
    @Test
    void aHelloHasOptions() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                """
                        01005e00000d 020000000001 0800
                        4500 0048 0000 0000 0167 0000 c0000201 e000000d
                        20 00 17fa
                        0001 0002 0069 0002 0004 000a 0064 0013 0004 00000096 0014 0004 00000226 0015 0004 01 00 0000 0018 0006 01 00 c0000203""");
        assertThat(d.get("pim.version")).isEqualTo("2");
        assertThat(d.get("pim.type")).isEqualTo("0");
        assertThat(d.get("pim.cksum")).isEqualTo("0x17fa");
        assertThat(d.get("pim.cksum.status")).isEqualTo("1");
        assertThat(d.get("pim.res_bytes")).isEqualTo("00");
        assertThat(d.get("pim.optiontype")).isEqualTo("1,2,19,20,21,24");
        assertThat(d.get("pim.optionlength")).isEqualTo("2,4,4,4,4,6");
        assertThat(d.get("pim.holdtime")).isEqualTo("105");
        assertThat(d.get("pim.t")).isEqualTo("0");
        assertThat(d.get("pim.propagation_delay")).isEqualTo("10");
        assertThat(d.get("pim.override_interval")).isEqualTo("100");
        assertThat(d.get("pim.dr_priority")).isEqualTo("150");
        assertThat(d.get("pim.generation_id")).isEqualTo("550");
        assertThat(d.get("pim.state_refresh_version")).isEqualTo("1");
        assertThat(d.get("pim.address_list")).isEqualTo("192.0.2.3");
        assertThat(d.get("pim.unicast")).isEqualTo("192.0.2.3");
        assertThat(d.info()).isEqualTo("Hello");
    }

    @Test
    void aRegisterCarriesAPacket() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e00000d 020000000001 0800
                4500 003c 0000 0000 0167 0000 c0000201 c0000202
                21 00 5eff
                80000000
                4500 0020 0000 0000 4011 0000 c0000209 e9010203 c350 c351 000c 0000 61626364""");
        assertThat(d.get("pim.version")).isEqualTo("2");
        assertThat(d.get("pim.type")).isEqualTo("1");
        assertThat(d.get("pim.cksum")).isEqualTo("0x5eff");
        assertThat(d.get("pim.cksum.status")).isEqualTo("1");
        assertThat(d.get("pim.register_flag")).isEqualTo("0x80000000");
        assertThat(d.get("pim.register_flag.border")).isEqualTo("1");
        assertThat(d.get("pim.register_flag.null_register")).isEqualTo("0");
        assertThat(d.get("pim.ip_version")).isEqualTo("4");
        assertThat(d.get("udp.srcport")).isEqualTo("50000");
        assertThat(d.get("data.data")).isEqualTo("61626364");
    }

    @Test
    void aJoinNamesGroupsAndSources() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e00000d 020000000001 0800
                4500 003e 0000 0000 0167 0000 c0000201 e000000d
                23 00 95f4
                01 00 c0000202 00 01 00d2
                01 00 00 20 efc80102 0001 0001 01 00 07 20 c0000203 01 00 04 20 c0000204""");
        assertThat(d.get("pim.version")).isEqualTo("2");
        assertThat(d.get("pim.type")).isEqualTo("3");
        assertThat(d.get("pim.cksum")).isEqualTo("0x95f4");
        assertThat(d.get("pim.cksum.status")).isEqualTo("1");
        assertThat(d.get("pim.upstream_neighbor")).isEqualTo("192.0.2.2");
        assertThat(d.get("pim.numgroups")).isEqualTo("1");
        assertThat(d.get("pim.holdtime")).isEqualTo("210");
        assertThat(d.get("pim.group_addr.flags")).isEqualTo("0x00");
        assertThat(d.get("pim.mask_len")).isEqualTo("32,32,32");
        assertThat(d.get("pim.numjoins")).isEqualTo("1");
        assertThat(d.get("pim.numprunes")).isEqualTo("1");
        assertThat(d.get("pim.join_ip")).isEqualTo("192.0.2.3");
        assertThat(d.get("pim.prune_ip")).isEqualTo("192.0.2.4");
        assertThat(d.get("pim.source")).isEqualTo("192.0.2.3,192.0.2.4");
        assertThat(d.get("pim.source_addr.flags")).isEqualTo("0x07,0x04");
        assertThat(d.get("pim.source_addr.flags.w")).isEqualTo("1,0");
        assertThat(d.info()).isEqualTo("Join/Prune");
    }

    @Test
    void aBootstrapListsRendezvousPoints() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e00000d 020000000001 0800
                4500 0042 0000 0000 0167 0000 c0000201 e000000d
                24 00 7d03
                04b0 1e 05 01 00 c0000205
                01 00 00 04 e0000000 02 02 0000 01 00 c0000206 0096 07 00 01 00 c0000207 0096 08 00""");
        assertThat(d.get("pim.version")).isEqualTo("2");
        assertThat(d.get("pim.type")).isEqualTo("4");
        assertThat(d.get("pim.cksum")).isEqualTo("0x7d03");
        assertThat(d.get("pim.cksum.status")).isEqualTo("1");
        assertThat(d.get("pim.fragment_tag")).isEqualTo("0x04b0");
        assertThat(d.get("pim.hash_mask_len")).isEqualTo("30");
        assertThat(d.get("pim.bsr_priority")).isEqualTo("5");
        assertThat(d.get("pim.bsr")).isEqualTo("192.0.2.5");
        assertThat(d.get("pim.rp_count")).isEqualTo("2");
        assertThat(d.get("pim.frp_count")).isEqualTo("2");
        assertThat(d.get("pim.rp")).isEqualTo("192.0.2.6,192.0.2.7");
        assertThat(d.get("pim.holdtime")).isEqualTo("150,150");
        assertThat(d.get("pim.priority")).isEqualTo("7,8");
        assertThat(d.info()).isEqualTo("Bootstrap");
    }

    @Test
    void anAssertHasAMetric() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e00000d 020000000001 0800
                4500 002e 0000 0000 0167 0000 c0000201 e000000d
                25 00 a5a2
                01 00 00 20 efc80102 01 00 c0000203 80000064 0000000a""");
        assertThat(d.get("pim.version")).isEqualTo("2");
        assertThat(d.get("pim.type")).isEqualTo("5");
        assertThat(d.get("pim.cksum")).isEqualTo("0xa5a2");
        assertThat(d.get("pim.cksum.status")).isEqualTo("1");
        assertThat(d.get("pim.source")).isEqualTo("192.0.2.3");
        assertThat(d.get("pim.rpt")).isEqualTo("1");
        assertThat(d.get("pim.metric_pref")).isEqualTo("100");
        assertThat(d.get("pim.metric")).isEqualTo("10");
        assertThat(d.info()).isEqualTo("Assert");
    }

    @Test
    void aCandidateAdvertisesItself() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e00000d 020000000001 0800
                4500 002a 0000 0000 0167 0000 c0000201 e000000d
                28 00 3259
                01 05 0096 01 00 c0000206 01 00 00 04 e0000000""");
        assertThat(d.get("pim.version")).isEqualTo("2");
        assertThat(d.get("pim.type")).isEqualTo("8");
        assertThat(d.get("pim.cksum")).isEqualTo("0x3259");
        assertThat(d.get("pim.cksum.status")).isEqualTo("1");
        assertThat(d.get("pim.prefix_count")).isEqualTo("1");
        assertThat(d.get("pim.priority")).isEqualTo("5");
        assertThat(d.get("pim.holdtime")).isEqualTo("150");
        assertThat(d.get("pim.rp")).isEqualTo("192.0.2.6");
        assertThat(d.get("pim.mask_len")).isEqualTo("4");
        assertThat(d.info()).isEqualTo("Candidate-RP-Advertisement");
    }

    @Test
    void version1IsCarriedByIgmp() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e00000d 020000000001 0800
                4500 002c 0000 0000 0102 0000 c0000201 e000000d
                14 04 281c 10 000000 efc80102 ffffffff c0000206 0000 010e""");
        assertThat(d.get("pim.code")).isEqualTo("4");
        assertThat(d.get("pim.cksum")).isEqualTo("0x281c");
        assertThat(d.get("pim.cksum.status")).isEqualTo("1");
        assertThat(d.get("pim.version")).isEqualTo("1");
        assertThat(d.get("pim.group_address")).isEqualTo("239.200.1.2");
        assertThat(d.get("pim.group_mask")).isEqualTo("255.255.255.255");
        assertThat(d.get("pim.rp")).isEqualTo("192.0.2.6");
        assertThat(d.get("pim.holdtime")).isEqualTo("270");
        assertThat(d.get("pim.res_bytes")).isEqualTo("000000,0000");
        assertThat(d.info()).isEqualTo("RP-Reachable");
    }
}
