package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// GeoNetworking, by which vehicles address places (ETSI EN 302 636-4-1 clause 9).
public final class GeoNetworking extends Protocol {
    private static final int COMMON = 1;
    private static final Names HEADERS = new Names("""
            0x00 Any
            0x10 Beacon
            0x20 Unicast
            0x30 Anycast, circle
            0x31 Anycast, rectangle
            0x32 Anycast, ellipse
            0x40 Broadcast, circle
            0x41 Broadcast, rectangle
            0x42 Broadcast, ellipse
            0x50 Topologically scoped broadcast, one hop
            0x51 Topologically scoped broadcast
            0x60 Location service request
            0x61 Location service reply""");
    private static final Layout gnw = new Layout("geonw", "GeoNetworking", "ETSI EN 302 636-4-1 clause 9.6");
    static final Uint VERSION = gnw.uint(4, "bh.version", "Version", says("of the protocol; 0 or 1"));
    static final Uint NEXT = gnw.uint(4, "bh.nh", "Next header", names("any", "common header", "secured packet"),
            says("whether the rest is plain, or signed and perhaps encrypted"));
    static final Uint RESERVED = gnw.uint(8, "bh.reserved", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));
    static final Uint LIFE = gnw.group(8, "bh.lt", "Lifetime",
            says("how long the packet may be kept and passed on: multiplier times base"));
    static final Uint MULTIPLIER = gnw.uint(6, "bh.lt.mult", "Multiplier", says("factor of the lifetime, 0 to 63"));
    static final Uint BASE = gnw.uint(2, "bh.lt.base", "Base", names("50 ms", "1 s", "10 s", "100 s"),
            says("unit of the lifetime"));
    static final Uint HOPS = gnw.uint(8, "bh.rhl", "Remaining hops",
            says("how many more times the packet may be forwarded"));

    private static final Layout common = new Layout("geonw", "Common header", "ETSI EN 302 636-4-1 clause 9.7")
            .skip(32);
    static final Uint INSIDE = common.uint(4, "ch.nh", "Next header", names("any", "BTP-A", "BTP-B", "IPv6"),
            says("the transport of the data inside"));
    static final Uint RESERVED_1 = common.uint(4, "ch.reserved1", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));
    static final Uint TYPE = common.uint(8, "ch.htype", "Header type", hex(), names(HEADERS),
            says("to whom it goes: an area, one vehicle, all within so many hops, or only neighbours"));
    static final Uint CLASS = common.group(8, "ch.tclass", "Traffic class",
            says("how urgent the packet is, and how it may be sent"));
    static final Uint STORE = common.uint(1, "ch.tc.buffer", "Store carry forward",
            says("may be kept until a neighbour in the right direction turns up"));
    static final Uint OFFLOAD = common.uint(1, "ch.tc.offload", "Channel offload",
            says("may be sent on another radio channel than the usual"));
    static final Uint CLASS_ID = common.uint(6, "ch.tc.id", "Class",
            says("class of priority; the lower, the more urgent"));
    static final Uint MOBILE = common.uint(1, "ch.flags.mob", "Mobile",
            says("whether the sender can move, as vehicles do, or stands, as roadside units do"));
    static final Uint RESERVED_FLAGS = common.uint(7, "ch.flags.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint LENGTH = common.uint(16, "ch.plength", "Payload length",
            says("bytes of data behind all headers of this protocol"));
    static final Uint MOST_HOPS = common.uint(8, "ch.mhl", "Most hops",
            says("how many hops the source allowed at first"));
    static final Uint RESERVED_2 = common.uint(8, "ch.reserved2", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));

    public GeoNetworking() {
        super(gnw, "GEONW", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(gnw, c.at, c.end());
        if (NEXT.get(c) != COMMON || c.end() <= c.at + bytes()) return;
        t.open(common, c.at + bytes(), Math.min(c.at + common.bytes(), c.end()));
        t.fields(common, c.at, c.end());
        t.close();
    }

    @Override
    public boolean info(Cursor c, Text out) {
        boolean typed = NEXT.get(c) == COMMON && c.end() - c.at >= common.bytes();
        out.ascii(typed ? HEADERS.of(TYPE.get(c), "Unknown header") : "GeoNetworking");
        out.ascii(", ").number(HOPS.get(c)).ascii(" hops left");
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(common);
    }
}
