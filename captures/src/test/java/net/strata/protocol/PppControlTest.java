package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// The protocols that set up a PPP link: RFC 1661, RFC 1332, RFC 5072, RFC 1962, RFC 1334, RFC 1994; PPPoE discovery (RFC 2516). The
/// frames are built by hand; values are those that tshark 4.0.17 shows for the same bytes.
class PppControlTest {
    @Test
    void linkControlAgreesOnOptions() {
        Decoded d = Decoded.of(LinkType.PPP, """
                ff03 c021 01 05 0025
                0104 05dc 0206 000a0000 0304 c023 0305 c223 05 0506 01020304 0702 0802 1104 05dc""");
        assertThat(d.get("ppp.code")).isEqualTo("1");
        assertThat(d.get("ppp.identifier")).isEqualTo("5");
        assertThat(d.get("ppp.length")).isEqualTo("37");
        assertThat(d.get("lcp.opt.type")).isEqualTo("1,2,3,3,5,7,8,17");
        assertThat(d.get("lcp.opt.length")).isEqualTo("4,6,4,5,6,2,2,4");
        assertThat(d.get("lcp.opt.mru")).isEqualTo("1500");
        assertThat(d.get("lcp.opt.asyncmap")).isEqualTo("0x000a0000");
        assertThat(d.get("lcp.opt.auth_protocol")).isEqualTo("0xc023,0xc223");
        assertThat(d.get("lcp.opt.algorithm")).isEqualTo("5");
        assertThat(d.get("lcp.opt.magic_number")).isEqualTo("0x01020304");
        assertThat(d.get("lcp.opt.mrru")).isEqualTo("1500");
        assertThat(d.info()).isEqualTo("Configuration Request, identifier 5");
    }

    @Test
    void anEchoCarriesTheMagicNumber() {
        Decoded d = Decoded.of(LinkType.PPP, """
                ff03 c021 09 02 000c 01020304 61626364""");
        assertThat(d.get("ppp.code")).isEqualTo("9");
        assertThat(d.get("lcp.magic_number")).isEqualTo("0x01020304");
        assertThat(d.get("lcp.data")).isEqualTo("61626364");
        assertThat(d.info()).isEqualTo("Echo Request, identifier 2");
    }

    @Test
    void aProtocolIsRejectedWithItsPacket() {
        Decoded d = Decoded.of(LinkType.PPP, """
                ff03 c021 08 03 000a 4321 0102 0304""");
        assertThat(d.get("ppp.code")).isEqualTo("8");
        assertThat(d.get("lcp.rej_proto")).isEqualTo("0x4321");
        assertThat(d.info()).isEqualTo("Protocol Reject, identifier 3");
    }

    @Test
    void ipControlAgreesOnAddresses() {
        Decoded d = Decoded.of(LinkType.PPP, """
                ff03 8021 02 02 001c
                0306 c0000201 0206 002d 0f 01 8106 08080808 8306 08080404""");
        assertThat(d.get("ppp.code")).isEqualTo("2");
        assertThat(d.get("ipcp.opt.type")).isEqualTo("3,2,129,131");
        assertThat(d.get("ipcp.opt.length")).isEqualTo("6,6,6,6");
        assertThat(d.get("ipcp.opt.ip_address")).isEqualTo("192.0.2.1");
        assertThat(d.get("ipcp.opt.compress_proto")).isEqualTo("0x002d");
        assertThat(d.get("ipcp.opt.max_slot_id")).isEqualTo("15");
        assertThat(d.get("ipcp.opt.comp_slot_id")).isEqualTo("1");
        assertThat(d.get("ipcp.opt.pri_dns_address")).isEqualTo("8.8.8.8");
        assertThat(d.get("ipcp.opt.sec_dns_address")).isEqualTo("8.8.4.4");
        assertThat(d.info()).isEqualTo("Configuration Ack, identifier 2");
    }

    @Test
    void ipv6ControlAgreesOnAnIdentifier() {
        Decoded d = Decoded.of(LinkType.PPP, """
                ff03 8057 01 02 000e 010a 020000fffe000001""");
        assertThat(d.get("ipv6cp.opt.type")).isEqualTo("1");
        assertThat(d.get("ipv6cp.opt.length")).isEqualTo("10");
        assertThat(d.get("ipv6cp.interface_identifier")).isEqualTo("02:00:00:ff:fe:00:00:01");
    }

    @Test
    void compressionControlHasMicrosoftsBits() {
        Decoded d = Decoded.of(LinkType.PPP, """
                ff03 80fd 01 02 000a 1206 01000060""");
        assertThat(d.get("ccp.opt.type")).isEqualTo("18");
        assertThat(d.get("ccp.opt.supported_bits")).isEqualTo("0x01000060");
        assertThat(d.get("ccp.opt.supported_bits.h")).isEqualTo("1");
        assertThat(d.get("ccp.opt.supported_bits.s")).isEqualTo("1");
        assertThat(d.get("ccp.opt.supported_bits.c")).isEqualTo("0");
    }

    @Test
    void aPasswordGoesInTheClear() {
        Decoded d = Decoded.of(LinkType.PPP, """
                ff03 c023 01 02 000c 03 626f62 03 736563""");
        assertThat(d.get("pap.code")).isEqualTo("1");
        assertThat(d.get("pap.identifier")).isEqualTo("2");
        assertThat(d.get("pap.length")).isEqualTo("12");
        assertThat(d.get("pap.peer_id.length")).isEqualTo("3");
        assertThat(d.get("pap.peer_id")).isEqualTo("bob");
        assertThat(d.get("pap.password.length")).isEqualTo("3");
        assertThat(d.get("pap.password")).isEqualTo("sec");
        assertThat(d.info()).isEqualTo("Authenticate-Request");
    }

    @Test
    void aChallengeIsAnsweredWithAHash() {
        Decoded d = Decoded.of(LinkType.PPP, """
                ff03 c223 02 02 000c 04 01020304 626f62""");
        assertThat(d.get("chap.code")).isEqualTo("2");
        assertThat(d.get("chap.identifier")).isEqualTo("2");
        assertThat(d.get("chap.length")).isEqualTo("12");
        assertThat(d.get("chap.value_size")).isEqualTo("4");
        assertThat(d.get("chap.value")).isEqualTo("01020304");
        assertThat(d.get("chap.name")).isEqualTo("bob");
        assertThat(d.info()).isEqualTo("Response");
    }

    @Test
    void pppoeDiscoveryHasTags() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                """
                        020000000002 020000000001 8863
                        11 07 0000 0028 0101 0002 6162 0102 0003 424153 0103 0004 01020304 0104 0002 beef 0105 0005 00000de9 01 0000 0000""");
        assertThat(d.get("pppoe.code")).isEqualTo("0x07");
        assertThat(d.get("pppoed.tags.service_name")).isEqualTo("ab");
        assertThat(d.get("pppoed.tags.ac_name")).isEqualTo("BAS");
        assertThat(d.get("pppoed.tags.host_uniq")).isEqualTo("01020304");
        assertThat(d.get("pppoed.tags.ac_cookie")).isEqualTo("beef");
        assertThat(d.get("pppoed.tags.vendor_id")).isEqualTo("3561");
    }
}
