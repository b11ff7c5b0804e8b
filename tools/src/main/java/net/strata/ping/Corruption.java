package net.strata.ping;

/// Data that came back otherwise than it was sent.
public final class Corruption {
    private final int first;
    private final byte[] expected;
    private final byte[] got;

    Corruption(int first, byte[] expected, byte[] got) {
        this.first = first;
        this.expected = expected;
        this.got = got;
    }

    /// How many bytes there are to compare.
    public int length() {
        return got.length;
    }

    /// The first byte of the data that differs, from 0.
    public int first() {
        return first;
    }

    /// A byte as it was sent.
    public int expected(int i) {
        return expected[i] & 0xff;
    }

    /// A byte as it came.
    public int got(int i) {
        return got[i] & 0xff;
    }
}
