package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Frame relay with an address of two bytes (ITU-T Q.922 section 3.3.2), and what follows it: an NLPID (RFC 2427
/// section 3), or, as Cisco's routers have it, an EtherType.
public final class FrameRelay extends Protocol {
    private static final int UNNUMBERED_INFORMATION = 3;
    private static final Layout fr = new Layout("fr", "Frame relay", "RFC 2427");
    static final Uint UPPER = fr.uint(6, "upper_dlci", "Upper bits of DLCI", hex(),
            says("first six bits of the number of the virtual circuit"), source("ITU-T Q.922 section 3.3"));
    static final Uint RESPONSE = fr.flag("cr", "Response",
            says("tells commands from responses; the network passes it through"), source("ITU-T Q.922 section 3.3"));
    static final Uint LONGER = fr.flag("first_addr_octet.ea", "Address ends", also("ea"),
            says("clear: another byte of address follows"), source("ITU-T Q.922 section 3.3"));
    static final Uint SECOND = fr.uint(4, "second_dlci", "Lower bits of DLCI", hex(),
            says("last four bits of the number of the virtual circuit"), source("ITU-T Q.922 section 3.3"));
    static final Uint FECN = fr.flag("fecn", "Forward congestion", says("the frame met congestion on the way here"),
            source("ITU-T Q.922 section 3.3"));
    static final Uint BECN = fr.flag("becn", "Backward congestion",
            says("frames in the opposite direction meet congestion: send less"), source("ITU-T Q.922 section 3.3"));
    static final Uint DE = fr.flag("de", "Discard eligible",
            says("may be dropped before others when the network is full"), source("ITU-T Q.922 section 3.3"));
    static final Uint LAST = fr.flag("second_addr_octet.ea", "Address ends", also("ea"),
            says("set: no byte of address follows"), source("ITU-T Q.922 section 3.3"));
    static final Uint CONTROL = fr.loose(8, "control", "Control", hex(),
            says("kind of HDLC frame; 0x03: data without numbers or acknowledgment"), source("RFC 2427 section 3"));
    static final Uint NLPID = fr.loose(8, "nlpid", "NLPID", hex(),
            names(new Names("0x80 SNAP\n0x81 CLNP\n0x82 ES-IS\n0x83 IS-IS\n0x8e IPv6\n0xcc IPv4\n0xcf PPP")),
            says("number of the protocol inside, from a list of ISO and ITU"), source("RFC 2427 section 3"));
    static final Uint TYPE = fr.loose(16, "chdlctype", "Type", hex(), names(Iana.ETHER_TYPE),
            says("the protocol inside as EtherType, the way Cisco's routers put it"),
            source("Cisco frame relay encapsulation"));

    public FrameRelay() {
        super(fr, "FR", Level.LINK);
    }

    private static boolean nlpid(Cursor c) {
        return c.data[c.at + 2] == UNNUMBERED_INFORMATION;
    }

    @Override
    public void walk(Cursor c) {
        int at = c.at + bytes();
        if (!LAST.is(c) || at + 2 > c.end()) return; // longer addresses are left as data
        c.header(bytes() + 2);
        if (!nlpid(c)) {
            c.next(c.find(Protocols.ETHER_TYPE, TYPE.get(c.data, at)));
        } else {
            switch (NLPID.get(c.data, at + 1)) {
                case 0x8e -> c.next(Protocols.IPV6.get());
                case 0xcc -> c.next(Protocols.IPV4.get());
                case 0xcf -> c.next(Protocols.POINT_TO_POINT.get());
                default -> c.next(null);
            }
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(fr, c.at, c.headerEnd());
        int at = c.at + bytes();
        if (at + 2 > c.headerEnd()) return;
        if (nlpid(c)) {
            t.field(CONTROL, at, 1);
            t.field(NLPID, at + 1, 1);
        } else {
            t.field(TYPE, at, 2);
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("DLCI ").number(UPPER.get(c) << 4 | SECOND.get(c));
        return true;
    }
}
