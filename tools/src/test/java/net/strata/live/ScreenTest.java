package net.strata.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.strata.os.SockAddr;
import net.strata.ping.Target;
import net.strata.stats.Fact;
import net.strata.stats.Glyphs;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;

final class ScreenTest {
    private static final long MS = 1_000_000;
    private static final long LOST = -1;

    private static Row row(int index, String name, boolean pictured, long... fates) {
        var row = new Row(new Target(index, name, new SockAddr.In(0x0a000001 + index, 0)), pictured);
        for (int i = 0; i < fates.length; i++)
            row.take(Fact.SENT, i, 0);
        for (int i = 0; i < fates.length; i++) {
            if (fates[i] != LOST) row.take(Fact.REPLY, i, fates[i]);
            row.take(fates[i] == LOST ? Fact.LOST : Fact.ANSWERED, i, 0);
        }
        return row;
    }

    private static Look look(int width, int height) {
        return new Look(width, height, 0, 3_725, false, true, Glyphs.UNICODE, false);
    }

    private static List<Row> hosts(int count) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < count; i++)
            rows.add(row(i, "host" + i, false, (i + 1) * MS));
        return rows;
    }

    private static int cells(String line) {
        return line.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }

    private static String plain(String line) {
        return line.replaceAll("\033\\[[0-9]+m", "");
    }

    /// 1, 3 and 9 ms: by nearest rank the median is 3 ms and the others 9 ms, the mean of the differences 2 and 6 is 4 ms. Of
    /// the heights, 3 ms has 1 + 2/8 of 7, rounded.
    @Test
    void eachHostHasItsLine() {
        var rows = List.of(row(0, "gateway", false, MS, 3 * MS, LOST, 9 * MS), row(1, "silent", false));
        assertThat(Screen.lines(rows, look(70, 6))).containsExactly(
                "2 hosts                                                        1:02:05",
                "ms        sent loss %  last   p50   p90   p99   max jitter",
                "gateway      4     25  9.00  3.00  9.00  9.00  9.00   4.00 ▁▃×█",
                "silent       0      -     -     -     -     -     -      - ", "",
                "q quit  p pause  r reset  ? keys");
    }

    @Test
    void whereNotAllColumnsFitTheImportantOnesStay() {
        var rows = List.of(row(0, "gateway", false, MS, 3 * MS, LOST, 9 * MS), row(1, "silent", false));
        assertThat(Screen.lines(rows, look(35, 4)).get(2)).isEqualTo("gateway     25  9.00  9.00 ▁▃×█");
        assertThat(Screen.lines(rows, look(15, 4)).get(2)).isEqualTo("gateway     25");
    }

    @Test
    void hostsThatDoNotFitAreScrolledTo() {
        var look = new Look(60, 6, 4, 0, false, true, Glyphs.ASCII, false);
        var lines = Screen.lines(hosts(10), look);
        assertThat(lines.subList(2, 5)).extracting(line -> line.substring(0, 5)).containsExactly("host4", "host5",
                "host6");
        assertThat(lines.getLast()).isEqualTo("q quit  p pause  r reset  ? keys  up down PgUp PgDn  5-7 of~");
    }

    @Test
    void aSingleHostHasAHistogramAndItsCourse() {
        var lines = Screen.lines(List.of(row(0, "gateway", true, MS, 3 * MS, LOST, 9 * MS)), look(60, 24));
        assertThat(lines.getFirst()).startsWith("gateway (10.0.0.1) ");
        assertThat(lines).anyMatch(line -> line.matches(" *1\\.0+ - .* ms  1  █+")) // from 1 ms on there is one
                .anyMatch(line -> line.equals("     lost │  ×"))
                .anyMatch(line -> line.equals("           4 probes; × lost"));
    }

    /// Whatever the size: no line is wider than the screen, and there are as many as it is high.
    @Test
    void nothingIsDrawnBeyondTheScreen() {
        var many = hosts(30);
        many.add(row(30, "\u6771\u4eac.example.net", false, LOST, LOST, 5 * MS));
        var single = List.of(row(0, "a.rather.long.name.example.net", true, MS, 3 * MS, LOST, 90 * MS, 7 * MS));
        for (List<Row> rows : List.of(many, single, List.<Row>of())) {
            for (int height : new int[]{1, 2, 3, 4, 5, 8, 13, 24, 39}) {
                for (int width = 1; width < 120; width++) {
                    var lines = Screen.lines(rows, look(width, height));
                    int most = width;
                    assertThat(lines).hasSize(height).allMatch(line -> cells(line) <= most);
                }
            }
        }
    }

    @Test
    void aNameCannotDisturbTheTerminal() {
        var lines = Screen.lines(List.of(row(0, "a\033[2J\nb", false), row(1, "other", false)), look(80, 5));
        assertThat(lines.get(2)).startsWith("a\\x1b[2J\\nb ");
        assertThat(lines).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }

    @Test
    void coloursChangeNoCharacter() {
        var rows = List.of(row(0, "gateway", true, MS, 3 * MS, LOST, 9 * MS));
        var colored = new Look(80, 24, 0, 3_725, false, true, Glyphs.UNICODE, true);
        var lines = Screen.lines(rows, colored);
        assertThat(lines).anyMatch(line -> line.contains("\033[31m×\033[0m"));
        assertThat(lines.stream().map(ScreenTest::plain)).isEqualTo(Screen.lines(rows, look(80, 24)));
    }
}
