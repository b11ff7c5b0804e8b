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

/// Slow protocols: those that send at most ten frames a second (IEEE 802.3-2022 annex 57A).
public final class SlowProtocols extends Protocol {
    private static final Names SUBTYPES = new Names("""
            0x01 LACP
            0x02 Marker
            0x03 OAM
            0x0a Organization-specific""");
    private static final Layout slow = new Layout("slow", "Slow protocols", "IEEE 802.3-2022 annex 57A");
    static final Uint SUBTYPE = slow.uint(8, "subtype", "Subtype", hex(), names(SUBTYPES),
            says("the protocol inside; each may send at most ten frames in a second"));

    public SlowProtocols() {
        super(slow, "Slow", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.next(c.find(Protocols.SLOW, SUBTYPE.get(c)));
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(SUBTYPES.of(SUBTYPE.get(c), "Slow protocol")).ascii(" (0x").hex(SUBTYPE.get(c), 2).put(')');
        return true;
    }
}
