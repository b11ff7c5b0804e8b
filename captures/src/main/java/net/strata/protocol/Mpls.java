package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// One entry of an MPLS label stack (RFC 3032 section 2.1).
public final class Mpls extends Protocol {
    private static final Layout mpls = new Layout("mpls", "MPLS label", "RFC 3032 section 2.1");
    static final Uint LABEL = mpls.uint(20, "label", "Label", names(new Names("""
            0 IPv4 explicit null
            1 Router alert
            2 IPv6 explicit null
            3 Implicit null
            7 Entropy label indicator
            13 Generic associated channel
            14 OAM alert
            15 Extension""")), says("what the next router decides by where to send the packet; it may swap it"));
    static final Uint EXP = mpls.uint(3, "exp", "Traffic class", says("how urgent the packet is, and congestion marks"),
            source("RFC 5462"));
    static final Uint BOTTOM = mpls.flag("bottom", "Bottom of stack",
            says("no label follows: the packet itself begins"));
    static final Uint TTL = mpls.uint(8, "ttl", "Time to live", says("hops left before a router discards the packet"));

    public Mpls() {
        super(mpls, "MPLS", Level.LINK);
    }

    /// Nothing says what lies behind the last label: it is IP if its first four bits say so (RFC 4928 section 2).
    @Override
    public void walk(Cursor c) {
        c.next(BOTTOM.is(c) ? Protocols.byVersion(c) : this);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("MPLS label ").number(LABEL.get(c)).ascii(", TTL ").number(TTL.get(c));
        return true;
    }
}
