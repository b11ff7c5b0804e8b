package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.little;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// What Linux's netfilter logs of a packet (LINKTYPE_NFLOG): attributes, of which one is the packet.
///
/// Lengths and types of attributes are in the byte order of the host that wrote them, here taken to be the usual one.
public final class Nflog extends Protocol {
    private static final int PAYLOAD = 9;
    private static final int HEAD = 4;
    private static final int TYPE_BITS = 0x7fff;
    private static final Layout nflog = new Layout("nflog", "Netfilter log", "tcpdump.org, LINKTYPE_NFLOG");
    static final Uint FAMILY = nflog.uint(8, "family", "Family", names(new Names("2 IPv4\n7 bridge\n10 IPv6")),
            says("kind of packet that was logged"));
    static final Uint VERSION = nflog.uint(8, "version", "Version",
            says("version of the format of the log; so far always 0"));
    static final Uint RESOURCE = nflog.uint(16, "res_id", "Group",
            says("number of the log group, by which a program picks what it reads"));

    private static final Layout attribute = new Layout("nflog", "Attribute");
    static final Uint LENGTH = attribute.uint(16, "tlv_length", "Length", little(), list(),
            says("bytes of the attribute, these four included, without padding to 4"));
    static final Uint TYPE = attribute.uint(16, "tlv_type", "Type", little(), list(), names(new Names("""
            1 Packet header
            2 Mark
            3 Time
            4 Input interface
            5 Output interface
            6 Physical input interface
            7 Physical output interface
            8 Hardware address
            9 Payload
            10 Prefix
            11 User
            12 Sequence number
            13 Global sequence number
            14 Group
            15 Hardware type
            16 Hardware header
            17 Hardware header length""")), says("what the attribute tells of the packet"));
    static final Octets VALUE = attribute.loose(Octets.Form.BYTES, "tlv_value", "Value", list(),
            says("the attribute's value as it came"));
    private static final Layout header = new Layout("nflog", "Packet header").skip(HEAD * 8);
    static final Uint PROTOCOL = header.uint(16, "protocol", "Protocol", hex(), names(Iana.ETHER_TYPE),
            says("EtherType of the packet that was logged"));
    static final Uint HOOK = header.uint(8, "hook", "Hook",
            names("before routing", "local in", "forward", "local out", "after routing"),
            says("where on its way through the kernel the packet was"));

    public Nflog() {
        super(nflog, "NFLOG", Level.LINK);
    }

    /// Bytes of the attribute at `at`, as far as they are here; at least its head.
    private static int size(Cursor c, int at) {
        return Math.min(Math.max(LENGTH.get(c.data, at), HEAD), c.end() - at);
    }

    private static int type(Cursor c, int at) {
        return TYPE.get(c.data, at) & TYPE_BITS;
    }

    @Override
    public void walk(Cursor c) {
        int at = c.at + bytes();
        while (at + HEAD <= c.end()) {
            int size = size(c, at);
            if (type(c, at) == PAYLOAD) {
                c.header(at + HEAD - c.at).payloadTo(at + size);
                c.next(Protocols.byVersion(c));
                return;
            }
            at += size + 3 & ~3;
        }
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(nflog, c.at, c.headerEnd());
        int at = c.at + bytes();
        while (at + HEAD <= c.headerEnd()) {
            int end = Math.min(at + size(c, at), c.headerEnd());
            boolean isHeader = type(c, at) == 1;
            t.open(attribute, at, end);
            t.fields(attribute, at, end);
            if (!isHeader && end > at + HEAD) t.field(VALUE, at + HEAD, end - at - HEAD);
            if (isHeader) {
                t.open(header, at + HEAD, end);
                t.fields(header, at, end);
                t.close();
            }
            t.close();
            at += size(c, at) + 3 & ~3;
        }
    }

    @Override
    public List<Layout> parts() {
        return List.of(attribute, header);
    }
}
