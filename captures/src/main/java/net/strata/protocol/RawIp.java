package net.strata.protocol;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.wire.Layout;

/// No link header at all: the packet itself tells its version (LINKTYPE_RAW).
public final class RawIp extends Protocol {
    public RawIp() {
        super(new Layout("raw", "Raw IP"), "Raw", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.next(Protocols.byVersion(c));
    }
}
