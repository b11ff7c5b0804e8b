package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Cisco's Serial Line Address Resolution Protocol: the address of the other end, and whether the line works.
public final class Slarp extends Protocol {
    private static final int KEEPALIVE = 2;
    private static final Names TYPES = Names.from0("Address request", "Address reply", "Line keepalive");
    private static final Layout slarp = new Layout("slarp", "Serial line address resolution", "Cisco");
    static final Uint TYPE = slarp.uint(32, "ptype", "Type", names(TYPES),
            says("whether it asks for an address, answers, or keeps the line alive"));
    private static final Layout address = new Layout("slarp", "Address").skip(32);
    static final Octets ADDRESS = address.ipv4("address", "Address",
            says("of the answering end of the line; 0.0.0.0 in a request"));
    static final Octets MASK = address.ipv4("netmask", "Netmask", says("which bits of the address name the network"));
    private static final Layout keepalive = new Layout("slarp", "Keepalive").skip(32);
    static final Uint MINE = keepalive.uint(32, "mysequence", "Outgoing sequence number", varies(),
            says("counts the keepalives that the sender has sent"));
    static final Uint YOURS = keepalive.uint(32, "yoursequence", "Returned sequence number", varies(),
            says("the last number received from the other end; if it stops growing, the line is dead"));
    static final Uint RELIABILITY = keepalive.uint(16, "reliability", "Reliability", hex(), says("always 0xffff"));

    public Slarp() {
        super(slarp, "SLARP", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(slarp, c.at, c.headerEnd());
        t.fields(TYPE.get(c) == KEEPALIVE ? keepalive : address, c.at, c.end());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(TYPES.of(TYPE.get(c), "Unknown type"));
        if (TYPE.get(c) == KEEPALIVE && c.end() - c.at >= keepalive.bytes()) {
            out.ascii(", outgoing sequence ").varying(MINE.value(c.data, c.at));
            out.ascii(", returned sequence ").varying(YOURS.value(c.data, c.at));
        }
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(address, keepalive);
    }
}
