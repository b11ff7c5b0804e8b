package net.strata.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text under construction, as UTF-8 bytes in a reused buffer.
///
/// Numbers, addresses and times are written by hand: nothing is allocated per value. Bytes that come from a packet
/// go through [#text], which lets no control character pass.
public final class Text {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /// Two digits for every number below 100, and for every byte, as they stand in the text.
    private static final short[] PAIRS = pairs(10);
    private static final short[] HEX_PAIRS = pairs(16);
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
            1_000_000_000};

    private static final byte[] ARROW = " \u2192 ".getBytes(StandardCharsets.UTF_8);
    /// The first port that Linux gives to programs that ask for none (`ip_local_port_range`).
    private static final int FIRST_EPHEMERAL = 32768;

    private final boolean stable;
    private byte[] buffer;
    private int length;

    public Text(int capacity) {
        this(capacity, false);
    }

    /// @param stable whether [#port] and [#varying] hide what differs from one run of the same programs to the next
    public Text(int capacity, boolean stable) {
        buffer = new byte[capacity];
        this.stable = stable;
    }

    /// Whether a port is one that the system chooses.
    public static boolean ephemeral(long port) {
        return port >= FIRST_EPHEMERAL;
    }

    /// Appends a port, or `ephemeral` for one that the system chose, if the text is to be stable.
    public Text port(int port) {
        return stable && ephemeral(port) ? ascii("ephemeral") : number(port);
    }

    /// Appends a number that differs from run to run, or `*` if the text is to be stable.
    public Text varying(long number) {
        return stable ? put('*') : number(number);
    }

    /// Appends `0x` and a number in hexadecimal that differs from run to run, or `*` if the text is to be stable.
    public Text varyingHex(long number, int digits) {
        return stable ? put('*') : ascii("0x").hex(number, digits);
    }

    /// Appends a hardware address, or `*` if the text is to be stable.
    public Text varyingMac(byte[] data, int from, int count) {
        return stable ? put('*') : mac(data, from, count);
    }

    /// Appends bytes in hexadecimal that differ from run to run, or `*` if the text is to be stable.
    public Text varyingBytes(byte[] data, int from, int count) {
        return stable ? put('*') : hex(data, from, count);
    }

    /// Appends an arrow from left to right.
    public Text arrow() {
        return raw(ARROW);
    }

    private static short[] pairs(int base) {
        short[] pairs = new short[base * base];
        for (int i = 0; i < pairs.length; i++)
            pairs[i] = (short) (HEX[i / base] << 8 | HEX[i % base]);
        return pairs;
    }

    public int length() {
        return length;
    }

    /// The bytes written so far; valid up to [#length], until more is written.
    public byte[] bytes() {
        return buffer;
    }

    public void clear() {
        length = 0;
    }

    /// Takes back everything behind `to`.
    public void cut(int to) {
        length = to;
    }

    /// Puts another text before the byte at `at`.
    public void insert(int at, Text other) {
        room(other.length);
        System.arraycopy(buffer, at, buffer, at + other.length, length - at);
        System.arraycopy(other.buffer, 0, buffer, at, other.length);
        length += other.length;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(buffer, 0, length);
    }

    private void room(int bytes) {
        if (buffer.length - length < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(length, bytes), buffer.length * 2));
        }
    }

    public Text put(char ascii) {
        if (length == buffer.length) room(1);
        buffer[length++] = (byte) ascii;
        return this;
    }

    /// Appends characters below 128 as they are.
    @SuppressWarnings("deprecation") // cuts characters to bytes, which is what is wanted of ASCII, and nothing is faster
    public Text ascii(String s) {
        int n = s.length();
        room(n);
        s.getBytes(0, n, buffer, length);
        length += n;
        return this;
    }

    /// Appends a text that is kept for that.
    public Text token(Token t) {
        return raw(t.bytes(), 0, t.length());
    }

    /// Appends a text of our own that may have characters beyond ASCII.
    public Text utf8(String s) {
        return raw(s.getBytes(StandardCharsets.UTF_8));
    }

    /// Appends bytes as they are.
    public Text raw(byte[] bytes) {
        return raw(bytes, 0, bytes.length);
    }

    public Text raw(byte[] bytes, int from, int count) {
        room(count);
        System.arraycopy(bytes, from, buffer, length, count);
        length += count;
        return this;
    }

    /// Appends what another text holds.
    public Text append(Text other) {
        return raw(other.buffer, 0, other.length);
    }

    public Text spaces(int n) {
        if (n > 0) {
            room(n);
            Arrays.fill(buffer, length, length + n, (byte) ' ');
            length += n;
        }
        return this;
    }

    /// Fills with spaces until the text that began at `start` is `width` bytes long.
    public Text pad(int start, int width) {
        return spaces(width - (length - start));
    }

    /// Appends an unsigned number in decimal.
    public Text number(long v) {
        if (v >= 0 && v < 10) return put((char) ('0' + v));
        if (v < 0) return ascii(Long.toUnsignedString(v));
        int digits = digits(v);
        room(digits);
        int end = length + digits;
        length = end;
        decimal(v, end, digits);
        return this;
    }

    /// Appends a number in decimal, with a minus sign where it is negative.
    public Text signed(long v) {
        if (v >= 0) return number(v);
        return put('-').number(-v);
    }

    private static int digits(long v) {
        for (int i = 1; i < POWERS.length; i++) {
            if (v < POWERS[i]) return i;
        }
        int n = 10;
        for (long rest = v / POWERS[9] / 10; rest > 0; rest /= 10)
            n++;
        return n;
    }

    /// Writes so many digits so that they end before `end`, two at a time.
    private void decimal(long v, int end, int digits) {
        byte[] b = buffer;
        int at = end;
        int start = end - digits;
        long rest = v;
        while (rest > Integer.MAX_VALUE && at - 2 >= start) {
            at = pair(b, at, PAIRS[(int) (rest % 100)]);
            rest /= 100;
        }
        int small = (int) rest;
        while (at - 2 >= start) {
            int q = small / 100;
            at = pair(b, at, PAIRS[small - q * 100]);
            small = q;
        }
        if (at > start) b[at - 1] = (byte) ('0' + small % 10);
    }

    /// Writes two characters so that they end before `end`.
    ///
    /// @return where they start
    private static int pair(byte[] b, int end, short pair) {
        b[end - 2] = (byte) (pair >> 8);
        b[end - 1] = (byte) pair;
        return end - 2;
    }

    /// Appends a number in decimal with leading zeros.
    public Text digits(long v, int count) {
        room(count);
        length += count;
        decimal(v, length, count);
        return this;
    }

    /// Appends a number right-aligned.
    public Text right(long v, int width) {
        return spaces(width - digits(v)).number(v);
    }

    /// Appends a number in hexadecimal with leading zeros.
    public Text hex(long v, int digits) {
        room(digits);
        for (int i = digits - 1; i >= 0; i--)
            buffer[length++] = HEX[(int) (v >>> (i * 4)) & 15];
        return this;
    }

    /// Appends bytes in hexadecimal.
    public Text hex(byte[] data, int from, int count) {
        room(count * 2);
        byte[] b = buffer;
        int at = length;
        for (int i = from; i < from + count; i++, at += 2)
            pair(b, at + 2, HEX_PAIRS[data[i] & 0xff]);
        length = at;
        return this;
    }

    /// Appends ns as seconds with so many decimals (0 to 9), rounded down.
    public Text seconds(long nanos, int decimals) {
        if (nanos < 0) put('-');
        number(Math.abs(nanos / 1_000_000_000));
        if (decimals > 0) put('.').digits(Math.abs(nanos % 1_000_000_000) / POWERS[9 - decimals], decimals);
        return this;
    }

    /// Appends bytes in hexadecimal with colons between them.
    public Text mac(byte[] data, int from, int count) {
        room(count * 3);
        for (int i = from; i < from + count; i++) {
            if (i > from) buffer[length++] = ':';
            buffer[length++] = HEX[data[i] >> 4 & 15];
            buffer[length++] = HEX[data[i] & 15];
        }
        return this;
    }

    public Text ipv4(byte[] data, int from) {
        room(16);
        small(data[from]);
        buffer[length++] = '.';
        small(data[from + 1]);
        buffer[length++] = '.';
        small(data[from + 2]);
        buffer[length++] = '.';
        small(data[from + 3]);
        return this;
    }

    private void small(byte value) {
        int v = value & 0xff;
        if (v >= 100) {
            buffer[length++] = (byte) ('0' + v / 100);
            v %= 100;
            buffer[length++] = (byte) ('0' + v / 10);
        } else if (v >= 10) {
            buffer[length++] = (byte) ('0' + v / 10);
        }
        buffer[length++] = (byte) ('0' + v % 10);
    }

    /// Appends an IPv6 address as RFC 5952 has it: the longest run of zero groups, the first of equals, is `::`.
    public Text ipv6(byte[] data, int from) {
        int best = 0;
        int bestLength = 1;
        for (int i = 0; i < 8;) {
            int run = 0;
            while (i + run < 8 && group(data, from, i + run) == 0)
                run++;
            if (run > bestLength) {
                best = i;
                bestLength = run;
            }
            i += run + 1;
        }
        if (best == 0 && bestLength == 5 && group(data, from, 5) == 0xffff) {
            return ascii("::ffff:").ipv4(data, from + 12);
        }
        for (int i = 0; i < 8; i++) {
            if (bestLength > 1 && i == best) {
                ascii("::");
                i += bestLength - 1;
            } else {
                if (i > 0 && !(bestLength > 1 && i == best + bestLength)) put(':');
                int g = group(data, from, i);
                hex(g, g < 0x10 ? 1 : g < 0x100 ? 2 : g < 0x1000 ? 3 : 4);
            }
        }
        return this;
    }

    private static int group(byte[] data, int from, int i) {
        return (data[from + 2 * i] & 0xff) << 8 | data[from + 2 * i + 1] & 0xff;
    }

    /// Appends bytes of a packet as text. Printable ASCII and well-formed UTF-8 pass; control characters, lone
    /// bytes and the backslash are written as `\n`, `\x1b`, `\\`.
    public Text text(byte[] data, int from, int count) {
        int end = from + count;
        for (int i = from; i < end;) {
            int b = data[i] & 0xff;
            if (b >= 0x20 && b < 0x7f && b != '\\') {
                put((char) b);
                i++;
                continue;
            }
            int size = b < 0x80 ? 0 : utf8Size(data, i, end);
            if (size > 0) {
                raw(data, i, size);
                i += size;
            } else {
                escape(b);
                i++;
            }
        }
        return this;
    }

    /// Appends a text that did not come from us, as [#text(byte[],int,int)] does.
    public Text text(String s) {
        byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
        return text(bytes, 0, bytes.length);
    }

    /// Appends bytes as a JSON string (RFC 8259 section 7). Bytes that are not well-formed UTF-8 become U+FFFD, and
    /// characters that could disturb a terminal are written as `\\u001b`.
    public Text json(byte[] data, int from, int count) {
        put('"');
        int end = from + count;
        for (int i = from; i < end;) {
            int b = data[i] & 0xff;
            int size = b < 0x80 ? 0 : utf8Size(data, i, end);
            if (size > 0) {
                raw(data, i, size);
                i += size;
                continue;
            }
            if (b >= 0x80) {
                ascii("\\ufffd");
            } else if (b == '"' || b == '\\') {
                put('\\').put((char) b);
            } else if (b < 0x20 || b == 0x7f) {
                ascii("\\u").hex(b, 4);
            } else {
                put((char) b);
            }
            i++;
        }
        return put('"');
    }

    private void escape(int b) {
        switch (b) {
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            case '\\' -> ascii("\\\\");
            default -> ascii("\\x").hex(b, 2);
        }
    }

    /// Bytes of the well-formed, printable UTF-8 character at `i` (RFC 3629 section 4), 0 if there is none.
    ///
    /// The C1 controls (U+0080 to U+009F) and the characters that turn the direction of writing are not printable.
    private static int utf8Size(byte[] data, int i, int end) {
        int b = data[i] & 0xff;
        int size = b >= 0xc2 && b < 0xe0 ? 2 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xf0 && b < 0xf5 ? 4 : 0;
        if (size == 0 || i + size > end) return 0;
        int code = b & (0xff >> (size + 1));
        for (int k = 1; k < size; k++) {
            if ((data[i + k] & 0xc0) != 0x80) return 0;
            code = code << 6 | data[i + k] & 0x3f;
        }
        boolean wrong = code < 0xa0 || size == 3 && code < 0x800 || size == 4 && (code < 0x10000 || code > 0x10ffff)
                || code >= 0xd800 && code < 0xe000;
        boolean unprintable = code == 0x61c || code >= 0x200b && code <= 0x200f || code >= 0x2028 && code <= 0x202e
                || code >= 0x2060 && code <= 0x206f || code == 0xfeff;
        return wrong || unprintable ? 0 : size;
    }

    @Override
    public String toString() {
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }
}
