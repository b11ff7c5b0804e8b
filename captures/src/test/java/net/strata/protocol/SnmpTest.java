package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of tshark 4.0.17 on the same bytes, where nothing else is said.
class SnmpTest {
    /// sysUpTime.0
    private static final String NAME = "06082b06010201010300";
    private static final String COMMUNITY = "04067075626c6963";

    /// A value of the basic encoding rules, of less than 65536 bytes.
    private static String value(int tag, String... contents) {
        String content = String.join("", contents).replace(" ", "");
        int length = content.length() / 2;
        String size = length < 128 ? "%02x".formatted(length) : "82%04x".formatted(length);
        return "%02x".formatted(tag) + size + content;
    }

    private static String binding(String value) {
        return value(0x30, NAME, value);
    }

    private static Decoded snmp(String... contents) {
        return new DnsBytes().hex(value(0x30, contents)).udp(161);
    }

    private static Decoded response(String... bindings) {
        return snmp("020101", COMMUNITY, value(0xa2, "020411223344", "020102", "020101", value(0x30, bindings)));
    }

    @Test
    void aResponseHasErrorsAndBindings() {
        var d = response(binding("0500"), binding("02027fff"));
        assertThat(d.layers()).endsWith("udp", "snmp");
        assertThat(d.get("snmp.version")).isEqualTo("1");
        assertThat(d.get("snmp.community")).isEqualTo("public");
        assertThat(d.get("snmp.data")).isEqualTo("2");
        assertThat(d.get("snmp.request_id")).isEqualTo("287454020"); // 0x11223344
        assertThat(d.get("snmp.error_status")).isEqualTo("2");
        assertThat(d.get("snmp.error_index")).isEqualTo("1");
        assertThat(d.get("snmp.variable_bindings")).isEqualTo("2");
        assertThat(d.get("snmp.name")).isEqualTo("1.3.6.1.2.1.1.3.0,1.3.6.1.2.1.1.3.0");
        assertThat(d.info()).isEqualTo("get-response 1.3.6.1.2.1.1.3.0 1.3.6.1.2.1.1.3.0");
    }

    /// 2.999.3 is the example of X.690 section 8.19; what has no end is not shown. 2^63 needs a ninth byte.
    @ParameterizedTest
    @CsvSource({"0202fffb, value.int, -5", "0403616263, value.octets, 616263", "06032b0601, value.oid, 1.3.6.1",
            "0603883703, value.oid, 2.999.3", "060388378f, value.oid, 2.999", "06032b8f7f, value.oid, 1.3.2047",
            "4004c0000201, value.ipv4, 192.0.2.1", "410500ffffffff, value.counter, 4294967295",
            "42010a, value.g32, 10", "43020102, value.timeticks, 258", "4402aabb, value.opaque, aabb",
            "46050102030405, value.counter, 4328719365", "4609008000000000000000, value.counter, 9223372036854775808",
            "8000, noSuchObject, 1", "8100, noSuchInstance, 1", "8200, endOfMibView, 1"})
    void valuesAreToldByTheirType(String value, String name, String expected) {
        assertThat(response(binding(value)).get("snmp." + name)).isEqualTo(expected);
    }

    @Test
    void aBulkRequestCountsRepetitions() {
        var d = snmp("020101", COMMUNITY, value(0xa5, "020101", "020101", "02010a", value(0x30, binding("0500"))));
        assertThat(d.get("snmp.non_repeaters")).isEqualTo("1");
        assertThat(d.get("snmp.max_repetitions")).isEqualTo("10");
        assertThat(d.fields()).doesNotContainKey("snmp.error_status");
        assertThat(d.info()).isEqualTo("getBulkRequest 1.3.6.1.2.1.1.3.0");
    }

    @Test
    void theTrapOfVersion1HasAFormOfItsOwn() {
        var d = snmp("020100", COMMUNITY, value(0xa4, "06052b06010401", "4004c0000201", "020106", "020111", "43020100",
                value(0x30, binding("0500"))));
        assertThat(d.get("snmp.enterprise")).isEqualTo("1.3.6.1.4.1");
        assertThat(d.get("snmp.agent_addr")).isEqualTo("192.0.2.1");
        assertThat(d.get("snmp.generic_trap")).isEqualTo("6");
        assertThat(d.get("snmp.specific_trap")).isEqualTo("17");
        assertThat(d.get("snmp.time_stamp")).isEqualTo("256");
        assertThat(d.get("snmp.variable_bindings")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("trap 1.3.6.1.4.1 1.3.6.1.2.1.1.3.0");
    }

    private static Decoded version3(String flags, String data) {
        String security = value(0x30, "040980001f8880aabbccdd", "020103", "020203e8", "040475736572", "0402abcd",
                "0400");
        return snmp("020103", value(0x30, "02014d", "020300ffe3", "0401" + flags, "020103"), value(4, security), data);
    }

    @Test
    void version3HasUsersAndEngines() {
        var d = version3("04", value(0x30, "040980001f8880aabbccdd", "0403637478",
                value(0xa0, "020101", "020100", "020100", value(0x30, binding("0500")))));
        assertThat(d.get("snmp.msgVersion")).isEqualTo("3");
        assertThat(d.get("snmp.msgID")).isEqualTo("77");
        assertThat(d.get("snmp.msgMaxSize")).isEqualTo("65507");
        assertThat(d.get("snmp.msgFlags")).isEqualTo("04");
        assertThat(d.get("snmp.v3.flags.report")).isEqualTo("1");
        assertThat(d.get("snmp.v3.flags.crypt")).isEqualTo("0");
        assertThat(d.get("snmp.msgSecurityModel")).isEqualTo("3");
        assertThat(d.get("snmp.msgAuthoritativeEngineID")).isEqualTo("80001f8880aabbccdd");
        assertThat(d.get("snmp.msgAuthoritativeEngineBoots")).isEqualTo("3");
        assertThat(d.get("snmp.msgAuthoritativeEngineTime")).isEqualTo("1000");
        assertThat(d.get("snmp.msgUserName")).isEqualTo("user");
        assertThat(d.get("snmp.msgAuthenticationParameters")).isEqualTo("abcd");
        assertThat(d.get("snmp.msgData")).isEqualTo("0");
        assertThat(d.get("snmp.contextName")).isEqualTo("ctx");
        assertThat(d.get("snmp.name")).isEqualTo("1.3.6.1.2.1.1.3.0");
        assertThat(d.info()).isEqualTo("get-request 1.3.6.1.2.1.1.3.0");
    }

    @Test
    void whatIsEncryptedIsBytes() {
        var d = version3("07", "0404aabbccdd");
        assertThat(d.get("snmp.msgData")).isEqualTo("1");
        assertThat(d.get("snmp.encryptedPDU")).isEqualTo("aabbccdd");
        assertThat(d.get("snmp.v3.flags.crypt")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("encryptedPDU");
    }

    /// Every start of a message, and lengths of no meaning.
    @Test
    void aMessageThatBreaksOffIsReadSoFar() {
        String whole = value(0x30, "020101", COMMUNITY, value(0xa2, "020101", "020100", "020100",
                value(0x30, binding("0500"))));
        byte[] bytes = HexFormat.of().parseHex(whole);
        for (int i = 1; i < bytes.length; i++)
            assertThat(new DnsBytes().hex(whole.substring(0, 2 * i)).udp(161).layers()).endsWith("snmp");
        for (String odd : new String[]{"3080", "3084ffffffff", "3085", "30820500020100", "30ff", "1f1f1f",
                "3003020500"})
            assertThat(new DnsBytes().hex(odd).udp(161).layers()).endsWith("snmp");
    }
}
