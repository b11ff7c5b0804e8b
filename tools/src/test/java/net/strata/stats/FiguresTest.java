package net.strata.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FiguresTest {
    private static final long US = 1_000;
    private static final long MS = 1_000_000;
    private static final long LOST = -1;
    private static final long WAITING = -2;

    /// Probes, each with its round trip.
    private static List<Cell> cells(long... fates) {
        var recent = new Recent(1_000);
        for (int i = 0; i < fates.length; i++) {
            recent.sent(i);
            if (fates[i] == LOST) recent.lost(i);
            else if (fates[i] != WAITING) recent.reply(i, fates[i]);
        }
        return recent.cells();
    }

    private static Distribution distribution(long... nanos) {
        var distribution = new Distribution();
        for (long each : nanos)
            distribution.add(each);
        return distribution;
    }

    /// 1 to 8 ms in steps of 1 ms are the eight heights.
    @Test
    void aSparklineGoesFromTheShortestToTheLongest() {
        var cells = cells(MS, 2 * MS, 3 * MS, 4 * MS, LOST, 5 * MS, 6 * MS, 7 * MS, 8 * MS, WAITING);
        assertThat(Figures.sparkline(cells, 80, Glyphs.UNICODE)).isEqualTo("▁▂▃▄×▅▆▇█ ");
        assertThat(Figures.sparkline(cells, 80, Glyphs.ASCII)).isEqualTo("_.-:x=+*# ");
    }

    @Test
    void aSparklineShowsTheLatest() {
        var cells = cells(MS, 100 * MS, MS, 2 * MS, LOST);
        assertThat(Figures.sparkline(cells, 3, Glyphs.UNICODE)).isEqualTo("▁█×");
        assertThat(Figures.sparkline(cells, 0, Glyphs.UNICODE)).isEmpty();
    }

    @Test
    void ofEqualRoundTripsASparklineIsInTheMiddle() {
        assertThat(Figures.sparkline(cells(MS, MS, LOST, MS), 80, Glyphs.UNICODE)).isEqualTo("▄▄×▄");
        assertThat(Figures.sparkline(cells(LOST, WAITING), 80, Glyphs.UNICODE)).isEqualTo("× ");
        assertThat(Figures.sparkline(List.of(), 80, Glyphs.UNICODE)).isEmpty();
    }

    /// Two rows are 16 parts: 1 ms is 1 part, 16 ms are 16, 8 ms are 8, and 12 ms 12, which is 4 in the upper row.
    @Test
    void aStripHasAnAxisAndItsLossesBelow() {
        assertThat(Figures.strip(cells(MS, 16 * MS, LOST, 8 * MS, 12 * MS, WAITING), 40, 2, Glyphs.UNICODE))
                .containsExactly(//
                        "16.000 ms │ █  ▄", //
                        " 1.000 ms │▁█ ██", //
                        "     lost │  ×", //
                        "           6 probes; × lost");
    }

    /// Columns of two: 1 and 15 ms are filled to 8, shaded to 15; one of two lost is a 1.
    @Test
    void aColumnOfSeveralProbesShowsTheirMeanAndTheLongest() {
        assertThat(Figures.strip(cells(MS, 15 * MS, 16 * MS, LOST, LOST, LOST, MS, MS), 15, 2, Glyphs.ASCII))
                .containsExactly(//
                        "16.000 ms |:#", //
                        " 1.000 ms |## _", //
                        "     lost | 1x", //
                        "           8 probes, 2 a column: the mean, : the longest; x lost");
    }

    @Test
    void aStripOfLossesHasNoTimes() {
        assertThat(Figures.strip(cells(LOST, LOST), 40, 5, Glyphs.ASCII)).hasSize(2).first().asString()
                .endsWith("lost |xx");
        assertThat(Figures.strip(List.of(), 40, 5, Glyphs.ASCII)).isEmpty();
    }

    @Test
    void oneFarLongerThanAllOthersDoesNotFlattenThem() {
        var fates = IntStream.range(0, 40).mapToLong(i -> i % 2 == 0 ? MS : 16 * MS).toArray();
        fates[5] = 2_000 * MS;
        var lines = Figures.strip(cells(fates), 100, 2, Glyphs.UNICODE);
        assertThat(lines.getFirst()).isEqualTo("  16.000 ms │ █ █ ▲" + " █".repeat(17));
        assertThat(lines.getLast()).isEqualTo("             40 probes; ▲ up to 2000.000 ms");
        assertThat(Figures.sparkline(cells(fates), 100, Glyphs.UNICODE)).isEqualTo("▁█".repeat(20));
    }

    @Test
    void rangesOfTimesThatAreCloseAreEven() {
        assertThat(Figures.histogram(distribution(31 * US, 42 * US, 43 * US, 43 * US, 44 * US, 59 * US), 39,
                Glyphs.ASCII)).containsExactly(//
                        "0.030 - 0.032 ms  1  ######", //
                        "0.032 - 0.034 ms  0", //
                        "0.034 - 0.036 ms  0", //
                        "0.036 - 0.038 ms  0", //
                        "0.038 - 0.040 ms  0", //
                        "0.040 - 0.042 ms  0", //
                        "0.042 - 0.044 ms  3  ##################", //
                        "0.044 - 0.046 ms  1  ######", //
                        "0.046 - 0.048 ms  0", //
                        "0.048 - 0.050 ms  0", //
                        "0.050 - 0.052 ms  0", //
                        "0.052 - 0.054 ms  0", //
                        "0.054 - 0.056 ms  0", //
                        "0.056 - 0.058 ms  0", //
                        "0.058 - 0.060 ms  1  ######");
    }

    /// From 1 to 90 ms are two decades: five ranges in each.
    @Test
    void rangesOfTimesThatDifferMuchGrow() {
        assertThat(Figures.histogram(distribution(MS, MS, 3 * MS, 30 * MS, 90 * MS), 30, Glyphs.UNICODE))
                .containsExactly(//
                        "  1.0 -   1.6 ms  2  █████████", //
                        "  1.6 -   2.5 ms  0", //
                        "  2.5 -   4.0 ms  1  ████▌", //
                        "  4.0 -   6.3 ms  0", //
                        "  6.3 -  10.0 ms  0", //
                        " 10.0 -  16.0 ms  0", //
                        " 16.0 -  25.0 ms  0", //
                        " 25.0 -  40.0 ms  1  ████▌", //
                        " 40.0 -  63.0 ms  0", //
                        " 63.0 - 100.0 ms  1  ████▌");
    }

    /// A row has 50 of them, and 17 cells, that is 136 parts: one is 136/50, nearly 3 parts.
    @Test
    void theLongestShareARowWhereTheyAreFarOff() {
        var nanos = new long[200];
        for (int i = 0; i < nanos.length; i++)
            nanos[i] = 20 * MS + i * US;
        nanos[7] = 900 * MS;
        assertThat(Figures.histogram(distribution(nanos), 40, Glyphs.UNICODE)).last().asString()
                .startsWith("20.20 ms or more   1  ▍");
    }

    @Test
    void aHistogramOfNothingIsEmptyAndOfOneARow() {
        assertThat(Figures.histogram(distribution(), 40, Glyphs.ASCII)).isEmpty();
        assertThat(Figures.histogram(distribution(12_345_678), 26, Glyphs.ASCII))
                .containsExactly("12.30 - 12.35 ms  1  #####");
        assertThat(Figures.histogram(distribution(0, 0), 40, Glyphs.ASCII)).hasSize(1).first().asString()
                .startsWith("0.000000 - 0.000001 ms  2  #");
    }

    @ParameterizedTest
    @EnumSource(Glyphs.class)
    void noLineIsWiderThanTheTerminal(Glyphs glyphs) {
        var random = new Random(5);
        for (int run = 0; run < 50; run++) {
            int n = 1 + random.nextInt(300);
            long most = 1L << random.nextInt(1, 40);
            var fates = random.longs(n, 0, most).map(f -> random.nextInt(9) == 0 ? LOST : f).toArray();
            fates[0] = most;
            int width = 60 + random.nextInt(100);
            var answered = Arrays.stream(fates).filter(f -> f >= 0).toArray();
            var rows = Figures.histogram(distribution(answered), width, glyphs);
            var lines = new ArrayList<>(rows);
            lines.addAll(Figures.strip(cells(fates), width + 50, 5, glyphs));
            lines.add(Figures.sparkline(cells(fates), width, glyphs));
            assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width + 50));
            assertThat(rows).hasSizeLessThanOrEqualTo(16).allMatch(line -> line.length() <= width);
            assertThat(rows.stream().mapToLong(FiguresTest::count).sum()).isEqualTo(answered.length);
        }
    }

    private static long count(String row) {
        return Long.parseLong(row.replaceFirst(".* ms(?: or more)? +([0-9]+).*", "$1"));
    }
}
