package net.strata.filter;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Operators that make a value of two.
enum Arithmetic {
    ADD("+", 2), SUBTRACT("-", 2), MULTIPLY("*", 3), DIVIDE("/", 3), REMAINDER("%", 3), AND("&", 1);

    /// The precedence of the operators that bind most tightly.
    static final int TIGHTEST = 3;

    final String sign;
    final int precedence;

    Arithmetic(String sign, int precedence) {
        this.sign = sign;
        this.precedence = precedence;
    }

    static @Nullable Arithmetic of(Token token, int precedence) {
        return Arrays.stream(values()).filter(a -> a.precedence == precedence && token.is(a.sign)).findFirst()
                .orElse(null);
    }

    /// The result; a division by zero is asked for by nobody.
    long of(long a, long b) {
        return switch (this) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            case AND -> a & b;
        };
    }
}
