package net.strata.wire;

import java.util.List;

/// Shows where in a text of the user's the trouble is.
public final class Place {
    private static final String INDENT = "    ";
    /// Characters of the text that are shown, and how many of those stand before the place.
    private static final int WIDEST = 160;
    private static final int BEFORE = 80;

    private Place() {}

    /// The text, or as much of a long one as helps, and below it a mark from `from` up to `to`.
    public static List<String> lines(String text, int from, int to) {
        int start = text.length() <= WIDEST ? 0 : Math.max(0, from - BEFORE);
        int end = Math.min(text.length(), start + WIDEST);
        String dots = start > 0 ? "..." : "";
        String shown = dots + text.substring(start, end) + (end < text.length() ? "..." : "");
        int mark = Math.clamp(end - from, 1, Math.max(1, to - from));
        return List.of(INDENT + shown, INDENT + " ".repeat(dots.length() + from - start) + "^" + "~".repeat(mark - 1));
    }
}
