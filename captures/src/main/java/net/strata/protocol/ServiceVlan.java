package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Layout;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// The tag of the provider that carries a customer's VLANs (IEEE 802.1Q-2022 clause 9.6; once IEEE 802.1ad, QinQ).
public final class ServiceVlan extends Protocol {
    private static final Layout tag = new Layout("ieee8021ad", "802.1ad service VLAN", "IEEE 802.1Q-2022 clause 9.6");
    static final Uint PRIORITY = tag.uint(3, "priority", "Priority",
            says("urgency in the provider's network, 0 to 7: 0 is usual, 1 background, 7 network control"),
            otherwise("urgent frames would wait behind bulk data in the provider's switches"),
            source("IEEE 802.1Q-2022 clause 6.9.3"));
    static final Uint DEI = tag.flag("dei", "Drop eligible",
            says("the provider may drop it first when its network is full"),
            otherwise("frames of more worth would be dropped before this one"),
            source("IEEE 802.1Q-2022 clause 6.9.3"));
    static final Uint ID = tag.uint(12, "id", "Service VLAN",
            says("the virtual network of the provider, as a rule one for each customer"),
            otherwise("the frame would reach another customer of the provider"));
    static final Uint ETYPE = tag.uint(16, "etype", "Type", hex(), names(Iana.ETHER_TYPE),
            says("the protocol inside, as a rule the customer's own VLAN tag"),
            otherwise("the customer's tag would be taken for data"));

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
