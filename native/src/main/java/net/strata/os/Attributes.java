package net.strata.os;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The attributes of a netlink message, one after the other (netlink(7), rtnetlink(3)): length, type, and a value, which
/// may hold attributes itself. Nothing beyond the message is read, whatever lengths say.
final class Attributes {
    private static final int HEADER = 4;

    private final ByteBuffer b;
    private final int end;
    private int at;
    private int next;
    private int length;

    /// @param b in the order of the machine
    Attributes(ByteBuffer b, int from, int end) {
        this.b = b;
        this.end = Math.min(end, b.limit());
        next = from;
    }

    /// Moves on to the next one, if there is one.
    boolean next() {
        at = next;
        if (end - at < HEADER) return false;
        int claimed = Short.toUnsignedInt(b.getShort(at));
        if (claimed < HEADER || claimed > end - at) return false;
        length = claimed - HEADER;
        next = at + (claimed + 3 & ~3);
        return true;
    }

    int type() {
        return Short.toUnsignedInt(b.getShort(at + 2)) & Abi.NLA_TYPE_MASK;
    }

    /// How many bytes the value has.
    int length() {
        return length;
    }

    private int value() {
        return at + HEADER;
    }

    /// A number of 32 bits, or of 8; 0 if the value is no such.
    int number() {
        return length >= 4 ? b.getInt(value()) : length == 1 ? b.get(value()) & 0xff : 0;
    }

    /// A number of 32 bits inside the value, 0 if that ends before.
    int number(int offset) {
        return offset + 4 <= length ? b.getInt(value() + offset) : 0;
    }

    /// A number of 64 bits inside the value, 0 if that ends before.
    long wide(int offset) {
        return offset + 8 <= length ? b.getLong(value() + offset) : 0;
    }

    private byte[] bytes(int from) {
        var bytes = new byte[Math.max(0, length - from)];
        b.get(Math.min(value() + from, b.limit()), bytes);
        return bytes;
    }

    /// Text, up to its first 0.
    String text() {
        String text = new String(bytes(0), StandardCharsets.UTF_8);
        int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }

    /// A hardware address such as `02:00:00:00:00:01`; empty if it is none.
    String mac() {
        return HexFormat.ofDelimiter(":").formatHex(bytes(0));
    }

    /// An IPv4 or IPv6 address by its length, [SockAddr.Other] for any other.
    ///
    /// @param from where it stands in the value
    /// @param ifindex what a link-local address belongs to
    SockAddr address(int from, int ifindex) {
        int p = value() + from;
        return switch (length - from) {
            case 4 -> new SockAddr.In(Integer.reverseBytes(b.getInt(p)), 0);
            case 16 -> {
                long high = Long.reverseBytes(b.getLong(p));
                boolean linkLocal = high >>> 54 == 0xfe80 >>> 6;
                yield new SockAddr.In6(high, Long.reverseBytes(b.getLong(p + 8)), 0, 0, linkLocal ? ifindex : 0);
            }
            default -> new SockAddr.Other(Abi.AF_UNSPEC);
        };
    }

    /// The attributes inside the value.
    Attributes nested() {
        return new Attributes(b, value(), value() + length);
    }
}
