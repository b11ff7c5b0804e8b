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
    private static final Layout cmd = new Layout("cmd", "Cisco metadata", "Cisco TrustSec: inline tagging");
    static final Uint TYPE = cmd.uint(16, "type", "Protocol", hex(), names(Iana.ETHER_TYPE),
            says("EtherType of the protocol inside, which the header before no longer names"));
    static final Uint VERSION = cmd.uint(8, "version", "Version", says("of this header's format; 1"));
    static final Uint LENGTH = cmd.uint(8, "length", "Length",
            says("how much of options follows; 1 for a security group alone"));
    static final Uint OPTIONS = cmd.uint(16, "options", "Options", hex(),
            says("length and type of the option; 1: security group"));
    static final Uint GROUP = cmd.uint(16, "sgt", "Security group",
            says("group the sender was assigned to; switches permit or deny by it, not by address"));

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
