package net.strata.file;

/// Turns the 64-bit timestamps of a pcapng interface into ns since the epoch.
/// What a long cannot hold becomes the nearest it can.
final class TimeScale {
    private static final long SECOND = 1_000_000_000;
    private static final long[] POWERS = new long[20];

    static {
        long power = 1;
        for (int i = 0; i < POWERS.length; i++, power *= 10)
            POWERS[i] = power;
    }

    /// A resolution of 10^-exponent s, or 2^-exponent s.
    private final boolean binary;
    private final int exponent;
    private final long offset;
    /// Timestamps up to this can simply be multiplied.
    private final long simple;
    private final long factor;

    /// The scale of an interface.
    ///
    /// @param resolution the value of if_tsresol
    /// @param offset the value of if_tsoffset, in seconds
    TimeScale(int resolution, long offset) {
        binary = (resolution & 0x80) != 0;
        exponent = resolution & 0x7f;
        this.offset = offset;
        factor = !binary && exponent <= 9 ? POWERS[9 - exponent] : 0;
        simple = factor == 0 || offset != 0 ? -1 : Long.MAX_VALUE / factor;
    }

    /// Decimals of a second that timestamps have, 9 at most.
    int decimals() {
        return binary ? 9 : Math.min(exponent, 9);
    }

    long nanos(long stamp) {
        if (stamp >= 0 && stamp <= simple) return stamp * factor;
        return binary ? ofBinary(stamp) : ofDecimal(stamp);
    }

    private long ofDecimal(long stamp) {
        if (exponent > 28) return join(0, 0);
        if (exponent > 19) return join(0, Long.divideUnsigned(stamp, POWERS[exponent - 9]));
        long seconds = Long.divideUnsigned(stamp, POWERS[exponent]);
        long rest = Long.remainderUnsigned(stamp, POWERS[exponent]);
        return join(seconds, exponent <= 9
                ? rest * POWERS[9 - exponent]
                : Long.divideUnsigned(rest, POWERS[exponent - 9]));
    }

    private long ofBinary(long stamp) {
        if (exponent == 0) return join(stamp, 0);
        long seconds = exponent < 64 ? stamp >>> exponent : 0;
        long rest = exponent < 64 ? stamp & (1L << exponent) - 1 : stamp;
        long high = Math.unsignedMultiplyHigh(rest, SECOND);
        if (exponent >= 64) return join(seconds, high >>> Math.min(63, exponent - 64));
        return join(seconds, high << (64 - exponent) | (rest * SECOND) >>> exponent);
    }

    private long join(long seconds, long nanos) {
        long sum = (seconds < 0 ? Long.MAX_VALUE : seconds) + offset;
        if (offset > 0 && sum < 0) sum = Long.MAX_VALUE;
        if (sum >= Long.MAX_VALUE / SECOND) return Long.MAX_VALUE;
        if (sum <= Long.MIN_VALUE / SECOND) return Long.MIN_VALUE + 1;
        return sum * SECOND + nanos;
    }
}
