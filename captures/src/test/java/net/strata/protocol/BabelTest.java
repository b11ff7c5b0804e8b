package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of tshark 4.0.17 on the same bytes, where no specification is named.
class BabelTest {
    private static Decoded babel(String messages) {
        byte[] body = new DnsBytes().hex(messages).bytes();
        return new DnsBytes().hex("2a02").u16(body.length).raw(body).udp(6696);
    }

    /// The address of an "I heard you" is as RFC 8966 section 4.6.6 has it: tshark takes two fields before it for it.
    @Test
    void messagesFollowOneAnother() {
        var d = babel("0406 0000 de0b 0190  050e 03 00 0060 04b0 8d84d538a212c6dd  00  060a 0000 d681d7fffeba9111"
                + "081a 02 80 80 00 0640 31ac ffff fd77e11e3d7300000000000000000151");
        assertThat(d.layers()).endsWith("udp", "babel");
        assertThat(d.get("babel.magic")).isEqualTo("42");
        assertThat(d.get("babel.version")).isEqualTo("2");
        assertThat(d.get("babel.bodylen")).isEqualTo("65");
        assertThat(d.get("babel.message.type")).isEqualTo("4,5,0,6,8");
        assertThat(d.get("babel.message.seqno")).isEqualTo("0xde0b,0x31ac");
        assertThat(d.get("babel.message.interval")).isEqualTo("400,1200,1600");
        assertThat(d.get("babel.message.ae")).isEqualTo("3,2");
        assertThat(d.get("babel.message.rxcost")).isEqualTo("0x0060");
        assertThat(d.get("babel.message.routerid")).isEqualTo("d681d7fffeba9111");
        assertThat(d.get("babel.message.flags")).isEqualTo("0x80");
        assertThat(d.get("babel.message.plen")).isEqualTo("128");
        assertThat(d.get("babel.message.omitted")).isEqualTo("0");
        assertThat(d.get("babel.message.metric")).isEqualTo("65535");
        assertThat(d.get("babel.message.prefix")).isEqualTo("8d84d538a212c6dd,fd77e11e3d7300000000000000000151");
        assertThat(d.info()).isEqualTo("Babel hello ihu pad1 router-id update");
    }

    @Test
    void messagesMayHoldOthers() {
        var d = babel("040c 0000 0001 0190 0304 00000009");
        assertThat(d.get("babel.subtlv.type")).isEqualTo("3");
        assertThat(d.get("babel.subtlv.length")).isEqualTo("4");
    }

    /// RFC 8966 section 4.6.9: of a /24, one byte is omitted here.
    @Test
    void aPrefixIsAsLongAsItMustBe() {
        var d = babel("0812 01 00 18 01 0640 0001 0002 0001 0304 00000009");
        assertThat(d.get("babel.message.prefix")).isEqualTo("0001");
        assertThat(d.get("babel.subtlv.type")).isEqualTo("3");
    }

    @Test
    void whatStandsBehindTheBodyIsReadToo() {
        var d = new DnsBytes().hex("2a02 0002 0100 1002 abcd").udp(6696);
        assertThat(d.get("babel.message.type")).isEqualTo("1,16");
    }

    @ParameterizedTest
    @CsvSource({"04", "0406", "0406 00", "0508 03 00", "0814 02", "0814 02 80 ff ff 0000 0000 0000 ff", "0902 02",
            "0a10 02 ff", "0508 07 00 0000 0000 ff"})
    void aMessageThatBreaksOffIsReadSoFar(String hex) {
        assertThat(babel(hex.replace(" ", "")).layers()).endsWith("babel");
    }

    @Test
    void withoutTheMagicNumberItIsNothing() {
        var d = new DnsBytes().hex("2b02 0000 00").udp(6696);
        assertThat(d.layers()).endsWith("babel", "data");
        assertThat(d.problem()).isNotNull();
    }
}
