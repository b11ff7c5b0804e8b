package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// The messages of the TLS handshake (RFC 8446 section 4, RFC 5246 section 7.4).
final class TlsHandshake {
    private static final int HELLO_REQUEST = 0;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int TICKET = 4;
    private static final int CERTIFICATE = 11;
    /// A message of several records is shorter than this.
    private static final int LONGEST = 1 << 17;
    private static final int RANDOM_BYTES = 32;
    private static final int TLS12 = 0x0303;
    /// The random of a Server Hello that is a Hello Retry Request: the SHA-256 of "HelloRetryRequest" (RFC 8446 section
    /// 4.1.3).
    private static final byte[] RETRY = HexFormat.of()
            .parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    static final Layout HEAD = new Layout("tls", "Handshake message", "RFC 8446 section 4");
    static final Uint TYPE = HEAD.uint(8, "handshake.type", "Type", names(TlsNumbers.HANDSHAKE),
            says("which step of the handshake it is"),
            otherwise("the other side would end the handshake with unexpected_message"));
    static final Uint LENGTH = HEAD.uint(24, "handshake.length", "Length",
            says("bytes of the message, these four not counted"),
            otherwise("the next message would be read from the wrong place"));
    static final Uint VERSION = HEAD.loose(16, "handshake.version", "Version", hex(), names(TlsNumbers.VERSION),
            says("frozen at 1.2 also where 1.3 is spoken: see supported_versions"),
            otherwise("some servers would refuse a hello with an unknown number"));
    static final Octets RANDOM = HEAD.loose(Octets.Form.BYTES, "handshake.random", "Random", varies(),
            says("made anew for each connection, so that its keys are too"),
            otherwise("an old handshake could be replayed"));
    static final Uint SESSION_LENGTH = HEAD.loose(8, "handshake.session_id_length", "Session ID length",
            says("bytes of the session ID; 0: none"));
    static final Octets SESSION = HEAD.loose(Octets.Form.BYTES, "handshake.session_id", "Session ID", varies(),
            says("names a session to go on with; in 1.3 only an echo for old proxies"),
            otherwise("an older session could not be resumed"));
    static final Uint SUITES_LENGTH = HEAD.loose(16, "handshake.cipher_suites_length", "Length of cipher suites",
            says("bytes of the list, two for each suite"));
    static final Uint SUITE = HEAD.loose(16, "handshake.ciphersuite", "Cipher suite", hex(), list(),
            names(TlsSuites.NAMES), says("ways to encrypt: the client offers, best first; the server picks"),
            otherwise("without one in common the handshake fails"));
    static final Uint METHODS_LENGTH = HEAD.loose(8, "handshake.comp_methods_length", "Length of compressions",
            says("bytes of the list, one for each method"));
    static final Uint METHOD = HEAD.loose(8, "handshake.comp_method", "Compression", list(), names("null", "DEFLATE"),
            says("always null now, as compression gives away what is encrypted"),
            otherwise("a server of 1.3 would refuse anything but null"));
    static final Uint EXTENSIONS_LENGTH = HEAD.loose(16, "handshake.extensions_length", "Length of extensions",
            says("bytes of all extensions"));
    static final Uint LIFETIME = HEAD.loose(32, "handshake.session_ticket_lifetime_hint", "Lifetime",
            says("seconds that the ticket is good for"));
    static final Uint TICKET_LENGTH = HEAD.loose(16, "handshake.session_ticket_length", "Length of ticket",
            says("bytes of the ticket"));
    static final Octets TICKET_BYTES = HEAD.loose(Octets.Form.BYTES, "handshake.session_ticket", "Ticket", varies(),
            says("the server's sealed memory of the session, shown to resume it"));
    static final Uint CERTIFICATES_LENGTH = HEAD.loose(24, "handshake.certificates_length", "Length of certificates",
            says("bytes of all certificates"));
    static final Octets CONTENT = HEAD.loose(Octets.Form.BYTES, "handshake.data", "Content", varies(),
            says("what the type tells it is, not taken apart here"));
    static final Octets SERVER_NAME = TlsExtensions.SERVER_NAME;
    static final List<Layout> LAYOUTS = List.of(HEAD, TlsExtensions.LAYOUT, TlsExtensions.SHARE, TlsCertificate.LAYOUT,
            TlsCertificate.NAMES);

    private TlsHandshake() {}

    /// Whether a record's content is a message, not an encrypted one: its type is known, and its length fits.
    static boolean plausible(FieldReader content, int recordLength) {
        int at = content.at;
        if (content.end - at < HEAD.bytes()) return false;
        int type = TYPE.get(content.data, at);
        int length = LENGTH.get(content.data, at);
        int room = recordLength - HEAD.bytes();
        if (type == HELLO_REQUEST) return length == 0 && room == 0;
        return TlsNumbers.HANDSHAKE.of(type) != null && length < LONGEST && (length <= room || type == CERTIFICATE);
    }

    /// Whether a record's content is a hello and nothing else. In TLS 1.3 a change of cipher means nothing, and after a
    /// Hello Retry Request the client's second hello stands behind one (RFC 8446 appendix D.4); its version is frozen.
    static boolean isHello(FieldReader content, int recordLength) {
        int at = content.at;
        if (content.end - at < HEAD.bytes() + 2) return false;
        int type = TYPE.get(content.data, at);
        return (type == CLIENT_HELLO || type == SERVER_HELLO)
                && LENGTH.get(content.data, at) == recordLength - HEAD.bytes()
                && VERSION.get(content.data, at + HEAD.bytes()) == TLS12;
    }

    /// Tells the messages of a record.
    static void tell(FieldReader r) {
        while (r.end - r.at >= HEAD.bytes()) {
            Tree t = r.tree;
            int type = TYPE.get(r.data, r.at);
            int start = r.at;
            r.at += HEAD.bytes();
            FieldReader body = r.part(LENGTH.get(r.data, start));
            t.open(HEAD, start, body.end);
            t.fields(HEAD, start, body.end);
            r.at = body.end;
            switch (type) {
                case CLIENT_HELLO -> clientHello(body);
                case SERVER_HELLO -> serverHello(body);
                case TICKET -> {
                    body.number(LIFETIME);
                    body.octets(TICKET_BYTES, body.number(TICKET_LENGTH));
                }
                case CERTIFICATE -> TlsCertificate.tell(body, CERTIFICATES_LENGTH);
                default -> body.rest(CONTENT);
            }
            t.close();
        }
    }

    private static void clientHello(FieldReader r) {
        begin(r);
        r.numbers(SUITE, r.number(SUITES_LENGTH));
        r.numbers(METHOD, r.number(METHODS_LENGTH));
        extensions(r, true);
    }

    private static void serverHello(FieldReader r) {
        begin(r);
        r.number(SUITE);
        r.number(METHOD);
        extensions(r, false);
    }

    private static void begin(FieldReader r) {
        r.number(VERSION);
        r.octets(RANDOM, RANDOM_BYTES);
        r.octets(SESSION, r.number(SESSION_LENGTH));
    }

    private static void extensions(FieldReader r, boolean client) {
        int length = r.number(EXTENSIONS_LENGTH);
        TlsExtensions.tell(r.part(length), client);
    }

    static void info(byte[] d, int at, int end, Text out) {
        int random = at + HEAD.bytes() + 2;
        if (TYPE.get(d, at) == SERVER_HELLO && end - random >= RANDOM_BYTES
                && Arrays.equals(d, random, random + RANDOM_BYTES, RETRY, 0, RANDOM_BYTES))
            out.ascii("Hello Retry Request");
        else
            out.ascii(TlsNumbers.HANDSHAKE.of(TYPE.get(d, at), "Handshake message"));
    }
}
