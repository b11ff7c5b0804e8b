package net.strata.live;

import java.util.ArrayList;
import java.util.List;
import net.strata.stats.Column;
import net.strata.stats.Distribution;
import net.strata.stats.Figures;
import net.strata.stats.Snapshot;

/// Draws the screen: a line for each host; of a single one, its pictures too.
final class Screen {
    private static final List<Column> COLUMNS = List.of(Column.SENT, Column.LOSS, Column.LAST, Column.P50, Column.P90,
            Column.P99, Column.MAX, Column.JITTER);
    /// Where not all have room, those come first.
    private static final List<Column> IMPORTANCE = List.of(Column.LOSS, Column.LAST, Column.P99, Column.P50, Column.MAX,
            Column.P90, Column.SENT, Column.JITTER);
    /// Names and sparklines have so much room before a column is shown.
    private static final int LEAST_NAME = 10;
    private static final int LEAST_SPARKLINE = 8;
    /// Columns that are more important than a sparkline.
    private static final int BASIC = 2;

    private static final int MOST_ROWS = 16;
    /// Lines that a histogram and a strip need together.
    private static final int BOTH = 12;
    private static final int LEAST_STRIP = 4;

    private final List<Row> rows;
    private final Look look;
    private final Ink ink;
    private final int names;
    private final List<Column> columns;

    private Screen(List<Row> rows, Look look) {
        this.rows = rows;
        this.look = look;
        ink = new Ink(look.glyphs(), look.color());
        int longest = rows.stream().mapToInt(row -> Ink.cells(row.name())).max().orElse(0);
        int shown = 0;
        int used = 0;
        for (Column column : IMPORTANCE) {
            int spark = shown < BASIC ? 0 : 1 + LEAST_SPARKLINE;
            if (shown > 0 && Math.min(longest, LEAST_NAME) + used + column.width() + spark > look.width()) break;
            used += column.width();
            shown++;
        }
        List<Column> chosen = IMPORTANCE.subList(0, shown);
        columns = COLUMNS.stream().filter(chosen::contains).toList();
        int rest = look.width() - used - (shown > BASIC ? 1 + LEAST_SPARKLINE : 0);
        names = Math.clamp(longest, 0, Math.max(0, rest));
    }

    /// The lines of a screen, as many as it is high, none of them wider than it is.
    static List<String> lines(List<Row> rows, Look look) {
        return new Screen(rows, look).lines();
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(title());
        lines.add(head());
        int last = Math.min(rows.size(), look.first() + look.room());
        for (Row row : rows.subList(Math.min(look.first(), last), last))
            lines.add(line(row));
        int above = look.height() - (look.keys() ? 1 : 0);
        if (rows.size() == 1) pictures(rows.getFirst(), above - lines.size(), lines);
        while (lines.size() < above)
            lines.add("");
        while (lines.size() > above)
            lines.removeLast();
        if (look.keys()) lines.add(ink.sgr(Ink.DIM, ink.fit(keys(last), look.width())));
        return lines;
    }

    private String title() {
        String what = rows.size() == 1 ? single(rows.getFirst()) : rows.size() + " hosts";
        return ink.title(what, look.seconds(), look.paused(), look.width());
    }

    private static String single(Row row) {
        return row.name().equals(row.address()) ? row.name() : row.name() + " (" + row.address() + ")";
    }

    private String head() {
        var line = new StringBuilder(ink.padded("ms", names));
        columns.forEach(column -> line.append(column.head()));
        return ink.sgr(Ink.DIM, ink.fit(line.toString(), look.width()));
    }

    private String line(Row row) {
        Snapshot known = row.snapshot();
        var line = new StringBuilder(ink.padded(row.name(), names));
        int used = names;
        for (Column column : columns) {
            String value = column.of(known);
            used += value.length();
            if (used > look.width()) return line.toString();
            line.append(column == Column.LOSS && known.loss().lost() > 0 ? ink.sgr(Ink.RED, value) : value);
        }
        int room = look.width() - used - 1;
        if (room < 1) return line.toString();
        return line.append(' ').append(ink.marked(Figures.sparkline(row.latest(), room, look.glyphs()))).toString();
    }

    /// Where there is room for both: how often which round trips came, and below it when.
    private void pictures(Row row, int room, List<String> lines) {
        Distribution distribution = row.distribution();
        int left = room;
        if (distribution != null && room >= BOTH) {
            int most = Math.min(MOST_ROWS, room / 2 - 1);
            List<String> histogram = Figures.histogram(distribution, look.width(), most, look.glyphs());
            if (!histogram.isEmpty() && histogram.size() <= most) {
                lines.add("");
                histogram.forEach(line -> lines.add(ink.fit(line, look.width())));
                left -= histogram.size() + 1;
            }
        }
        if (left < LEAST_STRIP + 1) return;
        lines.add("");
        boolean lost = row.snapshot().loss().lost() > 0;
        Figures.strip(row.course(), look.width(), left - (lost ? 3 : 2), look.glyphs())
                .forEach(line -> lines.add(ink.fit(line, look.width())));
    }

    private String keys(int last) {
        boolean scrolls = rows.size() > look.room();
        return "q quit  p pause  r reset  ? keys" + (scrolls
                ? "  " + ink.arrows() + "PgUp PgDn  " + (look.first() + 1) + "-" + last + " of " + rows.size()
                : "");
    }
}
