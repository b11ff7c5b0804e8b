package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// What neighbours on a link say of themselves: LLDP (IEEE 802.1AB-2016), CDP, UDLD (RFC 5171), DTP, VTP. The frames are built
/// by hand; values are those that tshark 4.0.17 shows for the same bytes.
class NeighborTest {
    @Test
    void lldpSaysWhoAndWhere() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                0180c200000e 020000000001 88cc
                0207 04 020000000010 0405 05 65746830 0602 0078 0803 557031 0a02 5332
                0e04 0014 0004 100c 05 01 c0000201 02 00000003 00 0000""");
        assertThat(d.get("lldp.tlv.type")).isEqualTo("1,2,3,4,5,7,8,0");
        assertThat(d.get("lldp.tlv.len")).isEqualTo("7,5,2,3,2,4,12,0");
        assertThat(d.get("lldp.chassis.subtype")).isEqualTo("4");
        assertThat(d.get("lldp.chassis.id.mac")).isEqualTo("02:00:00:00:00:10");
        assertThat(d.get("lldp.port.subtype")).isEqualTo("5");
        assertThat(d.get("lldp.port.id")).isEqualTo("eth0");
        assertThat(d.get("lldp.time_to_live")).isEqualTo("120");
        assertThat(d.get("lldp.port.desc")).isEqualTo("Up1");
        assertThat(d.get("lldp.tlv.system.name")).isEqualTo("S2");
        assertThat(d.get("lldp.tlv.system_cap")).isEqualTo("0x0014");
        assertThat(d.get("lldp.tlv.system_cap.router")).isEqualTo("1");
        assertThat(d.get("lldp.tlv.enable_system_cap")).isEqualTo("0x0004");
        assertThat(d.get("lldp.tlv.enable_system_cap.router")).isEqualTo("0");
        assertThat(d.get("lldp.tlv.enable_system_cap.bridge")).isEqualTo("1");
        assertThat(d.get("lldp.mgn.address.len")).isEqualTo("5");
        assertThat(d.get("lldp.mgn.address.subtype")).isEqualTo("1");
        assertThat(d.get("lldp.mgn.addr.ip4")).isEqualTo("192.0.2.1");
        assertThat(d.get("lldp.mgn.interface.subtype")).isEqualTo("2");
        assertThat(d.get("lldp.mgn.interface.number")).isEqualTo("3");
        assertThat(d.info()).isEqualTo("MA/02:00:00:00:00:10 eth0 120 SysN=S2");
    }

    @Test
    void lldpIsExtendedByOrganizations() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                """
                        0180c200000e 020000000001 88cc
                        0207 04 020000000010 0407 03 020000000011 0602 0078 fe06 0080c2 01 0064 fe0b 0080c2 03 0064 04 74657374
                        fe09 00120f 01 03 c036 0010 fe07 0012bb 01 0033 04 fe08 0012bb 02 01 40c92e fe06 00120f 04 05dc 0000""");
        assertThat(d.get("lldp.port.id.mac")).isEqualTo("02:00:00:00:00:11");
        assertThat(d.get("lldp.orgtlv.oui")).isEqualTo("32962,32962,4623,4795,4795,4623");
        assertThat(d.get("lldp.ieee.802_1.subtype")).isEqualTo("0x01,0x03");
        assertThat(d.get("lldp.ieee.802_1.port_vlan.id")).isEqualTo("100");
        assertThat(d.get("lldp.ieee.802_1.vlan.id")).isEqualTo("100");
        assertThat(d.get("lldp.ieee.802_1.vlan.name_len")).isEqualTo("4");
        assertThat(d.get("lldp.ieee.802_1.vlan.name")).isEqualTo("test");
        assertThat(d.get("lldp.ieee.802_3.subtype")).isEqualTo("0x01,0x04");
        assertThat(d.get("lldp.ieee.802_3.mac_phy_auto_neg_status")).isEqualTo("0x03");
        assertThat(d.get("lldp.ieee.802_3.pmd_auto_neg_advertised_caps")).isEqualTo("0xc036");
        assertThat(d.get("lldp.ieee.802_3.pmd_auto_neg_advertised_caps.other")).isEqualTo("1");
        assertThat(d.get("lldp.ieee.802_3.pmd_auto_neg_advertised_caps.1000base_t")).isEqualTo("1");
        assertThat(d.get("lldp.ieee.802_3.pmd_auto_neg_advertised_caps.1000base_tfd")).isEqualTo("0");
        assertThat(d.get("lldp.ieee.802_3.pmd_mau_type")).isEqualTo("0x0010");
        assertThat(d.get("lldp.ieee.802_3.max_frame_size")).isEqualTo("1500");
        assertThat(d.get("lldp.media.subtype")).isEqualTo("0x01,0x02");
        assertThat(d.get("lldp.media.subtype.class")).isEqualTo("4");
        assertThat(d.get("lldp.media.app_type")).isEqualTo("1");
        assertThat(d.get("lldp.media.tag_flag")).isEqualTo("1");
        assertThat(d.get("lldp.media.vlan_id")).isEqualTo("100");
        assertThat(d.get("lldp.media.l2_prio")).isEqualTo("4");
        assertThat(d.get("lldp.media.dscp")).isEqualTo("46");
    }

    @Test
    void cdpSaysWhoAndWhere() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                """
                        01000ccccccc 020000000001 0059
                        aaaa03 00000c 2000 02 b4 423c 0001 0006 5231 0002 0011 00000001 01 01 cc 0004 c0000201
                        0003 0008 4661302f 0004 0008 00000029 0005 000b 494f530a392e31 000a 0006 0064 000b 0005 01 001a 0010 0000 0001 00000000 ffffffff""");
        assertThat(d.get("cdp.version")).isEqualTo("2");
        assertThat(d.get("cdp.ttl")).isEqualTo("180");
        assertThat(d.get("cdp.checksum")).isEqualTo("0x423c");
        assertThat(d.get("cdp.checksum.status")).isEqualTo("1");
        assertThat(d.get("cdp.tlv.type")).isEqualTo("0x0001,0x0002,0x0003,0x0004,0x0005,0x000a,0x000b,0x001a");
        assertThat(d.get("cdp.tlv.len")).isEqualTo("6,17,8,8,11,6,5,16");
        assertThat(d.get("cdp.deviceid")).isEqualTo("R1");
        assertThat(d.get("cdp.number_of_addresses")).isEqualTo("1");
        assertThat(d.get("cdp.protocol_type")).isEqualTo("0x01");
        assertThat(d.get("cdp.protocol")).isEqualTo("cc");
        assertThat(d.get("cdp.address_length")).isEqualTo("4");
        assertThat(d.get("cdp.nrgyz.ip_address")).isEqualTo("192.0.2.1");
        assertThat(d.get("cdp.portid")).isEqualTo("Fa0/");
        assertThat(d.get("cdp.capabilities")).isEqualTo("0x00000029");
        assertThat(d.get("cdp.capabilities.router")).isEqualTo("1");
        assertThat(d.get("cdp.capabilities.switch")).isEqualTo("1");
        assertThat(d.get("cdp.capabilities.trans_bridge")).isEqualTo("0");
        assertThat(d.get("cdp.software_version")).isEqualTo("IOS,9.1");
        assertThat(d.get("cdp.native_vlan")).isEqualTo("100");
        assertThat(d.get("cdp.duplex")).isEqualTo("1");
        assertThat(d.get("cdp.request_id")).isEqualTo("0");
        assertThat(d.get("cdp.power_available")).isEqualTo("0,4294967295");
        assertThat(d.info()).isEqualTo("Device ID: R1  Port ID: Fa0/");
    }

    @Test
    void udldNamesDeviceAndPort() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01000ccccccc 020000000001 0021
                aaaa03 00000c 0111 21 03 6d85 0001 0006 5331 0002 0007 476931 0003 0008 00000000""");
        assertThat(d.get("udld.version")).isEqualTo("1");
        assertThat(d.get("udld.opcode")).isEqualTo("1");
        assertThat(d.get("udld.flags")).isEqualTo("3");
        assertThat(d.get("udld.flags.rt")).isEqualTo("0x01");
        assertThat(d.get("udld.flags.rsy")).isEqualTo("0x01");
        assertThat(d.get("udld.checksum")).isEqualTo("0x6d85");
        assertThat(d.get("udld.tlv.type")).isEqualTo("0x0001,0x0002,0x0003");
        assertThat(d.get("udld.tlv.len")).isEqualTo("6,7,8");
        assertThat(d.get("udld.device_id")).isEqualTo("S1");
        assertThat(d.get("udld.sent_through_interface")).isEqualTo("Gi1");
        assertThat(d.get("udld.data")).isEqualTo("00000000");
        assertThat(d.info()).isEqualTo("Probe  Device ID: S1  Port ID: Gi1");
    }

    @Test
    void dtpTellsTheStateOfATrunk() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01000ccccccc 020000000001 0025
                aaaa03 00000c 2004 01 0001 0008 4c616200 0002 0005 84 0003 0005 a5 0004 000a 020000000010""");
        assertThat(d.get("dtp.version")).isEqualTo("1");
        assertThat(d.get("dtp.tlv_type")).isEqualTo("0x0001,0x0002,0x0003,0x0004");
        assertThat(d.get("dtp.tlv_len")).isEqualTo("8,5,5,10");
        assertThat(d.get("dtp.domain")).isEqualTo("Lab");
        assertThat(d.get("dtp.tos")).isEqualTo("0x01");
        assertThat(d.get("dtp.tas")).isEqualTo("0x04");
        assertThat(d.get("dtp.tot")).isEqualTo("0x05");
        assertThat(d.get("dtp.tat")).isEqualTo("0x05");
        assertThat(d.get("dtp.senderid")).isEqualTo("02:00:00:00:00:10");
        assertThat(d.info()).isEqualTo("Dynamic Trunk Protocol, Trunk/Auto");
    }

    @Test
    void vtpAdvertisesARevision() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01000ccccccc 020000000001 0050
                aaaa03 00000c 2003 01 01 00 05 6c61620000000000000000000000000000000000000000000000000000000000 00000002
                c0000207 393330333031303030393030 fb393cf67014e50aa79c7c5b193f6fe1""");
        assertThat(d.get("vtp.version")).isEqualTo("0x01");
        assertThat(d.get("vtp.code")).isEqualTo("0x01");
        assertThat(d.get("vtp.followers")).isEqualTo("0");
        assertThat(d.get("vtp.md_len")).isEqualTo("5");
        assertThat(d.get("vtp.md")).isEqualTo("lab");
        assertThat(d.get("vtp.conf_rev_num")).isEqualTo("2");
        assertThat(d.get("vtp.upd_id")).isEqualTo("192.0.2.7");
        assertThat(d.get("vtp.upd_ts")).isEqualTo("930301000900");
        assertThat(d.get("vtp.md5_digest")).isEqualTo("fb393cf67014e50aa79c7c5b193f6fe1");
        assertThat(d.info()).isEqualTo("Summary Advertisement, Revision: 2");
    }
}
