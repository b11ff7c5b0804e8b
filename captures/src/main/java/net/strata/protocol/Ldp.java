package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.IPV6;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Label Distribution Protocol (RFC 5036 section 3): routers agree on the labels of MPLS. Hellos go over UDP, all else
/// over TCP; what is not wholly in a segment is left as data.
public final class Ldp extends Protocol {
    private static final int LEAST = 4;
    private static final Names MESSAGE = new Names("""
            0x0001 Notification
            0x0100 Hello
            0x0200 Initialization
            0x0201 Keep Alive
            0x0202 Capability
            0x0300 Address
            0x0301 Address Withdrawal
            0x0400 Label Mapping
            0x0401 Label Request
            0x0402 Label Withdrawal
            0x0403 Label Release
            0x0404 Label Abort Request""");
    private static final Names TLV = new Names("""
            0x100 Forwarding class
            0x101 Addresses
            0x103 Hop count
            0x104 Path vector
            0x200 Label
            0x201 ATM label
            0x202 Frame Relay label
            0x300 Status
            0x301 Extended status
            0x302 Returned PDU
            0x303 Returned message
            0x400 Hello parameters
            0x401 IPv4 transport address
            0x402 Configuration sequence number
            0x403 IPv6 transport address
            0x500 Session parameters
            0x501 ATM session parameters
            0x502 Frame Relay session parameters
            0x503 Fault tolerance
            0x600 Label request message""");

    private static final Layout ldp = new Layout("ldp", "Label Distribution Protocol", "RFC 5036 section 3.1");
    static final Uint VERSION = ldp.uint(16, "hdr.version", "Version");
    static final Uint PDU_LENGTH = ldp.uint(16, "hdr.pdu_len", "PDU length", says("bytes that follow"));
    static final Octets ROUTER = ldp.ipv4("hdr.ldpid.lsr", "Router");
    static final Uint SPACE = ldp.uint(16, "hdr.ldpid.lsid", "Label space");

    private static final Layout head = new Layout("ldp", "Message", "RFC 5036 section 3.5");
    static final Uint UNKNOWN = head.flag("msg.ubit", "Unknown", says("who does not know it shall be silent"));
    static final Uint TYPE = head.uint(15, "msg.type", "Message", hex(), names(MESSAGE));
    static final Uint LENGTH = head.uint(16, "msg.len", "Length", says("bytes that follow"));

    private static final Layout inner = new Layout("ldp", "TLV", "RFC 5036 section 3.3");
    static final Uint TLV_UNKNOWN = inner.uint(2, "msg.tlv.unknown", "Unknown", hex(),
            says("2: who does not know it shall be silent, 1: and pass it on"));
    static final Uint TLV_TYPE = inner.uint(14, "msg.tlv.type", "Type", hex(), names(TLV));
    static final Uint TLV_LENGTH = inner.uint(16, "msg.tlv.len", "Length", says("bytes that follow"));

    private static final PieceList TLVS = new PieceList(inner, TLV_TYPE, TLV_LENGTH,
            tlv("TLV").rest(BYTES, "msg.tlv.value", "Value")).add(classes(), 0x100) //
            .add(addresses(), 0x101) //
            .add(tlv("Hop count").number(8, "msg.tlv.hc.value", "Hops"), 0x103)
            .add(tlv("Path vector").addresses(IPV4, "msg.tlv.pv.lsrid", "Router", list()), 0x104)
            .add(tlv("Label").row(genericLabel()), 0x200) //
            .add(tlv("Status").row(status()).number(32, "msg.tlv.status.msg.id", "Message ID", hex(), varies())
                    .number(16, "msg.tlv.status.msg.type", "Message", hex(), names(MESSAGE)), 0x300)
            .add(tlv("Hello parameters").number(16, "msg.tlv.hello.hold", "Hold time", says("seconds")).row(hello()),
                    0x400)
            .add(tlv("Transport address").addresses(IPV4, "msg.tlv.ipv4.taddr", "Address"), 0x401)
            .add(tlv("Configuration").number(32, "msg.tlv.hello.cnf_seqno", "Sequence number"), 0x402)
            .add(tlv("Transport address").addresses(IPV6, "msg.tlv.ipv6.taddr", "Address"), 0x403)
            .add(tlv("Session parameters").row(session()), 0x500)
            .add(tlv("Label request").number(32, "msg.tlv.lbl_req_msg_id", "Message ID", hex(), varies()), 0x600);
    private static final PieceList MESSAGES = new PieceList(head, TYPE, LENGTH,
            tlv("Message").number(32, "msg.id", "Message ID", hex(), varies()).parts(TLVS));

    public Ldp() {
        super(ldp, "LDP", Level.APPLICATION);
    }

    private static Pieces tlv(String title) {
        return new Pieces("ldp", title);
    }

    /// RFC 5036 section 3.4.1: prefixes, and what has no form that we know.
    private static Pieces classes() {
        var fec = tlv("Forwarding class");
        Uint type = fec.layout().loose(8, "msg.tlv.fec.type", "Element", list(),
                names("", "wildcard", "prefix", "host address"));
        Uint family = fec.layout().loose(16, "msg.tlv.fec.af", "Family", list(), names("", "IPv4", "IPv6"));
        Uint length = fec.layout().loose(8, "msg.tlv.fec.len", "Prefix length", list(), says("bits"));
        Made prefix = fec.layout().made(Made.Form.TEXT, "msg.tlv.fec.pfval", "Prefix", list());
        return fec.piece((m, from, to) -> {
            int at = from;
            while (at >= 0 && at < to) {
                int kind = m.data[at];
                int start = m.number(type, at, to);
                if (kind == 1) {
                    at = start;
                    continue;
                }
                if (kind != 2) return -1;
                int bits = m.number(family, start, to);
                int value = m.number(length, bits, to);
                if (value < 0) return -1;
                int bytes = ((m.data[bits] & 0xff) + 7) / 8;
                at = m.prefix(prefix, family.get(m.data, start) == 1 ? 4 : 16, value, bytes, to);
            }
            return at;
        });
    }

    /// RFC 5036 section 3.4.3.
    private static Pieces addresses() {
        var addresses = tlv("Addresses");
        Uint family = addresses.layout().loose(16, "msg.tlv.addrl.addr_family", "Family", names("", "IPv4", "IPv6"));
        return addresses.choice(family, tlv("Addresses").rest(BYTES, "msg.tlv.value", "Value"),
                Map.of(1, tlv("Addresses").addresses(IPV4, "msg.tlv.addrl.addr", "Address", list()), //
                        2, tlv("Addresses").addresses(IPV6, "msg.tlv.addrl.addr", "Address", list())));
    }

    /// RFC 5036 section 3.4.2.1.
    private static Layout genericLabel() {
        var row = new Layout("ldp", "Label").skip(12);
        row.uint(20, "msg.tlv.generic.label", "Label");
        return row;
    }

    /// RFC 5036 section 3.4.6.
    private static Layout status() {
        var row = new Layout("ldp", "Status");
        row.flag("msg.tlv.status.ebit", "Fatal", says("the session ends"));
        row.flag("msg.tlv.status.fbit", "Forward", says("along the path of the label"));
        row.uint(30, "msg.tlv.status.data", "Status", hex(), names(new Names("""
                0 success
                0x01 bad LDP identifier
                0x02 bad protocol version
                0x03 bad PDU length
                0x04 unknown message type
                0x05 bad message length
                0x06 unknown TLV
                0x07 bad TLV length
                0x08 malformed TLV value
                0x09 hold timer expired
                0x0a shutdown
                0x0b loop detected
                0x0c unknown forwarding class
                0x0d no route
                0x0e no label resources
                0x0f label resources available
                0x10 session rejected, no hello
                0x14 keepalive timer expired""")));
        return row;
    }

    /// RFC 5036 section 3.5.2.
    private static Layout hello() {
        var row = new Layout("ldp", "Hello");
        row.flag("msg.tlv.hello.targeted", "Targeted", says("to a router that need not be a neighbour"));
        row.flag("msg.tlv.hello.requested", "Hello requested");
        row.flag("msg.tlv.hello.gtsm", "Time to live checked", says("packets must come with 255"));
        row.uint(13, "msg.tlv.hello.res", "Reserved", hex());
        return row;
    }

    /// RFC 5036 section 3.5.3.
    private static Layout session() {
        var row = new Layout("ldp", "Session");
        row.uint(16, "msg.tlv.sess.ver", "Version");
        row.uint(16, "msg.tlv.sess.ka", "Keepalive time", says("seconds"));
        row.flag("msg.tlv.sess.advbit", "On demand", says("labels are given when asked for"));
        row.flag("msg.tlv.sess.ldetbit", "Loop detection");
        row.skip(6).uint(8, "msg.tlv.sess.pvlim", "Path vector limit");
        row.uint(16, "msg.tlv.sess.mxpdu", "Longest PDU", says("bytes; up to 255: 4096"));
        row.ipv4("msg.tlv.sess.rxlsr", "Receiver");
        row.uint(16, "msg.tlv.sess.rxls", "Receiver's label space");
        return row;
    }

    @Override
    public void walk(Cursor c) {
        int length = LEAST + PDU_LENGTH.get(c);
        if (VERSION.get(c) != 1 || length < ldp.bytes() || length > c.end() - c.at) {
            c.decline();
        } else {
            c.header(length);
            if (c.end() - c.headerEnd() >= ldp.bytes()) c.next(this);
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(ldp, c.at, c.headerEnd());
        if (!t.wantsParts()) return;
        var m = new PieceReader(c.data, c.at, c.headerEnd(), t, c.scratch());
        MESSAGES.read(m, c.at + ldp.bytes(), c.headerEnd());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int end = c.headerEnd();
        boolean first = true;
        for (int at = c.at + ldp.bytes(); at + head.bytes() <= end; at = MESSAGES.end(c.data, at, end)) {
            if (!first) out.ascii(", ");
            first = false;
            out.ascii(MESSAGE.of(TYPE.get(c.data, at), "Unknown"));
        }
        if (first) out.ascii("LDP");
        return true;
    }

    @Override
    public List<Layout> parts() {
        return MESSAGES.layouts();
    }
}
