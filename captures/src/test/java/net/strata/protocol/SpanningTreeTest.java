package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// Spanning tree (IEEE 802.1D-2004 clause 9, IEEE 802.1Q-2018 clause 14). The frames are built by hand; values are those that
/// tshark 4.0.17 shows for the same bytes.
class SpanningTreeTest {
    @Test
    void aConfigurationNamesRootAndBridge() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                0180c2000000 020000000001 0026
                424203 0000 00 00 81 8064 020000000010 00000004 8000 020000000020 8004 0100 1400 0200 0f80""");
        assertThat(d.get("stp.protocol")).isEqualTo("0x0000");
        assertThat(d.get("stp.version")).isEqualTo("0");
        assertThat(d.get("stp.type")).isEqualTo("0x00");
        assertThat(d.get("stp.flags")).isEqualTo("0x81");
        assertThat(d.get("stp.flags.tcack")).isEqualTo("1");
        assertThat(d.get("stp.flags.tc")).isEqualTo("1");
        assertThat(d.get("stp.root.prio")).isEqualTo("32768");
        assertThat(d.get("stp.root.ext")).isEqualTo("100");
        assertThat(d.get("stp.root.hw")).isEqualTo("02:00:00:00:00:10");
        assertThat(d.get("stp.root.cost")).isEqualTo("4");
        assertThat(d.get("stp.bridge.prio")).isEqualTo("32768");
        assertThat(d.get("stp.bridge.ext")).isEqualTo("0");
        assertThat(d.get("stp.bridge.hw")).isEqualTo("02:00:00:00:00:20");
        assertThat(d.get("stp.port")).isEqualTo("0x8004");
        assertThat(d.info())
                .isEqualTo("Conf. TC + TC Ack + Root = 32768/100/02:00:00:00:00:10  Cost = 4  Port = 0x8004");
    }

    @Test
    void aTopologyChangeIsFourBytes() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                0180c2000000 020000000001 0007
                424203 0000 00 80""");
        assertThat(d.get("stp.protocol")).isEqualTo("0x0000");
        assertThat(d.get("stp.version")).isEqualTo("0");
        assertThat(d.get("stp.type")).isEqualTo("0x80");
        assertThat(d.info()).isEqualTo("Topology Change Notification");
    }

    @Test
    void rapidSpanningTreeHasMoreFlags() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                0180c2000000 020000000001 0027
                424203 0000 02 02 3e 1001 020000000010 00004e20 8002 020000000020 8001 0000 1400 0200 0f00 00""");
        assertThat(d.get("stp.version")).isEqualTo("2");
        assertThat(d.get("stp.type")).isEqualTo("0x02");
        assertThat(d.get("stp.flags")).isEqualTo("0x3e");
        assertThat(d.get("stp.flags.agreement")).isEqualTo("0");
        assertThat(d.get("stp.flags.forwarding")).isEqualTo("1");
        assertThat(d.get("stp.flags.learning")).isEqualTo("1");
        assertThat(d.get("stp.flags.port_role")).isEqualTo("3");
        assertThat(d.get("stp.flags.proposal")).isEqualTo("1");
        assertThat(d.get("stp.root.prio")).isEqualTo("4096");
        assertThat(d.get("stp.root.ext")).isEqualTo("1");
        assertThat(d.get("stp.root.cost")).isEqualTo("20000");
        assertThat(d.get("stp.version_1_length")).isEqualTo("0");
        assertThat(d.info()).isEqualTo("RST. Root = 4096/1/02:00:00:00:00:10  Cost = 20000  Port = 0x8001  Designated");
    }

    @Test
    void multipleSpanningTreeHasAMessageForEachInstance() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                """
                        0180c2000000 020000000001 0089
                        424203 0000 03 02 7c 0000 020000000010 00030d40 8000 020000000020 8012 0100 1400 0200 0f00 00 0060
                        00 526567696f6e0000000000000000000000000000000000000000000000000000 0003 00112233445566778899aabbccddeeff 00030d40 8000 020000000030 14
                        fc 6001 020000000040 00000000 60 80 14
                        38 8002 020000000050 00030d40 80 80 13""");
        assertThat(d.get("stp.version")).isEqualTo("3");
        assertThat(d.get("mstp.version_3_length")).isEqualTo("96");
        assertThat(d.get("mstp.config_format_selector")).isEqualTo("0");
        assertThat(d.get("mstp.config_name")).isEqualTo("Region");
        assertThat(d.get("mstp.config_revision_level")).isEqualTo("3");
        assertThat(d.get("mstp.config_digest")).isEqualTo("00112233445566778899aabbccddeeff");
        assertThat(d.get("mstp.cist_internal_root_path_cost")).isEqualTo("200000");
        assertThat(d.get("mstp.cist_bridge.prio")).isEqualTo("32768");
        assertThat(d.get("mstp.cist_bridge.hw")).isEqualTo("02:00:00:00:00:30");
        assertThat(d.get("mstp.cist_remaining_hops")).isEqualTo("20");
        assertThat(d.get("mstp.msti.flags")).isEqualTo("0xfc,0x38");
        assertThat(d.get("stp.flags.port_role")).isEqualTo("3,3,2");
        assertThat(d.get("mstp.msti.priority")).isEqualTo("0x06,0x08");
        assertThat(d.get("mstp.msti.msti_id")).isEqualTo("1,2");
        assertThat(d.get("mstp.msti.root.hw")).isEqualTo("02:00:00:00:00:40,02:00:00:00:00:50");
        assertThat(d.get("mstp.msti.root_cost")).isEqualTo("0,200000");
        assertThat(d.get("mstp.msti.bridge_priority")).isEqualTo("6,8");
        assertThat(d.get("mstp.msti.port_priority")).isEqualTo("8,8");
        assertThat(d.get("mstp.msti.remaining_hops")).isEqualTo("20,19");
        assertThat(d.info()).isEqualTo("MST. Root = 0/0/02:00:00:00:00:10  Cost = 200000  Port = 0x8012  Designated");
    }

    @Test
    void perVlanSpanningTreeEndsWithTheVlan() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                """
                        01000ccccccd 020000000001 0032
                        aaaa03 00000c 010b 0000 00 00 81 8064 020000000010 00000004 8000 020000000020 8004 0100 1400 0200 0f80 00 0000 0002 0064""");
        assertThat(d.get("llc.cisco_pid")).isEqualTo("0x010b");
        assertThat(d.get("stp.root.ext")).isEqualTo("100");
        assertThat(d.get("stp.pvst.tlvtype")).isEqualTo("0x0000");
        assertThat(d.get("stp.pvst.tlvlen")).isEqualTo("2");
        assertThat(d.get("stp.pvst.origvlan")).isEqualTo("100");
    }

    /// A second is 256 units: 0x0100 is 1 s, 0x0f80 is 15.5 s.
    @Test
    void timesCountIn256thsOfASecond() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                0180c2000000 020000000001 0026
                424203 0000 00 00 81 8064 020000000010 00000004 8000 020000000020 8004 0100 1400 0200 0f80""");
        assertThat(d.get("stp.msg_age")).isEqualTo("1.000000000");
        assertThat(d.get("stp.max_age")).isEqualTo("20.000000000");
        assertThat(d.get("stp.hello")).isEqualTo("2.000000000");
        assertThat(d.get("stp.forward")).isEqualTo("15.500000000");
    }
}
