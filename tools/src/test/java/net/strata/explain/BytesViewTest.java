package net.strata.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.strata.file.Samples;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import net.strata.live.Ink;
import net.strata.stats.Glyphs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Bytes stand beside the fields that they are.
final class BytesViewTest {
    private static final Pattern ROW = Pattern.compile("([0-9a-f]{4,5}) {1,2}((?:[0-9a-f]{2} )*[0-9a-f]{2})(?:  .*)?");
    private static final Pattern LEFT_OUT = Pattern.compile(" +. \u2026 (\\d+) bytes? left out");

    private static List<String> drawn(Anatomy packet, View view, int width) {
        var sheet = new Sheet(width);
        view.draw(packet, sheet);
        return sheet.text(new Ink(Glyphs.UNICODE, false)).lines().toList();
    }

    /// RFC 791: version and header length are half a byte each, flags and offset share two bytes. 4000 is the flag
    /// "don't fragment" alone.
    @Test
    void fieldsOfLessThanAByteShowTheirBits() throws Exception {
        byte[] bytes = OneFrame.parse("4500 0014 0000 4000 40fd 0000 0a00 0001 0a00 0002");
        List<String> lines;
        try (var frame = new OneFrame(bytes, LinkType.RAW)) {
            lines = drawn(Packets.choose(frame, null, 0, 1).getFirst(), new BytesView(), 80);
        }
        assertThat(lines.get(0)).isEqualTo("Internet Protocol version 4, bytes 0 to 19");
        assertThat(lines.get(1)).isEqualTo("0000  45 00 00 14 00 00 40 00  a 0100 ....  Version: 4");
        assertThat(lines.get(2)).isEqualTo("      ab c\u2500 e\u2500\u2500\u2500\u2500 f\u2500\u2500\u2500\u2500"
                + " gj\u2500\u2500\u2500  b .... 0101  Header length: 5 (20 bytes)");
        assertThat(lines).contains(" ".repeat(31) + "h .1.. ....  Don't fragment: set",
                " ".repeat(31) + "j ...0 0000 0000 0000  Fragment offset: 0");
    }

    /// Every byte of every packet, at its place, unless it is said how many are left out.
    @TestFactory
    List<DynamicTest> everyByteIsShownOnce() throws Exception {
        var tests = new ArrayList<DynamicTest>();
        for (Samples.Sample sample : Samples.all())
            tests.add(DynamicTest.dynamicTest(sample.name(), () -> {
                try (FrameSource source = sample.open()) {
                    for (Anatomy packet : Packets.choose(source, null, 0, Integer.MAX_VALUE))
                        for (int width : new int[]{40, 80, 200}) {
                            read(packet, drawn(packet, new BytesView(Integer.MAX_VALUE), width), false);
                            read(packet, drawn(packet, new BytesView(), width), true);
                        }
                }
            }));
        return tests;
    }

    private static void read(Anatomy packet, List<String> lines, boolean shortened) {
        int source = 0;
        int at = 0;
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            Matcher left = LEFT_OUT.matcher(line);
            if (row.matches()) {
                if (at == packet.sources().get(source).length()) {
                    source++;
                    at = 0;
                }
                assertThat(Integer.parseInt(row.group(1), 16)).as(line).isEqualTo(at);
                for (String each : row.group(2).split(" ", -1))
                    assertThat(Integer.parseInt(each, 16)).isEqualTo(packet.sources().get(source).at(at++));
            } else if (left.matches()) {
                assertThat(shortened).as(line).isTrue();
                at += Integer.parseInt(left.group(1));
            }
        }
        assertThat(source).isEqualTo(packet.sources().size() - 1);
        assertThat(at).isEqualTo(packet.sources().getLast().length());
    }

    /// A datagram put together from fragments is in no frame as a whole: its bytes are shown as well.
    @Test
    void whatWasPutTogetherIsShownToo() throws Exception {
        Samples.Sample sample = Objects.requireNonNull(Samples.named("fragments"));
        try (FrameSource source = sample.open()) {
            Anatomy whole = Packets.choose(source, null, 0, Integer.MAX_VALUE).stream()
                    .filter(each -> each.sources().size() == 2).findFirst().orElseThrow();
            assertThat(drawn(whole, new BytesView(), 80)).anyMatch(line -> line.startsWith("The reassembled packet, "));
        }
    }
}
