package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Tree;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// The link state advertisements of OSPF version 3 (RFC 5340 appendix A.4).
final class OspfAdvertisement3 {
    private static final int SCOPE_AND_UNKNOWN = 0xe000;
    static final Names TYPES = new Names("""
            0x0008 Link
            0x000b Grace
            0x2001 Router
            0x2002 Network
            0x2003 Inter-area prefix
            0x2004 Inter-area router
            0x2006 Group membership
            0x2007 NSSA
            0x2009 Intra-area prefix
            0x4005 AS external""");

    static final Layout HEAD = new Layout("ospf", "Link state advertisement", "RFC 5340 appendix A.4.2");
    static final Uint DO_NOT_AGE = HEAD.uint(1, "v3.lsa.do_not_age", "Do not age",
            says("does not grow old, so that lines that cost by use may stay silent"),
            source("RFC 1793 section 2.2"));
    static final Uint AGE = HEAD.uint(15, "lsa.age", "Age", varies(),
            says("seconds since it was made; at 3600 it is removed everywhere"));
    static final Uint TYPE = OspfAdvertisement.type3(HEAD);
    static final Octets ID = HEAD.ipv4("link_state_id", "Link state ID",
            says("tells apart the router's advertisements of the same type"));
    static final Octets ADVERTISER = HEAD.ipv4("advrouter", "Advertising router",
            says("ID of the router that made it"));
    static final Uint SEQUENCE = HEAD.uint(32, "lsa.seqnum", "Sequence number", hex(), varies(),
            says("the highest is the newest; starts at 0x80000001"));
    static final Uint CHECKSUM = HEAD.uint(16, "lsa.chksum", "Checksum", hex(), varies(),
            says("Fletcher's, over the whole advertisement except its age"));
    static final Uint LENGTH = HEAD.uint(16, "lsa.length", "Length",
            says("bytes of the advertisement, header included"));
    private static final String[] KIND_NAMES = {"", "router", "network", "interprefix", "interrouter", "asext",
            "member", "nssa", "link", "intraprefix"};
    private static final String[] KIND_MEANINGS = {"", "a router and its links", "a link and the routers on it",
            "a prefix in another area", "a router that knows routes to outside", "a route to outside",
            "the groups that have members", "a route to outside of a not so stubby area",
            "a router's own address and prefixes on a link", "prefixes of a router or link"};
    private static final Made[] KINDS = new Made[KIND_NAMES.length];
    static {
        for (int i = 1; i < KINDS.length; i++)
            KINDS[i] = HEAD.made(Made.Form.BOOLEAN, "v3.lsa." + KIND_NAMES[i], "Is of type " + i,
                    says("set where it describes " + KIND_MEANINGS[i]));
    }

    private static final Layout router = new Layout("ospf", "Router", "RFC 5340 appendix A.4.3");
    static final Uint FLAGS = router.group(8, "v3.router.lsa.flags", "Flags", hex(),
            says("what part the router plays at borders"));
    static final Uint W = router.skip(4).flag("v3.router.lsa.flags.w", "Wildcard multicast",
            says("receives all multicast packets, to forward them"));
    static final Uint V = router.flag("v3.router.lsa.flags.v", "Virtual link",
            says("an end of a virtual link through the area"));
    static final Uint E = router.flag("v3.router.lsa.flags.e", "AS boundary router",
            says("knows routes to outside the whole system"));
    static final Uint B = router.flag("v3.router.lsa.flags.b", "Area border router",
            says("belongs to more than one area"));
    static final Uint ROUTER_OPTIONS = OspfAdvertisement.options3(router);
    private static final Layout link = new Layout("ospf", "Link", "RFC 5340 appendix A.4.3");
    static final Uint LINK_TYPE = link.uint(8, "v3.lsa.type", "Type", names("", "point-to-point", "transit", "",
            "virtual"), says("what the link leads to"));
    static final Octets LINK_RESERVED = link.bytes(1, "reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint METRIC = link.uint(16, "metric", "Metric",
            says("cost of sending over the link; the lowest sum to a place wins"));
    static final Uint INTERFACE = link.uint(32, "v3.lsa.interface_id", "Interface",
            says("number of the router's own interface to the link"));
    static final Uint NEIGHBOR_INTERFACE = link.uint(32, "v3.lsa.neighbor_interface_id", "Neighbor's interface",
            says("number of the interface at the other end, or of the designated router's"));
    static final Octets NEIGHBOR = link.ipv4("v3.lsa.neighbor_router_id", "Neighbor router",
            says("ID of the router at the other end, or of the designated router"));

    private static final Layout network = new Layout("ospf", "Network", "RFC 5340 appendix A.4.4");
    static final Octets NETWORK_RESERVED = network.bytes(1, "reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint NETWORK_OPTIONS = OspfAdvertisement.options3(network);
    static final Octets ATTACHED = network.loose(Octets.Form.IPV4, "v3.lsa.attached_router", "Attached router",
            list(), says("ID of a router on the link"));

    private static final Layout interPrefix = new Layout("ospf", "Inter-area prefix", "RFC 5340 appendix A.4.5");
    static final Octets INTER_RESERVED = interPrefix.bytes(1, "reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint INTER_METRIC = interPrefix.uint(24, "metric", "Metric",
            says("cost from the advertising router to the prefix in another area"));

    private static final Layout interRouter = new Layout("ospf", "Inter-area router", "RFC 5340 appendix A.4.6");
    static final Octets ROUTER_RESERVED = interRouter.loose(Octets.Form.BYTES, "reserved", "Reserved", list(),
            says("senders set 0, receivers ignore it"));
    static final Uint INTER_OPTIONS = OspfAdvertisement.options3(interRouter.skip(8));
    static final Uint ROUTER_METRIC = interRouter.skip(8).uint(24, "metric", "Metric",
            says("cost from the advertising router to the one described"));
    static final Octets DESTINATION = interRouter.ipv4("v3.lsa.destination_router_id", "Destination router",
            says("ID of the router described, which knows routes to outside"));

    private static final Layout external = new Layout("ospf", "External route", "RFC 5340 appendix A.4.7");
    static final Uint EXTERNAL_FLAGS = external.group(8, "v3.as.external.flags", "Flags", hex(),
            says("kind of metric, and which optional parts follow"));
    static final Uint TYPE_2 = external.skip(5).flag("v3.as.external.flags.e", "Type 2",
            says("the metric counts more than all costs inside; if clear, it is added to them"));
    static final Uint FORWARDED = external.flag("v3.as.external.flags.f", "Forwarding address follows",
            says("set where a forwarding address follows"));
    static final Uint TAGGED = external.flag("v3.as.external.flags.t", "Route tag follows",
            says("set where a route tag follows"));
    static final Uint EXTERNAL_METRIC = external.uint(24, "metric", "Metric", says("cost of the way outside"));
    static final Octets FORWARDING = external.loose(Octets.Form.IPV6, "v3.lsa.forwarding_address.ipv6",
            "Forwarding address", says("router to send such packets to, in place of the advertising one"));
    static final Uint TAG = external.loose(32, "v3.lsa.external_route_tag", "Route tag",
            says("mark for use among border routers, such as an AS number"));
    static final Octets REFERENCED = external.loose(Octets.Form.IPV4, "v3.lsa.referenced_link_state_id",
            "Referenced link state ID",
            says("ID of another advertisement that tells border routers more of the route"));

    private static final Layout local = new Layout("ospf", "Link-local", "RFC 5340 appendix A.4.9");
    static final Uint PRIORITY = local.uint(8, "v3.lsa.router_priority", "Router priority",
            says("of the router on the link; the highest becomes designated router"));
    static final Uint LOCAL_OPTIONS = OspfAdvertisement.options3(local);
    static final Octets LOCAL = local.ipv6("v3.lsa.link_local_interface_address.ipv6", "Link-local address",
            says("the router's address on the link, next hop for its neighbors"));
    static final Uint LOCAL_PREFIXES = local.uint(32, "v3.lsa.num_prefixes", "Prefixes",
            says("how many prefixes of the link are listed below"));

    private static final Layout intraPrefix = new Layout("ospf", "Intra-area prefix", "RFC 5340 appendix A.4.10");
    static final Uint PREFIXES = intraPrefix.uint(16, "v3.lsa.num_prefixes", "Prefixes",
            says("how many prefixes are listed below"));
    static final Uint OF_TYPE = intraPrefix.uint(16, "v3.lsa.referenced_ls_type", "Referenced type", hex(),
            names(TYPES), says("whether the prefixes belong to a router or to a link with several"));
    static final Octets OF_ID = intraPrefix.ipv4("v3.lsa.referenced_link_state_id", "Referenced link state ID",
            says("ID of the advertisement that the prefixes belong to"));
    static final Octets OF_ROUTER = intraPrefix.ipv4("v3.lsa.referenced_advertising_router", "Referenced router",
            says("ID of the router that made the advertisement they belong to"));

    private static final Layout prefix = new Layout("ospf", "Prefix", "RFC 5340 appendix A.4.1");
    static final Uint PREFIX_LENGTH = prefix.uint(8, "prefix_length", "Prefix length",
            says("leading bits of the prefix that count"));
    static final Uint PREFIX_OPTIONS = prefix.group(8, "v3.prefix.options", "Options", hex(),
            says("what the prefix is used for"));
    static final Uint P = prefix.skip(4).flag("v3.prefix.options.p", "Propagate",
            says("to be advertised again where its not so stubby area ends"));
    static final Uint MC = prefix.flag("v3.prefix.options.mc", "Multicast",
            says("once to be used for multicast, no longer in use"));
    static final Uint LA = prefix.flag("v3.prefix.options.la", "Local address",
            says("the prefix is an address of the advertising router itself"));
    static final Uint NU = prefix.flag("v3.prefix.options.nu", "No unicast",
            says("to be left out of unicast routes"));
    static final Octets PREFIX_RESERVED = prefix.loose(Octets.Form.BYTES, "reserved", "Reserved",
            says("senders set 0, receivers ignore it"));
    static final Uint PREFIX_METRIC = prefix.loose(16, "metric", "Metric",
            says("cost of the prefix, added to that of its router or link"));
    static final Uint PREFIX_TYPE = prefix.loose(16, "v3.lsa.referenced_ls_type", "Referenced type", hex(),
            names(TYPES), says("type of another advertisement that tells more of the route; 0: none"));
    static final Made ADDRESS = prefix.made(Made.Form.TEXT, "v3.address_prefix.ipv6", "Prefix",
            says("network that can be reached"));

    private OspfAdvertisement3() {}

    static void fields(Cursor c, Tree t, int at, int end) {
        t.fields(HEAD, at, end);
        int type = TYPE.get(c.data, at);
        int function = type & ~SCOPE_AND_UNKNOWN;
        if (function >= 1 && function < KINDS.length) t.made(KINDS[function], 1);
        int from = at + OspfAdvertisement.HEADER;
        if (from < end) body(c, t, function, from, end);
    }

    private static void body(Cursor c, Tree t, int function, int from, int end) {
        switch (function) {
            case 1 -> {
                t.fields(router, from, end);
                for (int at = from + router.bytes(); at + link.bytes() <= end; at += link.bytes()) {
                    t.open(link, at, at + link.bytes());
                    t.fields(link, at, end);
                    t.close();
                }
            }
            case 2 -> {
                t.fields(network, from, end);
                Option.repeat(t, ATTACHED, 4, from + network.bytes(), end);
            }
            case 3 -> {
                t.fields(interPrefix, from, end);
                prefixes(c, t, PREFIX_RESERVED, 1, from + interPrefix.bytes(), end);
            }
            case 4 -> {
                t.fields(interRouter, from, end);
                t.field(ROUTER_RESERVED, from, 1);
                if (from + 5 <= end) t.field(ROUTER_RESERVED, from + 4, 1);
            }
            case 5, 7 -> external(c, t, from, end);
            case 8 -> {
                t.fields(local, from, end);
                if (from + local.bytes() <= end)
                    prefixes(c, t, PREFIX_RESERVED, LOCAL_PREFIXES.get(c.data, from), from + local.bytes(), end);
            }
            case 9 -> {
                t.fields(intraPrefix, from, end);
                if (from + intraPrefix.bytes() <= end)
                    prefixes(c, t, PREFIX_METRIC, PREFIXES.get(c.data, from), from + intraPrefix.bytes(), end);
            }
            default -> {
            }
        }
    }

    private static void external(Cursor c, Tree t, int from, int end) {
        t.fields(external, from, end);
        int at = from + external.bytes();
        if (at + 4 > end) return;
        int behind = at + 4 + padded(PREFIX_LENGTH.get(c.data, at));
        int flags = EXTERNAL_FLAGS.get(c.data, from);
        int next = behind;
        if ((flags & 2) != 0 && next + 16 <= end) {
            t.field(FORWARDING, next, 16);
            next += 16;
        }
        if ((flags & 1) != 0 && next + 4 <= end) {
            t.field(TAG, next, 4);
            next += 4;
        }
        if (PREFIX_TYPE.get(c.data, at + 2) != 0 && next + 4 <= end) t.field(REFERENCED, next, 4);
        prefixes(c, t, PREFIX_TYPE, 1, at, Math.min(behind, end));
    }

    /// Prefixes are sent in whole words of 4 bytes.
    private static int padded(int bits) {
        return (bits + 31) / 32 * 4;
    }

    /// @param what what the two bytes behind length and options are
    private static void prefixes(Cursor c, Tree t, Field what, int count, int from, int end) {
        int at = from;
        for (int left = count; left != 0 && at + 4 <= end; left--) {
            int bytes = padded(PREFIX_LENGTH.get(c.data, at));
            int next = at + 4 + bytes;
            if (next > end) return;
            t.open(prefix, at, next);
            t.fields(prefix, at, next);
            t.field(what, at + 2, 2);
            Prefix.tell(c, t, ADDRESS, at + 4, Math.min(bytes, 16), true);
            t.close();
            at = next;
        }
    }

    static List<Layout> layouts() {
        return List.of(HEAD, router, link, network, interPrefix, interRouter, external, local, intraPrefix, prefix);
    }
}
