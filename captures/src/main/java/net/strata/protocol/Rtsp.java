package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Real Time Streaming Protocol (RFC 2326), with the media that it carries in between (section 10.12).
public final class Rtsp extends Protocol {
    private static final Layout rtsp = new Layout("rtsp", "Real Time Streaming Protocol", "RFC 2326");
    static final Octets REQUEST = rtsp.loose(Octets.Form.TEXT, "request", "Request",
            says("first line of a client's message: what is asked for, of which stream"));
    static final Octets METHOD = rtsp.loose(Octets.Form.TEXT, "method", "Method", says("what is asked for"));
    static final Octets URL = rtsp.loose(Octets.Form.TEXT, "url", "URL", says("address of the stream that is meant"));
    static final Octets RESPONSE = rtsp.loose(Octets.Form.TEXT, "response", "Response",
            says("first line of a server's message: how it went"));
    static final Made STATUS = rtsp.made(Made.Form.NUMBER, "status", "Status",
            says("how it went: 2xx done, 3xx elsewhere, 4xx client's fault, 5xx server's"));
    private static final Headers HEADERS = new Headers(rtsp, """
            content-length content-length# Content length: bytes of the body [RFC 2326 section 12.14]
            content-type content-type Content type: what the body is [RFC 2326 section 12.16]
            session session Session: names the session, to which later requests belong [RFC 2326 section 12.37]
            transport transport Transport: how media are sent [RFC 2326 section 12.39]""");
    static final Octets HEADER = rtsp.loose(Octets.Form.TEXT, "header", "Header", list(),
            says("a header that has no field of its own"));
    static final Octets DATA = rtsp.loose(Octets.Form.BYTES, "data", "Data",
            says("media, or what stands in their place"));

    private static final Layout between = new Layout("rtsp", "Interleaved data", "RFC 2326 section 10.12");
    static final Uint MAGIC = between.uint(8, "magic", "Mark", hex(), says("a dollar sign: data follow, not text"));
    static final Uint CHANNEL = between.uint(8, "channel", "Channel", hex(),
            says("which of the streams, as agreed on in the transport header"));
    static final Uint LENGTH = between.uint(16, "length", "Length", says("bytes of data"));

    public Rtsp() {
        super(rtsp, "RTSP", Level.APPLICATION);
    }

    private static boolean data(byte[] data, int at, int end) {
        return end - at >= between.bytes() && data[at] == '$';
    }

    private static boolean starts(byte[] data, int at, int end) {
        if (data(data, at, end) || Lines.starts(data, at, end, "rtsp/")) return true;
        if (at >= end || data[at] < 'A') return false;
        int lineEnd = Lines.end(data, at, end);
        return Lines.starts(data, Math.max(at, lineEnd - 9), lineEnd, " rtsp/");
    }

    @Override
    public void walk(Cursor c) {
        if (!starts(c.data, c.at, c.end())) {
            c.decline();
            return;
        }
        int next = c.at;
        if (data(c.data, c.at, c.end())) {
            next += Math.min(between.bytes() + LENGTH.get(c), c.end() - c.at);
        } else {
            int body = Headers.bodyStart(c.data, c.at, c.end());
            next = body;
            long length = Headers.number(c.data, c.at, body, "content-length");
            if (length > 0) next = (int) Math.min(c.end(), body + length);
            if (next > body && Sip.describes(c.data, c.at, body)) {
                c.header(body - c.at).payloadTo(next).next(Protocols.SDP.get());
                return;
            }
        }
        c.header(next - c.at);
        if (next < c.end() && starts(c.data, next, c.end()) && MessageProtocol.room(c)) c.next(this);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        byte[] data = c.data;
        if (data(data, c.at, c.headerEnd())) {
            t.fields(between, c.at, c.headerEnd());
            int from = c.at + between.bytes();
            if (from < c.headerEnd()) t.field(DATA, from, c.headerEnd() - from);
            return;
        }
        int body = Headers.bodyStart(data, c.at, c.headerEnd());
        int lineEnd = Lines.end(data, c.at, body);
        int at = Lines.next(data, lineEnd, body);
        int second = Lines.skip(data, Lines.word(data, c.at, lineEnd), lineEnd);
        int secondEnd = Lines.word(data, second, lineEnd);
        if (Lines.starts(data, c.at, lineEnd, "rtsp/")) {
            t.field(RESPONSE, c.at, at - c.at);
            long status = Lines.number(data, second, secondEnd, 10);
            if (status >= 0) t.made(STATUS, status);
        } else {
            t.field(REQUEST, c.at, at - c.at);
            t.field(METHOD, c.at, Lines.word(data, c.at, lineEnd) - c.at);
            t.field(URL, second, secondEnd - second);
        }
        while (at < body && !Headers.last(data, at))
            at = HEADERS.tell(t, data, at, body, HEADER, false);
        if (body < c.headerEnd()) t.field(DATA, body, c.headerEnd() - body);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        if (data(c.data, c.at, c.headerEnd())) {
            out.ascii("Interleaved channel 0x").hex(CHANNEL.get(c), 2).ascii(", ").number(LENGTH.get(c))
                    .ascii(" bytes");
            return true;
        }
        int lineEnd = Lines.end(c.data, c.at, c.headerEnd());
        if (Lines.starts(c.data, c.at, lineEnd, "rtsp/")) out.ascii("Reply: ");
        out.text(c.data, c.at, lineEnd - c.at);
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(between);
    }
}
