package net.strata.wire;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What numbers mean, from a text with one line a number or range: `6 TCP`, `192-223 reserved`.
///
/// The text is parsed when it is first asked.
public final class Names {
    private final String text;
    private volatile @Nullable Table table;

    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Table(long[] from, long[] to, String[] name) {}

    public Names(String text) {
        this.text = text;
    }

    /// Names for the numbers from 0 upwards; a number with an empty one has none.
    public static Names from0(String... names) {
        var text = new StringBuilder();
        for (int i = 0; i < names.length; i++)
            if (!names[i].isEmpty()) text.append(i).append(' ').append(names[i]).append('\n');
        return new Names(text.toString());
    }

    /// These names and more.
    public Names and(String more) {
        return new Names(text + "\n" + more);
    }

    /// The name of `value`, null if it has none.
    public @Nullable String of(long value) {
        Table t = table();
        int i = Arrays.binarySearch(t.from, value);
        if (i < 0) i = -i - 2;
        return i >= 0 && value <= t.to[i] ? t.name[i] : null;
    }

    /// The name of `value`, or `otherwise`.
    public String of(long value, String otherwise) {
        String name = of(value);
        return name != null ? name : otherwise;
    }

    /// The first number with a name, in either case.
    public OptionalLong number(String name) {
        Table t = table();
        for (int i = 0; i < t.name.length; i++)
            if (t.name[i].equalsIgnoreCase(name)) return OptionalLong.of(t.from[i]);
        return OptionalLong.empty();
    }

    /// Every number or range with its name, a line each.
    public List<String> lines() {
        return text.lines().filter(l -> !l.isBlank()).map(String::strip).toList();
    }

    private Table table() {
        Table t = table;
        if (t == null) {
            t = parse();
            table = t;
        }
        return t;
    }

    private record Line(long from, long to, String name) {}

    private Table parse() {
        Line[] lines = text.lines().filter(l -> !l.isBlank()).map(Names::line)
                .sorted((a, b) -> Long.compare(a.from, b.from)).toArray(Line[]::new);
        long[] from = Arrays.stream(lines).mapToLong(Line::from).toArray();
        long[] to = Arrays.stream(lines).mapToLong(Line::to).toArray();
        String[] name = Arrays.stream(lines).map(Line::name).toArray(String[]::new);
        return new Table(from, to, name);
    }

    private static Line line(String line) {
        int space = line.indexOf(' ');
        String range = line.substring(0, space);
        int dash = range.indexOf('-');
        long from = Long.decode(dash < 0 ? range : range.substring(0, dash));
        long to = dash < 0 ? from : Long.decode(range.substring(dash + 1));
        return new Line(from, to, line.substring(space + 1).strip());
    }
}
