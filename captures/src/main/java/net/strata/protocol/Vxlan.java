package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Layout;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Virtual eXtensible Local Area Network (RFC 7348 section 5): Ethernet inside UDP.
public final class Vxlan extends Protocol {
    private static final Layout vxlan = new Layout("vxlan", "Virtual eXtensible LAN", "RFC 7348 section 5");
    static final Uint FLAGS = vxlan.uint(16, "flags", "Flags", hex(),
            says("0x0800, always set: the network number is valid; 0x8000: a group policy is given"));
    static final Uint GBP = vxlan.uint(16, "gbp", "Group policy",
            says("which group of senders the frame comes from, for rules at the other end"),
            source("draft-smith-vxlan-group-policy"));
    static final Uint VNI = vxlan.uint(24, "vni", "Network",
            says("the virtual network the frame belongs to; others never see it"));
    static final Uint RESERVED = vxlan.uint(8, "reserved8", "Reserved", says("senders set 0, receivers ignore it"));

    public Vxlan() {
        super(vxlan, "VXLAN", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.next(Protocols.ETHERNET.get());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("VXLAN network ").number(VNI.get(c));
        return true;
    }
}
