package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// EAP over LAN (IEEE 802.1X-2020 clause 11): its header.
public final class Eapol extends Protocol {
    private static final Names TYPES = Names.from0("EAP Packet", "Start", "Logoff", "Key", "Encapsulated ASF Alert",
            "MKA", "Announcement (Generic)", "Announcement (Specific)", "Announcement Request");
    private static final Layout eapol = new Layout("eapol", "EAP over LAN", "IEEE 802.1X-2020 clause 11.3");
    static final Uint VERSION = eapol.uint(8, "version", "Version",
            says("edition of the standard: 1 of 2001, 2 of 2004, 3 of 2010"));
    static final Uint TYPE = eapol.uint(8, "type", "Type", names(TYPES),
            says("what the frame carries: EAP itself, the start or end of a login, or keys"));
    static final Uint LENGTH = eapol.uint(16, "len", "Length", says("bytes of the body behind this header"));

    public Eapol() {
        super(eapol, "EAPOL", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.limitPayload(c.at + bytes() + LENGTH.get(c)).next(null);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(TYPES.of(TYPE.get(c), "Unknown type"));
        return true;
    }
}
