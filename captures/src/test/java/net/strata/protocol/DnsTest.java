package net.strata.protocol;

import static net.strata.protocol.DnsBytes.message;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of tshark 4.0.17 on the same bytes, where no specification is named.
class DnsTest {
    private static final int QUERY = 0x0100;
    private static final int ANSWER = 0x8180;

    private static DnsBytes data() {
        return new DnsBytes();
    }

    private static Decoded answer(int type, DnsBytes data) {
        return message(ANSWER, 1, 1, 0, 0).query("a.example.com", type).record(type, data).dns();
    }

    @Test
    void aQueryTellsItsNameTypeAndClass() {
        var d = message(QUERY, 1, 0, 0, 0).query("www.example.com", 1).dns();
        assertThat(d.info()).isEqualTo("Standard query 0x1234 A www.example.com");
        assertThat(d.get("dns.id")).isEqualTo("0x1234");
        assertThat(d.get("dns.flags")).isEqualTo("0x0100");
        assertThat(d.get("dns.qry.name")).isEqualTo("www.example.com");
        assertThat(d.get("dns.qry.name.len")).isEqualTo("15");
        assertThat(d.get("dns.count.labels")).isEqualTo("3");
        assertThat(d.get("dns.qry.type")).isEqualTo("1");
        assertThat(d.get("dns.qry.class")).isEqualTo("0x0001");
        assertThat(d.parts()).containsExactly("Queries", "Query");
    }

    @Test
    void aQueryHasNoBitsThatOnlyAnswersHave() {
        var d = message(QUERY, 1, 0, 0, 0).query("x.y", 1).dns();
        assertThat(d.fields()).containsKeys("dns.flags.recdesired", "dns.flags.checkdisable").doesNotContainKeys(
                "dns.flags.rcode", "dns.flags.authoritative", "dns.flags.recavail", "dns.flags.authenticated");
    }

    @Test
    void sectionsFollowOneAnotherAndCompressedNamesUnfold() {
        var d = message(ANSWER, 1, 2, 1, 1).query("www.example.com", 1) //
                .record(5, data().string("foo").pointer(16)) //
                .string("foo").pointer(16).tail(1, 1, data().u8(192, 0, 2, 1)) //
                .pointer(16).tail(2, 1, data().string("ns").pointer(16)) //
                .name("").tail(41, 4096, data()).dns();
        assertThat(d.info()).isEqualTo("Standard query response 0x1234 A www.example.com CNAME foo.example.com"
                + " A 192.0.2.1 NS ns.example.com OPT");
        assertThat(d.get("dns.resp.name")).isEqualTo("www.example.com,foo.example.com,example.com,<Root>");
        assertThat(d.get("dns.resp.type")).isEqualTo("5,1,2,41");
        assertThat(d.get("dns.resp.class")).isEqualTo("0x0001,0x0001,0x0001");
        assertThat(d.get("dns.resp.ttl")).isEqualTo("300,300,300");
        assertThat(d.get("dns.resp.len")).isEqualTo("6,4,5,0");
        assertThat(d.parts()).containsExactly("Queries", "Query", "Answers", "Alias", "IPv4 address",
                "Authoritative nameservers", "Name server", "Additional records", "EDNS");
    }

    @Test
    void aNegativeAnswerSaysWhy() {
        var soa = data().name("ns.z").name("host.z").u32(2024010101L, 7200, 3600, 1209600, 300);
        var d = message(0x8583, 1, 0, 1, 0).query("x.y", 28).record(6, soa).dns();
        assertThat(d.info()).isEqualTo("Standard query response 0x1234 No such name AAAA x.y SOA ns.z");
        assertThat(d.get("dns.flags.rcode")).isEqualTo("3");
        assertThat(d.get("dns.soa.rname")).isEqualTo("host.z");
        assertThat(d.get("dns.soa.serial_number")).isEqualTo("2024010101");
        assertThat(d.get("dns.soa.minimum_ttl")).isEqualTo("300");
    }

    @ParameterizedTest
    @CsvSource({"0x0100, Standard query", "0x0900, Inverse query", "0x1000, Server status request",
            "0x2000, Zone change notification", "0x2800, Dynamic update", "0x7800, Unknown operation (15)"})
    void theOperationBeginsTheLine(String flags, String words) {
        var d = message(Integer.decode(flags), 1, 0, 0, 0).query("x.y", 6).dns();
        assertThat(d.info()).isEqualTo(words + " 0x1234 SOA x.y");
    }

    @Test
    void anUpdateCountsZonesPrerequisitesAndUpdates() {
        var d = message(0x2800, 1, 1, 1, 0).query("example.com", 6).pointer(12).tail(255, 254, data())
                .record(1, data().u8(192, 0, 2, 1)).dns();
        assertThat(d.get("dns.count.zones")).isEqualTo("1");
        assertThat(d.get("dns.count.prerequisites")).isEqualTo("1");
        assertThat(d.get("dns.count.updates")).isEqualTo("1");
        assertThat(d.fields()).doesNotContainKey("dns.count.queries");
        assertThat(d.parts()).contains("Zone", "Prerequisites", "Updates");
        assertThat(d.info()).isEqualTo("Dynamic update 0x1234 SOA example.com ANY A 192.0.2.1");
    }

    @Test
    void multicastTakesTheTopBitFromTheClass() {
        var d = message(0x8400, 1, 1, 0, 0).name("b.local").u16(255, 0x8001).pointer(12)
                .tail(33, 0x8001, data().u16(0, 0, 80).name("h.local")).udp(5353);
        assertThat(d.layers()).endsWith("mdns");
        assertThat(d.get("dns.qry.class")).isEqualTo("0x0001");
        assertThat(d.get("dns.qry.qu")).isEqualTo("1");
        assertThat(d.get("dns.resp.class")).isEqualTo("0x0001");
        assertThat(d.get("dns.resp.cache_flush")).isEqualTo("1");
        assertThat(d.info()).isEqualTo("Standard query response 0x1234 ANY b.local, \"QU\" question"
                + " SRV, cache flush 0 0 80 h.local");
    }

    @Test
    void linkLocalResolutionHasTwoBitsOfItsOwn() {
        var d = message(0x8400, 1, 0, 0, 0).query("host", 1).udp(5355);
        assertThat(d.layers()).endsWith("llmnr");
        assertThat(d.get("dns.flags.conflict")).isEqualTo("1");
        assertThat(d.get("dns.flags.tentative")).isEqualTo("0");
        assertThat(d.fields()).doesNotContainKeys("dns.flags.authoritative", "dns.flags.recdesired");
    }

    @Test
    void overTcpEveryWholeMessageOfASegmentIsALayer() {
        byte[] m = message(QUERY, 1, 0, 0, 0).query("x.y", 1).bytes();
        var d = data().u16(m.length).raw(m).u16(m.length).raw(m).tcp();
        assertThat(d.layers()).endsWith("tcp", "dns", "dns");
        assertThat(d.get("dns.length")).isEqualTo("21,21"); // 12 header, 5 name, 4 type and class
        assertThat(d.get("dns.qry.name")).isEqualTo("x.y,x.y");
    }

    @ParameterizedTest
    @CsvSource({"00", "0000", "0005aabbccddee", "0015123401000001"})
    void overTcpWhatIsNoWholeMessageIsData(String payload) {
        var d = data().hex(payload).tcp();
        assertThat(d.layers()).endsWith("tcp", "data");
        assertThat(d.fields()).doesNotContainKey("dns.length");
        assertThat(d.get("data.data")).isEqualTo(payload);
    }

    @Test
    void overTcpTheStartOfAMessageBehindAWholeOneIsData() {
        byte[] m = message(QUERY, 1, 0, 0, 0).query("x.y", 1).bytes();
        var d = data().u16(m.length).raw(m).hex("00151234").tcp();
        assertThat(d.layers()).endsWith("tcp", "dns", "data");
        assertThat(d.get("data.data")).isEqualTo("00151234");
    }

    @Test
    void bytesBehindTheMessageAreExtraneous() {
        var d = message(QUERY, 1, 0, 0, 0).query("x.y", 1).hex("6578747261").dns();
        assertThat(d.get("dns.extraneous.data")).isEqualTo("6578747261");
        assertThat(d.get("dns.extraneous.length")).isEqualTo("5");
    }

    @Test
    void aTypeNobodyKnowsIsBytes() {
        var d = answer(65400, data().hex("deadbeef"));
        assertThat(d.get("dns.data")).isEqualTo("deadbeef");
        assertThat(d.info()).endsWith("Unknown (65400) a.example.com Unknown (65400)");
    }

    @Test
    void controlCharactersOfNamesAreEscaped() {
        var d = message(QUERY, 1, 0, 0, 0).hex("04611b0a78 00 0001 0001").dns();
        assertThat(d.get("dns.qry.name")).isEqualTo("a\\x1b\\nx");
        assertThat(d.info()).isEqualTo("Standard query 0x1234 A a\\x1b\\nx");
    }
}
