package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

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

/// PPP over Ethernet (RFC 2516 section 4): a session that carries PPP, or the discovery of one, which carries tags.
public final class Pppoe extends Protocol {
    private static final Names CODES = new Names("""
            0x00 Session data
            0x07 Active discovery offer (PADO)
            0x09 Active discovery initiation (PADI)
            0x19 Active discovery request (PADR)
            0x65 Active discovery session confirmation (PADS)
            0xa7 Active discovery terminate (PADT)""");
    private static final int VENDOR_TAG = 0x0105;
    private static final Layout pppoe = new Layout("pppoe", "PPP over Ethernet", "RFC 2516 section 4");
    static final Uint VERSION = pppoe.uint(4, "version", "Version", says("1, the only version"));
    static final Uint TYPE = pppoe.uint(4, "type", "Type", says("1, the only type"));
    static final Uint CODE = pppoe.uint(8, "code", "Code", hex(), names(CODES),
            says("data of a session, or a step of finding, opening and closing one"));
    static final Uint SESSION = pppoe.uint(16, "session_id", "Session", hex(), varies(),
            says("number of the session, given by the access concentrator"));
    static final Uint LENGTH = pppoe.uint(16, "payload_length", "Payload length", says("bytes behind this header"));

    private static final Layout tag = new Layout("pppoed", "Tag", "RFC 2516 appendix A");
    static final Uint TAG = tag.uint(16, "tag", "Tag", hex(), names(new Names("""
            0x0000 End of list
            0x0101 Service name
            0x0102 Access concentrator name
            0x0103 Host-Uniq
            0x0104 Cookie
            0x0105 Vendor-specific
            0x0110 Relay session ID
            0x0120 Largest payload
            0x0201 Service name error
            0x0202 Access concentrator error
            0x0203 Generic error""")), says("what the value tells"));
    static final Uint TAG_LENGTH = tag.uint(16, "tag_length", "Length",
            says("bytes of the value; type and length are not counted"));
    static final Octets SERVICE = text("tags.service_name", "Service name",
            "service that is wanted or offered; empty: any");
    static final Octets CONCENTRATOR = text("tags.ac_name", "Access concentrator",
            "name of the access concentrator, unlike that of any other");
    static final Octets UNIQUE = bytes("tags.host_uniq", "Host-Uniq",
            "mark of the host; comes back, so that it knows its own request");
    static final Octets COOKIE = bytes("tags.ac_cookie", "Cookie",
            "mark of the concentrator; comes back, against floods of forged requests");
    static final Uint VENDOR = tag.loose(32, "tags.vendor_id", "Vendor",
            says("who defined the rest, by IANA's number for enterprises"));
    static final Octets VENDOR_DATA = bytes("tags.vendor_unspecified", "Vendor data",
            "whatever the vendor defined");
    static final Octets RELAY = bytes("tags.relay_session_id", "Relay session ID",
            "mark of a relay between the two; comes back unchanged");
    static final Octets MAX_PAYLOAD = tag.loose(Octets.Form.BYTES, "tags.max_payload", "Largest payload", varies(),
            says("bytes of the largest payload, where more than 1492 can pass"), source("RFC 4638"));
    static final Octets SERVICE_ERROR = text("tags.service_name_error", "Service name error",
            "the service is refused; the text, if any, says why");
    static final Octets CONCENTRATOR_ERROR = text("tags.ac_system_error", "Access concentrator error",
            "the concentrator cannot serve; the text, if any, says why");
    static final Octets GENERIC_ERROR = text("tags.generic_error", "Generic error",
            "it cannot go on; the text, if any, says why");
    static final Octets UNKNOWN = bytes("tag.unknown_data", "Value",
            "bytes of a tag that is not known");

    public Pppoe() {
        super(pppoe, "PPPoE", Level.LINK);
    }

    private static Octets text(String name, String label, String says) {
        return tag.loose(Octets.Form.TEXT, name, label, says(says));
    }

    private static Octets bytes(String name, String label, String says) {
        return tag.loose(Octets.Form.BYTES, name, label, varies(), says(says));
    }

    private static Octets value(int type) {
        return switch (type) {
            case 0x0101 -> SERVICE;
            case 0x0102 -> CONCENTRATOR;
            case 0x0103 -> UNIQUE;
            case 0x0104 -> COOKIE;
            case VENDOR_TAG -> VENDOR_DATA;
            case 0x0110 -> RELAY;
            case 0x0120 -> MAX_PAYLOAD;
            case 0x0201 -> SERVICE_ERROR;
            case 0x0202 -> CONCENTRATOR_ERROR;
            case 0x0203 -> GENERIC_ERROR;
            default -> UNKNOWN;
        };
    }

    @Override
    public void walk(Cursor c) {
        c.limit(bytes() + LENGTH.get(c), LENGTH);
        if (CODE.get(c) == 0) {
            c.next(Protocols.POINT_TO_POINT.get());
        } else {
            c.all();
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(pppoe, c.at, c.headerEnd());
        if (CODE.get(c) == 0) return;
        for (int at = c.at + bytes(); at + tag.bytes() <= c.end();) {
            int value = at + tag.bytes();
            int end = Math.min(value + TAG_LENGTH.get(c.data, at), c.end());
            int type = TAG.get(c.data, at);
            t.open(tag, at, end);
            t.fields(tag, at, end);
            if (type == VENDOR_TAG && value + 4 <= end) {
                t.field(VENDOR, value, 4);
                value += 4;
            }
            if (end > value) t.field(value(type), value, end - value);
            t.close();
            at = end;
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(CODES.of(CODE.get(c), "Unknown code"));
        if (CODE.get(c) == 0) out.ascii(", session ").varying(SESSION.get(c));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(tag);
    }
}
