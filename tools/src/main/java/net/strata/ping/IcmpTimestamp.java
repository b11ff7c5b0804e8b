package net.strata.ping;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.IPPROTO_ICMP;

import java.nio.ByteBuffer;
import java.util.List;
import net.strata.os.Option;
import net.strata.os.OsError;
import net.strata.os.Socket;
import net.strata.probe.Arrival;
import net.strata.probe.Clock;
import net.strata.probe.Icmp;
import net.strata.probe.LivePort;
import net.strata.probe.Setup;
import net.strata.probe.Sockets;
import org.jspecify.annotations.Nullable;

/// Timestamp requests of ICMP (RFC 792), which tell how far a host's clock is from ours. There are none in ICMPv6.
public final class IcmpTimestamp implements Method, Wording {
    private static final int REQUEST = 13;
    private static final int REPLY = 14;
    public static final int LENGTH = 20;
    private static final int RECEIVE = 12;
    private static final int TRANSMIT = 16;
    private static final long DAY = 86_400_000;
    private static final long MILLISECOND = 1_000_000;

    private final int ident;
    private final Clock wall;
    private final ClockOffset offset = new ClockOffset();

    /// @param ident the identifier of the requests
    /// @param wall the system's clock, in ns since the epoch
    public IcmpTimestamp(int ident, Clock wall) {
        this.ident = ident;
        this.wall = wall;
    }

    /// Opens a socket.
    public IcmpTimestamp open(LivePort live, Setup setup) throws OsError {
        Socket socket = Sockets.raw(AF_INET, IPPROTO_ICMP);
        live.add(socket, true, LENGTH);
        socket.setsockopt(Option.ICMP_FILTER, Icmp.errorsAnd(REPLY));
        socket.setsockopt(Option.SO_ATTACH_FILTER, Sockets.answers(true, REPLY, ident));
        setup.on(socket);
        return this;
    }

    @Override
    public void write(Probe probe, long nonce, ByteBuffer into) {
        int start = into.position();
        into.put((byte) REQUEST).put((byte) 0).putShort((short) 0).putShort((short) ident)
                .putShort((short) probe.sequence()).putInt((int) (wall.now() / MILLISECOND % DAY)).putLong(0);
        into.putShort(start + 2, (short) Icmp.checksum(into, start, into.position()));
    }

    @Override
    public boolean read(Arrival arrival, Reading into) {
        ByteBuffer b = arrival.bytes();
        int at = arrival.message();
        if (arrival.end() - at < 8) return false;
        int type = b.get(at) & 0xff;
        if (type == REPLY) {
            into.checksumWrong = Icmp.checksum(b, at, arrival.end()) != 0;
            return arrival.end() - at >= LENGTH && numbers(b, at, into);
        }
        if (!Icmp.isError(type, false)) return false;
        into.error(arrival);
        int inner = into.quoted(arrival, Icmp.ICMP);
        return inner >= 0 && arrival.end() - inner >= 8 && (b.get(inner) & 0xff) == REQUEST && numbers(b, inner, into);
    }

    private boolean numbers(ByteBuffer b, int at, Reading into) {
        into.sequence = b.getShort(at + 6) & 0xffff;
        return (b.getShort(at + 4) & 0xffff) == ident;
    }

    @Override
    public String sends(int size, int options, boolean six) {
        return "ICMP timestamp: " + LENGTH + "(" + (LENGTH + 20 + options) + ") bytes.";
    }

    @Override
    public int shortest(int size) {
        return LENGTH;
    }

    @Override
    public void note(Reply reply, @Nullable Arrival arrival) {
        ClockOffset.Bounds bounds = bounds(reply, arrival);
        if (bounds != null) offset.add(bounds);
    }

    @Override
    public void told(Reply reply, @Nullable Arrival arrival, StringBuilder line) {
        if (arrival == null) return;
        time(line.append(" receive="), stamp(arrival, RECEIVE));
        time(line.append(" transmit="), stamp(arrival, TRANSMIT));
        ClockOffset.Bounds bounds = bounds(reply, arrival);
        if (bounds != null) line.append(" offset=").append(bounds);
    }

    /// Null if the other clock does not count from midnight.
    private static ClockOffset.@Nullable Bounds bounds(Reply reply, @Nullable Arrival arrival) {
        if (arrival == null) return null;
        int receive = stamp(arrival, RECEIVE);
        int transmit = stamp(arrival, TRANSMIT);
        if (!ClockOffset.isStandard(receive) || !ClockOffset.isStandard(transmit)) return null;
        Probe probe = reply.probe();
        return ClockOffset.of(probe.stamp() != 0 ? probe.stamp() : probe.sentWall(), receive, transmit, reply.wall());
    }

    private static int stamp(Arrival arrival, int which) {
        return arrival.bytes().getInt(arrival.message() + which);
    }

    private static void time(StringBuilder line, int stamp) {
        line.append(Integer.toUnsignedString(stamp));
        if (!ClockOffset.isStandard(stamp)) line.append(" (not standard)");
    }

    @Override
    public List<String> ended() {
        return offset.isKnown() ? List.of("its clock is ahead of this one by " + offset.bounds()) : List.of();
    }
}
