package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Checksum;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// Extensions behind the packet that an ICMP or ICMPv6 error quotes (RFC 4884 sections 7 and 8), and in an extended echo: MPLS
/// labels (RFC 4950), the interface (RFC 5837), the interface asked for (RFC 8335).
final class IcmpExtensions {
    private static final int VERSION_2 = 2;
    private static final int LABELS = 1;
    private static final int INTERFACE = 2;
    private static final int QUERY = 3;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private static final Layout ext = new Layout("icmp", "ICMP extensions", "RFC 4884 section 7");
    static final Uint VERSION = ext.uint(4, "ext.version", "Version", says("2 in the version there is"),
            otherwise("the receiver ignores the extensions"));
    static final Uint RESERVED = ext.uint(12, "ext.res", "Reserved", hex(), says("must be zero"),
            otherwise("nothing today, but a later use of these bits would misread it"));
    static final Uint CHECKSUM = ext.uint(16, "ext.checksum", "Checksum", hex(), varies(),
            says("over the extensions alone; 0: none"), otherwise("the receiver ignores the extensions"));
    static final Made STATUS = ext.made(Made.Form.NUMBER, "ext.checksum.status", "Checksum status",
            names(Checksum.STATUS), says("whether the checksum agrees with the extensions"));
    static final Made WHY = ext.made(Made.Form.NUMBER, "ext.checksum.why", "Not verified", names(Checksums.WHY),
            says("why the checksum could not be checked"));

    private static final Layout object = new Layout("icmp", "Extension object", "RFC 4884 section 8");
    static final Uint LENGTH = object.uint(16, "ext.length", "Length",
            says("bytes of the object, this header included"),
            otherwise("the next object would be read from the wrong byte"));
    static final Uint CLASS = object.uint(8, "ext.class", "Class",
            names(new Names("1 MPLS label stack\n2 Interface information\n3 Interface identification")),
            says("what the object describes"), otherwise("the receiver skips the object, or misreads it"));
    static final Uint CTYPE = object.uint(8, "ext.ctype", "Type within the class",
            says("which form of its class the object has"), otherwise("the receiver skips the object, or misreads it"));
    static final Octets DATA = object.loose(Octets.Form.BYTES, "ext.data", "Data",
            says("what an object of unknown class holds"));

    private static final Layout mpls = new Layout("icmp", "MPLS label", "RFC 4950 section 5");
    static final Uint LABEL = mpls.uint(20, "mpls.label", "Label",
            says("label of the packet as it arrived at the router"),
            otherwise("the path through the provider's network would be drawn wrong"));
    static final Uint EXP = mpls.uint(3, "mpls.exp", "Experimental",
            says("traffic class, which decides how the packet is queued"),
            otherwise("the packet would seem to be queued in another class"));
    static final Uint BOTTOM = mpls.flag("mpls.s", "Bottom of stack", says("set in the last label of the stack"),
            otherwise("the next object would be taken for another label"));
    static final Uint TTL = mpls.uint(8, "mpls.ttl", "Time to live", says("hops left by the label's own count"),
            otherwise("hops inside the provider's network would be counted wrong"));

    private static final Layout face = new Layout("icmp", "Interface information", "RFC 5837 section 4").skip(24);
    static final Uint ROLE = face.uint(2, "int_info.role", "Interface role", names("where the packet came in",
            "sub-IP component where it came in", "where it would have gone out", "next hop"),
            says("which interface of the router is described"),
            otherwise("the interface where packets came in would pass for where they go out"));
    static final Uint FACE_RESERVED = face.uint(2, "int_info.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint HAS_INDEX = face.flag("int_info.ifindex", "Index follows",
            says("set: the interface's number follows"), otherwise("the next part would be taken for the number"));
    static final Uint HAS_ADDRESS = face.flag("int_info.ipaddr", "Address follows",
            says("set: an address of the interface follows"),
            otherwise("the next part would be taken for the address"));
    static final Uint HAS_NAME = face.flag("int_info.name_present", "Name follows",
            says("set: the interface's name follows"), otherwise("the next part would be taken for the name"));
    static final Uint HAS_MTU = face.flag("int_info.mtu_present", "MTU follows",
            says("set: the most that the interface can send follows"),
            otherwise("the most that the interface can send would be left out"));
    static final Uint FACE_INDEX = face.loose(32, "int_info.index", "Interface index",
            says("number of the interface in the router's own tables"),
            otherwise("the operator would look at another interface"));
    static final Uint FACE_FAMILY = face.loose(16, "int_info.afi", "Address family", names("", "IPv4", "IPv6"),
            says("whether the address that follows is IPv4 or IPv6"),
            otherwise("the address would be read by the wrong plan"));
    static final Octets AFTER_FAMILY = face.loose(Octets.Form.BYTES, "reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Octets FACE_IPV4 = face.loose(Octets.Form.IPV4, "int_info.ipv4", "Interface address",
            says("an IPv4 address of the interface"));
    static final Octets FACE_IPV6 = face.loose(Octets.Form.IPV6, "int_info.ipv6", "Interface address (IPv6)",
            says("an IPv6 address of the interface"));
    static final Uint NAME_LENGTH = face.loose(8, "int_info.name_length", "Name length",
            says("bytes of the name, this one included"),
            otherwise("what follows would be taken for a part of the name"));
    static final Octets FACE_NAME = face.loose(Octets.Form.TEXT, "int_info.name", "Interface name",
            says("what the router's operator calls the interface"),
            otherwise("the operator would look at another interface"));
    static final Uint FACE_MTU = face.loose(32, "int_info.mtu", "Interface MTU",
            says("bytes that the interface can send at once"),
            otherwise("the sender would go on with packets that are too big"));

    private static final Layout query = new Layout("icmp", "Interface identification", "RFC 8335 section 2.1");
    static final Octets NAME = query.loose(Octets.Form.TEXT, "int_ident.name", "Interface name",
            says("interface that is asked about, by its name"),
            otherwise("the node would answer for another interface, or for none"));
    static final Uint INDEX = query.loose(32, "int_ident.index", "Interface index",
            says("interface that is asked about, by its number"),
            otherwise("the node would answer for another interface, or for none"));
    static final Uint FAMILY = query.loose(16, "int_ident.afi", "Address family", names("", "IPv4", "IPv6"),
            says("kind of the address that names the interface"),
            otherwise("the address would be read by the wrong plan"));
    static final Uint ADDRESS_LENGTH = query.loose(8, "int_ident.addr_length", "Address length",
            says("bytes of the address"), otherwise("the address would be cut, or filler be taken for a part of it"));
    static final Octets QUERY_RESERVED = query.loose(Octets.Form.BYTES, "int_ident.reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Octets ADDRESS_IPV4 = query.loose(Octets.Form.IPV4, "int_ident.ipv4", "Interface address",
            says("interface that is asked about, by an IPv4 address"),
            otherwise("the node would answer for another interface, or for none"));
    static final Octets ADDRESS_IPV6 = query.loose(Octets.Form.IPV6, "int_ident.ipv6", "Interface address (IPv6)",
            says("interface that is asked about, by an IPv6 address"),
            otherwise("the node would answer for another interface, or for none"));
    static final Octets ADDRESS = query.loose(Octets.Form.BYTES, "int_ident.address", "Interface address (other)",
            says("interface that is asked about, by an address of another kind"));

    private IcmpExtensions() {}

    static List<Layout> layouts() {
        return List.of(ext, object, mpls, face, query);
    }

    /// Whether extensions start at `from`: their version is there, and unless it is sure that nothing else can be, the
    /// checksum as well.
    static boolean plausible(Cursor c, int from, boolean sure) {
        if (from < c.at || c.end() - from < ext.bytes() || VERSION.get(c.data, from) != VERSION_2) return false;
        return sure || checksum(c, from) == Checksum.GOOD;
    }

    private static int checksum(Cursor c, int from) {
        return CHECKSUM.get(c.data, from) == 0 ? Checksum.ABSENT : Checksums.over(c, from, c.claimedEnd());
    }

    /// Tells the tree the extensions from `from` to the end of the layer.
    static void fields(Cursor c, Tree t, int from) {
        t.open(ext, from, c.end());
        t.fields(ext, from, c.end());
        Checksums.tell(t, STATUS, WHY, checksum(c, from));
        for (int at = from + ext.bytes(); c.end() - at >= object.bytes();) {
            int size = Math.min(Math.max(LENGTH.get(c.data, at), object.bytes()), c.end() - at);
            t.open(object, at, at + size);
            t.fields(object, at, at + size);
            content(c, t, at, at + size);
            t.close();
            at += size;
        }
        t.close();
    }

    private static void content(Cursor c, Tree t, int at, int end) {
        int value = at + object.bytes();
        int type = CTYPE.get(c.data, at);
        switch (CLASS.get(c.data, at)) {
            case LABELS -> {
                for (int i = value; i + mpls.bytes() <= end; i += mpls.bytes()) {
                    t.open(mpls, i, i + mpls.bytes());
                    t.fields(mpls, i, end);
                    t.close();
                }
            }
            case INTERFACE -> {
                t.open(face, at + 3, end);
                t.fields(face, at, end);
                face(c, t, at, end);
                t.close();
            }
            case QUERY -> {
                t.open(query, value, end);
                query(c, t, type, value, end);
                t.close();
            }
            default -> {
                if (value < end) t.field(DATA, value, end - value);
            }
        }
    }

    /// What an interface object says, in the order of its flags.
    private static void face(Cursor c, Tree t, int object, int end) {
        byte[] d = c.data;
        int at = object + 4;
        if (HAS_INDEX.get(d, object) != 0 && at + 4 <= end) {
            t.field(FACE_INDEX, at, 4);
            at += 4;
        }
        if (HAS_ADDRESS.get(d, object) != 0 && at + 4 <= end) {
            int family = FACE_FAMILY.get(d, at);
            int size = family == IPV4 ? 4 : family == IPV6 ? 16 : 0;
            t.field(FACE_FAMILY, at, 2);
            t.field(AFTER_FAMILY, at + 2, 2);
            at += 4;
            if (size == 0 || at + size > end) return;
            t.field(family == IPV4 ? FACE_IPV4 : FACE_IPV6, at, size);
            at += size;
        }
        if (HAS_NAME.get(d, object) != 0 && at < end) {
            int size = NAME_LENGTH.get(d, at);
            t.field(NAME_LENGTH, at, 1);
            if (size == 0 || at + size > end) return;
            if (size > 1) t.field(FACE_NAME, at + 1, text(d, at + 1, at + size));
            at += size;
        }
        if (HAS_MTU.get(d, object) != 0 && at + 4 <= end) t.field(FACE_MTU, at, 4);
    }

    private static void query(Cursor c, Tree t, int type, int at, int end) {
        if (type == 1 && at < end) {
            t.field(NAME, at, text(c.data, at, end));
        } else if (type == 2 && at + 4 <= end) {
            t.field(INDEX, at, 4);
        } else if (type == 3 && at + 4 <= end) {
            int family = FAMILY.get(c.data, at);
            t.field(FAMILY, at, 2);
            t.field(ADDRESS_LENGTH, at + 2, 1);
            t.field(QUERY_RESERVED, at + 3, 1);
            int size = end - at - 4;
            if (family == IPV4 && size >= 4) {
                t.field(ADDRESS_IPV4, at + 4, 4);
            } else if (family == IPV6 && size >= 16) {
                t.field(ADDRESS_IPV6, at + 4, 16);
            } else if (size > 0) {
                t.field(ADDRESS, at + 4, size);
            }
        }
    }

    /// Bytes up to the first zero.
    private static int text(byte[] d, int from, int end) {
        int at = from;
        while (at < end && d[at] != 0)
            at++;
        return at - from;
    }
}
