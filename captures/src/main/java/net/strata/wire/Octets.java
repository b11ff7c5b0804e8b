package net.strata.wire;

/// A run of bytes that is not a number: an address, text, or anything.
///
/// @param bit where it starts, in bits from the start of its layout; 0 if it has no fixed place
/// @param length bytes, 0 if that varies
public record Octets(Meta meta, int bit, int length, Form form) implements Field {
    /// What the bytes are.
    public enum Form {
        BYTES, TEXT, MAC, IPV4, IPV6
    }

    /// Where it starts in the arena, given where its layout starts.
    public int from(int at) {
        return at + (bit >> 3);
    }

    /// Where its layout would start, given where it starts.
    public int layoutAt(int from) {
        return from - (bit >> 3);
    }

    /// Sets the bytes.
    ///
    /// @param at where the field's layout starts, or the field itself if it has no fixed place
    /// @throws IllegalArgumentException if they are not as many as the field has
    public void set(byte[] data, int at, byte[] value) {
        if (length > 0 && value.length != length)
            throw new IllegalArgumentException(
                    name() + ": " + value.length + " bytes are given, it takes " + length);
        System.arraycopy(value, 0, data, from(at), value.length);
    }

    @Override
    public void write(Text out, byte[] data, int at, int bytes) {
        int from = from(at);
        switch (form) {
            case BYTES -> out.hex(data, from, bytes);
            case TEXT -> out.text(data, from, bytes);
            case MAC -> out.mac(data, from, bytes);
            case IPV4 -> out.ipv4(data, from);
            case IPV6 -> out.ipv6(data, from);
        }
    }

    @Override
    public String type() {
        return switch (form) {
            case BYTES -> "bytes";
            case TEXT -> "text";
            case MAC -> "Ethernet address";
            case IPV4 -> "IPv4 address";
            case IPV6 -> "IPv6 address";
        };
    }
}
