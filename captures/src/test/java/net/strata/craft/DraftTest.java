package net.strata.craft;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import net.strata.frame.LinkType;
import net.strata.protocol.Decoded;
import org.junit.jupiter.api.Test;

/// What is computed, what stays as given, and what is said of values that cannot be.
final class DraftTest {
    private static String hex(Draft d) {
        return HexFormat.of().formatHex(d.build());
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static Decoded ethernet(Draft d) {
        return Decoded.of(LinkType.ETHERNET, hex(d));
    }

    private static Decoded raw(Draft d) {
        return Decoded.of(LinkType.RAW, hex(d));
    }

    @Test
    void anEchoRequestIsAFewFields() {
        Draft ping = Draft.of("eth").set("eth.dst", "02:00:00:00:00:02").set("eth.src", "02:00:00:00:00:01").then("ip")
                .set("ip.src", "192.0.2.1").set("ip.dst", "192.0.2.2").set("ip.ttl", 1).then("icmp")
                .set("icmp.ident", 0x5a01).set("icmp.seq", 7).payload("abcdefgh".getBytes(US_ASCII));
        // ip: 4500 + 0024 + 0101 + c000 + 0201 + c000 + 0202 = 1ca28, ca28 + 1 = ca29, complement 35d6
        // icmp: 0800 + 5a01 + 0007 + 6162 + 6364 + 6566 + 6768 = 1f39c, f39c + 1 = f39d, complement 0c62
        assertThat(ping.build()).isEqualTo(hex("020000000002 020000000001 0800"
                + "45000024 00000000 010135d6 c0000201 c0000202"
                + "08000c62 5a010007 6162636465666768"));
    }

    /// RFC 1071 section 3: 0001 + f203 + f4f5 + f6f7 gives ddf2, whose complement is 220d. An ICMP message of type 0, code 1
    /// is the first word, with the others behind its checksum.
    @Test
    void theChecksumIsThatOfRfc1071() {
        assertThat(Draft.of("icmp").set("icmp.type", 0).set("icmp.code", 1).set("icmp.ident", 0xf203)
                .set("icmp.seq", 0xf4f5).payload(hex("f6f7")).build()).isEqualTo(hex("0001 220d f203 f4f5 f6f7"));
    }

    @Test
    void lengthsAndNumbersOfTheNextProtocolAreComputed() {
        Decoded d = ethernet(Draft.of("eth").then("vlan").then("ip").option(148).then("udp").payload(new byte[5]));
        assertThat(d.problem()).isNull();
        assertThat(d.layers()).containsExactly("eth", "vlan", "ip", "udp", "data");
        assertThat(d.get("eth.type")).isEqualTo("0x8100");
        assertThat(d.get("vlan.etype")).isEqualTo("0x0800");
        assertThat(d.get("ip.hdr_len")).isEqualTo("24");
        assertThat(d.get("ip.len")).isEqualTo(String.valueOf(24 + 8 + 5));
        assertThat(d.get("ip.proto")).isEqualTo("17");
        assertThat(d.get("udp.length")).isEqualTo(String.valueOf(8 + 5));
        assertThat(d.get("ip.checksum.status") + d.get("udp.checksum.status")).isEqualTo("11");
    }

    @Test
    void headersOfIpv6AreLayers() {
        Decoded d = raw(Draft.of("ipv6").then("ipv6.hopopts").option(5).set("ipv6.opt.router_alert", 0)
                .then("ipv6.dstopts").then("ipv6.fraghdr").set("ipv6.fraghdr.ident", 7).then("tcp"));
        assertThat(d.problem()).isNull();
        assertThat(d.layers()).containsExactly("raw", "ipv6", "ipv6.hopopts", "ipv6.dstopts", "ipv6.fraghdr", "tcp");
        assertThat(d.get("ipv6.plen")).isEqualTo(String.valueOf(8 + 8 + 8 + 20));
        assertThat(d.get("ipv6.hopopts.nxt")).isEqualTo("60");
        assertThat(d.parts()).containsExactly("Router alert", "PadN", "PadN");
        assertThat(d.get("tcp.checksum.status")).isEqualTo("1");
    }

    @Test
    void aPayloadThatNoProtocolClaimsHasANumberForExperiments() {
        assertThat(ethernet(Draft.of("eth").payload(new byte[1])).get("eth.type")).isEqualTo("0x88b5");
        assertThat(raw(Draft.of("ip").payload(new byte[1])).get("ip.proto")).isEqualTo("253");
        assertThat(raw(Draft.of("ipv6")).get("ipv6.nxt")).isEqualTo("59");
    }

    @Test
    void whatIsGivenStaysHoweverWrong() {
        byte[] lies = Draft.of("eth").set("eth.type", 0x1234).then("ip").set("ip.version", 5).set("ip.hdr_len", 8)
                .set("ip.len", 9).set("ip.proto", 200).set("ip.checksum", "0xdead").then("udp")
                .set("udp.length", 65535).set("udp.checksum", 1).payload(hex("ff")).build();
        assertThat(lies).isEqualTo(hex("000000000000 000000000000 1234"
                + "52000009 00000000 40c8dead 00000000 00000000 00000000 ffff0001 ff"));
    }

    /// The transport checksum covers the addresses of the IP header and what is really there, whatever that header says.
    @Test
    void aChecksumIsRightAmongWrongFields() {
        byte[] wrong = Draft.of("ip").set("ip.version", 6).set("ip.len", 1).set("ip.src", "192.0.2.1").then("udp")
                .payload(hex("abcd")).build();
        byte[] right = Draft.of("ip").set("ip.src", "192.0.2.1").then("udp").payload(hex("abcd")).build();
        assertThat(Arrays.copyOfRange(wrong, 20, 30)).isEqualTo(Arrays.copyOfRange(right, 20, 30));
        assertThat(Decoded.of(LinkType.IPV4, HexFormat.of().formatHex(right)).get("udp.checksum.status"))
                .isEqualTo("1");
    }

    /// UDP's number, twice the length and this payload add up to ffff: the complement, 0, would say that there is no
    /// checksum (RFC 768).
    @Test
    void aUdpChecksumOfZeroIsSentAsOnes() {
        Draft udp = Draft.of("ip").then("udp").payload(hex("ffda"));
        assertThat(0x11 + 0x0a + 0x0a + 0xffda).isEqualTo(0xffff);
        assertThat(Arrays.copyOfRange(udp.build(), 26, 28)).isEqualTo(hex("ffff"));
    }

    @Test
    void checksumsCountTheLastStopOfARoute() {
        byte[] looseRoute = hex("83 0b 04 c6336401 c6336402");
        assertThat(raw(Draft.of("ip").set("ip.dst", "192.0.2.2").options(looseRoute).then("tcp"))
                .get("tcp.checksum.status")).isEqualTo("1");
        assertThat(
                raw(Draft.of("ipv6").set("ipv6.dst", "2001:db8::2").then("ipv6.routing").set("ipv6.routing.segleft", 1)
                        .set("ipv6.routing.src.addr", "2001:db8::3").then("udp")).get("udp.checksum.status"))
                .isEqualTo("1");
        assertThat(raw(Draft.of("ipv6").set("ipv6.src", "2001:db8::2").then("ipv6.dstopts").option(201)
                .set("ipv6.opt.mipv6.home_address", "2001:db8::9").then("icmpv6")).get("icmpv6.checksum.status"))
                .isEqualTo("1");
    }

    @Test
    void optionsAreFilledUp() {
        Decoded d = raw(Draft.of("ip").then("tcp").option(2).set("tcp.options.mss_val", 1460).option(4).option(8)
                .set("tcp.options.timestamp.tsval", 77).option(3).set("tcp.options.wscale.shift", 7));
        assertThat(d.get("tcp.hdr_len")).isEqualTo(String.valueOf(20 + 4 + 2 + 10 + 3 + 1));
        assertThat(d.get("tcp.options.mss_val")).isEqualTo("1460");
        assertThat(d.get("tcp.options.timestamp.tsval")).isEqualTo("77");
        assertThat(d.get("tcp.options.wscale.shift")).isEqualTo("7");
        assertThat(d.get("tcp.option_kind")).isEqualTo("2,4,8,3,0");
        assertThat(d.get("tcp.option_len")).isEqualTo("4,2,10,3");
    }

    @Test
    void roomInAnOptionIsAskedForInBytes() {
        Decoded d = raw(Draft.of("ip").option(7, 39).then("icmp"));
        assertThat(d.all("ip.empty_rt")).hasSize(9);
        assertThat(d.get("ip.opt.ptr") + " " + d.get("ip.opt.len")).isEqualTo("4 39");
        d = raw(Draft.of("ip").option(68, 36).set("ip.opt.flag", 1).then("icmp"));
        assertThat(d.all("ip.opt.time_stamp_addr")).hasSize(4);
        assertThat(d.get("ip.opt.ptr") + " " + d.get("ip.opt.len")).isEqualTo("5 36");
    }

    @Test
    void optionsMayLieAboutTheirLength() {
        assertThat(Draft.of("tcp").option(2).set("tcp.option_len", 40).set("tcp.options.mss_val", 1).build())
                .hasSize(24).endsWith(hex("02280001"));
    }

    @Test
    void anOptionOfNeighbourDiscoveryTakesWholeUnits() {
        Decoded d = raw(Draft.of("ipv6").then("icmpv6").set("icmpv6.type", 135)
                .set("icmpv6.nd.ns.target_address", "fe80::1").option(1)
                .set("icmpv6.opt.src_linkaddr", "02:00:00:00:00:01").option(37)
                .set("icmpv6.opt.captive_portal", "https://a.example"));
        assertThat(d.get("icmpv6.nd.ns.target_address")).isEqualTo("fe80::1");
        assertThat(d.get("icmpv6.opt.src_linkaddr")).isEqualTo("02:00:00:00:00:01");
        assertThat(d.get("icmpv6.opt.captive_portal")).isEqualTo("https://a.example");
        assertThat(d.get("icmpv6.opt.length")).isEqualTo("1,3");
        assertThat(d.get("icmpv6.checksum.status")).isEqualTo("1");
    }

    @Test
    void aMessageIsAsLongAsItsTypeWants() {
        assertThat(Draft.of("icmp").build()).hasSize(8);
        assertThat(Draft.of("icmp").set("icmp.type", 13).build()).hasSize(20);
        assertThat(Draft.of("icmpv6").set("icmpv6.type", 134).build()).hasSize(16);
        assertThat(Draft.of("arp").build()).hasSize(28);
        assertThat(Draft.of("arp").set("arp.hw.size", 8).set("arp.src.hw", "0102030405060708").build()).hasSize(32);
    }

    @Test
    void aReportOfGroupsCountsThem() {
        Decoded d = raw(Draft.of("ip").then("igmp").set("igmp.type", 0x22).set("igmp.record_type", 4, 3)
                .set("igmp.num_src", 0, 2).set("igmp.maddr", "233.252.0.1", "233.252.0.2")
                .set("igmp.saddr", "192.0.2.1", "192.0.2.2"));
        assertThat(d.get("igmp.num_grp_recs")).isEqualTo("2");
        assertThat(d.get("igmp.record_type")).isEqualTo("4,3");
        assertThat(d.get("igmp.maddr")).isEqualTo("233.252.0.1,233.252.0.2");
        assertThat(d.get("igmp.saddr")).isEqualTo("192.0.2.1,192.0.2.2");
        assertThat(d.get("igmp.checksum.status")).isEqualTo("1");
    }

    @Test
    void anErrorQuotesTheBeginningOfAPacket() {
        Draft udp = Draft.of("ip").set("ip.dst", "192.0.2.9").then("udp").set("udp.dstport", 33434)
                .payload(new byte[40]);
        Decoded d = raw(Draft.of("ip").then("icmp").set("icmp.type", 3).set("icmp.code", 4).set("icmp.mtu", 1400)
                .payload(udp, 28));
        assertThat(d.problem()).isNull();
        assertThat(d.get("icmp.mtu")).isEqualTo("1400");
        assertThat(d.get("ip.len")).isEqualTo("56,68");
        assertThat(d.get("udp.dstport")).isEqualTo("33434");
        assertThat(d.get("icmp.checksum.status")).isEqualTo("1");
    }

    /// Decoding shows a length in such an error only where it is not zero.
    @Test
    void fieldsThatAreShownOnlyWhereTheyAreNotZeroCanBeSet() {
        assertThat(Draft.of("icmp").set("icmp.type", 11).set("icmp.length", 32).set("icmp.checksum", 0).build())
                .isEqualTo(hex("0b00000000200000"));
        assertThat(Draft.of("igmp").set("igmp.type", 0x11).set("igmp.max_resp", 100).set("igmp.checksum", 0).build())
                .isEqualTo(hex("1164000000000000"));
    }

    /// A wrong size of addresses would move them: they stay where they are without it.
    @Test
    void aWrongSizeDoesNotMoveWhatItMeasures() {
        byte[] arp = Draft.of("arp").set("arp.hw.size", 7).set("arp.src.hw_mac", "02:00:00:00:00:01")
                .set("arp.dst.proto_ipv4", "192.0.2.1").build();
        assertThat(arp).isEqualTo(hex("0001 0800 07 04 0001 020000000001 00000000 000000000000 c0000201"));
    }

    @Test
    void aTemplateIsChangedAndSealedAgain() {
        Template t = Draft.of("ip").then("icmp").set("icmp.seq", 1).payload(hex("0102030405060708")).template();
        for (int i = 2; i < 100; i++) {
            t.set(0, "ip.ttl", i).set(0, "ip.dst", new byte[]{(byte) 192, 0, 2, (byte) i}).set(1, "icmp.seq", i).seal();
            assertThat(t.bytes()).isEqualTo(
                    Draft.of("ip").set("ip.ttl", i).set("ip.dst", "192.0.2." + i).then("icmp").set("icmp.seq", i)
                            .payload(hex("0102030405060708")).build());
        }
    }

    @Test
    void whatCannotBeIsSaidInALine() {
        no(Draft.of("ip").set("ip.ttl", 300), "ip.ttl: 300 is not in 0 to 255");
        no(Draft.of("ip").set("ip.ttl", "256"), "ip.ttl: 256 is not in 0 to 255");
        no(Draft.of("ip").set("ip.hdr_len", 21), "ip.hdr_len: 21 is not in 0 to 60 in steps of 4");
        no(Draft.of("ip").set("ip.ttl", "many"), "ip.ttl: many is not what it takes (8-bit number)");
        no(Draft.of("ip").set("ip.src", "192.0.2"), "ip.src: 192.0.2 is not what it takes (IPv4 address)");
        no(Draft.of("ip").set("ip.src", "2001:db8::1"), "ip.src: 2001:db8::1 is not what it takes (IPv4 address)");
        no(Draft.of("ip").set("ip.src", 7), "ip.src: 7 is not what it takes (IPv4 address)");
        no(Draft.of("eth").set("eth.src", "02:00:00"), "eth.src: 3 bytes are given, it takes 6");
        no(Draft.of("ip").set("ip.tll", 1), "ip has no field ip.tll");
        no(Draft.of("ip").set("ip.ttl", 1, 2), "ip has no place for ip.ttl as its other fields are");
        no(Draft.of("icmp").set("icmp.mtu", 1), "icmp has no place for icmp.mtu as its other fields are");
        no(Draft.of("tcp").set("tcp.len", 1), "tcp has no byte for tcp.len, which is computed");
        no(Draft.of("tcp").options(new byte[44]), "tcp.hdr_len: 64 is not in 0 to 60 in steps of 4");
        no(Draft.of("ip").payload(new byte[70_000]), "ip.len: 70020 is not in 0 to 65535");
        assertThatThrownBy(() -> Draft.of("icmp").template().set(0, "icmp.seq", 1))
                .hasMessage("icmp has no place yet for icmp.seq: give it a value first");
        assertThatThrownBy(() -> Draft.of("ipx2")).hasMessage("there is no protocol ipx2");
        assertThatThrownBy(() -> Draft.of("udp").option(1)).hasMessage("udp has no options");
        assertThatThrownBy(() -> Draft.of("tcp").option(256)).hasMessage("tcp: option 256 is not in 0 to 255");
    }

    private static void no(Draft d, String message) {
        assertThatThrownBy(d::build).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
