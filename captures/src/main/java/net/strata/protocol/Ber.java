package net.strata.protocol;

import net.strata.wire.Text;

/// Reads values one after the other that are written by the basic encoding rules of ASN.1 (ITU-T X.690 section 8):
/// tags of one byte, definite lengths.
final class Ber {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int OBJECT = 0x06;
    static final int SEQUENCE = 0x30;
    private static final int CONSTRUCTED = 0x20;
    private static final int LONG = 0x80;

    final byte[] data;
    private final int end;
    private int next;
    /// The tag of the current value.
    int tag;
    /// Where its content starts and ends.
    int from;
    int to;

    Ber(byte[] data, int from, int end) {
        this.data = data;
        this.end = end;
        next = from;
    }

    /// Goes to the next value.
    ///
    /// @return false if there is none, or only the start of one that is not made of others
    boolean next() {
        if (next + 2 > end) return false;
        tag = data[next] & 0xff;
        long length = data[next + 1] & 0xff;
        from = next + 2;
        if (length >= LONG) {
            int bytes = (int) length - LONG;
            if (bytes == 0 || bytes > 4 || from + bytes > end) return false;
            length = 0;
            for (int i = 0; i < bytes; i++)
                length = length << 8 | data[from++] & 0xff;
        }
        if (length > end - from && (tag & CONSTRUCTED) == 0) return false;
        to = (int) Math.min(from + length, end);
        next = to;
        return true;
    }

    /// Goes to the next value, which must have this tag.
    boolean next(int wanted) {
        return next() && tag == wanted;
    }

    /// Goes on by `count` values.
    boolean skip(int count) {
        for (int i = 0; i < count; i++) {
            if (!next()) return false;
        }
        return true;
    }

    /// Reads what the current value is made of.
    Ber inside() {
        return new Ber(data, from, to);
    }

    int length() {
        return to - from;
    }

    /// The current value as a number in two's complement; of longer ones the low 64 bits.
    long number() {
        long v = from < to ? data[from] : 0;
        for (int i = from + 1; i < to; i++)
            v = v << 8 | data[i] & 0xff;
        return v;
    }

    /// Appends the current value as an object identifier, numbers with dots (X.690 section 8.19).
    Text object(Text out) {
        long v = 0;
        boolean first = true;
        for (int i = from; i < to; i++) {
            v = v << 7 | data[i] & 0x7f;
            if (data[i] < 0) continue;
            if (first) {
                long top = Math.min(v / 40, 2);
                out.number(top).put('.').number(v - 40 * top);
                first = false;
            } else {
                out.put('.').number(v);
            }
            v = 0;
        }
        return out;
    }
}
