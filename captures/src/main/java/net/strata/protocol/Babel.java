package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// The Babel routing protocol (RFC 8966 section 4). Behind the body may stand messages that authenticate it
/// (RFC 8967).
public final class Babel extends Protocol {
    private static final int MAGIC = 42;
    private static final String[] ENCODINGS = {"wildcard", "IPv4", "IPv6", "link-local IPv6"};
    /// Bytes of an address, by its encoding.
    private static final int[] BYTES_OF = {0, 4, 16, 8};
    private static final Names TYPES = new Names("""
            0 pad1
            1 padn
            2 ack-req
            3 ack
            4 hello
            5 ihu
            6 router-id
            7 nh
            8 update
            9 request
            10 mh-request
            11 ts/pc
            12 hmac
            16 hmac
            17 pc
            18 challenge-request
            19 challenge-reply""");

    private static final Layout babel = new Layout("babel", "Babel", "RFC 8966 section 4.2");
    static final Uint MAGIC_NUMBER = babel.uint(8, "magic", "Magic",
            says("always 42; a packet with anything else is ignored"));
    static final Uint VERSION = babel.uint(8, "version", "Version", says("2; a packet of another version is ignored"));
    static final Uint BODY = babel.uint(16, "bodylen", "Body length",
            says("bytes of messages behind this header, without those of the trailer"));

    private static final Layout head = new Layout("babel", "Message", "RFC 8966 section 4.3");
    static final Uint TYPE = head.uint(8, "message.type", "Type", names(TYPES),
            says("what is told or asked; receivers skip types they do not know"));
    static final Uint LENGTH = head.uint(8, "message.length", "Length",
            says("bytes that follow, type and length not counted"));
    private static final Layout pad = new Layout("babel", "Padding", "RFC 8966 section 4.6.1");

    private static final Layout sub = new Layout("babel", "Sub-TLV", "RFC 8966 section 4.4");
    static final Uint SUB_TYPE = sub.uint(8, "subtlv.type", "Type", names(new Names("""
            0 pad1
            1 padn
            2 diversity
            3 timestamp
            128 source prefix""")),
            says("what is added to the message; who does not know one from 128 on drops the whole message"));
    static final Uint SUB_LENGTH = sub.uint(8, "subtlv.length", "Length",
            says("bytes that follow, type and length not counted"));

    private static final PieceList SUBS = new PieceList(sub, SUB_TYPE, SUB_LENGTH, new Pieces("babel", "Sub-TLV"));
    private static final PieceList MESSAGES = new PieceList(head, TYPE, LENGTH, new Pieces("babel", "Message"))
            .add(interval(nonce(skip(message("Acknowledgment request", "3"))),
                    "hundredths of a second within which to acknowledge"), 2) //
            .add(nonce(message("Acknowledgment", "4")), 3) //
            .add(interval(seqno(skip(message("Hello", "5")), "grows with each hello, so that lost ones can be counted"),
                    "hundredths of a second until the next hello; 0: not regular").parts(SUBS), 4)
            .add(address(interval(rxcost(reserved(encoding(message("I heard you", "6")))),
                    "hundredths of a second until the next of these"), 6, "the neighbour that was heard"), 5)
            .add(skip(message("Router ID", "7")).fixed(8, BYTES, "message.routerid", "Router ID",
                    says("the router that originates the prefixes of the updates that follow")), 6)
            .add(address(reserved(encoding(message("Next hop", "8"))), 2,
                    "the router that the updates that follow lead to"), 7) //
            .add(update(), 8) //
            .add(prefix(length(encoding(message("Route request", "10"))), 1, 0), 9)
            .add(prefix(reserved(seqno(length(encoding(message("Sequence number request", "11"))),
                    "the announcement must be at least as new as this")
                    .number(8, "message.hopcount", "Hop count", says("how many more routers may forward the request")))
                    .fixed(8, BYTES, "message.routerid", "Router ID",
                            says("the router whose newer announcement is wanted")),
                    13, 0), 10)
            .add(new Pieces("babel", "Packet counter").number(32, "message.index", "Counter", varies(),
                    says("grows with each packet, so that replayed ones are refused"), source("RFC 8967 section 6.2")),
                    11, 17);

    public Babel() {
        super(babel, "Babel", Level.APPLICATION);
    }

    private static Pieces message(String title, String section) {
        return new Pieces("babel", title, "RFC 8966 section 4.6." + section);
    }

    private static Pieces skip(Pieces p) {
        return p.piece((_, at, to) -> at + 2 <= to ? at + 2 : -1);
    }

    private static Pieces reserved(Pieces p) {
        return p.piece((_, at, to) -> at >= 0 && at < to ? at + 1 : -1);
    }

    private static Pieces nonce(Pieces p) {
        return p.number(16, "message.nonce", "Nonce", hex(), varies(),
                says("chosen by who asks; the acknowledgment repeats it"));
    }

    private static Pieces interval(Pieces p, String says) {
        return p.number(16, "message.interval", "Interval", says(says));
    }

    private static Pieces seqno(Pieces p, String says) {
        return p.number(16, "message.seqno", "Sequence number", hex(), varies(), says(says));
    }

    private static Pieces rxcost(Pieces p) {
        return p.number(16, "message.rxcost", "Receive cost", hex(),
                says("cost of the link as the sender hears it; 0xffff: it hears nothing"));
    }

    private static Pieces encoding(Pieces p) {
        return p.number(8, "message.ae", "Address encoding", names(ENCODINGS),
                says("how the address that follows is written, and so how long it is"),
                source("RFC 8966 section 4.1.4"));
    }

    private static Pieces length(Pieces p) {
        return p.number(8, "message.plen", "Prefix length", says("bits of the prefix that count"));
    }

    /// An address as long as its encoding says.
    ///
    /// @param encoding how far back that is
    private static Pieces address(Pieces p, int encoding, String says) {
        var field = p.layout().loose(BYTES, "message.prefix", "Address", says(says));
        return p.piece((m, at, to) -> part(m, field, BYTES_OF[m.data[at - encoding] & 3], at, to)).parts(SUBS);
    }

    /// As many bytes of a prefix as its length asks for, without those that are omitted.
    ///
    /// @param length how far back the length is
    /// @param omitted how far back the number of omitted bytes is, 0 if there is none
    private static Pieces prefix(Pieces p, int length, int omitted) {
        var field = p.layout().loose(BYTES, "message.prefix", "Prefix",
                says("what the route leads to; bytes told by an earlier update may be left out"));
        return p.piece((m, at, to) -> {
            int bytes = ((m.data[at - length] & 0xff) + 7) / 8 - (omitted == 0 ? 0 : m.data[at - omitted] & 0xff);
            return part(m, field, Math.max(bytes, 0), at, to);
        }).parts(SUBS);
    }

    private static int part(PieceReader m, Octets field, int bytes, int at, int to) {
        int length = Math.min(bytes, to - at);
        return length == 0 ? at : m.octets(field, at, length, to);
    }

    private static Pieces update() {
        return prefix(seqno(interval(length(encoding(message("Update", "9"))
                .number(8, "message.flags", "Flags", hex(), says(
                        "0x80: later updates may omit this prefix's first bytes, 0x40: the router ID is in the prefix")))
                .number(8, "message.omitted", "Omitted", says("bytes to take over from an earlier update's prefix")),
                "hundredths of a second until the next update about this prefix"),
                "how new the router's announcement is; tells good routes from loops")
                .number(16, "message.metric", "Metric",
                        says("what the route costs from here; 65535: there is none any more")),
                8, 7);
    }

    @Override
    public void walk(Cursor c) {
        if (c.expect(MAGIC_NUMBER, MAGIC)) c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(babel, c.at, c.end());
        if (!t.wantsParts()) return;
        var m = new PieceReader(c.data, c.at, c.end(), t, c.scratch());
        int body = Math.min(c.at + babel.bytes() + BODY.get(c), c.end());
        messages(m, c.at + babel.bytes(), body);
        messages(m, body, c.end());
    }

    private static void messages(PieceReader m, int from, int to) {
        int at = from;
        while (at < to) {
            boolean single = m.data[at] == 0;
            if (!single && at + head.bytes() > to) return;
            if (single) {
                m.tree.open(pad, at, at + 1);
                m.tree.field(TYPE, at, 1);
                m.tree.close();
            }
            at = single ? at + 1 : MESSAGES.one(m, at, to);
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("Babel");
        int at = c.at + babel.bytes();
        for (int n = 0; at + head.bytes() <= c.end() && n < 100; n++) {
            int type = TYPE.get(c.data, at);
            out.put(' ').ascii(TYPES.of(type, "unknown"));
            at = type == 0 ? at + 1 : MESSAGES.end(c.data, at, c.end());
        }
        return true;
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(MESSAGES.layouts());
        all.add(pad);
        return all;
    }
}
