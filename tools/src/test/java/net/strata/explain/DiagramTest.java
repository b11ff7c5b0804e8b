package net.strata.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.strata.explain.Diagram.Cell;
import net.strata.frame.LinkType;
import net.strata.live.Ink;
import net.strata.stats.Glyphs;
import org.junit.jupiter.api.Test;

/// Headers are drawn as their RFCs draw them.
final class DiagramTest {
    private static final String ETHERNET = "020000000002 020000000001 0800";
    /// 4500 + 28 + 1234 + 4000 + 4006 + a00 + 1 + a00 + 2 = eb65; its complement is 149a.
    private static final String IP = "4500 0028 1234 4000 4006 149a 0a00 0001 0a00 0002";
    /// a00 + 1 + a00 + 2 + 6 + 14 = 141d of pseudo-header; c000 + 50 + 1 + 5002 + ffff = 21052; 246f + 2 = 2471, whose
    /// complement is db8e.
    private static final String SYN = "c000 0050 0000 0001 0000 0000 5002 ffff db8e 0000";

    private static Anatomy packet(String hex, int link) throws Exception {
        try (var frame = new OneFrame(OneFrame.parse(hex), link)) {
            return Packets.choose(frame, null, 0, 1).getFirst();
        }
    }

    private static Diagram diagram(Anatomy packet, String layer) {
        return Diagram.of(packet,
                packet.layers().stream().filter(each -> each.label().equals(layer)).findFirst().orElseThrow(),
                Set.of());
    }

    private static Layer tcp(Anatomy packet) {
        return packet.layers().stream().filter(each -> each.label().equals("TCP")).findFirst().orElseThrow();
    }

    private static List<Integer> widths(Diagram diagram) {
        return diagram.cells().stream().filter(Cell::isField).map(Cell::bits).toList();
    }

    private static List<String> drawn(Anatomy packet, View view, int width) {
        var sheet = new Sheet(width);
        view.draw(packet, sheet);
        return sheet.text(new Ink(Glyphs.UNICODE, false)).lines().toList();
    }

    /// RFC 791 section 3.1, with the type of service as RFC 2474 and RFC 3168 divide it.
    @Test
    void ipv4HasTheCellsOfRfc791() throws Exception {
        Diagram ip = diagram(packet(IP + SYN, LinkType.RAW), "IPv4");
        assertThat(widths(ip)).containsExactly(4, 4, 6, 2, 16, 16, 1, 1, 1, 13, 8, 8, 16, 32, 32);
        assertThat(ip.rows().stream().map(Diagram.Row::bit)).containsExactly(0, 32, 64, 96, 128, 160);
    }

    /// RFC 9293 section 3.1, with the bits of RFC 9768 (AE) and RFC 3168 (CWR, ECE).
    @Test
    void tcpHasTheCellsOfRfc9293() throws Exception {
        assertThat(widths(diagram(packet(IP + SYN, LinkType.RAW), "TCP"))).containsExactly(16, 16, 32, 32, 4, 3, 1, 1,
                1,
                1, 1, 1, 1, 1, 1, 16, 16, 16);
    }

    /// RFC 768: four fields of 16 bits.
    @Test
    void udpHasTheCellsOfRfc768() throws Exception {
        Diagram udp = diagram(packet("4500 001c 0000 0000 4011 66cf 0a00 0001 0a00 0002 0001 0002 0008 ebd9",
                LinkType.RAW), "UDP");
        assertThat(widths(udp)).containsExactly(16, 16, 16, 16);
    }

    /// IEEE 802.3 section 3.1: 48, 48 and 16 bits, which do not fill rows of 32.
    @Test
    void ethernetGoesRoundCorners() throws Exception {
        Anatomy packet = packet(ETHERNET + IP + SYN, LinkType.ETHERNET);
        Diagram ethernet = diagram(packet, "Ethernet");
        assertThat(widths(ethernet)).containsExactly(48, 48, 16);
        assertThat(
                ethernet.rows().stream().limit(4).map(row -> row.pieces().stream().map(Diagram.Piece::bits).toList()))
                .containsExactly(List.of(32), List.of(16, 16), List.of(32), List.of(16, 16));
        assertThat(ethernet.cells().getLast().inner()).isEqualTo(1);
        assertThat(ethernet.cells().getLast().bits()).isEqualTo(40 * 8);
        List<String> lines = drawn(packet, new DiagramView(), 80);
        assertThat(lines).contains("      0                   1                   2                   3",
                "      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1");
        assertThat(lines.get(3)).isEqualTo("     \u250c" + "\u2500".repeat(63) + "\u2510");
        // The destination's last 16 bits are under its first 32: a line only over the source.
        assertThat(lines.get(5)).isEqualTo("     \u2502" + " ".repeat(31) + "\u250c" + "\u2500".repeat(31) + "\u2524");
    }

    /// RFC 8200 section 3: an address takes four rows; between them there is no line.
    @Test
    void anAddressOfIpv6TakesFourRows() throws Exception {
        Anatomy packet = packet("6000 0000 0000 3b40" + " 0000".repeat(16), LinkType.RAW);
        Diagram ip = diagram(packet, "IPv6");
        assertThat(ip.rows().stream().map(Diagram.Row::count)).containsExactly(1, 1, 4, 4);
        List<String> lines = drawn(packet, new DiagramView(), 80);
        int from = lines.indexOf(lines.stream().filter(each -> each.contains("Source")).findFirst().orElseThrow());
        // Four rows and what would be three lines between them.
        for (int line = from - 3; line <= from + 3; line++)
            assertThat(lines.get(line)).hasSize(70).contains("\u2502").doesNotContain("\u2500");
        assertThat(lines.get(from - 4)).contains("\u2500".repeat(31));
        assertThat(lines.get(from + 4)).contains("\u2500".repeat(63));
    }

    @Test
    void whatFollowsFromThePacketIsToldFromWhatTheSenderChose() throws Exception {
        Anatomy packet = packet(IP + SYN, LinkType.RAW);
        Diagram ip = diagram(packet, "IPv4");
        assertThat(ip.cells().stream().filter(each -> each.verdict().mark() == Mark.COMPUTED).map(Cell::label))
                .containsExactly("Header length", "Total length", "Protocol", "Header checksum");
        assertThat(diagram(packet, "TCP").cells().stream().filter(each -> each.verdict().mark() == Mark.COMPUTED)
                .map(Cell::label)).containsExactly("Header length", "Checksum");
        assertThat(drawn(packet, new DiagramView(), 80)).anyMatch(line -> line.contains("TCP (6)")).last().asString()
                .contains("\u00b7 set by the sender", "= follows from the rest");
    }

    /// 41 bytes are claimed, 40 are there; and a header length of 7 words is more than its options fill.
    @Test
    void aLengthThatDoesNotFitIsMarked() throws Exception {
        Anatomy packet = packet(IP.replace("0028", "0029") + SYN, LinkType.RAW);
        Item length = Objects.requireNonNull(packet.named("ip.len"));
        assertThat(Verdict.of(packet, length).mark()).isEqualTo(Mark.WRONG);
        assertThat(String.join("\n", drawn(packet, new DiagramView(), 80))).contains("\u2260 41",
                "\u2260 Total length: IPv4 at byte 0: too short, ip.len needs 41 bytes, 40 are");
    }

    /// RFC 9293 section 3.2: the length of an option counts its kind and itself. Of 8 bytes that are claimed, 4 are left.
    @Test
    void aLengthOfAnOptionThatDoesNotFitIsMarked() throws Exception {
        Anatomy packet = packet("4500 002c 0000 0000 4006 0000 0a00 0001 0a00 0002"
                + "c000 0050 0000 0001 0000 0000 6002 ffff 0000 0000 0208 05b4", LinkType.RAW);
        Item length = Objects.requireNonNull(packet.named("tcp.option_len"));
        assertThat(Verdict.of(packet, length)).isEqualTo(new Verdict(Mark.WRONG, "4 bytes are there"));
    }

    @Test
    void flagsHaveTheLettersTheyAreKnownBy() throws Exception {
        List<String> lines = drawn(packet(IP + SYN, LinkType.RAW), new DiagramView(), 80);
        int flags = lines
                .indexOf(lines.stream().filter(each -> each.contains("\u2502C\u2502")).findFirst().orElseThrow());
        assertThat(lines.get(flags)).contains("\u2502C\u2502E\u2502U\u2502A\u2502P\u2502R\u2502S\u2502F\u2502");
        assertThat(lines.get(flags + 1)).contains("\u25020\u25020\u25020\u25020\u25020\u25020\u25021\u25020\u2502");
        assertThat(String.join("\n", lines)).contains("A Acknowledgment", "S Syn");
    }

    /// With six columns for a bit, a flag's name has room.
    @Test
    void wideFlagsHaveTheirNames() throws Exception {
        assertThat(String.join("\n", drawn(packet(IP + SYN, LinkType.RAW), new DiagramView(), 200))).contains(
                "\u2502 CWR \u2502 ECE \u2502 URG \u2502 ACK \u2502PUSH \u2502RESET\u2502 SYN \u2502 FIN \u2502");
    }

    /// The scaled window is made from the window; both are what `tcp.window_size` is about.
    @Test
    void aGeneratedFieldHighlightsWhatItIsMadeFrom() throws Exception {
        Anatomy packet = packet(IP + SYN, LinkType.RAW);
        Item scaled = Objects.requireNonNull(packet.named("tcp.window_size"));
        assertThat(Diagram.of(packet, tcp(packet), Set.of(scaled.id())).cells().stream().filter(Cell::highlighted)
                .map(Cell::label)).containsExactly("Window");
        assertThat(String.join("\n", drawn(packet, new DiagramView(Set.of(scaled.id())), 80)))
                .contains("\u25b6 Window");
    }

    @Test
    void anOptionAsAWholeHighlightsItsFields() throws Exception {
        Anatomy packet = packet("4500 002c 0000 0000 4006 0000 0a00 0001 0a00 0002"
                + "c000 0050 0000 0001 0000 0000 6002 ffff 0000 0000 0204 05b4", LinkType.RAW);
        Item option = packet.items().stream().filter(each -> each.kind() == Item.Kind.PART).findFirst().orElseThrow();
        Diagram tcp = Diagram.of(packet, tcp(packet), Set.of(option.id()));
        assertThat(tcp.cells().stream().filter(Cell::highlighted).map(Cell::label)).containsExactly("Kind", "Length",
                "Maximum segment size");
    }

    /// A payload of 1000 bytes is 250 rows; they are not drawn, but counted.
    @Test
    void aLongPayloadIsBroken() throws Exception {
        Anatomy packet = packet("4500 0404 0000 0000 4011 62e7 0a00 0001 0a00 0002 0001 0002 03f0 0000"
                + " 61".repeat(1000), LinkType.RAW);
        List<String> lines = drawn(packet, new DiagramView(), 80);
        assertThat(String.join("\n", lines)).contains("Data, 1000 bytes", "~ 250 rows ~");
        assertThat(lines).hasSizeLessThan(50);
    }

    /// On less than 65 columns a row has 16 bits.
    @Test
    void aNarrowSheetHasRowsOfSixteenBits() throws Exception {
        List<String> lines = drawn(packet(IP + SYN, LinkType.RAW), new DiagramView(), 40);
        assertThat(lines).contains("      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5");
        assertThat(lines).allMatch(each -> Ink.cells(each) <= 40);
    }
}
