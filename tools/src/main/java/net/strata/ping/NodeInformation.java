package net.strata.ping;

import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.IPPROTO_ICMPV6;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import net.strata.probe.Arrival;
import net.strata.probe.LivePort;
import net.strata.probe.Setup;
import net.strata.probe.Sockets;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// Node information queries (RFC 4620), which ask an IPv6 host for its names or addresses, in the lines of iputils' ping.
public final class NodeInformation implements Method, Wording {
    private static final int QUERY = 139;
    private static final int REPLY = 140;
    private static final int HEADER = 16;
    private static final int TYPE = 4;
    private static final int FLAGS = 6;
    private static final int NONCE = 8;
    private static final int NAMES = 2;
    private static final int IPV6 = 3;
    private static final int IPV4 = 4;
    private static final int REFUSED = 1;
    private static final int UNKNOWN = 2;
    private static final int TRUNCATED = 1;
    private static final int TTL = 4;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 255;
    /// The nonce begins with the sequence number, as that of iputils does.
    private static final long PART = 0xffff_ffff_ffffL;
    public static final int LARGEST = 1280;

    private final Query query;

    /// What is asked for.
    ///
    /// @param type the number of what is asked for
    /// @param flags which addresses
    /// @param code what the subject is: an IPv6 address, a name or an IPv4 address
    /// @param subject whom it is asked of; null for the address that it is sent to
    public record Query(int type, int flags, int code, @Nullable ByteBuffer subject) {}

    public NodeInformation(Query query) {
        this.query = query;
    }

    /// Opens a socket.
    public NodeInformation open(LivePort live, Setup setup) throws OsError {
        Socket socket = Sockets.raw(AF_INET6, IPPROTO_ICMPV6);
        live.add(socket, false, LARGEST);
        Sockets.errors(socket);
        socket.setsockopt(Option.ICMP6_FILTER, Sockets.passing(REPLY));
        Sockets.headers(socket);
        setup.on(socket);
        return this;
    }

    /// The bytes of a name as subject (RFC 4620 section 4.1): its labels, and one more empty one if it is not whole.
    ///
    /// @param whole whether it is fully qualified
    /// @throws IllegalArgumentException if it is no name
    public static ByteBuffer subject(String name, boolean whole) {
        ByteBuffer b = ByteBuffer.allocate(LONGEST_NAME + 1);
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > LONGEST_LABEL || b.remaining() < label.length() + 3)
                throw new IllegalArgumentException("inappropriate subject name: " + name);
            b.put((byte) label.length());
            for (int i = 0; i < label.length(); i++)
                b.put((byte) label.charAt(i));
        }
        b.put((byte) 0);
        if (!whole) b.put((byte) 0);
        return b.flip();
    }

    @Override
    public void write(Probe probe, long nonce, ByteBuffer into) {
        ByteBuffer subject = query.subject == null
                ? ByteBuffer.wrap(probe.target().address().bytes())
                : query.subject.duplicate();
        into.put((byte) QUERY).put((byte) query.code).putShort((short) 0).putShort((short) query.type)
                .putShort((short) query.flags).putLong((long) probe.sequence() << 48 | nonce & PART).put(subject);
    }

    @Override
    public boolean read(Arrival arrival, Reading into) {
        ByteBuffer b = arrival.bytes();
        int at = arrival.message();
        if (arrival.isQueued()) into.queued(arrival);
        if (arrival.end() - at < HEADER || (b.get(at) & 0xff) != (arrival.isQueued() ? QUERY : REPLY)) return false;
        into.nonce = b.getLong(at + NONCE);
        into.sequence = (int) (into.nonce >>> 48);
        into.part = PART;
        return true;
    }

    @Override
    public boolean isTimed(int size) {
        return false;
    }

    @Override
    public void began(Reply reply, @Nullable Arrival arrival, StringBuilder line) {
        if (arrival != null) answer(arrival.bytes(), arrival.message(), arrival.end(), line);
        line.append("; seq=").append(reply.sequence()).append(';');
    }

    private static void answer(ByteBuffer b, int at, int end, StringBuilder line) {
        int code = b.get(at + 1) & 0xff;
        int type = b.getShort(at + TYPE) & 0xffff;
        if (code == REFUSED) line.append(" refused");
        else if (code == UNKNOWN) line.append(" unknown");
        else if (code != 0)
            line.append(" unknown code(").append(HexFormat.of().toHexDigits((byte) code)).append(')');
        else if (type == NAMES) names(b, at + HEADER, end, line);
        else if (type == IPV6 || type == IPV4) addresses(b, at, end, type == IPV6 ? 16 : 4, line);
        else
            line.append(" unknown qtype(0x").append(HexFormat.of().toHexDigits((byte) type)).append(')');
    }

    /// How long they hold, then names (RFC 4620 section 6.3), one behind the other.
    private static void names(ByteBuffer b, int from, int end, StringBuilder line) {
        if (end - from < TTL) {
            line.append(" parse error (too short)");
            return;
        }
        int at = from + TTL;
        while (at < end) {
            if (at > from + TTL) line.append(',');
            var name = new StringBuilder();
            int next = name(b, at, end, name);
            if (next < 0) {
                line.append(" parse error (truncated)");
                return;
            }
            boolean whole = next >= end || b.get(next) != 0;
            line.append(' ').append(new Text(name.length()).text(name.toString()));
            if (whole) line.append('.');
            at = whole ? next : next + 1;
        }
    }

    /// Labels up to an empty one.
    ///
    /// @return where they end, -1 if they do not
    private static int name(ByteBuffer b, int from, int end, StringBuilder name) {
        int at = from;
        while (at < end) {
            int length = b.get(at++) & 0xff;
            if (length == 0) return at;
            if (length > LONGEST_LABEL || length > end - at || at - from > LONGEST_NAME) return -1;
            if (!name.isEmpty()) name.append('.');
            for (int i = 0; i < length; i++)
                name.append((char) (b.get(at++) & 0xff));
        }
        return -1;
    }

    /// How long it holds and an address, again and again (RFC 4620 sections 6.4 and 6.5).
    private static void addresses(ByteBuffer b, int at, int end, int size, StringBuilder line) {
        for (int one = at + HEADER; one < end; one += TTL + size) {
            if (one > at + HEADER) line.append(',');
            if (end - one < TTL + size) {
                line.append(" parse error (truncated)");
                break;
            }
            int value = one + TTL;
            SockAddr.Ip address = size == 4
                    ? new SockAddr.In(b.getInt(value), 0)
                    : new SockAddr.In6(b.getLong(value), b.getLong(value + 8), 0, 0, 0);
            line.append(' ').append(address.host());
        }
        if ((b.getShort(at + FLAGS) & TRUNCATED) != 0) line.append(" (truncated)");
    }
}
