package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tlvs;
import net.strata.decode.Tree;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Enhanced Interior Gateway Routing Protocol (RFC 7868 section 6): header, parameters and versions. Of routes, only
/// type and length are shown.
public final class Eigrp extends Protocol {
    private static final int HELLO = 5;
    private static final Names OPCODES = new Names("""
            1 Update
            2 Request
            3 Query
            4 Reply
            5 Hello
            10 SIA-Query
            11 SIA-Reply""");
    private static final Layout eigrp = new Layout("eigrp", "Enhanced Interior Gateway Routing Protocol",
            "RFC 7868 section 6.5");
    static final Uint VERSION = eigrp.uint(8, "version", "Version", says("2 for all that is in use"));
    static final Uint OPCODE = eigrp.uint(8, "opcode", "Opcode", names(OPCODES),
            says("what the message is for: greet, tell routes, ask for one, answer"));
    static final Uint CHECKSUM = eigrp.uint(16, "checksum", "Checksum", hex(), varies(),
            says("over the whole message, without the IP header"));
    static final Uint FLAGS = eigrp.group(32, "flags", "Flags", hex(),
            says("how the update belongs to the start, the end or a restart of an exchange"));
    static final Uint END = eigrp.skip(28).flag("flags.eot", "End of table",
            says("with this update the whole table has been sent"));
    static final Uint RESTART = eigrp.flag("flags.restart", "Restart",
            says("the sender restarts, and asks the neighbours to keep its routes meanwhile"));
    static final Uint CONDITIONAL = eigrp.flag("flags.condrecv", "Conditional receive",
            says("only for routers that the hello just before did not exclude"));
    static final Uint INIT = eigrp.flag("flags.init", "Init",
            says("the first update to a new neighbour, which shall send its whole table"));
    static final Uint SEQUENCE = eigrp.uint(32, "seq", "Sequence number", varies(),
            says("number the neighbour acknowledges; 0: no acknowledgment wanted"));
    static final Uint ACK = eigrp.uint(32, "ack", "Acknowledgment number", varies(),
            says("sequence number of the neighbour's message that arrived; 0: acknowledges none"));
    static final Uint ROUTER = eigrp.uint(16, "vrid", "Virtual router",
            says("what the routes are for: 0 unicast, 1 multicast, 0x8000 services"));
    static final Uint SYSTEM = eigrp.uint(16, "as", "Autonomous system",
            says("only routers with the same number become neighbours"));
    static final Made STATUS = eigrp.made(Made.Form.NUMBER, "checksum.status", "Checksum status",
            names(Checksum.STATUS), says("whether the checksum agrees with the message"));
    static final Made WHY = eigrp.made(Made.Form.NUMBER, "checksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));

    private static final int HEAD = 32;
    private static final Layout head = new Layout("eigrp", "Element", "RFC 7868 section 6.6");
    static final Uint TYPE = head.uint(16, "tlv_type", "Type", hex(), names(new Names("""
            0x0001 Parameters
            0x0002 Authentication
            0x0003 Sequence
            0x0004 Software version
            0x0005 Next multicast sequence
            0x0006 Peer stub information
            0x0102 Internal route (IPv4)
            0x0103 External route (IPv4)
            0x0402 Internal route (IPv6)
            0x0403 External route (IPv6)
            0x0602 Internal route
            0x0603 External route""")), says("what the element holds: parameters, software, or a kind of route"));
    static final Uint LENGTH = head.uint(16, "tlv.len", "Length",
            says("bytes of the element, type and length included"));
    private static final Layout parameters = new Layout("eigrp", "Parameters", "RFC 7868 section 6.7").skip(HEAD);
    static final Uint K1 = parameters.uint(8, "par.k1", "K1",
            says("weight of the path's lowest bandwidth in the cost; neighbours must agree on all K"));
    static final Uint K2 = parameters.uint(8, "par.k2", "K2", says("weight of the path's load in the cost"));
    static final Uint K3 = parameters.uint(8, "par.k3", "K3", says("weight of the path's delay in the cost"));
    static final Uint K4 = parameters.uint(8, "par.k4", "K4",
            says("weight of the path's reliability in the cost; used only with K5"));
    static final Uint K5 = parameters.uint(8, "par.k5", "K5",
            says("weight of the path's reliability in the cost; 0: reliability does not count"));
    static final Uint K6 = parameters.uint(8, "par.k6", "K6",
            says("weight of extended attributes such as jitter and energy"));
    static final Uint HOLD = parameters.uint(16, "par.holdtime", "Hold time",
            says("seconds of silence after which the sender counts as gone"));
    private static final Layout software = new Layout("eigrp", "Software version", "RFC 7868 section 6.7").skip(HEAD);
    static final Uint RELEASE = software.uint(16, "release_version", "Release",
            says("release of the router's software: major and minor, a byte each"));
    static final Uint FORMAT = software.uint(16, "tlv_version", "EIGRP version",
            says("version of the protocol's implementation: major and minor, a byte each"));
    private static final Tlvs ELEMENTS = new Tlvs(head, TYPE, LENGTH, 0, new Option(new Layout("eigrp", "Element")))
            .add(new Option(parameters), 1).add(new Option(software), 4);

    public Eigrp() {
        super(eigrp, "EIGRP", Level.NETWORK);
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(eigrp, c.at, c.headerEnd());
        if (t.wants(STATUS)) Checksums.tell(t, STATUS, WHY, Checksums.message(c));
        ELEMENTS.fields(c, t, c.at + bytes(), c.end());
    }

    @Override
    public boolean info(Cursor c, Text out) {
        boolean ack = OPCODE.get(c) == HELLO && ACK.get(c) != 0;
        out.ascii(ack ? "Hello (Ack)" : OPCODES.of(OPCODE.get(c), "Unknown opcode"));
        return true;
    }

    @Override
    public boolean trouble(Cursor c) {
        return Checksums.message(c) == Checksum.BAD;
    }

    @Override
    public List<Layout> parts() {
        return ELEMENTS.layouts();
    }
}
