package net.strata.protocol;

import java.util.Arrays;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Made;
import net.strata.wire.Text;

/// An address of which only the first bytes are sent, as many as its prefix needs.
final class Prefix {
    private Prefix() {}

    /// Bytes that so many bits need.
    static int bytes(int bits) {
        return (bits + 7) / 8;
    }

    /// Appends the address, its missing bytes as zero.
    static Text write(Text out, byte[] data, int at, int bytes, boolean six) {
        byte[] address = Arrays.copyOf(Arrays.copyOfRange(data, at, at + Math.min(bytes, six ? 16 : 4)), 16);
        return six ? out.ipv6(address, 0) : out.ipv4(address, 0);
    }

    /// Tells the tree the address.
    static void tell(Cursor c, Tree t, Made field, int at, int bytes, boolean six) {
        t.made(field, at, bytes, write(c.scratch(), c.data, at, bytes, six));
    }
}
