package net.strata.trace;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Numbers of prefixes, found by the longest one that an address is in. Addresses are of one family, and are numbers of 128 bits
/// in two halves: one of IPv4 is the first 32 bits of such a number.
///
/// Prefixes, of which one may be inside another, are cut into ranges that are not: each goes from its start to that of the
/// next, so that an array of starts and a binary search are enough.
final class AsTable {
    /// Those that were added, in the order in which they were, until there are ranges.
    private Columns added = new Columns();
    private byte[] lengths = new byte[16];
    private Columns ranges = new Columns();
    private int size;

    /// Three columns that grow.
    private static final class Columns {
        private long[] high = new long[16];
        /// Null while all are 0, as they are but for long prefixes of IPv6.
        private long @Nullable [] low;
        private int[] number = new int[16];
        private int count;

        void add(long h, long l, int n) {
            if (count == high.length) grow(2 * count);
            if (low == null && l != 0) low = new long[high.length];
            high[count] = h;
            if (low != null) low[count] = l;
            number[count++] = n;
        }

        private void grow(int size) {
            high = Arrays.copyOf(high, size);
            if (low != null) low = Arrays.copyOf(low, size);
            number = Arrays.copyOf(number, size);
        }

        long low(int i) {
            return low == null ? 0 : low[i];
        }

        int compare(int i, long h, long l) {
            int order = Long.compareUnsigned(high[i], h);
            return order != 0 ? order : Long.compareUnsigned(low(i), l);
        }
    }

    /// Adds a prefix. Of two that are the same, the one that is added later counts.
    ///
    /// @param length bits, up to 128; those of the address behind them do not matter
    /// @param number 0 for none
    void add(long high, long low, int length, int number) {
        if (added.count == lengths.length) lengths = Arrays.copyOf(lengths, 2 * lengths.length);
        lengths[added.count] = (byte) length;
        added.add(high & mask(length), low & mask(length - 64), number);
        size++;
    }

    /// The first bits of a half.
    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << 64 - bits;
    }

    /// Adds all from an address to another, as the prefixes that make them up.
    void addRange(long high, long low, long lastHigh, long lastLow, int number) {
        while (true) {
            int zeros = low != 0 ? Long.numberOfTrailingZeros(low) : 64 + Long.numberOfTrailingZeros(high);
            int length = 128 - zeros;
            // The biggest block that begins here and does not end behind the last one.
            while (isBefore(lastHigh, lastLow, high | ~mask(length), low | ~mask(length - 64)))
                length++;
            add(high, low, length, number);
            long endHigh = high | ~mask(length);
            long endLow = low | ~mask(length - 64);
            if (endHigh == lastHigh && endLow == lastLow) return;
            low = endLow + 1;
            high = low == 0 ? endHigh + 1 : endHigh;
        }
    }

    private static boolean isBefore(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order < 0 || order == 0 && Long.compareUnsigned(low, otherLow) < 0;
    }

    /// Makes ranges of all that was added: nothing can be found before, or added after.
    void finish() {
        ranges = cut();
        ranges.grow(ranges.count);
        added = new Columns();
        lengths = new byte[0];
    }

    /// The number of the longest prefix that an address is in; 0 if there is none.
    int find(long high, long low) {
        int from = 0;
        int to = ranges.count;
        while (from < to) {
            int middle = from + to >>> 1;
            if (ranges.compare(middle, high, low) <= 0) from = middle + 1;
            else
                to = middle;
        }
        return from == 0 ? 0 : ranges.number[from - 1];
    }

    /// How many prefixes there are.
    int size() {
        return size;
    }

    /// Goes over the prefixes by their starts, the longer behind the shorter, and remembers those that it is inside of.
    private Columns cut() {
        var cut = new Columns();
        int[] inside = new int[129 + 1];
        int depth = 0;
        int[] order = order();
        for (int i = 0; i <= added.count; i++) {
            int next = i == added.count ? -1 : order == null ? i : order[i];
            // Ends those that end before the next one.
            while (depth > 0 && (next < 0 || !isInside(next, inside[depth - 1]))) {
                int ended = inside[--depth];
                long low = lastLow(ended) + 1;
                long high = low == 0 ? lastHigh(ended) + 1 : lastHigh(ended);
                boolean last = high == 0 && low == 0;
                if (!last) begin(cut, high, low, depth == 0 ? 0 : added.number[inside[depth - 1]]);
            }
            if (next < 0) break;
            begin(cut, added.high[next], added.low(next), added.number[next]);
            if (depth > 0 && lengths[inside[depth - 1]] == lengths[next]) depth--; // the same once more
            inside[depth++] = next;
        }
        return cut;
    }

    private static void begin(Columns cut, long high, long low, int number) {
        if (cut.count > 0 && cut.compare(cut.count - 1, high, low) == 0) cut.count--;
        if (cut.count > 0 && cut.number[cut.count - 1] == number) return;
        cut.add(high, low, number);
    }

    private boolean isInside(int i, int outer) {
        int length = lengths[outer] & 0xff;
        return ((added.high[i] ^ added.high[outer]) & mask(length)) == 0
                && ((added.low(i) ^ added.low(outer)) & mask(length - 64)) == 0;
    }

    private long lastHigh(int i) {
        return added.high[i] | ~mask(lengths[i] & 0xff);
    }

    private long lastLow(int i) {
        return added.low(i) | ~mask((lengths[i] & 0xff) - 64);
    }

    /// The order of starts, then of lengths, then of lines; null if it is the one in which they were added.
    private int @Nullable [] order() {
        boolean sorted = true;
        for (int i = 1; sorted && i < added.count; i++)
            sorted = compare(i - 1, i) <= 0;
        if (sorted) return null;
        return IntStream.range(0, added.count).boxed().sorted(this::compare).mapToInt(Integer::intValue).toArray();
    }

    private int compare(int a, int b) {
        int order = added.compare(a, added.high[b], added.low(b));
        return order != 0 ? order : Integer.compare(lengths[a] & 0xff, lengths[b] & 0xff);
    }
}
