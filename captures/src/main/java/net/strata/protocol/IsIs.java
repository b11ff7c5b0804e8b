package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tlvs;
import net.strata.decode.Tree;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Trait;
import net.strata.wire.Uint;

/// Intermediate System to Intermediate System (ISO/IEC 10589:2002 clause 9; with IP: RFC 1195 section 5): headers, and
/// of the elements behind them type, length, areas, addresses, protocols and names.
public final class IsIs extends Protocol {
    /// Network layer protocol identifier.
    private static final int NLPID = 0x83;
    private static final int LAN_1 = 15;
    private static final int LAN_2 = 16;
    private static final int POINT_TO_POINT = 17;
    private static final int STATE_1 = 18;
    private static final int STATE_2 = 20;
    private static final int COMPLETE_1 = 24;
    private static final int COMPLETE_2 = 25;
    private static final int PARTIAL_1 = 26;
    private static final int PARTIAL_2 = 27;
    private static final int SYSTEM_BYTES = 6;
    private static final int STATE_BYTES = 8;
    private static final Names TYPES = new Names("""
            15 L1 HELLO
            16 L2 HELLO
            17 P2P HELLO
            18 L1 LSP
            20 L2 LSP
            24 L1 CSNP
            25 L2 CSNP
            26 L1 PSNP
            27 L2 PSNP""");
    private static final Names LEVELS = Names.from0("", "level 1", "level 2", "levels 1 and 2");

    private static final Layout isis = new Layout("isis", "IS-IS", "ISO/IEC 10589:2002 clause 9");
    static final Uint DISCRIMINATOR = isis.uint(8, "irpd", "Protocol discriminator", hex(),
            says("always 0x83, the number of IS-IS among network protocols"));
    static final Uint LENGTH = isis.uint(8, "len", "Header length",
            says("bytes of the fixed header, which starts with this common part"));
    static final Uint VERSION = isis.uint(8, "version", "Version",
            says("always 1; systems drop messages of another version"));
    static final Uint ID_LENGTH = isis.uint(8, "sysid_len", "System ID length", says("bytes of a system ID; 0: 6"));
    static final Uint TYPE_RESERVED = isis.uint(3, "type.reserved", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));
    static final Uint TYPE = isis.uint(5, "type", "Type", names(TYPES),
            says("greeting, link states or lists of them, for level 1, 2 or a line"));
    static final Uint VERSION_2 = isis.uint(8, "version2", "Version",
            says("always 1 again, for the kind of message at hand"));
    static final Uint RESERVED = isis.uint(8, "reserved", "Reserved", says("senders set 0, receivers ignore it"));
    static final Uint AREAS = isis.uint(8, "max_area_adr", "Most areas",
            says("how many addresses an area may have at once; 0: 3"));

    private static final Layout hello = new Layout("isis", "Hello", "ISO/IEC 10589:2002 clause 9.5").skip(64);
    static final Uint HELLO_RESERVED = hello.uint(6, "hello.reserved", "Reserved", hex(),
            says("senders set 0, receivers ignore it"));
    static final Uint CIRCUIT = hello.uint(2, "hello.circuit_type", "Circuit type", hex(), names(LEVELS),
            says("levels the sender speaks here: 1 within its area, 2 between areas"));
    static final Made HELLO_SOURCE = id(hello, "hello.source_id", "Source", says("ID of the system that says hello"));
    private static final int SOURCE_AT = 9;
    static final Uint HOLD = hello.skip(48).uint(16, "hello.holding_timer", "Holding timer",
            says("seconds of silence after which the sender counts as gone"));
    static final Uint HELLO_LENGTH = hello.uint(16, "hello.pdu_length", "Length",
            says("bytes of the whole message, header included"));
    private static final Layout lan = new Layout("isis", "Hello on a LAN", "ISO/IEC 10589:2002 clause 9.5")
            .skip(19 * 8);
    static final Uint PRIORITY = lan.skip(1).uint(7, "hello.priority", "Priority",
            says("the system with the highest becomes the designated one of the LAN"));
    static final Made LAN_ID = id(lan, "hello.lan_id", "LAN", says("the designated system and its number for the LAN"));
    private static final Layout line = new Layout("isis", "Hello on a point-to-point line",
            "ISO/IEC 10589:2002 clause 9.7").skip(19 * 8);
    static final Uint LOCAL = line.uint(8, "hello.local_circuit_id", "Local circuit",
            says("the sender's own number for the line"));

    private static final Layout state = new Layout("isis", "Link state", "ISO/IEC 10589:2002 clause 9.8").skip(64);
    static final Uint STATE_LENGTH = state.uint(16, "lsp.pdu_length", "Length",
            says("bytes of the whole message, header included"));
    static final Uint LIFE = state.uint(16, "lsp.remaining_life", "Remaining life", varies(),
            says("seconds until these links count as gone; 0: forget them now"));
    static final Made STATE_ID = id(state, "lsp.lsp_id", "Link state ID",
            says("the system whose links these are, its LAN number, and which fragment it is"));
    static final Uint SEQUENCE = state.skip(64).uint(32, "lsp.sequence_number", "Sequence number", hex(),
            says("grows with each new version; the highest is the one that counts"));
    static final Uint CHECKSUM = state.uint(16, "lsp.checksum", "Checksum", hex(),
            says("from the link state ID to the end of the message"));
    static final Uint PARTITION = state.flag("lsp.partition_repair", "Partition repair",
            says("the sender can join the parts of an area that has broken in two"));
    static final Uint ATTACHED = state.uint(4, "lsp.att", "Attached",
            says("the sender reaches other areas; one bit for each of four kinds of cost"));
    static final Uint OVERLOAD = state.flag("lsp.overload", "Overload",
            says("the sender lacks memory: take no way through it"));
    static final Uint LEVEL = state.uint(2, "lsp.is_type", "System type", names(LEVELS),
            says("level of the sender: 1 within its area, 2 between areas as well"));

    private static final Layout complete = new Layout("isis", "Complete sequence numbers",
            "ISO/IEC 10589:2002 clause 9.10").skip(64);
    static final Uint COMPLETE_LENGTH = complete.uint(16, "csnp.pdu_length", "Length",
            says("bytes of the whole message, header included"));
    static final Made COMPLETE_SOURCE = id(complete, "csnp.source_id", "Source",
            says("the system that sends the list of all link states it has"));
    static final Octets COMPLETE_CIRCUIT = complete.skip(48).bytes(1, "csnp.source_circuit", "Source circuit",
            says("last byte of the sender's ID; 0"));
    static final Made FIRST = id(complete, "csnp.start_lsp_id", "First link state ID",
            says("where in the order of IDs the list begins"));
    static final Made LAST = id(complete.skip(128), "csnp.end_lsp_id", "Last link state ID",
            says("where the list ends; what is missing in between the sender lacks"));
    private static final Layout partial = new Layout("isis", "Partial sequence numbers",
            "ISO/IEC 10589:2002 clause 9.12").skip(64);
    static final Uint PARTIAL_LENGTH = partial.uint(16, "psnp.pdu_length", "Length",
            says("bytes of the whole message, header included"));
    static final Made PARTIAL_SOURCE = id(partial, "psnp.source_id", "Source",
            says("the system that acknowledges or asks for link states"));
    static final Octets PARTIAL_CIRCUIT = partial.skip(48).bytes(1, "psnp.source_circuit", "Source circuit",
            says("last byte of the sender's ID; 0"));

    private static final Tlvs HELLO_ELEMENTS = elements("hello");
    private static final Tlvs STATE_ELEMENTS = elements("lsp");
    private static final Tlvs COMPLETE_ELEMENTS = elements("csnp");
    private static final Tlvs PARTIAL_ELEMENTS = elements("psnp");

    public IsIs() {
        super(isis, "ISIS", Level.NETWORK);
    }

    private static Made id(Layout l, String name, String label, Trait... traits) {
        return l.made(Made.Form.TEXT, name, label, traits);
    }

    /// The elements of one kind of message, whose fields have its name in theirs.
    private static Tlvs elements(String message) {
        var head = new Layout("isis", "Element", "ISO/IEC 10589:2002 clause 9.5");
        Uint type = head.uint(8, message + ".clv.type", "Type", names(new Names("""
                1 Area addresses
                2 Neighbors
                6 Neighbors
                8 Padding
                9 Link state entries
                10 Authentication
                22 Extended reachability
                128 Internal IP routes
                129 Protocols supported
                130 External IP routes
                132 IP interface addresses
                135 Extended IP routes
                137 Host name
                211 Restart signaling
                229 Topologies
                232 IPv6 interface addresses
                236 IPv6 routes
                240 Point-to-point adjacency""")),
                says("what the element holds; receivers skip types they do not know"));
        Uint length = head.uint(8, message + ".clv.length", "Length",
                says("bytes of the value, type and length not counted"));
        var tlvs = new Tlvs(head, type, length, 2, new Option(new Layout("isis", "Element").skip(16)));
        if (message.endsWith("snp")) return tlvs;
        var areas = new Layout("isis", "Area addresses", "ISO/IEC 10589:2002 clause 9.5").skip(16);
        var protocols = new Layout("isis", "Protocols supported", "RFC 1195 section 5").skip(16);
        var addresses = new Layout("isis", "IP interface addresses", "RFC 1195 section 5").skip(16);
        tlvs.add(new Each(areas, areas.loose(Octets.Form.BYTES, message + ".area_address", "Area",
                says("length in bytes, and the address all systems of an area share")), 0), 1);
        tlvs.add(new Each(protocols, protocols.loose(8, message + ".clv_nlpid.nlpid", "Protocol", hex(),
                names(new Names("0x81 CLNP\n0x8e IPv6\n0xcc IPv4")), says("network protocol the sender routes")), 1),
                129);
        tlvs.add(
                new Each(addresses,
                        addresses.loose(Octets.Form.IPV4, message + ".clv_ipv4_int_addr", "Address",
                                says("address of one of the sender's interfaces")),
                        4),
                132);
        if (message.equals("lsp")) {
            var name = new Layout("isis", "Host name", "RFC 5301 section 3").skip(16);
            tlvs.add(new TextOption(name, name.loose(Octets.Form.TEXT, "lsp.hostname", "Host name",
                    says("name of the system, for people to read instead of its ID"))), 137);
        }
        return tlvs;
    }

    /// An element that is a row of values, each of so many bytes, or with its length in front.
    private static final class Each extends Option {
        private final Field field;
        private final int size;

        Each(Layout layout, Field field, int size) {
            super(layout);
            this.field = field;
            this.size = size;
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            for (int i = at + 2; i < end;) {
                int bytes = size > 0 ? size : 1 + (c.data[i] & 0xff);
                if (i + bytes > end) return;
                t.field(field, i, bytes);
                i += bytes;
            }
        }
    }

    @Override
    public void walk(Cursor c) {
        if (DISCRIMINATOR.get(c) == NLPID) {
            c.all();
        } else {
            c.decline();
        }
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(isis, c.at, c.headerEnd());
        int type = TYPE.get(c);
        Tlvs elements;
        switch (type) {
            case LAN_1, LAN_2, POINT_TO_POINT -> {
                t.fields(hello, c.at, c.end());
                tell(c, t, HELLO_SOURCE, SOURCE_AT, SYSTEM_BYTES);
                t.fields(type == POINT_TO_POINT ? line : lan, c.at, c.end());
                if (type != POINT_TO_POINT) tell(c, t, LAN_ID, 20, SYSTEM_BYTES + 1);
                elements = HELLO_ELEMENTS;
            }
            case STATE_1, STATE_2 -> {
                t.fields(state, c.at, c.end());
                tell(c, t, STATE_ID, 12, STATE_BYTES);
                elements = STATE_ELEMENTS;
            }
            case COMPLETE_1, COMPLETE_2 -> {
                t.fields(complete, c.at, c.end());
                tell(c, t, COMPLETE_SOURCE, 10, SYSTEM_BYTES);
                tell(c, t, FIRST, 17, STATE_BYTES);
                tell(c, t, LAST, 25, STATE_BYTES);
                elements = COMPLETE_ELEMENTS;
            }
            case PARTIAL_1, PARTIAL_2 -> {
                t.fields(partial, c.at, c.end());
                tell(c, t, PARTIAL_SOURCE, 10, SYSTEM_BYTES);
                elements = PARTIAL_ELEMENTS;
            }
            default -> {
                return;
            }
        }
        elements.fields(c, t, Math.min(c.at + Math.max(LENGTH.get(c), bytes()), c.end()), c.end());
    }

    private static void tell(Cursor c, Tree t, Made field, int offset, int bytes) {
        int at = c.at + offset;
        if (at + bytes <= c.end()) t.made(field, at, bytes, write(c.scratch(), c.data, at, bytes));
    }

    /// Appends a system ID, of a LAN with its number, of a link state with that of its fragment: `1921.6800.1001.02-00`.
    private static Text write(Text out, byte[] d, int at, int bytes) {
        for (int i = 0; i < SYSTEM_BYTES; i += 2) {
            if (i > 0) out.put('.');
            out.hex(d, at + i, 2);
        }
        if (bytes > SYSTEM_BYTES) out.put('.').hex(d, at + SYSTEM_BYTES, 1);
        if (bytes > SYSTEM_BYTES + 1) out.put('-').hex(d, at + SYSTEM_BYTES + 1, 1);
        return out;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int type = TYPE.get(c);
        out.ascii(TYPES.of(type, "Unknown type"));
        boolean link = type == STATE_1 || type == STATE_2;
        int at = c.at + (type <= POINT_TO_POINT ? SOURCE_AT : link ? 12 : 10);
        int bytes = link ? STATE_BYTES : SYSTEM_BYTES;
        if (at + bytes > c.end()) return true;
        write(out.ascii(link ? ", LSP-ID: " : ", System-ID: "), c.data, at, bytes);
        return true;
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(List.of(hello, lan, line, state, complete, partial));
        for (Tlvs t : List.of(HELLO_ELEMENTS, STATE_ELEMENTS, COMPLETE_ELEMENTS, PARTIAL_ELEMENTS))
            all.addAll(t.layouts());
        return all;
    }
}
