package net.strata.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.file.Samples;
import net.strata.filter.Filter;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.live.Ink;
import net.strata.protocol.Protocols;
import net.strata.session.Session;
import net.strata.stats.Glyphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Layers in boxes, and what is said in words of fields and of the packet.
final class LayersViewTest {
    /// An echo request (RFC 792) of 28 bytes in Ethernet, which takes no less than 46 (IEEE 802.3 clause 4.4.2): 18 are padding.
    private static final String PADDED = "02 00 00 00 00 02 02 00 00 00 00 01 08 00"
            + "45 00 00 1c 00 01 00 00 40 01 66 de 0a 00 00 01 0a 00 00 02 08 00 f7 fd 00 01 00 01" + "00".repeat(18);

    private static Anatomy packet(String hex) throws IOException {
        byte[] bytes = OneFrame.parse(hex);
        return Packets.choose(new OneFrame(bytes, OneFrame.link(bytes)), null, 0, 1).getFirst();
    }

    private static String draw(View view, Anatomy packet, int width) {
        var sheet = new Sheet(width);
        view.draw(packet, sheet);
        return sheet.text(new Ink(Glyphs.UNICODE, false));
    }

    @Test
    void aTrailerIsInTheBoxOfTheFrameBehindThatOfThePacket() throws IOException {
        String boxes = draw(new LayersView(Model.BOTH), packet(PADDED), 80);
        assertThat(boxes).containsSubsequence("Ethernet frame, 14 header + 46 bytes, OSI 2 data link | TCP/IP link",
                "IPv4 packet, 20 header + 8 bytes, OSI 3 network | TCP/IP internet", "ICMP message, 8 bytes",
                "trailer, 18 bytes",
                "overhead: 42 of 60 bytes", "70.0 %");
    }

    /// RFC 792: 8 bytes of header. `tshark -r ping.pcapng -T fields -e ip.len -e data.len` has 84 and 48 for packet 3: of the 56
    /// behind the three headers, the first 8 are read as a time. 14 + 20 + 8 = 42 of 98 bytes, 42.9 %.
    @Test
    void theTimeThatPingSendsIsDataAndNoHeader() throws IOException {
        Anatomy ping = Packets.choose(Objects.requireNonNull(Samples.named("ping")).open(), null, 3, 1).getFirst();
        assertThat(draw(new LayersView(Model.BOTH), ping, 100)).contains("ICMP message, 8 header + 56 bytes",
                "data, 56 bytes", "overhead: 42 of 98 bytes", "42.9 %");
        assertThat(Summary.of(ping)).endsWith("Its data are 56 bytes.");
        assertThat(ping.named("icmp.data_time")).isNotNull();
        assertThat(Objects.requireNonNull(ping.named("data.len")).number()).isEqualTo(48);
    }

    /// ISO/IEC 7498-1 counts seven layers, RFC 1122 section 1.1.3 four.
    @ParameterizedTest
    @CsvSource({"OSI, OSI 1 physical", "OSI, OSI 4 transport", "TCPIP, TCP/IP transport", "FIVE, 1 physical",
            "FIVE, 4 transport", "FIVE, 2 data link", "FIVE, 3 network",
            "BOTH, OSI 4 transport | TCP/IP transport"})
    void modelsCountLayersAsTheirBooksDo(Model model, String says) throws IOException {
        Anatomy tcp = Packets.choose(Objects.requireNonNull(Samples.named("tcp-echo")).open(), null, 4, 1).getFirst();
        assertThat(draw(new LayersView(model), tcp, 120)).contains(says);
    }

    @Test
    void sessionAndPresentationAreWhereTheyAre() throws Exception {
        var http = Objects.requireNonNull(Samples.named("http"));
        Anatomy request = Packets.choose(http.open(), Filter.parse("http.request"), 0, 1).getFirst();
        assertThat(draw(new LayersView(Model.BOTH), request, 200))
                .contains("session (OSI 5) and presentation (OSI 6): inside the application");
        var tls = Objects.requireNonNull(Samples.named("tls13"));
        Anatomy hello = Packets.choose(tls.open(), Filter.parse("tls"), 0, 1).getFirst();
        assertThat(draw(new LayersView(Model.BOTH), hello, 200)).contains("OSI 6 presentation")
                .doesNotContain("inside the application");
    }

    /// RFC 1918, RFC 5737, RFC 1112, RFC 919, RFC 4291, RFC 6335 section 6, and the hop limits that systems begin with.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0a000001 | 0a000002 | 40 | private | ip.src",
            "c0000201 | c0000202 | 40 | for documentation | ip.src", "7f000001 | 7f000001 | 40 | loopback | ip.dst",
            "0a000001 | e0000001 | 01 | all hosts on this link | ip.dst", "0a000001 | e8010203 | 40 | a group | ip.dst",
            "0a000001 | ffffffff | 40 | all hosts on this link | ip.dst",
            "0a000001 | 08080808 | 40 | a public address | ip.dst", "c000000a | 0a000001 | 40 | IETF | ip.src",
            "c000010a | 0a000001 | 40 | a public address | ip.src", "0a000001 | c0586301 | 40 | 6to4 | ip.dst",
            "0a000001 | 0a000002 | 40 | what many systems begin with | ip.ttl",
            "0a000001 | 0a000002 | 3d | begin with 64 | ip.ttl",
            "0a000001 | 0a000002 | 3d | 3 routers | ip.ttl", "0a000001 | 0a000002 | 75 | 11 routers | ip.ttl",
            "0a000001 | 0a000002 | 01 | stays on this link | ip.ttl"})
    void valuesMeanSomething(String from, String to, String ttl, String means, String field) throws IOException {
        Anatomy packet = packet("4500001c00010000" + ttl + "010000" + from + to + "0800f7fd00010001");
        Item item = packet.named(field);
        assertThat(item).isNotNull();
        assertThat(Meaning.here(packet, Objects.requireNonNull(item))).contains(means);
    }

    /// IEEE 802 clause 8: the two lowest bits of the first byte; RFC 1112 section 6.4 and RFC 2464 section 7 for groups.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ffffffffffff | broadcast", "01005e000001 | IPv4 group",
            "333300000001 | IPv6 group",
            "0180c2000000 | bridges", "020000000001 | administrator", "00163e000001 | maker",
            "00005e000107 | router's, for IPv4", "00005e000207 | router's, for IPv6",
            "01000c000001 | a group of stations"})
    void addressesOfStationsMeanSomething(String address, String means) throws IOException {
        Anatomy packet = packet(
                address + "020000000001" + "0806" + "0001080006040001" + "020000000001c0000201000000000000c0000202");
        Item item = packet.named("eth.dst");
        assertThat(Meaning.here(packet, Objects.requireNonNull(item))).contains(means);
    }

    /// The field's own words first, then those of its kind.
    @Test
    void wordsSayWhatWouldGoWrong() throws IOException {
        String words = draw(new WordsView(), packet(PADDED), 100);
        assertThat(words).contains("ip.ttl: ", "Otherwise ", "RFC 791 section 3.1", "[RFC 2474 section 3]",
                "In one paragraph");
        assertThat(Summary.of(packet(PADDED))).contains(
                "Host 10.0.0.1 sends it to 10.0.0.2, and at most 63 routers may pass it on.");
    }

    /// IANA's registries of special addresses: RFC 3879, RFC 6052, RFC 8215, RFC 9637, RFC 4380, RFC 6666, RFC 4291, RFC 5180.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"fec00000000000000000000000000001 | site-local",
            "0064ff9b0000000000000000c0000201 | NAT64", "0064ff9b0001000000000000c0000201 | of this network",
            "3fff0fff000000000000000000000001 | documentation", "3fff1000000000000000000000000001 | public",
            "20010000c00002010000000000000001 | Teredo", "20010001000000000000000000000001 | public",
            "01000000000000000000000000000001 | drop", "000000000000000000000000c0000201 | given up",
            "00000000000000000000000000000001 | loopback", "00000000000000000000000000000000 | no address yet",
            "20010002000000000000000000000001 | benchmarks"})
    void addressesOfIpv6MeanSomething(String address, String means) throws IOException {
        Anatomy packet = packet("6000000000003b40" + address + "20010db8" + "00".repeat(11) + "02");
        assertThat(Meaning.here(packet, Objects.requireNonNull(packet.named("ipv6.src")))).contains(means);
    }

    /// RFC 5771 section 4, RFC 919, RFC 3927 section 2.7, RFC 1122 section 3.2.1.3: not forwarded, whatever the TTL. It counts
    /// routers elsewhere, each of which takes one off and drops what has none left (RFC 1812 section 5.3.1).
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0a000001 | e0000012 | ff | for this link alone",
            "0a000001 | ffffffff | 40 | for this link alone", "0a000001 | a9fe0102 | 40 | for this link alone",
            "a9fe0102 | 0a000001 | 40 | source is known on this link alone",
            "7f000001 | 7f000001 | 40 | never leaves the host",
            "0a000001 | e0010001 | 02 | at most 1 router may", "0a000001 | 0a000002 | 01 | no router may pass it on."})
    void routersPassOnOnlyWhatMayLeaveItsLink(String from, String to, String ttl, String says) throws IOException {
        assertThat(Summary.of(packet("4500001c00010000" + ttl + "010000" + from + to + "0800f7fd00010001")))
                .contains(says);
    }

    /// RFC 4291 section 2.5.6 and 2.7: fe80::/10, groups of the scopes 1 and 2; RFC 4861 section 7.1.1: a hop limit of 255 shows
    /// that no router passed it on.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ff02 | this link alone", "ff01 | this link alone", "fe80 | this link alone",
            "ff05 | at most 254 routers", "2001 | at most 254 routers"})
    void neighboursAreAskedOnTheirLinkAlone(String destination, String says) throws IOException {
        Anatomy packet = packet(
                "6000000000003bff 20010db8000000000000000000000001" + destination + "00".repeat(13) + "01");
        assertThat(Summary.of(packet)).contains(says);
    }

    @Test
    void theParagraphTellsWhatASegmentDoes() throws IOException {
        var echo = Objects.requireNonNull(Samples.named("tcp-echo"));
        // tshark -r tcp-echo.pcapng -T fields -e tcp.seq -e tcp.len -e tcp.ack for frames 1, 4: 0 0 0 and 1 14 1
        Anatomy syn = Packets.choose(echo.open(), null, 1, 1).getFirst();
        assertThat(Summary.of(syn)).contains("asks for a connection");
        Anatomy data = Packets.choose(echo.open(), null, 4, 1).getFirst();
        assertThat(Summary.of(data)).contains("sends 14 bytes of data, from number 1", "\"Hello, server!\"");
    }

    /// `tshark -T fields -e tcp.ack -e tcp.options.sack_le -e tcp.options.sack_re` has 4345, 5793, 7241 for packet 14 of
    /// tcp-loss-sender; `-e tcp.window_size` has 0 for packet 23 of tcp-zero-window.
    @Test
    void theParagraphTellsOfGapsAndOfClosedWindows() throws IOException {
        var loss = Objects.requireNonNull(Samples.named("tcp-loss-sender"));
        assertThat(Summary.of(Packets.choose(loss.open(), null, 14, 1).getFirst()))
                .contains("has all before number 4345 of the other direction (behind a gap also 5793 to 7240).");
        var closed = Objects.requireNonNull(Samples.named("tcp-zero-window"));
        assertThat(Summary.of(Packets.choose(closed.open(), null, 23, 1).getFirst()))
                .contains("has no room for more data");
    }

    /// Packet 4 of `tcp-echo`, which has 14 + 20 + 32 bytes of headers and 14 of data, with as many bytes as a capture kept.
    private static Anatomy cut(int kept) throws IOException {
        var batch = new Batch(1 << 16);
        var session = new Session();
        try (FrameSource echo = Objects.requireNonNull(Samples.named("tcp-echo")).open()) {
            assertThat(echo.read(batch)).isTrue();
        }
        batch.captured[3] = kept;
        session.see(batch);
        return new Dissector().dissect(batch, 3);
    }

    @Test
    void dataBehindATransportHeaderIsOfTheApplication() throws IOException {
        assertThat(draw(new LayersView(Model.BOTH), cut(80), 160)).contains(
                "data, 14 bytes, OSI 7 application | TCP/IP application",
                "session (OSI 5) and presentation (OSI 6): inside the application");
        assertThat(draw(new LayersView(Model.TCPIP), cut(80), 160)).contains("data, 14 bytes, TCP/IP application")
                .doesNotContain("OSI");
    }

    /// 14 + 20 + 32 = 66 of 80 bytes, 82.5 %, however few of them were captured.
    @ParameterizedTest
    @ValueSource(ints = {54, 60, 64, 66, 70, 80})
    void sizesAreThoseOnTheWire(int kept) throws IOException {
        String boxes = draw(new LayersView(Model.BOTH), cut(kept), 160);
        assertThat(boxes).contains("Ethernet frame, 14 header + 66 bytes", "IPv4 packet, 20 header + 46 bytes",
                "OSI 1 physical: 80 bytes, 640 bits");
        if (kept > 54) assertThat(boxes).contains("TCP segment, 32 header + 14 bytes", "overhead: 66 of 80 bytes");
    }

    /// 64 bytes of a frame are 50 of the packet in it (64 - 14), and 30 of the segment (64 - 14 - 20).
    @Test
    void whatTheCaptureKeptOfALayerIsToldBesides() throws IOException {
        assertThat(draw(new LayersView(Model.BOTH), cut(64), 160)).contains("14 header + 66 bytes (64 captured)",
                "20 header + 46 bytes (50 captured)", "32 header + 14 bytes (30 captured)");
        assertThat(draw(new LayersView(Model.BOTH), cut(80), 160)).doesNotContain("captured)");
    }

    /// Byte 12 of the TCP header says how long it is (RFC 9293 section 3.1); 40 - 34 = 6 bytes are here.
    @Test
    void aHeaderCutBeforeItsLengthHasNoneThatCouldBeTold() throws IOException {
        assertThat(draw(new LayersView(Model.BOTH), cut(40), 160)).contains("TCP segment, 46 bytes (6 captured)",
                "overhead: cannot be told");
        assertThat(draw(new LayersView(Model.BOTH), cut(14), 160)).contains("overhead: cannot be told");
    }

    @Test
    void wiresAreToldOfWhereThereAreSome() throws IOException {
        var view = new LayersView(Model.OSI);
        assertThat(draw(view, packet(PADDED), 200)).contains("60 bytes, 480 bits on the link");
        String ip = PADDED.replace(" ", "").substring(14 * 2);
        assertThat(draw(view, packet(ip), 200)).contains("without the link's own header");
        assertThat(draw(view, packet("00".repeat(12) + "0800" + ip), 200)).contains("no wire");
        assertThat(draw(view, packet("45"), 200)).contains("1 byte, 8 bits ");
    }

    /// The sample has 16 bytes of SLL (LINKTYPE_LINUX_SLL) in front of an IP packet: of packet 3 of 100 bytes, 84 were sent, of
    /// which 20 of IPv4 and 8 of ICMP are headers, 33.3 %.
    @Test
    void whatTheCaptureAddedIsNoOverheadAndOnNoLink() throws IOException {
        var sample = Objects.requireNonNull(Samples.named("linux-cooked-v1"));
        Anatomy ping = Packets.choose(sample.open(), null, 3, 1).getFirst();
        assertThat(ping.length()).isEqualTo(100);
        assertThat(draw(new LayersView(Model.BOTH), ping, 160)).contains("added by the capture, on no link",
                "overhead: 28 of 84 bytes (without the 16 that the capture added)", "33.3 %").doesNotContain("OSI 2");
        assertThat(Summary.of(ping)).startsWith("Packet 3 has 100 bytes, of which the capture added the first 16.");
    }

    @Test
    void onlyWhatWasOnALinkIsSaidToHaveBeenThere() throws IOException {
        assertThat(Summary.of(packet(PADDED))).startsWith("Packet 1 has 60 bytes on the link.");
        String ip = PADDED.replace(" ", "").substring(14 * 2);
        assertThat(Summary.of(packet(ip))).contains("what carried it is not in the capture");
        assertThat(Summary.of(packet("00".repeat(12) + "0800" + ip))).contains("went over no wire");
    }

    /// AoE lies in Ethernet and is not routed (AoEr11 section 2); GTP (TS 29.281 section 4.1) tunnels packets as L2TP does;
    /// RFC 1001 section 5.3: a NetBIOS session is a dialogue between two names.
    @ParameterizedTest
    @CsvSource({"aoe, 2", "gtp, 2", "l2tp, 2", "vxlan, 2", "gtpv2, 7", "nbss, 5", "tls, 6", "mpls, 2"})
    void protocolsStandWhereTheirBooksPutThem(String prefix, int number) {
        assertThat(Objects.requireNonNull(Protocols.named(prefix)).level().number()).isEqualTo(number);
    }

    /// Levels are those of the OSI model: below the session, what a layer does is said for each protocol.
    @Test
    void everyProtocolBelowTheApplicationHasADeed() {
        for (Protocol each : Protocols.all())
            if (each.level().compareTo(Level.TRANSPORT) <= 0 && !each.equals(Protocols.FRAME))
                assertThat(Deed.of(each).down()).as(each.label()).isNotEqualTo(Deed.of(Protocols.DATA).down());
    }

    /// RFC 2328 section 7.1, IEEE 802.1AB section 5: they carry nothing, and so hand nothing on.
    @ParameterizedTest
    @ValueSource(strings = {"ospf", "stp", "eigrp", "pim", "vrrp", "lldp", "cdp", "igmp", "arp", "bgp", "rip"})
    void whatCarriesNothingHandsNothingOn(String prefix) {
        Deed deed = Deed.of(Objects.requireNonNull(Protocols.named(prefix)));
        assertThat(deed.down() + deed.up()).doesNotContain("hands on", "takes its header off", "program");
    }

    /// RFC 8446 section 2: ClientHello and ServerHello are sent before there are keys.
    @Test
    void helloesAreSaidToBeInClearText() throws Exception {
        var tls = Objects.requireNonNull(Samples.named("tls13"));
        Anatomy hello = Packets.choose(tls.open(), Filter.parse("tls.handshake.type==1"), 0, 1).getFirst();
        assertThat(draw(new LayersView(Model.BOTH), hello, 300)).contains("the hellos are in clear text");
    }

    /// RFC 791 section 3.1: 20 bytes at least; one is here, with version and header length.
    @Test
    void aHeaderOfWhichLittleIsHereIsNotTold() throws IOException {
        Anatomy packet = packet("45");
        assertThat(Summary.of(packet)).doesNotContain("Host", "?").contains("Something is wrong with it");
        assertThat(Verdict.of(packet, Objects.requireNonNull(packet.named("ip.hdr_len"))).mark())
                .isEqualTo(Mark.UNJUDGED);
        Anatomy twelve = packet("4500001c 00010000 400166de");
        assertThat(Verdict.of(twelve, Objects.requireNonNull(twelve.named("ip.checksum"))).mark())
                .isEqualTo(Mark.UNJUDGED);
    }

    /// IANA's registry has port 80 for SCTP as well, but HTTP is looked for in TCP alone; DNS is in both tables.
    @ParameterizedTest
    @CsvSource({"06, 0050, usual port of HTTP", "84, 0050, a system port", "84, 0035, usual port of DNS"})
    void portsAreThoseOfTheirOwnTransport(String protocol, String port, String means) throws IOException {
        Anatomy packet = packet("450000280001000040" + protocol + "0000" + "0a0000010a000002" + port
                + "c000" + "0000000000000000" + "5002ffff00000000");
        Item item = packet.items().stream().filter(each -> each.name().endsWith(".srcport")).findFirst().orElseThrow();
        assertThat(Meaning.here(packet, item)).contains(means);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"4869 | ~\"Hi\"~", "480d0a09 | ~\"H\\r\\n\\t\"~",
            "4800 | ~~", "c3a4 | ~~", "487f | ~~"})
    void bytesAreQuotedIfTheyAreText(String hex, String text) {
        assertThat(Quote.of(OneFrame.parse(hex))).isEqualTo(text);
    }
}
