package net.strata.stats;

import java.util.List;
import net.strata.wire.Place;

/// A text that is no condition: what is wrong, and where.
public final class ConditionException extends Exception {
    private static final long serialVersionUID = 1;

    private final String text;
    private final int from;
    private final int to;

    ConditionException(String message, String text, int from, int to) {
        super(message);
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /// The condition, and below it a mark under the place.
    public List<String> place() {
        return Place.lines(text, from, to);
    }
}
