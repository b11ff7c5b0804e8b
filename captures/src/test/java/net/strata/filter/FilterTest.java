package net.strata.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import net.strata.decode.Cursor;
import net.strata.frame.Batch;
import net.strata.frame.LinkType;
import net.strata.protocol.Protocols;
import net.strata.session.Session;
import net.strata.wire.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What filters say of one frame: `GET /` from 192.0.2.1 port 40000 to 198.51.100.7 port 80, TTL 64, flags PSH and ACK.
/// That they agree with tshark on many frames is shown elsewhere, by FilterConformanceTest.
final class FilterTest {
    private static final String FRAME = """
            020000000002 020000000001 0800
            4500002d 00014000 40060000 c0000201 c6336407
            9c400050 00000001 00000001 501803e8 00000000
            474554202f""";

    static Cursor cursor(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        var batch = new Batch(bytes.length);
        System.arraycopy(bytes, 0, batch.data, 0, bytes.length);
        batch.used = bytes.length;
        batch.add(0, bytes.length, bytes.length, 1_600_000_000_000_000_000L, 9, LinkType.ETHERNET, 0);
        new Session().see(batch);
        var cursor = new Cursor(Protocols.DATA, null);
        cursor.walk(batch, 0, Protocols.link(LinkType.ETHERNET));
        return cursor;
    }

    private static boolean chosen(String filter) throws FilterException {
        return Filter.parse(filter).matches(cursor(FRAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "tcp", "eth", "frame", "ip.ttl", "ip.ttl == 64", "ip.ttl eq 0x40",
            "ip.ttl == 0100",
            "ip.ttl == 0b1000000", "ip.ttl == '@'", "ip.ttl < 65", "ip.ttl > -1", "tcp.port == 80", "tcp.port == 40000",
            "tcp.port != 443", "any tcp.port != 80", "tcp.port !== 80", "tcp.port ~= 80", "all tcp.port >= 80",
            "ip.proto === 6", "ip.proto == \"TCP\"", "ip.proto == TCP",
            "tcp.flags.push == 1", "tcp.flags.push == True", "tcp.flags.push == \"Set\"", "tcp.flags.syn == false",
            "tcp.flags & 0x10", "tcp.flags & 0x18 == 24", "tcp.flags.syn"})
    void numbersAndFlags(String filter) throws FilterException {
        assertThat(chosen(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "arp", "ip.ttl == 65", "tcp.port == 443", "tcp.port != 80", "tcp.port === 80",
            "all tcp.port > 80", "tcp.flags & 2", "tcp.flags.syn == 1", "udp.port != 53", "!tcp",
            "tcp.port not in {80}", "ip.src == 192.0.2.1/32 && arp"})
    void whatIsNotSo(String filter) throws FilterException {
        assertThat(chosen(filter)).isFalse();
    }

    /// A comparison with a field that is not there does not hold, so its negation does.
    @Test
    void aFieldThatIsMissingCompares() throws FilterException {
        assertThat(chosen("udp.port == 53")).isFalse();
        assertThat(chosen("udp.port != 53")).isFalse();
        assertThat(chosen("!(udp.port == 53)")).isTrue();
        assertThat(chosen("udp.port in {53}")).isFalse();
        assertThat(chosen("udp.port not in {53}")).isTrue();
        assertThat(chosen("count(udp.port) == 0")).isFalse();
        assertThat(chosen("ip.ttl == udp.port")).isFalse();
    }

    /// 198.51.100.7 is 0xc6336407.
    @ParameterizedTest
    @ValueSource(strings = {"ip.src == 192.0.2.1", "ip.addr == 198.51.100.0/24", "ip.addr == 198.51.100.8/28",
            "ip.addr != 10.0.0.0/8", "ip.src < ip.dst", "ip.src in {192.0.2.0..192.0.2.9}", "ip.dst[0:2] == c6:33",
            "ip.dst & 255.255.255.0 == 198.51.100.0", "eth.src == 02:00:00:00:00:01", "eth.src == 02-00-00-00-00-01",
            "eth.dst == 0200.0000.0002", "eth.src[5] == 1", "eth.src[-1] == 01", "eth.src[0:3] == 02:00:00",
            "eth.src[0,5] == 02:01", "eth.src[4-5] == 00.01", "eth.src contains 00:01", "eth.src == frame[6:6]"})
    void addresses(String filter) throws FilterException {
        assertThat(chosen(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp contains \"GET\"", "tcp contains 47:45:54", "frame contains 0x47",
            "tcp.payload == \"GET /\"", "tcp.payload[0:3] == \"GET\"", "tcp.payload[:1] == 'G'",
            "tcp.payload[4:] == 2f", "tcp.payload matches \"^get\"", "tcp ~ r\"G\\w+ /$\"",
            "tcp matches \"\\x47[[:alpha:]]T\"", "tcp matches \"(?P<m>GET)\"", "tcp.payload == \"\\107E\\x54 \\u002f\"",
            "frame[12:2] == 08:00", "frame[-2:] == 20:2f", "tcp[13] & 08 == 08", "frame[54:]"})
    void bytesAndTexts(String filter) throws FilterException {
        assertThat(chosen(filter)).isTrue();
    }

    /// As in Wireshark: case counts in a text, a protocol is as long as its header where slices are cut, a slice that is
    /// not all there is empty, and the longer of two runs of bytes is the greater.
    @Test
    void bytesThatAreNotThere() throws FilterException {
        assertThat(chosen("tcp contains \"get\"")).isFalse();
        assertThat(chosen("tcp contains \"\"")).isFalse();
        assertThat(chosen("tcp matches \"(?-i)get\"")).isFalse();
        assertThat(chosen("tcp[20:3] == \"GET\"")).isFalse();
        assertThat(chosen("frame[1000]")).isFalse();
        assertThat(chosen("frame[50:100] contains \"GET\"")).isFalse();
        assertThat(chosen("tcp.payload > ff")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"len(tcp.payload) == 5", "len(tcp) == 20", "len(eth) == 14", "len(ip.src) == 4",
            "count(ip.addr) == 2", "string(ip.src) matches \"^192\"", "max(tcp.port) == 40000",
            "min(tcp.port, 70) == 70", "abs(tcp.dstport - tcp.srcport) == 39920", "ip.len == tcp.len + 40",
            "tcp.dstport == 40 * 2", "tcp.port == 160/2", "tcp.port % 7 == 3", "-tcp.dstport == -80",
            "tcp.srcport > 4 * {tcp.dstport + 3}", "ip.ttl - 65 < 0", "1 + ip.ttl == 65"})
    void calculations(String filter) throws FilterException {
        assertThat(chosen(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"arp && arp || tcp", "tcp || arp && arp", "not arp and tcp", "!arp && !udp",
            "!(arp or udp)", "tcp xor arp", "tcp ^^ udp ^^ arp", "not not tcp", "((tcp))", "!ip.ttl & 1",
            "ip.hdr_len < ip.ttl < ip.len + 20", "tcp.port in {1..79, 81..100, 80}", ".tcp.port == 80"})
    void logic(String filter) throws FilterException {
        assertThat(chosen(filter)).isTrue();
    }

    /// The frame is of 2020-09-13T12:26:40Z (1 600 000 000 s).
    @Test
    void timesAreReadInUtcWhereTheySaySo() throws FilterException {
        assertThat(chosen("frame.time == \"2020-09-13T12:26:40Z\"")).isTrue();
        assertThat(chosen("frame.time == \"2020-09-13 14:26:40+02:00\"")).isTrue();
        assertThat(chosen("frame.time >= \"Sep 13, 2020 12:26:40.000000001 UTC\"")).isFalse();
        assertThat(chosen("frame.time_epoch == 1600000000")).isTrue();
        assertThat(chosen("frame.time_delta < 0.5")).isTrue();
    }

    /// An ICMP error quotes the packet that it is about: two IPv4 layers (RFC 792).
    @Test
    void aLayerIsChosenByItsNumber() throws FilterException {
        Cursor c = cursor("020000000002 020000000001 0800 45000038 00000000 40010000 c6336401 c0000201"
                + "0b00f4ff 00000000 4500001c 00010000 01110000 c0000201 c6336407 9c4082b1 00080000");
        assertThat(Filter.parse("ip.src#1 == 198.51.100.1").matches(c)).isTrue();
        assertThat(Filter.parse("ip.src#2 == 192.0.2.1").matches(c)).isTrue();
        assertThat(Filter.parse("ip.src#1 == 192.0.2.1").matches(c)).isFalse();
        assertThat(Filter.parse("ip.ttl#[-1] == 1 && ip#2 && !ip#3").matches(c)).isTrue();
        assertThat(Filter.parse("ip.ttl == 64 && ip.ttl == 1 && count(ip.ttl) == 2").matches(c)).isTrue();
        assertThat(Filter.parse("ip.ttl in {1}").matches(c)).isTrue();
        assertThat(Filter.parse("all ip.ttl in {1, 64}").matches(c)).isFalse();
        assertThat(Filter.parse("all ip.ttl in {1..64}").matches(c)).isTrue();
    }

    @Test
    void ipv6AddressesAndPrefixes() throws FilterException {
        Cursor c = cursor("020000000002 020000000001 86dd 60000000 00003b40"
                + "20010db8000000000000000000000001 fe800000000000000000000000000002");
        assertThat(Filter.parse("ipv6.src == 2001:db8::1").matches(c)).isTrue();
        assertThat(Filter.parse("ipv6.src == 2001:db8::/33").matches(c)).isTrue();
        assertThat(Filter.parse("ipv6.dst == fe80::/10 and ipv6.dst != 2001:DB8:0:0:0:0:0:1").matches(c)).isTrue();
        assertThat(Filter.parse("ipv6.addr == ::ffff:192.0.2.1").matches(c)).isFalse();
        assertThat(Filter.parse("ipv6.src[-1] == 1").matches(c)).isTrue();
    }

    @Test
    void anExplanationTellsEachTermAndItsValues() throws FilterException {
        var out = new Text(256);
        Filter.parse("tcp.port == 80 && (udp or !(ip.ttl < 64))").explain(cursor(FRAME), out);
        assertThat(out.toString().lines().map(l -> l.replaceAll(" {3,}", " | "))).containsExactly(
                "true  tcp.port == 80 && (udp or !(ip.ttl < 64))", "true | tcp.port == 80 | tcp.port is 40000, 80",
                "true | udp or !(ip.ttl < 64)", "false | udp | there is no udp", "true | !(ip.ttl < 64)",
                "false | ip.ttl < 64 | ip.ttl is 64");
    }
}
