package net.strata.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time on the command line.
final class Times {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)?");

    private Times() {}

    /// The value of an option, in ms; a bare number is in seconds. [Long#MAX_VALUE] if it was not given.
    static long millis(Arguments arguments, Option option) throws UsageException {
        String text = arguments.value(option);
        if (text == null) return Long.MAX_VALUE;
        Matcher m = LENGTH.matcher(text);
        if (!m.matches())
            throw new UsageException(arguments.name(option) + " takes a time such as 30, 500ms or 10m, not " + text);
        String unit = m.group(2) == null ? "s" : m.group(2);
        double factor = switch (unit) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1000;
        };
        long millis = Math.round(Double.parseDouble(m.group(1)) * factor);
        if (millis == 0) throw new UsageException(arguments.name(option) + " must be longer than nothing");
        return millis;
    }

    /// Does something after a time, if the program still runs.
    static void after(long millis, Runnable action) {
        Thread.ofPlatform().daemon().name("timer").start(() -> {
            try {
                Thread.sleep(millis);
                action.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
