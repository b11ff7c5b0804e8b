package net.strata.target;

import net.strata.os.SockAddr;

/// All addresses that begin with the same bits (RFC 4632 section 3.1, RFC 4291 section 2.3), and arithmetic on
/// addresses, which are numbers of 32 or 128 bits.
///
/// @param base any of them
/// @param length how many bits, from 0 to 32 or 128
public record Prefix(SockAddr.Ip base, int length) {
    public Prefix {
        if (length < 0 || length > width(base)) throw new IllegalArgumentException("prefix length " + length);
    }

    /// From a text that is known to be right.
    static Prefix of(String address, int length) {
        return new Prefix(SockAddr.ip(address, 0), length);
    }

    /// The bits of an address.
    public static int width(SockAddr.Ip address) {
        return address instanceof SockAddr.In ? 32 : 128;
    }

    public boolean contains(SockAddr.Ip address) {
        return switch (base) {
            case SockAddr.In b -> address instanceof SockAddr.In a && ((a.address() ^ b.address()) & mask()) == 0;
            case SockAddr.In6 b -> address instanceof SockAddr.In6 a && ((a.high() ^ b.high()) & high()) == 0
                    && ((a.low() ^ b.low()) & low()) == 0;
        };
    }

    /// The address whose other bits are 0: the network's.
    public SockAddr.Ip first() {
        return switch (base) {
            case SockAddr.In b -> new SockAddr.In(b.address() & mask(), 0);
            case SockAddr.In6 b -> new SockAddr.In6(b.high() & high(), b.low() & low(), 0, 0, b.scope());
        };
    }

    /// The address whose other bits are 1: of an IPv4 network the one for all hosts.
    SockAddr.Ip last() {
        return switch (base) {
            case SockAddr.In b -> new SockAddr.In(b.address() | ~mask(), 0);
            case SockAddr.In6 b -> new SockAddr.In6(b.high() | ~high(), b.low() | ~low(), 0, 0, b.scope());
        };
    }

    /// How many there are, at most [Long#MAX_VALUE].
    long count() {
        int bits = width(base) - length;
        return bits < Long.SIZE - 1 ? 1L << bits : Long.MAX_VALUE;
    }

    private int mask() {
        return length == 0 ? 0 : -1 << 32 - length;
    }

    private long high() {
        return length == 0 ? 0 : -1L << 64 - Math.min(length, 64);
    }

    private long low() {
        return length <= 64 ? 0 : -1L << 128 - length;
    }

    /// The address so many behind another. Behind the last comes the first.
    static SockAddr.Ip plus(SockAddr.Ip address, long steps) {
        return switch (address) {
            case SockAddr.In a -> new SockAddr.In((int) (a.address() + steps), a.port());
            case SockAddr.In6 a -> {
                long low = a.low() + steps;
                long carry = Long.compareUnsigned(low, a.low()) < 0 ? 1 : 0;
                yield new SockAddr.In6(a.high() + carry, low, a.port(), a.flowinfo(), a.scope());
            }
        };
    }

    /// How many addresses there are from one to another of the same family, both counted; 0 if the second comes before the
    /// first; at most [Long#MAX_VALUE].
    static long count(SockAddr.Ip from, SockAddr.Ip to) {
        if (from instanceof SockAddr.In a && to instanceof SockAddr.In b)
            return Math.max(0, Integer.toUnsignedLong(b.address()) - Integer.toUnsignedLong(a.address()) + 1);
        if (!(from instanceof SockAddr.In6 a) || !(to instanceof SockAddr.In6 b))
            throw new IllegalArgumentException(from + " and " + to + " are of two families");
        long low = b.low() - a.low();
        long high = b.high() - a.high() - (Long.compareUnsigned(b.low(), a.low()) < 0 ? 1 : 0);
        int order = Long.compareUnsigned(b.high(), a.high());
        if (order < 0 || order == 0 && Long.compareUnsigned(b.low(), a.low()) < 0) return 0;
        return high == 0 && low >= 0 && low < Long.MAX_VALUE ? low + 1 : Long.MAX_VALUE;
    }
}
