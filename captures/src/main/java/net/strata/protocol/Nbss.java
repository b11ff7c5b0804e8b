package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// NetBIOS session service (RFC 1002 section 4.3), and what SMB puts in its place on port 445 (MS-SMB2 section 2.1),
/// which has a length of 24 bits.
public final class Nbss extends MessageProtocol {
    private static final int MESSAGE = 0;
    private static final int KEEP_ALIVE = 0x85;
    private static final Names TYPES = new Names("""
            0x00 Session message
            0x81 Session request
            0x82 Positive session response
            0x83 Negative session response
            0x84 Retarget session response
            0x85 Session keep-alive""");

    private static final Layout nbss = new Layout("nbss", "NetBIOS session service", "RFC 1002 section 4.3");
    static final Uint TYPE = nbss.uint(8, "type", "Type", hex(), names(TYPES),
            says("whether it carries data of a session, or opens, keeps or refuses one"));
    static final Uint LENGTH = nbss.uint(24, "length", "Length", says("bytes that follow, this header not counted"));

    public Nbss() {
        super(nbss, "NBSS", Level.SESSION);
    }

    @Override
    int length(Cursor c) {
        int type = TYPE.get(c);
        return type == MESSAGE || type > 0x80 && type <= KEEP_ALIVE ? bytes() + LENGTH.get(c) : 0;
    }

    @Override
    public void walk(Cursor c) {
        Smb smb = TYPE.get(c) == MESSAGE ? Smb.at(c.data, c.at + bytes(), c.end()) : null;
        if (smb == null) {
            super.walk(c);
        } else {
            c.payloadTo(c.at + length(c)).next(smb);
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(TYPES.of(TYPE.get(c), "Session service"));
        return true;
    }
}
