package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
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
    static final Uint VERSION = pppoe.uint(4, "version", "Version", says("must be 1"));
    static final Uint TYPE = pppoe.uint(4, "type", "Type", says("must be 1"));
    static final Uint CODE = pppoe.uint(8, "code", "Code", hex(), names(CODES));
    static final Uint SESSION = pppoe.uint(16, "session_id", "Session", hex(), varies(),
            says("given by the access concentrator"));
    static final Uint LENGTH = pppoe.uint(16, "payload_length", "Payload length", says("bytes behind this header"));

    private static final Layout tag = new Layout("pppoed", "Tag");
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
            0x0203 Generic error""")));
    static final Uint TAG_LENGTH = tag.uint(16, "tag_length", "Length", says("bytes behind this one"));
    static final Octets SERVICE = text("tags.service_name", "Service name");
    static final Octets CONCENTRATOR = text("tags.ac_name", "Access concentrator");
    static final Octets UNIQUE = bytes("tags.host_uniq", "Host-Uniq");
    static final Octets COOKIE = bytes("tags.ac_cookie", "Cookie");
    static final Uint VENDOR = tag.loose(32, "tags.vendor_id", "Vendor");
    static final Octets VENDOR_DATA = bytes("tags.vendor_unspecified", "Vendor data");
    static final Octets RELAY = bytes("tags.relay_session_id", "Relay session ID");
    static final Octets MAX_PAYLOAD = bytes("tags.max_payload", "Largest payload");
    static final Octets SERVICE_ERROR = text("tags.service_name_error", "Service name error");
    static final Octets CONCENTRATOR_ERROR = text("tags.ac_system_error", "Access concentrator error");
    static final Octets GENERIC_ERROR = text("tags.generic_error", "Generic error");
    static final Octets UNKNOWN = bytes("tag.unknown_data", "Value");

    public Pppoe() {
        super(pppoe, "PPPoE", Level.LINK);
    }

    private static Octets text(String name, String label) {
        return tag.loose(Octets.Form.TEXT, name, label);
    }

    private static Octets bytes(String name, String label) {
        return tag.loose(Octets.Form.BYTES, name, label, varies());
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
