package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of tshark 4.0.17 on the same bytes, where no specification is named.
class LdpTest {
    /// A PDU with these messages.
    private static DnsBytes pdu(String messages) {
        byte[] bytes = new DnsBytes().hex(messages).bytes();
        return new DnsBytes().u16(1, 6 + bytes.length).hex("c0000201 0000").raw(bytes);
    }

    @Test
    void aHelloTellsHoldTimeAndAddress() {
        var d = pdu("0100 0014 00000001 0400 0004 000f 4000 0401 0004 ac100002").udp(646);
        assertThat(d.layers()).endsWith("udp", "ldp");
        assertThat(d.get("ldp.hdr.version")).isEqualTo("1");
        assertThat(d.get("ldp.hdr.pdu_len")).isEqualTo("30"); // 6 and 4 + 20
        assertThat(d.get("ldp.hdr.ldpid.lsr")).isEqualTo("192.0.2.1");
        assertThat(d.get("ldp.msg.type")).isEqualTo("0x0100");
        assertThat(d.get("ldp.msg.len")).isEqualTo("20");
        assertThat(d.get("ldp.msg.id")).isEqualTo("0x00000001");
        assertThat(d.get("ldp.msg.tlv.type")).isEqualTo("0x0400,0x0401");
        assertThat(d.get("ldp.msg.tlv.hello.hold")).isEqualTo("15");
        assertThat(d.get("ldp.msg.tlv.hello.targeted")).isEqualTo("0");
        assertThat(d.get("ldp.msg.tlv.hello.requested")).isEqualTo("1");
        assertThat(d.get("ldp.msg.tlv.ipv4.taddr")).isEqualTo("172.16.0.2");
        assertThat(d.info()).isEqualTo("Hello");
    }

    @Test
    void aMappingGivesALabelToPrefixes() {
        var d = pdu(
                "0400 0024 00000007 0100 000f 02 0001 18 c00002 02 0002 20 20010db8 0200 0004 00000003 0103 0001 02")
                .udp(646);
        assertThat(d.get("ldp.msg.tlv.fec.type")).isEqualTo("2,2");
        assertThat(d.get("ldp.msg.tlv.fec.len")).isEqualTo("24,32");
        assertThat(d.get("ldp.msg.tlv.fec.pfval")).isEqualTo("192.0.2.0,2001:db8::");
        assertThat(d.get("ldp.msg.tlv.generic.label")).isEqualTo("3");
        assertThat(d.get("ldp.msg.tlv.hc.value")).isEqualTo("2");
    }

    /// RFC 5036 sections 3.5.1, 3.5.3 and 3.5.5.
    @ParameterizedTest
    @CsvSource({"0001 0012 00000001 0300 000a 8000000a 00000000 0000, status.ebit, 1",
            "0001 0012 00000001 0300 000a 8000000a 00000000 0000, status.data, 0x0000000a",
            "0200 0016 00000001 0500 000e 0001 001e 4020 1000 c0000202 0000, sess.ka, 30",
            "0200 0016 00000001 0500 000e 0001 001e 4020 1000 c0000202 0000, sess.ldetbit, 1",
            "0200 0016 00000001 0500 000e 0001 001e 4020 1000 c0000202 0000, sess.rxlsr, 192.0.2.2",
            "0300 0012 00000001 0101 000a 0001 c0000201 c0000202, addrl.addr, '192.0.2.1,192.0.2.2'",
            "0300 000a 00000001 8999 0002 abcd, value, abcd", "0300 000a 00000001 8999 0002 abcd, unknown, 0x02"})
    void otherMessagesHaveFieldsOfTheirOwn(String hex, String name, String value) {
        assertThat(pdu(hex).udp(646).get("ldp.msg.tlv." + name)).isEqualTo(value);
    }

    @Test
    void pdusAndMessagesFollowOneAnother() { // and the start of another PDU is data
        var one = pdu("0201 0004 00000001 0201 0004 00000002");
        var d = new DnsBytes().raw(one.bytes()).raw(one.bytes()).hex("0001").udp(646);
        assertThat(d.layers()).endsWith("udp", "ldp", "ldp", "data");
        assertThat(d.get("ldp.msg.id")).isEqualTo("0x00000001,0x00000002,0x00000001,0x00000002");
        assertThat(d.info()).isEqualTo("Keep Alive, Keep Alive");
    }

    @ParameterizedTest
    @CsvSource({"0002 0006 c0000201 0000", "0001 0005 c0000201 0000", "0001 0007 c0000201 0000"})
    void whatIsNoWholePduIsData(String hex) {
        assertThat(new DnsBytes().hex(hex).udp(646).layers()).endsWith("udp", "data");
    }

    @ParameterizedTest
    @CsvSource({"0400", "0400 0004", "0400 00ff 00000001 0100", "0400 0009 00000001 0100 0001 02",
            "0400 000c 00000001 0100 0004 02 0001 ff", "0300 000a 00000001 0101 0002 0001",
            "0001 0008 00000001 0300 0000"})
    void aMessageThatBreaksOffIsReadSoFar(String hex) {
        assertThat(pdu(hex).udp(646).layers()).endsWith("ldp");
    }
}
