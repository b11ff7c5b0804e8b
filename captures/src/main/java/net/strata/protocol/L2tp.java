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
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Layer Two Tunneling Protocol: version 2, PPP inside UDP (RFC 2661 section 3.1), and version 3, any link inside UDP or
/// straight inside IP (RFC 3931 sections 3.2 and 4.1). What link version 3 carries is agreed on elsewhere.
public final class L2tp extends Protocol {
    private static final int CONTROL = 1;
    private static final int VERSION_3 = 3;
    private static final Names MESSAGES = new Names("""
            1 Start-Control-Connection-Request
            2 Start-Control-Connection-Reply
            3 Start-Control-Connection-Connected
            4 Stop-Control-Connection-Notification
            6 Hello
            7 Outgoing-Call-Request
            8 Outgoing-Call-Reply
            9 Outgoing-Call-Connected
            10 Incoming-Call-Request
            11 Incoming-Call-Reply
            12 Incoming-Call-Connected
            14 Call-Disconnect-Notify
            15 WAN-Error-Notify
            16 Set-Link-Info
            20 Explicit acknowledgement""");
    private static final Layout l2tp = new Layout("l2tp", "Layer Two Tunneling Protocol", "RFC 2661 section 3.1");
    static final Uint FLAGS = l2tp.group(16, "flags", "Flags and version", hex(),
            says("control or data, and which of the optional fields follow"));
    static final Uint TYPE = l2tp.uint(1, "type", "Type", names("data", "control"),
            says("a message between the tunnel's ends, or a user's frame"));
    static final Uint L = l2tp.flag("length_bit", "Length", says("a length follows; always in control messages"));
    static final Uint S = l2tp.skip(2).flag("seq_bit", "Sequence numbers",
            says("sequence numbers follow; always in control messages"));
    static final Uint O = l2tp.skip(1).flag("offset_bit", "Offset", says("an offset follows; only data may have it"));
    static final Uint P = l2tp.flag("priority", "Priority",
            says("data to be treated before others, such as signs of life"));
    static final Uint VERSION = l2tp.skip(4).uint(4, "version", "Version", says("2 or 3; 1 would be L2F"));

    private static final Layout overIp = new Layout("l2tp", "Layer Two Tunneling Protocol, version 3",
            "RFC 3931 section 4.1.1");
    static final Uint SESSION_3 = overIp.uint(32, "sid", "Session", hex(), varies(),
            says("session by its receiver's number; 0: a control message"));

    private static final Layout fields = new Layout("l2tp", "Header", "RFC 2661 section 3.1");
    static final Uint LENGTH = fields.loose(16, "length", "Length", says("bytes of the message, this header included"));
    static final Uint RESERVED = fields.loose(16, "res", "Reserved", hex(), says("senders set 0, receivers ignore it"));
    static final Uint TUNNEL = fields.loose(16, "tunnel", "Tunnel", varies(),
            says("number of the tunnel, given by the side that receives"));
    static final Uint SESSION = fields.loose(16, "session", "Session", varies(),
            says("number of the call within the tunnel, given by the side that receives"));
    static final Uint CONNECTION = fields.loose(32, "ccid", "Control connection", hex(), varies(),
            says("number of the control connection, given by the side that receives"),
            source("RFC 3931 section 3.2.1"));
    static final Uint NS = fields.loose(16, "Ns", "Number sent", says("counts the sender's messages up"));
    static final Uint NR = fields.loose(16, "Nr", "Number expected",
            says("number expected of the other side's next message: all before it arrived"));
    static final Uint OFFSET = fields.loose(16, "offset", "Offset", says("bytes of padding before the payload"));

    private static final Layout avp = new Layout("l2tp", "Attribute", "RFC 2661 section 4.1");
    static final Uint MANDATORY = avp.flag("avp.mandatory", "Mandatory",
            says("who does not know the attribute must end the session or tunnel"));
    static final Uint HIDDEN = avp.flag("avp.hidden", "Hidden", says("the value is encrypted with a shared secret"));
    static final Uint SIZE = avp.skip(4).uint(10, "avp.length", "Length",
            says("bytes of the attribute, these six included"));
    static final Uint VENDOR = avp.uint(16, "avp.vendor_id", "Vendor", says("who defined the type; 0: IETF"));
    static final Uint KIND = avp.uint(16, "avp.type", "Type", names(new Names("""
            0 Message type
            1 Result code
            2 Protocol version
            3 Framing capabilities
            4 Bearer capabilities
            5 Tie breaker
            6 Firmware revision
            7 Host name
            8 Vendor name
            9 Assigned tunnel
            10 Receive window size
            11 Challenge
            12 Cause code
            13 Challenge response
            14 Assigned session
            15 Call serial number
            36 Random vector
            59 Message digest
            60 Router
            61 Assigned control connection
            62 Pseudowire capabilities
            63 Local session
            64 Remote session
            65 Assigned cookie
            66 Remote end
            68 Pseudowire type""")), says("what the attribute tells"));
    static final Uint MESSAGE = avp.loose(16, "avp.message_type", "Message", names(MESSAGES),
            says("what the control message is for; always the first attribute"), source("RFC 2661 section 4.4.1"));
    static final Uint ASSIGNED_TUNNEL = avp.loose(16, "avp.assigned_tunnel_id", "Assigned tunnel", varies(),
            says("number the other side shall put on messages of this tunnel"), source("RFC 2661 section 4.4.3"));
    static final Uint ASSIGNED_SESSION = avp.loose(16, "avp.assigned_session_id", "Assigned session", varies(),
            says("number the other side shall put on messages of this call"), source("RFC 2661 section 4.4.4"));
    static final Uint WINDOW = avp.loose(16, "avp.receive_window_size", "Receive window",
            says("messages it takes before it has acknowledged the first"), source("RFC 2661 section 4.4.3"));
    static final Octets HOST = avp.loose(Octets.Form.TEXT, "avp.host_name", "Host name",
            says("name of the sender, by which the other side knows it"), source("RFC 2661 section 4.4.3"));
    static final Octets MAKER = avp.loose(Octets.Form.TEXT, "avp.vendor_name", "Vendor name",
            says("maker of the sender's equipment or software"), source("RFC 2661 section 4.4.3"));
    static final Octets VALUE = avp.loose(Octets.Form.BYTES, "avp.value", "Value",
            says("the attribute's value as it came"));

    static final L2tp OVER_UDP = new L2tp(l2tp);
    static final L2tp OVER_IP = new L2tp(overIp);

    private L2tp(Layout layout) {
        super(layout, "L2TP", Level.LINK);
    }

    /// Where flags and version are, -1 in a data message of version 3 that has none.
    private int flags(Cursor c) {
        if (equals(OVER_UDP)) return c.at;
        return SESSION_3.get(c) == 0 && c.end() - c.at >= overIp.bytes() + l2tp.bytes() ? c.at + overIp.bytes() : -1;
    }

    private static boolean control(Cursor c, int at) {
        return TYPE.get(c.data, at) == CONTROL;
    }

    private static boolean third(Cursor c, int at) {
        return VERSION.get(c.data, at) == VERSION_3;
    }

    @Override
    public void walk(Cursor c) {
        int at = flags(c);
        if (at < 0) return;
        if (control(c, at)) {
            c.all();
            return;
        }
        c.header(at - c.at + size(c, at), FLAGS);
        if (!third(c, at)) c.next(Protocols.POINT_TO_POINT.get());
    }

    /// Bytes from the flags to the payload of a data message, as far as they can be told.
    private static int size(Cursor c, int at) {
        if (third(c, at)) return 8;
        int size = 6 + (L.get(c.data, at) + S.get(c.data, at) * 2) * 2;
        if (O.get(c.data, at) == 0) return size;
        return size + 2 + (at + size + 2 <= c.end() ? OFFSET.get(c.data, at + size) : 0);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int end = c.headerEnd();
        if (equals(OVER_IP)) t.fields(overIp, c.at, end);
        int at = flags(c);
        if (at < 0) return;
        t.fields(l2tp, at, end);
        byte[] d = c.data;
        boolean third = third(c, at);
        int i = at + 2;
        if (third && !control(c, at)) {
            i = tell(t, RESERVED, i, end);
            tell(t, SESSION_3, i, end);
            return;
        }
        if (L.get(d, at) != 0) i = tell(t, LENGTH, i, end);
        i = tell(t, third ? CONNECTION : TUNNEL, i, end);
        if (!third) i = tell(t, SESSION, i, end);
        if (S.get(d, at) != 0) i = tell(t, NR, tell(t, NS, i, end), end);
        if (O.get(d, at) != 0) i = tell(t, OFFSET, i, end);
        if (control(c, at)) attributes(c, t, i, end);
    }

    private static int tell(Tree t, Uint field, int at, int end) {
        int next = at + field.end();
        if (next <= end) t.field(field, at, field.end());
        return next;
    }

    private static void attributes(Cursor c, Tree t, int from, int end) {
        for (int at = from; at + avp.bytes() <= end;) {
            int size = Math.min(Math.max(SIZE.get(c.data, at), avp.bytes()), end - at);
            int value = at + avp.bytes();
            t.open(avp, at, at + size);
            t.fields(avp, at, end);
            if (size > avp.bytes()) {
                Field field = field(c.data, at, size);
                t.field(field, value, field instanceof Uint ? 2 : size - avp.bytes());
            }
            t.close();
            at += size;
        }
    }

    /// What the value of an attribute is.
    private static Field field(byte[] d, int at, int size) {
        boolean plain = VENDOR.get(d, at) == 0 && HIDDEN.get(d, at) == 0;
        boolean number = size == avp.bytes() + 2;
        return switch (plain ? KIND.get(d, at) : -1) {
            case 0 -> number ? MESSAGE : VALUE;
            case 7 -> HOST;
            case 8 -> MAKER;
            case 9 -> number ? ASSIGNED_TUNNEL : VALUE;
            case 10 -> number ? WINDOW : VALUE;
            case 14 -> number ? ASSIGNED_SESSION : VALUE;
            default -> VALUE;
        };
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int at = flags(c);
        if (at < 0 || !control(c, at)) {
            out.ascii("Data Message");
            return true;
        }
        int first = at + (L.get(c.data, at) != 0 ? 4 : 2) + 4 + (S.get(c.data, at) != 0 ? 4 : 0);
        boolean empty = first + avp.bytes() + 2 > c.end();
        out.ascii("Control Message - ").ascii(empty
                ? "acknowledgement"
                : MESSAGES.of(MESSAGE.get(c.data, first + avp.bytes()), "unknown message"));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(l2tp, overIp, fields, avp);
    }
}
