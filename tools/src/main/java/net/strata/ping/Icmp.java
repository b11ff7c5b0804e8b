package net.strata.ping;

import java.nio.ByteBuffer;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;

/// What ways to ask have in common that are answered by ICMP.
final class Icmp {
    static final int ICMP = 1;
    static final int ICMPV6 = 58;
    static final int UNREACHABLE = 3;
    static final int SOURCE_QUENCH = 4;
    static final int REDIRECT = 5;
    static final int TIME_EXCEEDED = 11;
    static final int PARAMETER_PROBLEM = 12;
    private static final int HEADER = 8;
    private static final int IPV4 = 20;
    private static final int IPV6 = 40;
    /// Bits of an IPv4 header that are 0 in the first fragment of a packet, which alone has the message's header.
    private static final int FRAGMENT = 0x1fff;
    private static final int FIRST_INFORMATION6 = 128;

    private Icmp() {}

    /// The Internet checksum (RFC 1071) of bytes; 0 over those that hold it, if it is right.
    static int checksum(ByteBuffer b, int from, int to) {
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
    static int pseudo(SockAddr.In from, SockAddr.In to, int protocol, int length) {
        int sum = (from.address() >>> 16) + (from.address() & 0xffff) + (to.address() >>> 16)
                + (to.address() & 0xffff) + protocol + length;
        sum = (sum & 0xffff) + (sum >>> 16);
        return (sum & 0xffff) + (sum >>> 16);
    }

    /// Whether messages of a type tell of an error, and quote the packet that had it (RFC 792; RFC 4443 section 2.1).
    static boolean isError(int type, boolean six) {
        return six
                ? type < FIRST_INFORMATION6
                : type == UNREACHABLE || type == SOURCE_QUENCH || type == REDIRECT
                        || type == TIME_EXCEEDED || type == PARAMETER_PROBLEM;
    }

    /// A filter of raw(7) that lets through errors, and one type beside them.
    static int errorsAnd(int type) {
        return ~(1 << type | 1 << UNREACHABLE | 1 << SOURCE_QUENCH | 1 << REDIRECT | 1 << TIME_EXCEEDED
                | 1 << PARAMETER_PROBLEM);
    }

    /// Whether such a message says that the packet which it quotes went on nevertheless (RFC 792).
    static boolean isAdvice(int type, boolean six) {
        return !six && (type == SOURCE_QUENCH || type == REDIRECT);
    }

    /// Reads the header of an error.
    static void error(Arrival arrival, Reading into) {
        ByteBuffer b = arrival.bytes();
        int at = arrival.message();
        into.error = true;
        into.type = b.get(at) & 0xff;
        into.code = b.get(at + 1) & 0xff;
        // Of the four bytes of fragmentation needed, the last two are the MTU (RFC 1191); a pointer of IPv4 is the first.
        boolean six = arrival.family() == Abi.AF_INET6;
        int rest = b.getInt(at + 4);
        into.info = six || into.type == REDIRECT ? rest : into.type == PARAMETER_PROBLEM ? rest >>> 24 : rest & 0xffff;
    }

    /// Finds the message that an error quotes, and whom it was for.
    ///
    /// @return where it begins, -1 if it is not of a protocol, or too short
    static int quoted(Arrival arrival, int protocol, Reading into) {
        ByteBuffer b = arrival.bytes();
        int at = arrival.message() + HEADER;
        int left = arrival.end() - at;
        into.at = at;
        if (arrival.family() == Abi.AF_INET6) {
            if (left < IPV6 || b.get(at) >>> 4 != 6 || (b.get(at + 6) & 0xff) != protocol) return -1;
            into.destination = new SockAddr.In6(b.getLong(at + 24), b.getLong(at + 32), 0, 0, 0);
            return at + IPV6;
        }
        if (left < IPV4 || b.get(at) >>> 4 != 4 || (b.get(at + 9) & 0xff) != protocol) return -1;
        int length = (b.get(at) & 0xf) * 4;
        if (length < IPV4 || length > left || (b.getShort(at + 6) & FRAGMENT) != 0) return -1;
        into.destination = new SockAddr.In(b.getInt(at + 16), 0);
        return at + length;
    }
}
