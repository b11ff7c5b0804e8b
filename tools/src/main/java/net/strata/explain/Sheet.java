package net.strata.explain;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.strata.live.Ink;
import net.strata.page.Markup;
import net.strata.stats.Glyphs;

/// A picture in cells of one character, in colours, that any view is drawn on: for a terminal, or as SVG.
///
/// Lines are drawn with the box characters of Unicode (block U+2500). Where a terminal lacks them, they are written as
/// `+`, `-` and `|`.
public final class Sheet {
    /// The second cell of a character that takes two.
    private static final int NOTHING = 0;
    private static final int UNKNOWN = 0xfffd;

    /// One row of cells.
    static final class Row {
        private int[] codes = new int[0];
        private Style[] styles = new Style[0];
        private int length;

        int length() {
            return length;
        }

        int code(int column) {
            return codes[column];
        }

        Style style(int column) {
            return styles[column];
        }

        private void set(int column, int code, Style style) {
            if (column >= codes.length) {
                int room = Math.max(column + 1, codes.length * 2 + 32);
                int before = codes.length;
                codes = Arrays.copyOf(codes, room);
                styles = Arrays.copyOf(styles, room);
                Arrays.fill(codes, before, room, ' ');
                Arrays.fill(styles, before, room, Style.PLAIN);
            }
            codes[column] = code;
            styles[column] = style;
            length = Math.max(length, column + 1);
        }

        /// Cells up to the last that is not blank.
        int used() {
            int end = length;
            while (end > 0 && codes[end - 1] == ' ' && !styles[end - 1].marked())
                end--;
            return end;
        }
    }

    private final int width;
    private final List<Row> rows = new ArrayList<>();

    /// @param width columns that there are for it
    public Sheet(int width) {
        this.width = width;
    }

    /// Columns that there are.
    public int width() {
        return width;
    }

    /// How many rows have been drawn on: where the next one comes.
    public int height() {
        return rows.size();
    }

    List<Row> rows() {
        return rows;
    }

    /// Puts text into cells, over what is there. What a terminal would obey, such as an escape, is
    /// replaced by U+FFFD.
    ///
    /// @return the column behind it
    public int put(int row, int column, String text, Style style) {
        int at = column;
        String safe = safe(text);
        for (int i = 0; i < safe.length(); i += Character.charCount(safe.codePointAt(i))) {
            int code = safe.codePointAt(i);
            int cells = code <= '~' || code >= 0x2500 && code < 0x2580 ? 1 : Ink.cells(Character.toString(code));
            if (cells == 0) continue;
            row(row).set(at, code, style);
            if (cells == 2) row(row).set(at + 1, NOTHING, style);
            at += cells;
        }
        return at;
    }

    private static String safe(String text) {
        if (isSafe(text)) return text;
        var safe = new StringBuilder();
        text.codePoints().forEach(c -> safe.appendCodePoint(c >= ' ' && Markup.isPrintable(c) ? c : UNKNOWN));
        return safe.toString();
    }

    private static boolean isSafe(String text) {
        for (int i = 0; i < text.length(); i++)
            if ((text.charAt(i) < ' ' || text.charAt(i) > '~') && (text.charAt(i) < 0x2500 || text.charAt(i) >= 0x2580))
                return false;
        return true;
    }

    private Row row(int row) {
        while (rows.size() <= row)
            rows.add(new Row());
        return rows.get(row);
    }

    /// Puts text into a new row, from the left.
    public void line(String text, Style style) {
        put(height(), 0, text, style);
    }

    /// An empty row.
    public void line() {
        row(height());
    }

    /// Puts text, broken between words, into cells from `column` on, no wider than `most`. Words that are wider are cut
    /// into pieces.
    ///
    /// @return the row behind it
    public int paragraph(int row, int column, int most, String text, Style style) {
        int next = row;
        for (String line : broken(text, Math.max(1, most)))
            put(next++, column, line, style);
        return next;
    }

    /// Lines no wider than `most` cells, with all words of a text.
    public static List<String> broken(String text, int most) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : safe(text).split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && Ink.cells(line + " " + rest) > most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (Ink.cells(rest) > most) {
                int end = rest.offsetByCodePoints(0, 1);
                while (end < rest.length() && Ink.cells(rest.substring(0, rest.offsetByCodePoints(end, 1))) <= most)
                    end = rest.offsetByCodePoints(end, 1);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            if (!line.isEmpty()) line.append(' ');
            line.append(rest);
        }
        if (!line.isEmpty() || lines.isEmpty()) lines.add(line.toString());
        return lines;
    }

    /// As much of a text as fits into so many cells, with a mark where something is missing.
    public static String fit(String text, int cells) {
        return new Ink(Glyphs.UNICODE, false).fit(safe(text), cells);
    }

    /// Draws a box over the cells of its border, and nothing inside.
    ///
    /// @param width columns, border included, 2 or more
    /// @param height rows, border included, 2 or more
    public void box(int row, int column, int width, int height, Style style) {
        int right = column + width - 1;
        int bottom = row + height - 1;
        put(row, column, "\u250c" + "\u2500".repeat(width - 2) + "\u2510", style);
        put(bottom, column, "\u2514" + "\u2500".repeat(width - 2) + "\u2518", style);
        for (int r = row + 1; r < bottom; r++) {
            put(r, column, "\u2502", style);
            put(r, right, "\u2502", style);
        }
    }

    /// Gives cells that are drawn another style.
    public void restyle(int row, int from, int to, Style style) {
        for (int column = from; column < to; column++)
            row(row).set(column, column < row(row).length() ? row(row).code(column) : ' ', style);
    }

    /// Puts all of another sheet below this one.
    public void add(Sheet other) {
        rows.addAll(other.rows);
    }

    /// Its text for a terminal, a line a row.
    public String text(Ink ink) {
        var out = new StringBuilder();
        for (Row row : rows) {
            Style last = Style.PLAIN;
            for (int column = 0; column < row.used(); column++) {
                int code = row.code(column);
                if (code == NOTHING) continue;
                Style style = row.style(column);
                if (ink.color() && !style.equals(last)) out.append(code(style));
                last = style;
                out.appendCodePoint(ink.glyphs() == Glyphs.UNICODE ? code : ascii(code));
            }
            if (ink.color() && !last.equals(Style.PLAIN)) out.append("\033[0m");
            out.append('\n');
        }
        return out.toString();
    }

    /// Writes it as a picture (SVG).
    ///
    /// @param title what it shows, in a few words
    public void picture(String title, OutputStream out) throws IOException {
        SheetPicture.write(this, title, out);
    }

    /// As SGR (ECMA-48 section 8.3.117).
    private static String code(Style style) {
        var code = new StringBuilder("\033[0");
        if (style.strong()) code.append(";1");
        if (style.marked()) code.append(";7");
        code.append(switch (style.tone()) {
            case INK -> "";
            case SOFT -> ";2";
            case BAD -> ";31";
            case ONE -> ";36";
            case TWO -> ";33";
            case THREE -> ";32";
            case FOUR -> ";35";
            case FIVE -> ";34";
            case SIX -> ";96";
        });
        return code.append('m').toString();
    }

    /// A character of ASCII in place of one that draws.
    private static int ascii(int code) {
        return switch (code) {
            case '\u2500', '\u2550', '\u254c', '\u2504' -> '-';
            case '\u2502', '\u2551', '\u2506', '\u254e' -> '|';
            case '\u2192', '\u25b6' -> '>';
            case '\u2190', '\u25c0' -> '<';
            case '\u2191', '\u25b2' -> '^';
            case '\u2193', '\u25bc' -> 'v';
            case '\u2026' -> '~';
            case '\u00b7', '\u2022' -> '.';
            case '\u00d7', '\u2717' -> 'x';
            case '\u2260' -> '!';
            case '\u00b5' -> 'u';
            default -> code >= 0x2500 && code < 0x2580 ? '+' : code >= 0x2580 && code < 0x25a0 ? '#' : code;
        };
    }
}
