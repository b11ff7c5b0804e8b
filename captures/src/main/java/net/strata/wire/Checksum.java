package net.strata.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The Internet checksum: the ones' complement of the ones' complement sum of 16-bit words (RFC 1071).
public final class Checksum {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// What a generated field `checksum.status` says, with Wireshark's numbers.
    public static final int BAD = 0;
    public static final int GOOD = 1;
    public static final int UNVERIFIED = 2;
    public static final int ABSENT = 3;
    /// The names of these.
    public static final Names STATUS = Names.from0("Bad", "Good", "Unverified", "Not present");

    private Checksum() {}

    /// Adds up bytes as 16-bit words; an odd last byte counts as the high half of a word.
    ///
    /// @return a partial sum for [#fold]
    public static long sum(byte[] data, int from, int count, long start) {
        long sum = start;
        int i = from;
        int end = from + count;
        for (; i <= end - 8; i += 8) {
            long word = (long) LONG.get(data, i);
            sum += (word >>> 32) + (word & 0xffff_ffffL);
        }
        for (; i <= end - 2; i += 2)
            sum += (data[i] & 0xff) << 8 | data[i + 1] & 0xff;
        if (i < end) sum += (data[i] & 0xff) << 8;
        return sum;
    }

    /// A partial sum as 16 bits. Over data with a correct checksum in it this is 0xffff.
    public static int fold(long sum) {
        long s = (sum >>> 32) + (sum & 0xffff_ffffL);
        s = (s >>> 16) + (s & 0xffff);
        s = (s >>> 16) + (s & 0xffff);
        s = (s >>> 16) + (s & 0xffff);
        return (int) s;
    }

    /// Whether data with its checksum in it adds up.
    public static boolean good(long sum) {
        return fold(sum) == 0xffff;
    }
}
