package net.strata.sim;

import java.util.function.LongUnaryOperator;

/// A time, in ns, that may be another each time: evenly spread from the least to the most.
record Span(long least, long most) {
    static final Span NONE = new Span(0, 0);

    LongUnaryOperator times(long seed) {
        return least == most ? _ -> least : Which.between(least, most + 1, seed);
    }
}
