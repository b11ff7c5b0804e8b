package net.strata.filter;

import java.util.List;
import net.strata.wire.Place;

/// A text that is no filter: what is wrong, and where.
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1;

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
        return Place.lines(text, from, to);
    }
}
