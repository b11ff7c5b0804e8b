package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Option;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Open Shortest Path First, version 2 (RFC 2328 appendix A) and version 3, for IPv6 (RFC 5340 appendix A). What the
/// advertisements say is in [OspfAdvertisement].
public final class Ospf extends Protocol {
    private static final int HELLO = 1;
    private static final int DESCRIPTION = 2;
    private static final int REQUEST = 3;
    private static final int UPDATE = 4;
    private static final int ACKNOWLEDGMENT = 5;
    private static final int ITEM = 12;
    private static final Names MESSAGES = Names.from0("", "Hello Packet", "DB Description", "LS Request", "LS Update",
            "LS Acknowledge");
    private static final Layout ospf = new Layout("ospf", "Open Shortest Path First", "RFC 2328 appendix A.3.1");
    static final Uint VERSION = ospf.uint(8, "version", "Version", says("2 for IPv4, 3 for IPv6"));
    static final Uint MESSAGE = ospf.uint(8, "msg", "Message", names(MESSAGES),
            says("what the packet does: greet neighbors, compare, ask for or carry the map"));
    static final Uint LENGTH = ospf.uint(16, "packet_length", "Packet length",
            says("bytes of the packet, header included; a digest behind it is not counted"));
    static final Octets ROUTER = ospf.ipv4("srcrouter", "Source router",
            says("ID of the router that sent it, which only looks like an address"));
    static final Octets AREA = ospf.ipv4("area_id", "Area",
            says("part of the network that it is about; 0.0.0.0 is the backbone"));
    static final Uint CHECKSUM = ospf.uint(16, "checksum", "Checksum", hex(), varies(),
            says("over the packet without authentication data; version 3 adds a pseudo-header"));
    private static final Made[] IS = {flag("msg.hello", "Hello",
            "set in packets that find neighbors and keep in touch"),
            flag("msg.dbdesc", "Database description", "set in packets that list what the sender's map holds"),
            flag("msg.lsreq", "Link state request", "set in packets that ask for advertisements"),
            flag("msg.lsupdate", "Link state update", "set in packets that carry advertisements"),
            flag("msg.lsack", "Link state acknowledgment",
                    "set in packets that confirm advertisements")};

    private static final int HEADER_2 = 24;
    private static final Layout second = new Layout("ospf", "Authentication", "RFC 2328 appendix D").skip(14 * 8);
    static final Uint AUTH_TYPE = second.uint(16, "auth.type", "Authentication", names("none", "password", "digest"),
            says("how the sender proves to be one of the routers"));
    static final Octets AUTH_NONE = second.loose(Octets.Form.BYTES, "auth.none", "Authentication data",
            says("unused where there is no authentication"));
    static final Octets PASSWORD = second.loose(Octets.Form.TEXT, "auth.simple", "Password",
            says("up to 8 characters, readable by everybody on the link"));
    private static final Layout digest = new Layout("ospf", "Digest", "RFC 2328 appendix D.3").skip(18 * 8);
    static final Uint KEY = digest.uint(8, "auth.crypt.key_id", "Key",
            says("which of the shared keys made the digest"));
    static final Uint DIGEST_LENGTH = digest.uint(8, "auth.crypt.data_length", "Digest length",
            says("bytes of the digest behind the packet"));
    static final Uint DIGEST_SEQUENCE = digest.uint(32, "auth.crypt.seq_nbr", "Sequence number", varies(),
            says("never falls, so that old packets sent again are noticed"));
    static final Octets DIGEST = digest.loose(Octets.Form.BYTES, "auth.crypt.data", "Digest", varies(),
            says("hash of the packet with the shared key, behind the packet"));
    private static final int HEADER_3 = 16;
    private static final Layout third = new Layout("ospf", "Header of version 3", "RFC 5340 appendix A.3.1")
            .skip(14 * 8);
    static final Uint INSTANCE = third.uint(8, "instance_id", "Instance",
            says("tells apart several groups of routers that share a link"));
    static final Octets INSTANCE_RESERVED = third.bytes(1, "reserved", "Reserved", list(),
            says("senders set 0, receivers ignore it"));

    private static final Layout hello2 = new Layout("ospf", "Hello", "RFC 2328 appendix A.3.2");
    static final Octets MASK = hello2.ipv4("hello.network_mask", "Network mask",
            says("mask of the link's network; neighbors must have the same"));
    static final Uint INTERVAL_2 = hello2.uint(16, "hello.hello_interval", "Hello interval",
            says("seconds between the router's hellos; neighbors must have the same"));
    static final Uint OPTIONS_2 = OspfAdvertisement.options2(hello2);
    static final Uint PRIORITY_2 = hello2.uint(8, "hello.router_priority", "Router priority",
            says("the highest becomes designated router; 0: never"));
    static final Uint DEAD_2 = hello2.uint(32, "hello.router_dead_interval", "Dead interval",
            says("seconds of silence before a router is taken for dead; the same for neighbors"));
    static final Octets DESIGNATED_2 = hello2.ipv4("hello.designated_router", "Designated router",
            says("address of the router that speaks for the link; 0.0.0.0: none yet"));
    static final Octets BACKUP_2 = hello2.ipv4("hello.backup_designated_router", "Backup designated router",
            says("address of the router that takes over if the designated one fails"));
    static final Octets NEIGHBOR = hello2.loose(Octets.Form.IPV4, "hello.active_neighbor", "Neighbor", list(),
            says("ID of a router that the sender has heard on the link"));

    private static final Layout hello3 = new Layout("ospf", "Hello", "RFC 5340 appendix A.3.2");
    static final Uint INTERFACE = hello3.uint(32, "hello.interface_id", "Interface",
            says("number of the interface it was sent from, unique within its router"));
    static final Uint PRIORITY_3 = hello3.uint(8, "hello.router_priority", "Router priority",
            says("the highest becomes designated router; 0: never"));
    static final Uint OPTIONS_3 = OspfAdvertisement.options3(hello3);
    static final Uint INTERVAL_3 = hello3.uint(16, "hello.hello_interval", "Hello interval",
            says("seconds between the router's hellos; neighbors must have the same"));
    static final Uint DEAD_3 = hello3.uint(16, "hello.router_dead_interval", "Dead interval",
            says("seconds of silence before a router is taken for dead; the same for neighbors"));
    static final Octets DESIGNATED_3 = hello3.ipv4("hello.designated_router", "Designated router",
            says("ID of the router that speaks for the link; 0.0.0.0: none yet"));
    static final Octets BACKUP_3 = hello3.ipv4("hello.backup_designated_router", "Backup designated router",
            says("ID of the router that takes over if the designated one fails"));

    private static final Layout description2 = new Layout("ospf", "Database description", "RFC 2328 appendix A.3.3");
    static final Uint MTU_2 = description2.uint(16, "db.interface_mtu", "Interface MTU",
            says("bytes of the largest packet it sends whole; a neighbor that takes less refuses the exchange"));
    static final Uint DESCRIPTION_OPTIONS_2 = OspfAdvertisement.options2(description2);
    static final Uint FLAGS_2 = description(description2);
    static final Uint SEQUENCE_2 = description2.uint(32, "db.dd_sequence", "Sequence number", varies(),
            says("counts the packets of the exchange; the slave repeats the master's"));

    private static final Layout description3 = new Layout("ospf", "Database description", "RFC 5340 appendix A.3.3");
    static final Octets DESCRIPTION_RESERVED = description3.loose(Octets.Form.BYTES, "reserved", "Reserved", list(),
            says("senders set 0, receivers ignore it"));
    static final Uint DESCRIPTION_OPTIONS_3 = OspfAdvertisement.options3(description3.skip(8));
    static final Uint MTU_3 = description3.uint(16, "db.interface_mtu", "Interface MTU",
            says("bytes of the largest packet it sends whole; a neighbor that takes less refuses the exchange"));
    static final Uint FLAGS_3 = description(description3.skip(8));
    static final Uint SEQUENCE_3 = description3.uint(32, "db.dd_sequence", "Sequence number", varies(),
            says("counts the packets of the exchange; the slave repeats the master's"));

    private static final Layout request2 = new Layout("ospf", "Link state request", "RFC 2328 appendix A.3.4");
    static final Uint REQUEST_TYPE = request2.uint(32, "lsa", "Type", names(OspfAdvertisement.TYPES),
            says("what the advertisement that is wanted describes"));
    static final Octets REQUEST_ID_2 = request2.ipv4("link_state_id", "Link state ID",
            says("which part of the network the advertisement wanted describes"));
    static final Octets REQUEST_ROUTER_2 = request2.ipv4("advrouter", "Advertising router",
            says("ID of the router that made the advertisement wanted"));
    private static final Layout request3 = new Layout("ospf", "Link state request", "RFC 5340 appendix A.3.4");
    static final Octets REQUEST_RESERVED = request3.bytes(2, "reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint REQUEST_TYPE_3 = OspfAdvertisement.type3(request3);
    static final Octets REQUEST_ID_3 = request3.ipv4("link_state_id", "Link state ID",
            says("which of that router's advertisements of the type is wanted"));
    static final Octets REQUEST_ROUTER_3 = request3.ipv4("advrouter", "Advertising router",
            says("ID of the router that made the advertisement wanted"));

    private static final Layout update = new Layout("ospf", "Link state update", "RFC 2328 appendix A.3.5");
    static final Uint COUNT = update.uint(32, "ls.number_of_lsas", "Advertisements",
            says("how many advertisements the packet carries"));

    public Ospf() {
        super(ospf, "OSPF", Level.NETWORK);
    }

    private static Made flag(String name, String label, String says) {
        return ospf.made(Made.Form.BOOLEAN, name, label, says(says));
    }

    private static Uint description(Layout l) {
        Uint group = l.group(8, "dbd", "Flags", hex(), says("where in the exchange of lists the packet stands"));
        l.skip(4).flag("dbd.r", "Resynchronization",
                says("two routers that are neighbors already compare their maps again"), source("RFC 4811"));
        l.flag("dbd.i", "First", says("the first packet of the exchange"));
        l.flag("dbd.m", "More follow", says("more packets with the list follow"));
        l.flag("dbd.ms", "Master", says("the sender leads the exchange, the other side follows"));
        return group;
    }

    @Override
    public void walk(Cursor c) {
        c.all();
    }

    /// Where the packet ends: a digest may lie behind it.
    private static int end(Cursor c) {
        return Math.min(c.at + Math.max(LENGTH.get(c), ospf.bytes()), c.end());
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(ospf, c.at, c.headerEnd());
        int message = MESSAGE.get(c);
        if (message >= HELLO && message <= ACKNOWLEDGMENT) t.made(IS[message - 1], 1);
        boolean three = VERSION.get(c) == 3;
        int from = c.at + (three ? HEADER_3 : HEADER_2);
        if (three) {
            Option.row(t, third, c.at, c.end());
        } else {
            authentication(c, t);
        }
        if (from < end(c)) body(c, t, message, three, from, end(c));
    }

    private static void authentication(Cursor c, Tree t) {
        t.fields(second, c.at, c.end());
        if (c.end() - c.at < HEADER_2) return;
        int type = AUTH_TYPE.get(c);
        int data = c.at + 16;
        if (type == 1) {
            t.field(PASSWORD, data, TextOption.untilZero(c.data, data, data + 8));
        } else if (type == 2) {
            t.fields(digest, c.at, c.end());
            int length = DIGEST_LENGTH.get(c);
            if (length > 0 && end(c) + length <= c.end()) t.field(DIGEST, end(c), length);
        } else {
            t.field(AUTH_NONE, data, 8);
        }
    }

    private static void body(Cursor c, Tree t, int message, boolean three, int from, int end) {
        switch (message) {
            case HELLO -> {
                Layout hello = three ? hello3 : hello2;
                t.fields(hello, from, end);
                Option.repeat(t, NEIGHBOR, 4, from + hello.bytes(), end);
            }
            case DESCRIPTION -> {
                Layout description = three ? description3 : description2;
                t.fields(description, from, end);
                if (three) {
                    t.field(DESCRIPTION_RESERVED, from, 1);
                    if (from + 7 <= end) t.field(DESCRIPTION_RESERVED, from + 6, 1);
                }
                OspfAdvertisement.headers(c, t, three, from + description.bytes(), end);
            }
            case REQUEST -> {
                Layout request = three ? request3 : request2;
                for (int at = from; at + ITEM <= end; at += ITEM) {
                    t.open(request, at, at + ITEM);
                    t.fields(request, at, end);
                    t.close();
                }
            }
            case UPDATE -> {
                t.fields(update, from, end);
                OspfAdvertisement.fields(c, t, three, from + update.bytes(), end);
            }
            case ACKNOWLEDGMENT -> OspfAdvertisement.headers(c, t, three, from, end);
            default -> {
            }
        }
    }

    @Override
    public boolean info(Cursor c, Text out) {
        out.ascii(MESSAGES.of(MESSAGE.get(c), "Unknown message"));
        return true;
    }

    @Override
    public List<Layout> parts() {
        List<Layout> all = new ArrayList<>(List.of(second, digest, third, hello2, hello3, description2, description3,
                request2, request3, update));
        all.addAll(OspfAdvertisement.layouts());
        return all;
    }
}
