package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;

/// Session Initiation Protocol (RFC 3261 section 7), over UDP and TCP.
///
/// Over TCP a message is read as far as it is in the segment that it starts in.
public final class Sip extends Protocol {
    private static final Layout sip = new Layout("sip", "Session Initiation Protocol", "RFC 3261 section 7");
    static final Octets REQUEST_LINE = sip.loose(Octets.Form.TEXT, "Request-Line", "Request line",
            says("first line of a request: method, who is asked, version"));
    static final Octets METHOD = sip.loose(Octets.Form.TEXT, "Method", "Method", says("what is asked for"));
    static final Octets R_URI = sip.loose(Octets.Form.TEXT, "r-uri", "Request URI", says("who is asked"));
    private static final SipAddress TARGET = new SipAddress(null, R_URI,
            sip.loose(Octets.Form.TEXT, "r-uri.user", "User", says("user or number that is asked for")),
            sip.loose(Octets.Form.TEXT, "r-uri.host", "Host", says("domain or host that is asked")),
            sip.loose(Octets.Form.TEXT, "r-uri.port", "Port", says("port at that host, if not 5060, or 5061 with TLS")),
            sip.loose(Octets.Form.TEXT, "r-uri.param", "URI parameter", says("how to reach it, such as transport=tcp")),
            null, false);
    static final Octets STATUS_LINE = sip.loose(Octets.Form.TEXT, "Status-Line", "Status line",
            says("first line of an answer: version, status, reason"));
    static final Made STATUS_CODE = sip.made(Made.Form.NUMBER, "Status-Code", "Status",
            says("how it went: 1xx going on, 2xx done, 3xx elsewhere, 4xx and 5xx failed here, 6xx everywhere"));
    static final Octets HEADER = sip.loose(Octets.Form.TEXT, "msg_hdr", "Message header",
            says("all headers, and the body"));
    private static final Headers HEADERS = new Headers(sip, SipHeaders.TABLE);
    static final Octets OTHER = sip.loose(Octets.Form.TEXT, "unrecognized_header", "Header", list(),
            says("a header that has no field of its own"));
    static final Octets VIA_TRANSPORT = sip.loose(Octets.Form.TEXT, "Via.transport", "Transport",
            says("protocol the request went over, such as UDP"), source("RFC 3261 section 20.42"));
    static final Octets VIA_ADDRESS = sip.loose(Octets.Form.TEXT, "Via.sent-by.address", "Sent by",
            says("host that sent or passed on the request, where the answer comes back to"),
            source("RFC 3261 section 20.42"));
    static final Made VIA_PORT = sip.made(Made.Form.NUMBER, "Via.sent-by.port", "Sent by port",
            says("port the answer comes back to"), source("RFC 3261 section 20.42"));
    static final Octets VIA_BRANCH = sip.loose(Octets.Form.TEXT, "Via.branch", "Branch", says("names the transaction"),
            source("RFC 3261 section 20.42"));
    static final Octets VIA_RECEIVED = sip.loose(Octets.Form.TEXT, "Via.received", "Received from",
            says("address that the request really came from, noted by the next hop"),
            source("RFC 3261 section 18.2.1"));
    static final Octets VIA_RPORT = sip.loose(Octets.Form.TEXT, "Via.rport", "Response port",
            says("port that the request really came from, which gets answers through NAT"),
            source("RFC 3581 section 3"));
    static final Octets VIA_MADDR = sip.loose(Octets.Form.TEXT, "Via.maddr", "Multicast address",
            says("multicast address the request was sent to"), source("RFC 3261 section 18.1.1"));
    static final Octets VIA_TTL = sip.loose(Octets.Form.TEXT, "Via.ttl", "Multicast TTL",
            says("hops that the multicast packet may take"), source("RFC 3261 section 18.1.1"));
    private static final SipAddress FROM = SipAddress.of(sip, "from", "the caller", "addr", "tag");
    private static final SipAddress TO = SipAddress.of(sip, "to", "the called", "addr", "tag");
    private static final SipAddress CONTACT = SipAddress.of(sip, "contact", "the device itself", "uri", "parameter");
    private static final SipAddress ROUTE = SipAddress.of(sip, "Route", "a proxy to go through", "uri", null);
    private static final SipAddress RECORD_ROUTE = SipAddress.of(sip, "Record-Route", "a proxy that stays in the way",
            "uri", null);
    static final Made CSEQ = sip.made(Made.Form.NUMBER, "CSeq.seq", "Sequence number",
            says("counts requests within the call; the same in request and answer"), source("RFC 3261 section 20.16"));
    static final Octets CSEQ_METHOD = sip.loose(Octets.Form.TEXT, "CSeq.method", "Method",
            says("method of the request that is meant"), source("RFC 3261 section 20.16"));
    static final Octets BODY = sip.loose(Octets.Form.TEXT, "msg_body", "Body", says("what the message carries"));
    private static final int SHORTEST = 10;

    public Sip() {
        super(sip, "SIP", Level.APPLICATION);
    }

    /// Whether a message starts here: its first line starts or ends with the version.
    private static boolean starts(byte[] data, int at, int end) {
        if (end - at < SHORTEST || data[at] <= ' ') return false;
        if (Lines.starts(data, at, end, "sip/2.0 ")) return true;
        int lineEnd = Lines.end(data, at, end);
        return lineEnd - at > SHORTEST && Lines.starts(data, lineEnd - 8, lineEnd, " sip/2.0");
    }

    @Override
    public void walk(Cursor c) {
        int end = c.end();
        if (!starts(c.data, c.at, end)) {
            c.decline();
            return;
        }
        int body = Headers.bodyStart(c.data, c.at, end);
        int bodyEnd = bodyEnd(c.data, c.at, body, end);
        if (body < bodyEnd && describes(c.data, c.at, body)) {
            c.header(body - c.at).payloadTo(bodyEnd).next(Protocols.SDP.get());
            return;
        }
        c.header(bodyEnd - c.at);
        if (bodyEnd < end && starts(c.data, bodyEnd, end) && MessageProtocol.room(c)) c.next(this);
    }

    /// Whether the body is a description of a session.
    static boolean describes(byte[] data, int at, int body) {
        int type = Headers.value(data, at, body, "content-type");
        if (type < 0) type = Headers.value(data, at, body, "c");
        return type >= 0 && Lines.starts(data, type, body, "application/sdp");
    }

    /// RFC 3261 section 18.3: without a length the body takes all there is.
    private static int bodyEnd(byte[] data, int at, int body, int end) {
        if (body >= end) return end;
        long length = Headers.number(data, at, body, "content-length");
        if (length < 0) length = Headers.number(data, at, body, "l");
        return length < 0 ? end : (int) Math.min(end, body + length);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        byte[] data = c.data;
        int body = Headers.bodyStart(data, c.at, c.headerEnd());
        int lineEnd = Lines.end(data, c.at, body);
        int second = Lines.skip(data, Lines.word(data, c.at, lineEnd), lineEnd);
        int secondEnd = Lines.word(data, second, lineEnd);
        if (response(c)) {
            t.field(STATUS_LINE, c.at, lineEnd - c.at);
            long code = Lines.number(data, second, secondEnd, 10);
            if (code >= 0) t.made(STATUS_CODE, code);
        } else {
            t.field(REQUEST_LINE, c.at, lineEnd - c.at);
            t.field(METHOD, c.at, Lines.word(data, c.at, lineEnd) - c.at);
            TARGET.uri(t, data, second, secondEnd);
        }
        int at = Lines.next(data, lineEnd, body);
        if (t.wantsRepeated()) t.field(HEADER, at, c.end() - at);
        while (at < body && !Headers.last(data, at)) {
            int next = HEADERS.tell(t, data, at, body, OTHER, false);
            parts(t, data, at, Lines.chop(data, at, next));
            at = next;
        }
        if (body < c.headerEnd()) t.field(BODY, body, c.headerEnd() - body);
    }

    private static boolean response(Cursor c) {
        return Lines.starts(c.data, c.at, c.end(), "sip/");
    }

    /// Tells the tree what a header is made of.
    private static void parts(Tree t, byte[] data, int from, int end) {
        int colon = Lines.find(data, from, end, ':');
        int value = Lines.skip(data, colon + 1, end);
        if (is(data, from, colon, "from", 'f')) FROM.tellAll(t, data, value, end);
        else if (is(data, from, colon, "to", 't')) TO.tellAll(t, data, value, end);
        else if (is(data, from, colon, "contact", 'm')) CONTACT.tellAll(t, data, value, end);
        else if (is(data, from, colon, "via", 'v')) via(t, data, value, end);
        else if (Lines.is(data, from, colon, "route")) ROUTE.tellAll(t, data, value, end);
        else if (Lines.is(data, from, colon, "record-route")) RECORD_ROUTE.tellAll(t, data, value, end);
        else if (Lines.is(data, from, colon, "cseq")) cseq(t, data, value, end);
    }

    private static boolean is(byte[] data, int from, int end, String name, char compact) {
        return Lines.is(data, from, end, name) || end - from == 1 && (data[from] | 0x20) == compact;
    }

    private static void cseq(Tree t, byte[] data, int from, int end) {
        int numberEnd = Lines.word(data, from, end);
        long number = Lines.number(data, from, numberEnd, 10);
        if (number < 0) return;
        t.made(CSEQ, number);
        int method = Lines.skip(data, numberEnd, end);
        if (method < end) t.field(CSEQ_METHOD, method, end - method);
    }

    /// RFC 3261 section 20.42: `SIP/2.0/UDP host:port;parameters`, several with commas between them.
    private static void via(Tree t, byte[] data, int from, int end) {
        for (int at = from; at < end;) {
            int comma = Lines.find(data, at, end, ',');
            int start = Lines.skip(data, at, comma);
            int slash = Lines.find(data, Lines.find(data, start, comma, '/') + 1, comma, '/');
            if (slash >= comma) return;
            int transportEnd = Lines.word(data, slash + 1, comma);
            t.field(VIA_TRANSPORT, slash + 1, transportEnd - slash - 1);
            int host = Lines.skip(data, transportEnd, comma);
            int parameters = Lines.find(data, host, comma, ';');
            sentBy(t, data, host, Lines.trim(data, host, parameters));
            viaParameters(t, data, parameters, comma);
            at = comma + 1;
        }
    }

    private static void sentBy(Tree t, byte[] data, int from, int end) {
        int bracket = from < end && data[from] == '[' ? Lines.find(data, from, end, ']') : from;
        int colon = Lines.find(data, bracket, end, ':');
        t.field(VIA_ADDRESS, from, colon - from);
        long port = Lines.number(data, colon + 1, end, 10);
        if (port >= 0) t.made(VIA_PORT, port);
    }

    private static void viaParameters(Tree t, byte[] data, int from, int end) {
        for (int at = from; at < end;) {
            int start = Lines.skip(data, at + 1, end);
            at = Lines.find(data, start, end, ';');
            int equals = Lines.find(data, start, at, '=');
            Octets field = Lines.is(data, start, equals, "branch")
                    ? VIA_BRANCH
                    : Lines.is(data, start, equals, "received")
                            ? VIA_RECEIVED
                            : Lines.is(data, start, equals, "rport")
                                    ? VIA_RPORT
                                    : Lines.is(data, start, equals, "maddr")
                                            ? VIA_MADDR
                                            : Lines.is(data, start, equals, "ttl") ? VIA_TTL : null;
            int value = equals < at ? equals + 1 : start;
            if (field != null) t.field(field, value, at - value);
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int lineEnd = Lines.end(c.data, c.at, c.headerEnd());
        int second = Lines.skip(c.data, Lines.word(c.data, c.at, lineEnd), lineEnd);
        if (response(c)) {
            out.ascii("Status: ").text(c.data, second, lineEnd - second);
        } else {
            int uriEnd = Lines.word(c.data, second, lineEnd);
            out.ascii("Request: ").text(c.data, c.at, uriEnd - c.at);
        }
        return true;
    }
}
