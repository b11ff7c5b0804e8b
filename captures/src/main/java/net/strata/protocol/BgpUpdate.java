package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Tree;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Trait;
import net.strata.wire.Uint;

/// The UPDATE message of BGP (RFC 4271 section 4.3): routes withdrawn, attributes of a path, and what it reaches.
final class BgpUpdate {
    private static final int EXTENDED = 0x10;
    private static final int AS_PATH = 2;
    private static final int AS4_PATH = 17;
    private static final int REACH = 14;
    private static final int UNREACH = 15;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int MULTICAST = 2;
    private static final int WELL_KNOWN = 0xffff;

    private static final Layout withdrawn = new Layout("bgp", "Withdrawn routes", "RFC 4271 section 4.3");
    static final Uint WITHDRAWN = withdrawn.uint(16, "update.withdrawn_routes.length", "Withdrawn routes length",
            says("bytes of the withdrawn prefixes that follow; 0: none"));
    private static final Layout attributes = new Layout("bgp", "Path attributes", "RFC 4271 section 4.3");
    static final Uint ATTRIBUTES = attributes.uint(16, "update.path_attributes.length", "Path attributes length",
            says("bytes of all attributes that follow; 0: no route is announced"));

    private static final Layout route = new Layout("bgp", "Route", "RFC 4271 section 4.3");
    static final Uint PREFIX_LENGTH = route.uint(8, "prefix_length", "Prefix length",
            says("bits of the prefix that count; only the bytes needed for them follow"));
    static final Made WITHDRAWN_PREFIX = prefix("withdrawn_prefix", "Withdrawn prefix",
            says("network that can no longer be reached by this way"));
    static final Made PREFIX = prefix("nlri_prefix", "Prefix",
            says("network that can be reached by the path the attributes describe"));
    static final Made REACH_4 = prefix("mp_reach_nlri_ipv4_prefix", "Prefix",
            says("IPv4 network that can be reached by this path"), source("RFC 4760 section 3"));
    static final Made REACH_6 = prefix("mp_reach_nlri_ipv6_prefix", "Prefix",
            says("IPv6 network that can be reached by this path"), source("RFC 4760 section 3"));
    static final Made UNREACH_4 = prefix("mp_unreach_nlri_ipv4_prefix", "Withdrawn prefix",
            says("IPv4 network that can no longer be reached by this way"), source("RFC 4760 section 4"));
    static final Made UNREACH_6 = prefix("mp_unreach_nlri_ipv6_prefix", "Withdrawn prefix",
            says("IPv6 network that can no longer be reached by this way"), source("RFC 4760 section 4"));

    private static final Layout attribute = new Layout("bgp", "Attribute", "RFC 4271 section 4.3");
    static final Uint FLAGS = attribute.group(8, "update.path_attribute.flags", "Flags", hex(),
            says("how a router shall treat the attribute, above all if it does not know it"));
    static final Uint OPTIONAL = attribute.flag("update.path_attribute.flags.optional", "Optional",
            says("not every router has to know it"));
    static final Uint TRANSITIVE = attribute.flag("update.path_attribute.flags.transitive", "Transitive",
            says("passed on to neighbours even by routers that do not know it"));
    static final Uint PARTIAL = attribute.flag("update.path_attribute.flags.partial", "Partial",
            says("some router on the way passed it on without knowing it"));
    static final Uint LONG = attribute.flag("update.path_attribute.flags.extended_length", "Length of two bytes",
            says("the length takes two bytes, not one"));
    static final Uint UNUSED = attribute.uint(4, "update.path_attribute.flags.unused", "Unused", hex(),
            says("senders set 0, receivers ignore it"));
    static final Uint TYPE = attribute.uint(8, "update.path_attribute.type_code", "Attribute", names(new Names("""
            1 ORIGIN
            2 AS_PATH
            3 NEXT_HOP
            4 MULTI_EXIT_DISC
            5 LOCAL_PREF
            6 ATOMIC_AGGREGATE
            7 AGGREGATOR
            8 COMMUNITIES
            9 ORIGINATOR_ID
            10 CLUSTER_LIST
            14 MP_REACH_NLRI
            15 MP_UNREACH_NLRI
            16 EXTENDED_COMMUNITIES
            17 AS4_PATH
            18 AS4_AGGREGATOR
            22 PMSI_TUNNEL
            26 AIGP
            29 BGP-LS
            32 LARGE_COMMUNITIES
            33 BGPsec_PATH
            35 ONLY_TO_CUSTOMER
            40 BGP prefix SID
            128 ATTR_SET""")), says("what the attribute tells of the path"));
    static final Uint SHORT_LENGTH = attribute.loose(8, "update.path_attribute.length", "Length",
            says("bytes of the attribute's value"));
    static final Uint LONG_LENGTH = attribute.loose(16, "update.path_attribute.length", "Length",
            says("bytes of the attribute's value, where they may be more than 255"));
    static final Uint ORIGIN = attribute.loose(8, "update.path_attribute.origin", "Origin",
            names("IGP", "EGP", "incomplete"), says("how the route came into BGP; the lower number is preferred"),
            source("RFC 4271 section 5.1.1"));
    static final Octets NEXT_HOP = attribute.loose(Octets.Form.IPV4, "update.path_attribute.next_hop", "Next hop",
            says("the router to send packets for these prefixes to"), source("RFC 4271 section 5.1.3"));
    static final Uint MULTI_EXIT = attribute.loose(32, "update.path_attribute.multi_exit_disc",
            "Multi-exit discriminator",
            says("which of several links into the neighbouring network to take: the lowest"),
            source("RFC 4271 section 5.1.4"));
    static final Uint LOCAL_PREFERENCE = attribute.loose(32, "update.path_attribute.local_pref", "Local preference",
            says("how much the own network likes the path; the highest is taken"), source("RFC 4271 section 5.1.5"));
    static final Uint AGGREGATOR_2 = attribute.loose(16, "update.path_attribute.aggregator_as", "Aggregator AS",
            says("network of the router that joined several routes into one"), source("RFC 4271 section 5.1.7"));
    static final Uint AGGREGATOR_4 = attribute.loose(32, "update.path_attribute.aggregator_as", "Aggregator AS",
            says("network of the router that joined several routes into one"), source("RFC 6793 section 3"));
    static final Octets AGGREGATOR = attribute.loose(Octets.Form.IPV4, "update.path_attribute.aggregator_origin",
            "Aggregator", says("identifier of the router that joined several routes into one"),
            source("RFC 4271 section 5.1.7"));
    static final Uint WELL_KNOWN_COMMUNITY = attribute.loose(32, "update.path_attribute.community_wellknown",
            "Community", hex(), list(), names(new Names("""
                    0xffff0000 Graceful shutdown
                    0xffff029a Blackhole
                    0xffffff01 No export
                    0xffffff02 No advertise
                    0xffffff03 No export outside the confederation
                    0xffffff04 No peer""")), says("a label whose meaning all routers share, such as: do not pass on"),
            source("RFC 1997"));
    static final Uint COMMUNITY_AS = attribute.loose(16, "update.path_attribute.community_as", "Community AS", list(),
            says("network that defines what the label means"), source("RFC 1997"));
    static final Uint COMMUNITY = attribute.loose(16, "update.path_attribute.community_value", "Community", list(),
            says("label on the route that policies go by; its network defines it"), source("RFC 1997"));
    static final Octets ORIGINATOR = attribute.loose(Octets.Form.IPV4, "update.path_attribute.originator_id",
            "Originator", says("router that brought the route into this network; it ignores its own"),
            source("RFC 4456 section 8"));
    static final Octets CLUSTER = attribute.loose(Octets.Form.IPV4, "path_attribute.cluster_id", "Cluster", list(),
            says("route reflectors passed; one that finds its own here has met a loop"), source("RFC 4456 section 8"));
    static final Uint LARGE_ADMINISTRATOR = attribute.loose(32, "large_communities.ga", "Global administrator", list(),
            says("network that defines the other two numbers"), source("RFC 8092 section 3"));
    static final Uint LARGE_1 = attribute.loose(32, "large_communities.ldp1", "Local data 1", list(),
            says("first part of the label, usually what to do"), source("RFC 8092 section 3"));
    static final Uint LARGE_2 = attribute.loose(32, "large_communities.ldp2", "Local data 2", list(),
            says("second part of the label, usually whom it concerns"), source("RFC 8092 section 3"));
    static final Uint REACH_FAMILY = attribute.loose(16, "update.path_attribute.mp_reach_nlri.afi", "Address family",
            names(Bgp.FAMILIES), says("kind of addresses that can be reached"), source("RFC 4760 section 3"));
    static final Uint REACH_SUBFAMILY = attribute.loose(8, "update.path_attribute.mp_reach_nlri.safi",
            "Subsequent family", names(Bgp.SUBFAMILIES),
            says("use of those addresses, such as unicast, multicast or VPN"),
            source("RFC 4760 section 3"));
    /// With its length byte, as Wireshark has it.
    static final Octets REACH_HOP = attribute.loose(Octets.Form.BYTES, "update.path_attribute.mp_reach_nlri.next_hop",
            "Next hop", says("where to send packets for these prefixes: length and addresses"),
            source("RFC 4760 section 3"));
    static final Octets REACH_HOP_4 = attribute.loose(Octets.Form.IPV4,
            "update.path_attribute.mp_reach_nlri.next_hop.ipv4", "Next hop",
            says("the router to send packets for these prefixes to"), source("RFC 4760 section 3"));
    static final Octets REACH_HOP_6 = attribute.loose(Octets.Form.IPV6,
            "update.path_attribute.mp_reach_nlri.next_hop.ipv6", "Next hop",
            says("the router to send packets for these prefixes to"), source("RFC 2545 section 3"));
    static final Octets REACH_HOP_LOCAL = attribute.loose(Octets.Form.IPV6,
            "update.path_attribute.mp_reach_nlri.next_hop.ipv6.link_local", "Link-local next hop",
            says("the same router's address on the link that both share"), source("RFC 2545 section 3"));
    static final Uint POINTS = attribute.loose(8, "update.path_attribute.mp_reach_nlri.nbr_snpa",
            "Subnetwork points of attachment", says("today reserved and 0; once counted link addresses that followed"),
            source("RFC 4760 section 3"));
    static final Uint UNREACH_FAMILY = attribute.loose(16, "update.path_attribute.mp_unreach_nlri.afi",
            "Address family", names(Bgp.FAMILIES), says("kind of addresses that can no longer be reached"),
            source("RFC 4760 section 4"));
    static final Uint UNREACH_SUBFAMILY = attribute.loose(8, "update.path_attribute.mp_unreach_nlri.safi",
            "Subsequent family", names(Bgp.SUBFAMILIES),
            says("use of those addresses, such as unicast, multicast or VPN"),
            source("RFC 4760 section 4"));

    private static final Layout segment = new Layout("bgp", "AS path segment", "RFC 4271 section 5.1.2");
    static final Uint SEGMENT = segment.uint(8, "update.path_attribute.as_path_segment.type", "Type",
            names("", "AS_SET", "AS_SEQUENCE", "AS_CONFED_SEQUENCE", "AS_CONFED_SET"),
            says("whether the networks stand in the order of the path or unordered"));
    static final Uint SEGMENT_LENGTH = segment.uint(8, "update.path_attribute.as_path_segment.length", "Length",
            says("how many networks follow, not bytes"));
    static final Uint AS_2 = segment.loose(16, "update.path_attribute.as_path_segment.as2", "AS", list(),
            says("a network the route has passed, the latest first"));
    static final Uint AS_4 = segment.loose(32, "update.path_attribute.as_path_segment.as4", "AS", list(),
            says("a network the route has passed, the latest first"), source("RFC 6793 section 3"));

    private BgpUpdate() {}

    private static Made prefix(String name, String label, Trait... traits) {
        return route.made(Made.Form.TEXT, name, label, traits);
    }

    static void fields(Cursor c, Tree t, int from, int end) {
        if (from + 2 > end) return;
        int behind = Math.min(from + 2 + WITHDRAWN.get(c.data, from), end);
        t.fields(withdrawn, from, end);
        if (behind + 2 <= end) t.fields(attributes, behind, end);
        routes(c, t, WITHDRAWN_PREFIX, false, from + 2, behind);
        if (behind + 2 > end) return;
        int reached = Math.min(behind + 2 + ATTRIBUTES.get(c.data, behind), end);
        for (int at = behind + 2; at + 3 <= reached;)
            at = attribute(c, t, at, reached);
        routes(c, t, PREFIX, false, reached, end);
    }

    private static void routes(Cursor c, Tree t, Made field, boolean six, int from, int end) {
        for (int at = from; at < end;) {
            int bytes = Prefix.bytes(PREFIX_LENGTH.get(c.data, at));
            int next = at + 1 + bytes;
            if (next > end) return;
            t.open(route, at, next);
            t.fields(route, at, next);
            Prefix.tell(c, t, field, at + 1, bytes, six);
            t.close();
            at = next;
        }
    }

    private static int attribute(Cursor c, Tree t, int at, int end) {
        boolean extended = (c.data[at] & EXTENDED) != 0 && at + 4 <= end;
        int value = at + (extended ? 4 : 3);
        int length = (extended ? LONG_LENGTH : SHORT_LENGTH).get(c.data, at + 2);
        int next = Math.min(value + length, end);
        t.open(attribute, at, next);
        t.fields(attribute, at, next);
        t.field(extended ? LONG_LENGTH : SHORT_LENGTH, at + 2, extended ? 2 : 1);
        if (value < next) value(c, t, TYPE.get(c.data, at), value, next);
        t.close();
        return next;
    }

    private static void value(Cursor c, Tree t, int type, int at, int end) {
        int size = end - at;
        switch (type) {
            case 1 -> t.field(ORIGIN, at, 1);
            case AS_PATH, AS4_PATH -> path(c, t, type, at, end);
            case 3 -> whole(t, NEXT_HOP, 4, at, size);
            case 4 -> whole(t, MULTI_EXIT, 4, at, size);
            case 5 -> whole(t, LOCAL_PREFERENCE, 4, at, size);
            case 7, 18 -> {
                if (size != 6 && size != 8) return;
                t.field(size == 6 ? AGGREGATOR_2 : AGGREGATOR_4, at, size - 4);
                t.field(AGGREGATOR, end - 4, 4);
            }
            case 8 -> communities(c, t, at, end);
            case 9 -> whole(t, ORIGINATOR, 4, at, size);
            case 10 -> Option.repeat(t, CLUSTER, 4, at, end);
            case REACH -> reach(c, t, at, end);
            case UNREACH -> {
                if (size < 3) return;
                t.field(UNREACH_FAMILY, at, 2);
                t.field(UNREACH_SUBFAMILY, at + 2, 1);
                plain(c, t, UNREACH_4, UNREACH_6, at, at + 3, end);
            }
            case 32 -> {
                for (int i = at; i + 12 <= end; i += 12) {
                    t.field(LARGE_ADMINISTRATOR, i, 4);
                    t.field(LARGE_1, i + 4, 4);
                    t.field(LARGE_2, i + 8, 4);
                }
            }
            default -> {
            }
        }
    }

    private static void whole(Tree t, Field field, int bytes, int at, int size) {
        if (size == bytes) t.field(field, at, bytes);
    }

    private static void communities(Cursor c, Tree t, int from, int end) {
        for (int at = from; at + 4 <= end; at += 4) {
            int high = COMMUNITY_AS.get(c.data, at);
            if (high == WELL_KNOWN || high == 0 && COMMUNITY.get(c.data, at + 2) == 0) {
                t.field(WELL_KNOWN_COMMUNITY, at, 4);
            } else {
                t.field(COMMUNITY_AS, at, 2);
                t.field(COMMUNITY, at + 2, 2);
            }
        }
    }

    private static void path(Cursor c, Tree t, int type, int from, int end) {
        int size = type == AS4_PATH || fits(c.data, from, end, 4) ? 4 : 2;
        for (int at = from; at + segment.bytes() <= end;) {
            int next = Math.min(at + segment.bytes() + SEGMENT_LENGTH.get(c.data, at) * size, end);
            t.open(segment, at, next);
            t.fields(segment, at, next);
            Option.repeat(t, size == 4 ? AS_4 : AS_2, size, at + segment.bytes(), next);
            t.close();
            at = next;
        }
    }

    /// Nothing in a message says whether its AS numbers have 2 or 4 bytes (RFC 6793 section 4.1): whether segments with
    /// so many fill the attribute.
    private static boolean fits(byte[] d, int from, int end, int size) {
        int at = from;
        while (at + segment.bytes() <= end && d[at] >= 1 && d[at] <= 4)
            at += segment.bytes() + SEGMENT_LENGTH.get(d, at) * size;
        return at == end;
    }

    private static void reach(Cursor c, Tree t, int at, int end) {
        if (at + 5 > end) return;
        t.field(REACH_FAMILY, at, 2);
        t.field(REACH_SUBFAMILY, at + 2, 1);
        int length = c.data[at + 3] & 0xff;
        int hop = at + 4;
        int points = hop + length;
        if (points >= end) return;
        t.field(REACH_HOP, at + 3, length + 1);
        if (length == 4) t.field(REACH_HOP_4, hop, 4);
        if (length == 16 || length == 32) t.field(REACH_HOP_6, hop, 16);
        if (length == 32) t.field(REACH_HOP_LOCAL, hop + 16, 16);
        t.field(POINTS, points, 1);
        if (c.data[points] == 0) plain(c, t, REACH_4, REACH_6, at, points + 1, end);
    }

    /// Routes of a plain family; those of others, such as VPN, are left.
    private static void plain(Cursor c, Tree t, Made four, Made six, int family, int from, int end) {
        int afi = REACH_FAMILY.get(c.data, family);
        int safi = REACH_SUBFAMILY.get(c.data, family + 2);
        if (safi < 1 || safi > MULTICAST || afi != IPV4 && afi != IPV6) return;
        routes(c, t, afi == IPV6 ? six : four, afi == IPV6, from, end);
    }

    static List<Layout> layouts() {
        return List.of(withdrawn, attributes, route, attribute, segment);
    }
}
