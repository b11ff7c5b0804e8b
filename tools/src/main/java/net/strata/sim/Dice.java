package net.strata.sim;

/// Numbers that look random, and are the same whenever they are asked for.
final class Dice {
    private Dice() {}

    /// A number that depends on all bits of both (the finalizer of SplitMix64, D. Stafford's variant 13).
    static long mix(long a, long b) {
        long z = a * 0x9e3779b97f4a7c15L + b;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /// From 0 up to, but not, a bound.
    static int below(int bound, long number) {
        return (int) Math.multiplyHigh(number >>> 1, 2L * bound);
    }

    /// What routers tell flows apart by: addresses, protocol, and the first four bytes of the message, which are the ports, or of
    /// ICMP type, code and checksum; of IPv6 also the flow label.
    static long flow(byte[] packet, long seed) {
        long h = addresses(packet, seed);
        int at = Ip.message(packet);
        boolean first = !Ip.later(packet) && at + 4 <= packet.length;
        int label = Ip.six(packet) ? Ip.i32(packet, 0) & 0xfffff : 0;
        return mix(mix(h, (long) label << 8 | Ip.protocol(packet)), first ? Ip.i32(packet, at) : 0);
    }

    /// The addresses alone.
    static long addresses(byte[] packet, long seed) {
        long h = seed;
        int from = Ip.sourceAt(packet);
        for (int i = 0; i < 2 * Ip.width(packet); i += 4)
            h = mix(h, Ip.i32(packet, from + i));
        return h;
    }
}
