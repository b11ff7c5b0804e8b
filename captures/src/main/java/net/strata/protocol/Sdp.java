package net.strata.protocol;

import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.says;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;

/// Session Description Protocol (RFC 8866 section 5): what media are sent where.
public final class Sdp extends Protocol {
    private static final Layout sdp = new Layout("sdp", "Session Description Protocol", "RFC 8866 section 5");
    private static final Octets VERSION = text("version", "Version");
    private static final Octets OWNER = text("owner", "Origin", "who describes the session");
    private static final Octets[] OWNERS = {text("owner.username", "User"), text("owner.sessionid", "Session ID"),
            text("owner.version", "Session version"), text("owner.network_type", "Network type"),
            text("owner.address_type", "Address type"), text("owner.address", "Address")};
    private static final Octets NAME = text("session_name", "Session name");
    private static final Octets INFO = text("session_info", "Session information");
    private static final Octets URI = text("uri", "URI of the description");
    private static final Octets EMAIL = text("email", "E-mail address");
    private static final Octets PHONE = text("phone", "Phone number");
    private static final Octets CONNECTION = text("connection_info", "Connection", "where media are sent to");
    private static final Octets[] CONNECTIONS = {text("connection_info.network_type", "Network type"),
            text("connection_info.address_type", "Address type"), text("connection_info.address", "Address"),
            text("connection_info.ttl", "TTL"), text("connection_info.num_addr", "Number of addresses")};
    private static final Octets BANDWIDTH = text("bandwidth", "Bandwidth");
    private static final Octets TIME = text("time", "Time");
    private static final Octets[] TIMES = {text("time.start", "Start"), text("time.stop", "Stop")};
    private static final Octets REPEAT = text("repeat_time", "Repeat times");
    private static final Octets TIMEZONE = text("timezone", "Time zone adjustments");
    private static final Octets KEY = text("encryption_key", "Encryption key");
    private static final Octets SESSION_ATTRIBUTE = text("session_attr", "Attribute");
    private static final Octets MEDIA = text("media", "Media", "what is sent, to which port, how");
    private static final Octets MEDIA_TYPE = text("media.media", "Media type");
    private static final Made MEDIA_PORT = sdp.made(Made.Form.NUMBER, "media.port", "Port", list());
    private static final Octets MEDIA_PROTO = text("media.proto", "Protocol");
    private static final Octets MEDIA_TITLE = text("media_title", "Media title");
    private static final Octets MEDIA_ATTRIBUTE = text("media_attr", "Media attribute");
    private static final Octets UNKNOWN = text("unknown", "Unknown");
    private static final Octets INVALID = text("invalid", "Not a line of SDP");
    private static final Octets[] NONE = {};

    public Sdp() {
        super(sdp, "SDP", Level.APPLICATION);
    }

    private static Octets text(String name, String label) {
        return sdp.loose(Octets.Form.TEXT, name, label, list());
    }

    private static Octets text(String name, String label, String says) {
        return sdp.loose(Octets.Form.TEXT, name, label, list(), says(says));
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        byte[] data = c.data;
        boolean media = false;
        for (int at = c.at; at < c.end(); at = Lines.after(data, at, c.end())) {
            int end = Lines.end(data, at, c.end());
            if (end == at) continue;
            media |= data[at] == 'm';
            if (end - at < 2 || data[at + 1] != '=') {
                t.field(INVALID, at, end - at);
            } else {
                Octets field = field(data[at], media);
                int value = field.equals(UNKNOWN) ? at : at + 2;
                t.field(field, value, end - value);
                if (field.equals(MEDIA)) {
                    media(t, data, value, end);
                } else {
                    words(t, parts(field), data, value, end);
                }
            }
        }
    }

    private static Octets field(byte letter, boolean media) {
        return switch (letter) {
            case 'v' -> VERSION;
            case 'o' -> OWNER;
            case 's' -> NAME;
            case 'i' -> media ? MEDIA_TITLE : INFO;
            case 'u' -> URI;
            case 'e' -> EMAIL;
            case 'p' -> PHONE;
            case 'c' -> CONNECTION;
            case 'b' -> BANDWIDTH;
            case 't' -> TIME;
            case 'r' -> REPEAT;
            case 'z' -> TIMEZONE;
            case 'k' -> KEY;
            case 'a' -> media ? MEDIA_ATTRIBUTE : SESSION_ATTRIBUTE;
            case 'm' -> MEDIA;
            default -> UNKNOWN;
        };
    }

    private static Octets[] parts(Octets field) {
        return field.equals(OWNER)
                ? OWNERS
                : field.equals(CONNECTION) ? CONNECTIONS : field.equals(TIME) ? TIMES : NONE;
    }

    /// Tells the tree the words of a line, which blanks or slashes part.
    private static void words(Tree t, Octets[] fields, byte[] data, int from, int end) {
        int at = from;
        for (int i = 0; i < fields.length && at < end; i++) {
            int word = Lines.find(data, at, Lines.word(data, at, end), '/');
            t.field(fields[i], at, word - at);
            at = word + 1;
        }
    }

    private static void media(Tree t, byte[] data, int from, int end) {
        int type = Lines.word(data, from, end);
        t.field(MEDIA_TYPE, from, type - from);
        int port = Lines.skip(data, type, end);
        int portEnd = Lines.word(data, port, end);
        long number = Lines.number(data, port, Lines.find(data, port, portEnd, '/'), 10);
        if (number >= 0) t.made(MEDIA_PORT, number);
        int proto = Lines.skip(data, portEnd, end);
        if (proto < end) t.field(MEDIA_PROTO, proto, Lines.word(data, proto, end) - proto);
    }

    /// The message around it speaks.
    @Override
    public boolean info(Cursor c, Text out) {
        return false;
    }
}
