package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of tshark 4.0.17 on the same bytes, where nothing else is said.
class Dhcpv6Test {
    private static final String ADDRESS = "20010db8000000000000000000000001";

    private static Decoded solicit(String options) {
        return new DnsBytes().hex("01 abcdef").hex(options).udp(547);
    }

    /// A relay agent's message with these many others, and a solicit, one in the other.
    private static DnsBytes relayed(int deep) {
        var inner = new DnsBytes().hex("01 abcdef 0008 0002 000a");
        for (int i = 0; i < deep; i++)
            inner = new DnsBytes().u8(12, i).hex(ADDRESS).hex(ADDRESS).u16(9, inner.size()).raw(inner.bytes());
        return inner;
    }

    @Test
    void aClientsMessageHasATransaction() {
        var d = solicit("0001000e 0001 0001 12345678 02000000000a");
        assertThat(d.layers()).endsWith("udp", "dhcpv6");
        assertThat(d.get("dhcpv6.msgtype")).isEqualTo("1");
        assertThat(d.get("dhcpv6.xid")).isEqualTo("0xabcdef");
        assertThat(d.get("dhcpv6.option.type")).isEqualTo("1");
        assertThat(d.get("dhcpv6.option.length")).isEqualTo("14");
        assertThat(d.get("dhcpv6.duid.bytes")).isEqualTo("000100011234567802000000000a");
        assertThat(d.get("dhcpv6.duid.type")).isEqualTo("1");
        assertThat(d.get("dhcpv6.duidllt.hwtype")).isEqualTo("1");
        assertThat(d.get("dhcpv6.duidllt.time")).isEqualTo("Sep  4, 2009 22:51:36.000000000 UTC");
        assertThat(d.get("dhcpv6.duidllt.link_layer_addr")).isEqualTo("02:00:00:00:00:0a");
        assertThat(d.info()).isEqualTo("Solicit XID: 0xabcdef CID: 000100011234567802000000000a");
    }

    @ParameterizedTest
    @CsvSource({"0002000a 0002 00000009 61626364, duiden.identifier, 61626364",
            "0002000c 0003 001b 0203040506070809, duidll.link_layer_addr, 0203040506070809",
            "00060004 0017 0018, requested_option_code, '23,24'", "00070001 05, option_preference, 5",
            "00080002 000a, elapsed_time, 100", "000d0005 0002 616263, status_code, 2",
            "000d0005 0002 616263, status_msg, abc",
            "000f0009 0003 616263 0002 6465, userclass.opaque_data, '616263,6465'",
            "00100009 00000009 0003 616263, vendorclass.data, abc",
            "0011000a 00000009 0001 0002 6162, vendoropts.enterprise.option_data, 6162",
            "00120002 6162, interface_id, 6162", "00180012 03666f6f0362617200 036162630364656600, search_list_entry, "
                    + "'foo.bar.,abc.def.'",
            "0038000d 0003 0009 03666f6f0362617200, ntpserver.fqdn, foo.bar.",
            "00270005 01 03666f6f, client_domain, foo", "00270005 01 03666f6f, clientfqdn.client.s, 1",
            "005b0005 20 20010db8, s46_dmr.dmr_prefix, 2001:db8::", "00c80002 aabb, option.value, aabb"})
    void optionsHaveFieldsOfTheirOwn(String hex, String name, String value) {
        assertThat(solicit(hex).get("dhcpv6." + name)).isEqualTo(value);
    }

    @Test
    void anIdentityAssociationHoldsAddressesAndPrefixes() {
        var d = solicit("0003 0028 00000001 00000002 00000003 0005 0018" + ADDRESS + "0000000a 0000000b"
                + "0019 0029 00000004 00000005 00000006 001a 0019 0000000c 0000000d 38" + ADDRESS);
        assertThat(d.get("dhcpv6.iaid")).isEqualTo("00000001,00000004");
        assertThat(d.get("dhcpv6.iaid.t1")).isEqualTo("2,5");
        assertThat(d.get("dhcpv6.iaid.t2")).isEqualTo("3,6");
        assertThat(d.get("dhcpv6.iaaddr.ip")).isEqualTo("2001:db8::1");
        assertThat(d.get("dhcpv6.iaaddr.pref_lifetime")).isEqualTo("10");
        assertThat(d.get("dhcpv6.iaaddr.valid_lifetime")).isEqualTo("11");
        assertThat(d.get("dhcpv6.iaprefix.pref_len")).isEqualTo("56");
        assertThat(d.get("dhcpv6.iaprefix.pref_addr")).isEqualTo("2001:db8::1");
        assertThat(d.get("dhcpv6.option.type")).isEqualTo("3,5,25,26");
    }

    @Test
    void relayAgentsPutMessagesIntoTheirOwn() {
        var d = relayed(2).udp(547);
        assertThat(d.get("dhcpv6.msgtype")).isEqualTo("12,12,1");
        assertThat(d.get("dhcpv6.hopcount")).isEqualTo("1,0");
        assertThat(d.get("dhcpv6.linkaddr")).isEqualTo("2001:db8::1,2001:db8::1");
        assertThat(d.get("dhcpv6.peeraddr")).isEqualTo("2001:db8::1,2001:db8::1");
        assertThat(d.get("dhcpv6.xid")).isEqualTo("0xabcdef");
        assertThat(d.get("dhcpv6.elapsed_time")).isEqualTo("100");
        assertThat(d.info()).isEqualTo(
                "Relay-forw L: 2001:db8::1 Relay-forw L: 2001:db8::1 Solicit XID: 0xabcdef");
    }

    /// Eight options, one in the other, are read; the ninth is bytes.
    @Test
    void messagesWithinMessagesAreFollowedSoFar() {
        var d = relayed(1000).udp(547);
        assertThat(d.all("dhcpv6.msgtype")).hasSize(9);
        assertThat(d.all("dhcpv6.option.value")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0001", "00010004 00", "00010002 0001", "0003000c 00", "00180003 05 61", "0018 0001 c0", "0009 0001 0c",
            "0009 0000", "000f 0003 0005 61", "0059 0004 01 04 20 c0", "0038 0004 0003 0009", "ffff ffff"})
    void anOptionThatBreaksOffEndsWhereTheBytesDo(String hex) {
        assertThat(solicit(hex.replace(" ", "")).layers()).endsWith("dhcpv6");
    }
}
