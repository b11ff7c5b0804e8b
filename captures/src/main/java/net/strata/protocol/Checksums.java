package net.strata.protocol;

import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Checksum;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Uint;

/// Whether checksums are right, and why it cannot be told where it cannot.
final class Checksums {
    /// Why a checksum is not verified, as a generated field `checksum.why` says it.
    static final Names WHY = Names.from0("", "the capture cut the packet", "quoted in an error message",
            "partial: the network card, or nobody on loopback, completes it (offload)",
            "no addresses to build the pseudo-header from");
    static final int CUT = 1;
    static final int QUOTED = 2;
    static final int PARTIAL = 3;
    static final int NO_ADDRESSES = 4;
    /// A status with the reason in its higher bits.
    private static final int REASON = 8;
    /// The sum is left to the network card.
    static final int PARTIAL_SUM = Checksum.UNVERIFIED | PARTIAL << REASON;

    private Checksums() {}

    /// Why a sum over the current layer cannot be checked, [Checksum#GOOD] if it can.
    static int unsure(Cursor c) {
        if (c.quoted(c.layer())) return Checksum.UNVERIFIED | QUOTED << REASON;
        return c.cut() ? Checksum.UNVERIFIED | CUT << REASON : Checksum.GOOD;
    }

    /// Status of a checksum over the bytes between two places.
    static int over(Cursor c, int from, int to) {
        if (to > c.end()) return Checksum.UNVERIFIED | CUT << REASON;
        return Checksum.good(Checksum.sum(c.data, from, to - from, 0)) ? Checksum.GOOD : Checksum.BAD;
    }

    /// Status of a checksum over the current layer and nothing else, as in ICMP and IGMP.
    static int message(Cursor c) {
        if (c.quoted(c.layer())) return Checksum.UNVERIFIED | QUOTED << REASON;
        return over(c, c.at, c.claimedEnd());
    }

    /// Status of a checksum over the current layer and the pseudo-header (RFC 9293 section 3.1, RFC 8200 section 8.1).
    static int transport(Cursor c, int protocol, Uint checksum) {
        return transport(c, protocol, checksum, c.claimedEnd() - c.at);
    }

    /// The same where the layer's own length field says how much is covered.
    static int transport(Cursor c, int protocol, Uint checksum, int length) {
        return transport(c, protocol, checksum, length, length);
    }

    /// The same where the checksum covers only the first bytes of the length in the pseudo-header.
    static int transport(Cursor c, int protocol, Uint checksum, int length, int covered) {
        if (c.quoted(c.layer())) return Checksum.UNVERIFIED | QUOTED << REASON;
        if (c.addressLength() != 4 && c.addressLength() != 16) return Checksum.UNVERIFIED | NO_ADDRESSES << REASON;
        long pseudo = Checksum.sum(c.data, c.source(), c.addressLength(), protocol + (long) length);
        pseudo = Checksum.sum(c.data, c.destination(), c.addressLength(), pseudo);
        int field = checksum.get(c);
        if (c.at + covered <= c.end()) {
            if (Checksum.good(Checksum.sum(c.data, c.at, covered, pseudo))) return Checksum.GOOD;
            return field == Checksum.fold(pseudo) ? Checksum.UNVERIFIED | PARTIAL << REASON : Checksum.BAD;
        }
        return Checksum.UNVERIFIED | (field == Checksum.fold(pseudo) ? PARTIAL : CUT) << REASON;
    }

    /// Tells the tree a result: the status, and the reason if there is one.
    static void tell(Tree t, Made status, Made why, int result) {
        t.made(status, result & (1 << REASON) - 1);
        if (result >> REASON > 0) t.made(why, result >> REASON);
    }
}
