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
    private static final Octets VERSION = text("version", "Version", "version of the format; always 0");
    private static final Octets OWNER = text("owner", "Origin", "who describes the session");
    private static final Octets[] OWNERS = {
            text("owner.username", "User", "who made the session, at that host; - if there are no users"),
            text("owner.sessionid", "Session ID", "number that makes the session unlike others of its maker"),
            text("owner.version", "Session version", "grows with every change of the description"),
            text("owner.network_type", "Network type", "IN: the Internet"),
            text("owner.address_type", "Address type", "IP4 or IP6"),
            text("owner.address", "Address", "host that made the session")};
    private static final Octets NAME = text("session_name", "Session name",
            "what people may call the session; - if it has no name");
    private static final Octets INFO = text("session_info", "Session information",
            "what the session is about, for people");
    private static final Octets URI = text("uri", "URI of the description", "where to read more about the session");
    private static final Octets EMAIL = text("email", "E-mail address", "whom to write to about the session");
    private static final Octets PHONE = text("phone", "Phone number", "whom to call about the session");
    private static final Octets CONNECTION = text("connection_info", "Connection", "where media are sent to");
    private static final Octets[] CONNECTIONS = {
            text("connection_info.network_type", "Network type", "IN: the Internet"),
            text("connection_info.address_type", "Address type", "IP4 or IP6"),
            text("connection_info.address", "Address", "address that media are to be sent to"),
            text("connection_info.ttl", "TTL", "hops that multicast packets may take"),
            text("connection_info.num_addr", "Number of addresses", "number of multicast addresses in a row")};
    private static final Octets BANDWIDTH = text("bandwidth", "Bandwidth",
            "how much the media will need, in kbit/s; AS: of one, CT: of all");
    private static final Octets TIME = text("time", "Time", "when the session takes place");
    private static final Octets[] TIMES = {text("time.start", "Start", "seconds since 1900; 0: no fixed time"),
            text("time.stop", "Stop", "seconds since 1900; 0: without end")};
    private static final Octets REPEAT = text("repeat_time", "Repeat times",
            "how often the session is repeated, how long it takes, and at what offsets");
    private static final Octets TIMEZONE = text("timezone", "Time zone adjustments",
            "when clocks change between the repeats, and by how much");
    private static final Octets KEY = text("encryption_key", "Encryption key",
            "how to decrypt the media; obsolete, as everybody can read it");
    private static final Octets SESSION_ATTRIBUTE = text("session_attr", "Attribute", "more about the whole session");
    private static final Octets MEDIA = text("media", "Media", "what is sent, to which port, how");
    private static final Octets MEDIA_TYPE = text("media.media", "Media type",
            "audio, video, text, application or message");
    private static final Made MEDIA_PORT = sdp.made(Made.Form.NUMBER, "media.port", "Port", list(),
            says("port that this stream is to be sent to; 0: refused"));
    private static final Octets MEDIA_PROTO = text("media.proto", "Protocol", "how it is carried, such as RTP/AVP");
    private static final Octets MEDIA_TITLE = text("media_title", "Media title", "what people may call this stream");
    private static final Octets MEDIA_ATTRIBUTE = text("media_attr", "Media attribute",
            "more about this stream, such as its codec or its direction");
    private static final Octets UNKNOWN = text("unknown", "Unknown", "line with a letter that has no meaning");
    private static final Octets INVALID = text("invalid", "Not a line of SDP",
            "line without a letter and an equals sign");
    private static final Octets[] NONE = {};

    public Sdp() {
        super(sdp, "SDP", Level.APPLICATION);
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
