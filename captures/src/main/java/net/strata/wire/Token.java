package net.strata.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A text that is written again and again, as bytes.
public final class Token {
    private final byte[] bytes;

    public Token(String s) {
        bytes = s.getBytes(StandardCharsets.UTF_8);
    }

    public Token(byte[] bytes, int from, int count) {
        this.bytes = Arrays.copyOfRange(bytes, from, from + count);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }
}
