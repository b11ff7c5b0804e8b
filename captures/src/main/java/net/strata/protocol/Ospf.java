package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
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
    static final Uint VERSION = ospf.uint(8, "version", "Version");
    static final Uint MESSAGE = ospf.uint(8, "msg", "Message", names(MESSAGES));
    static final Uint LENGTH = ospf.uint(16, "packet_length", "Packet length", says("bytes, header included"));
    static final Octets ROUTER = ospf.ipv4("srcrouter", "Source router", says("its ID, which looks like an address"));
    static final Octets AREA = ospf.ipv4("area_id", "Area", says("0.0.0.0 is the backbone"));
    static final Uint CHECKSUM = ospf.uint(16, "checksum", "Checksum", hex(), varies());
    private static final Made[] IS = {flag("msg.hello", "Hello"), flag("msg.dbdesc", "Database description"),
            flag("msg.lsreq", "Link state request"), flag("msg.lsupdate", "Link state update"),
            flag("msg.lsack", "Link state acknowledgment")};

    private static final int HEADER_2 = 24;
    private static final Layout second = new Layout("ospf", "Authentication", "RFC 2328 appendix D").skip(14 * 8);
    static final Uint AUTH_TYPE = second.uint(16, "auth.type", "Authentication", names("none", "password", "digest"));
    static final Octets AUTH_NONE = second.loose(Octets.Form.BYTES, "auth.none", "Authentication data");
    static final Octets PASSWORD = second.loose(Octets.Form.TEXT, "auth.simple", "Password");
    private static final Layout digest = new Layout("ospf", "Digest", "RFC 2328 appendix D.3").skip(18 * 8);
    static final Uint KEY = digest.uint(8, "auth.crypt.key_id", "Key");
    static final Uint DIGEST_LENGTH = digest.uint(8, "auth.crypt.data_length", "Digest length");
    static final Uint DIGEST_SEQUENCE = digest.uint(32, "auth.crypt.seq_nbr", "Sequence number", varies());
    static final Octets DIGEST = digest.loose(Octets.Form.BYTES, "auth.crypt.data", "Digest", varies(),
            says("behind the packet"));
    private static final int HEADER_3 = 16;
    private static final Layout third = new Layout("ospf", "Header of version 3", "RFC 5340 appendix A.3.1")
            .skip(14 * 8);
    static final Uint INSTANCE = third.uint(8, "instance_id", "Instance", says("several may share a link"));
    static final Octets INSTANCE_RESERVED = third.bytes(1, "reserved", "Reserved", list());

    private static final Layout hello2 = new Layout("ospf", "Hello", "RFC 2328 appendix A.3.2");
    static final Octets MASK = hello2.ipv4("hello.network_mask", "Network mask");
    static final Uint INTERVAL_2 = hello2.uint(16, "hello.hello_interval", "Hello interval", says("seconds"));
    static final Uint OPTIONS_2 = OspfAdvertisement.options2(hello2);
    static final Uint PRIORITY_2 = hello2.uint(8, "hello.router_priority", "Router priority",
            says("the highest becomes designated router; 0: never"));
    static final Uint DEAD_2 = hello2.uint(32, "hello.router_dead_interval", "Dead interval",
            says("seconds of silence"));
    static final Octets DESIGNATED_2 = hello2.ipv4("hello.designated_router", "Designated router");
    static final Octets BACKUP_2 = hello2.ipv4("hello.backup_designated_router", "Backup designated router");
    static final Octets NEIGHBOR = hello2.loose(Octets.Form.IPV4, "hello.active_neighbor", "Neighbor", list(),
            says("a router it has heard"));

    private static final Layout hello3 = new Layout("ospf", "Hello", "RFC 5340 appendix A.3.2");
    static final Uint INTERFACE = hello3.uint(32, "hello.interface_id", "Interface");
    static final Uint PRIORITY_3 = hello3.uint(8, "hello.router_priority", "Router priority",
            says("the highest becomes designated router; 0: never"));
    static final Uint OPTIONS_3 = OspfAdvertisement.options3(hello3);
    static final Uint INTERVAL_3 = hello3.uint(16, "hello.hello_interval", "Hello interval", says("seconds"));
    static final Uint DEAD_3 = hello3.uint(16, "hello.router_dead_interval", "Dead interval",
            says("seconds of silence"));
    static final Octets DESIGNATED_3 = hello3.ipv4("hello.designated_router", "Designated router");
    static final Octets BACKUP_3 = hello3.ipv4("hello.backup_designated_router", "Backup designated router");

    private static final Layout description2 = new Layout("ospf", "Database description", "RFC 2328 appendix A.3.3");
    static final Uint MTU_2 = description2.uint(16, "db.interface_mtu", "Interface MTU");
    static final Uint DESCRIPTION_OPTIONS_2 = OspfAdvertisement.options2(description2);
    static final Uint FLAGS_2 = description(description2);
    static final Uint SEQUENCE_2 = description2.uint(32, "db.dd_sequence", "Sequence number", varies());

    private static final Layout description3 = new Layout("ospf", "Database description", "RFC 5340 appendix A.3.3");
    static final Octets DESCRIPTION_RESERVED = description3.loose(Octets.Form.BYTES, "reserved", "Reserved", list());
    static final Uint DESCRIPTION_OPTIONS_3 = OspfAdvertisement.options3(description3.skip(8));
    static final Uint MTU_3 = description3.uint(16, "db.interface_mtu", "Interface MTU");
    static final Uint FLAGS_3 = description(description3.skip(8));
    static final Uint SEQUENCE_3 = description3.uint(32, "db.dd_sequence", "Sequence number", varies());

    private static final Layout request2 = new Layout("ospf", "Link state request", "RFC 2328 appendix A.3.4");
    static final Uint REQUEST_TYPE = request2.uint(32, "lsa", "Type", names(OspfAdvertisement.TYPES));
    static final Octets REQUEST_ID_2 = request2.ipv4("link_state_id", "Link state ID");
    static final Octets REQUEST_ROUTER_2 = request2.ipv4("advrouter", "Advertising router");
    private static final Layout request3 = new Layout("ospf", "Link state request", "RFC 5340 appendix A.3.4");
    static final Octets REQUEST_RESERVED = request3.bytes(2, "reserved", "Reserved");
    static final Uint REQUEST_TYPE_3 = OspfAdvertisement.type3(request3);
    static final Octets REQUEST_ID_3 = request3.ipv4("link_state_id", "Link state ID");
    static final Octets REQUEST_ROUTER_3 = request3.ipv4("advrouter", "Advertising router");

    private static final Layout update = new Layout("ospf", "Link state update", "RFC 2328 appendix A.3.5");
    static final Uint COUNT = update.uint(32, "ls.number_of_lsas", "Advertisements");

    public Ospf() {
        super(ospf, "OSPF", Level.NETWORK);
    }

    private static Made flag(String name, String label) {
        return ospf.made(Made.Form.BOOLEAN, name, label);
    }

    private static Uint description(Layout l) {
        Uint group = l.group(8, "dbd", "Flags", hex());
        l.skip(4).flag("dbd.r", "Resynchronization");
        l.flag("dbd.i", "First");
        l.flag("dbd.m", "More follow");
        l.flag("dbd.ms", "Master");
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
