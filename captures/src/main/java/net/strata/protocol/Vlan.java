package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Auto;
import net.strata.wire.Layout;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// A VLAN tag: IEEE 802.1Q-2022 clause 9.6. Two of them are QinQ.
public final class Vlan extends Protocol {
    private static final Layout vlan = new Layout("vlan", "802.1Q virtual LAN", "IEEE 802.1Q-2022 clause 9.6");
    static final Uint PRIORITY = vlan.uint(3, "priority", "Priority",
            says("urgency from 0 to 7: 0 is usual, 1 background, 7 network control"),
            otherwise("urgent frames would wait behind bulk data in a busy switch"),
            source("IEEE 802.1Q-2022 clause 6.9.3"));
    static final Uint DEI = vlan.flag("dei", "Drop eligible", says("may be dropped first when the network is full"),
            otherwise("frames of more worth would be dropped before this one"),
            source("IEEE 802.1Q-2022 clause 6.9.3"));
    static final Uint ID = vlan.uint(12, "id", "VLAN",
            says("the virtual network the frame belongs to; 0: none, the tag tells a priority alone"),
            otherwise("the frame would turn up in another virtual network, or be dropped by the next switch"));
    static final Uint ETYPE = vlan.uint(16, "etype", "Type", hex(), names(Iana.ETHER_TYPE),
            Auto.ETHER_TYPE, says("the protocol inside; numbers up to 1500 are a length instead"),
            otherwise("the data would be handed to the wrong protocol, or dropped"));
    /// The same two bytes where they are not above 1500.
    static final Uint LEN = vlan.loose(16, "len", "Length", says("bytes of LLC data that follow, without padding"),
            otherwise("padding would be taken for data, or data for padding"), source("IEEE 802.3-2022 clause 3.2.6"));

    public Vlan() {
        super(vlan, "VLAN", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        Protocols.nextByEtherType(c, ETYPE.get(c));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        boolean type = ETYPE.get(c) > Protocols.LONGEST_LENGTH;
        t.fields(vlan, c.at, type ? c.headerEnd() : c.at + 2);
        if (!type) t.field(LEN, c.at + 2, 2);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("VLAN ").number(ID.get(c)).ascii(", priority ").number(PRIORITY.get(c));
        return true;
    }
}
