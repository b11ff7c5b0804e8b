package net.strata.explain.story;

import static net.strata.protocol.Tcp.ACK_BIT;
import static net.strata.protocol.Tcp.FIN_BIT;
import static net.strata.protocol.Tcp.PSH_BIT;
import static net.strata.protocol.Tcp.RST_BIT;
import static net.strata.protocol.Tcp.SYN_BIT;

import net.strata.explain.story.Story.Mark;

/// Finds what is remarkable about TCP segments, as Wireshark does (epan/dissectors/packet-tcp.c,
/// tcp_analyze_sequence_number), but for a duplicate ACK it takes what RFC 5681 section 2 asks: that something is
/// outstanding.
final class TcpAnalysis {
    private static final long OVERTAKEN = 3_000_000;
    private static final long FAST = 20_000_000;

    /// How long the SYN's answer took, in ns; -1 if that is not known.
    private long firstRoundTrip = -1;

    void roundTrip(long nanos) {
        firstRoundTrip = nanos;
    }

    /// Adds the marks of a segment.
    ///
    /// @return what is to say of bytes that come late or again
    String marks(TcpSegment t, TcpSide me, TcpSide peer) {
        Sight.Segment g = t.g();
        int length = t.length();
        boolean plain = (g.flags() & (SYN_BIT | FIN_BIT | RST_BIT)) == 0;
        boolean empty = length == 0 && plain;
        boolean known = me.next >= 0;
        boolean before = known && length <= 1 && plain && t.seq() == me.next - 1;
        // Linux probes a window with a number that is acknowledged already, others with the next byte.
        boolean probe = peer.window == 0 && (before || known && length == 1 && t.seq() == me.next);
        boolean keepAlive = before && !probe;
        if (probe) t.marks().add(Mark.ZERO_WINDOW_PROBE);
        if (plain && g.window() == 0) t.marks().add(Mark.ZERO_WINDOW);
        if (keepAlive) t.marks().add(Mark.KEEP_ALIVE);
        if (g.has(RST_BIT)) t.marks().add(Mark.RESET);
        if (known && t.seq() > me.next && !g.has(RST_BIT)) {
            t.marks().add(Mark.GAP);
            me.gap(me.next, t.seq(), t.s().time());
        }
        boolean repeats = empty && known && t.seq() == me.next && t.ack() == me.acked;
        if (repeats && g.window() != 0 && g.window() != me.window && me.window >= 0) t.marks().add(Mark.WINDOW_UPDATE);
        if (repeats && g.window() == me.window && g.window() != 0 && !peer.keptAlive && !peer.probed
                && peer.next > t.ack()) {
            // Bytes that came twice ask for none (RFC 2883).
            if (t.twice() == null) {
                me.duplicates++;
                me.duplicateAt = t.s().time();
            }
            t.marks().add(Mark.DUPLICATE_ACK);
        }
        if (t.ack() > me.acked) me.duplicates = 0;
        if (length > 0 && plain && peer.window >= 0 && peer.acked >= 0 && t.end() == peer.acked + peer.window)
            t.marks().add(Mark.WINDOW_FULL);
        if (peer.probed && t.ack() == peer.next + 1) peer.probeTaken();
        if (t.ack() >= 0 && peer.covered >= 0 && t.ack() > peer.covered) {
            t.marks().add(Mark.UNSEEN);
            peer.covered = t.ack();
        }
        if (!probe && !keepAlive && !g.has(RST_BIT))
            me.bytes += me.fresh(t.seq() + (g.has(SYN_BIT) ? 1 : 0), t.dataEnd());
        boolean sends = length > 0 || g.has(SYN_BIT) || g.has(FIN_BIT);
        if (!sends || probe || keepAlive || !known || t.seq() >= me.next || opensTogether(t, me)) return "";
        return again(t, me, peer);
    }

    /// Whether it is the second of the two SYNs that a side sends when both open (RFC 9293 section 3.5, figure 7).
    private static boolean opensTogether(TcpSegment t, TcpSide me) {
        return t.g().has(SYN_BIT) && t.g().has(ACK_BIT) && me.syn && !me.agreed;
    }

    private String again(TcpSegment t, TcpSide me, TcpSide peer) {
        TcpSide.Gap gap = me.fill(t.seq(), t.end());
        String bytes = Say.range(t.seq(), t.dataEnd() - 1);
        long now = t.s().time();
        if (gap != null) {
            long since = gap.time();
            String ago = Say.between(since, now);
            boolean timed = !ago.isEmpty();
            long limit = firstRoundTrip > 0 ? firstRoundTrip : OVERTAKEN;
            boolean fast = peer.duplicates >= 2 && peer.acked == t.seq() && now - peer.ackedAt < FAST;
            if (!fast && timed && now - since < limit) {
                t.marks().add(Mark.OUT_OF_ORDER);
                me.late++;
                return bytes + ": these come late: they fill a gap, overtaken on the way by those that came "
                        + ago + " ago";
            }
            t.marks().add(Mark.RETRANSMISSION);
            me.again++;
            return bytes + ", sent again: these were lost before this point; they fill the gap that was seen "
                    + (timed ? ago + " ago" : "before");
        }
        t.marks().add(Mark.RETRANSMISSION);
        me.again++;
        String says = me.repeats.again(t, me, peer);
        me.repeats.add(t, Math.max(me.next, t.end()));
        return says;
    }

    /// Notes what a segment changes.
    static void move(TcpSegment t, TcpSide me, TcpSide peer) {
        me.seen = true;
        peer.probed = false;
        peer.keptAlive = false;
        peer.unanswered = 0;
        me.probed = t.marks().contains(Mark.ZERO_WINDOW_PROBE);
        me.keptAlive = t.marks().contains(Mark.KEEP_ALIVE);
        if (me.keptAlive) me.unanswered++;
        if (t.g().has(ACK_BIT)) me.latestAck = t.ack();
        if (t.length() > 0 && !me.probed && !me.keptAlive) {
            me.segments++;
            me.pushed = t.g().has(PSH_BIT);
            me.wentOn |= peer.fin >= 0;
        }
        if (t.g().has(FIN_BIT) && me.fin < 0) {
            me.fin = t.end() - 1;
            me.finPacket = t.s().number();
        }
        if (t.ack() >= 0) {
            me.sacked = t.sacked();
            peer.repeats.answered(t.ack(), me.sacked);
        }
        if (t.length() > 0 && !me.probed && !me.keptAlive) me.repeats.keep(t);
        if (!t.g().has(RST_BIT) && !me.probed && t.end() > me.next) {
            me.next = t.end();
            me.covered = Math.max(me.covered, t.end());
        }
        if (t.ack() > me.acked) {
            me.acked = t.ack();
            me.ackedAt = t.s().time();
        }
        me.window = t.g().window();
    }
}
