package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// VXLAN with a generic protocol extension (draft-ietf-nvo3-vxlan-gpe): what is inside need not be Ethernet.
public final class VxlanGpe extends Protocol {
    /// Shared with [Nsh] (RFC 8300 section 2.2).
    static final Names NEXT = new Names("1 IPv4\n2 IPv6\n3 Ethernet\n4 Network service header\n5 MPLS");
    private static final Layout vxlan = new Layout("vxlan", "Virtual eXtensible LAN, generic protocol extension",
            "draft-ietf-nvo3-vxlan-gpe section 3");
    static final Uint FLAGS = vxlan.group(8, "flags", "Flags", hex(),
            says("version of the header, and which of the numbers that follow are valid"));
    static final Uint VERSION = vxlan.skip(2).uint(2, "ver", "Version", says("0, the only version so far"));
    static final Uint INSTANCE = vxlan.uint(1, "i_bit", "Network given",
            says("set where the network number is valid"));
    static final Uint HAS_NEXT = vxlan.uint(1, "p_bit", "Next protocol given",
            says("set where the next protocol is given; if not, an Ethernet frame follows"));
    static final Uint OAM = vxlan.skip(1).uint(1, "o_bit", "Control",
            says("operations and maintenance: meant for the tunnel's end itself, not for hosts behind"));
    static final Uint RESERVED_16 = vxlan.uint(16, "reserved_16", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint NEXT_PROTOCOL = vxlan.uint(8, "next_proto", "Next protocol", names(NEXT),
            says("which protocol the packet inside speaks"));
    static final Uint VNI = vxlan.uint(24, "vni", "Network",
            says("the virtual network the frame belongs to; others never see it"));
    static final Uint RESERVED = vxlan.uint(8, "reserved8", "Reserved", says("senders set 0, receivers ignore it"));

    public VxlanGpe() {
        super(vxlan, "VxLAN-GPE", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.next(HAS_NEXT.is(c) ? c.find(Protocols.NSH_NEXT, NEXT_PROTOCOL.get(c)) : Protocols.ETHERNET.get());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("VXLAN network ").number(VNI.get(c));
        if (HAS_NEXT.is(c)) out.ascii(", ").ascii(NEXT.of(NEXT_PROTOCOL.get(c), "unknown protocol"));
        return true;
    }
}
