package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.little;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;

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

/// DECnet Phase IV routing (DNA Routing Layer Functional Specification 2.0.0, AA-X435A-TK), from its length on.
public final class DecnetRouting extends Protocol {
    private static final int LONG_FORM = 3;
    private static final Names CONTROL_TYPES = Names.from0("Initialization", "Verification", "Hello and test",
            "Level 1 routing", "Level 2 routing", "Ethernet router hello", "Ethernet endnode hello");
    private static final Layout dna = new Layout("dec_dna", "DECnet routing", "DNA Routing 2.0.0").skip(16);
    static final Uint FLAGS = dna.uint(8, "flags", "Routing flags", hex(),
            says("what kind of message it is, and how its header is laid out"));

    private static final Layout control = new Layout("dec_dna", "Control message").skip(20);
    static final Uint TYPE = control.uint(3, "rt.msg_type", "Message", hex(), names(CONTROL_TYPES),
            says("what routers and end nodes tell each other"));
    static final Uint IS_CONTROL = control.flag("flags.control", "Control packet",
            says("set for messages of routing itself, clear for data"));
    private static final Layout hello = new Layout("dec_dna", "Hello").skip(48);
    static final Octets ID = hello.mac("ctl.id", "Transmitting system",
            says("the node that says hello, as its Ethernet address"));
    static final Uint NODE = hello.uint(8, "ctl.tiinfo", "Node information", hex(),
            says("whether it is a level 2 router, a level 1 router or an end node, and its options"));
    static final Uint BLOCK = hello.uint(16, "ctl.blk_size", "Block size", little(),
            says("bytes of the longest block it can take"));

    private static final Layout data = new Layout("dec_dna", "Data packet").skip(17);
    static final Uint DISCARD = data.flag("flags.discard", "Discarded",
            says("must be 0; receivers discard the packet where it is set"));
    static final Uint INTRA = data.flag("flags.intra_eth", "Within the Ethernet",
            says("the packet has not left its source's Ethernet: the answer can go there directly"));
    static final Uint RETURNING = data.flag("flags.RTS", "On its return",
            says("the packet could not be delivered and goes back to its source"));
    static final Uint RETURN = data.flag("flags.RQR", "Return to sender",
            says("the source wants it back if it cannot be delivered"));
    static final Uint LONG = data.uint(2, "flags.msglen", "Format", hex(), names(new Names("1 short\n3 long")),
            says("short has node numbers, long has Ethernet addresses"));

    private static final Layout shortForm = new Layout("dec_dna", "Short format").skip(24);
    static final Uint TO = shortForm.uint(16, "dst_node", "Destination", hex(), little(),
            says("area in the upper 6 bits, node in the lower 10"));
    static final Uint FROM = shortForm.uint(16, "src_node", "Source", hex(), little(),
            says("area in the upper 6 bits, node in the lower 10"));
    static final Uint VISITED = shortForm.uint(8, "vst_node", "Visit count",
            says("routers passed so far; a packet that circles is dropped by it"));
    static final Uint SHORT_NSP = shortForm.uint(8, "nsp.msg_type", "NSP message", hex(),
            says("what the transport inside does: data, acknowledgment, connect, disconnect"));

    private static final Layout longForm = new Layout("dec_dna", "Long format").skip(24 + 16);
    static final Octets DESTINATION = longForm.mac("dst.address", "Destination",
            says("the node meant; the last two bytes are area and node"));
    static final Octets SOURCE = longForm.skip(16).mac("src.addr", "Source",
            says("the node that sent it; the last two bytes are area and node"));
    static final Uint NEXT = longForm.uint(8, "nl2", "Next level 2 router", hex(), says("reserved; senders set 0"));
    static final Uint VISITS = longForm.uint(8, "visit_cnt", "Visit count", hex(),
            says("routers passed so far; a packet that circles is dropped by it"));
    static final Uint SERVICE = longForm.uint(8, "svc_cls", "Service class", hex(), says("reserved; senders set 0"));
    static final Uint INSIDE = longForm.uint(8, "proto_type", "Protocol type", hex(), says("reserved; senders set 0"));
    static final Uint NSP = longForm.uint(8, "nsp.msg_type", "NSP message", hex(),
            says("what the transport inside does: data, acknowledgment, connect, disconnect"));

    public DecnetRouting() {
        super(dna, "DEC DNA", Level.NETWORK);
    }

    private static boolean isControl(Cursor c) {
        return (FLAGS.get(c) & 1) != 0;
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(dna, c.at, c.end());
        if (isControl(c)) {
            tell(c, t, control);
            if (TYPE.get(c) >= 5) tell(c, t, hello);
        } else {
            tell(c, t, data);
            tell(c, t, LONG.get(c) == LONG_FORM ? longForm : shortForm);
        }
    }

    private static void tell(Cursor c, Tree t, Layout part) {
        t.open(part, c.at + 2, Math.min(c.at + part.bytes(), c.end()));
        t.fields(part, c.at, c.end());
        t.close();
    }

    @Override
    public boolean info(Cursor c, Text out) {
        if (isControl(c)) {
            out.ascii("Routing control, ").ascii(CONTROL_TYPES.of(TYPE.get(c), "unknown")).ascii(" message");
        } else {
            out.ascii("Data packet");
        }
        return true;
    }

    @Override
    public List<Layout> parts() {
        return List.of(control, hello, data, shortForm, longForm);
    }
}
