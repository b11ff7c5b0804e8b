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

/// Cisco metadata, as it stands behind a GRE header: the security group of the sender, and what the header no longer
/// says: the protocol inside.
public final class CiscoMetadata extends Protocol {
    private static final Layout cmd = new Layout("cmd", "Cisco metadata");
    static final Uint TYPE = cmd.uint(16, "type", "Protocol", hex(), names(Iana.ETHER_TYPE),
            says("the protocol inside"));
    static final Uint VERSION = cmd.uint(8, "version", "Version");
    static final Uint LENGTH = cmd.uint(8, "length", "Length");
    static final Uint OPTIONS = cmd.uint(16, "options", "Options", hex());
    static final Uint GROUP = cmd.uint(16, "sgt", "Security group");

    public CiscoMetadata() {
        super(cmd, "CMD", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.next(c.find(Protocols.ETHER_TYPE, TYPE.get(c)));
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Security group ").number(GROUP.get(c));
        return true;
    }
}
