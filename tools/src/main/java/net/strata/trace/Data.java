package net.strata.trace;

import java.nio.ByteBuffer;
import net.strata.wire.Checksum;

/// The data of probes.
final class Data {
    private Data() {}

    /// Puts bytes that are easily known again.
    static void fill(ByteBuffer b, int count) {
        for (int i = 0; i < count; i++)
            b.put((byte) (0x40 + (i & 0x3f)));
    }

    /// The ones' complement sum of bytes of a buffer, as 16 bits (RFC 1071).
    ///
    /// @param start what is added, such as a pseudo-header's sum
    static int sum(ByteBuffer b, int from, int count, long start) {
        return Checksum.fold(Checksum.sum(b.array(), b.arrayOffset() + from, count, start));
    }

    /// Sets two bytes so that the message's checksum becomes what it shall be (RFC 1624 has the arithmetic).
    ///
    /// @param at where in the buffer they are, at an even place of the message
    /// @param sum of the whole message, with what stands there now, and 0 for the checksum
    /// @param checksum that it shall have: neither 0 nor 0xffff
    static void fit(ByteBuffer b, int at, int sum, int checksum) {
        int without = sum + (~b.getShort(at) & 0xffff);
        int word = (~checksum & 0xffff) + (~fold(without) & 0xffff);
        b.putShort(at, (short) fold(word));
    }

    private static int fold(int sum) {
        int s = (sum >>> 16) + (sum & 0xffff);
        return (s >>> 16) + (s & 0xffff);
    }
}
