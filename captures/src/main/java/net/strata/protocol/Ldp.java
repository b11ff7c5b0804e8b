package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.IPV6;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
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
    static final Uint VERSION = ldp.uint(16, "hdr.version", "Version",
            says("always 1; routers answer another with an error"));
    static final Uint PDU_LENGTH = ldp.uint(16, "hdr.pdu_len", "PDU length",
            says("bytes behind this field: label space and all messages"));
    static final Octets ROUTER = ldp.ipv4("hdr.ldpid.lsr", "Router",
            says("ID of the sending router, one of its IPv4 addresses"));
    static final Uint SPACE = ldp.uint(16, "hdr.ldpid.lsid", "Label space",
            says("which of its sets of labels; 0: one for all its interfaces"));

    private static final Layout head = new Layout("ldp", "Message", "RFC 5036 section 3.5");
    static final Uint UNKNOWN = head.flag("msg.ubit", "Unknown",
            says("who does not know the message ignores it; clear: reports it"));
    static final Uint TYPE = head.uint(15, "msg.type", "Message", hex(), names(MESSAGE),
            says("what is told: a greeting, a session, addresses, labels, an error"));
    static final Uint LENGTH = head.uint(16, "msg.len", "Length", says("bytes behind this field: ID and elements"));

    private static final Layout inner = new Layout("ldp", "TLV", "RFC 5036 section 3.3");
    static final Uint TLV_UNKNOWN = inner.uint(2, "msg.tlv.unknown", "Unknown", hex(),
            says("if the type is not known: 0 report it, 2 ignore it, 3 ignore it and pass it on"));
    static final Uint TLV_TYPE = inner.uint(14, "msg.tlv.type", "Type", hex(), names(TLV),
            says("what the element holds"));
    static final Uint TLV_LENGTH = inner.uint(16, "msg.tlv.len", "Length",
            says("bytes of the value, type and length not counted"));

    private static final PieceList TLVS = new PieceList(inner, TLV_TYPE, TLV_LENGTH,
            tlv("TLV").rest(BYTES, "msg.tlv.value", "Value", says("the element's value as it came")))
            .add(classes(), 0x100) //
            .add(addresses(), 0x101) //
            .add(tlv("Hop count").number(8, "msg.tlv.hc.value", "Hops",
                    says("routers on the path so far; 0: not known"), source("RFC 5036 section 3.4.4")), 0x103)
            .add(tlv("Path vector").addresses(IPV4, "msg.tlv.pv.lsrid", "Router", list(),
                    says("a router the message has passed; its own there tells it of a loop"),
                    source("RFC 5036 section 3.4.5")), 0x104)
            .add(tlv("Label").row(genericLabel()), 0x200) //
            .add(tlv("Status").row(status())
                    .number(32, "msg.tlv.status.msg.id", "Message ID", hex(), varies(),
                            says("the message this is about; 0: none in particular"), source("RFC 5036 section 3.4.6"))
                    .number(16, "msg.tlv.status.msg.type", "Message", hex(), names(MESSAGE),
                            says("kind of the message this is about; 0: none in particular"),
                            source("RFC 5036 section 3.4.6")),
                    0x300)
            .add(tlv("Hello parameters").number(16, "msg.tlv.hello.hold", "Hold time",
                    says("seconds the neighbour stays known; 0: the default (15 or 45), 65535: for ever"),
                    source("RFC 5036 section 3.5.2")).row(hello()),
                    0x400)
            .add(tlv("Transport address").addresses(IPV4, "msg.tlv.ipv4.taddr", "Address",
                    says("address for the TCP session, if not the packet's source"), source("RFC 5036 section 3.5.2")),
                    0x401)
            .add(tlv("Configuration").number(32, "msg.tlv.hello.cnf_seqno", "Sequence number",
                    says("changes when the sender's configuration does: it may be worth trying again"),
                    source("RFC 5036 section 3.5.2")), 0x402)
            .add(tlv("Transport address").addresses(IPV6, "msg.tlv.ipv6.taddr", "Address",
                    says("address for the TCP session, if not the packet's source"), source("RFC 5036 section 3.5.2")),
                    0x403)
            .add(tlv("Session parameters").row(session()), 0x500)
            .add(tlv("Label request").number(32, "msg.tlv.lbl_req_msg_id", "Message ID", hex(), varies(),
                    says("the request that this answers or takes back"), source("RFC 5036 section 3.5.7")), 0x600);
    private static final PieceList MESSAGES = new PieceList(head, TYPE, LENGTH,
            tlv("Message").number(32, "msg.id", "Message ID", hex(), varies(),
                    says("number of the message, by which others refer to it")).parts(TLVS));

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
                names("", "wildcard", "prefix", "host address"), says("how packets that get the label are described"),
                source("RFC 5036 section 3.4.1"));
        Uint family = fec.layout().loose(16, "msg.tlv.fec.af", "Family", list(), names("", "IPv4", "IPv6"),
                says("kind of the addresses"), source("RFC 5036 section 3.4.1"));
        Uint length = fec.layout().loose(8, "msg.tlv.fec.len", "Prefix length", list(),
                says("bits of the prefix that count; 0: all destinations"), source("RFC 5036 section 3.4.1"));
        Made prefix = fec.layout().made(Made.Form.TEXT, "msg.tlv.fec.pfval", "Prefix", list(),
                says("packets to these addresses get the label"), source("RFC 5036 section 3.4.1"));
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
        Uint family = addresses.layout().loose(16, "msg.tlv.addrl.addr_family", "Family", names("", "IPv4", "IPv6"),
                says("kind of the addresses"), source("RFC 5036 section 3.4.3"));
        return addresses.choice(family, tlv("Addresses").rest(BYTES, "msg.tlv.value", "Value",
                says("the addresses as they came, of a family not known here"), source("RFC 5036 section 3.4.3")),
                Map.of(1,
                        tlv("Addresses").addresses(IPV4, "msg.tlv.addrl.addr", "Address", list(),
                                says("address of one of the sender's interfaces"), source("RFC 5036 section 3.4.3")), //
                        2, tlv("Addresses").addresses(IPV6, "msg.tlv.addrl.addr", "Address", list(),
                                says("address of one of the sender's interfaces"), source("RFC 5036 section 3.4.3"))));
    }

    /// RFC 5036 section 3.4.2.1.
    private static Layout genericLabel() {
        var row = new Layout("ldp", "Label").skip(12);
        row.uint(20, "msg.tlv.generic.label", "Label", says("number the sender wants to see on these packets"),
                source("RFC 5036 section 3.4.2.1"));
        return row;
    }

    /// RFC 5036 section 3.4.6.
    private static Layout status() {
        var row = new Layout("ldp", "Status");
        row.flag("msg.tlv.status.ebit", "Fatal", says("an error that ends the session; clear: for information"),
                source("RFC 5036 section 3.4.6"));
        row.flag("msg.tlv.status.fbit", "Forward", says("to be passed on along the path of the label"),
                source("RFC 5036 section 3.4.6"));
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
                0x14 keepalive timer expired""")), says("what happened; 0: success"), source("RFC 5036 section 3.4.6"));
        return row;
    }

    /// RFC 5036 section 3.5.2.
    private static Layout hello() {
        var row = new Layout("ldp", "Hello");
        row.flag("msg.tlv.hello.targeted", "Targeted", says("meant for one router, which need not be a neighbour"),
                source("RFC 5036 section 3.5.2"));
        row.flag("msg.tlv.hello.requested", "Hello requested", says("asks the receiver to send such hellos back"),
                source("RFC 5036 section 3.5.2"));
        row.flag("msg.tlv.hello.gtsm", "Time to live checked",
                says("packets of the session must arrive with time to live 255"), source("RFC 6720 section 2.1"));
        row.uint(13, "msg.tlv.hello.res", "Reserved", hex(), says("senders set 0, receivers ignore it"),
                source("RFC 5036 section 3.5.2"));
        return row;
    }

    /// RFC 5036 section 3.5.3.
    private static Layout session() {
        var row = new Layout("ldp", "Session");
        row.uint(16, "msg.tlv.sess.ver", "Version", says("of the protocol the session shall use; 1"),
                source("RFC 5036 section 3.5.3"));
        row.uint(16, "msg.tlv.sess.ka", "Keepalive time",
                says("seconds of silence after which the session ends; the lower of both counts"),
                source("RFC 5036 section 3.5.3"));
        row.flag("msg.tlv.sess.advbit", "On demand", says("labels only when asked for; clear: without being asked"),
                source("RFC 5036 section 3.5.3"));
        row.flag("msg.tlv.sess.ldetbit", "Loop detection", says("loops are looked for by path vectors"),
                source("RFC 5036 section 3.5.3"));
        row.skip(6).uint(8, "msg.tlv.sess.pvlim", "Path vector limit",
                says("most routers in a path vector; 0 without loop detection"), source("RFC 5036 section 3.5.3"));
        row.uint(16, "msg.tlv.sess.mxpdu", "Longest PDU", says("bytes of the longest PDU to send; up to 255: 4096"),
                source("RFC 5036 section 3.5.3"));
        row.ipv4("msg.tlv.sess.rxlsr", "Receiver", says("ID of the router the message is for"),
                source("RFC 5036 section 3.5.3"));
        row.uint(16, "msg.tlv.sess.rxls", "Receiver's label space",
                says("which of the receiver's sets of labels the session is for"), source("RFC 5036 section 3.5.3"));
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
