package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// Routers that share an address: VRRP (RFC 3768, RFC 5798) and HSRP (RFC 2281). The packets are built by hand; values are those
/// that tshark 4.0.17 shows for the same bytes.
class RouterRedundancyTest {
    @Test
    void vrrp2CountsInSeconds() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e000012 020000000001 0800
                4500 0028 0000 0000 ff70 0000 c0000202 e0000012
                21 07 64 01 01 01 1687 c0000201 7365637265740000""");
        assertThat(d.get("vrrp.version")).isEqualTo("2");
        assertThat(d.get("vrrp.type")).isEqualTo("1");
        assertThat(d.get("vrrp.virt_rtr_id")).isEqualTo("7");
        assertThat(d.get("vrrp.prio")).isEqualTo("100");
        assertThat(d.get("vrrp.addr_count")).isEqualTo("1");
        assertThat(d.get("vrrp.auth_type")).isEqualTo("1");
        assertThat(d.get("vrrp.adver_int")).isEqualTo("1");
        assertThat(d.get("vrrp.checksum")).isEqualTo("0x1687");
        assertThat(d.get("vrrp.checksum.status")).isEqualTo("0");
        assertThat(d.get("vrrp.ip_addr")).isEqualTo("192.0.2.1");
        assertThat(d.get("vrrp.auth_string")).isEqualTo("secret");
        assertThat(d.info()).isEqualTo("Announcement (v2), router 7, priority 100");
    }

    @Test
    void vrrp3CountsInHundredths() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e000012 020000000001 0800
                4500 0020 0000 0000 ff70 0000 c0000202 e0000012
                31 01 64 01 0064 0000 c0000201""");
        assertThat(d.get("vrrp.version")).isEqualTo("3");
        assertThat(d.get("vrrp.type")).isEqualTo("1");
        assertThat(d.get("vrrp.virt_rtr_id")).isEqualTo("1");
        assertThat(d.get("vrrp.prio")).isEqualTo("100");
        assertThat(d.get("vrrp.addr_count")).isEqualTo("1");
        assertThat(d.get("vrrp.reserved_mbz")).isEqualTo("0");
        assertThat(d.get("vrrp.short_adver_int")).isEqualTo("100");
        assertThat(d.get("vrrp.checksum")).isEqualTo("0x0000");
        assertThat(d.get("vrrp.checksum.status")).isEqualTo("0");
        assertThat(d.get("vrrp.ip_addr")).isEqualTo("192.0.2.1");
        assertThat(d.info()).isEqualTo("Announcement (v3), router 1, priority 100");
    }

    @Test
    void hsrpHasAStateAndAPassword() {
        Decoded d = Decoded.of(LinkType.ETHERNET, """
                01005e000002 020000000001 0800
                4500 0030 0000 0000 0111 0000 c0000202 e0000002
                07c1 07c1 001c 0000 00 01 10 03 0a 78 01 00 636973636f000000 c0000201""");
        assertThat(d.get("hsrp.version")).isEqualTo("0");
        assertThat(d.get("hsrp.opcode")).isEqualTo("1");
        assertThat(d.get("hsrp.state")).isEqualTo("16");
        assertThat(d.get("hsrp.hellotime")).isEqualTo("3");
        assertThat(d.get("hsrp.holdtime")).isEqualTo("10");
        assertThat(d.get("hsrp.priority")).isEqualTo("120");
        assertThat(d.get("hsrp.group")).isEqualTo("1");
        assertThat(d.get("hsrp.reserved")).isEqualTo("0");
        assertThat(d.get("hsrp.auth_data")).isEqualTo("cisco");
        assertThat(d.get("hsrp.virt_ip")).isEqualTo("192.0.2.1");
        assertThat(d.info()).isEqualTo("Coup (state Active)");
    }

    @Test
    void hsrp2HasElements() {
        Decoded d = Decoded.of(LinkType.ETHERNET,
                """
                        01005e000002 020000000001 0800
                        4500 0050 0000 0000 0111 0000 c0000202 e0000066
                        07c1 07c1 003c 0000 01 28 02 00 06 04 0001 020000000001 00000064 00000bb8 00002710 c0000209 000000000000000000000000
                        03 08 636973636f000000""");
        assertThat(d.get("hsrp2.group_state_tlv")).isEqualTo("1");
        assertThat(d.get("hsrp2.version")).isEqualTo("2");
        assertThat(d.get("hsrp2.opcode")).isEqualTo("0");
        assertThat(d.get("hsrp2.state")).isEqualTo("6");
        assertThat(d.get("hsrp2.ipversion")).isEqualTo("4");
        assertThat(d.get("hsrp2.group")).isEqualTo("1");
        assertThat(d.get("hsrp2.identifier")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.get("hsrp2.priority")).isEqualTo("100");
        assertThat(d.get("hsrp2.hellotime")).isEqualTo("3000");
        assertThat(d.get("hsrp2.holdtime")).isEqualTo("10000");
        assertThat(d.get("hsrp2.virt_ip")).isEqualTo("192.0.2.9");
        assertThat(d.get("hsrp2.auth_data")).isEqualTo("cisco");
        assertThat(d.info()).isEqualTo("Hello (state Active)");
    }
}
