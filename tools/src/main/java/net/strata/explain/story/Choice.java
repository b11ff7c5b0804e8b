package net.strata.explain.story;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which conversation is meant.
///
/// @param kind null for TCP if the capture has any, else UDP, else the first kind of [Kind] that is there
/// @param number counted from 0 within the kind
public record Choice(@Nullable Kind kind, int number) {
    private static final int DIGITS = 9;

    /// Reads `tcp:0`, `dhcp:2`, or a bare number.
    ///
    /// @throws IllegalArgumentException if it is none, with one line that says what is
    public static Choice parse(String text) {
        int colon = text.indexOf(':');
        String number = text.substring(colon + 1);
        boolean digits = !number.isEmpty() && number.length() <= DIGITS
                && number.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) throw none(text);
        if (colon < 0) return new Choice(null, Integer.parseInt(number));
        String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
        for (Kind kind : Kind.values())
            if (name.equals(kind.toString())) return new Choice(kind, Integer.parseInt(number));
        throw none(text);
    }

    private static IllegalArgumentException none(String text) {
        return new IllegalArgumentException("not a conversation: " + text + " (a number, or "
                + Arrays.stream(Kind.values()).map(kind -> kind + ":0").collect(Collectors.joining(", ")) + ")");
    }

    @Override
    public String toString() {
        return kind == null ? Integer.toString(number) : kind + ":" + number;
    }
}
