package net.strata.ping;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The data of probes: a nonce where there is room for one, and a pattern behind it.
public final class Payload {
    static final int NONCE = 8;

    /// Wherever they stand.
    private static final VarHandle WORDS = MethodHandles
            .byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] pattern;

    /// @param pattern repeated over the whole; empty for iputils' own, in which each byte is its place
    /// @param longest how many bytes there are at most
    public Payload(byte[] pattern, int longest) {
        this.pattern = new byte[longest];
        for (int i = 0; i < longest; i++)
            this.pattern[i] = pattern.length == 0 ? (byte) i : pattern[i % pattern.length];
    }

    /// The pattern as far as data of some length has it, behind the nonce.
    void write(int size, long nonce, ByteBuffer into) {
        if (size >= NONCE) into.putLong(nonce).put(pattern, NONCE, size - NONCE);
        else
            into.put(pattern, 0, size);
    }

    /// How data differs from what was sent; null if it does not.
    ///
    /// @param at where it begins
    /// @param end behind its last byte
    @Nullable
    Corruption corruption(int size, long nonce, ByteBuffer data, int at, int end) {
        int length = Math.min(size, end - at);
        int first = 0;
        while (first < Math.min(NONCE, length) && data.get(at + first) == pattern(size, nonce, first))
            first++;
        if (first == NONCE) {
            while (first <= length - Long.BYTES && data.getLong(at + first) == (long) WORDS.get(pattern, first))
                first += Long.BYTES;
        }
        while (first < length && data.get(at + first) == pattern(size, nonce, first))
            first++;
        return first >= length ? null : corruption(size, nonce, data, at, length, first);
    }

    private byte pattern(int size, long nonce, int i) {
        return size >= NONCE && i < NONCE ? (byte) (nonce >>> 56 - 8 * i) : pattern[i];
    }

    private Corruption corruption(int size, long nonce, ByteBuffer data, int at, int length, int first) {
        byte[] expected = Arrays.copyOf(pattern, length);
        for (int i = 0; i < Math.min(NONCE, length); i++)
            expected[i] = pattern(size, nonce, i);
        byte[] got = new byte[length];
        data.get(at, got);
        return new Corruption(first, expected, got);
    }
}
