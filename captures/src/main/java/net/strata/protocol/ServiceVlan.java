package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Layout;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// The tag of the provider that carries a customer's VLANs (IEEE 802.1Q-2022 clause 9.6; once IEEE 802.1ad, QinQ).
public final class ServiceVlan extends Protocol {
    private static final Layout tag = new Layout("ieee8021ad", "802.1ad service VLAN", "IEEE 802.1Q-2022 clause 9.6");
    static final Uint PRIORITY = tag.uint(3, "priority", "Priority", says("0 to 7, more is more urgent"));
    static final Uint DEI = tag.flag("dei", "Drop eligible", says("may be dropped first when the network is full"));
    static final Uint ID = tag.uint(12, "id", "Service VLAN", says("the customer it belongs to"));
    static final Uint ETYPE = tag.uint(16, "etype", "Type", hex(), names(Iana.ETHER_TYPE), says("the protocol inside"));

    public ServiceVlan() {
        super(tag, "802.1ad", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        Protocols.nextByEtherType(c, ETYPE.get(c));
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Service VLAN ").number(ID.get(c)).ascii(", priority ").number(PRIORITY.get(c));
        return true;
    }
}
