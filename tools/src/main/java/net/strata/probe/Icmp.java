package net.strata.probe;

import java.nio.ByteBuffer;
import net.strata.os.SockAddr;

/// Numbers of ICMP and arithmetic that ways to probe have in common (RFC 792, RFC 4443).
public final class Icmp {
    public static final int ICMP = 1;
    public static final int ICMPV6 = 58;
    public static final int UNREACHABLE = 3;
    public static final int SOURCE_QUENCH = 4;
    public static final int REDIRECT = 5;
    public static final int TIME_EXCEEDED = 11;
    public static final int PARAMETER_PROBLEM = 12;
    private static final int FIRST_INFORMATION6 = 128;

    private Icmp() {}

    /// The Internet checksum (RFC 1071) of bytes; 0 over those that hold it, if it is right.
    public static int checksum(ByteBuffer b, int from, int to) {
        long sum = 0;
        int i = from;
        for (; i + 4 <= to; i += 4)
            sum += b.getInt(i) & 0xffffffffL;
        if (i + 2 <= to) {
            sum += b.getShort(i) & 0xffff;
            i += 2;
        }
        if (i < to) sum += (b.get(i) & 0xff) << 8;
        sum = (sum & 0xffff) + (sum >>> 16);
        while (sum >>> 16 != 0)
            sum = (sum & 0xffff) + (sum >>> 16);
        return (int) ~sum & 0xffff;
    }

    /// The sum of TCP's and UDP's pseudo-header (RFC 9293 section 3.1): in place of the checksum, it is part of it.
    public static int pseudo(SockAddr.In from, SockAddr.In to, int protocol, int length) {
        int sum = (from.address() >>> 16) + (from.address() & 0xffff) + (to.address() >>> 16)
                + (to.address() & 0xffff) + protocol + length;
        sum = (sum & 0xffff) + (sum >>> 16);
        return (sum & 0xffff) + (sum >>> 16);
    }

    /// Whether messages of a type tell of an error, and quote the packet that had it (RFC 792; RFC 4443 section 2.1).
    public static boolean isError(int type, boolean six) {
        return six
                ? type < FIRST_INFORMATION6
                : type == UNREACHABLE || type == SOURCE_QUENCH || type == REDIRECT
                        || type == TIME_EXCEEDED || type == PARAMETER_PROBLEM;
    }

    /// A filter of raw(7) that lets through errors, and one type beside them.
    public static int errorsAnd(int type) {
        return ~(1 << type | 1 << UNREACHABLE | 1 << SOURCE_QUENCH | 1 << REDIRECT | 1 << TIME_EXCEEDED
                | 1 << PARAMETER_PROBLEM);
    }

    /// Whether such a message says that the packet which it quotes went on nevertheless (RFC 792).
    public static boolean isAdvice(int type, boolean six) {
        return !six && (type == SOURCE_QUENCH || type == REDIRECT);
    }
}
