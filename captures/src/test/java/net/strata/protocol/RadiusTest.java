package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of tshark 4.0.17 on the same bytes, where no specification is named.
class RadiusTest {
    /// A request with attributes.
    private static Decoded request(String attributes) {
        byte[] bytes = new DnsBytes().hex(attributes).bytes();
        return new DnsBytes().u8(1, 5).u16(20 + bytes.length).hex("000102030405060708090a0b0c0d0e0f").raw(bytes)
                .udp(1812);
    }

    /// RFC 2865 section 7.1: user nemo telnets in, the packet and its answer.
    @Test
    void theExampleOfRfc2865() {
        var d = new DnsBytes().hex("01 00 0038 0f403f9473978057bd83d5cb98f4227a 01 06 6e656d6f 02 12"
                + "0dbe708d93d413ce3196e43f782a0aee 04 06 c0a80110 05 06 00000003").udp(1812);
        assertThat(d.layers()).endsWith("udp", "radius");
        assertThat(d.get("radius.code")).isEqualTo("1");
        assertThat(d.get("radius.id")).isEqualTo("0");
        assertThat(d.get("radius.length")).isEqualTo("56");
        assertThat(d.get("radius.authenticator")).isEqualTo("0f403f9473978057bd83d5cb98f4227a");
        assertThat(d.get("radius.avp.type")).isEqualTo("1,2,4,5");
        assertThat(d.get("radius.avp.length")).isEqualTo("6,18,6,6");
        assertThat(d.get("radius.User_Name")).isEqualTo("nemo");
        assertThat(d.get("radius.User_Password_encrypted")).isEqualTo("0dbe708d93d413ce3196e43f782a0aee");
        assertThat(d.get("radius.NAS_IP_Address")).isEqualTo("192.168.1.16");
        assertThat(d.get("radius.NAS_Port")).isEqualTo("3");
        assertThat(d.info()).isEqualTo("Access-Request id=0");
    }

    @ParameterizedTest
    @CsvSource({"0306 07aabbcc, CHAP_Ident, 0x07", "0306 07aabbcc, CHAP_String, aabbcc",
            "0606 00000002, Service_Type, 2",
            "0806 fffffffe, Framed-IP-Address, 255.255.255.254", "3706 5d78c6e7, Event_Timestamp, "
                    + "'Sep 11, 2019 10:05:27.000000000 UTC'",
            "4006 0100000d, Tunnel_Type.tag, 0x01",
            "4006 0100000d, Tunnel_Type, 13", "5106 01313030, Tunnel_Private_Group_Id, 100",
            "5105 323030, Tunnel_Private_Group_Id.tag, ''", "5105 323030, Tunnel_Private_Group_Id, 200",
            "5f12 20010db8000000000000000000000000, NAS_IPv6_Address, 2001:db8::", "3806 3100007b, egress_vlanid, 123",
            "1a0a 00000009 01046162, avp.vendor_id, 9", "1a0a 00000009 01046162, avp.vendor_type, 1",
            "1a0a 00000009 01046162, Unknown_Attribute, 6162", "c804 aabb, Unknown_Attribute, aabb"})
    void attributesHaveFieldsOfTheirOwn(String hex, String name, String value) {
        assertThat(request(hex).get("radius." + name)).isEqualTo(value);
    }

    @Test
    void whatLiesBehindTheLengthIsNotRead() {
        var d = new DnsBytes().hex("02 05 0018").raw(new byte[16]).hex("12046869 0104ffff").udp(1813);
        assertThat(d.get("radius.Reply_Message")).isEqualTo("hi");
        assertThat(d.get("radius.avp.type")).isEqualTo("18");
    }

    /// RFC 2865 section 3: the length is 20 to 4096.
    @ParameterizedTest
    @CsvSource({"0105 0013", "0105 1001", "ff05 0014", "0005 0014"})
    void whatCannotBeRadiusIsData(String hex) {
        assertThat(new DnsBytes().hex(hex).raw(new byte[16]).udp(1812).layers()).endsWith("udp", "data");
    }

    @ParameterizedTest
    @CsvSource({"01", "0100", "01ff 61", "1a06 0000", "1a08 00000009 01ff", "4003 01", "3805 310000"})
    void anAttributeThatBreaksOffEndsWhereTheBytesDo(String hex) {
        assertThat(request(hex).layers()).endsWith("radius");
    }
}
