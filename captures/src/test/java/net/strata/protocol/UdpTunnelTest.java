package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// Packets inside UDP, GRE, and each other. The frames are built by hand; values are those that tshark 4.0.17 shows for
/// the same bytes.
final class UdpTunnelTest {
    private static final String IP = "4500001e00010000401166cc0a0000010a00000213881770000a5f7d6162";
    private static final String ETH = "020000000002020000000001";

    /// An IPv4 packet around `payload`.
    private static Decoded ip(int proto, String payload) {
        int bytes = payload.replaceAll("\\s", "").length() / 2;
        return Decoded.of(LinkType.RAW, "4500%04x0001000040%02x00000a0000010a000002%s".formatted(20 + bytes, proto,
                payload));
    }

    /// A UDP datagram around `payload`.
    private static Decoded udp(int port, String payload) {
        int bytes = payload.replaceAll("\\s", "").length() / 2;
        return ip(17, "9c40%04x%04x0000".formatted(port, 8 + bytes) + payload);
    }

    private static List<String> above(Decoded d) {
        return d.layers().subList(3, d.layers().size());
    }

    @Test
    void geneveHasOptions() {
        Decoded d = udp(6081, "03406558 00053900 01028001aabbccdd ffff0500" + ETH + "0800" + IP);
        assertThat(above(d)).containsExactly("geneve", "eth", "ip", "udp", "data");
        assertThat(d.get("geneve.option.length")).isEqualTo("12,8,4");
        assertThat(d.get("geneve.flags.critical")).isEqualTo("1");
        assertThat(d.get("geneve.vni")).isEqualTo("0x000539");
        assertThat(d.get("geneve.option.class")).isEqualTo("0x0102,0xffff");
        assertThat(d.get("geneve.option.type.critical")).isEqualTo("1,0");
        assertThat(d.get("geneve.option.unknown.data")).isEqualTo("aabbccdd");
    }

    @Test
    void anOptionThatReachesBeyondTheHeaderEndsTheOptions() {
        Decoded d = udp(6081, "02000800 00000a00 01028005aabbccdd" + IP);
        assertThat(d.get("geneve.options")).isEqualTo("01028005aabbccdd");
        assertThat(d.parts()).isEmpty();
        assertThat(above(d)).containsExactly("geneve", "ip", "udp", "data");
    }

    @Test
    void theGenericVxlanSaysWhatIsInside() {
        assertThat(above(udp(4790, "0c000001 00002a00" + IP))).containsExactly("vxlan", "ip", "udp", "data");
        Decoded d = udp(4790, "0c000004 00002a00 0fc60101 00002aff" + "00000000".repeat(4) + IP);
        assertThat(above(d)).containsExactly("vxlan", "nsh", "ip", "udp", "data");
        assertThat(d.get("vxlan.i_bit") + d.get("vxlan.p_bit") + d.get("vxlan.o_bit")).isEqualTo("110");
        assertThat(d.get("nsh.ttl")).isEqualTo("0x3f");
        assertThat(d.get("nsh.spi")).isEqualTo("42");
        assertThat(d.get("nsh.si")).isEqualTo("255");
        assertThat(d.all("nsh.contextheader")).hasSize(4);
    }

    @Test
    void labelsStandInUdp() {
        assertThat(above(udp(6635, "00010140" + IP))).containsExactly("mpls", "ip", "udp", "data");
    }

    @Test
    void gtpHasOptionalFieldsOnlyWhereAFlagIsSet() {
        Decoded plain = udp(2152, "30ff001e00000001" + IP);
        assertThat(above(plain)).containsExactly("gtp", "ip", "udp", "data");
        assertThat(plain.get("gtp.seq_number")).isEmpty();
        Decoded d = udp(2152, "32ff002200000001 00050000" + IP);
        assertThat(above(d)).containsExactly("gtp", "ip", "udp", "data");
        assertThat(d.get("gtp.seq_number")).isEqualTo("0x0005");
        assertThat(d.get("gtp.teid")).isEqualTo("0x00000001");
    }

    @Test
    void gtpExtensionHeadersNameTheNext() {
        Decoded d = udp(2152, "34ff002600000001 00000085 01100500" + IP);
        assertThat(above(d)).containsExactly("gtp", "ip", "udp", "data");
        assertThat(d.get("gtp.ext_hdr.next")).isEqualTo("0x85,0x00");
        assertThat(d.get("gtp.ext_hdr.pdu_ses_con.pdu_type")).isEqualTo("1");
        assertThat(d.get("gtp.ext_hdr.pdu_ses_con.qos_flow_id")).isEqualTo("5");
    }

    @Test
    void gtpVersion2IsAnotherProtocolOnTheSamePort() {
        Decoded d = udp(2123, "4822000d 00000001 00000500 03000100 07");
        assertThat(above(d)).containsExactly("gtpv2");
        assertThat(d.get("gtpv2.seq")).isEqualTo("0x000005");
        assertThat(d.get("gtpv2.ie_type")).isEqualTo("3");
        assertThat(d.info()).isEqualTo("Modify Bearer Request (34)");
    }

    @Test
    void l2tpHoldsPppBehindWhatItsFlagsAnnounce() {
        Decoded d = udp(1701, "4b020030 00070009 00010002 00020000 0021" + IP);
        assertThat(above(d)).containsExactly("l2tp", "ppp", "ip", "udp", "data");
        assertThat(d.get("l2tp.length")).isEqualTo("48");
        assertThat(d.get("l2tp.tunnel") + "/" + d.get("l2tp.session")).isEqualTo("7/9");
        assertThat(d.get("l2tp.Ns") + "/" + d.get("l2tp.Nr")).isEqualTo("1/2");
        assertThat(above(udp(1701, "000200070009 ff030021" + IP))).containsExactly("l2tp", "ppp", "ip", "udp", "data");
    }

    @Test
    void l2tpControlMessagesHaveAttributes() {
        Decoded d = udp(1701, "c8020020 00070000 00010002 8008000000000001 800c00000007 6c6163616263");
        assertThat(d.get("l2tp.avp.message_type")).isEqualTo("1");
        assertThat(d.get("l2tp.avp.host_name")).isEqualTo("lacabc");
        assertThat(d.get("l2tp.avp.length")).isEqualTo("8,12");
        assertThat(d.info()).isEqualTo("Control Message - Start-Control-Connection-Request");
    }

    @Test
    void l2tpVersion3StandsInIpToo() {
        assertThat(ip(115, "00000007" + ETH + "0800" + IP).get("l2tp.sid")).isEqualTo("0x00000007");
        Decoded d = ip(115, "00000000 c8030014 00000009 00010002 8008000000000001");
        assertThat(d.get("l2tp.ccid")).isEqualTo("0x00000009");
        assertThat(d.get("l2tp.version")).isEqualTo("3");
    }

    @Test
    void erspanHoldsAMirroredFrame() {
        Decoded second = ip(47, "1000 88be 00000001 1064 6001 00000002" + ETH + "0800" + IP);
        assertThat(second.layers()).containsExactly("raw", "ip", "gre", "erspan", "eth", "ip", "udp", "data");
        assertThat(second.get("erspan.vlan") + "/" + second.get("erspan.spanid")).isEqualTo("100/1");
        Decoded third = ip(47, "1000 22eb 00000001 2064 0001 00000005 0100 8009 0400000000000000" + ETH + "0800" + IP);
        assertThat(third.layers()).containsExactly("raw", "ip", "gre", "erspan", "eth", "ip", "udp", "data");
        assertThat(third.get("erspan.timestamp") + "/" + third.get("erspan.sgt")).isEqualTo("5/256");
        assertThat(third.get("erspan.direction") + third.get("erspan.o")).isEqualTo("11");
    }

    @Test
    void ciscoMetadataNamesTheProtocol() {
        Decoded d = ip(47, "0000 8909 0800 01 01 0001 0007" + IP);
        assertThat(d.layers()).containsExactly("raw", "ip", "gre", "cmd", "ip", "udp", "data");
        assertThat(d.get("cmd.sgt")).isEqualTo("7");
    }

    /// RFC 3948 section 2.
    @Test
    void ipsecInUdpIsEspOrIkeOrAKeepalive() {
        assertThat(above(udp(4500, "11223344 00000001 aabb"))).containsExactly("udpencap", "esp");
        assertThat(udp(4500, "ff").info()).isEqualTo("NAT-keepalive");
        Decoded d = udp(4500,
                "00000000 1111111111111111 0000000000000000 28 20 22 08 00000000 00000024 00000008 01020304");
        assertThat(above(d)).containsExactly("udpencap", "isakmp");
        assertThat(d.info()).isEqualTo("IKE_SA_INIT MID=00 Initiator Request");
        assertThat(d.get("isakmp.typepayload")).isEqualTo("40");
        assertThat(d.get("isakmp.datapayload")).isEqualTo("01020304");
    }
}
