package net.strata.explain.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import net.strata.craft.Draft;
import net.strata.explain.Sheet;
import net.strata.explain.route.Lane.Row;
import net.strata.file.Samples;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import net.strata.live.Ink;
import net.strata.stats.Glyphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The sample `route`: client 10.1.0.2, a router, VLAN 20, a NAT with 203.0.113.1, server 203.0.113.7. What its frames
/// hold was read by tshark 4.0.17 (`tshark -T fields -e frame.interface_name -e ip.ttl …`).
final class RouteViewTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    private static FrameSource sample(String name) throws IOException {
        return Objects.requireNonNull(Samples.named(name)).open();
    }

    private static List<Sighting> sightings(String sample, long number) throws IOException {
        try (FrameSource source = sample(sample)) {
            return Sightings.find(source, number);
        }
    }

    private static String shown(FrameSource source, long number, int width) throws IOException {
        try (source) {
            var sheet = new Sheet(width);
            return RouteView.draw(source, number, sheet) ? sheet.text(new Ink(Glyphs.UNICODE, false)) : "nothing";
        }
    }

    /// All words in one line, however they were broken.
    private static String words(FrameSource source, long number) throws IOException {
        return shown(source, number, 80).replaceAll("\\s+", " ");
    }

    // Where the message was seen.

    @ParameterizedTest
    @CsvSource({
            // the datagram, whichever of its packets is named, and the echo, which has the same payload
            "0, client 3, behind-router 6, behind-nat 9", "3, client 3, behind-router 6, behind-nat 9",
            "6, client 3, behind-router 6, behind-nat 9", "9, client 3, behind-router 6, behind-nat 9",
            "12, behind-nat 10, behind-router 11, client 12",
            // SYN, the data, a bare ACK, FIN; and the server's last words, which crossed with its FIN
            "14, client 13, behind-router 14, behind-nat 15", "24, client 22, behind-router 23, behind-nat 24",
            "33, client 31, behind-router 32, behind-nat 33", "34, client 34, behind-router 35, behind-nat 36",
            "40, behind-nat 37, behind-router 39, client 40", "38, behind-nat 38, behind-router 44, client 45"})
    void aMessageIsFoundAtEveryPointInTheOrderOfTime(long number, String first, String second, String third)
            throws IOException {
        assertThat(sightings("route", number)).extracting(each -> each.point() + " " + each.packet().number())
                .containsExactly(first, second, third);
    }

    @Test
    void aPacketThatStaysOnItsLinkIsSeenAtOnePoint() throws IOException {
        assertThat(words(sample("route"), 1))
                .isEqualTo("ARP, no payload is seen at one point only: client (packet 1). ");
        assertThat(words(sample("udp-echo"), 0))
                .isEqualTo("UDP, payload of 5 bytes \"Hello\" is seen at one point only: eth0 (packet 3). ");
    }

    @Test
    void aPacketThatIsNotThereIsNotFound() throws IOException {
        assertThat(shown(sample("route"), 49, 80)).isEqualTo("nothing");
    }

    /// Rows, with a sign before what changed since the point before.
    private static String row(Comparison all, String name) {
        Row row = all.lanes().stream().flatMap(lane -> lane.rows().stream()).filter(each -> each.name().equals(name))
                .findFirst().orElseThrow();
        return row.value(0) + IntStream.range(1, all.points().size())
                .mapToObj(point -> " " + row.change(point).sign + " " + row.value(point)).reduce("", String::concat);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "eth.dst      | 02:00:00:00:00:02 ≠ 02:00:00:00:00:05 ≠ 02:00:00:00:00:08",
            "eth.src      | 02:00:00:00:00:01 ≠ 02:00:00:00:00:03 ≠ 02:00:00:00:00:07",
            "eth.type     | IPv4 (0x0800) ≠ 802.1Q VLAN (0x8100) ≠ IPv4 (0x0800)", "vlan.id      |  + 20 -",
            "ip.ttl       | 64 ≠ 63 ≠ 62", "ip.checksum  | 0xf44a ≠ 0xf54a ≠ 0xc44b",
            "ip.src       | 10.1.0.2 = 10.1.0.2 ≠ 203.0.113.1",
            "ip.dst       | 203.0.113.7 = 203.0.113.7 = 203.0.113.7",
            "ip.id        | 0x0077 = 0x0077 = 0x0077", "udp.srcport  | 59125 = 59125 ≠ 62830",
            "udp.dstport  | 7 = 7 = 7", "udp.checksum | 0x8efa = 0x8efa ≠ 0x4e82"})
    void theFieldsOfTheDatagramAtEachPoint(String name, String values) throws IOException {
        assertThat(row(Comparison.of(sightings("route", 3)), name).strip()).isEqualTo(values.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ip.checksum  | 0x57a4 ≠ 0x58a4 ≠ 0x27a5",
            "tcp.srcport  | 44790 = 44790 ≠ 62278", "tcp.dstport  | 8888 = 8888 = 8888",
            "tcp.seq_raw  | 543590501 = 543590501 = 543590501", "tcp.ack_raw  | 1806396336 = 1806396336 = 1806396336",
            "tcp.checksum | 0x0b8f = 0x0b8f ≠ 0x953f"})
    void theFieldsOfTheSegmentAtEachPoint(String name, String values) throws IOException {
        assertThat(row(Comparison.of(sightings("route", 22)), name)).isEqualTo(values);
    }

    @Test
    void aHeaderIsNewAddedTakenOffChangedOrTheSame() throws IOException {
        Comparison all = Comparison.of(sightings("route", 3));
        assertThat(all.lanes())
                .extracting(lane -> lane.protocol.label() + ": " + lane.change(1) + ", " + lane.change(2))
                .containsExactly("Ethernet: NEW, NEW", "VLAN: ADDED, GONE", "IPv4: CHANGED, CHANGED",
                        "UDP: SAME, CHANGED");
    }

    // Checksums.

    /// The example of RFC 1624 section 4.
    @Test
    void equationThreeGivesTheZeroThatEquationTwoMissed() {
        var increment = new Increment(0xdd2f, 0x0000, List.<int[]>of(new int[]{0x5555, 0x3285}));
        // ~0xdd2f = 0x22d0; ~0x5555 = 0xaaaa; 0x22d0 + 0xaaaa + 0x3285 = 0xffff; ~0xffff = 0
        assertThat(increment.computed()).isZero();
        assertThat(increment.holds()).isTrue();
    }

    /// TTL and protocol are one word: 64 and 17 are 0x4011, 63 and 17 are 0x3f11.
    /// ~0xf44a = 0x0bb5; ~0x4011 = 0xbfee; 0x0bb5 + 0xbfee + 0x3f11 = 0x10ab4, with the carry brought round 0x0ab5;
    /// ~0x0ab5 = 0xf54a, which is what tshark reads behind the router.
    @Test
    void theHeaderChecksumFollowsFromTheTtl() throws IOException {
        assertThat(words(sample("route"), 3)).contains("~(~0xf44a + ~0x4011 + 0x3f11) = 0xf54a");
    }

    /// The source address 10.1.0.2 is 0x0a01 0x0002, 203.0.113.1 is 0xcb00 0x7101; ports 59125 = 0xe6f5, 62830 = 0xf56e.
    /// ~0x8efa = 0x7105; ~0x0a01 = 0xf5fe; ~0x0002 = 0xfffd; ~0xe6f5 = 0x190a;
    /// 0x7105 + 0xf5fe + 0xcb00 + 0xfffd + 0x7101 + 0x190a + 0xf56e = 0x4b179; 0xb179 + 4 = 0xb17d; ~0xb17d = 0x4e82.
    @Test
    void theChecksumOfUdpFollowsFromAddressAndPort() throws IOException {
        assertThat(words(sample("route"), 3)).contains(
                "~(~0x8efa + ~0x0a01 + 0xcb00 + ~0x0002 + 0x7101 + ~0xe6f5 + 0xf56e) = 0x4e82 (RFC 3022 section 4.2");
    }

    // Who did it.

    @Test
    void arrivalBehindARouterAndBehindANat() throws IOException {
        assertThat(words(sample("route"), 3)).contains(
                "From client to behind-router: a router ≠ Ethernet, a new header:",
                "From behind-router to behind-nat: a NAT, which is a router, too",
                "ip.ttl 64 → 63: each router takes one",
                "ip.src 10.1.0.2 → 203.0.113.1: the NAT puts its own address", "10.1.0.2 is private",
                "= udp.checksum 0x8efa: the TTL is not in what it covers");
    }

    @Test
    void theAnswerFindsTheHostBehindTheNat() throws IOException {
        assertThat(words(sample("route"), 12)).contains(
                "From behind-nat to behind-router: a NAT, which is a router, too",
                "ip.dst 203.0.113.1 → 10.1.0.2: the NAT finds in its table", "udp.dstport 62830 → 59125: by this port",
                "From behind-router to client: a router");
    }

    @Test
    void aRouterSeenOnBothSidesTranslatesNothing() throws IOException {
        assertThat(words(sample("two-interfaces"), 0)).contains("From eth0 to eth1: a router ≠ Ethernet")
                .doesNotContain("NAT, which", "NAT puts");
    }

    private static Draft ip(int ttl) {
        return Draft.of("eth").set("eth.src", "02:00:00:00:00:01").set("eth.dst", "02:00:00:00:00:02").then("ip")
                .set("ip.src", "192.0.2.1").set("ip.dst", "198.51.100.2").set("ip.ttl", ttl);
    }

    private static Draft udp(Draft below) {
        return below.then("udp").set("udp.srcport", 40000).set("udp.dstport", 7).payload(HELLO);
    }

    @Test
    void aSwitchChangesNothing() throws IOException {
        byte[] frame = udp(ip(64)).build();
        assertThat(words(new Taps("left", "right").saw(0, frame).saw(1, frame), 1))
                .contains("From left to right: nobody who changes packets");
    }

    @Test
    void theTtlCountsTheRouters() throws IOException {
        assertThat(words(new Taps("near", "far").saw(0, udp(ip(64)).build()).saw(1, udp(ip(60)).build()), 1))
                .contains("From near to far: 4 routers");
    }

    /// RFC 768: zero says that there is none; RFC 3022 section 4.1: a NAT leaves it so.
    @Test
    void aChecksumThatTheSenderDidNotComputeStaysZero() throws IOException {
        Draft translated = Draft.of("eth").then("ip").set("ip.src", "203.0.113.1").set("ip.dst", "198.51.100.2")
                .set("ip.ttl", 63);
        var nat = new Taps("inside", "outside").saw(0, udp(ip(64)).set("udp.checksum", 0).build())
                .saw(1, udp(translated).set("udp.checksum", 0).build());
        assertThat(words(nat, 1)).contains("udp.checksum 0x0000: the sender computed none, so a NAT leaves it zero")
                .doesNotContain("nothing that it covers");
        var router = new Taps("near", "far").saw(0, udp(ip(64)).set("udp.checksum", 0).build())
                .saw(1, udp(ip(63)).set("udp.checksum", 0).build());
        assertThat(words(router, 1)).contains("udp.checksum 0x0000: the sender computed none (RFC 768)");
    }

    /// A checksum covers addresses (RFC 768): where it stays while they change, nobody may claim that nothing has.
    @Test
    void aChecksumThatStaysWhileAddressesChangeIsNotExplainedAway() throws IOException {
        Draft translated = Draft.of("eth").then("ip").set("ip.src", "203.0.113.1").set("ip.dst", "198.51.100.2")
                .set("ip.ttl", 63);
        var nat = new Taps("inside", "outside").saw(0, udp(ip(64)).set("udp.checksum", 0x1234).build())
                .saw(1, udp(translated).set("udp.checksum", 0x1234).build());
        assertThat(words(nat, 1)).contains("udp.checksum 0x1234: addresses or ports have changed without it");
    }

    @Test
    void aMessageIsFoundInsideATunnel() throws IOException {
        Draft inner = ip(64).then("ip").set("ip.src", "10.0.0.1").set("ip.dst", "10.0.0.2").set("ip.ttl", 63);
        Draft bare = Draft.of("eth").then("ip").set("ip.src", "10.0.0.1").set("ip.dst", "10.0.0.2").set("ip.ttl", 64);
        assertThat(words(new Taps("inside", "outside").saw(0, udp(bare).build()).saw(1, udp(inner).build()), 1))
                .contains("From inside to outside: the entry of a tunnel",
                        "+ Internet Protocol version 4 with ip.src 192.0.2.1, ip.dst 198.51.100.2: put around",
                        "ip.ttl 64 → 63");
    }

    /// ICMP has no ports: a NAT tells pings apart by their identifier (RFC 3022 section 2.2), and the checksum follows.
    @Test
    void aPingIsKnownAgainByItsSequenceNumberAndData() throws IOException {
        var taps = new Taps("inside", "outside");
        for (int seq = 1; seq <= 2; seq++)
            taps.saw(0, ip(64).then("icmp").set("icmp.type", 8).set("icmp.ident", 7).set("icmp.seq", seq).payload(HELLO)
                    .build());
        for (int seq = 1; seq <= 2; seq++)
            taps.saw(1, Draft.of("eth").then("ip").set("ip.src", "203.0.113.1").set("ip.dst", "198.51.100.2")
                    .set("ip.ttl", 63).then("icmp").set("icmp.type", 8).set("icmp.ident", 99).set("icmp.seq", seq)
                    .payload(HELLO).build());
        assertThat(words(taps, 2)).contains("packet 2,", "packet 4,", "a NAT, which is a router, too",
                "icmp.ident 7 → 99: ICMP has no ports", "~0x0007 + 0x0063");
    }

    @Test
    void interfacesOfOneNameAreToldApart() throws IOException {
        byte[] frame = udp(ip(64)).build();
        assertThat(words(new Taps("eth0", "eth0").saw(0, frame).saw(1, udp(ip(63)).build()), 1))
                .contains("at 2 points: eth0 (0) → eth0 (1)");
    }

    /// Linux cooked headers v2 name the device by its number, bytes 4 to 7 (LINKTYPE_LINUX_SLL2).
    @Test
    void oneCaptureOfAllDevicesHasAPointForEach() throws IOException {
        byte[] in = cooked(2, udp(ip(64)).build());
        byte[] out = cooked(3, udp(ip(63)).build());
        assertThat(words(new Taps("any").saw(0, LinkType.LINUX_SLL2, in).saw(0, LinkType.LINUX_SLL2, out), 1))
                .contains("at 2 points: any, device 2 → any, device 3", "a router");
    }

    private static byte[] cooked(int device, byte[] ethernet) {
        String header = "0800 0000 " + String.format("%08x", device) + " 0001 00 06 0200000000010000";
        String packet = HexFormat.of().formatHex(ethernet, 14, ethernet.length);
        return HexFormat.of().parseHex(header.replace(" ", "") + packet);
    }

    // How it looks.

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 200})
    void everyMessageFitsAndShowsItsChangesWithoutColour(int width) throws IOException {
        for (long number = 1; number <= 48; number++) {
            String text = shown(sample("route"), number, width);
            assertThat(text.lines()).as("packet %d", number).allMatch(line -> Ink.cells(line) <= width);
            if (sightings("route", number).size() > 1)
                assertThat(text).contains("≠ Ethernet", "+ VLAN", "- VLAN", "= payload");
        }
    }

    /// What was changed on the way is compared with what was sent, whatever it is.
    @Test
    void anyBytesAreShown() throws IOException {
        var random = new Random(8);
        for (int round = 0; round < 500; round++) {
            byte[] sent = udp(ip(64).then("ip")).build();
            byte[] arrived = Arrays.copyOf(sent, 1 + random.nextInt(sent.length + 20));
            for (int i = 0; i < 4; i++)
                arrived[random.nextInt(arrived.length)] = (byte) random.nextInt();
            shown(new Taps("sent", "arrived").saw(0, sent).saw(1, arrived), 2, 40);
            var sheet = new Sheet(80);
            RouteView.draw(List.of(sighting("sent", sent), sighting("arrived", arrived)), sheet);
            assertThat(sheet.height()).isGreaterThan(5);
        }
    }

    private static Sighting sighting(String point, byte[] frame) throws IOException {
        try (FrameSource source = new Taps(point).saw(0, frame)) {
            return Sightings.find(source, 1).getFirst();
        }
    }
}
