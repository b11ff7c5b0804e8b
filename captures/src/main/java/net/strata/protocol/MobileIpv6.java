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

/// The mobility header of IPv6 (RFC 6275 section 6.1). Messages are shown as bytes.
public final class MobileIpv6 extends Protocol {
    private static final Names TYPES = Names.from0("Binding refresh request", "Home test init", "Care-of test init",
            "Home test", "Care-of test", "Binding update", "Binding acknowledgement", "Binding error",
            "Fast binding update", "Fast binding acknowledgment", "Fast neighbor advertisement (obsolete)",
            "Experimental", "Home agent switch", "Heartbeat", "Handover initiate", "Handover acknowledge",
            "Binding revocation", "Localized routing initiation", "Localized routing acknowledgment",
            "Update notification", "Update notification acknowledgement", "Flow binding", "Subscription query",
            "Subscription response");
    private static final Layout mip6 = new Layout("mip6", "Mobile IPv6", "RFC 6275 section 6.1");
    static final Uint PROTO = mip6.uint(8, "proto", "Payload protocol", names(Iana.IP_PROTO),
            says("what follows this header; 59: nothing"));
    static final Uint HLEN = mip6.uint(8, "hlen", "Header length", says("units of 8 bytes behind the first eight"));
    static final Uint TYPE = mip6.uint(8, "mhtype", "Type", names(TYPES),
            says("what the message does: binds addresses, tests a path, reports an error"));
    static final Uint RESERVED = mip6.uint(8, "reserved", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));
    static final Uint CHECKSUM = mip6.uint(16, "csum", "Checksum", hex(), varies(),
            says("over pseudo-header, with the IP addresses, and message"));
    static final Octets MESSAGE = mip6.loose(Octets.Form.BYTES, "message", "Message",
            says("what the type asks for, such as lifetime, cookies and options"));

    public MobileIpv6() {
        super(mip6, "MIPv6", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.header((HLEN.get(c) + 1) * 8, HLEN).next(c.find(Protocols.IP_PROTO, PROTO.get(c)));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(mip6, c.at, c.headerEnd());
        int message = c.at + bytes();
        if (message < c.headerEnd()) t.field(MESSAGE, message, c.headerEnd() - message);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(TYPES.of(TYPE.get(c), "Unknown message"));
        return true;
    }
}
