package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.unit;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tlvs;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Spanning tree (IEEE 802.1D-2004 clause 9): the bridge protocol data units of STP, RSTP and, with a part of their own
/// ([Mstp]), MSTP. Cisco's per-VLAN form appends the VLAN.
public final class Stp extends Protocol {
    private static final int CONFIGURATION = 0x00;
    private static final int RAPID = 0x02;
    private static final int CHANGE = 0x80;
    private static final int HEADER = 4;
    private static final int CONFIGURATION_BYTES = 35;
    private static final int PER_VLAN_AT = 36;
    private static final int ROLES = 0x0c;
    private static final Names ROLE_NAMES = Names.from0("Unknown", "Alternate or backup", "Root", "Designated");
    private static final Names TYPES = new Names("""
            0x00 Configuration
            0x02 Rapid/Multiple Spanning Tree
            0x80 Topology Change Notification""");

    private static final Layout stp = new Layout("stp", "Spanning Tree Protocol", "IEEE 802.1D-2004 clause 9.3");
    static final Uint PROTOCOL = stp.uint(16, "protocol", "Protocol identifier", hex(),
            says("0 for all spanning tree protocols"));
    static final Uint VERSION = stp.uint(8, "version", "Protocol version", names("Spanning Tree", "",
            "Rapid Spanning Tree", "Multiple Spanning Tree", "Shortest Path Tree"),
            says("which of the spanning tree protocols the sender runs"));
    static final Uint TYPE = stp.uint(8, "type", "BPDU type", hex(), names(TYPES),
            says("whether it tells the whole configuration or only that the topology changed"));

    private static final Layout bits = new Layout("stp", "Flags", "IEEE 802.1D-2004 clause 9.3.3");
    static final Uint FLAGS = bits.group(8, "flags", "Flags", hex(),
            says("role and state of the sending port, and whether the topology changes"));
    static final Uint TC_ACK = bits.flag("flags.tcack", "Topology change acknowledgment",
            says("answers a notification that the topology changed"));
    static final Uint AGREEMENT = bits.flag("flags.agreement", "Agreement",
            says("the other side may forward at once, without waiting"));
    static final Uint FORWARDING = bits.flag("flags.forwarding", "Forwarding", says("the port forwards frames"));
    static final Uint LEARNING = bits.flag("flags.learning", "Learning", says("the port learns addresses"));
    static final Uint ROLE = bits.uint(2, "flags.port_role", "Port role",
            names(ROLE_NAMES), says("what part the sending port plays in the tree"));
    static final Uint PROPOSAL = bits.flag("flags.proposal", "Proposal",
            says("asks the other side for an agreement, so that the port may forward"));
    static final Uint TC = bits.flag("flags.tc", "Topology change",
            says("addresses learned before may be wrong; forget them soon"));

    private static final Layout tree = new Layout("stp", "Configuration", "IEEE 802.1D-2004 clause 9.3.3").skip(5 * 8);
    static final Uint ROOT_PRIO = tree.uint(4, "root.prio", "Root priority", unit(4096),
            says("the bridge with the lowest becomes the root of the tree"));
    static final Uint ROOT_EXT = tree.uint(12, "root.ext", "Root system ID extension",
            says("often the VLAN that the tree is for"));
    static final Octets ROOT_HW = tree.mac("root.hw", "Root address", varies(),
            says("MAC address of the bridge that the sender takes for the root"));
    static final Uint ROOT_COST = tree.uint(32, "root.cost", "Root path cost",
            says("sum of the links' costs from the sender to the root; fast links cost less"));
    static final Uint BRIDGE_PRIO = tree.uint(4, "bridge.prio", "Bridge priority", unit(4096),
            says("of the sender; where two ways cost the same, the lowest wins"));
    static final Uint BRIDGE_EXT = tree.uint(12, "bridge.ext", "Bridge system ID extension",
            says("often the VLAN that the tree is for"));
    static final Octets BRIDGE_HW = tree.mac("bridge.hw", "Bridge address", varies(),
            says("MAC address of the bridge that sent the message"));
    static final Uint PORT = tree.uint(16, "port", "Port", hex(),
            says("priority in the upper bits, number of the sending port in the lower"));
    private static final int TIMES = 27;
    static final Made MSG_AGE = tree.made(Made.Form.SECONDS, "msg_age", "Message age",
            says("seconds since the root sent what the message tells"));
    static final Made MAX_AGE = tree.made(Made.Form.SECONDS, "max_age", "Max age",
            says("seconds after which what the message tells is no longer believed"));
    static final Made HELLO = tree.made(Made.Form.SECONDS, "hello", "Hello time",
            says("seconds between messages of the root"));
    static final Made FORWARD = tree.made(Made.Form.SECONDS, "forward", "Forward delay",
            says("seconds a port waits in each state before it forwards"));
    static final Uint VERSION_1_LENGTH = tree.loose(8, "version_1_length", "Version 1 length",
            says("always 0: nothing of version 1 follows"));

    private static final Layout head = new Layout("stp", "Element", "Cisco Per-VLAN Spanning Tree");
    static final Uint TLV_TYPE = head.uint(16, "pvst.tlvtype", "Type", hex(), names("Originating VLAN"),
            says("what the element tells; 0: the VLAN"));
    static final Uint TLV_LENGTH = head.uint(16, "pvst.tlvlen", "Length",
            says("bytes of the value, type and length not counted"));
    private static final Layout vlan = new Layout("stp", "Originating VLAN", "Cisco Per-VLAN Spanning Tree").skip(32);
    static final Uint VLAN = vlan.uint(16, "pvst.origvlan", "Originating VLAN",
            says("the VLAN whose tree it is, to notice when a port is in another one"));
    private static final Layout other = new Layout("stp", "Element", "Cisco Per-VLAN Spanning Tree").skip(32);
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "pvst.tlvval", "Value",
            says("bytes of an element of a type that is not known"));
    private static final Tlvs PER_VLAN = new Tlvs(head, TLV_TYPE, TLV_LENGTH, 4, new Option(other, VALUE))
            .add(new Option(vlan), 0);

    private final boolean perVlan;

    /// @param perVlan whether it is Cisco's form
    public Stp(boolean perVlan) {
        super(stp, "STP", Level.LINK);
        this.perVlan = perVlan;
    }

    private static boolean multiple(Cursor c) {
        return TYPE.get(c) == RAPID && VERSION.get(c) >= 3 && Mstp.present(c);
    }

    @Override
    public void walk(Cursor c) {
        int type = TYPE.get(c);
        if (!perVlan && type == CHANGE) {
            c.limitPayload(c.at + HEADER);
        } else if (!perVlan && type == CONFIGURATION) {
            c.limitPayload(c.at + CONFIGURATION_BYTES);
        } else if (!perVlan && type == RAPID) {
            c.limitPayload(c.at + (multiple(c) ? Mstp.bytes(c) : CONFIGURATION_BYTES + 1));
        }
        c.all();
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(stp, c.at, c.headerEnd());
        int type = TYPE.get(c);
        if (type != CONFIGURATION && type != RAPID || c.end() - c.at < HEADER + 1) return;
        t.field(FLAGS, c.at + HEADER, 1);
        flags(t, c.at + HEADER, type == RAPID);
        t.fields(tree, c.at, c.end());
        Made[] times = {MSG_AGE, MAX_AGE, HELLO, FORWARD};
        for (int i = 0; i < times.length && c.at + TIMES + 2 * i + 2 <= c.end(); i++)
            t.made(times[i], seconds(c, c.at + TIMES + 2 * i));
        if (type == RAPID && c.end() - c.at > CONFIGURATION_BYTES)
            t.field(VERSION_1_LENGTH, c.at + CONFIGURATION_BYTES, 1);
        if (multiple(c)) Mstp.fields(c, t);
        if (perVlan) PER_VLAN.fields(c, t, c.at + PER_VLAN_AT, c.end());
    }

    /// Tells the tree the bits of flags; plain spanning tree has but two.
    static void flags(Tree t, int at, boolean all) {
        for (Uint flag : new Uint[]{TC_ACK, AGREEMENT, FORWARDING, LEARNING, ROLE, PROPOSAL, TC})
            if (all || flag.equals(TC_ACK) || flag.equals(TC)) t.field(flag, at, 1);
    }

    /// A time in ns; it is sent in units of 1/256 s (clause 9.3.4).
    private static long seconds(Cursor c, int at) {
        return ((c.data[at] & 0xff) << 8 | c.data[at + 1] & 0xff) * 1_000_000_000L / 256;
    }

    @Override
    public boolean info(Cursor c, Text out) {
        int type = TYPE.get(c);
        if (type == CHANGE) {
            out.ascii("Topology Change Notification");
            return true;
        }
        if (type != CONFIGURATION && type != RAPID || c.end() - c.at < TIMES) return false;
        int flags = FLAGS.get(c.data, c.at + HEADER);
        out.ascii(type == CONFIGURATION ? "Conf. " : switch (VERSION.get(c)) {
            case 3 -> "MST. ";
            case 4 -> "SPT. ";
            default -> "RST. ";
        });
        if ((flags & 0x01) != 0) out.ascii("TC + ");
        if ((flags & 0x80) != 0) out.ascii("TC Ack + ");
        out.ascii("Root = ").number(ROOT_PRIO.get(c)).put('/').number(ROOT_EXT.get(c)).put('/');
        out.varyingMac(c.data, ROOT_HW.from(c.at), 6).ascii("  Cost = ").number(ROOT_COST.value(c.data, c.at));
        out.ascii("  Port = 0x").hex(PORT.get(c), 4);
        if (type == RAPID && (flags & ROLES) != 0)
            out.ascii("  ").ascii(ROLE_NAMES.of((flags & ROLES) >> 2, ""));
        return true;
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(List.of(bits, tree));
        all.addAll(Mstp.layouts());
        all.addAll(PER_VLAN.layouts());
        return all;
    }
}
