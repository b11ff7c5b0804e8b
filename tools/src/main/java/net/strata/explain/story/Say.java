package net.strata.explain.story;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.strata.frame.Batch;
import net.strata.lab.Spans;
import net.strata.stats.Units;
import net.strata.wire.Text;

/// Numbers, times and lists in words.
final class Say {
    private static final int PREVIEW = 24;

    /// A word with two colons, or with a dot inside.
    private static final Pattern ADDRESS = Pattern.compile("\\p{XDigit}*:[^\\s:]*:|[^\\s.]+\\.[^\\s.]");

    private Say() {}

    static String bytes(long count) {
        return Units.count(count, "byte");
    }

    static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : one.endsWith("s") ? "es" : "s");
    }

    /// Bytes by their numbers: `byte 5`, `bytes 1 to 5`.
    static String range(long from, long to) {
        return from == to ? "byte " + from : "bytes " + from + " to " + to;
    }

    /// How long it was between two times; empty if that is not known.
    static String between(long from, long to) {
        return from == Batch.NO_TIME || to == Batch.NO_TIME ? "" : Spans.of(to - from);
    }

    /// A time in seconds, to the microsecond: `0.000123`.
    static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).setScale(6, RoundingMode.HALF_UP).toPlainString();
    }

    static String list(List<String> all) {
        if (all.size() < 2) return String.join("", all);
        return String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
    }

    /// The beginning of data if it is text: `"hello"`, else nothing.
    static String preview(byte[] data, long length) {
        if (data.length == 0) return "";
        int printable = 0;
        for (byte each : data)
            if (each >= ' ' && each <= '~' || each == '\n' || each == '\r' || each == '\t') printable++;
        if (printable < data.length) return "";
        var text = new Text(64);
        int shown = Math.min(PREVIEW, data.length);
        text.text(data, 0, shown);
        return "\"" + text + (shown < length ? "..." : "") + "\"";
    }

    /// A sentence: its first letter is large, and a full stop is at the end.
    static String sentence(String clause) {
        if (clause.isEmpty()) return clause;
        String large = capital(clause);
        return large.endsWith(".") || large.endsWith("?") ? large : large + ".";
    }

    /// With a large first letter, unless the first word is an address (RFC 5952 section 4.3) or a name.
    static String capital(String clause) {
        if (clause.isEmpty() || ADDRESS.matcher(clause).lookingAt()) return clause;
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    }

    /// Clauses as sentences, one after the other.
    static String sentences(List<String> clauses) {
        return clauses.stream().map(Say::sentence).collect(Collectors.joining(" "));
    }
}
