package net.strata.craft;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.strata.wire.Field;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// A value for a field, as it was given. What it stands for is known when its field is found.
sealed interface Value {
    record Amount(long number) implements Value {}

    record Words(String text) implements Value {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] bytes) implements Value {}

    /// Puts it where the field lies.
    ///
    /// @param at where the field's layout starts, or the field itself if it has no fixed place
    /// @throws IllegalArgumentException if the field cannot hold it
    default void put(Field field, byte[] data, int at) {
        switch (field) {
            case Uint u -> u.set(data, at, number(u));
            case Octets o -> o.set(data, at, bytes(o));
            case Made m -> throw new IllegalArgumentException(m.name() + " is computed: no byte holds it");
        }
    }

    /// Whether a field that takes so many bytes here has room for just this.
    default boolean fits(Field field, int bytes) {
        return !(field instanceof Octets o) || o.length() > 0 || bytes(o).length == bytes;
    }

    /// Bytes that it may take at most, whatever its field.
    default int most() {
        return switch (this) {
            case Amount _ -> 8;
            case Words w -> Math.max(16, w.text.length());
            case Bytes b -> b.bytes.length;
        };
    }

    private long number(Uint field) {
        return switch (this) {
            case Amount n -> n.number;
            case Words w -> number(field, w.text);
            case Bytes _ -> throw wrong(field, "bytes");
        };
    }

    private static long number(Uint field, String text) {
        try {
            return text.startsWith("0x")
                    ? Long.parseUnsignedLong(text, 2, text.length(), 16)
                    : Long.parseUnsignedLong(text);
        } catch (NumberFormatException _) {
            throw wrong(field, text);
        }
    }

    private byte[] bytes(Octets field) {
        return switch (this) {
            case Amount n -> throw wrong(field, Long.toString(n.number));
            case Words w -> bytes(field, w.text);
            case Bytes b -> b.bytes;
        };
    }

    private static byte[] bytes(Octets field, String text) {
        try {
            return switch (field.form()) {
                case TEXT -> text.getBytes(StandardCharsets.UTF_8);
                case BYTES, MAC -> HexFormat.of().parseHex(text.replace(":", ""));
                case IPV4, IPV6 -> address(field, text);
            };
        } catch (IllegalArgumentException _) {
            throw wrong(field, text);
        }
    }

    private static byte[] address(Octets field, String text) {
        boolean short4 = text.indexOf(':') < 0 && text.chars().filter(ch -> ch == '.').count() != 3;
        if (short4) throw wrong(field, text); // "10.1" is 10.0.0.1 to some: not to us
        byte[] bytes = InetAddress.ofLiteral(text).getAddress();
        if (bytes.length == field.length()) return bytes;
        if (bytes.length > field.length() || text.indexOf(':') < 0) throw wrong(field, text);
        byte[] mapped = Arrays.copyOf(new byte[]{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 16);
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }

    private static IllegalArgumentException wrong(Field field, String value) {
        return new IllegalArgumentException(field.name() + ": " + value + " is not what it takes (" + field.type()
                + ")");
    }
}
