package net.strata.cli;

import java.util.regex.Pattern;

/// Times as ping's users type them: `0.2`, `.5`, `2e-3`, in seconds, or with a unit: `200ms`, `50us`, `2m`.
final class Seconds {
    private static final Pattern FORM = Pattern
            .compile("((?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?)(us|ms|s|m)?");
    private static final double SECOND = 1e9;
    /// About 24 days: as in iputils.
    private static final double MOST = 2_147_483 * SECOND;

    private Seconds() {}

    /// The value of an option in ns.
    static long nanos(Arguments arguments, Option option, long otherwise) throws UsageException {
        String text = arguments.value(option);
        return text == null ? otherwise : of(text, arguments.name(option));
    }

    /// A time in ns.
    ///
    /// @param name of the option, for the message if it is none
    static long of(String text, String name) throws UsageException {
        var matcher = FORM.matcher(text);
        if (matcher.matches()) {
            String unit = matcher.group(2);
            double nanos = Double.parseDouble(matcher.group(1)) * switch (unit == null ? "s" : unit) {
                case "us" -> 1e3;
                case "ms" -> 1e6;
                case "m" -> 60 * SECOND;
                default -> SECOND;
            };
            if (nanos <= MOST) return Math.round(nanos);
        }
        throw new UsageException(name + " takes a time such as 0.2, 500ms or 2m, not " + text);
    }
}
