package net.strata.filter;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Points of time as text: `2020-07-04T12:34:56.789Z` (ISO 8601) and `Sep 26, 2004 23:18:04.954975 UTC`. Local time if
/// nothing else is said.
final class Times {
    private static final String CLOCK = "([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?";
    private static final Pattern ISO = Pattern
            .compile("([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]" + CLOCK + "\\s*(Z|UTC|[+-][0-9]{2}:?[0-9]{2})?)?");
    private static final Pattern LEGACY = Pattern
            .compile("([A-Z][a-z]{2})\\s+([0-9]{1,2}),\\s+([0-9]{4})(?:\\s+" + CLOCK + "\\s*(UTC)?)?");
    private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
            "Oct", "Nov", "Dec");
    private static final int FIRST_OF_CLOCK = 4;

    private Times() {}

    /// Nanoseconds since the epoch, null if `text` is no time.
    static @Nullable Long parse(String text) {
        Matcher iso = ISO.matcher(text.strip());
        Matcher legacy = LEGACY.matcher(text.strip());
        try {
            if (iso.matches()) return time(iso, number(iso, 1), number(iso, 2), number(iso, 3));
            if (legacy.matches()) {
                int month = MONTHS.indexOf(legacy.group(1)) + 1;
                return time(legacy, number(legacy, 3), month, number(legacy, 2));
            }
            return null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static int number(Matcher m, int group) {
        return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
    }

    private static long time(Matcher m, int year, int month, int day) {
        String fraction = m.group(FIRST_OF_CLOCK + 3);
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        var local = LocalDateTime.of(year, month, day, number(m, FIRST_OF_CLOCK), number(m, FIRST_OF_CLOCK + 1),
                number(m, FIRST_OF_CLOCK + 2), nanos);
        String zone = m.group(FIRST_OF_CLOCK + 4);
        ZoneId where = zone == null
                ? ZoneId.systemDefault()
                : zone.equals("Z") || zone.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(zone);
        var instant = local.atZone(where).toInstant();
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
