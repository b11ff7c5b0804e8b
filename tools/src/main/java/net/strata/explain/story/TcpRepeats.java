package net.strata.explain.story;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.strata.frame.Batch;

/// What one side has sent again, and what can be said of why.
final class TcpRepeats {
    private static final int KEPT = 64;
    /// RFC 5681 section 3.2: so many duplicate ACKs ask for a segment.
    private static final int ASKS = 3;
    /// Who is asked answers soon; later than this after the last duplicate ACK it is the timer, as Wireshark takes it.
    private static final long SOON = 20_000_000;

    /// Bytes that were sent again, and are not acknowledged yet.
    ///
    /// @param next what its sender would have sent next
    /// @param lost whether something sent behind it is known to have arrived, and it has not
    private record Repeat(long number, long seq, long end, long next, boolean lost) {}

    /// The first bytes of a segment.
    @SuppressWarnings("ArrayRecordComponent") // nobody changes the bytes, and nobody compares such records
    private record Content(long seq, byte[] data) {}

    private final List<Repeat> repeats = new ArrayList<>();
    private final Deque<TcpSide.Run> had = new ArrayDeque<>();
    private final Deque<Content> contents = new ArrayDeque<>();

    /// Keeps what a segment has, to compare what comes later.
    void keep(TcpSegment t) {
        if (contents.size() == KEPT) contents.remove();
        contents.add(new Content(t.dataAt(), t.s().data()));
    }

    /// Whether a segment is known to have other bytes than were sent before with the same numbers.
    private boolean differs(TcpSegment t) {
        byte[] data = t.s().data();
        for (Content each : contents) {
            long by = t.dataAt() - each.seq;
            for (int i = Math.clamp(-by, 0, data.length); i < data.length && by + i < each.data.length; i++)
                if (data[i] != each.data[(int) (by + i)]) return true;
        }
        return false;
    }

    void add(TcpSegment t, long next) {
        if (repeats.size() == KEPT) repeats.removeFirst();
        if (had.size() == KEPT) had.remove();
        had.add(new TcpSide.Run(t.seq(), t.end()));
        repeats.add(new Repeat(t.s().number(), t.seq(), t.end(), next, false));
    }

    /// Whether some of a run was sent again.
    boolean had(TcpSide.Run run) {
        return had.stream().anyMatch(each -> each.from() < run.end() && run.from() < each.end());
    }

    /// The numbers of those that are known to be lost.
    List<Long> lost() {
        return repeats.stream().filter(Repeat::lost).map(Repeat::number).toList();
    }

    /// Notes what the receiver says of what it has: if that was first sent behind a repeat, and the repeat is not there, then
    /// the repeat is lost (RFC 8985 section 3.2).
    void answered(long ack, List<TcpSide.Run> sacked) {
        repeats.removeIf(each -> each.end <= ack);
        if (sacked.isEmpty()) return;
        repeats.replaceAll(each -> each.lost || sacked.stream().noneMatch(run -> run.end() > each.next)
                || sacked.stream().anyMatch(run -> run.from() < each.end && run.end() > each.seq)
                        ? each
                        : new Repeat(each.number, each.seq, each.end, each.next, true));
    }

    /// What is to say of a segment with bytes that were sent before.
    String again(TcpSegment t, TcpSide me, TcpSide peer) {
        long old = Math.min(t.dataEnd(), me.next);
        String bytes = Say.range(t.seq(), old - 1);
        String more = t.dataEnd() > old ? ", with " + Say.range(old, t.dataEnd() - 1) + " new behind" : "";
        String what = bytes + (more.isEmpty() ? ", sent again" : " again" + more);
        if (differs(t)) return what + ", but with other content: TCP by itself repeats what it sent";
        if (peer.acked >= old)
            return more.isEmpty()
                    ? what + ", though " + t.other() + " has said already that it has them"
                    : what;
        if (peer.has(t.seq(), old)) return what + ", though by its SACKs " + t.other() + " has them";
        return what + why(t, me, peer);
    }

    private String why(TcpSegment t, TcpSide me, TcpSide peer) {
        Repeat before = null;
        for (Repeat each : repeats)
            if (each.seq < t.end() && t.seq() < each.end) before = each;
        if (before != null && before.lost)
            return ": the repeat in packet " + before.number + " was lost as well";
        if (before == null && me.early && peer.acked == 1 && t.seq() == 1)
            return ": of the SYN with these bytes only the SYN was taken (RFC 7413 section 4.2)";
        if (before == null && peer.duplicates >= ASKS && peer.acked == t.seq() && soon(t, peer))
            return ": " + Say.count(peer.duplicates, "duplicate ACK") + " asked for it (fast retransmit, "
                    + "RFC 5681 section 3.2)";
        return before == null && peer.sacked.stream().anyMatch(each -> each.end() > t.end())
                ? ": by its SACKs " + t.other() + " has later bytes, but not these"
                : ": nothing new was acknowledged in time";
    }

    private static boolean soon(TcpSegment t, TcpSide peer) {
        return t.s().time() == Batch.NO_TIME || peer.duplicateAt == Batch.NO_TIME
                || t.s().time() - peer.duplicateAt < SOON;
    }
}
