package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
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

/// Hypertext Transfer Protocol, versions 0.9 to 1.1 (RFC 9112), and the discovery of services that writes its messages
/// into UDP (UPnP Device Architecture 2.0 section 1).
///
/// A message is read as far as it is in the segment that it starts in. Segments that go on with it are data, and so is
/// a body of no known type.
public final class Http extends Protocol {
    private static final Layout http = new Layout("http", "Hypertext Transfer Protocol", "RFC 9112");
    static final Octets METHOD = http.loose(Octets.Form.TEXT, "request.method", "Method",
            says("what shall be done with the resource"),
            otherwise("the server would do something else, or refuse with 405"));
    static final Octets URI = http.loose(Octets.Form.TEXT, "request.uri", "Target", says("the resource that is meant"),
            otherwise("the server would answer 404 or with something else"));
    static final Octets PATH = http.loose(Octets.Form.TEXT, "request.uri.path", "Path",
            says("the resource on the server, without what is told to it"));
    static final Octets QUERY = http.loose(Octets.Form.TEXT, "request.uri.query", "Query",
            says("what is told to the resource, after the question mark"));
    static final Octets PARAMETER = http.loose(Octets.Form.TEXT, "request.uri.query.parameter", "Parameter", list(),
            says("one of the values told, mostly as name=value"));
    static final Octets REQUEST_VERSION = http.loose(Octets.Form.TEXT, "request.version", "Version",
            says("newest version that the client speaks"),
            otherwise("the server might answer in a way the client cannot read"));
    static final Octets RESPONSE_VERSION = http.loose(Octets.Form.TEXT, "response.version", "Version",
            says("version that the server speaks"), otherwise("the client would misread where the body ends"));
    static final Made CODE = http.made(Made.Form.NUMBER, "response.code", "Status", names(HttpNumbers.STATUS),
            says("how it went: 2xx done, 3xx elsewhere, 4xx client's fault, 5xx server's"),
            otherwise("the client would take a failure for the page asked for"));
    static final Made DESCRIPTION = http.made(Made.Form.TEXT, "response.code.desc", "Status means",
            says("the status in words, as registered"));
    static final Octets PHRASE = http.loose(Octets.Form.TEXT, "response.phrase", "Reason",
            says("the status in the server's words"));
    static final Octets REQUEST_LINE = http.loose(Octets.Form.TEXT, "request.line", "Header", list(),
            says("a header: more about the request"));
    static final Octets RESPONSE_LINE = http.loose(Octets.Form.TEXT, "response.line", "Header", list(),
            says("a header: more about the answer"));
    private static final Headers HEADERS = new Headers(http, HttpNumbers.HEADERS);
    static final Made CONTENT_LENGTH = http.made(Made.Form.NUMBER, "content_length", "Content length",
            says("bytes of the body, as a number"),
            otherwise("the rest of the body would be read as the next message"));
    static final Octets COOKIE_PAIR = http.loose(Octets.Form.TEXT, "cookie_pair", "Cookie pair", list(),
            says("name and value of something the server had set"));
    static final Made FULL_URI = http.made(Made.Form.TEXT, "request.full_uri", "Full target",
            says("the resource with its host, as an address bar shows it"));
    static final Made REQUEST = http.made(Made.Form.BOOLEAN, "request", "Request", says("a client's message"));
    static final Made NOTIFICATION = http.made(Made.Form.BOOLEAN, "notification", "Notification",
            says("a message that nobody asked for, as UPnP sends"));
    static final Made RESPONSE = http.made(Made.Form.BOOLEAN, "response", "Response", says("a server's message"));
    static final Made CHUNK_SIZE = http.made(Made.Form.NUMBER, "chunk_size", "Chunk size", list(),
            says("bytes of the piece that follows; 0 ends the body"));
    static final Octets CHUNK_DATA = http.loose(Octets.Form.BYTES, "chunk_data", "Chunk data", list(),
            says("a piece of the body"));
    static final Octets CHUNK_BOUNDARY = http.loose(Octets.Form.BYTES, "chunk_boundary", "Chunk boundary", list(),
            says("line end behind each piece"));
    static final Made FILE_DATA = http.made(Made.Form.TEXT, "file_data", "Body", says("what the message carries"));

    static final Http TCP = new Http(http, "HTTP");
    static final Http SSDP = new Http(
            new Layout("ssdp", "Simple Service Discovery Protocol", "UPnP Device Architecture 2.0 section 1"), "SSDP");

    private Http(Layout layout, String label) {
        super(layout, label, Level.APPLICATION);
    }

    @Override
    public void walk(Cursor c) {
        int end = c.end();
        if (!HttpNumbers.starts(c.data, c.at, end)) {
            c.decline();
            return;
        }
        int body = Headers.bodyStart(c.data, c.at, end);
        int bodyEnd = HttpBody.end(c.data, c.at, body, end);
        boolean more = bodyEnd < end && HttpNumbers.starts(c.data, bodyEnd, end);
        boolean plain = !more && body < bodyEnd && !HttpBody.typed(c.data, c.at, body);
        c.header((plain ? body : bodyEnd) - c.at);
        if (more && MessageProtocol.room(c)) c.next(this);
    }

    /// Whether a segment between any ports holds HTTP: its first line is a start line with a version.
    static boolean likely(byte[] data, int at, int end) {
        if (end - at < 16 || !HttpNumbers.starts(data, at, end)) return false;
        int lineEnd = Lines.end(data, at, end);
        return Lines.starts(data, at, lineEnd, "http/1.") || Lines.starts(data, lineEnd - 8, lineEnd, "http/1.");
    }

    @Override
    public void fields(Cursor c, Tree t) {
        byte[] data = c.data;
        int end = c.end();
        int body = Headers.bodyStart(data, c.at, end);
        int lineEnd = Lines.end(data, c.at, end);
        boolean response = HttpNumbers.response(data, c.at, lineEnd);
        if (response) {
            status(t, c, lineEnd);
        } else {
            request(t, data, c.at, lineEnd);
        }
        int from = Lines.next(data, lineEnd, end);
        int at = from;
        while (at < body && !Headers.last(data, at)) {
            int next = HEADERS.tell(t, data, at, body, response ? RESPONSE_LINE : REQUEST_LINE,
                    t.wantsRepeated());
            if (Lines.starts(data, at, next, "cookie:")) cookies(t, data, at + 7, Lines.end(data, at, next));
            at = next;
        }
        made(t, c, from, body, response);
        int bodyEnd = HttpBody.end(data, c.at, body, end);
        if (bodyEnd > body) HttpBody.fields(t, c, body, bodyEnd);
    }

    private static void request(Tree t, byte[] data, int at, int lineEnd) {
        int methodEnd = Lines.word(data, at, lineEnd);
        int uri = Lines.skip(data, methodEnd, lineEnd);
        int uriEnd = Lines.word(data, uri, lineEnd);
        t.field(METHOD, at, methodEnd - at);
        t.field(URI, uri, uriEnd - uri);
        int path = Lines.find(data, uri, uriEnd, '?');
        if (path < uriEnd) {
            t.field(PATH, uri, path - uri);
            t.field(QUERY, path + 1, uriEnd - path - 1);
            pieces(t, PARAMETER, data, path + 1, uriEnd, '&');
        }
        int version = Lines.skip(data, uriEnd, lineEnd);
        t.field(REQUEST_VERSION, version, lineEnd - version);
    }

    private static void status(Tree t, Cursor c, int lineEnd) {
        int versionEnd = Lines.word(c.data, c.at, lineEnd);
        t.field(RESPONSE_VERSION, c.at, versionEnd - c.at);
        int code = HttpNumbers.code(c.data, versionEnd, lineEnd);
        if (code < 0) return;
        t.made(CODE, code);
        if (t.wants(DESCRIPTION)) t.made(DESCRIPTION, 0, 0, c.scratch().ascii(HttpNumbers.description(code)));
        int phrase = Lines.skip(c.data, Lines.word(c.data, Lines.skip(c.data, versionEnd, lineEnd), lineEnd), lineEnd);
        if (phrase < lineEnd) t.field(PHRASE, phrase, lineEnd - phrase);
    }

    private static void cookies(Tree t, byte[] data, int from, int end) {
        pieces(t, COOKIE_PAIR, data, from, end, ';');
    }

    /// Tells the tree the pieces between separators, without the blanks before each.
    private static void pieces(Tree t, Octets field, byte[] data, int from, int end, char separator) {
        for (int at = from; at < end;) {
            int pieceEnd = Lines.find(data, at, end, separator);
            int start = Lines.skip(data, at, pieceEnd);
            if (start < pieceEnd) t.field(field, start, pieceEnd - start);
            at = pieceEnd + 1;
        }
    }

    private static void made(Tree t, Cursor c, int from, int body, boolean response) {
        long length = Headers.number(c.data, from, body, "content-length");
        if (length >= 0) t.made(CONTENT_LENGTH, length);
        if (response) {
            t.made(RESPONSE, 1);
        } else if (Lines.starts(c.data, c.at, body, "notify ")) {
            t.made(NOTIFICATION, 1);
        } else {
            fullUri(t, c, from, body);
            t.made(REQUEST, 1);
        }
    }

    /// The target with scheme and host, as far as the request tells them.
    private static void fullUri(Tree t, Cursor c, int from, int body) {
        byte[] data = c.data;
        int host = Headers.value(data, from, body, "host");
        if (host < 0 || !t.wants(FULL_URI)) return;
        int uri = Lines.skip(data, Lines.word(data, c.at, from), from);
        int uriEnd = Lines.word(data, uri, Lines.end(data, uri, from));
        Text text = c.scratch();
        boolean absolute = Lines.starts(data, uri, uriEnd, "http://") || Lines.starts(data, uri, uriEnd, "https://")
                || Lines.starts(data, c.at, from, "connect ");
        if (!absolute) {
            text.ascii("http://").text(data, host, Lines.end(data, host, body) - host);
        }
        t.made(FULL_URI, uri, uriEnd - uri, text.text(data, uri, uriEnd - uri));
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int lineEnd = Lines.end(c.data, c.at, c.headerEnd());
        out.text(c.data, c.at, lineEnd - c.at);
        int body = Headers.bodyStart(c.data, c.at, c.headerEnd());
        int type = Headers.value(c.data, c.at, body, "content-type");
        if (type < 0 || body >= c.headerEnd()) return true;
        int typeEnd = Lines.find(c.data, type, Lines.end(c.data, type, body), ';');
        out.ascii(" (").text(c.data, type, Lines.trim(c.data, type, typeEnd) - type).put(')');
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(http);
    }
}
