package net.strata.lab;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values of socket options in other languages.
final class OptionValues {
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,6}))?");
    private static final Pattern LINGER = Pattern.compile("l_onoff=(\\d{1,9}), l_linger=(\\d{1,9})");
    private static final Pattern TIME = Pattern.compile("tv_sec=(\\d{1,9}), tv_usec=(\\d{1,9})");

    private OptionValues() {}

    /// The statement of Java that sets an option, empty if it has none.
    static String set(Deed deed, Map<String, String> names, String socket) {
        String option = deed.argument(2);
        String value = deed.argument(3).replaceAll("[\\[\\]]", "");
        if (option.equals("SO_LINGER"))
            return socket + ".setOption(StandardSocketOptions.SO_LINGER, " + linger(value).replaceAll(".*, ", "")
                    + ");";
        String name = names.get(option);
        if (name == null) return "";
        boolean flag = !option.endsWith("BUF") && !option.startsWith("IP_") && !option.startsWith("TCP_KEEP");
        String number = number(value);
        return socket + ".setOption(" + name + ", " + (flag ? number.equals("0") ? "false" : "true" : number) + ");";
    }

    static String number(String value) {
        return value.equals("on") ? "1" : value.equals("off") ? "0" : value;
    }

    /// On or off, and seconds.
    static String linger(String value) {
        Matcher given = LINGER.matcher(value);
        if (given.find()) return given.group(1) + ", " + given.group(2);
        return value.matches("\\d{1,9}") ? "1, " + value : "0, 0";
    }

    /// Seconds and microseconds.
    static String time(String value) {
        Matcher given = TIME.matcher(value);
        if (given.find()) return given.group(1) + ", " + given.group(2);
        Matcher seconds = SECONDS.matcher(value);
        if (!seconds.find()) return "0, 0";
        String part = seconds.group(2) == null ? "0" : (seconds.group(2) + "000000").substring(0, 6);
        return seconds.group(1) + ", " + Integer.parseInt(part);
    }
}
