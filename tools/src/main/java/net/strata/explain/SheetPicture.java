package net.strata.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import net.strata.page.Markup;
import net.strata.page.Resources;

/// A sheet as a picture in SVG 1.1 (https://www.w3.org/TR/SVG11/). Box characters become lines, so that they join whatever
/// the font.
final class SheetPicture {
    private static final double WIDE = 8.4;
    private static final int HIGH = 18;
    private static final int BASE = 13;
    private static final int MARGIN = 12;
    /// Which of the four arms each box character has, from U+2500: 1 left, 2 right, 4 up, 8 down.
    private static final String BOXES = "\u2500\u2502\u250c\u2510\u2514\u2518\u251c\u2524\u252c\u2534\u253c";
    private static final int[] ARMS = {3, 12, 10, 9, 6, 5, 14, 13, 11, 7, 15};
    private static final int LEFT = 1;
    private static final int RIGHT = 2;
    private static final int UP = 4;
    private static final int DOWN = 8;

    private final Sheet sheet;
    private final Markup out = new Markup();

    private SheetPicture(Sheet sheet) {
        this.sheet = sheet;
    }

    /// Writes the picture.
    ///
    /// @param title what it shows, in a few words
    static void write(Sheet sheet, String title, OutputStream out) throws IOException {
        out.write(new SheetPicture(sheet).draw(title).getBytes(UTF_8));
    }

    private String draw(String title) {
        int columns = sheet.rows().stream().mapToInt(Sheet.Row::used).max().orElse(0);
        String wide = number(columns * WIDE + 2 * MARGIN);
        String high = number(sheet.height() * HIGH + 2.0 * MARGIN);
        out.open("svg", "xmlns", "http://www.w3.org/2000/svg", "width", wide, "height", high, "viewBox",
                "0 0 " + wide + " " + high, "role", "img", "aria-labelledby", "title").line();
        out.element("title", title, "id", "title").line();
        out.element("style", Resources.text(SheetPicture.class, "sheet.css")).line();
        out.empty("rect", "class", "ground", "x", "0", "y", "0", "width", wide, "height", high).line();
        for (int row = 0; row < sheet.height(); row++)
            row(sheet.rows().get(row), MARGIN + row * HIGH);
        return out.close().line().toString();
    }

    private void row(Sheet.Row row, int y) {
        int used = row.used();
        for (int from = 0; from < used;) {
            Style style = row.style(from);
            boolean drawn = isDrawn(row.code(from));
            int end = from + 1;
            while (end < used && row.style(end).equals(style) && isDrawn(row.code(end)) == drawn)
                end++;
            if (style.marked()) ground(from, end, y);
            if (drawn) lines(row, from, end, y);
            else
                words(row, from, end, y);
            from = end;
        }
    }

    private static boolean isDrawn(int code) {
        return BOXES.indexOf(code) >= 0;
    }

    private void ground(int from, int end, int y) {
        out.empty("rect", "class", "mark", "x", number(x(from)), "y", Integer.toString(y), "width",
                number((end - from) * WIDE), "height", Integer.toString(HIGH)).line();
    }

    private void lines(Sheet.Row row, int from, int end, int y) {
        var path = new StringBuilder();
        double middle = y + HIGH / 2.0;
        for (int column = from; column < end; column++) {
            int arms = ARMS[BOXES.indexOf(row.code(column))];
            double x = x(column) + WIDE / 2;
            if ((arms & LEFT) != 0)
                path.append('M').append(number(x)).append(' ').append(number(middle)).append("h-4.2");
            if ((arms & RIGHT) != 0)
                path.append('M').append(number(x)).append(' ').append(number(middle)).append("h4.2");
            if ((arms & UP) != 0) path.append('M').append(number(x)).append(' ').append(number(middle)).append("v-9");
            if ((arms & DOWN) != 0) path.append('M').append(number(x)).append(' ').append(number(middle)).append("v9");
        }
        out.empty("path", "class", "line " + names(row.style(from)), "d", path.toString()).line();
    }

    private void words(Sheet.Row row, int from, int end, int y) {
        int first = from;
        while (first < end && row.code(first) == ' ')
            first++;
        int last = end;
        while (last > first && row.code(last - 1) == ' ')
            last--;
        if (first == last) return;
        var text = new StringBuilder();
        for (int column = first; column < last; column++)
            if (row.code(column) != 0) text.appendCodePoint(row.code(column) == ' ' ? 0xa0 : row.code(column));
        out.element("text", text.toString(), "class", names(row.style(from)), "x", number(x(first)), "y",
                Integer.toString(y + BASE), "textLength", number((last - first) * WIDE), "lengthAdjust",
                "spacingAndGlyphs").line();
    }

    private static String names(Style style) {
        return style.tone().name().toLowerCase(Locale.ROOT) + (style.strong() ? " strong" : "")
                + (style.marked() ? " marked" : "");
    }

    private static double x(int column) {
        return MARGIN + column * WIDE;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
