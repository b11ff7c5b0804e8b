package net.strata.trace;

import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.IPPROTO_ICMP;
import static net.strata.os.Abi.IPPROTO_ICMPV6;

import java.nio.ByteBuffer;
import net.strata.os.SockAddr;
import net.strata.probe.Arrival;
import org.jspecify.annotations.Nullable;

/// Reads ICMP errors, and the packets that they quote (RFC 792; RFC 4443).
final class Quotes {
    private static final int HEADER = 8;
    private static final int UNREACHABLE = 3;
    private static final int EXPIRED = 11;
    private static final int PARAMETER = 12;
    private static final int TOO_BIG = 4;
    private static final int PORT = 3;
    private static final int UNREACHABLE6 = 1;
    private static final int TOO_BIG6 = 2;
    private static final int EXPIRED6 = 3;
    private static final int PARAMETER6 = 4;
    private static final int PORT6 = 4;
    private static final int FRAGMENT = 44;
    private static final int OFFSET = 0x1fff;
    private static final int MORE = 0x2000;

    private Quotes() {}

    /// Whether something is an ICMP message, or an error that the kernel tells of.
    static boolean isIcmp(Arrival arrival) {
        return arrival.isQueued()
                || arrival.protocol() == (arrival.family() == AF_INET6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
    }

    /// Reads what an error says, apart from what it quotes.
    ///
    /// @return whether it ends a probe's way
    static boolean error(Arrival arrival, Reading into) {
        boolean six = arrival.family() == AF_INET6;
        ByteBuffer b = arrival.bytes();
        int at = arrival.message();
        if (arrival.isQueued()) {
            into.type = arrival.type();
            into.code = arrival.code();
            into.info = arrival.info();
            into.destination = arrival.destination() == null ? null : arrival.destination().port(0);
        } else {
            if (arrival.end() - at < HEADER) return false;
            into.type = b.get(at) & 0xff;
            into.code = b.get(at + 1) & 0xff;
            into.info = b.getInt(at + 4);
            if (!six && into.type == UNREACHABLE) into.info &= 0xffff; // RFC 1191 section 4
        }
        Kind kind = kind(into.type, into.code, six);
        if (kind == null) return false;
        into.kind = kind;
        return true;
    }

    /// That a host could not put fragments together again (code 1) is said by the host.
    private static @Nullable Kind kind(int type, int code, boolean six) {
        if (type == (six ? EXPIRED6 : EXPIRED)) return code == 0 ? Kind.EXPIRED : Kind.UNREACHABLE;
        if (type == (six ? UNREACHABLE6 : UNREACHABLE))
            return code == (six ? PORT6 : PORT) ? Kind.REACHED : Kind.UNREACHABLE;
        if (six) return type == TOO_BIG6 || type == PARAMETER6 ? Kind.UNREACHABLE : null;
        return type == PARAMETER ? Kind.UNREACHABLE : null;
    }

    /// Whether an error says that a packet was too big to go on whole.
    static boolean isTooBig(int type, int code, boolean six) {
        return six ? type == TOO_BIG6 : type == UNREACHABLE && code == TOO_BIG;
    }

    /// Finds the message that an error quotes, if it is of a protocol, and reads the IP header before it.
    ///
    /// @param port where in the message's header its ports begin, and
    /// @param checksum its checksum; -1 where it has none
    /// @return where it begins in the arrival's bytes, -1 if there is none
    static int quoted(Arrival arrival, int protocol, int port, int checksum, Reading into) {
        ByteBuffer b = arrival.bytes();
        int at = arrival.message() + HEADER;
        int end = arrival.end();
        boolean six = arrival.family() == AF_INET6;
        int message = six ? behind6(b, at, end, protocol) : behind4(b, at, end, protocol);
        if (message < 0) return -1;
        SockAddr.Ip source = six
                ? new SockAddr.In6(b.getLong(at + 8), b.getLong(at + 16), 0, 0, 0)
                : new SockAddr.In(b.getInt(at + 12), 0);
        SockAddr.Ip destination = six
                ? new SockAddr.In6(b.getLong(at + 24), b.getLong(at + 32), 0, 0, 0)
                : new SockAddr.In(b.getInt(at + 16), 0);
        int hops = b.get(at + (six ? 7 : 8)) & 0xff;
        int trafficClass = six ? b.getInt(at) >>> 20 & 0xff : b.get(at + 1) & 0xff;
        int length = isFragment(b, at, six)
                ? -1
                : six ? IpHeader.IPV6 + (b.getShort(at + 4) & 0xffff) : b.getShort(at + 2) & 0xffff;
        int id = six ? -1 : b.getShort(at + 4) & 0xffff;
        into.quote = new Quote(hops, trafficClass, length, id, source, destination,
                port < 0 ? -1 : half(b, message + port, end), port < 0 ? -1 : half(b, message + port + 2, end),
                half(b, message + checksum, end), end - at);
        into.id = Math.max(0, id);
        into.destination = destination;
        return message;
    }

    private static boolean isFragment(ByteBuffer b, int at, boolean six) {
        return six ? (b.get(at + 6) & 0xff) == FRAGMENT : (b.getShort(at + 6) & (MORE | OFFSET)) != 0;
    }

    private static int behind4(ByteBuffer b, int at, int end, int protocol) {
        if (end - at < IpHeader.IPV4 || b.get(at) >>> 4 != 4 || (b.get(at + 9) & 0xff) != protocol) return -1;
        int length = (b.get(at) & 0xf) * 4;
        boolean first = (b.getShort(at + 6) & OFFSET) == 0;
        return length < IpHeader.IPV4 || length > end - at || !first ? -1 : at + length;
    }

    private static int behind6(ByteBuffer b, int at, int end, int protocol) {
        if (end - at < IpHeader.IPV6 || b.get(at) >>> 4 != 6) return -1;
        int next = b.get(at + 6) & 0xff;
        int message = at + IpHeader.IPV6;
        if (next == FRAGMENT && end - message >= HEADER && (b.getShort(message + 2) & 0xfff8) == 0) {
            next = b.get(message) & 0xff;
            message += HEADER;
        }
        return next == protocol ? message : -1;
    }

    /// 16 bits, or -1 where they were not quoted.
    static int half(ByteBuffer b, int at, int end) {
        return end - at < 2 ? -1 : b.getShort(at) & 0xffff;
    }
}
