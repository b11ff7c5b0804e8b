package net.strata.ping;

/// The 64 bits by which a probe is known again: its number, under a secret of this run. Both ways are the mixer of
/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014), of which every step can be undone, between
/// two keys. What another run sent, or nobody, has a number that was never given out.
final class Nonces {
    private static final long FIRST = 0xbf58476d1ce4e5b9L;
    private static final long SECOND = 0x94d049bb133111ebL;
    private static final long FIRST_BACK = inverse(FIRST);
    private static final long SECOND_BACK = inverse(SECOND);

    private final long before;
    private final long behind;

    /// @param before any number, and
    /// @param behind another: the secret
    Nonces(long before, long behind) {
        this.before = before;
        this.behind = behind;
    }

    long nonce(long number) {
        long z = number ^ before;
        z = (z ^ z >>> 30) * FIRST;
        z = (z ^ z >>> 27) * SECOND;
        return z ^ z >>> 31 ^ behind;
    }

    /// The number that a nonce was made of.
    long number(long nonce) {
        long z = unshift(nonce ^ behind, 31);
        z = unshift(z * SECOND_BACK, 27);
        z = unshift(z * FIRST_BACK, 30);
        return z ^ before;
    }

    /// Whether at least half of the bytes are the same.
    static boolean alike(long one, long other) {
        int same = 0;
        for (long z = one ^ other, i = 0; i < Long.BYTES; i++, z >>>= Byte.SIZE)
            if ((z & 0xff) == 0) same++;
        return same >= Long.BYTES / 2;
    }

    /// Undoes `z ^ z >>> bits`.
    private static long unshift(long z, int bits) {
        long whole = z;
        for (int known = bits; known < Long.SIZE; known += bits)
            whole = z ^ whole >>> bits;
        return whole;
    }

    /// The number whose product with an odd one is 1, modulo 2^64: Newton's way doubles the bits that are right.
    private static long inverse(long odd) {
        long x = odd;
        for (int i = 0; i < 5; i++)
            x *= 2 - odd * x;
        return x;
    }
}
