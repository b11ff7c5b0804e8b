package net.strata.explain.story;

import static net.strata.protocol.Tcp.FIN_BIT;
import static net.strata.protocol.Tcp.RST_BIT;
import static net.strata.protocol.Tcp.SYN_BIT;

import net.strata.explain.story.Story.Mark;
import net.strata.frame.Batch;

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
    /// @return what bytes that come late or again are, in words
    String marks(TcpSegment t, TcpSide me, TcpSide peer) {
        Sight.Segment g = t.g();
        int length = t.length();
        boolean plain = (g.flags() & (SYN_BIT | FIN_BIT | RST_BIT)) == 0;
        boolean empty = length == 0 && plain;
        boolean known = me.next >= 0;
        boolean probe = length == 1 && known && t.seq() == me.next && peer.window == 0;
        boolean keepAlive = known && length <= 1 && plain && t.seq() == me.next - 1;
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
            me.duplicates++;
            t.marks().add(Mark.DUPLICATE_ACK);
        }
        if (t.ack() > me.acked) me.duplicates = 0;
        if (length > 0 && plain && peer.window >= 0 && peer.acked >= 0 && t.end() == peer.acked + peer.window)
            t.marks().add(Mark.WINDOW_FULL);
        if (t.ack() >= 0 && peer.covered >= 0 && t.ack() > peer.covered) {
            t.marks().add(Mark.UNSEEN);
            peer.covered = t.ack();
        }
        me.probed = probe;
        me.keptAlive = keepAlive;
        boolean sends = length > 0 || g.has(SYN_BIT) || g.has(FIN_BIT);
        if (!sends || probe || keepAlive || !known || t.seq() >= me.next) return "";
        return again(t, me, peer);
    }

    private String again(TcpSegment t, TcpSide me, TcpSide peer) {
        boolean filled = !me.gaps.isEmpty();
        long since = me.fill(t.seq(), t.end());
        long now = t.s().time();
        if (filled && since != Batch.NO_TIME) {
            long limit = firstRoundTrip > 0 ? firstRoundTrip : OVERTAKEN;
            boolean fast = peer.duplicates >= 2 && peer.acked == t.seq() && now - peer.ackedAt < FAST;
            if (!fast && now - since < limit) {
                t.marks().add(Mark.OUT_OF_ORDER);
                me.late++;
                return "these bytes come late: they fill a gap, overtaken on the way by those that came "
                        + Say.between(since, now) + " ago";
            }
            t.marks().add(Mark.RETRANSMISSION);
            me.again++;
            return "sent again: these bytes were lost before this point; they fill the gap that was seen "
                    + Say.between(since, now) + " ago";
        }
        t.marks().add(Mark.RETRANSMISSION);
        me.again++;
        String known = peer.acked >= t.end() ? ", though " + t.other() + " has said already that it has them" : "";
        String why = !known.isEmpty()
                ? ""
                : peer.duplicates >= 2 && peer.acked == t.seq()
                        ? ": " + Say.count(peer.duplicates, "duplicate ACK") + " asked for it (fast retransmit, "
                                + "RFC 5681 section 3.2)"
                        : t.seq() < peer.sacked
                                ? ": by its SACKs " + t.other() + " has later bytes, but not these"
                                : ": nothing new was acknowledged in time";
        return "sent again, the same bytes as before" + why + known;
    }

    /// Notes what a segment changes.
    static void move(TcpSegment t, TcpSide me) {
        boolean again = t.marks().contains(Mark.RETRANSMISSION) || t.marks().contains(Mark.OUT_OF_ORDER);
        if (t.length() > 0 && !t.marks().contains(Mark.KEEP_ALIVE)) {
            me.segments++;
            if (!again) me.bytes += t.length();
            else if (t.marks().contains(Mark.OUT_OF_ORDER))
                me.bytes += t.length();
        }
        if (t.g().has(FIN_BIT) && me.fin < 0) {
            me.fin = t.end() - 1;
            me.finPacket = t.s().number();
        }
        for (String each : t.s().values("tcp.options.sack_re"))
            me.sacked = Math.max(me.sacked, Long.parseLong(each));
        if (!t.g().has(RST_BIT) && !t.marks().contains(Mark.ZERO_WINDOW_PROBE) && t.end() > me.next) {
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
