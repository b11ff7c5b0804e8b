package net.strata.live;

import net.strata.stats.Glyphs;
import org.jline.utils.WCWidth;

/// Text that fits where it shall stand, and its colours.
public record Ink(Glyphs glyphs, boolean color) {
    public static final int BOLD = 1;
    public static final int DIM = 2;
    public static final int RED = 31;
    public static final int GREEN = 32;
    public static final int YELLOW = 33;
    public static final int BLUE = 34;
    public static final int MAGENTA = 35;
    public static final int CYAN = 36;
    /// Titles have so much room before the time is left out.
    private static final int LEAST_TITLE = 10;

    /// Text in a colour or weight (ECMA-48 section 8.3.117).
    public String sgr(int code, String text) {
        return color && code != 0 && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    public String padded(String text, int width) {
        String fitting = fit(text, width);
        return fitting + " ".repeat(Math.max(0, width - cells(fitting)));
    }

    /// As much of a text as fits, with a mark where something is missing.
    public String fit(String text, int width) {
        if (cells(text) <= width) return text;
        var kept = new StringBuilder();
        int used = 0;
        for (int code : text.codePoints().toArray()) {
            used += cells(code);
            if (used >= width) break;
            kept.appendCodePoint(code);
        }
        return width < 1 ? "" : kept.append(glyphs == Glyphs.UNICODE ? '\u2026' : '~').toString();
    }

    /// The first line: what is shown, and for how long it has been.
    String title(String what, long seconds, boolean paused, int width) {
        String time = "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
        if (paused) time = "paused " + time;
        int room = width - time.length() - 1;
        return sgr(BOLD, room < LEAST_TITLE ? fit(what, width) : padded(what, room) + " " + time);
    }

    /// Losses in a sparkline stand out.
    String marked(String sparkline) {
        String lost = String.valueOf(glyphs.lost());
        return sparkline.stripTrailing().replace(lost, sgr(RED, lost));
    }

    String arrows() {
        return glyphs == Glyphs.UNICODE ? "\u2191\u2193 " : "up down ";
    }

    public static int cells(String text) {
        return text.codePoints().map(Ink::cells).sum();
    }

    /// How many columns of a terminal a character takes.
    private static int cells(int code) {
        return Math.max(0, WCWidth.wcwidth(code));
    }
}
