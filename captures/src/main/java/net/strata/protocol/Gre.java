package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Generic Routing Encapsulation (RFC 2784 section 2; key and sequence number: RFC 2890; version 1: RFC 2637).
public final class Gre extends Protocol {
    /// Its IP protocol number.
    static final int NUMBER = 47;
    /// Number of ERSPAN types I and II.
    static final int ERSPAN = 0x88be;
    private static final Names PROTOCOLS = Iana.ETHER_TYPE.and("""
            0x0000 Keepalive
            0x22eb ERSPAN type III
            0x880b PPP
            0x88be ERSPAN
            0x8909 Cisco metadata""");
    private static final Layout gre = new Layout("gre", "Generic Routing Encapsulation", "RFC 2784 section 2");
    static final Uint FLAGS = gre.group(16, "flags_and_version", "Flags and version", hex(),
            says("which of the optional fields follow, and how the rest is to be read"));
    static final Uint C = gre.flag("flags.checksum", "Checksum", says("a checksum follows, and the offset beside it"));
    static final Uint R = gre.flag("flags.routing", "Routing", says("routing entries follow"), source("RFC 1701"));
    static final Uint K = gre.flag("flags.key", "Key", says("a key follows, which tells tunnels apart"),
            source("RFC 2890 section 2"));
    static final Uint S = gre.flag("flags.sequence_number", "Sequence number", says("a sequence number follows"),
            source("RFC 2890 section 2"));
    static final Uint STRICT = gre.flag("flags.strict_source_route", "Strict source route",
            says("all routing entries are strict: no other hop between"), source("RFC 1701"));
    static final Uint RECURSION = gre.uint(3, "flags.recursion_control", "Recursion control",
            says("how many more times the packet may be put into GRE"), source("RFC 1701"));
    static final Uint A = gre.flag("flags.ack", "Acknowledgment",
            says("in version 1: an acknowledgment number follows"), source("RFC 2637 section 4.1"));
    static final Uint RESERVED = gre.uint(4, "flags.reserved", "Reserved", says("senders set 0, receivers ignore it"));
    static final Uint VERSION = gre.uint(3, "flags.version", "Version",
            says("0; 1 for PPTP, where key and acknowledgment mean something else"));
    static final Uint PROTO = gre.uint(16, "proto", "Protocol", hex(), names(PROTOCOLS),
            says("the protocol of the packet inside"));
    static final Uint CHECKSUM = gre.loose(16, "checksum", "Checksum", hex(), varies(),
            says("over the header and the packet inside"));
    static final Uint OFFSET = gre.loose(16, "offset", "Offset",
            says("bytes from the first routing entry to the one to use now"), source("RFC 1701"));
    static final Uint KEY = gre.loose(32, "key", "Key", hex(),
            says("number both ends agreed on; tells tunnels or flows apart"), source("RFC 2890 section 2.1"));
    static final Uint SEQUENCE = gre.loose(32, "sequence_number", "Sequence number", varies(),
            says("counts the packets of the tunnel, so that they can be put in order"), source("RFC 2890 section 2.2"));
    static final Uint ACK = gre.loose(32, "ack_number", "Acknowledgment number", varies(),
            says("highest number of a packet received from the other end"), source("RFC 2637 section 4.1"));

    public Gre() {
        super(gre, "GRE", Level.NETWORK);
    }

    private static boolean acknowledges(Cursor c) {
        return VERSION.get(c) == 1 && A.is(c);
    }

    @Override
    public void walk(Cursor c) {
        int words = 1 + (C.is(c) || R.is(c) ? 1 : 0) + (K.is(c) ? 1 : 0) + (S.is(c) ? 1 : 0)
                + (acknowledges(c) ? 1 : 0);
        c.header(words * 4, FLAGS);
        if (R.is(c)) return; // routing entries, long out of use, are left as data
        int proto = PROTO.get(c);
        if (proto == ERSPAN && !S.is(c)) c.next(Protocols.ETHERNET.get()); // type I, which has no header of its own
        next(c, proto);
    }

    /// Goes on by a protocol type, which is an EtherType, or one that only GRE uses.
    static void next(Cursor c, int proto) {
        c.next(c.find(Protocols.GRE_PROTO, proto));
        c.next(c.find(Protocols.ETHER_TYPE, proto));
    }

    @Override
    public void fields(Cursor c, Tree t) {
        int end = c.headerEnd();
        t.fields(gre, c.at, end);
        int at = c.at + bytes();
        if (C.is(c) || R.is(c)) {
            if (at + 4 > end) return;
            t.field(CHECKSUM, at, 2);
            t.field(OFFSET, at + 2, 2);
            at += 4;
        }
        at = word(t, KEY, K.is(c), at, end);
        at = word(t, SEQUENCE, S.is(c), at, end);
        word(t, ACK, acknowledges(c), at, end);
    }

    private static int word(Tree t, Uint field, boolean present, int at, int end) {
        if (!present || at + 4 > end) return at;
        t.field(field, at, 4);
        return at + 4;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int proto = PROTO.get(c);
        out.ascii("Encapsulated ").ascii(PROTOCOLS.of(proto, "protocol"));
        out.ascii(" (0x").hex(proto, 4).put(')');
        return true;
    }
}
