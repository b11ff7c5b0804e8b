package net.strata.protocol;

import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Domain Name System over TCP: each message behind its length (RFC 1035 section 4.2.2), several in a row
/// (RFC 7766 section 6.2.1). A message that is not wholly here is left as data.
public final class DnsTcp extends Protocol {
    private static final int PREFIX = 2;
    private static final Layout tcp = new Layout("dns", "Domain Name System", "RFC 1035 section 4.2.2");
    static final Uint LENGTH = tcp.loose(16, "length", "Length", says("bytes of the message that follows"),
            otherwise("the next message would be read from the wrong place"));

    public DnsTcp() {
        super(tcp, "DNS", Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        int there = c.end() - c.at - PREFIX;
        int length = there < Dns.HEADER ? 0 : LENGTH.get(c);
        if (length < Dns.HEADER || length > there) {
            c.decline();
        } else {
            c.header(PREFIX + length).next(this);
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.field(LENGTH, c.at, PREFIX);
        Dns.fields(this, c, c.at + PREFIX, c.headerEnd(), t);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        new DnsInfo(c.data, c.at + PREFIX, c.headerEnd(), false, c.scratch(), out).write();
        return true;
    }

    @Override
    public List<Layout> parts() {
        return Dns.allParts();
    }
}
