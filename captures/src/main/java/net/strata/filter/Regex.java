package net.strata.filter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression on bytes, each a character, in either case. What Perl's and Java's differ in is translated.
///
/// The time that a search takes is bounded: it may look at so many characters and then gives up, which counts as not
/// found. Each time that happens the next one may look at fewer.
final class Regex {
    private static final int MOST_STEPS = 4_000_000;
    private static final int FEWEST_STEPS = 20_000;
    /// Rounds of counted repeats in one another; more would be repeats of nothing that could be counted.
    private static final int MOST_ROUNDS = 10_000;
    private static final int DEEPEST = 100;
    private static final Map<String, String> CLASSES = Map.ofEntries(Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("digit", "\\p{Digit}"), Map.entry("alnum", "\\p{Alnum}"), Map.entry("upper", "\\p{Upper}"),
            Map.entry("lower", "\\p{Lower}"), Map.entry("punct", "\\p{Punct}"), Map.entry("space", "\\s"),
            Map.entry("blank", "\\p{Blank}"), Map.entry("cntrl", "\\p{Cntrl}"), Map.entry("graph", "\\p{Graph}"),
            Map.entry("print", "\\p{Print}"), Map.entry("xdigit", "\\p{XDigit}"), Map.entry("word", "\\w"));

    private static final class GiveUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        GiveUp() {
            super("", null, false, false);
        }
    }

    /// The bytes searched, which count how often they are looked at.
    private static final class Bytes implements CharSequence {
        private byte[] data = {};
        private int from;
        private int length;
        private int steps;

        @Override
        public char charAt(int i) {
            if (--steps < 0) throw new GiveUp();
            return (char) (data[from + i] & 0xff);
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            Objects.checkFromToIndex(start, end, length);
            var part = new Bytes();
            part.data = data;
            part.from = from + start;
            part.length = end - start;
            part.steps = steps;
            return part;
        }

        @Override
        public String toString() {
            return new String(data, from, length, StandardCharsets.ISO_8859_1);
        }
    }

    private final Matcher matcher;
    private final Bytes bytes = new Bytes();
    private int steps = MOST_STEPS;
    private long gaveUp;

    /// @throws IllegalArgumentException if `pattern` is no regular expression, with what is wrong
    Regex(String pattern) {
        try {
            matcher = Pattern.compile(translate(pattern), Pattern.CASE_INSENSITIVE | Pattern.UNIX_LINES)
                    .matcher(bytes);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription().toLowerCase(Locale.ROOT), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("it is too long", e);
        }
    }

    boolean find(byte[] data, int from, int length) {
        bytes.data = data;
        bytes.from = from;
        bytes.length = length;
        bytes.steps = steps;
        try {
            return matcher.reset().find();
        } catch (GiveUp | StackOverflowError e) {
            gaveUp++;
            steps = Math.max(FEWEST_STEPS, steps / 2);
            return false;
        }
    }

    /// How often it gave up.
    long gaveUp() {
        return gaveUp;
    }

    /// In Java a bracket and `&&` have a meaning inside a class of characters, and `[:alpha:]` has none.
    private static String translate(String pattern) {
        var out = new StringBuilder();
        var rounds = new Rounds();
        boolean inClass = false;
        int classAt = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                if (pattern.charAt(i + 1) == 'Q') {
                    int end = pattern.indexOf("\\E", i + 2);
                    end = end < 0 ? pattern.length() : end;
                    for (int k = i + 2; k < end; k++)
                        literal(pattern.charAt(k), out);
                    i = Math.min(end + 1, pattern.length());
                } else {
                    out.append(c).append(pattern.charAt(++i));
                }
                rounds.atom();
            } else if (inClass) {
                boolean first = i == classAt + 1 || i == classAt + 2 && pattern.charAt(i - 1) == '^';
                int end = c == '[' && pattern.startsWith(":", i + 1) ? pattern.indexOf(":]", i + 2) : -1;
                String name = end < 0 ? null : CLASSES.get(pattern.substring(i + 2, end));
                if (name != null) {
                    out.append(name);
                    i = end + 1;
                } else if (c == ']' && !first) {
                    out.append(c);
                    inClass = false;
                } else if (c == '[' || c == '&' || c == ']') {
                    out.append('\\').append(c);
                } else {
                    out.append(c);
                }
            } else if (c == '[') {
                inClass = true;
                classAt = i;
                out.append(c);
                rounds.atom();
            } else {
                i = outside(pattern, i, rounds, out);
            }
        }
        return out.toString();
    }

    /// @return the last place that was read
    private static int outside(String pattern, int i, Rounds rounds, StringBuilder out) {
        char c = pattern.charAt(i);
        if (pattern.startsWith("(?P<", i)) {
            rounds.open();
            out.append("(?<");
            return i + 3;
        }
        switch (c) {
            case '(' -> rounds.open();
            case ')' -> rounds.close();
            case '{' -> {
                Matcher count = Rounds.COUNT.matcher(pattern).region(i, pattern.length());
                if (!count.lookingAt()) { // as in Perl, not a count
                    literal(c, out);
                    rounds.atom();
                    return i;
                }
                rounds.repeat(count.group(3) == null ? count.group(1) : count.group(3));
                out.append(count.group());
                return count.end() - 1;
            }
            case '*', '+', '?', '|' -> {
            }
            default -> rounds.atom();
        }
        out.append(c);
        return i;
    }

    private static void literal(char c, StringBuilder out) {
        if (c < 0x80 && !Character.isLetterOrDigit(c) && c > ' ') out.append('\\');
        out.append(c);
    }

    /// How many rounds the counted repeats of a pattern may take in all.
    private static final class Rounds {
        static final Pattern COUNT = Pattern.compile("\\{([0-9]+)(,([0-9]+)?)?\\}");
        private static final int LONGEST_COUNT = 5;

        private final ArrayDeque<Integer> outer = new ArrayDeque<>();
        /// The most rounds of anything in the group so far, and of the last piece in it.
        private int most = 1;
        private int last = 1;

        void atom() {
            last = 1;
        }

        void open() {
            if (outer.size() == DEEPEST) throw new IllegalArgumentException("too many groups in one another");
            outer.push(most);
            most = 1;
        }

        void close() {
            last = most;
            if (!outer.isEmpty()) most = Math.max(outer.pop(), last);
        }

        void repeat(String count) {
            long n = count.length() > LONGEST_COUNT ? Integer.MAX_VALUE : Long.parseLong(count);
            if (n * last > MOST_ROUNDS) throw new IllegalArgumentException("it repeats too often");
            last = (int) Math.max(1, n * last);
            most = Math.max(most, last);
        }
    }
}
