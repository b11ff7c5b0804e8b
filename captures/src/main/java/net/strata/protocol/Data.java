package net.strata.protocol;

import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.frame.LinkType;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;

/// Bytes that no protocol claims.
public final class Data extends Protocol {
    private static final Layout data = new Layout("data", "Data",
            "none known: what the protocol before it carries");
    static final Octets DATA = data.loose(Octets.Form.BYTES, "data", "Data",
            says("bytes that no known protocol claims"));
    static final Made LEN = data.made(Made.Form.NUMBER, "len", "Length", says("how many bytes no protocol claims"));

    public Data() {
        super(data, "Data", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.field(DATA, c.at, c.end() - c.at);
        t.made(LEN, c.end() - c.at);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        if (c.layer() > 0) return false;
        int link = c.batch().linkType[c.frame()];
        out.ascii(LinkType.description(link));
        if (link >= 0) out.ascii(", link type ").number(link);
        out.ascii(", ").number(c.end() - c.at).ascii(" bytes");
        return true;
    }
}
