package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
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
    static final Uint DO_NOT_AGE = HEAD.uint(1, "v3.lsa.do_not_age", "Do not age");
    static final Uint AGE = HEAD.uint(15, "lsa.age", "Age", varies(), says("seconds"));
    static final Uint TYPE = OspfAdvertisement.type3(HEAD);
    static final Octets ID = HEAD.ipv4("link_state_id", "Link state ID");
    static final Octets ADVERTISER = HEAD.ipv4("advrouter", "Advertising router");
    static final Uint SEQUENCE = HEAD.uint(32, "lsa.seqnum", "Sequence number", hex(), varies());
    static final Uint CHECKSUM = HEAD.uint(16, "lsa.chksum", "Checksum", hex(), varies());
    static final Uint LENGTH = HEAD.uint(16, "lsa.length", "Length", says("bytes, header included"));
    private static final String[] KIND_NAMES = {"", "router", "network", "interprefix", "interrouter", "asext",
            "member", "nssa", "link", "intraprefix"};
    private static final Made[] KINDS = new Made[KIND_NAMES.length];
    static {
        for (int i = 1; i < KINDS.length; i++)
            KINDS[i] = HEAD.made(Made.Form.BOOLEAN, "v3.lsa." + KIND_NAMES[i], "Is of type " + i);
    }

    private static final Layout router = new Layout("ospf", "Router", "RFC 5340 appendix A.4.3");
    static final Uint FLAGS = router.group(8, "v3.router.lsa.flags", "Flags", hex());
    static final Uint W = router.skip(4).flag("v3.router.lsa.flags.w", "Wildcard multicast");
    static final Uint V = router.flag("v3.router.lsa.flags.v", "Virtual link");
    static final Uint E = router.flag("v3.router.lsa.flags.e", "AS boundary router");
    static final Uint B = router.flag("v3.router.lsa.flags.b", "Area border router");
    static final Uint ROUTER_OPTIONS = OspfAdvertisement.options3(router);
    private static final Layout link = new Layout("ospf", "Link", "RFC 5340 appendix A.4.3");
    static final Uint LINK_TYPE = link.uint(8, "v3.lsa.type", "Type", names("", "point-to-point", "transit", "",
            "virtual"));
    static final Octets LINK_RESERVED = link.bytes(1, "reserved", "Reserved");
    static final Uint METRIC = link.uint(16, "metric", "Metric");
    static final Uint INTERFACE = link.uint(32, "v3.lsa.interface_id", "Interface");
    static final Uint NEIGHBOR_INTERFACE = link.uint(32, "v3.lsa.neighbor_interface_id", "Neighbor's interface");
    static final Octets NEIGHBOR = link.ipv4("v3.lsa.neighbor_router_id", "Neighbor router");

    private static final Layout network = new Layout("ospf", "Network", "RFC 5340 appendix A.4.4");
    static final Octets NETWORK_RESERVED = network.bytes(1, "reserved", "Reserved");
    static final Uint NETWORK_OPTIONS = OspfAdvertisement.options3(network);
    static final Octets ATTACHED = network.loose(Octets.Form.IPV4, "v3.lsa.attached_router", "Attached router",
            list());

    private static final Layout interPrefix = new Layout("ospf", "Inter-area prefix", "RFC 5340 appendix A.4.5");
    static final Octets INTER_RESERVED = interPrefix.bytes(1, "reserved", "Reserved");
    static final Uint INTER_METRIC = interPrefix.uint(24, "metric", "Metric");

    private static final Layout interRouter = new Layout("ospf", "Inter-area router", "RFC 5340 appendix A.4.6");
    static final Octets ROUTER_RESERVED = interRouter.loose(Octets.Form.BYTES, "reserved", "Reserved", list());
    static final Uint INTER_OPTIONS = OspfAdvertisement.options3(interRouter.skip(8));
    static final Uint ROUTER_METRIC = interRouter.skip(8).uint(24, "metric", "Metric");
    static final Octets DESTINATION = interRouter.ipv4("v3.lsa.destination_router_id", "Destination router");

    private static final Layout external = new Layout("ospf", "External route", "RFC 5340 appendix A.4.7");
    static final Uint EXTERNAL_FLAGS = external.group(8, "v3.as.external.flags", "Flags", hex());
    static final Uint TYPE_2 = external.skip(5).flag("v3.as.external.flags.e", "Type 2",
            says("counts more than any inner metric"));
    static final Uint FORWARDED = external.flag("v3.as.external.flags.f", "Forwarding address follows");
    static final Uint TAGGED = external.flag("v3.as.external.flags.t", "Route tag follows");
    static final Uint EXTERNAL_METRIC = external.uint(24, "metric", "Metric");
    static final Octets FORWARDING = external.loose(Octets.Form.IPV6, "v3.lsa.forwarding_address.ipv6",
            "Forwarding address");
    static final Uint TAG = external.loose(32, "v3.lsa.external_route_tag", "Route tag");
    static final Octets REFERENCED = external.loose(Octets.Form.IPV4, "v3.lsa.referenced_link_state_id",
            "Referenced link state ID");

    private static final Layout local = new Layout("ospf", "Link-local", "RFC 5340 appendix A.4.9");
    static final Uint PRIORITY = local.uint(8, "v3.lsa.router_priority", "Router priority");
    static final Uint LOCAL_OPTIONS = OspfAdvertisement.options3(local);
    static final Octets LOCAL = local.ipv6("v3.lsa.link_local_interface_address.ipv6", "Link-local address");
    static final Uint LOCAL_PREFIXES = local.uint(32, "v3.lsa.num_prefixes", "Prefixes");

    private static final Layout intraPrefix = new Layout("ospf", "Intra-area prefix", "RFC 5340 appendix A.4.10");
    static final Uint PREFIXES = intraPrefix.uint(16, "v3.lsa.num_prefixes", "Prefixes");
    static final Uint OF_TYPE = intraPrefix.uint(16, "v3.lsa.referenced_ls_type", "Referenced type", hex(),
            names(TYPES));
    static final Octets OF_ID = intraPrefix.ipv4("v3.lsa.referenced_link_state_id", "Referenced link state ID");
    static final Octets OF_ROUTER = intraPrefix.ipv4("v3.lsa.referenced_advertising_router", "Referenced router");

    private static final Layout prefix = new Layout("ospf", "Prefix", "RFC 5340 appendix A.4.1");
    static final Uint PREFIX_LENGTH = prefix.uint(8, "prefix_length", "Prefix length", says("bits"));
    static final Uint PREFIX_OPTIONS = prefix.group(8, "v3.prefix.options", "Options", hex());
    static final Uint P = prefix.skip(4).flag("v3.prefix.options.p", "Propagate");
    static final Uint MC = prefix.flag("v3.prefix.options.mc", "Multicast");
    static final Uint LA = prefix.flag("v3.prefix.options.la", "Local address");
    static final Uint NU = prefix.flag("v3.prefix.options.nu", "No unicast");
    static final Octets PREFIX_RESERVED = prefix.loose(Octets.Form.BYTES, "reserved", "Reserved");
    static final Uint PREFIX_METRIC = prefix.loose(16, "metric", "Metric");
    static final Uint PREFIX_TYPE = prefix.loose(16, "v3.lsa.referenced_ls_type", "Referenced type", hex(),
            names(TYPES));
    static final Made ADDRESS = prefix.made(Made.Form.TEXT, "v3.address_prefix.ipv6", "Prefix");

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
