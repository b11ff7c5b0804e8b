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
    static final Uint VERSION = nsh.uint(2, "version", "Version",
            says("0; receivers drop packets of any other version"));
    static final Uint OAM = nsh.uint(1, "Obit", "Control", says("for operation and maintenance, not a user's packet"));
    static final Uint UNASSIGNED = nsh.uint(1, "CBit", "Unassigned",
            says("free now; once said that critical metadata follow"));
    static final Uint TTL = nsh.uint(6, "ttl", "Time to live", hex(),
            says("hops left before it is discarded; against loops"));
    static final Uint LENGTH = nsh.uint(6, "length", "Length",
            says("words of 4 bytes of this header, all metadata included"));
    static final Uint TYPE = nsh.uint(8, "mdtype", "Metadata type", names("", "four words", "variable"),
            says("how much metadata follows: 16 bytes always, or as much as the length says"));
    static final Uint NEXT = nsh.uint(8, "nextproto", "Next protocol", names(VxlanGpe.NEXT),
            says("the protocol of the packet inside"));
    static final Uint PATH = nsh.uint(24, "spi", "Service path",
            says("number of the path: which services, in which order"));
    static final Uint INDEX = nsh.uint(8, "si", "Service index",
            says("which service comes next; each one counts it down"));
    static final Octets CONTEXT_HEADER = nsh.loose(Octets.Form.BYTES, "contextheader", "Context", list(),
            says("metadata that services share; its use is agreed on by them"));

    private static final Layout metadata = new Layout("nsh", "Metadata", "RFC 8300 section 2.5.1");
    static final Uint CLASS = metadata.uint(16, "metadataclass", "Class", says("who defined the type"));
    static final Uint KIND = metadata.uint(8, "metadatatype", "Type",
            says("what the metadata are; its meaning depends on the class"));
    static final Uint BIT = metadata.uint(1, "metadataunassignedbit", "Unassigned", hex(),
            says("senders set 0, receivers ignore it"));
    static final Uint SIZE = metadata.uint(7, "metadatalen", "Length", hex(),
            says("bytes of the value, without padding to 4"));
    static final Octets VALUE = metadata.loose(Octets.Form.BYTES, "metadata", "Value",
            says("the metadata's value as it came"));

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
