package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.strata.decode.Problem;
import net.strata.frame.LinkType;
import org.junit.jupiter.api.Test;

/// IPv6 and its extension headers (RFC 8200). The packets are built by hand, checksums included; values are those that
/// tshark 4.0.17 shows for the same bytes.
class Ipv6Test {
    /// From 2001:db8::1 to 2001:db8::2.
    private static final String ENDS = "20010db8000000000000000000000001 20010db8000000000000000000000002";
    /// From port 5000 to 6000, two bytes, with the checksum for those ends.
    private static final String UDP = "13881770000a180b6162";
    /// The same for the destination 2001:db8::ff.
    private static final String UDP_TO_FF = "13881770000a170e6162";

    private static Decoded decode(String... packets) {
        return Decoded.of(LinkType.RAW, packets);
    }

    @Test
    void everyFieldOfTheHeader() {
        Decoded d = decode("6b912345 000a 11 40" + ENDS + UDP);
        assertThat(d.layers()).containsExactly("raw", "ipv6", "udp", "data");
        assertThat(d.get("ipv6.version")).isEqualTo("6");
        assertThat(d.get("ip.version")).isEqualTo("6");
        assertThat(d.get("ipv6.tclass")).isEqualTo("0xb9");
        assertThat(d.get("ipv6.tclass.dscp")).isEqualTo("46"); // 0xb9 >> 2
        assertThat(d.get("ipv6.tclass.ecn")).isEqualTo("1");
        assertThat(d.get("ipv6.flow")).isEqualTo("0x012345");
        assertThat(d.get("ipv6.plen")).isEqualTo("10");
        assertThat(d.get("ipv6.nxt")).isEqualTo("17");
        assertThat(d.get("ipv6.hlim")).isEqualTo("64");
        assertThat(d.get("ipv6.addr")).isEqualTo("2001:db8::1,2001:db8::2");
        assertThat(d.get("udp.checksum.status")).isEqualTo("1");
    }

    @Test
    void aSourceRouteWithStopsLeftIsSummedOverItsLastStop() {
        Decoded d = decode(
                "6b912345 0022 2b 40" + ENDS + "11020001 00000000 20010db80000000000000000000000ff" + UDP_TO_FF);
        assertThat(d.get("ipv6.routing.type")).isEqualTo("0");
        assertThat(d.get("ipv6.routing.segleft")).isEqualTo("1");
        assertThat(d.get("ipv6.routing.src.addr")).isEqualTo("2001:db8::ff");
        assertThat(d.get("ipv6.dst")).isEqualTo("2001:db8::2");
        assertThat(d.get("udp.checksum.status")).isEqualTo("1");
    }

    @Test
    void aSegmentListStartsWithTheLastStop() {
        Decoded d = decode("6b912345 0032 2b 40" + ENDS
                + "11040401 01000000 20010db80000000000000000000000ff 20010db8000000000000000000000002" + UDP_TO_FF);
        assertThat(d.get("ipv6.routing.srh.addr")).isEqualTo("2001:db8::ff,2001:db8::2");
        assertThat(d.get("ipv6.routing.srh.last_entry")).isEqualTo("1");
        assertThat(d.get("udp.checksum.status")).isEqualTo("1");
    }

    @Test
    void optionsOfBothHeadersAreListed() {
        Decoded d = decode("6b912345 002a 00 40" + ENDS + "3c00 05020000 0100"
                + "1102 040103 c91020010db80000000000000000000000ff 00" + UDP_TO_FF);
        assertThat(d.layers()).containsExactly("raw", "ipv6", "ipv6.hopopts", "ipv6.dstopts", "udp", "data");
        assertThat(d.get("ipv6.hopopts.len_oct")).isEqualTo("8");
        assertThat(d.get("ipv6.dstopts.len_oct")).isEqualTo("24");
        assertThat(d.get("ipv6.opt.type")).isEqualTo("0x05,0x01,0x04,0xc9,0x00");
        assertThat(d.get("ipv6.opt.router_alert")).isEqualTo("0");
        assertThat(d.get("ipv6.opt.tel")).isEqualTo("3");
    }

    /// RFC 6275 section 6.3: from 2001:db8::ff to 2001:db8::2 the sum is that of ::1 to ::2, plus 0xfe.
    @Test
    void theHomeAddressIsTheSourceThatIsSummed() {
        Decoded d = decode("6b912345 002a 00 40" + ENDS + "3c00 05020000 0100"
                + "1102 040103 c91020010db80000000000000000000000ff 00" + "13881770000a170d6162");
        assertThat(0x180b - 0xfe).isEqualTo(0x170d);
        assertThat(d.get("ipv6.opt.mipv6.home_address")).isEqualTo("2001:db8::ff");
        assertThat(d.get("ipv6.src")).isEqualTo("2001:db8::1");
        assertThat(d.get("udp.checksum.status")).isEqualTo("1");
    }

    @Test
    void aJumboOptionGivesTheLength() {
        Decoded d = decode("6b912345 0000 00 40" + ENDS + "1100 c204 00000012" + UDP + "ffff");
        assertThat(d.get("ipv6.opt.jumbo")).isEqualTo("18"); // 8 bytes of options, 10 of UDP
        assertThat(d.get("udp.checksum.status")).isEqualTo("1");
        assertThat(d.get("data.data")).isEqualTo("6162");
    }

    @Test
    void fragmentsArePutTogether() {
        String first = "6b912345 0018 2c 40" + ENDS + "11000001 cafe0001 13881770001b97ba 3031323334353637";
        String last = "6b912345 0013 2c 40" + ENDS + "11000010 cafe0001 3839616263646566 58595a";
        Decoded alone = decode(first);
        assertThat(alone.layers()).containsExactly("raw", "ipv6", "ipv6.fraghdr", "data");
        assertThat(alone.get("ipv6.fraghdr.more")).isEqualTo("1");
        Decoded whole = decode(first, last);
        assertThat(whole.layers()).containsExactly("raw", "ipv6", "ipv6.fraghdr", "udp", "data");
        assertThat(whole.get("ipv6.fraghdr.offset")).isEqualTo("2");
        assertThat(whole.get("ipv6.fraghdr.ident")).isEqualTo("0xcafe0001");
        assertThat(whole.get("udp.checksum.status")).isEqualTo("1");
        assertThat(whole.get("data.data")).isEqualTo("3031323334353637383961626364656658595a");
    }

    @Test
    void theAuthenticationHeaderIsFollowed() {
        Decoded d = decode(
                "6b912345 0022 33 40" + ENDS + "11040000 00000100 00000007 0102030405060708090a0b0c" + UDP);
        assertThat(d.layers()).containsExactly("raw", "ipv6", "ah", "udp", "data");
        assertThat(d.get("ah.spi")).isEqualTo("0x00000100");
        assertThat(d.get("ah.sequence")).isEqualTo("7");
        assertThat(d.get("ah.icv")).isEqualTo("0102030405060708090a0b0c");
        assertThat(d.get("udp.checksum.status")).isEqualTo("1");
    }

    @Test
    void encryptedPayloadIsLeftAlone() {
        Decoded d = decode("6b912345 000c 32 40" + ENDS + "00000200 00000009 deadbeef");
        assertThat(d.layers()).containsExactly("raw", "ipv6", "esp");
        assertThat(d.get("esp.encrypted_data")).isEqualTo("deadbeef");
        assertThat(d.info()).isEqualTo("ESP (SPI=0x00000200)");
    }

    @Test
    void ipv6TravelsInIpv4() {
        Decoded d = decode("45000046 00010000 4029668c 0a000001 0a000002 6b912345 000a 11 40" + ENDS + UDP);
        assertThat(d.layers()).containsExactly("raw", "ip", "ipv6", "udp", "data");
        assertThat(d.get("ip.version")).isEqualTo("4,6");
        assertThat(d.get("udp.checksum.status")).isEqualTo("1");
    }

    @Test
    void anotherVersionIsNotReadOn() {
        Decoded d = Decoded.of(LinkType.IPV6, "5b912345 000a 11 40" + ENDS + UDP);
        assertThat(d.layers()).containsExactly("ipv6", "data");
        assertThat(d.problem()).isNotNull().extracting(Problem::text)
                .isEqualTo("IPv6 at byte 0: ipv6.version is 5, not 6");
    }

    @Test
    void aPayloadLengthBeyondTheFrameIsNotedAndReadingGoesOn() {
        Decoded d = decode("6b912345 00ff 11 40" + ENDS + UDP);
        assertThat(d.layers()).containsExactly("raw", "ipv6", "udp", "data");
        assertThat(d.problem()).isNotNull().extracting(Problem::kind).isEqualTo(Problem.Kind.SHORT);
        assertThat(d.get("data.data")).isEqualTo("6162");
    }
}
