package net.strata.protocol;

import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// A frame that a Cisco switch copied for analysis, inside GRE (draft-foschiano-erspan section 4): types II and III.
/// Type I has no header.
public final class Erspan extends Protocol {
    private static final int TYPE_III = 2;
    private static final int IP = 2;
    private static final int SECOND_BYTES = 8;
    private static final int THIRD_BYTES = 12;
    private static final int PLATFORM_BYTES = 8;
    private static final Layout erspan = new Layout("erspan", "Encapsulated Remote Switched Port Analyzer",
            "draft-foschiano-erspan section 4");
    static final Uint VERSION = erspan.uint(4, "version", "Version", names("", "type II", "type III"),
            says("which of the header's types follows"));
    static final Uint VLAN = erspan.uint(12, "vlan", "VLAN", says("VLAN in which the switch saw the frame"));
    static final Uint COS = erspan.uint(3, "cos", "Class of service", says("priority the frame had in the switch"));
    static final Uint TRUNCATED = erspan.skip(2).uint(1, "truncated", "Truncated",
            says("the copy was cut to fit into the tunnel"));
    static final Uint SESSION = erspan.uint(10, "spanid", "Session",
            says("tells the mirroring sessions of one switch apart"));

    private static final Layout second = new Layout("erspan", "Type II", "draft-foschiano-erspan section 4.2");
    static final Uint TRUNK = second.skip(19).uint(2, "encap", "VLAN tag",
            names("none", "ISL", "802.1Q", "kept in the frame"), says("how the frame was tagged when it was seen"));
    static final Uint RESERVED = second.skip(11).uint(12, "reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint INDEX = second.uint(20, "index", "Index",
            says("the switch's own number of the port and direction mirrored"));

    private static final Layout third = new Layout("erspan", "Type III", "draft-foschiano-erspan section 4.3");
    static final Uint STATE = third.skip(19).uint(2, "bso", "State", names("good", "short", "oversized", "bad"),
            says("whether the frame came whole: good, shorter or longer than allowed, or damaged"));
    static final Uint TIMESTAMP = third.skip(11).uint(32, "timestamp", "Timestamp", varies(),
            says("when the frame was seen, by the switch's clock, in units the granularity tells"));
    static final Uint GROUP = third.uint(16, "sgt", "Security group",
            says("Cisco TrustSec group the frame's sender belongs to"));
    static final Uint HAS_FRAME = third.uint(1, "p", "Ethernet", says("the payload is an Ethernet frame"));
    static final Uint TYPE = third.uint(5, "ft", "Frame type", names("Ethernet", "", "IP"),
            says("what the payload starts with"));
    static final Uint HARDWARE = third.uint(6, "hw", "Hardware",
            says("which of the switch's mirroring engines made the copy"));
    static final Uint DIRECTION = third.flag("direction", "Outgoing",
            says("set where the switch was sending the frame, clear where it received it"));
    static final Uint GRANULARITY = third.uint(2, "gra", "Granularity", names("100 us", "100 ns", "IEEE 1588", "own"),
            says("unit of the timestamp"));
    static final Uint OPTIONAL = third.uint(1, "o", "Platform header follows",
            says("8 more bytes, which depend on the switch's model, follow"));

    public Erspan() {
        super(erspan, "ERSPAN", Level.LINK);
    }

    @Override
    public void walk(Cursor c) {
        if (VERSION.get(c) != TYPE_III) {
            c.header(SECOND_BYTES, VERSION).next(Protocols.ETHERNET.get());
            return;
        }
        c.header(THIRD_BYTES, VERSION);
        if (c.headerEnd() - c.at < THIRD_BYTES) return;
        if (OPTIONAL.is(c)) c.header(THIRD_BYTES + PLATFORM_BYTES, OPTIONAL);
        c.next(TYPE.get(c) == IP ? Protocols.byVersion(c) : Protocols.ETHERNET.get());
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(erspan, c.at, c.headerEnd());
        t.fields(VERSION.get(c) == TYPE_III ? third : second, c.at, c.headerEnd());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii("ERSPAN session ").number(SESSION.get(c)).ascii(", VLAN ").number(VLAN.get(c));
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(second, third);
    }
}
