package net.strata.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import net.strata.os.SockAddr;
import net.strata.trace.AsNumbers.Mistake;

/// The lines of a file that says which autonomous systems announce which addresses. Each has one of these forms, with commas
/// or tabs between its fields, which may stand in quotation marks; empty lines, those that begin with `#`, and a first line of
/// headings are passed over.
///
/// ```
/// 192.0.2.0/24,64500,"Example, Inc."          prefix (or one address), number, name if there is one
/// 192.0.2.0,192.0.2.255,64500,ZZ,EXAMPLE      first, last, number, and if there are: country, name (ip2asn)
/// ```
///
/// A number may be written AS64500; 0 and None are no system.
final class AsLines {
    private static final int LONGEST = 8192;
    private static final int MOST_FIELDS = 5;
    private static final long LARGEST = 0xffffffffL;
    /// Of IPv4 addresses, which are the first bits.
    private static final long REST = 0xffffffffL;

    private final InputStream in;
    private final String file;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private final byte[] line = new byte[LONGEST];
    private int length;
    private long count;
    private final int[] from = new int[MOST_FIELDS];
    private final int[] to = new int[MOST_FIELDS];
    private int fields;
    private boolean six;
    private long high;
    private long low;
    private long firstHigh;
    private long firstLow;
    private int bits;
    private int number;
    private int name;

    /// @param file its name, for what is said of mistakes
    AsLines(InputStream in, String file) {
        this.in = in;
        this.file = file;
    }

    boolean isSix() {
        return six;
    }

    /// The prefix, or the first of a range.
    long high() {
        return firstHigh;
    }

    long low() {
        return firstLow;
    }

    /// Bits of the prefix; -1 of a range.
    int length() {
        return bits;
    }

    /// The last of a range.
    long lastHigh() {
        return high;
    }

    long lastLow() {
        return low;
    }

    /// 32 bits without a sign; 0 for none.
    int number() {
        return number;
    }

    boolean hasName() {
        return number != 0 && name < fields && from[name] < to[name];
    }

    String name() {
        return text(name);
    }

    /// Reads the next line that says something.
    ///
    /// @return whether there is one
    boolean next() throws IOException, Mistake {
        while (readLine()) {
            split();
            if (fields == 0 || length > 0 && line[0] == '#') continue;
            if (count == 1 && isHeading()) continue;
            parse();
            return true;
        }
        return false;
    }

    private Mistake mistake(String why) {
        return new Mistake(file, count, why);
    }

    private boolean readLine() throws IOException, Mistake {
        length = 0;
        count++;
        while (true) {
            if (at == end) {
                end = Math.max(0, in.read(buffer));
                at = 0;
                if (end == 0) return length > 0;
            }
            byte b = buffer[at++];
            if (b == '\n') return true;
            if (length == LONGEST) throw mistake("a line of more than " + LONGEST + " bytes");
            line[length++] = b;
        }
    }

    /// Finds the fields. The last that there may be is all that is left.
    private void split() {
        fields = 0;
        if (length > 0 && line[length - 1] == '\r') length--;
        int start = count == 1 && length >= 3 && (line[0] & 0xff) == 0xef && (line[1] & 0xff) == 0xbb ? 3 : 0;
        byte separator = ',';
        for (int i = start; i < length && line[i] != ','; i++)
            if (line[i] == '\t') separator = '\t';
        if (isBlank(start, length)) return;
        while (fields < MOST_FIELDS) {
            int stop = start;
            boolean quoted = stop < length && line[stop] == '"';
            if (quoted) stop = closing(start);
            while (stop < length && (line[stop] != separator || fields == MOST_FIELDS - 1))
                stop++;
            from[fields] = start;
            to[fields] = stop;
            trim(fields++);
            if (stop >= length) return;
            start = stop + 1;
        }
    }

    /// The quotation mark that ends a field; two of them are one inside.
    private int closing(int start) {
        int i = start + 1;
        while (i < length) {
            boolean mark = line[i++] == '"';
            if (mark && (i == length || line[i] != '"')) return i - 1;
            if (mark) i++;
        }
        return start;
    }

    private boolean isBlank(int start, int stop) {
        for (int i = start; i < stop; i++)
            if (line[i] != ' ' && line[i] != '\t') return false;
        return true;
    }

    private void trim(int field) {
        while (from[field] < to[field] && line[from[field]] == ' ')
            from[field]++;
        while (from[field] < to[field] && line[to[field] - 1] == ' ')
            to[field]--;
        if (to[field] - from[field] >= 2 && line[from[field]] == '"' && line[to[field] - 1] == '"') {
            from[field]++;
            to[field]--;
        }
    }

    private String text(int field) {
        return new String(line, from[field], to[field] - from[field], UTF_8).replace("\"\"", "\"");
    }

    /// Headings are words: there is no digit in the first.
    private boolean isHeading() {
        for (int i = from[0]; i < to[0]; i++)
            if (line[i] >= '0' && line[i] <= '9' || line[i] == ':') return false;
        return true;
    }

    private void parse() throws Mistake {
        int slash = from[0];
        while (slash < to[0] && line[slash] != '/')
            slash++;
        boolean range = slash == to[0] && fields > 1 && isAddress(1);
        address(0, slash);
        firstHigh = high;
        firstLow = low;
        boolean firstSix = six;
        bits = six ? 128 : 32;
        if (slash < to[0]) {
            long claimed = digits(slash + 1, to[0]);
            if (claimed < 0 || claimed > bits)
                throw mistake("a prefix of " + (six ? "IPv6" : "IPv4") + " has 0 to " + bits + " bits: " + text(0));
            bits = (int) claimed;
        } else if (range) {
            address(1, to[1]);
            bits = -1;
            if (!six) {
                high |= REST;
                low = -1;
            }
            if (six != firstSix) throw mistake(text(0) + " and " + text(1) + " are of two families");
            int order = Long.compareUnsigned(firstHigh, high);
            if (order > 0 || order == 0 && Long.compareUnsigned(firstLow, low) > 0)
                throw mistake(text(1) + " is before " + text(0));
        }
        int field = range ? 2 : 1;
        if (fields <= field) throw mistake("a line has a prefix and a number, or first, last and number");
        number = number(field);
        name = range ? 4 : 2;
        // Behind a number there is nothing but a name, and it may have commas.
        if (!range && fields > name && line[Math.max(0, from[name] - 1)] != '"') to[name] = length;
    }

    private boolean isAddress(int field) {
        for (int i = from[field]; i < to[field]; i++)
            if (line[i] == '.' || line[i] == ':') return true;
        return false;
    }

    private void address(int field, int stop) throws Mistake {
        int start = from[field];
        six = false;
        low = 0;
        long value = 0;
        int parts = 0;
        int i = start;
        while (parts < 4) {
            int part = 0;
            int begun = i;
            while (i < stop && i < begun + 3 && line[i] >= '0' && line[i] <= '9')
                part = 10 * part + line[i++] - '0';
            if (i == begun || part > 255) break;
            value = value << 8 | part;
            parts++;
            if (parts == 4 && i == stop) {
                high = value << 32;
                return;
            }
            if (i >= stop || line[i++] != '.') break;
        }
        String text = new String(line, start, stop - start, UTF_8);
        try {
            if (text.indexOf(':') >= 0 && SockAddr.ip(text, 0) instanceof SockAddr.In6 in6) {
                six = true;
                high = in6.high();
                low = in6.low();
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw mistake("no address: " + text);
    }

    private int number(int field) throws Mistake {
        int start = from[field];
        int stop = to[field];
        if (stop - start > 2 && (line[start] & 0xdf) == 'A' && (line[start + 1] & 0xdf) == 'S') start += 2;
        long value = digits(start, stop);
        if (value < 0 && text(field).equalsIgnoreCase("none")) value = 0;
        if (value < 0 || value > LARGEST) throw mistake("no number of an autonomous system: " + text(field));
        return (int) value;
    }

    /// @return -1 if it is no number of up to ten digits
    private long digits(int start, int stop) {
        long value = 0;
        for (int i = start; i < stop; i++) {
            if (line[i] < '0' || line[i] > '9' || i - start == 10) return -1;
            value = 10 * value + line[i] - '0';
        }
        return start < stop ? value : -1;
    }
}
