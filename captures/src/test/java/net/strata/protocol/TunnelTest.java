package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// Packets inside packets. The frames are built by hand; values are those that tshark 4.0.17 shows for the same bytes.
class TunnelTest {
    private static final String IP = "4500001e00010000401166cc0a0000010a00000213881770000a5f7d6162";
    private static final String ETH = "020000000002020000000001";

    @Test
    void vxlanHoldsEthernet() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                "020000000004020000000003 0800 45000050000100004011669a0a0000010a000002"
                        + "9c4012b5003c0000 08000000 00002a00" + ETH + "0800" + IP);
        assertThat(d.layers()).containsExactly("eth", "ip", "udp", "vxlan", "eth", "ip", "udp", "data");
        assertThat(d.get("vxlan.vni")).isEqualTo("42");
        assertThat(d.get("vxlan.flags")).isEqualTo("0x0800");
        assertThat(d.get("ip.src")).isEqualTo("10.0.0.1,10.0.0.1");
    }

    @Test
    void greHasAKeyAndASequenceNumber() {
        Decoded d = Decoded.of(LinkType.RAW,
                "4500003e00010000402f668e0a0000010a000002 3000 0800 0000002a 00000005" + IP);
        assertThat(d.layers()).containsExactly("raw", "ip", "gre", "ip", "udp", "data");
        assertThat(d.get("gre.key")).isEqualTo("0x0000002a");
        assertThat(d.get("gre.sequence_number")).isEqualTo("5");
    }

    @Test
    void labelsAreReadToTheBottomOfTheStack() {
        Decoded d = Decoded.of(LinkType.ETHERNET, ETH + "8847 00010040 0002a33f" + IP);
        assertThat(d.layers()).containsExactly("eth", "mpls", "mpls", "ip", "udp", "data");
        assertThat(d.get("mpls.label")).isEqualTo("16,42");
        assertThat(d.get("mpls.exp")).isEqualTo("0,1");
        assertThat(d.get("mpls.bottom")).isEqualTo("0,1");
        assertThat(d.get("mpls.ttl")).isEqualTo("64,63");
    }

    @Test
    void aPppoeSessionHoldsPpp() {
        Decoded d = Decoded.of(LinkType.ETHERNET, ETH + "8864 1100 0007 0020 0021" + IP);
        assertThat(d.layers()).containsExactly("eth", "pppoe", "ppp", "ip", "udp", "data");
        assertThat(d.get("pppoe.session_id")).isEqualTo("0x0007");
        assertThat(d.get("ppp.protocol")).isEqualTo("0x0021");
    }

    @Test
    void pppoeDiscoveryHoldsTags() {
        Decoded d = Decoded.of(LinkType.ETHERNET, ETH + "8863 1109 0000 000f 01010003 697370 01030004 01020304");
        assertThat(d.get("pppoed.tag")).isEqualTo("0x0101,0x0103");
        assertThat(d.get("pppoed.tags.service_name")).isEqualTo("isp");
        assertThat(d.get("pppoed.tags.host_uniq")).isEqualTo("01020304");
        assertThat(d.info()).isEqualTo("Active discovery initiation (PADI)");
    }
}
