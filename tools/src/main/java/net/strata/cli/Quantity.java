package net.strata.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes and whole seconds as users type them: `10`, `500MB`, `1.5GiB`, `60s`, `2h`.
final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)([A-Za-z]*)");
    private static final Map<String, Long> SIZES = Map.of("KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L, "KIB",
            1L << 10, "MIB", 1L << 20, "GIB", 1L << 30);
    private static final Map<String, Long> TIMES = Map.of("S", 1L, "M", 60L, "H", 3_600L);

    private static final Map<String, Long> MILLIS = Map.of("MS", 1L, "S", 1_000L, "M", 60_000L, "H", 3_600_000L);

    private Quantity() {}

    /// A size in bytes, 0 if the text is none.
    ///
    /// @param bare what a number without a unit counts, 0 if it must have one
    static long bytes(String text, long bare) {
        return of(text, SIZES, bare);
    }

    /// A time in seconds, 0 if the text is none.
    ///
    /// @param bare as above
    static long seconds(String text, long bare) {
        return of(text, TIMES, bare);
    }

    /// A time in ms, 0 if the text is none.
    ///
    /// @param bare as above
    static long millis(String text, long bare) {
        return of(text, MILLIS, bare);
    }

    private static long of(String text, Map<String, Long> units, long bare) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) return 0;
        String unit = m.group(2).toUpperCase(java.util.Locale.ROOT);
        long each = unit.isEmpty() ? bare : units.getOrDefault(unit, 0L);
        try {
            return new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(each)).longValueExact();
        } catch (ArithmeticException e) {
            return 0; // a part of a byte or a second, or too many
        }
    }
}
