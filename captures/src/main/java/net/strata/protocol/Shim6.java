package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Shim6: several addresses a host (RFC 5533 section 5). Control messages are shown as bytes.
public final class Shim6 extends Protocol {
    private static final Names TYPES = new Names("""
            1 I1
            2 R1
            3 I2
            4 R2
            5 R1bis
            6 I2bis
            64 Update request
            65 Update acknowledgement
            66 Keepalive
            67 Probe""");
    private static final Layout shim6 = new Layout("shim6", "Shim6", "RFC 5533 section 5");
    static final Uint NXT = shim6.uint(8, "nxt", "Next header", names(Iana.IP_PROTO),
            says("the protocol inside, 59 where nothing follows"));
    static final Uint LEN = shim6.uint(8, "len", "Length", says("units of 8 bytes behind the first 8"));
    static final Uint P = shim6.flag("p", "Payload", says("1: carries data, 0: a control message"));
    /// In a control message (section 5.3).
    static final Uint TYPE = shim6.loose(8, "type", "Type", names(TYPES),
            says("which step of opening, changing or testing a context it is"));
    static final Uint CHECKSUM = shim6.loose(16, "checksum", "Checksum", hex(), varies(),
            says("over the whole control message; 0 while it is computed"));
    static final Octets MESSAGE = shim6.loose(Octets.Form.BYTES, "message", "Message",
            says("the rest of the control message, not taken apart"));
    /// With data (section 5.2).
    static final Octets CONTEXT = shim6.loose(Octets.Form.BYTES, "ct", "Context tag", varies(),
            says("tells the receiver which pair of addresses to put back"));

    public Shim6() {
        super(shim6, "Shim6", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.header((LEN.get(c) + 1) * 8, LEN);
        if (P.is(c)) c.next(c.find(Protocols.IP_PROTO, NXT.get(c)));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int end = c.headerEnd();
        t.fields(shim6, c.at, end);
        if (end < c.at + 8) return;
        if (P.is(c)) {
            t.field(CONTEXT, c.at + 2, 6);
        } else {
            t.field(TYPE, c.at + 2, 1);
            t.field(CHECKSUM, c.at + 4, 2);
            t.field(MESSAGE, c.at + 6, end - c.at - 6);
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        if (P.is(c)) {
            Ipv6.next(out, NXT.get(c));
        } else {
            out.ascii("Shim6 ").ascii(TYPES.of(c.data[c.at + 2] & 0x7f, "unknown message"));
        }
        return true;
    }
}
