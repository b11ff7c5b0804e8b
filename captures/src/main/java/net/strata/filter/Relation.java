package net.strata.filter;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Operators between two values.
enum Relation {
    EQUAL("=="), ALL_EQUAL("==="), NOT_EQUAL("!="), ANY_NOT_EQUAL("!=="), GREATER(">"), GREATER_OR_EQUAL(">="), LESS(
            "<"), LESS_OR_EQUAL("<="), CONTAINS("contains"), MATCHES("~");

    final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    static @Nullable Relation of(Token token) {
        return Arrays.stream(values()).filter(r -> token.is(r.sign)).findFirst().orElse(null);
    }

    /// Whether it has to hold for all values of a field, if nothing else is said.
    boolean all() {
        return this == ALL_EQUAL || this == NOT_EQUAL;
    }

    /// Whether an order fits.
    ///
    /// @param order negative, zero or positive as the left value is less than, equal to or greater than the right one
    boolean holds(int order) {
        return switch (this) {
            case EQUAL, ALL_EQUAL -> order == 0;
            case NOT_EQUAL, ANY_NOT_EQUAL -> order != 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case CONTAINS, MATCHES -> throw new IllegalStateException(sign);
        };
    }
}
