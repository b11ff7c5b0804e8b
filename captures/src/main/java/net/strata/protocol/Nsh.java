package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Network Service Header (RFC 8300 section 2): through which services a packet shall pass.
public final class Nsh extends Protocol {
    private static final int BASE = 8;
    private static final int CONTEXT = 4;
    private static final Layout nsh = new Layout("nsh", "Network Service Header", "RFC 8300 section 2");
    static final Uint VERSION = nsh.uint(2, "version", "Version", says("must be 0"));
    static final Uint OAM = nsh.uint(1, "Obit", "Control", says("meant for the services themselves"));
    static final Uint UNASSIGNED = nsh.uint(1, "CBit", "Unassigned", says("once: critical metadata"));
    static final Uint TTL = nsh.uint(6, "ttl", "Time to live", hex(), says("hops left before it is discarded"));
    static final Uint LENGTH = nsh.uint(6, "length", "Length", says("of this header, in words of 4 bytes"));
    static final Uint TYPE = nsh.uint(8, "mdtype", "Metadata type", names("", "four words", "variable"));
    static final Uint NEXT = nsh.uint(8, "nextproto", "Next protocol", names(VxlanGpe.NEXT),
            says("the protocol inside"));
    static final Uint PATH = nsh.uint(24, "spi", "Service path");
    static final Uint INDEX = nsh.uint(8, "si", "Service index", says("how far along the path it is, downwards"));
    static final Octets CONTEXT_HEADER = nsh.loose(Octets.Form.BYTES, "contextheader", "Context", list());

    private static final Layout metadata = new Layout("nsh", "Metadata", "RFC 8300 section 2.5.1");
    static final Uint CLASS = metadata.uint(16, "metadataclass", "Class");
    static final Uint KIND = metadata.uint(8, "metadatatype", "Type");
    static final Uint BIT = metadata.uint(1, "metadataunassignedbit", "Unassigned", hex());
    static final Uint SIZE = metadata.uint(7, "metadatalen", "Length", hex(), says("bytes behind this one"));
    static final Octets VALUE = metadata.loose(Octets.Form.BYTES, "metadata", "Value");

    public Nsh() {
        super(nsh, "NSH", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.header(LENGTH.get(c) * 4, LENGTH).next(c.find(Protocols.NSH_NEXT, NEXT.get(c)));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int end = c.headerEnd();
        t.fields(nsh, c.at, end);
        int at = c.at + BASE;
        if (TYPE.get(c) == 1) {
            for (; at + CONTEXT <= end; at += CONTEXT)
                t.field(CONTEXT_HEADER, at, CONTEXT);
            return;
        }
        while (at + metadata.bytes() <= end) {
            int value = at + metadata.bytes();
            int size = Math.min(SIZE.get(c.data, at), end - value);
            t.open(metadata, at, value + size);
            t.fields(metadata, at, end);
            if (size > 0) t.field(VALUE, value, size);
            t.close();
            at = value + (size + 3 & ~3);
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Service path ").number(PATH.get(c)).ascii(", index ").number(INDEX.get(c));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(metadata);
    }
}
