package net.strata.stats;

import java.util.ArrayList;
import java.util.List;

/// Pictures of round trips, as lines of text for a terminal.
public final class Figures {
    private static final int ROWS = 16;
    private static final String MS = " ms";
    /// The longest are left out of the scale where they would take so many times the room of the others.
    private static final int FAR = 3;
    /// The columns, in percent, that the scale fits in any case.
    private static final int USUAL = 95;

    private Figures() {}

    /// How often which round trips came: a row for each range of them, with the count and a bar. The ranges are as wide as
    /// each other, or grow with the times where these differ by more than a factor of 4; the longest 1 % share one row
    /// where they are far off.
    ///
    /// @param width of the lines at most
    public static List<String> histogram(Distribution distribution, int width, Glyphs glyphs) {
        return histogram(distribution, width, ROWS, glyphs);
    }

    /// As above.
    ///
    /// @param rows how many ranges at most; more only where there is one for each power of ten
    public static List<String> histogram(Distribution distribution, int width, int rows, Glyphs glyphs) {
        return distribution.count() == 0 ? List.of() : Histogram.lines(distribution, width, rows, glyphs);
    }

    /// The latest probes in a row, a cell each: the longer the round trip the higher, between the shortest and the longest
    /// that are shown, or nearly the longest where few are far longer. A cell with a loss has a mark for it, one on its
    /// way is blank.
    ///
    /// @param width how many cells at most
    public static String sparkline(List<Cell> cells, int width, Glyphs glyphs) {
        var shown = cells.subList(Math.max(0, cells.size() - Math.max(0, width)), cells.size());
        var scale = Scale.of(shown, 1);
        var line = new StringBuilder();
        for (Cell cell : shown) {
            if (cell.lost() > 0) line.append(glyphs.lost);
            else
                line.append(glyphs.height(cell.answered() == 0 ? 0 : scale.parts(cell.mean())));
        }
        return line.toString();
    }

    /// Round trips over time, from the first probe on the left to the last: columns between the shortest and the longest one,
    /// which stand at the axis; below them the losses, and what a column is. A column of several probes is filled up to
    /// their mean and shaded up to the longest. Where few are far longer than all others, the columns end before, and
    /// a mark on top of them says so.
    ///
    /// @param width of the lines at most
    /// @param height rows of the columns, at least 2
    public static List<String> strip(List<Cell> cells, int width, int height, Glyphs glyphs) {
        Cell all = Cell.sum(cells);
        var lines = new ArrayList<String>();
        if (all.probes() == 0) return lines;
        // Below 1 ms there is a decimal more.
        int margin = Math.max(Units.millis(0).length(), Units.millis(all.max()).length()) + MS.length();
        var columns = Cell.atMost(Math.max(1, width - margin - 2), cells);
        var scale = Scale.of(columns, height);
        for (int row = height - 1; row >= 0 && all.answered() > 0; row--) {
            String value = row == 0
                    ? Units.millis(scale.min) + MS
                    : row == height - 1 && scale.max > scale.min ? Units.millis(scale.max) + MS : "";
            var line = label(value, margin, glyphs);
            for (Cell column : columns)
                line.append(piece(column, row, scale, glyphs));
            lines.add(line.toString());
        }
        if (all.lost() > 0) {
            var line = label("lost", margin, glyphs);
            for (Cell column : columns)
                line.append(losses(column, glyphs));
            lines.add(line.toString());
        }
        lines.add(" ".repeat(margin + 2) + legend(all, columns.getFirst().probes(), scale, glyphs));
        lines.replaceAll(String::stripTrailing);
        return lines;
    }

    private static StringBuilder label(String label, int margin, Glyphs glyphs) {
        return new StringBuilder(" ".repeat(margin - label.length())).append(label).append(' ').append(glyphs.axis);
    }

    private static char piece(Cell column, int row, Scale scale, Glyphs glyphs) {
        if (column.answered() == 0) return ' ';
        if (row == scale.rows - 1 && column.max() > scale.max) return glyphs.beyond;
        int below = row * Glyphs.PARTS;
        int filled = scale.parts(column.mean()) - below;
        if (filled > 0) return glyphs.height(Math.min(Glyphs.PARTS, filled));
        return scale.parts((double) column.max()) > below ? glyphs.shade : ' ';
    }

    /// All lost, a few, or ten and more.
    private static char losses(Cell column, Glyphs glyphs) {
        if (column.lost() == 0) return ' ';
        if (column.lost() == column.probes()) return glyphs.lost;
        return column.lost() < 10 ? (char) ('0' + column.lost()) : '+';
    }

    private static String legend(Cell all, long each, Scale scale, Glyphs glyphs) {
        var words = new StringBuilder().append(all.probes()).append(all.probes() == 1 ? " probe" : " probes");
        if (each > 1)
            words.append(", ").append(each).append(" a column: the mean, ").append(glyphs.shade).append(" the longest");
        if (all.lost() > 0) words.append("; ").append(glyphs.lost).append(" lost");
        if (all.max() > scale.max)
            words.append("; ").append(glyphs.beyond).append(" up to ").append(Units.millis(all.max())).append(MS);
        return words.toString();
    }

    /// Round trips as heights.
    ///
    /// @param rows of which the height consists
    private record Scale(long min, long max, int rows) {
        static Scale of(List<Cell> columns, int rows) {
            long min = Cell.sum(columns).min();
            long[] tops = columns.stream().filter(c -> c.answered() > 0).mapToLong(Cell::max).sorted().toArray();
            if (tops.length == 0) return new Scale(0, 0, rows);
            long longest = tops[tops.length - 1];
            long most = tops[Math.ceilDiv(tops.length * USUAL, 100) - 1];
            return new Scale(min, isFar(longest, min, most) ? most : longest, rows);
        }

        /// From 1 for the shortest to all parts of all rows for the longest; the middle where all are the same.
        int parts(double nanos) {
            int all = rows * Glyphs.PARTS;
            if (max <= min) return all / 2;
            return Math.min(all, 1 + (int) Math.round((nanos - min) / (max - min) * (all - 1)));
        }
    }

    /// Whether the longest round trip would leave little room for the range that most lie in.
    static boolean isFar(long longest, long min, long most) {
        return longest - min > FAR * Math.max(1, most - min);
    }
}
