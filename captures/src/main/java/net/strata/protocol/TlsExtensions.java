package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// The extensions of a TLS hello (RFC 8446 section 4.2).
final class TlsExtensions {
    private static final int OCSP = 1;
    static final Layout LAYOUT = new Layout("tls", "Extension", "RFC 8446 section 4.2");
    static final Uint TYPE = LAYOUT.uint(16, "handshake.extension.type", "Type", names(TlsNumbers.EXTENSION),
            says("what is added to the hello"), otherwise("the receiver would ignore the extension"));
    static final Uint LENGTH = LAYOUT.uint(16, "handshake.extension.len", "Length",
            says("bytes of the extension, these four not counted"),
            otherwise("all extensions behind it would be read from the wrong place"));
    static final Octets DATA = LAYOUT.loose(Octets.Form.BYTES, "handshake.extension.data", "Data", varies(),
            says("what the type tells it is, not taken apart here"));

    /// RFC 6066 section 3.
    static final Uint NAMES_LENGTH = LAYOUT.loose(16, "handshake.extensions_server_name_list_len", "Length of list",
            says("bytes of the list of names"), source("RFC 6066 section 3"));
    static final Uint NAME_TYPE = LAYOUT.loose(8, "handshake.extensions_server_name_type", "Name type",
            names("host_name"), says("kind of name; only host names are defined"), source("RFC 6066 section 3"));
    static final Uint NAME_LENGTH = LAYOUT.loose(16, "handshake.extensions_server_name_len", "Length of name",
            says("bytes of the name"), source("RFC 6066 section 3"));
    static final Octets SERVER_NAME = LAYOUT.loose(Octets.Form.TEXT, "handshake.extensions_server_name", "Server name",
            says("the host that the client wants, readable by everybody"),
            otherwise("a server with many names would show the certificate of another"), source("RFC 6066 section 3"));

    /// RFC 7301 section 3.1.
    static final Uint ALPN_LENGTH = LAYOUT.loose(16, "handshake.extensions_alpn_len", "Length of list",
            says("bytes of the list of protocols"), source("RFC 7301 section 3.1"));
    static final Uint ALPN_STRING_LENGTH = LAYOUT.loose(8, "handshake.extensions_alpn_str_len", "Length of name",
            list(), says("bytes of one name"), source("RFC 7301 section 3.1"));
    static final Octets ALPN = LAYOUT.loose(Octets.Form.TEXT, "handshake.extensions_alpn_str", "Protocol", list(),
            says("what is to be spoken inside, such as h2"),
            otherwise("both sides would fall back to HTTP/1.1, or end the connection"), source("RFC 7301 section 3.1"));

    static final Uint GROUPS_LENGTH = LAYOUT.loose(16, "handshake.extensions_supported_groups_length",
            "Length of groups", says("bytes of the list, two for each group"), source("RFC 8446 section 4.2.7"));
    static final Uint GROUP = LAYOUT.loose(16, "handshake.extensions_supported_group", "Group", hex(), list(),
            names(TlsNumbers.GROUP), says("curve or group for agreeing on keys, best first"),
            otherwise("without one in common the handshake fails"), source("RFC 8446 section 4.2.7"));
    static final Uint POINTS_LENGTH = LAYOUT.loose(8, "handshake.extensions_ec_point_formats_length",
            "Length of formats", says("bytes of the list, one for each format"), source("RFC 8422 section 5.1.2"));
    static final Uint POINT = LAYOUT.loose(8, "handshake.extensions_ec_point_format", "Point format", list(),
            names("uncompressed", "compressed, prime", "compressed, char2"),
            says("how points of a curve may be written; not used in 1.3"), source("RFC 8422 section 5.1.2"));
    static final Uint ALGORITHMS_LENGTH = LAYOUT.loose(16, "handshake.sig_hash_alg_len", "Length of algorithms",
            says("bytes of the list, two for each algorithm"), source("RFC 8446 section 4.2.3"));
    static final Uint ALGORITHM = LAYOUT.loose(16, "handshake.sig_hash_alg", "Signature algorithm", hex(), list(),
            names(TlsNumbers.SIGNATURE), says("kind of signature that the sender can check, best first"),
            otherwise("the server could not prove who it is"), source("RFC 8446 section 4.2.3"));
    static final Uint VERSIONS_LENGTH = LAYOUT.loose(8, "handshake.extensions.supported_versions_len",
            "Length of versions", says("bytes of the list, two for each version"), source("RFC 8446 section 4.2.1"));
    static final Uint VERSION = LAYOUT.loose(16, "handshake.extensions.supported_version", "Version", hex(), list(),
            names(TlsNumbers.VERSION), says("version really spoken: the client offers, best first; the server picks"),
            otherwise("both sides would speak 1.2"), source("RFC 8446 section 4.2.1"));
    static final Uint COOKIE_LENGTH = LAYOUT.loose(16, "handshake.extensions.cookie_len", "Length of cookie",
            says("bytes of the cookie"), source("RFC 8446 section 4.2.2"));
    static final Octets COOKIE = LAYOUT.loose(Octets.Form.BYTES, "handshake.extensions.cookie", "Cookie", varies(),
            says("what the server asked the client to say back in its second hello"), source("RFC 8446 section 4.2.2"));
    static final Uint MODES_LENGTH = LAYOUT.loose(8, "extension.psk_ke_modes_length", "Length of modes",
            says("bytes of the list, one for each mode"), source("RFC 8446 section 4.2.9"));
    static final Uint MODE = LAYOUT.loose(8, "extension.psk_ke_mode", "Key exchange mode", list(),
            names("pre-shared key alone", "with (EC)DHE"), says("whether a resumed session gets fresh keys as well"),
            source("RFC 8446 section 4.2.9"));
    static final Uint STATUS = LAYOUT.loose(8, "handshake.extensions_status_request_type", "Status type",
            names("", "OCSP"), says("the client wants proof that the certificate is not revoked"),
            source("RFC 6066 section 8"));
    static final Uint RESPONDERS_LENGTH = LAYOUT.loose(16, "handshake.extensions_status_request_responder_ids_len",
            "Length of responders", says("bytes of the list of who may give that proof; 0: anybody"),
            source("RFC 6066 section 8"));
    static final Uint REQUEST_LENGTH = LAYOUT.loose(16, "handshake.extensions_status_request_exts_len",
            "Length of request extensions", says("bytes of what else is asked of the prover"),
            source("RFC 6066 section 8"));
    static final Uint RENEGOTIATION_LENGTH = LAYOUT.loose(8, "handshake.extensions_reneg_info_len",
            "Length of renegotiation info", says("bytes that tie a new handshake to the old; 0 in the first"),
            source("RFC 5746 section 3.2"));
    static final Octets RENEGOTIATION = LAYOUT.loose(Octets.Form.BYTES, "handshake.extensions_reneg_info",
            "Renegotiation info", varies(), says("ties a new handshake to the connection it is sent in"),
            source("RFC 5746 section 3.2"));
    static final Uint SIZE_LIMIT = LAYOUT.loose(16, "record_size_limit", "Record size limit",
            says("most bytes that the sender takes in one record"), source("RFC 8449 section 4"));
    static final Octets PADDING = LAYOUT.loose(Octets.Form.BYTES, "handshake.extensions_padding_data", "Padding",
            says("zeros that make the hello longer, as some servers stall at certain lengths"),
            source("RFC 7685 section 3"));
    static final Uint SHARES_LENGTH = LAYOUT.loose(16, "handshake.extensions_key_share_client_length",
            "Length of shares", says("bytes of all shares"), source("RFC 8446 section 4.2.8"));
    static final Uint SELECTED = LAYOUT.loose(16, "handshake.extensions_key_share_selected_group", "Selected group",
            names(TlsNumbers.GROUP), says("the server wants a share of this one"),
            source("RFC 8446 section 4.2.8"));

    static final Layout SHARE = new Layout("tls", "Key share", "RFC 8446 section 4.2.8");
    static final Uint SHARE_GROUP = SHARE.uint(16, "handshake.extensions_key_share_group", "Group",
            names(TlsNumbers.GROUP), says("curve or group that the key belongs to"),
            otherwise("the server would have to ask for another hello"));
    static final Uint KEY_LENGTH = SHARE.uint(16, "handshake.extensions_key_share_key_exchange_length",
            "Length of key", says("bytes of the key"));
    static final Octets KEY = SHARE.loose(Octets.Form.BYTES, "handshake.extensions_key_share_key_exchange", "Key",
            varies(), says("public half of a key made for this connection alone"),
            otherwise("both sides would come to different keys"));

    private TlsExtensions() {}

    /// Tells all extensions.
    static void tell(FieldReader r, boolean client) {
        while (r.end - r.at >= LAYOUT.bytes()) {
            int start = r.at;
            int type = TYPE.get(r.data, start);
            r.at += LAYOUT.bytes();
            FieldReader body = r.part(LENGTH.get(r.data, start));
            r.tree.open(LAYOUT, start, body.end);
            r.tree.fields(LAYOUT, start, body.end);
            content(body, type, client);
            r.tree.close();
            r.at = body.end;
        }
    }

    private static void content(FieldReader r, int type, boolean client) {
        switch (type) {
            case 0 -> {
                if (r.at == r.end) return;
                r.number(NAMES_LENGTH);
                r.number(NAME_TYPE);
                r.octets(SERVER_NAME, r.number(NAME_LENGTH));
            }
            case 5 -> {
                if (client && r.number(STATUS) == OCSP) {
                    r.skip(r.number(RESPONDERS_LENGTH));
                    r.number(REQUEST_LENGTH);
                }
                r.rest(DATA);
            }
            case 10 -> r.numbers(GROUP, r.number(GROUPS_LENGTH));
            case 11 -> r.numbers(POINT, r.number(POINTS_LENGTH));
            case 13, 50 -> r.numbers(ALGORITHM, r.number(ALGORITHMS_LENGTH));
            case 16 -> protocols(r);
            case 21 -> r.rest(PADDING);
            case 28 -> r.number(SIZE_LIMIT);
            case 43 -> {
                if (client) r.number(VERSIONS_LENGTH);
                r.numbers(VERSION, r.end - r.at);
            }
            case 44 -> r.octets(COOKIE, r.number(COOKIE_LENGTH));
            case 45 -> r.numbers(MODE, r.number(MODES_LENGTH));
            case 51 -> keys(r, client);
            case 0xff01 -> r.octets(RENEGOTIATION, r.number(RENEGOTIATION_LENGTH));
            default -> r.rest(DATA);
        }
    }

    private static void protocols(FieldReader r) {
        r.number(ALPN_LENGTH);
        for (int at = r.at; at < r.end; at += 1 + (r.data[at] & 0xff))
            r.tree.field(ALPN_STRING_LENGTH, at, 1);
        while (r.at < r.end) {
            int length = r.data[r.at++] & 0xff;
            r.octets(ALPN, length);
        }
    }

    private static void keys(FieldReader r, boolean client) {
        if (r.end - r.at == 2) {
            r.number(client ? SHARES_LENGTH : SELECTED);
            return;
        }
        if (client) r.number(SHARES_LENGTH);
        while (r.end - r.at >= SHARE.bytes()) {
            int start = r.at;
            r.at += SHARE.bytes();
            FieldReader key = r.part(KEY_LENGTH.get(r.data, start));
            r.tree.open(SHARE, start, key.end);
            r.tree.fields(SHARE, start, key.end);
            key.rest(KEY);
            r.tree.close();
            r.at = key.end;
        }
    }
}
