package net.strata.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One direction of a TCP connection: bytes from the calls that gave them to those that took them. The first byte of data is
/// at 0.
final class Flow {
    /// So many calls of a side are told of one packet: what a header claims to be there is more than any packet has.
    private static final int MOST = 1000;

    /// A run of bytes of one call.
    record Run(long from, long to, Deed deed) {}

    /// Up to where all bytes have come, and the packet that made it so.
    private record Reached(long to, Passage packet) {}

    final Side from;
    private final List<Run> given = new ArrayList<>();
    private final List<Run> taken = new ArrayList<>();
    private final List<Reached> reached = new ArrayList<>();
    /// What has come, beyond [#frontier]: beginnings and ends.
    private final TreeMap<Long, Long> beyond = new TreeMap<>();
    /// What left last, by the first byte.
    private final TreeMap<Long, Passage> departures = new TreeMap<>();
    /// Up to where bytes have left, have all come, and are acknowledged as far as the sender knows.
    long sent;
    long frontier;
    long acknowledged;
    /// The same before the latest acknowledgment.
    long acknowledgedBefore;
    /// Up to where the receiver has room, as far as the sender knows, and before that; -1 if that is not known.
    long edge = -1;
    long edgeBefore = -1;
    /// The packet that told of the latest room.
    @Nullable
    Passage room;
    /// Up to where the receiver has said that it has them.
    long acknowledging = -1;
    /// What it last said that it has room for, unscaled; -1 before.
    int window = -1;
    int duplicates;
    /// Where the end of the stream stands, once the FIN has left.
    long end = -1;
    @Nullable
    Passage fin;
    /// Whether a FIN has come, though bytes in front of it may be missing.
    boolean finCame;
    /// The packet with which the end has come.
    @Nullable
    Passage ended;
    @Nullable
    Passage syn;
    /// The latest SYN that came.
    @Nullable
    Passage asked;
    @Nullable
    Passage reset;
    /// Segments of data that came last, whatever became of them.
    @Nullable
    Passage latest;
    /// Acknowledgments, in the order in which they came back to the sender.
    final List<Passage> acknowledgments = new ArrayList<>();

    Flow(Side from) {
        this.from = from;
    }

    /// The runs of bytes that a program's calls gave, or took.
    void calls(Sock sock, boolean giving) {
        List<Run> runs = giving ? given : taken;
        Act act = giving ? Act.SEND : Act.RECEIVE;
        long at = runs.isEmpty() ? 0 : runs.getLast().to;
        for (Deed deed : sock.deeds) {
            if (deed.act != act) continue;
            deed.from = at;
            if (deed.call.result() <= 0 || deed.says("MSG_PEEK") || deed.says("MSG_ERRQUEUE")) continue;
            runs.add(new Run(at, at + deed.call.result(), deed));
            at += deed.call.result();
        }
    }

    /// How many bytes calls have taken.
    long takenBy(long time) {
        int before = Sorted.upTo(taken, run -> run.deed.enter(), time);
        return before == 0 ? 0 : taken.get(before - 1).to;
    }

    /// The run that a byte is in; -1 if it is in none.
    private static int index(List<Run> runs, long at) {
        int low = 0;
        int high = runs.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            Run run = runs.get(middle);
            if (run.to <= at) low = middle + 1;
            else if (run.from > at) high = middle - 1;
            else
                return middle;
        }
        return -1;
    }

    /// The calls that gave some bytes.
    List<Run> givers(long from, long to) {
        int first = index(given, from);
        if (first < 0) return List.of();
        int last = first;
        while (last - first < MOST - 1 && last + 1 < given.size() && given.get(last + 1).from < to)
            last++;
        return given.subList(first, last + 1);
    }

    /// Notes that bytes left.
    ///
    /// @return the packet in which the first of them left before, null if none did
    @Nullable
    Passage left(Passage packet, long at) {
        Map.Entry<Long, Passage> before = at < sent ? departures.floorEntry(at) : null;
        departures.put(at, packet);
        sent = Math.max(sent, at + packet.dataLength);
        return before == null ? null : before.getValue();
    }

    /// Notes that bytes came, and whose they are.
    void came(Passage packet, long at) {
        long to = at + packet.dataLength;
        long from = at;
        while (from < to) {
            long known = known(from);
            boolean fresh = known <= from;
            long until = Math.min(to, fresh ? next(from) : known);
            parts(packet, at, from, until, fresh);
            from = until;
        }
        join(at, to);
        long before = frontier;
        advance();
        if (frontier > before) reached.add(new Reached(frontier, packet));
    }

    /// The same of a packet that never came, or came a second time.
    void lost(Passage packet, long at) {
        parts(packet, at, at, at + packet.dataLength, false);
    }

    /// Up to where bytes have come, from one on.
    private long known(long at) {
        if (at < frontier) return frontier;
        Map.Entry<Long, Long> run = beyond.floorEntry(at);
        return run == null ? at : Math.max(at, run.getValue());
    }

    private long next(long at) {
        Long start = beyond.higherKey(at);
        return start == null ? Long.MAX_VALUE : start;
    }

    private void join(long at, long to) {
        long start = at;
        long stop = to;
        Map.Entry<Long, Long> run = beyond.floorEntry(stop);
        while (run != null && run.getValue() >= start) {
            start = Math.min(start, run.getKey());
            stop = Math.max(stop, run.getValue());
            beyond.remove(run.getKey());
            run = beyond.floorEntry(stop);
        }
        if (stop > frontier) beyond.put(start, stop);
    }

    private void advance() {
        Map.Entry<Long, Long> run = beyond.firstEntry();
        while (run != null && run.getKey() <= frontier) {
            frontier = Math.max(frontier, run.getValue());
            beyond.remove(run.getKey());
            run = beyond.firstEntry();
        }
    }

    /// The sender hears how much room there is.
    ///
    /// @param answer the receiver's SYN
    void room(Passage p, @Nullable Passage answer) {
        if (syn == null || answer == null) return;
        boolean scaled = syn.scale >= 0 && answer.scale >= 0 && !p.has(TcpFlags.SYN);
        long to = p.ack - 1 + ((long) p.window << (scaled ? answer.scale : 0));
        if (to <= edge) return;
        edgeBefore = edge;
        edge = to;
        room = p;
    }

    /// Whether bytes have come behind some that have not.
    boolean hasGap() {
        return !beyond.isEmpty();
    }

    private void parts(Passage packet, long at, long from, long to, boolean fresh) {
        int giver = index(given, from);
        int taker = fresh ? index(taken, from) : -1;
        long next = from;
        while (next < to && packet.parts.size() < MOST) {
            while (giver >= 0 && giver < given.size() && given.get(giver).to <= next)
                giver++;
            while (taker >= 0 && taker < taken.size() && taken.get(taker).to <= next)
                taker++;
            if (giver < 0 || giver >= given.size()) return;
            Run source = given.get(giver);
            Run sink = taker < 0 || taker >= taken.size() ? null : taken.get(taker);
            long until = Math.min(to, Math.min(source.to, sink == null ? Long.MAX_VALUE : sink.to));
            packet.parts.add(new Packet.Part((int) (next - at), (int) (until - next), source.deed.number,
                    sink == null ? 0 : sink.deed.number));
            next = until;
        }
    }

    /// The packet with which a byte could be read: it and all before it had come.
    @Nullable
    Passage bringing(long at) {
        int before = Sorted.upTo(reached, Reached::to, at);
        return before < reached.size() ? reached.get(before).packet : null;
    }
}
