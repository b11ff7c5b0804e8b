package net.strata.explain.story;

import static net.strata.protocol.Tcp.FIN_BIT;

import java.util.ArrayDeque;
import java.util.Deque;
import net.strata.explain.story.Story.Mark;

/// What one side's data lets the other side's program read, packet by packet. That is told when a packet comes by, and taken
/// back when later ones show that it did not arrive, or that something before it did not.
final class TcpDelivery {
    private static final int KEPT = 1024;

    /// What a packet makes readable.
    ///
    /// @param bytes so many, which were not readable before
    /// @param end whether a FIN is behind them
    /// @param again whether they were sent before, so that they may have been readable by then
    /// @param behind whether more waited behind them that only the receiver can count
    /// @param hole whether something before it is missing
    record Yield(long bytes, boolean end, boolean again, boolean behind, boolean hole) {}

    /// What was told of a packet, and is not acknowledged yet.
    private record Promise(long number, long from, long end, boolean again) {}

    private final Plot plot;
    private final Deque<Promise> promises = new ArrayDeque<>();

    TcpDelivery(Plot plot) {
        this.plot = plot;
    }

    /// What a segment makes readable.
    ///
    /// @param front up to where all was there before, as far as can be seen here
    Yield readable(TcpSegment t, TcpSide me, TcpSide peer, long front) {
        long to = me.front(peer.acked);
        long now = me.data(to) - me.data(front);
        boolean late = t.marks().contains(Mark.RETRANSMISSION) || t.marks().contains(Mark.OUT_OF_ORDER);
        // A hole that is none here is one that the receiver alone knows.
        boolean elsewhere = me.gaps.isEmpty() && peer.lacks();
        boolean missing = t.seq() <= peer.acked && peer.acked < t.end();
        boolean repeats = late && t.seq() < front && peer.acked < Math.min(front, t.end());
        boolean end = t.g().has(FIN_BIT) && peer.acked < t.end();
        if (late && now > 0 && !repeats || !elsewhere && !repeats) {
            if (to > front) promise(t, front, to, false);
            return new Yield(now, end, false, false, to < t.end());
        }
        if (!late || elsewhere && !missing) return new Yield(0, end, false, false, true);
        // No call was told for the data of a SYN.
        boolean untaken = me.early && peer.acked == 1 && t.seq() == 1 && promises.isEmpty();
        boolean behind = lost(Math.max(t.seq(), peer.acked), t.end(), true);
        promise(t, Math.max(t.seq(), peer.acked), t.end(), true);
        return new Yield(t.length(), end, !elsewhere && !untaken, elsewhere || behind, false);
    }

    private void promise(TcpSegment t, long from, long end, boolean again) {
        if (promises.size() == KEPT) promises.remove();
        promises.add(new Promise(t.s().number(), from, end, again));
    }

    /// Takes back what was told of bytes from a number on.
    ///
    /// @param end where those end that are sent again
    /// @param again whether it was also told of bytes sent again
    /// @return whether something of it was behind the end
    private boolean lost(long from, long end, boolean again) {
        boolean behind = false;
        for (Promise each : promises) {
            if (each.end <= from || each.again && !again) continue;
            plot.unread(each.number);
            behind |= each.end > end;
        }
        promises.removeIf(each -> each.end > from && (again || !each.again));
        return behind;
    }

    /// Notes what a segment of the receiver says of what it has. A duplicate ACK on its way does not know of bytes that were
    /// sent again meanwhile.
    void answered(TcpSegment t, TcpSide receiver, TcpSide sender) {
        if (t.ack() < 0) return;
        sender.repeats.lost().forEach(plot::unread);
        promises.removeIf(each -> each.end <= t.ack());
        if (receiver.lacks()) lost(t.ack(), t.ack(), false);
    }

    /// Nobody reads what is not acknowledged: the receiver has reset the connection.
    void ended() {
        promises.forEach(each -> plot.unread(each.number));
        promises.clear();
    }
}
