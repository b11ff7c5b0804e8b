package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Tree;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Trait;
import org.jspecify.annotations.Nullable;

/// Header lines `Name: value` up to an empty one, as HTTP, SIP and RTSP have them (RFC 9112 section 5, RFC 3261
/// section 7.3). A line that starts with a blank continues the one before.
final class Headers {
    private record Header(String name, Field field) {}

    private final List<Header> known = new ArrayList<>();

    /// @param table a line for each header that has a field: its name without capitals (where it has a short one, both
    ///        with a bar between them), the field's name without prefix, with `#` behind it if it is a number, the
    ///        field's name in words, behind a colon what it is for, behind a bar what goes wrong where it is wrong, and in
    ///        square brackets where it is specified; the last two may be missing
    Headers(Layout layout, String table) {
        // Without regular expressions: this is part of every start.
        for (int at = 0; at < table.length();) {
            int end = table.indexOf('\n', at);
            if (end < 0) end = table.length();
            header(layout, table.substring(at, end));
            at = end + 1;
        }
    }

    private void header(Layout layout, String line) {
        int names = line.indexOf(' ');
        String rest = line.substring(names).strip();
        String name = rest.substring(0, rest.indexOf(' '));
        int colon = rest.indexOf(": ");
        String text = rest.substring(colon + 2);
        int open = text.indexOf(" [");
        if (colon < 0 || open >= 0 && !text.endsWith("]")) throw new IllegalArgumentException("no such row: " + line);
        String label = rest.substring(name.length() + 1, colon);
        Trait source = source(open < 0 ? "" : text.substring(open + 2, text.length() - 1));
        if (open >= 0) text = text.substring(0, open);
        int wrong = text.indexOf(" | ");
        Trait says = says(wrong < 0 ? text : text.substring(0, wrong));
        Trait otherwise = otherwise(wrong < 0 ? "" : text.substring(wrong + 3));
        Field field = name.endsWith("#")
                ? layout.made(Made.Form.NUMBER, name.substring(0, name.length() - 1), label, list(), says, otherwise,
                        source)
                : layout.loose(Octets.Form.TEXT, name, label, list(), says, otherwise, source);
        int from = 0;
        for (int bar = line.indexOf('|'); bar >= 0 && bar < names; bar = line.indexOf('|', from)) {
            known.add(new Header(line.substring(from, bar), field));
            from = bar + 1;
        }
        known.add(new Header(line.substring(from, names), field));
    }

    /// The field of a header with the name between two places, null if it has none.
    @Nullable
    Field find(byte[] data, int from, int end) {
        for (Header header : known)
            if (Lines.is(data, from, end, header.name)) return header.field;
        return null;
    }

    /// Tells the tree the header that starts at `from`.
    ///
    /// @param line what the whole line is, with its line end, if the header has no field of its own
    /// @param always whether it is that for other headers too
    /// @return where the next header starts
    int tell(Tree t, byte[] data, int from, int end, Octets line, boolean always) {
        int next = next(data, from, end);
        int textEnd = Lines.chop(data, from, next);
        int colon = Lines.find(data, from, textEnd, ':');
        Field field = find(data, from, colon);
        if (field != null && colon < textEnd) {
            int value = Lines.skip(data, colon + 1, textEnd);
            if (field instanceof Made number) {
                long n = Lines.number(data, value, Lines.trim(data, value, textEnd), 10);
                if (n >= 0) t.made(number, n);
            } else {
                t.field(field, value, textEnd - value);
            }
        }
        if (field == null || always) t.field(line, from, next - from);
        return next;
    }

    /// Where the header behind the one that starts at `from` starts.
    private static int next(byte[] data, int from, int end) {
        int at = Lines.after(data, from, end);
        while (at < end && (data[at] == ' ' || data[at] == '\t'))
            at = Lines.after(data, at, end);
        return at;
    }

    /// Whether the line at `at` is empty, so that the headers end there.
    static boolean last(byte[] data, int at) {
        return data[at] == '\r' || data[at] == '\n';
    }

    /// Where what follows the empty line starts; `end` if there is none.
    ///
    /// @param from where the first header starts
    static int bodyStart(byte[] data, int from, int end) {
        int at = from;
        while (at < end && !last(data, at))
            at = Lines.after(data, at, end);
        return Lines.next(data, at, end);
    }

    /// Where the value of a header starts, -1 if it is not there.
    ///
    /// @param name without capitals
    static int value(byte[] data, int from, int end, String name) {
        for (int at = from; at < end; at = Lines.after(data, at, end)) {
            int colon = at + name.length();
            if (colon < end && data[colon] == ':' && Lines.is(data, at, colon, name)) {
                return Lines.skip(data, colon + 1, end);
            }
        }
        return -1;
    }

    /// The number that is the value of a header, -1 if that is not there or none.
    static long number(byte[] data, int from, int end, String name) {
        int at = value(data, from, end, name);
        if (at < 0) return -1;
        int lineEnd = Lines.end(data, at, end);
        return Lines.number(data, at, Lines.trim(data, at, lineEnd), 10);
    }
}
