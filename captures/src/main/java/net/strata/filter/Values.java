package net.strata.filter;

import java.util.Arrays;

/// The values that an operand has in one frame: numbers, or runs of bytes. Used again for every frame.
final class Values {
    /// More values than this are not looked at: a frame that has them was made for that.
    static final int MOST = 1 << 16;

    /// How many there are.
    int count;
    long[] number = new long[4];
    /// Where runs of bytes are: in the frame, or kept here.
    byte[][] data = new byte[4][];
    int[] from = new int[4];
    int[] length = new int[4];
    /// Bits of an address that count, -1 for all. Only constants have fewer.
    int prefix = -1;

    private byte[] kept = new byte[64];
    private int used;

    void clear() {
        count = 0;
        used = 0;
    }

    private boolean room() {
        if (count == MOST) return false;
        if (count == number.length) {
            int more = count * 2;
            number = Arrays.copyOf(number, more);
            data = Arrays.copyOf(data, more);
            from = Arrays.copyOf(from, more);
            length = Arrays.copyOf(length, more);
        }
        return true;
    }

    void add(long value) {
        if (room()) number[count++] = value;
    }

    /// Adds bytes that stay where they are as long as the frame is looked at.
    void add(byte[] bytes, int at, int size) {
        if (!room()) return;
        data[count] = bytes;
        from[count] = at;
        length[count++] = size;
    }

    void add(Values other, int i) {
        if (!room()) return;
        number[count] = other.number[i];
        data[count] = other.data[i];
        from[count] = other.from[i];
        length[count++] = other.length[i];
    }

    /// Adds a copy of bytes.
    void keep(byte[] bytes, int at, int size) {
        System.arraycopy(bytes, at, keep(size), from[count - 1], size);
    }

    /// Adds so many bytes, for the caller to fill in.
    ///
    /// @return where they are, from the value's [#from] on
    byte[] keep(int size) {
        // What is kept already stays in the old array, where its values point.
        if (size > kept.length - used) {
            kept = new byte[Math.max(size, kept.length * 2)];
            used = 0;
        }
        add(kept, used, size);
        used += size;
        return kept;
    }

    byte at(int i, int place) {
        return data[i][from[i] + place];
    }

    /// Compares runs of bytes: the first that differs decides, or else the length.
    static int compareBytes(Values a, int i, Values b, int k) {
        return Arrays.compareUnsigned(a.data[i], a.from[i], a.from[i] + a.length[i], b.data[k], b.from[k],
                b.from[k] + b.length[k]);
    }

    /// Compares the bits that count of two addresses.
    static int comparePrefix(Values a, int i, Values b, int k, int bits) {
        int whole = bits >> 3;
        int order = Arrays.compareUnsigned(a.data[i], a.from[i], a.from[i] + whole, b.data[k], b.from[k],
                b.from[k] + whole);
        if (order != 0 || (bits & 7) == 0) return order;
        int mask = 0xff00 >> (bits & 7) & 0xff;
        return Integer.compare(a.at(i, whole) & mask, b.at(k, whole) & mask);
    }
}
