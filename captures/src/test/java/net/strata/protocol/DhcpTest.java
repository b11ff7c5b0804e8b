package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of tshark 4.0.17 on the same bytes, where nothing else is said.
class DhcpTest {
    private static final String COOKIE = "63825363";

    /// A request from 02:00:00:00:00:01 with these names and what follows them.
    private static DnsBytes request(String serverName, String file, String rest) {
        return new DnsBytes().hex("01010600 01020304 00058000 00000000 c0000205 c0000201 c00002fe")
                .hex("020000000001").raw(new byte[10]).hex(serverName).raw(new byte[64 - serverName.length() / 2])
                .hex(file).raw(new byte[128 - file.length() / 2]).hex(rest);
    }

    private static Decoded options(String hex) {
        return request("", "", COOKIE + hex).udp(67);
    }

    @Test
    void theHeaderIsThatOfRfc2131Section2() {
        var d = request("6162", "632f64", COOKIE + "350101 ff").udp(68);
        assertThat(d.layers()).endsWith("udp", "dhcp");
        assertThat(d.get("dhcp.type")).isEqualTo("1");
        assertThat(d.get("dhcp.hw.type")).isEqualTo("0x01");
        assertThat(d.get("dhcp.hw.len")).isEqualTo("6");
        assertThat(d.get("dhcp.hops")).isEqualTo("0");
        assertThat(d.get("dhcp.id")).isEqualTo("0x01020304");
        assertThat(d.get("dhcp.secs")).isEqualTo("5");
        assertThat(d.get("dhcp.flags")).isEqualTo("0x8000");
        assertThat(d.get("dhcp.flags.bc")).isEqualTo("1");
        assertThat(d.get("dhcp.flags.reserved")).isEqualTo("0x0000");
        assertThat(d.get("dhcp.ip.client")).isEqualTo("0.0.0.0");
        assertThat(d.get("dhcp.ip.your")).isEqualTo("192.0.2.5");
        assertThat(d.get("dhcp.ip.server")).isEqualTo("192.0.2.1");
        assertThat(d.get("dhcp.ip.relay")).isEqualTo("192.0.2.254");
        assertThat(d.get("dhcp.hw.mac_addr")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.get("dhcp.hw.addr_padding")).isEqualTo("00".repeat(10));
        assertThat(d.get("dhcp.server")).isEqualTo("ab");
        assertThat(d.get("dhcp.file")).isEqualTo("c/d");
        assertThat(d.get("dhcp.cookie")).isEqualTo("99.130.83.99");
        assertThat(d.info()).isEqualTo("DHCP Discover - Transaction ID 0x01020304");
    }

    /// RFC 951 section 3: 64 bytes that vendors use as they like.
    @Test
    void withoutTheCookieItIsBootp() {
        var d = request("", "", "01020304" + "00".repeat(60)).udp(68);
        assertThat(d.get("dhcp.bootp")).isEqualTo("1");
        assertThat(d.get("dhcp.vendor_specific_options")).startsWith("01020304").hasSize(128);
        assertThat(d.fields()).doesNotContainKeys("dhcp.cookie", "dhcp.option.type");
        assertThat(d.info()).isEqualTo("Boot Request - Transaction ID 0x01020304");
    }

    @ParameterizedTest
    @CsvSource({"0104 ffffff00, subnet_mask, 255.255.255.0", "0204 ffffff9c, time_offset, -100",
            "0308 c0000201 c0000202, router, '192.0.2.1,192.0.2.2'", "0604 c0000201, domain_name_server, 192.0.2.1",
            "0c04 61620063, hostname, ab", "0f05 61620a1b63, domain_name, ab\\n\\x1bc",
            "1a02 05dc, interface_mtu, 1500",
            "2108 c0000201 c0000202, static_route.router, 192.0.2.2", "3204 c0000205, requested_ip_address, 192.0.2.5",
            "3304 00000e10, ip_address_lease_time, 3600", "3604 c0000201, dhcp_server_id, 192.0.2.1",
            "3703 010306, request_list_item, '1,3,6'", "3902 024e, dhcp_max_message_size, 590",
            "3c09 505845436c69656e74, vendor_class_id, PXEClient", "5d04 00000007, client_system_architecture, '0,7'",
            "770b 0362617200 03666f6fc000, dhcp_dns_domain_search_list_fqdn, 'bar,foo.bar'",
            "7805 01 c0000201, sip_server.address, 192.0.2.1", "7805 0003 616200, sip_server.name, ''",
            "790d 18c00002c0000201 00c00002fe, classless_static_route, '18c00002c0000201,00c00002fe'",
            "c802 aabb, value, aabb", "0103 ffff00, subnet_mask, ''"})
    void optionsHaveFieldsOfTheirOwn(String hex, String name, String value) {
        assertThat(options(hex.replace(" ", "") + "ff").get("dhcp.option." + name)).isEqualTo(value);
    }

    /// RFC 6926 section 6.2.2 counts from 2000: 0x0a is ten seconds after that.
    @Test
    void timesOfLeaseQueriesCountFrom2000() {
        var d = options("98040000000aff");
        assertThat(d.get("dhcp.option.bulk_lease.base_time")).isEqualTo("Jan  1, 2000 00:00:10.000000000 UTC");
    }

    @ParameterizedTest
    @CsvSource({"01020000000001, hw.mac_addr, '02:00:00:00:00:01,02:00:00:00:00:01'",
            "02aabbccddee01, client_hardware_address, aabbccddee01", "00616263, client_id.undef, abc",
            "00112233445566778899aabbccddeeff00, client_id.uuid, 44332211-6655-8877-99aa-bbccddeeff00",
            "ff00000001000100012345678902000000000a, client_id.link_layer_address, 02:00:00:00:00:0a",
            "ff00000001000100012345678902000000000a, client_id.iaid, 00000001",
            "ff00000001000100012345678902000000000a, client_id.time, 591751049",
            "ff00000001000200000009aabb, client_id.enterprise_num, 9", "616263, option.value, 616263"})
    void aClientIdentifierShowsWhatItIsInItsFirstByteAndItsLength(String hex, String name, String value) {
        var d = options("3d" + "%02x".formatted(hex.length() / 2) + hex + "ff");
        assertThat(d.get("dhcp." + name)).isEqualTo(value);
    }

    @Test
    void relayAgentsAddSuboptions() {
        var d = options("5217 010401020304 02026162 0504c0000201 0a0180 aa0100 ff".replace(" ", ""));
        assertThat(d.get("dhcp.option.agent_information_option.suboption")).isEqualTo("1,2,5,10,170");
        assertThat(d.get("dhcp.option.agent_information_option.agent_circuit_id")).isEqualTo("01020304");
        assertThat(d.get("dhcp.option.agent_information_option.agent_remote_id")).isEqualTo("6162");
        assertThat(d.get("dhcp.option.agent_information_option.link_selection")).isEqualTo("192.0.2.1");
        assertThat(d.get("dhcp.option.agent_information_option.flags")).isEqualTo("0x80");
        assertThat(d.get("dhcp.option.agent_information_option.value")).isEqualTo("00");
    }

    /// RFC 4702 section 2: with bit E the name is written as in DNS, else as text.
    @ParameterizedTest
    @CsvSource({"510a 000000 666f6f2e626172, 0", "510c 050000 03666f6f0362617200, 1"})
    void aDomainNameIsWrittenInEitherOfTwoWays(String hex, String encoded) {
        var d = options(hex.replace(" ", "") + "ff");
        assertThat(d.get("dhcp.fqdn.e")).isEqualTo(encoded);
        assertThat(d.get("dhcp.fqdn.name")).isEqualTo("foo.bar");
    }

    @Test
    void optionsMayGoOnWhereTheNamesWouldBe() {
        var d = request("380161ff", "380162 340103 ff".replace(" ", ""), COOKIE + "350105 340103 ff".replace(" ", ""))
                .udp(67);
        assertThat(d.get("dhcp.option.message")).isEqualTo("a,b");
        assertThat(d.get("dhcp.option.option_overload")).isEqualTo("3,3"); // the second is not followed
        assertThat(d.fields()).doesNotContainKeys("dhcp.server", "dhcp.file");
        assertThat(d.info()).startsWith("DHCP ACK");
    }

    @Test
    void paddingIsOneOptionHoweverLongItIs() {
        var d = options("000000 350102 ff 0000".replace(" ", ""));
        assertThat(d.get("dhcp.option.type")).isEqualTo("0,53,255");
        assertThat(d.get("dhcp.option.padding")).isEqualTo("000000,0000");
        assertThat(d.get("dhcp.option.dhcp")).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({"35", "3501", "3504 01", "3405", "52ff 01ff 00", "7702 c000", "7900", "3d", "51 01 04",
            "7d05 00000de9 ff"})
    void anOptionThatBreaksOffEndsWhereTheBytesDo(String hex) {
        assertThat(options(hex.replace(" ", "")).layers()).endsWith("dhcp");
    }
}
