package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
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

/// Resource Reservation Protocol (RFC 2205 section 3.1): a header, and objects of which only the heads are read.
public final class Rsvp extends Protocol {
    private static final Names MESSAGES = new Names("""
            1 Path
            2 Resv
            3 PathErr
            4 ResvErr
            5 PathTear
            6 ResvTear
            7 ResvConf
            12 Bundle
            13 Ack
            15 Srefresh
            20 Hello
            21 Notify""");
    private static final Names CLASSES = new Names("""
            0 Null
            1 Session
            3 Hop
            4 Integrity
            5 Time values
            6 Error
            7 Scope
            8 Style
            9 Flow specification
            10 Filter specification
            11 Sender template
            12 Sender traffic specification
            13 Advertised specification
            14 Policy data
            15 Confirmation
            16 Label
            19 Label request
            20 Explicit route
            21 Record route
            22 Hello
            23 Message identifier
            63 Detour
            131 Restart capability
            205 Fast reroute
            207 Session attribute""");
    private static final int HEAD = 4;
    private static final Layout rsvp = new Layout("rsvp", "Resource Reservation Protocol", "RFC 2205 section 3.1.1");
    static final Uint VERSION = rsvp.uint(4, "version", "Version", says("1, the only version"));
    static final Uint FLAGS = rsvp.uint(4, "flags", "Flags", hex(),
            says("0x1: the sender understands refreshes that stand for many"), source("RFC 2961 section 2"));
    static final Uint MESSAGE = rsvp.uint(8, "msg", "Message", names(MESSAGES),
            says("whether a path or a reservation is made, removed, confirmed or refused"));
    static final Uint CHECKSUM = rsvp.uint(16, "message_checksum", "Checksum", hex(), varies(),
            says("over the whole message; 0: the sender computed none"));
    static final Uint TTL = rsvp.uint(8, "sending_ttl", "Sending TTL",
            says("time to live that the packet was sent with; a difference shows routers between"));
    static final Uint LENGTH = rsvp.skip(8).uint(16, "message_length", "Message length",
            says("bytes of the whole message, this header included"));

    private static final Layout object = new Layout("rsvp", "Object", "RFC 2205 section 3.1.2");
    static final Uint SIZE = object.uint(16, "length", "Length", list(),
            says("bytes of the object, these four included"));
    static final Uint CLASS = object.uint(8, "object", "Class", list(), names(CLASSES),
            says("what the object describes, such as the session or the traffic"));
    static final Uint CTYPE = object.uint(8, "ctype", "Type within its class", list(),
            says("form of the object within its class, often 1 for IPv4, 2 for IPv6"));
    static final Octets CONTENTS = object.loose(Octets.Form.BYTES, "unknown.data", "Contents", list(),
            says("the object's bytes, not taken apart"));

    public Rsvp() {
        super(rsvp, "RSVP", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(rsvp, c.at, c.end());
        if (!t.wantsParts()) return;
        for (int at = c.at + bytes(); at + HEAD <= c.end();) {
            int end = Math.min(at + Math.max(SIZE.get(c.data, at), HEAD), c.end());
            t.open(object, at, end);
            t.fields(object, at, end);
            if (end > at + HEAD) t.field(CONTENTS, at + HEAD, end - at - HEAD);
            t.close();
            at = end;
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(MESSAGES.of(MESSAGE.get(c), "Unknown")).ascii(" message");
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(object);
    }
}
