package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// IPv6 Routing Protocol for Low-Power and Lossy Networks (RFC 6550 section 6): messages of ICMPv6.
final class Rpl {
    private static final int SECURE = 0x80;
    private static final int SOLICITATION = 0;
    private static final int OBJECT = 1;
    private static final int DESTINATION = 2;
    private static final int DESTINATION_ACK = 3;
    private static final int CONSISTENCY = 0x8a;
    private static final int GRAPH_BYTES = 16;

    static final Names CODES = new Names("""
            0x00 DODAG information solicitation
            0x01 DODAG information object
            0x02 Destination advertisement object
            0x03 Destination advertisement acknowledgment
            0x04 P2P discovery reply
            0x05 P2P discovery reply acknowledgment
            0x07 Destination cleanup object
            0x08 Destination cleanup acknowledgment
            0x80 Secure DODAG information solicitation
            0x81 Secure DODAG information object
            0x82 Secure destination advertisement object
            0x83 Secure destination advertisement acknowledgment
            0x8a Consistency check""");

    private static final Layout solicitation = new Layout("icmpv6", "DODAG information solicitation",
            "RFC 6550 section 6.2");
    static final Uint DIS_FLAGS = solicitation.uint(8, "rpl.dis.flags", "Flags",
            says("none is defined: senders set 0, receivers ignore them"));

    private static final Layout object = new Layout("icmpv6", "DODAG information object", "RFC 6550 section 6.3");
    static final Uint DIO_INSTANCE = object.uint(8, "rpl.dio.instance", "Instance",
            says("routing topology that the graph is part of"));
    static final Uint DIO_VERSION = object.uint(8, "rpl.dio.version", "Version",
            says("version of the graph; the root raises it to have the graph built anew"));
    static final Uint RANK = object.uint(16, "rpl.dio.rank", "Rank",
            says("distance of the sender from the root; it grows on the way down"));
    static final Uint DIO_FLAG = object.group(8, "rpl.dio.flag", "Flags", hex(),
            says("what the graph reaches, how routes are kept, how much its root is preferred"));
    static final Uint GROUNDED = object.flag("rpl.dio.flag.g", "Grounded",
            says("set: the graph reaches what the network is for, such as the Internet"));
    static final Uint ZERO = object.flag("rpl.dio.flag.0", "Zero", says("must be zero"));
    static final Uint MODE = object.uint(3, "rpl.dio.flag.mop", "Mode of operation", hex(), names("no downward routes",
            "non-storing", "storing, no multicast", "storing, multicast", "P2P route discovery"),
            says("whether there are routes downwards, and who keeps them"));
    static final Uint DIO_PREFERENCE = object.uint(3, "rpl.dio.flag.preference", "Preference",
            says("how much the root is preferred to others; 7 most"));
    static final Uint TRIGGER = object.uint(8, "rpl.dio.dtsn", "Trigger sequence number",
            says("raised to have the nodes below advertise their destinations anew"));
    static final Octets DIO_GRAPH = object.skip(16).ipv6("rpl.dio.dagid", "Graph",
            says("address of the root, which names the graph (DODAGID)"));

    private static final Layout destination = new Layout("icmpv6", "Destination advertisement object",
            "RFC 6550 section 6.4");
    static final Uint DAO_INSTANCE = destination.uint(8, "rpl.dao.instance", "Instance",
            says("routing topology that the graph is part of"));
    static final Uint DAO_FLAG = destination.group(8, "rpl.dao.flag", "Flags", hex(),
            says("whether an answer is wanted, and the graph named"));
    static final Uint DAO_K = destination.flag("rpl.dao.flag.k", "Acknowledgment wanted",
            says("set: the receiver shall acknowledge"));
    static final Uint DAO_D = destination.flag("rpl.dao.flag.d", "Graph present",
            says("set: the name of the graph follows"));
    static final Uint DAO_RESERVED = destination.uint(6, "rpl.dao.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint DAO_SEQUENCE = destination.skip(8).uint(8, "rpl.dao.sequence", "Sequence",
            says("counts the node's advertisements; the acknowledgment repeats it"));
    static final Octets DAO_GRAPH = destination.loose(Octets.Form.IPV6, "rpl.dao.dodagid", "Graph",
            says("address of the root, which names the graph (DODAGID)"));

    private static final Layout acknowledgment = new Layout("icmpv6", "Destination advertisement acknowledgment",
            "RFC 6550 section 6.5");
    static final Uint ACK_INSTANCE = acknowledgment.uint(8, "rpl.daoack.instance", "Instance",
            says("routing topology that the graph is part of"));
    static final Uint ACK_FLAG = acknowledgment.group(8, "rpl.daoack.flag", "Flags", hex(),
            says("whether the graph is named"));
    static final Uint ACK_D = acknowledgment.flag("rpl.daoack.flag.d", "Graph present",
            says("set: the name of the graph follows"));
    static final Uint ACK_RESERVED = acknowledgment.uint(7, "rpl.daoack.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint ACK_SEQUENCE = acknowledgment.uint(8, "rpl.daoack.sequence", "Sequence",
            says("repeats that of the advertisement which is acknowledged"));
    static final Uint ACK_STATUS = acknowledgment.uint(8, "rpl.daoack.status", "Status",
            says("0: accepted; else the node should look for another parent"));
    static final Octets ACK_GRAPH = acknowledgment.loose(Octets.Form.IPV6, "rpl.daoack.dodagid", "Graph",
            says("address of the root, which names the graph (DODAGID)"));

    private static final Layout consistency = new Layout("icmpv6", "Consistency check", "RFC 6550 section 6.6");
    static final Uint CC_INSTANCE = consistency.uint(8, "rpl.cc.instance", "Instance",
            says("routing topology that the check is about"));
    static final Uint CC_FLAG = consistency.group(8, "rpl.cc.flag", "Flags", hex(), says("whether it asks or answers"));
    static final Uint CC_R = consistency.flag("rpl.cc.flag.r", "Response", says("set: answers a check"));
    static final Uint CC_RESERVED = consistency.uint(7, "rpl.cc.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint CC_NONCE = consistency.uint(16, "rpl.cc.nonce", "Nonce", hex(), varies(),
            says("random number of the node that asks; the answer repeats it"));
    static final Octets CC_GRAPH = consistency.ipv6("rpl.cc.dodagid", "Graph",
            says("address of the root, which names the graph (DODAGID)"));
    static final Uint CC_COUNTER = consistency.uint(32, "rpl.cc.destination_counter", "Destination counter", varies(),
            says("what the sender thinks the receiver's security counter is; 0: no idea"));

    private static final Layout security = new Layout("icmpv6", "Security", "RFC 6550 section 6.1").skip(32);
    static final Uint SECURE_FLAG = security.group(8, "rpl.secure.flag", "Flags", hex(), says("what the counter is"));
    static final Uint COUNTER_IS_TIME = security.flag("rpl.secure.flag.t", "Counter is time",
            says("set: the counter is a time"));
    static final Uint SECURE_RESERVED = security.uint(7, "rpl.secure.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint ALGORITHM = security.uint(8, "rpl.secure.algorithm", "Algorithm",
            says("how it is protected; 0: CCM with AES-128, signatures by RSA with SHA-256"));
    static final Uint KEY_MODE = security.uint(2, "rpl.secure.kim", "Key identifier mode",
            says("whether the key is one of a group, of a pair or a signature's, and how it is named"));
    static final Uint LEVEL_RESERVED = security.uint(3, "rpl.secure.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint LEVEL = security.uint(3, "rpl.secure.lvl", "Security level",
            says("how strongly it is authenticated, and whether it is encrypted"));
    static final Uint COUNTER = security.skip(8).uint(32, "rpl.secure.counter", "Counter", varies(),
            says("goes up with each message, so that old ones cannot be replayed"));
    static final Octets KEY_SOURCE = security.loose(Octets.Form.BYTES, "rpl.secure.key.source", "Key source",
            says("who made the group's key"));
    static final Uint KEY_INDEX = security.loose(8, "rpl.secure.key.index", "Key index",
            says("which key of that source"));

    private Rpl() {}

    static List<Layout> layouts() {
        List<Layout> all = new ArrayList<>(
                List.of(solicitation, object, destination, acknowledgment, consistency, security));
        all.addAll(RplOptions.OPTIONS.layouts());
        return all;
    }

    static void fields(Cursor c, Tree t, int code) {
        int at = c.at + 4;
        if ((code & SECURE) != 0) {
            t.fields(security, c.at, c.end());
            if (c.end() - c.at < security.bytes()) return;
            at = key(c, t, c.at + security.bytes());
            // From level 4 on the rest may be encrypted; CCM leaves its length.
        }
        int kind = code == CONSISTENCY ? code : code & ~SECURE;
        switch (kind) {
            case SOLICITATION -> message(c, t, solicitation, at, 1);
            case OBJECT -> message(c, t, object, at, 7);
            case DESTINATION -> graph(c, t, destination, at, DAO_D, DAO_GRAPH);
            case DESTINATION_ACK -> graph(c, t, acknowledgment, at, ACK_D, ACK_GRAPH);
            case CONSISTENCY -> message(c, t, consistency, at, -1);
            default -> {
                if (at < c.end()) t.field(Icmpv6.DATA, at, c.end() - at);
            }
        }
    }

    /// Tells the tree how to find the key.
    ///
    /// @return where the message itself starts
    private static int key(Cursor c, Tree t, int at) {
        int mode = KEY_MODE.get(c);
        int source = mode == 2 ? 8 : 0;
        int index = mode == 0 || mode == 2 || mode == 3 && LEVEL.get(c) % 2 == 1 ? 1 : 0;
        if (at + source + index > c.end()) return c.end();
        if (source > 0) t.field(KEY_SOURCE, at, source);
        if (index > 0) t.field(KEY_INDEX, at + source, index);
        return at + source + index;
    }

    /// @param reserved where in it a reserved byte is, -1 if there is none
    private static void message(Cursor c, Tree t, Layout layout, int at, int reserved) {
        if (reserved >= 0) Icmpv6.reserved(c, t, at + reserved - c.at, 1);
        t.fields(layout, at, c.end());
        int options = at + layout.bytes() + (layout.equals(solicitation) ? 1 : 0);
        RplOptions.OPTIONS.fields(c, t, options, c.end());
    }

    /// A message in which the graph's name may be missing.
    private static void graph(Cursor c, Tree t, Layout layout, int at, Uint present, Octets graph) {
        if (layout.equals(destination)) Icmpv6.reserved(c, t, at + 2 - c.at, 1);
        t.fields(layout, at, c.end());
        int options = at + layout.bytes();
        if (options > c.end()) return;
        if (present.get(c.data, at) != 0) {
            if (options + GRAPH_BYTES > c.end()) return;
            t.field(graph, options, GRAPH_BYTES);
            options += GRAPH_BYTES;
        }
        RplOptions.OPTIONS.fields(c, t, options, c.end());
    }
}
