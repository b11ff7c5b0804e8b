package net.strata.lab;

import org.jspecify.annotations.Nullable;

/// Why data left only after the call that gave it was back: said only where nothing else can have held it.
final class Delays {
    /// What waits for a packet leaves this soon after it has come.
    private static final long AT_ONCE = 1_000_000;
    /// The data of a segment if a SYN says nothing of it, over IPv4 and IPv6 (RFC 9293 section 3.7.1).
    private static final int SMALLEST = 536;
    private static final int SMALLEST_6 = 1220;
    private static final int HEADER = 20;

    private final long error;

    Delays(long error) {
        this.error = error;
    }

    /// @param flow the data's
    /// @param back the other one
    /// @param deed the call that gave the last of it
    String of(Passage p, Flow flow, Flow back, @Nullable Sock sock, long at, Deed deed) {
        if (flow.syn == null || back.syn == null || sock == null || p.left <= deed.latest() + error) return "";
        Passage room = flow.room;
        long to = at + p.dataLength;
        if (room != null && freed(room, p, deed) && flow.edgeBefore >= 0 && flow.edgeBefore < to && flow.edge >= to)
            return ", which waited until the receiver had room for it: packet " + room.number;
        Passage acknowledged = flow.acknowledgments.isEmpty() ? null : flow.acknowledgments.getLast();
        return acknowledged != null && freed(acknowledged, p, deed) && nagle(p, flow, back, sock, at, deed)
                ? ", which waited until all before was acknowledged (Nagle, RFC 9293 section 3.7.4): packet "
                        + acknowledged.number
                : "";
    }

    private static boolean freed(Passage by, Passage p, Deed deed) {
        return by.arrived >= deed.enter() && by.arrived <= p.left && p.left - by.arrived <= AT_ONCE;
    }

    /// Nagle's algorithm holds what does not fill a segment, while data before it is not acknowledged.
    private static boolean nagle(Passage p, Flow flow, Flow back, Sock sock, long at, Deed deed) {
        boolean held = flow.acknowledgedBefore < at && flow.acknowledged >= at;
        return held && !p.has(TcpFlags.FIN) && isSmall(p, flow, back) && !sock.on("TCP_NODELAY", p.left)
                && sock.option("TCP_CORK", p.left).isEmpty() && sock.option("TCP_MAXSEG", p.left).isEmpty()
                && !deed.says("MSG_MORE");
    }

    /// Whether a segment has less data than fits in one. Options take from what fits (RFC 9293 section 3.7.1).
    private static boolean isSmall(Passage p, Flow flow, Flow back) {
        return p.dataLength + p.headerLength - HEADER < Math.min(most(flow.syn), most(back.syn));
    }

    private static int most(@Nullable Passage syn) {
        if (syn == null || syn.mss < 0) return syn != null && syn.source.contains(":") ? SMALLEST_6 : SMALLEST;
        return syn.mss;
    }
}
