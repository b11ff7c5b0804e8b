package net.strata.trace;

import java.nio.ByteBuffer;
import net.strata.os.SockAddr;

/// What the IP header of a packet says that is going to be sent (RFC 791 section 3.1; RFC 8200 section 3). It begins at the
/// buffer's position, and is right, as it is ours.
final class IpFields {
    private static final int IPV6 = 40;
    private static final int DF = 0x4000;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int NEXT6 = 6;

    private IpFields() {}

    static boolean isSix(ByteBuffer b) {
        return b.get(b.position()) >>> 4 == 6;
    }

    /// Bytes of the header, of IPv4 with its options; of IPv6 the first one alone.
    static int length(ByteBuffer b) {
        return isSix(b) ? IPV6 : (b.get(b.position()) & 0xf) * 4;
    }

    static int hops(ByteBuffer b) {
        return b.get(b.position() + (isSix(b) ? 7 : 8)) & 0xff;
    }

    static int trafficClass(ByteBuffer b) {
        return isSix(b) ? b.getShort(b.position()) >>> 4 & 0xff : b.get(b.position() + 1) & 0xff;
    }

    /// Whether nobody may fragment it, as an IPv4 header says.
    static boolean isWhole(ByteBuffer b) {
        return !isSix(b) && (b.getShort(b.position() + 6) & DF) != 0;
    }

    /// Whether it comes from an address.
    static boolean isFrom(ByteBuffer b, SockAddr.Ip source) {
        int at = b.position();
        return switch (source) {
            case SockAddr.In in -> !isSix(b) && b.getInt(at + 12) == in.address();
            case SockAddr.In6 in6 -> isSix(b) && b.getLong(at + 8) == in6.high() && b.getLong(at + 16) == in6.low();
        };
    }

    /// Who it comes from.
    static SockAddr.Ip source(ByteBuffer b) {
        int at = b.position();
        return isSix(b)
                ? new SockAddr.In6(b.getLong(at + 8), b.getLong(at + 16), 0, 0, 0)
                : new SockAddr.In(b.getInt(at + 12), 0);
    }

    /// Of an IPv6 packet, where a fragment header is put: behind what every router on the way looks at (RFC 8200 section 4.5),
    /// counted from its beginning.
    static int fragmentAt(ByteBuffer b) {
        int start = b.position();
        int next = b.get(start + NEXT6);
        int at = IPV6;
        while ((next == HOP_BY_HOP || next == ROUTING) && start + at + 8 <= b.limit()) {
            next = b.get(start + at);
            at += 8 + 8 * (b.get(start + at + 1) & 0xff);
        }
        return at;
    }

    /// The number of the place that says what stands there, counted from its beginning.
    static int nextBefore(ByteBuffer b, int fragmentAt) {
        int start = b.position();
        int said = NEXT6;
        for (int at = IPV6; at < fragmentAt; at += 8 + 8 * (b.get(start + at + 1) & 0xff))
            said = at;
        return said;
    }
}
