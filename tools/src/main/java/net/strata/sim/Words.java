package net.strata.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.strata.os.SockAddr;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// The words of a line, and what they mean as numbers.
final class Words {
    private static final Map<String, Long> UNITS = Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s",
            1_000_000_000L);
    private static final long LONGEST = 3600_000_000_000L;

    private final int line;
    private final List<String> words;
    private int next;

    Words(int line, String text) {
        this.line = line;
        int comment = text.indexOf('#');
        String said = (comment < 0 ? text : text.substring(0, comment)).strip();
        words = said.isEmpty() ? List.of() : Arrays.asList(said.split("\\s+", -1));
    }

    boolean more() {
        return next < words.size();
    }

    /// The next word, which stays the next.
    String peek() {
        return more() ? words.get(next) : "";
    }

    /// The next word.
    ///
    /// @param what it should be, for the complaint if there is none
    String next(String what) throws TopologyException {
        if (!more()) throw wrong("needs " + what);
        return words.get(next++);
    }

    /// Takes the next word if it is this one.
    boolean take(String word) {
        boolean there = peek().equals(word);
        if (there) next++;
        return there;
    }

    void expect(String word) throws TopologyException {
        if (!take(word)) throw wrong(more() ? "expected '" + word + "', not " + shown(peek()) : "needs '" + word + "'");
    }

    void end() throws TopologyException {
        if (more()) throw wrong("does not know " + shown(peek()) + " here");
    }

    TopologyException wrong(String why) {
        return new TopologyException("line " + line + ": " + why);
    }

    /// A word that came from the file, so that it can be shown.
    static String shown(String word) {
        String some = word.length() > 40 ? word.substring(0, 40) + "..." : word;
        return "'" + new Text(64).text(some) + "'";
    }

    /// An option: a flag, `key=value`, or `key>value` and `key<value` for one direction of a link.
    record Setting(String key, char sign, String value) {
        boolean there() {
            return sign != '<';
        }

        boolean back() {
            return sign != '>';
        }
    }

    Setting setting() throws TopologyException {
        String word = next("an option");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '=' || c == '>' || c == '<') return new Setting(word.substring(0, i), c, word.substring(i + 1));
        }
        return new Setting(word, '=', "");
    }

    /// The rest of the line as settings, no key twice for the same direction.
    List<Setting> settings() throws TopologyException {
        var all = new ArrayList<Setting>();
        var seen = new HashMap<String, Integer>();
        while (more()) {
            Setting s = setting();
            int directions = (s.there() ? 1 : 0) | (s.back() ? 2 : 0);
            if (seen.merge(s.key, directions, (a, b) -> (a & b) != 0 ? -1 : a | b) < 0)
                throw wrong("has " + shown(s.key) + " twice");
            all.add(s);
        }
        return all;
    }

    /// What an option without a value says.
    boolean flag(Setting setting) throws TopologyException {
        if (!setting.value.isEmpty()) throw wrong(shown(setting.key) + " has no value");
        return true;
    }

    int number(String text, int least, int most, String what) throws TopologyException {
        try {
            int n = Integer.decode(text);
            if (n >= least && n <= most && text.charAt(0) != '-') return n;
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(what + " is a number from " + least + " to " + most + ", not " + shown(text));
    }

    double decimal(String text, double most, String what) throws TopologyException {
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            double d = Double.parseDouble(text);
            if (d <= most) return d;
        }
        throw wrong(what + ", not " + shown(text));
    }

    /// A share such as `2.5%`.
    double share(String text) throws TopologyException {
        String what = "a share is from 0% to 100%";
        if (!text.endsWith("%")) throw wrong(what + ", not " + shown(text));
        return decimal(text.substring(0, text.length() - 1), 100, what) / 100;
    }

    /// A time such as `5ms`, or a range of times such as `5ms..7ms`.
    Span span(String text) throws TopologyException {
        int dots = text.indexOf("..");
        long least = time(dots < 0 ? text : text.substring(0, dots));
        long most = dots < 0 ? least : time(text.substring(dots + 2));
        if (most < least) throw wrong("the range " + shown(text) + " ends before it begins");
        return new Span(least, most);
    }

    private long time(String text) throws TopologyException {
        String what = "a time is like 5ms, 200us or 1.5s";
        int unit = text.length();
        while (unit > 0 && Character.isLetter(text.charAt(unit - 1)))
            unit--;
        Long nanos = UNITS.get(text.substring(unit).toLowerCase(Locale.ROOT));
        if (nanos == null) throw wrong(what + ", not " + shown(text));
        double time = decimal(text.substring(0, unit), LONGEST, what) * nanos;
        if (time > LONGEST) throw wrong("a time is an hour at most, not " + shown(text));
        return Math.round(time);
    }

    SockAddr.Ip address(String text) throws TopologyException {
        SockAddr.Ip address = literal(text);
        if (address == null) throw wrong("expected an address, not " + shown(text));
        return address;
    }

    /// An address, or null if it is none.
    static SockAddr.@Nullable Ip literal(String text) {
        if (text.indexOf('%') >= 0 || !text.matches("[0-9a-fA-F:.]{2,45}")) return null;
        if (text.indexOf(':') < 0 && !text.matches("[0-9]+(\\.[0-9]+){3}")) return null;
        try {
            return SockAddr.ip(text, 0);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
