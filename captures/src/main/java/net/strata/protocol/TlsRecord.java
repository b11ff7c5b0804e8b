package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// A TLS record (RFC 8446 section 5.1).
final class TlsRecord {
    private static final int HEAD = 5;
    static final int CHANGE = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int DATA = 23;
    static final int HEARTBEAT = 24;
    private static final int ALERT_BYTES = 2;
    /// RFC 5246 section 6.2.3: what a record may hold, encryption included.
    private static final int LONGEST = (1 << 14) + 2048;

    private static final Layout record = new Layout("tls", "Record", "RFC 8446 section 5.1");
    static final Uint TYPE = record.uint(8, "record.content_type", "Content", names(TlsNumbers.CONTENT),
            says("what the record carries"), otherwise("the receiver would end the connection with an alert"));
    static final Uint VERSION = record.uint(16, "record.version", "Version", hex(), names(TlsNumbers.VERSION),
            says("frozen: 1.0 or 1.2 also where 1.3 is spoken"), otherwise("old firewalls would drop the record"));
    static final Uint LENGTH = record.uint(16, "record.length", "Length",
            says("bytes of content, these five not counted"),
            otherwise("the receiver would look for the next record in the wrong place"));
    static final Made MISSING = record.made(Made.Form.NUMBER, "record.missing", "Bytes to come",
            says("in later segments; it is read as far as it is here"));
    static final Octets CHANGE_SPEC = record.loose(Octets.Form.BYTES, "change_cipher_spec", "Change",
            says("before TLS 1.3 what follows is encrypted with the new keys; in 1.3 it means nothing"));
    static final Octets APP_DATA = record.loose(Octets.Form.BYTES, "app_data", "Encrypted data", varies(),
            says("what programs say to each other; the keys are needed to read it"));
    static final Octets SECRET_ALERT = record.loose(Octets.Form.BYTES, "alert_message.encrypted", "Encrypted alert",
            varies(), says("why the connection ends or what is wrong; the keys are needed to read it"));
    static final Octets SECRET_HANDSHAKE = record.loose(Octets.Form.BYTES, "handshake.encrypted",
            "Encrypted handshake message", varies(), says("a message of the handshake sent after keys were agreed on"));
    static final Uint LEVEL = record.loose(8, "alert_message.level", "Level", names(TlsNumbers.ALERT_LEVEL),
            says("fatal ends the connection at once"));
    static final Uint DESCRIPTION = record.loose(8, "alert_message.desc", "Alert", names(TlsNumbers.ALERT),
            says("what went wrong, or that the sender will say no more"));
    static final Octets BEAT = record.loose(Octets.Form.BYTES, "heartbeat_message.payload", "Heartbeat", varies(),
            says("asks for, or gives, a sign of life"));

    static final List<Layout> LAYOUTS = List.of(record);

    private TlsRecord() {}

    /// Whether a record can start here: its type and version are known, and its length and first bytes fit the type.
    static boolean plausible(byte[] d, int at, int end) {
        if (end - at < HEAD || d[at + 1] != 3 || d[at + 2] < 0 || d[at + 2] > 4) return false;
        int length = LENGTH.get(d, at);
        if (length == 0 || length > LONGEST) return false;
        return switch (d[at]) {
            case CHANGE -> length == 1 && (end - at == HEAD || d[at + HEAD] == 1);
            case ALERT -> length >= ALERT_BYTES;
            case HANDSHAKE -> length >= TlsHandshake.HEAD.bytes();
            case DATA -> true;
            case HEARTBEAT -> length > 3;
            default -> false;
        };
    }

    /// Where the record behind the one at `at` starts, at most `end`.
    static int next(byte[] d, int at, int end) {
        return Math.min(at + HEAD + LENGTH.get(d, at), end);
    }

    /// Tells the record where `r` stands.
    ///
    /// @param secret whether keys were changed before it
    /// @return whether they are now
    static boolean tell(FieldReader r, boolean secret) {
        int at = r.at;
        int type = TYPE.get(r.data, at);
        int length = LENGTH.get(r.data, at);
        var content = new FieldReader(r.cursor, r.tree, at + HEAD, next(r.data, at, r.end));
        r.tree.open(record, at, content.end);
        r.tree.fields(record, at, content.end);
        int missing = at + HEAD + length - Math.max(content.end, r.cursor.claimedEnd());
        if (missing > 0) r.tree.made(MISSING, missing);
        boolean readable = secret ? TlsHandshake.isHello(content, length) : TlsHandshake.plausible(content, length);
        if (type == HANDSHAKE && readable) {
            TlsHandshake.tell(content);
        } else {
            message(content, type, length);
        }
        r.tree.close();
        return secret || type == CHANGE;
    }

    private static void message(FieldReader content, int type, int length) {
        switch (type) {
            case CHANGE -> content.rest(CHANGE_SPEC);
            case ALERT -> {
                if (length == ALERT_BYTES) {
                    content.number(LEVEL);
                    content.number(DESCRIPTION);
                } else {
                    content.rest(SECRET_ALERT);
                }
            }
            case HANDSHAKE -> content.rest(SECRET_HANDSHAKE);
            case HEARTBEAT -> content.rest(BEAT);
            default -> content.rest(APP_DATA);
        }
    }

    /// Whether a field is what a line tells of a record.
    static boolean isMessage(Field f) {
        return f.equals(CHANGE_SPEC) || f.equals(APP_DATA) || f.equals(SECRET_ALERT) || f.equals(SECRET_HANDSHAKE)
                || f.equals(DESCRIPTION) || f.equals(BEAT);
    }

    static void info(Field f, byte[] d, int at, Text out) {
        if (f.equals(DESCRIPTION)) {
            out.ascii("Alert (Level: ").ascii(TlsNumbers.ALERT_LEVEL.of(d[at - 1], "unknown"))
                    .ascii(", Description: ").ascii(TlsNumbers.ALERT.of(d[at] & 0xff, "unknown")).put(')');
        } else if (f.equals(CHANGE_SPEC)) {
            out.ascii("Change Cipher Spec");
        } else if (f.equals(APP_DATA)) {
            out.ascii("Application Data");
        } else {
            out.ascii(f.equals(BEAT)
                    ? "Heartbeat"
                    : f.equals(SECRET_ALERT) ? "Encrypted Alert" : "Encrypted Handshake Message");
        }
    }
}
