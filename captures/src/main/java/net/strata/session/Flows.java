package net.strata.session;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/// Conversations by addresses and ports, both directions in one entry; open addressing over primitive keys.
///
/// Entries live in two generations. When the younger is full the older is forgotten, and the younger takes its place;
/// a conversation that is seen again moves to the younger. So memory is bounded, and what is forgotten has been silent
/// for at least one whole generation.
final class Flows {
    /// Most conversations of one generation.
    static final int GENERATION = 1 << 17;
    /// Longs of a key: two addresses of 16 bytes, and the ports.
    static final int KEY = 5;

    private final long m0 = multiplier();
    private final long m1 = multiplier();
    private final long m2 = multiplier();
    private final long m3 = multiplier();
    private final long m4 = multiplier();
    private Generation young = new Generation();
    private Generation old = new Generation();
    private int streams;

    /// State of conversations, a row each; columns by direction have two cells a row.
    final class Generation {
        private int[] slots = new int[2048];
        private long[] keys = new long[1024 * KEY];
        int size;
        int[] stream = new int[1024];
        long[] first = new long[1024];
        long[] previous = new long[1024];
        int[] seqBase = new int[2048];
        byte[] shift = new byte[2048];
        /// Bits of [TcpState], by direction.
        byte[] seen = new byte[2048];

        private int find(long[] key, int hash) {
            int mask = slots.length - 1;
            for (int at = hash & mask;; at = (at + 1) & mask) {
                int row = slots[at] - 1;
                if (row < 0 || same(row * KEY, key)) return row;
            }
        }

        private boolean same(int i, long[] key) {
            long[] k = keys;
            return ((k[i] ^ key[0]) | (k[i + 1] ^ key[1]) | (k[i + 2] ^ key[2]) | (k[i + 3] ^ key[3])
                    | (k[i + 4] ^ key[4])) == 0;
        }

        private int add(long[] key, int hash) {
            if (size == stream.length) grow();
            int row = size++;
            System.arraycopy(key, 0, keys, row * KEY, KEY);
            place(row, hash);
            first[row] = previous[row] = 0;
            Arrays.fill(seqBase, row * 2, row * 2 + 2, 0);
            Arrays.fill(shift, row * 2, row * 2 + 2, (byte) 0);
            Arrays.fill(seen, row * 2, row * 2 + 2, (byte) 0);
            return row;
        }

        private void place(int row, int hash) {
            int mask = slots.length - 1;
            int at = hash & mask;
            while (slots[at] != 0)
                at = (at + 1) & mask;
            slots[at] = row + 1;
        }

        private void grow() {
            int rows = size * 2;
            keys = Arrays.copyOf(keys, rows * KEY);
            stream = Arrays.copyOf(stream, rows);
            first = Arrays.copyOf(first, rows);
            previous = Arrays.copyOf(previous, rows);
            seqBase = Arrays.copyOf(seqBase, rows * 2);
            shift = Arrays.copyOf(shift, rows * 2);
            seen = Arrays.copyOf(seen, rows * 2);
            slots = new int[rows * 2];
            for (int row = 0; row < size; row++)
                place(row, hash(keys, row * KEY));
        }

        private void clear() {
            size = 0;
            Arrays.fill(slots, 0);
        }
    }

    private static long multiplier() {
        return ThreadLocalRandom.current().nextLong() | 1;
    }

    /// The generation that holds what [#row] found.
    Generation current() {
        return young;
    }

    /// The row of a conversation in [#current], added if it is new.
    int row(long[] key) {
        int hash = hash(key, 0);
        int row = young.find(key, hash);
        if (row >= 0) return row;
        if (young.size == GENERATION) {
            Generation forgotten = old;
            old = young;
            young = forgotten;
            young.clear();
        }
        row = young.add(key, hash);
        int before = old.find(key, hash);
        if (before >= 0) {
            move(before, row);
        } else {
            restart(row);
        }
        return row;
    }

    /// Makes a row a new conversation between the same ends.
    void restart(int row) {
        young.stream[row] = streams++;
        young.first[row] = young.previous[row] = Long.MIN_VALUE;
        young.seqBase[row * 2] = young.seqBase[row * 2 + 1] = 0;
        young.seen[row * 2] = young.seen[row * 2 + 1] = 0;
        young.shift[row * 2] = young.shift[row * 2 + 1] = 0;
    }

    private void move(int from, int to) {
        young.stream[to] = old.stream[from];
        young.first[to] = old.first[from];
        young.previous[to] = old.previous[from];
        System.arraycopy(old.seqBase, from * 2, young.seqBase, to * 2, 2);
        System.arraycopy(old.shift, from * 2, young.shift, to * 2, 2);
        System.arraycopy(old.seen, from * 2, young.seen, to * 2, 2);
    }

    /// Multilinear hashing with multipliers drawn anew in each run: nobody can make up flows that collide.
    private int hash(long[] key, int at) {
        long h = key[at] * m0 + key[at + 1] * m1 + key[at + 2] * m2 + key[at + 3] * m3 + key[at + 4] * m4;
        return (int) (h >>> 32);
    }
}
