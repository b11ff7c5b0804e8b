package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// ATA over Ethernet (Coraid, "AoE (ATA over Ethernet)", revision 11, section 2): its header.
public final class Aoe extends Protocol {
    private static final Names COMMANDS = Names.from0("Issue ATA Command", "Query Config Information",
            "MAC Mask List", "Reserve / Release");
    private static final Layout aoe = new Layout("aoe", "ATA over Ethernet", "AoE revision 11 section 2");
    static final Uint VERSION = aoe.uint(4, "version", "Version");
    static final Uint RESPONSE = aoe.flag("response", "Response");
    static final Uint ERROR = aoe.flag("flags_error", "Error");
    static final Uint CODE = aoe.loose(8, "error", "Error code");
    static final Uint MAJOR = aoe.skip(10).uint(16, "major", "Shelf", hex(), says("0xffff: all"));
    static final Uint MINOR = aoe.uint(8, "minor", "Slot", hex(), says("0xff: all"));
    static final Uint COMMAND = aoe.uint(8, "cmd", "Command", names(COMMANDS));
    static final Uint TAG = aoe.uint(32, "tag", "Tag", hex(), varies(), says("the same in request and response"));

    public Aoe() {
        super(aoe, "AoE", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(aoe, c.at, c.headerEnd());
        if (ERROR.is(c)) t.field(CODE, c.at + 1, 1);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(COMMANDS.of(COMMAND.get(c), "Unknown command")).ascii(RESPONSE.is(c) ? " Response" : " Request");
        return true;
    }
}
