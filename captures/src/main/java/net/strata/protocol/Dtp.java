package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tlvs;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Cisco's Dynamic Trunking Protocol (US patent 6445715): whether a link carries tagged frames, and in which form.
public final class Dtp extends Protocol {
    private static final int STATUS = 2;
    private static final Names OPERATING = Names.from0("Access", "Trunk");
    private static final Names ADMINISTRATIVE = Names.from0("", "On", "Off", "Desirable", "Auto");
    private static final Layout dtp = new Layout("dtp", "Dynamic Trunking Protocol", "US patent 6445715");
    static final Uint VERSION = dtp.uint(8, "version", "Version", says("of the protocol; 1 for all that is in use"));

    private static final int HEAD = 32;
    private static final Layout head = new Layout("dtp", "Element");
    static final Uint TYPE = head.uint(16, "tlv_type", "Type", hex(),
            names("", "Domain", "Trunk status", "Trunk type", "Sender ID"),
            says("what the element tells of the sender's port"));
    static final Uint LENGTH = head.uint(16, "tlv_len", "Length",
            says("bytes of the element, type and length included"));
    private static final Layout domain = new Layout("dtp", "Domain").skip(HEAD);
    static final Octets DOMAIN = domain.loose(Octets.Form.TEXT, "domain", "Domain",
            says("VTP domain of the sender; ports of different domains form no trunk"));
    private static final Layout status = new Layout("dtp", "Trunk status").skip(HEAD);
    static final Uint OPERATING_STATUS = status.uint(1, "tos", "Operating status", hex(), names(OPERATING),
            says("whether the port carries the frames of many VLANs now"));
    static final Uint ADMINISTRATIVE_STATUS = status.skip(4).uint(3, "tas", "Administrative status", hex(),
            names(ADMINISTRATIVE),
            says("what the port was told: always, never, if the other side agrees, or if it asks"));
    private static final Layout form = new Layout("dtp", "Trunk type").skip(HEAD);
    static final Uint OPERATING_TYPE = form.uint(3, "tot", "Operating type", hex(),
            names("", "Native", "ISL", "", "", "802.1Q"),
            says("how frames of several VLANs are marked on the link now"));
    static final Uint ADMINISTRATIVE_TYPE = form.skip(2).uint(3, "tat", "Administrative type", hex(),
            names("Negotiated", "Native", "ISL", "", "", "802.1Q"),
            says("how frames were told to be marked; negotiated: what both sides can do"));
    private static final Layout sender = new Layout("dtp", "Sender ID").skip(HEAD);
    static final Octets SENDER = sender.mac("senderid", "Sender ID", varies(), says("address of the sending port"));
    private static final Layout other = new Layout("dtp", "Element").skip(HEAD);
    private static final Tlvs ELEMENTS = new Tlvs(head, TYPE, LENGTH, 0, new Option(other))
            .add(new TextOption(domain, DOMAIN), 1).add(new Option(status), STATUS).add(new Option(form), 3)
            .add(new Option(sender), 4);

    public Dtp() {
        super(dtp, "DTP", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(dtp, c.at, c.headerEnd());
        ELEMENTS.fields(c, t, c.at + bytes(), c.end());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Dynamic Trunk Protocol");
        int at = ELEMENTS.find(c.data, c.at + bytes(), c.end(), STATUS);
        if (at < 0 || at + status.bytes() > c.end()) return true;
        out.ascii(", ").ascii(OPERATING.of(OPERATING_STATUS.get(c.data, at), "unknown")).put('/');
        out.ascii(ADMINISTRATIVE.of(ADMINISTRATIVE_STATUS.get(c.data, at), "unknown"));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return ELEMENTS.layouts();
    }
}
