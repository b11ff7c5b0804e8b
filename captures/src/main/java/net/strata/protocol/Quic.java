package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.Arrays;
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

/// QUIC (RFC 9000 section 17; version 2: RFC 9369): what a header says that is not protected. Nothing is decrypted.
///
/// A datagram may hold several packets, of which only the last may lack a length.
public final class Quic extends Protocol {
    private static final int NEGOTIATION = 0;
    private static final int VERSION_2 = 0x6b3343cf;
    private static final int FIRST_DRAFT = 0xff000017;
    private static final int LAST_DRAFT = 0xff000022;
    private static final int TAG = 16;
    private static final int INITIAL = 0;
    private static final int RETRY = 3;
    private static final String[] TYPES = {"Initial", "0-RTT", "Handshake", "Retry"};
    private static final Names VERSIONS = new Names("""
            0x00000000 Version Negotiation
            0x00000001 1
            0x6b3343cf 2
            0xff000017-0xff000022 draft 23 to 34""");

    private static final Layout quic = new Layout("quic", "QUIC", "RFC 9000 section 17");
    static final Uint FORM = quic.uint(1, "header_form", "Header form", names("short", "long"),
            says("long while the connection is set up, short afterwards"));
    static final Uint FIXED = quic.flag("fixed_bit", "Fixed bit", says("always set; tells QUIC from other protocols"));

    private static final Layout shortHeader = new Layout("quic", "Short header", "RFC 9000 section 17.3.1");
    static final Uint SPIN = shortHeader.skip(2).flag("spin_bit", "Spin bit",
            says("turns once a round trip, for observers"));
    static final Octets REST = quic.loose(Octets.Form.BYTES, "remaining_payload", "Protected", varies(),
            says("packet number and content; the keys are needed to read them"));

    private static final Layout longHeader = new Layout("quic", "Long header", "RFC 9000 section 17.2");
    static final Uint VERSION = longHeader.skip(8).uint(32, "version", "Version", hex(), names(VERSIONS),
            says("how to read the rest; 0: the server lists the versions it speaks"));
    static final Uint DESTINATION_LENGTH = longHeader.uint(8, "dcil", "Length of destination ID",
            says("bytes of the ID, at most 20 in versions 1 and 2"));
    static final Octets DESTINATION = longHeader.loose(Octets.Form.BYTES, "dcid", "Destination ID", varies(),
            says("chosen by who receives the packet; at first a random one of the client's"));
    static final Uint SOURCE_LENGTH = longHeader.loose(8, "scil", "Length of source ID",
            says("bytes of the ID, at most 20 in versions 1 and 2"));
    static final Octets SOURCE = longHeader.loose(Octets.Form.BYTES, "scid", "Source ID", varies(),
            says("chosen by who sent the packet"));
    static final Octets TOKEN = longHeader.loose(Octets.Form.BYTES, "token", "Token", varies(),
            says("shows that the client is where it says it is"));
    static final Octets RETRY_TOKEN = longHeader.loose(Octets.Form.BYTES, "retry_token", "Token", varies(),
            says("to be sent back"));
    static final Octets INTEGRITY = longHeader.loose(Octets.Form.BYTES, "retry_integrity_tag", "Integrity tag",
            varies(), says("over the packet; shows that it was not damaged, nor made without seeing the client's"));
    static final Uint SUPPORTED = longHeader.loose(32, "supported_version", "Supported version", hex(), list(),
            names(VERSIONS), says("a version that the server speaks"));

    private static final Layout first = new Layout("quic", "Packet type", "RFC 9000 section 17.2");
    static final Uint TYPE = first.skip(2).uint(2, "long.packet_type", "Packet type", names(TYPES),
            says("which step of setting up the connection it belongs to"));
    private static final Layout second = new Layout("quic", "Packet type, version 2", "RFC 9369 section 3.2");
    static final Uint TYPE_2 = second.skip(2).uint(2, "long.packet_type_v2", "Packet type",
            names("Retry", "Initial", "0-RTT", "Handshake"),
            says("which step of setting up the connection it belongs to"));

    private static final List<Layout> numbers = new ArrayList<>();
    private static final Uint[] TOKEN_LENGTH = number("token_length", "Length of token", "bytes of the token; 0: none");
    private static final Uint[] LENGTH = number("length", "Length", "bytes of packet number and content, which follow");

    public Quic() {
        super(quic, "QUIC", Level.TRANSPORT);
    }

    /// A number of 1, 2, 4 or 8 bytes, of which the first two bits tell (RFC 9000 section 16).
    private static Uint[] number(String name, String label, String says) {
        var fields = new Uint[4];
        for (int i = 0; i < fields.length; i++) {
            var layout = new Layout("quic", label, "RFC 9000 section 16");
            fields[i] = layout.skip(2).uint((8 << i) - 2, name, label, says(says));
            numbers.add(layout);
        }
        return fields;
    }

    /// The form of a number that the first byte at `at` chooses, -1 if the number does not end before `end`.
    private static int form(byte[] d, int at, int end) {
        if (at >= end) return -1;
        int form = d[at] >> 6 & 3;
        return at + (1 << form) <= end ? form : -1;
    }

    /// Whether bytes look like a packet with a long header of a version that is known.
    static boolean starts(byte[] d, int at, int end) {
        return end - at >= longHeader.bytes() && (d[at] & 0xc0) == 0xc0 && known(VERSION.get(d, at))
                && DESTINATION_LENGTH.get(d, at) <= 20;
    }

    private static boolean known(int version) {
        return version == 1 || version == VERSION_2 || version >= FIRST_DRAFT && version <= LAST_DRAFT
                || (version & 0x0f0f0f0f) == 0x0a0a0a0a; // for nobody, so that versions are negotiated (section 15)
    }

    /// What a packet with a long header is: a place in [#TYPES], -1 if it negotiates versions.
    private static int type(Cursor c) {
        int version = VERSION.get(c);
        if (version == NEGOTIATION) return -1;
        return version == VERSION_2 ? TYPE_2.get(c) + 3 & 3 : TYPE.get(c);
    }

    /// Where the source ID's length is, at most the end of the layer.
    private static int sourceAt(Cursor c) {
        return Math.min(c.at + longHeader.bytes() + DESTINATION_LENGTH.get(c), c.end());
    }

    private static int behindIds(Cursor c) {
        int at = sourceAt(c);
        return at == c.end() ? at : Math.min(at + 1 + SOURCE_LENGTH.get(c.data, at), c.end());
    }

    /// Where the length of a packet is.
    private static int lengthAt(Cursor c, int type) {
        int at = behindIds(c);
        if (type != INITIAL) return at;
        int form = form(c.data, at, c.end());
        if (form < 0) return c.end();
        return at + (1 << form) + (int) Math.min(TOKEN_LENGTH[form].value(c.data, at), c.end() - at - (1 << form));
    }

    /// Whether a packet, on a port of QUIC, is one: RFC 9000 section 17 says no more of it.
    private static boolean plausible(Cursor c) {
        if (!FORM.is(c)) return FIXED.is(c);
        boolean negotiation = c.end() - c.at >= longHeader.bytes() && VERSION.get(c) == NEGOTIATION;
        return negotiation || starts(c.data, c.at, c.end());
    }

    @Override
    public void walk(Cursor c) {
        if (!plausible(c)) {
            c.decline();
            return;
        }
        c.all();
        int type = FORM.is(c) ? type(c) : -1;
        if (type < 0 || type == RETRY) return;
        int at = lengthAt(c, type);
        int form = form(c.data, at, c.end());
        if (form < 0) return;
        long bytes = at - c.at + (1 << form) + LENGTH[form].value(c.data, at);
        if (bytes < c.end() - c.at) c.header((int) bytes).next(this);
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int end = c.headerEnd();
        t.fields(quic, c.at, end);
        if (!FORM.is(c)) {
            t.fields(shortHeader, c.at, end);
            rest(t, REST, c.at + 1, end);
            return;
        }
        if (end - c.at < longHeader.bytes()) return;
        int type = type(c);
        if (type >= 0) t.fields(VERSION.get(c) == VERSION_2 ? second : first, c.at, end);
        t.fields(longHeader, c.at, end);
        int source = sourceAt(c);
        int at = behindIds(c);
        rest(t, DESTINATION, c.at + longHeader.bytes(), source);
        if (source < end) t.field(SOURCE_LENGTH, source, 1);
        rest(t, SOURCE, source + 1, at);
        if (type < 0) {
            for (; at + 4 <= end; at += 4)
                t.field(SUPPORTED, at, 4);
        } else if (type == RETRY && end - at >= TAG) {
            rest(t, RETRY_TOKEN, at, end - TAG);
            t.field(INTEGRITY, end - TAG, TAG);
        } else if (type != RETRY) {
            lengths(c, t, type, at, end);
        } else {
            rest(t, REST, at, end);
        }
    }

    private static void lengths(Cursor c, Tree t, int type, int from, int end) {
        int at = lengthAt(c, type);
        int token = type == INITIAL ? form(c.data, from, end) : -1;
        if (token >= 0) {
            t.field(TOKEN_LENGTH[token], from, 1 << token);
            rest(t, TOKEN, from + (1 << token), at);
        }
        int form = form(c.data, at, end);
        if (form < 0) return;
        t.field(LENGTH[form], at, 1 << form);
        rest(t, REST, at + (1 << form), end);
    }

    private static void rest(Tree t, Octets field, int from, int end) {
        if (from < end) t.field(field, from, end - from);
    }

    @Override
    public boolean info(Cursor c, Text out) {
        if (!FORM.is(c)) {
            out.ascii("Protected Payload");
            return true;
        }
        if (c.headerEnd() - c.at < longHeader.bytes()) return false;
        int type = type(c);
        out.ascii(type < 0 ? "Version Negotiation" : TYPES[type]);
        int source = sourceAt(c);
        id(c, out, ", DCID=", c.at + longHeader.bytes(), source);
        id(c, out, ", SCID=", source + 1, behindIds(c));
        return true;
    }

    private static void id(Cursor c, Text out, String name, int from, int end) {
        if (from < end) out.ascii(name).varyingBytes(c.data, from, end - from);
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(Arrays.asList(shortHeader, longHeader, first, second));
        all.addAll(numbers);
        return all;
    }
}
