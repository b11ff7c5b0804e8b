package net.strata.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A short text that is written again and again, kept so that it can be copied eight bytes at a time.
public final class Token {
    private final long[] words;
    private final int length;

    public Token(String s) {
        this(s.getBytes(StandardCharsets.UTF_8), 0, s.getBytes(StandardCharsets.UTF_8).length);
    }

    public Token(byte[] bytes, int from, int count) {
        length = count;
        words = new long[(count + 7) / 8];
        byte[] whole = new byte[words.length * 8];
        System.arraycopy(bytes, from, whole, 0, count);
        ByteBuffer.wrap(whole).order(ByteOrder.nativeOrder()).asLongBuffer().get(words);
    }

    /// Bytes it takes, and those of them that count.
    int room() {
        return words.length * 8;
    }

    int length() {
        return length;
    }

    /// Eight of its bytes, in native order.
    long word(int i) {
        return words[i];
    }
}
