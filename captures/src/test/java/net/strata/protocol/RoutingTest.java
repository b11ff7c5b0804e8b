package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// Routing and timing protocols: RIP (RFC 1058, RFC 2453, RFC 4822, RFC 2080), EIGRP (RFC 7868), IS-IS (ISO/IEC 10589), Babel (RFC
/// 8966), BFD (RFC 5880), PTP (IEEE 1588), and headers of EAPOL and AoE. The packets are built by hand; values are those that tshark
/// 4.0.17 shows for the same bytes.
class RoutingTest {
    @Test
    void rip1HasAddressesAlone() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e000009 020000000001 0800
                4500 0034 0000 0000 0111 0000 c0000201 e0000009 0208 0208 0020 0000
                02 01 0000 0002 0000 c0000200 0000000000000000 00000003""");
        assertThat(d.get("rip.command")).isEqualTo("2");
        assertThat(d.get("rip.version")).isEqualTo("1");
        assertThat(d.get("rip.family")).isEqualTo("2");
        assertThat(d.get("rip.ip")).isEqualTo("192.0.2.0");
        assertThat(d.get("rip.metric")).isEqualTo("3");
        assertThat(d.info()).isEqualTo("Response");
    }

    @Test
    void rip2HasMasksAndAPassword() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e000009 020000000001 0800
                4500 0048 0000 0000 0111 0000 c0000201 e0000009 0208 0208 0034 0000
                02 02 0000
                ffff 0002 73656372657400000000000000000000
                0002 0007 c0000200 ffffff00 c0000209 00000003""");
        assertThat(d.get("rip.version")).isEqualTo("2");
        assertThat(d.get("rip.auth.type")).isEqualTo("2");
        assertThat(d.get("rip.auth.passwd")).isEqualTo("secret");
        assertThat(d.get("rip.family")).isEqualTo("2");
        assertThat(d.get("rip.route_tag")).isEqualTo("7");
        assertThat(d.get("rip.ip")).isEqualTo("192.0.2.0");
        assertThat(d.get("rip.netmask")).isEqualTo("255.255.255.0");
        assertThat(d.get("rip.next_hop")).isEqualTo("192.0.2.9");
        assertThat(d.get("rip.metric")).isEqualTo("3");
        assertThat(d.info()).isEqualTo("Response");
    }

    @Test
    void ripSignsWithADigestAtTheEnd() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e000009 020000000001 0800
                4500 005c 0000 0000 0111 0000 c0000201 e0000009 0208 0208 0048 0000
                02 02 0000
                ffff 0003 002c 01 10 00000009 0000000000000000
                0002 0000 c0000200 ffffff00 00000000 00000001
                ffff 0001 00112233445566778899aabbccddeeff""");
        assertThat(d.get("rip.auth.type")).isEqualTo("3");
        assertThat(d.get("rip.digest_offset")).isEqualTo("44");
        assertThat(d.get("rip.key_id")).isEqualTo("1");
        assertThat(d.get("rip.auth_data_len")).isEqualTo("16");
        assertThat(d.get("rip.seq_num")).isEqualTo("9");
        assertThat(d.get("rip.authentication_data")).isEqualTo("00112233445566778899aabbccddeeff");
    }

    @Test
    void ripngHasPrefixes() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                333300000009 020000000001 86dd
                60000000 0020 11 ff fe800000000000000000000000000001 ff020000000000000000000000000009
                0209 0209 0020 0000
                02 01 0000 20010db8000000000000000000000000 0007 20 03""");
        assertThat(d.get("ripng.cmd")).isEqualTo("2");
        assertThat(d.get("ripng.version")).isEqualTo("1");
        assertThat(d.get("ripng.reserved")).isEqualTo("0000");
        assertThat(d.get("ripng.rte.ipv6_prefix")).isEqualTo("2001:db8::");
        assertThat(d.get("ripng.rte.route_tag")).isEqualTo("0x0007");
        assertThat(d.get("ripng.rte.prefix_length")).isEqualTo("32");
        assertThat(d.get("ripng.rte.metric")).isEqualTo("3");
        assertThat(d.info()).isEqualTo("Command Response, Version 1");
    }

    @Test
    void eigrpSaysItsWeights() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e00000a 020000000001 0800
                4500 003c 0000 0000 0158 0000 c0000201 e000000a
                02 05 ee58 00000001 00000007 00000008 0000 0064
                0001 000c 01 00 01 00 00 00 000f 0004 0008 0c04 0102""");
        assertThat(d.get("eigrp.version")).isEqualTo("2");
        assertThat(d.get("eigrp.opcode")).isEqualTo("5");
        assertThat(d.get("eigrp.checksum")).isEqualTo("0xee58");
        assertThat(d.get("eigrp.checksum.status")).isEqualTo("1");
        assertThat(d.get("eigrp.flags")).isEqualTo("0x00000001");
        assertThat(d.get("eigrp.flags.init")).isEqualTo("1");
        assertThat(d.get("eigrp.flags.restart")).isEqualTo("0");
        assertThat(d.get("eigrp.seq")).isEqualTo("7");
        assertThat(d.get("eigrp.ack")).isEqualTo("8");
        assertThat(d.get("eigrp.vrid")).isEqualTo("0");
        assertThat(d.get("eigrp.as")).isEqualTo("100");
        assertThat(d.get("eigrp.tlv_type")).isEqualTo("0x0001,0x0004");
        assertThat(d.get("eigrp.tlv.len")).isEqualTo("12,8");
        assertThat(d.get("eigrp.par.k1")).isEqualTo("1");
        assertThat(d.get("eigrp.par.k3")).isEqualTo("1");
        assertThat(d.get("eigrp.par.holdtime")).isEqualTo("15");
        assertThat(d.get("eigrp.release_version")).isEqualTo("3076");
        assertThat(d.get("eigrp.tlv_version")).isEqualTo("258");
        assertThat(d.info()).isEqualTo("Hello (Ack)");
    }

    @Test
    void isisGreetsOnALan() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                0180c2000014 020000000001 002d
                fefe03 831b0100 0f 010000 01 192168001001 001e 002a 40 192168001001 02
                81 01 cc 01 04 03 490001 84 04 c0000201""");
        assertThat(d.get("isis.irpd")).isEqualTo("0x83");
        assertThat(d.get("isis.len")).isEqualTo("27");
        assertThat(d.get("isis.type")).isEqualTo("15");
        assertThat(d.get("isis.hello.circuit_type")).isEqualTo("0x01");
        assertThat(d.get("isis.hello.source_id")).isEqualTo("1921.6800.1001");
        assertThat(d.get("isis.hello.holding_timer")).isEqualTo("30");
        assertThat(d.get("isis.hello.pdu_length")).isEqualTo("42");
        assertThat(d.get("isis.hello.priority")).isEqualTo("64");
        assertThat(d.get("isis.hello.lan_id")).isEqualTo("1921.6800.1001.02");
        assertThat(d.get("isis.hello.clv.type")).isEqualTo("129,1,132");
        assertThat(d.get("isis.hello.clv.length")).isEqualTo("1,4,4");
        assertThat(d.get("isis.hello.clv_nlpid.nlpid")).isEqualTo("0xcc");
        assertThat(d.get("isis.hello.area_address")).isEqualTo("03490001");
        assertThat(d.get("isis.hello.clv_ipv4_int_addr")).isEqualTo("192.0.2.1");
        assertThat(d.info()).isEqualTo("L1 HELLO, System-ID: 1921.6800.1001");
    }

    @Test
    void isisSendsLinkStates() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                0180c2000014 020000000001 0028
                fefe03 831b 0100 14 010000 0025 04b0 192168001001 0200 00000009 630b 8b
                89 02 5232 01 04 03 490001""");
        assertThat(d.get("isis.type")).isEqualTo("20");
        assertThat(d.get("isis.lsp.pdu_length")).isEqualTo("37");
        assertThat(d.get("isis.lsp.remaining_life")).isEqualTo("1200");
        assertThat(d.get("isis.lsp.lsp_id")).isEqualTo("1921.6800.1001.02-00");
        assertThat(d.get("isis.lsp.sequence_number")).isEqualTo("0x00000009");
        assertThat(d.get("isis.lsp.checksum")).isEqualTo("0x630b");
        assertThat(d.get("isis.lsp.partition_repair")).isEqualTo("1");
        assertThat(d.get("isis.lsp.att")).isEqualTo("1");
        assertThat(d.get("isis.lsp.overload")).isEqualTo("0");
        assertThat(d.get("isis.lsp.is_type")).isEqualTo("3");
        assertThat(d.get("isis.lsp.hostname")).isEqualTo("R2");
        assertThat(d.get("isis.lsp.area_address")).isEqualTo("03490001");
        assertThat(d.info()).isEqualTo("L2 LSP, LSP-ID: 1921.6800.1001.02-00");
    }

    @Test
    void isisListsSequenceNumbers() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                0180c2000014 020000000001 0024
                fefe03 8321 0100 18 010000 0021 192168001001 00 0000000000000000 ffffffffffffffff""");
        assertThat(d.get("isis.type")).isEqualTo("24");
        assertThat(d.get("isis.csnp.pdu_length")).isEqualTo("33");
        assertThat(d.get("isis.csnp.source_id")).isEqualTo("1921.6800.1001");
        assertThat(d.get("isis.csnp.source_circuit")).isEqualTo("00");
        assertThat(d.get("isis.csnp.start_lsp_id")).isEqualTo("0000.0000.0000.00-00");
        assertThat(d.get("isis.csnp.end_lsp_id")).isEqualTo("ffff.ffff.ffff.ff-ff");
        assertThat(d.info()).isEqualTo("L1 CSNP, System-ID: 1921.6800.1001");
    }

    @Test
    void babelHasMessages() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                333300000009 020000000001 86dd
                60000000 0018 11 ff fe800000000000000000000000000001 ff020000000000000000000000000009
                1a28 1a28 0018 0000
                2a 02 000c 00 04 06 0000 0001 0190 01 01 00""");
        assertThat(d.get("babel.magic")).isEqualTo("42");
        assertThat(d.get("babel.version")).isEqualTo("2");
        assertThat(d.get("babel.bodylen")).isEqualTo("12");
        assertThat(d.get("babel.message.type")).isEqualTo("0,4,1");
        assertThat(d.get("babel.message.length")).isEqualTo("6,1");
        assertThat(d.info()).isEqualTo("Babel pad1 hello padn");
    }

    @Test
    void bfdHasAState() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e000009 020000000001 0800
                4500 003d 0000 0000 0111 0000 c0000201 c0000202 0ec8 0ec8 0029 0000
                20 c4 03 21 00000001 00000002 000f4240 000493e0 000493e0
                01 09 07 736563726574""");
        assertThat(d.get("bfd.version")).isEqualTo("1");
        assertThat(d.get("bfd.diag")).isEqualTo("0x00");
        assertThat(d.get("bfd.sta")).isEqualTo("0x03");
        assertThat(d.get("bfd.flags.p")).isEqualTo("0");
        assertThat(d.get("bfd.flags.a")).isEqualTo("1");
        assertThat(d.get("bfd.detect_time_multiplier")).isEqualTo("3");
        assertThat(d.get("bfd.message_length")).isEqualTo("33");
        assertThat(d.get("bfd.my_discriminator")).isEqualTo("0x00000001");
        assertThat(d.get("bfd.your_discriminator")).isEqualTo("0x00000002");
        assertThat(d.get("bfd.desired_min_tx_interval")).isEqualTo("1000000");
        assertThat(d.get("bfd.required_min_rx_interval")).isEqualTo("300000");
        assertThat(d.get("bfd.required_min_echo_interval")).isEqualTo("300000");
        assertThat(d.get("bfd.auth.type")).isEqualTo("1");
        assertThat(d.get("bfd.auth.len")).isEqualTo("9");
        assertThat(d.get("bfd.auth.key")).isEqualTo("7");
        assertThat(d.get("bfd.auth.password")).isEqualTo("secret");
        assertThat(d.info()).isEqualTo("Diag: No Diagnostic, State: Up, Flags: 0x04");
    }

    @Test
    void ptpFollowsUpWithATime() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                011b19000000 020000000001 88f7
                08 02 002c 00 00 0200 0000000000020000 00000000 020000fffe000001 0001 0005 00 fd
                00005e4ffe4a 33ae6b5f 0000""");
        assertThat(d.get("ptp.v2.messagetype")).isEqualTo("0x08");
        assertThat(d.get("ptp.v2.versionptp")).isEqualTo("2");
        assertThat(d.get("ptp.v2.messagelength")).isEqualTo("44");
        assertThat(d.get("ptp.v2.flags")).isEqualTo("0x0200");
        assertThat(d.get("ptp.v2.flags.twostep")).isEqualTo("1");
        assertThat(d.get("ptp.v2.correction.ns")).isEqualTo("2");
        assertThat(d.get("ptp.v2.clockidentity")).isEqualTo("0x020000fffe000001");
        assertThat(d.get("ptp.v2.sourceportid")).isEqualTo("1");
        assertThat(d.get("ptp.v2.sequenceid")).isEqualTo("5");
        assertThat(d.get("ptp.v2.logmessageperiod")).isEqualTo("-3");
        assertThat(d.get("ptp.v2.fu.preciseorigintimestamp.seconds")).isEqualTo("1582300746");
        assertThat(d.get("ptp.v2.fu.preciseorigintimestamp.nanoseconds")).isEqualTo("867068767");
        assertThat(d.info()).isEqualTo("Follow up message");
    }

    @Test
    void ptpAnnouncesAGrandmaster() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                011b19000000 020000000001 88f7
                0b 02 0040 00 00 0200 0000000000020000 00000000 020000fffe000001 0001 0005 00 fd
                00000000000000000000 0025 00 80 f8 fe ffff 81 020000fffe000009 0002 20""");
        assertThat(d.get("ptp.v2.an.origincurrentutcoffset")).isEqualTo("37");
        assertThat(d.get("ptp.v2.an.priority1")).isEqualTo("128");
        assertThat(d.get("ptp.v2.an.grandmasterclockclass")).isEqualTo("248");
        assertThat(d.get("ptp.v2.an.grandmasterclockaccuracy")).isEqualTo("0xfe");
        assertThat(d.get("ptp.v2.an.grandmasterclockvariance")).isEqualTo("65535");
        assertThat(d.get("ptp.v2.an.priority2")).isEqualTo("129");
        assertThat(d.get("ptp.v2.an.grandmasterclockidentity")).isEqualTo("0x020000fffe000009");
        assertThat(d.get("ptp.v2.an.localstepsremoved")).isEqualTo("2");
        assertThat(d.get("ptp.v2.timesource")).isEqualTo("0x20");
        assertThat(d.info()).isEqualTo("Announce message");
    }

    @Test
    void aoeIsATaggedRequestOrResponse() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                020000000002 020000000001 88a2
                1c 02 0014 01 01 0000beef""");
        assertThat(d.get("aoe.version")).isEqualTo("1");
        assertThat(d.get("aoe.response")).isEqualTo("1");
        assertThat(d.get("aoe.flags_error")).isEqualTo("1");
        assertThat(d.get("aoe.error")).isEqualTo("2");
        assertThat(d.get("aoe.major")).isEqualTo("0x0014");
        assertThat(d.get("aoe.minor")).isEqualTo("0x01");
        assertThat(d.get("aoe.cmd")).isEqualTo("1");
        assertThat(d.get("aoe.tag")).isEqualTo("0x0000beef");
        assertThat(d.info()).isEqualTo("Query config information response");
    }

    @Test
    void eapolBegins() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                0180c2000003 020000000001 888e
                01 01 0000""");
        assertThat(d.get("eapol.version")).isEqualTo("1");
        assertThat(d.get("eapol.type")).isEqualTo("1");
        assertThat(d.get("eapol.len")).isEqualTo("0");
        assertThat(d.info()).isEqualTo("Start");
    }
}
