package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// Link layers: what they hold and what they lead to. The frames are built by hand; values are those that tshark 4.0.17
/// shows for the same bytes.
class LinkTest {
    private static final String IP = "4500001e00010000401166cc0a0000010a00000213881770000a5f7d6162";
    private static final String IP6 = "6b912345000a114020010db800000000000000000000000120010db8000000000000000000000002"
            + "13881770000a180b6162";
    private static final String ETH = "020000000002020000000001";

    @Test
    void snapLeadsToAnEtherType() {
        Decoded d = Decoded.of(LinkType.ETHERNET, ETH + "0026 aaaa03 000000 0800" + IP);
        assertThat(d.layers()).containsExactly("eth", "llc", "ip", "udp", "data");
        assertThat(d.get("eth.len")).isEqualTo("38");
        assertThat(d.get("eth.type")).isEmpty();
        assertThat(d.get("llc.dsap")).isEqualTo("0xaa");
        assertThat(d.get("llc.control")).isEqualTo("0x03");
        assertThat(d.get("llc.oui")).isEqualTo("0");
        assertThat(d.get("llc.type")).isEqualTo("0x0800");
    }

    @Test
    void aLongControlFieldHasItsLowByteFirst() {
        Decoded supervisory = Decoded.of(LinkType.ETHERNET, ETH + "0004 f0f0 0107");
        assertThat(supervisory.get("llc.control")).isEqualTo("0x0701");
        assertThat(supervisory.get("llc.control.n_r")).isEqualTo("3"); // 0x07 >> 1
        assertThat(supervisory.get("llc.control.p")).isEqualTo("1");
        Decoded information = Decoded.of(LinkType.ETHERNET, ETH + "0005 f0f1 0a0c ee");
        assertThat(information.get("llc.control")).isEqualTo("0x0c0a");
        assertThat(information.get("llc.control.n_s")).isEqualTo("5"); // 0x0a >> 1
        assertThat(information.get("llc.control.n_r")).isEqualTo("6"); // 0x0c >> 1
        assertThat(information.get("data.data")).isEqualTo("ee");
    }

    @Test
    void novellsFramesHaveNoLlc() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                ETH + "001e ffff001e0011 00000001ffffffffffff0452 000000020200000000014003");
        assertThat(d.layers()).containsExactly("eth", "ipx");
        assertThat(d.get("ipx.len")).isEqualTo("30");
        assertThat(d.info()).isEqualTo("Socket 0x4003 \u2192 0x0452");
    }

    @Test
    void theLoopbackFamilyIsReadInEitherByteOrder() {
        Decoded little = Decoded.of(LinkType.NULL, "02000000" + IP);
        assertThat(little.layers()).containsExactly("null", "ip", "udp", "data");
        assertThat(little.get("null.family")).isEqualTo("2");
        Decoded big = Decoded.of(LinkType.LOOP, "0000001e" + IP6);
        assertThat(big.layers()).containsExactly("null", "ipv6", "udp", "data");
        assertThat(big.get("null.family")).isEqualTo("30");
    }

    @Test
    void cookedFramesOfBothVersions() {
        Decoded first = Decoded.of(LinkType.LINUX_SLL, "0000 0001 0006 0200000000010000 0800" + IP);
        assertThat(first.layers()).containsExactly("sll", "ip", "udp", "data");
        assertThat(first.get("sll.src.eth")).isEqualTo("02:00:00:00:00:01");
        assertThat(first.get("sll.unused")).isEqualTo("0000");
        assertThat(first.get("sll.etype")).isEqualTo("0x0800");
        Decoded second = Decoded.of(LinkType.LINUX_SLL2, "86dd 0000 00000003 0304 04 00 0000000000000000" + IP6);
        assertThat(second.layers()).containsExactly("sll", "ipv6", "udp", "data");
        assertThat(second.get("sll.ifindex")).isEqualTo("3");
        assertThat(second.get("sll.hatype")).isEqualTo("772");
        assertThat(second.get("sll.pkttype")).isEqualTo("4");
        assertThat(second.get("sll.halen")).isEqualTo("0");
    }

    /// RFC 1661 section 6.5: the first byte of the number is left out; 0x57 is odd, so it is the last.
    @Test
    void pppMayLeaveOutAddressControlAndHalfTheProtocol() {
        Decoded full = Decoded.of(LinkType.PPP, "ff030021" + IP);
        assertThat(full.layers()).containsExactly("ppp", "ip", "udp", "data");
        assertThat(full.get("ppp.protocol")).isEqualTo("0x0021");
        assertThat(Decoded.of(LinkType.PPP_HDLC, "57" + IP6).layers()).containsExactly("ppp", "ipv6", "udp", "data");
    }

    @Test
    void serialLines() {
        assertThat(Decoded.of(LinkType.C_HDLC, "0f000800" + IP).layers()).containsExactly("chdlc", "ip", "udp", "data");
        assertThat(Decoded.of(LinkType.FRELAY, "18a1 03cc" + IP).layers()).containsExactly("fr", "ip", "udp", "data");
    }
}
