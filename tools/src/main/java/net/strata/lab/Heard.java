package net.strata.lab;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Whether a side of a connection heard its end. What comes to an interface may still be dropped, by a filter of the socket or
/// because it is out of place; what the side sends afterwards tells.
final class Heard {
    /// So much later than something came may leave what was on its way through the kernel then.
    private static final long RACE = 100_000;

    private final Connection connection;
    /// When a side last began to send what only somebody sends whose connection was not reset, and what does not acknowledge
    /// the other's FIN.
    private final Map<Side, Long> alive = new EnumMap<>(Side.class);
    private final Map<Side, Long> unended = new EnumMap<>(Side.class);

    Heard(Connection connection) {
        this.connection = connection;
        for (Side side : Side.values()) {
            Passage fin = fin(side.other());
            long end = fin == null ? Long.MAX_VALUE : fin.seq - 1 + fin.dataLength;
            alive.put(side, spoke(side, p -> !p.has(TcpFlags.RST)));
            unended.put(side, spoke(side, p -> !p.has(TcpFlags.RST) && p.has(TcpFlags.ACK) && p.ack - 1 <= end));
        }
    }

    private @Nullable Passage fin(Side from) {
        for (Passage p : connection.packets)
            if (p.from == from && p.has(TcpFlags.FIN)) return p;
        return null;
    }

    /// When a side began to send the last packet of some kind: it left then, or a call was made then that had it sent.
    private long spoke(Side side, Predicate<Passage> kind) {
        Passage last = null;
        for (Passage p : connection.packets)
            if (p.from == side && kind.test(p)) last = p;
        if (last == null) return Long.MIN_VALUE;
        long began = last.left;
        Sock sock = connection.sock(side);
        if (sock != null)
            for (Deed deed : sock.deeds)
            if (deed.enter() < last.left && deed.latest() >= last.left) began = Math.min(began, deed.enter());
        return began - RACE;
    }

    /// Whether a reset that came at a time was.
    boolean reset(Side side, long time) {
        return alive.getOrDefault(side, Long.MIN_VALUE) <= time;
    }

    /// Whether the other side's FIN was, if it came at a time, or all data in front of it.
    boolean end(Side side, long time) {
        return unended.getOrDefault(side, Long.MIN_VALUE) <= time;
    }
}
