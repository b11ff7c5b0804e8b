package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Auto;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Ethernet II and IEEE 802.3 (IEEE 802.3-2022 clause 3).
public final class Ethernet extends Protocol {
    private static final Layout eth = new Layout("eth", "Ethernet", "IEEE 802.3-2022 clause 3.2");
    static final Octets DST = eth.mac("dst", "Destination", also("addr"), varies(),
            says("the station meant, or a group of them; ff:ff:ff:ff:ff:ff: everybody on the link"),
            otherwise("the network card of the station meant would not take the frame"),
            source("IEEE 802.3-2022 clause 3.2.4"));
    static final Octets SRC = eth.mac("src", "Source", also("addr"), varies(),
            says("the station that sent the frame; switches learn from it where that is"),
            otherwise("switches would send the answers to the wrong port"), source("IEEE 802.3-2022 clause 3.2.5"));
    static final Uint TYPE = eth.uint(16, "type", "Type", hex(), names(Iana.ETHER_TYPE), Auto.ETHER_TYPE,
            says("the protocol inside; numbers up to 1500 are a length instead"),
            otherwise("the data would be handed to the wrong protocol, or dropped"),
            source("IEEE 802.3-2022 clause 3.2.6"));
    /// The same two bytes where they are not above 1500 (clause 3.2.6).
    static final Uint LEN = eth.loose(16, "len", "Length", says("bytes of LLC data that follow, without padding"),
            otherwise("padding would be taken for data, or data for padding"), source("IEEE 802.3-2022 clause 3.2.6"));
    static final Octets TRAILER = eth.loose(Octets.Form.BYTES, "trailer", "Trailer",
            says("padding that brings a short frame to 64 bytes, or what a device added behind the packet"),
            otherwise("a shorter frame would count as the rest of a collision and be dropped"),
            source("IEEE 802.3-2022 clause 3.2.8"));

    public Ethernet() {
        super(eth, "Ethernet", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.endpoints(SRC, DST);
        Protocols.nextByEtherType(c, TYPE.get(c));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        if (TYPE.get(c) > Protocols.LONGEST_LENGTH) {
            t.fields(eth, c.at, c.headerEnd());
        } else {
            t.field(DST, c.at, 6);
            t.field(SRC, c.at, 6);
            t.field(LEN, c.at + 12, 2);
        }
        int trailer = c.payloadEnd();
        if (trailer < c.outerEnd()) t.field(TRAILER, trailer, c.outerEnd() - trailer);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int type = TYPE.get(c);
        if (type > Protocols.LONGEST_LENGTH) {
            out.ascii("Type ").ascii(Iana.ETHER_TYPE.of(type, "unknown")).ascii(" (0x").hex(type, 4).put(')');
        } else {
            out.ascii("802.3, ").number(type).ascii(" bytes");
        }
        return true;
    }
}
