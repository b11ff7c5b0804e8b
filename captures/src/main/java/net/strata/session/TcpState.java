package net.strata.session;

import net.strata.decode.Cursor;
import net.strata.frame.Facts;
import net.strata.protocol.Tcp;

/// What a TCP connection's own frames tell: where its numbers start, and how its windows count.
final class TcpState {
    /// Bits of [Flows.Generation#seen]: the direction's first sequence number is known; it sent a SYN; it sent a FIN
    /// or RST.
    private static final int BASE = 1;
    private static final int SYN = 2;
    private static final int ENDED = 4;
    private static final int LARGEST_SHIFT = 14;

    private final Flows flows;

    TcpState(Flows flows) {
        this.flows = flows;
    }

    /// Sees a segment, and fills in its row of facts.
    void see(Cursor c, int flow, int direction, int row, Facts facts) {
        Flows.Generation g = flows.current();
        int own = flow * 2 + direction;
        int other = flow * 2 + 1 - direction;
        int flags = Tcp.FLAGS.get(c);
        int seq = Tcp.SEQ_RAW.get(c);
        boolean syn = (flags & Tcp.SYN_BIT) != 0;
        boolean ack = (flags & Tcp.ACK_BIT) != 0;
        if (!c.quoted(c.layer())) {
            if (syn) {
                boolean known = (g.seen[own] & BASE) != 0;
                boolean ended = ((g.seen[own] | g.seen[other]) & ENDED) != 0;
                if (known && !ack && (seq != g.seqBase[own] || ended)) flows.restart(flow);
                if (known && ack) g.seqBase[own] = seq;
                g.seen[own] |= SYN;
                g.shift[own] = shift(c);
            }
            if ((flags & (Tcp.FIN_BIT | Tcp.RST_BIT)) != 0) g.seen[own] |= ENDED;
            learn(g, own, syn ? seq : seq - 1);
            if (ack) learn(g, other, Tcp.ACK_RAW.get(c) - 1);
        }
        facts.seqBase[row] = g.seqBase[own];
        facts.ackBase[row] = ack ? g.seqBase[other] : Tcp.ACK_RAW.get(c);
        facts.windowShift[row] = scaling(g, own, other);
    }

    private static void learn(Flows.Generation g, int end, int base) {
        if ((g.seen[end] & BASE) != 0) return;
        g.seqBase[end] = base;
        g.seen[end] |= BASE;
    }

    /// Windows are scaled only if both sides asked for it (RFC 7323 section 2.2).
    private static byte scaling(Flows.Generation g, int own, int other) {
        if ((g.seen[own] & SYN) == 0) return Facts.SHIFT_UNKNOWN;
        boolean refused = g.shift[own] == Facts.SHIFT_NONE
                || (g.seen[other] & SYN) != 0 && g.shift[other] == Facts.SHIFT_NONE;
        return refused ? Facts.SHIFT_NONE : g.shift[own];
    }

    /// The shift that a SYN asks for, [Facts#SHIFT_NONE] if it asks for none.
    private static byte shift(Cursor c) {
        int asked = Tcp.windowShift(c);
        return asked < 0 ? Facts.SHIFT_NONE : (byte) Math.min(asked, LARGEST_SHIFT);
    }
}
