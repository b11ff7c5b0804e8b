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
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Marker protocol (IEEE 802.1AX-2014 clause 6.5.3): tells when all frames of a conversation have left a link.
public final class Marker extends Protocol {
    private static final Layout marker = new Layout("marker", "Marker", "IEEE 802.1AX-2014 clause 6.5.3");
    static final Uint VERSION = marker.uint(8, "version", "Version", hex(),
            says("1; receivers take later versions as well"));
    static final Uint TYPE = marker.uint(8, "tlvType", "Type", hex(), names("", "Marker", "Marker response"),
            says("1 asks for an answer, 2 is the answer"));
    static final Uint LENGTH = marker.uint(8, "tlvLen", "Length", hex(),
            says("bytes of the element, type and length included: 16"));
    static final Uint PORT = marker.uint(16, "requesterPort", "Requester port", says("number of the port that asked"));
    static final Octets SYSTEM = marker.mac("requesterSystem", "Requester system", varies(),
            says("address that names the system that asked"));
    static final Uint TRANSACTION = marker.uint(32, "requesterTransId", "Transaction", varies(),
            says("number of the request, repeated in the response"));
    static final Uint PAD = marker.uint(16, "requesterPad", "Padding", says("aligns what follows; zeros"));

    private static final Layout end = new Layout("marker", "Terminator");
    static final Uint END_TYPE = end.uint(8, "tlvType", "Type", hex(), says("always 0: no element follows"));
    static final Uint END_LENGTH = end.uint(8, "tlvLen", "Length", hex(),
            says("always 0: the terminator has no content"));

    public Marker() {
        super(marker, "Marker", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        super.fields(c, t);
        int at = c.at + bytes();
        if (at + end.bytes() > c.end()) return;
        t.open(end, at, at + end.bytes());
        t.fields(end, at, c.end());
        t.close();
    }

    @Override
    public List<Layout> parts() {
        return List.of(end);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(TYPE.get(c) == 2 ? "Marker Response" : "Marker").ascii(", transaction ");
        out.varying(TRANSACTION.value(c.data, c.at));
        return true;
    }
}
