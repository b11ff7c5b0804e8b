package net.strata.filter;

import java.util.List;

/// A text that is no filter: what is wrong, and where.
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1;
    private static final String INDENT = "    ";
    /// Characters of the filter that are shown, and how many of those stand before the place.
    private static final int WIDEST = 160;
    private static final int BEFORE = 80;

    private final String text;
    private final int from;
    private final int to;

    FilterException(String message, String text, int from, int to) {
        super(message);
        this.text = text;
        this.from = Math.min(from, text.length());
        this.to = Math.clamp(to, this.from, text.length());
    }

    /// Where in the filter the trouble starts.
    public int from() {
        return from;
    }

    /// Where it ends.
    public int to() {
        return to;
    }

    /// The filter, or as much of a long one as helps, and below it a mark under the place.
    public List<String> place() {
        int start = text.length() <= WIDEST ? 0 : Math.max(0, from - BEFORE);
        int end = Math.min(text.length(), start + WIDEST);
        String dots = start > 0 ? "..." : "";
        String shown = dots + text.substring(start, end) + (end < text.length() ? "..." : "");
        int mark = Math.clamp(end - from, 1, Math.max(1, to - from));
        return List.of(INDENT + shown, INDENT + " ".repeat(dots.length() + from - start) + "^" + "~".repeat(mark - 1));
    }
}
