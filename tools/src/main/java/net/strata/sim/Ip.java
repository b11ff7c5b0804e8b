package net.strata.sim;

import java.nio.ByteBuffer;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.wire.Checksum;

/// The bytes of IP packets, IPv4 (RFC 791) and IPv6 (RFC 8200).
final class Ip {
    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMPV6 = 58;
    static final int HEADER = 20;
    static final int HEADER6 = 40;
    private static final int HOP_BY_HOP = 0;
    private static final int OPTIONS = 60;

    private Ip() {}

    static int u8(byte[] b, int at) {
        return b[at] & 0xff;
    }

    static int u16(byte[] b, int at) {
        return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
    }

    static int i32(byte[] b, int at) {
        return u16(b, at) << 16 | u16(b, at + 2);
    }

    static long i64(byte[] b, int at) {
        return (long) i32(b, at) << 32 | i32(b, at + 4) & 0xffff_ffffL;
    }

    static void put16(byte[] b, int at, int value) {
        b[at] = (byte) (value >> 8);
        b[at + 1] = (byte) value;
    }

    static boolean six(byte[] b) {
        return (b[0] & 0xf0) == 0x60;
    }

    /// Whether a router would take it for a packet: version, lengths, and of IPv4 the header's checksum are right.
    static boolean sound(byte[] b) {
        if (b.length < HEADER) return false;
        if (six(b)) return b.length >= HEADER6 && HEADER6 + u16(b, 4) == b.length;
        int header = (b[0] & 0xf) * 4;
        return (b[0] & 0xf0) == 0x40 && header >= HEADER && header <= b.length && u16(b, 2) == b.length
                && Checksum.good(Checksum.sum(b, 0, header, 0));
    }

    /// Where the message behind the headers begins; behind the packet's end if there is none.
    static int message(byte[] b) {
        return six(b) ? (int) walk(b) : (b[0] & 0xf) * 4;
    }

    /// What that message is.
    static int protocol(byte[] b) {
        return six(b) ? (int) (walk(b) >>> 32) : u8(b, 9);
    }

    /// Goes over the extension headers that every node goes over.
    private static long walk(byte[] b) {
        int protocol = u8(b, 6);
        int at = HEADER6;
        while ((protocol == HOP_BY_HOP || protocol == OPTIONS) && at + 8 <= b.length) {
            protocol = u8(b, at);
            at += 8 + 8 * u8(b, at + 1);
        }
        return (long) protocol << 32 | at;
    }

    static int ttl(byte[] b) {
        return u8(b, six(b) ? 7 : 8);
    }

    static void ttl(byte[] b, int ttl) {
        b[six(b) ? 7 : 8] = (byte) ttl;
        seal(b);
    }

    /// The type of service or traffic class.
    static int trafficClass(byte[] b) {
        return six(b) ? u16(b, 0) >> 4 & 0xff : u8(b, 1);
    }

    static void dscp(byte[] b, int dscp) {
        if (six(b)) put16(b, 0, u16(b, 0) & 0xf03f | dscp << 6);
        else
            b[1] = (byte) (dscp << 2 | b[1] & 3);
        seal(b);
    }

    static boolean mayFragment(byte[] b) {
        return !six(b) && (b[6] & 0x40) == 0;
    }

    /// Whether it is a fragment, but not the first.
    static boolean later(byte[] b) {
        return !six(b) && (u16(b, 6) & 0x1fff) != 0;
    }

    /// Makes the checksum of an IPv4 header right.
    static void seal(byte[] b) {
        if (six(b)) return;
        put16(b, 10, 0);
        put16(b, 10, ~Checksum.fold(Checksum.sum(b, 0, (b[0] & 0xf) * 4, 0)));
    }

    static int width(byte[] b) {
        return six(b) ? 16 : 4;
    }

    /// Where the source stands.
    static int sourceAt(byte[] b) {
        return six(b) ? 8 : 12;
    }

    /// Where the destination stands.
    static int destinationAt(byte[] b) {
        return six(b) ? 24 : 16;
    }

    static SockAddr.Ip source(byte[] b) {
        return address(b, sourceAt(b));
    }

    static SockAddr.Ip destination(byte[] b) {
        return address(b, destinationAt(b));
    }

    private static SockAddr.Ip address(byte[] b, int at) {
        return six(b) ? new SockAddr.In6(i64(b, at), i64(b, at + 8), 0, 0, 0) : new SockAddr.In(i32(b, at), 0);
    }

    /// Makes a packet.
    ///
    /// @param room bytes behind the header, which the caller fills
    static byte[] make(SockAddr.Ip from, SockAddr.Ip to, int protocol, int ttl, int trafficClass, int id, int room) {
        boolean six = to.family() == Abi.AF_INET6;
        ByteBuffer b = ByteBuffer.allocate((six ? HEADER6 : HEADER) + room);
        if (six)
            b.putInt(6 << 28 | trafficClass << 20).putShort((short) room).put((byte) protocol).put((byte) ttl);
        else {
            b.put((byte) 0x45).put((byte) trafficClass).putShort((short) b.capacity()).putShort((short) id);
            b.putShort((short) 0).put((byte) ttl).put((byte) protocol).putShort((short) 0);
        }
        b.put(from.bytes()).put(to.bytes());
        seal(b.array());
        return b.array();
    }

    /// The sum of a message with what its checksum covers of the IP header (RFC 768, RFC 9293, RFC 8200 section 8.1); ICMP's
    /// covers nothing of it.
    static long sum(byte[] b) {
        int from = message(b);
        int protocol = protocol(b);
        int length = b.length - from;
        long pseudo = protocol == ICMP ? 0 : Checksum.sum(b, sourceAt(b), 2 * width(b), 0) + length + protocol;
        return Checksum.sum(b, from, length, pseudo);
    }

    /// A checksum after some of what it covers has changed (RFC 1624 section 3).
    ///
    /// @param before the sum of those words before, and `after` what it is now
    static int adjusted(int checksum, long before, long after) {
        return ~Checksum.fold((~checksum & 0xffff) + (~Checksum.fold(before) & 0xffff) + Checksum.fold(after)) & 0xffff;
    }

    /// Where the checksum of a message stands in it; -1 if its protocol is not known.
    static int checksumAt(int protocol) {
        return switch (protocol) {
            case ICMP, ICMPV6 -> 2;
            case UDP -> 6;
            case TCP -> 16;
            default -> -1;
        };
    }

    /// Makes the checksum of the message right.
    static byte[] sum16(byte[] b) {
        int at = message(b) + checksumAt(protocol(b));
        put16(b, at, 0);
        int sum = ~Checksum.fold(sum(b)) & 0xffff;
        put16(b, at, sum == 0 && protocol(b) == UDP ? 0xffff : sum);
        return b;
    }

    /// Whether a host would take the message: it is whole, and its checksum is right. IPv4's UDP may have none.
    static boolean soundMessage(byte[] b) {
        int from = message(b);
        int protocol = protocol(b);
        int least = protocol == TCP ? 20 : 8;
        int at = checksumAt(protocol);
        if (at < 0) return true;
        if (from + least > b.length) return false;
        if (protocol == UDP && !six(b) && u16(b, from + at) == 0) return true;
        return Checksum.good(sum(b));
    }

    /// Whether it is an ICMP error, which is never answered by one (RFC 1122 section 3.2.2, RFC 4443 section 2.4).
    static boolean isError(byte[] b) {
        int at = message(b);
        if (at >= b.length) return false;
        int type = u8(b, at);
        return switch (protocol(b)) {
            case ICMP -> type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
            case ICMPV6 -> type < 128;
            default -> false;
        };
    }
}
