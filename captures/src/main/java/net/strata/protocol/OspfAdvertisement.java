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
import net.strata.decode.Option;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// The link state advertisements of OSPF version 2 (RFC 2328 appendix A.4): their headers, and what routers, networks,
/// summaries and external routes say. Those of version 3 are in [OspfAdvertisement3].
final class OspfAdvertisement {
    static final int HEADER = 20;
    private static final int ROUTER = 1;
    private static final int NETWORK = 2;
    private static final int SUMMARY = 3;
    private static final int SUMMARY_ROUTER = 4;
    private static final int EXTERNAL = 5;
    private static final int NSSA = 7;
    private static final int OPAQUE = 9;
    private static final int OPAQUE_AS = 11;
    private static final int TRAFFIC = 1;
    static final Names TYPES = new Names("""
            1 Router
            2 Network
            3 Summary, network
            4 Summary, AS boundary router
            5 AS external
            6 Group membership
            7 NSSA external
            8 External attributes
            9 Opaque, link
            10 Opaque, area
            11 Opaque, AS""");
    private static final Names OPAQUE_TYPES = new Names("""
            1 Traffic engineering
            2 Sycamore optical topology
            3 Grace
            4 Router information
            7 Extended prefix
            8 Extended link""");

    private static final Layout lsa = new Layout("ospf", "Link state advertisement", "RFC 2328 appendix A.4.1");
    static final Uint DO_NOT_AGE = lsa.uint(1, "lsa.donotage", "Do not age",
            says("does not grow old, so that lines that cost by use may stay silent"),
            source("RFC 1793 section 2.2"));
    static final Uint AGE = lsa.uint(15, "lsa.age", "Age", varies(),
            says("seconds since it was made; at 3600 it is removed everywhere"));
    static final Uint OPTIONS = options2(lsa);
    static final Uint TYPE = lsa.uint(8, "lsa", "Type", names(TYPES), says("what the advertisement describes"));
    static final Octets ADVERTISER = lsa.skip(32).ipv4("advrouter", "Advertising router",
            says("ID of the router that made it"));
    static final Uint SEQUENCE = lsa.uint(32, "lsa.seqnum", "Sequence number", hex(), varies(),
            says("the highest is the newest; starts at 0x80000001"));
    static final Uint CHECKSUM = lsa.uint(16, "lsa.chksum", "Checksum", hex(), varies(),
            says("Fletcher's, over the whole advertisement except its age"));
    static final Uint LENGTH = lsa.uint(16, "lsa.length", "Length",
            says("bytes of the advertisement, header included"));
    static final Octets ID = lsa.loose(Octets.Form.IPV4, "lsa.id", "Link state ID",
            says("what it describes: a router's ID, a network or an address, by its type"));
    static final Uint OPAQUE_TYPE = lsa.loose(8, "lsid_opaque_type", "Opaque type", names(OPAQUE_TYPES),
            says("which extension the data are for"), source("RFC 5250 section 3"));
    static final Uint OPAQUE_ID = lsa.loose(24, "lsid.opaque_id", "Opaque ID",
            says("tells apart a router's advertisements for the same extension"), source("RFC 5250 section 3"));
    static final Uint TRAFFIC_RESERVED = lsa.loose(8, "lsid_te_lsa.reserved", "Reserved",
            says("upper bits of the number that follows, usually 0"), source("RFC 3630 section 2.2"));
    static final Uint TRAFFIC_INSTANCE = lsa.loose(16, "lsid_te_lsa.instance", "Instance",
            says("tells apart a router's advertisements for traffic engineering"), source("RFC 3630 section 2.2"));

    private static final Layout router = new Layout("ospf", "Router", "RFC 2328 appendix A.4.2");
    static final Uint FLAGS = router.group(8, "v2.router.lsa.flags", "Flags", hex(),
            says("what part the router plays at borders"));
    static final Uint H = router.flag("v2.router.lsa.flags.h", "Host",
            says("other routers should not send through traffic over it"), source("RFC 8770"));
    static final Uint N = router.skip(2).flag("v2.router.lsa.flags.n", "NSSA translator",
            says("always translates routes of a not so stubby area for the others"), source("RFC 3101"));
    static final Uint W = router.flag("v2.router.lsa.flags.w", "Wildcard multicast",
            says("receives all multicast packets, to forward them"), source("RFC 1584"));
    static final Uint V = router.flag("v2.router.lsa.flags.v", "Virtual link",
            says("an end of a virtual link through the area"));
    static final Uint E = router.flag("v2.router.lsa.flags.e", "AS boundary router",
            says("knows routes to outside the whole system"));
    static final Uint B = router.flag("v2.router.lsa.flags.b", "Area border router",
            says("belongs to more than one area"));
    static final Uint LINKS = router.skip(8).uint(16, "lsa.number_of_links", "Links",
            says("how many links of the router are described below"));

    private static final Layout link = new Layout("ospf", "Link", "RFC 2328 appendix A.4.2");
    static final Octets LINK_ID = link.ipv4("lsa.router.linkid", "Link ID",
            says("what it leads to: a router's ID, a designated router or a network"));
    static final Octets LINK_DATA = link.ipv4("lsa.router.linkdata", "Link data",
            says("the router's own address on the link, or the mask of a stub network"));
    static final Uint LINK_TYPE = link.uint(8, "lsa.router.linktype", "Type", names("", "point-to-point", "transit",
            "stub", "virtual"), says("what the link leads to"));
    static final Uint METRICS = link.uint(8, "lsa.router.nummetrics", "Metrics",
            says("how many more metrics, for types of service, follow; now 0"));
    static final Uint METRIC = link.uint(16, "lsa.router.metric0", "Metric",
            says("cost of sending over the link; the lowest sum to a place wins"));
    static final Uint TOS_METRIC = link.loose(16, "ls.metric", "Metric for a type of service", list(),
            says("cost for one type of service, no longer in use"));

    private static final Layout network = new Layout("ospf", "Network", "RFC 2328 appendix A.4.3");
    static final Octets NETWORK_MASK = network.ipv4("lsa.network.netmask", "Network mask",
            says("mask of the network whose routers are listed"));
    static final Octets ATTACHED = network.loose(Octets.Form.IPV4, "lsa.network.attchrtr", "Attached router", list(),
            says("ID of a router on the network"));

    private static final Layout summary = new Layout("ospf", "Summary", "RFC 2328 appendix A.4.4");
    static final Octets SUMMARY_MASK = summary.ipv4("lsa.asbr.netmask", "Network mask",
            says("mask of the network in another area; 0.0.0.0 if a router is described"));
    static final Uint SUMMARY_TOS = summary.loose(8, "lsa.tos", "Type of service", list(),
            says("type of service that the metric is for; 0: the usual one"));
    static final Uint SUMMARY_METRIC = summary.loose(24, "metric", "Metric", list(),
            says("cost from the advertising router to what is described"));

    private static final Layout external = new Layout("ospf", "External route", "RFC 2328 appendix A.4.5");
    static final Octets EXTERNAL_MASK = external.ipv4("lsa.asext.netmask", "Network mask",
            says("mask of the network outside"));
    private static final Layout route = new Layout("ospf", "Route", "RFC 2328 appendix A.4.5");
    static final Uint EXTERNAL_TYPE = route.flag("lsa.asext.type", "Type 2",
            says("the metric counts more than all costs inside; if clear, it is added to them"));
    static final Uint EXTERNAL_TOS = route.uint(7, "lsa.tos", "Type of service",
            says("type of service that the metric is for; 0: the usual one"));
    static final Uint EXTERNAL_METRIC = route.uint(24, "metric", "Metric", says("cost of the way outside"));
    static final Octets FORWARDING = route.ipv4("lsa.asext.fwdaddr", "Forwarding address",
            says("router to send such packets to; 0.0.0.0: the advertising one"));
    static final Uint TAG = route.uint(32, "lsa.asext.extrttag", "Route tag",
            says("mark for use among border routers, such as an AS number"));

    private static final Made[] KINDS = new Made[OPAQUE_AS + 1];
    static {
        String[] kinds = {"", "router", "network", "summary", "asbr", "asext", "member", "nssa", "attr", "opaque",
                "opaque", "opaque"};
        String[] says = {"", "a router and its links", "a network and the routers on it", "a network in another area",
                "a router that knows routes to outside", "a route to outside", "the groups that have members",
                "a route to outside of a not so stubby area", "attributes of a route to outside",
                "something for an extension"};
        for (int i = 1; i < kinds.length; i++) {
            KINDS[i] = i > OPAQUE
                    ? KINDS[OPAQUE]
                    : lsa.made(Made.Form.BOOLEAN, "lsa." + kinds[i],
                            TYPES.of(i, "Opaque"), says("set where it describes " + says[i]));
        }
    }

    private OspfAdvertisement() {}

    static Uint options2(Layout l) {
        Uint group = l.group(8, "v2.options", "Options", hex(),
                says("what the router, or its part of the network, supports"), source("RFC 2328 appendix A.2"));
        l.flag("v2.options.dn", "Down",
                says("came down from a provider of private networks; do not send it up again"), source("RFC 4576"));
        l.flag("v2.options.o", "Opaque advertisements",
                says("understands opaque advertisements, which carry extensions"), source("RFC 5250 appendix A.1"));
        l.flag("v2.options.dc", "Demand circuits", says("can stay silent on lines that cost by use"),
                source("RFC 1793 section 2.1"));
        l.flag("v2.options.l", "Link-local signaling", says("a block of data for the link alone follows the packet"),
                source("RFC 5613 section 2.1"));
        l.flag("v2.options.n", "Not so stubby areas",
                says("in a hello: the area is not so stubby; in type 7: to be translated"),
                source("RFC 3101 appendix A"));
        l.flag("v2.options.mc", "Multicast", says("forwards multicast packets by this map"), source("RFC 1584"));
        l.flag("v2.options.e", "External routing", says("takes external routes; clear in stub areas"),
                source("RFC 2328 appendix A.2"));
        l.flag("v2.options.mt", "Multiple topologies", says("routes by several topologies"), source("RFC 4915"));
        return group;
    }

    static Uint options3(Layout l) {
        Uint group = l.group(24, "v3.options", "Options", hex(),
                says("what the router, or its part of the network, supports"), source("RFC 5340 appendix A.2"));
        l.skip(13).flag("v3.options.at", "Authentication trailer",
                says("a trailer that proves who sent it follows the packet"), source("RFC 7166 section 2.1"));
        l.flag("v3.options.l", "Link-local signaling", says("a block of data for the link alone follows the packet"),
                source("RFC 5613 section 2.1"));
        l.flag("v3.options.af", "Address families", says("can carry other address families than IPv6 unicast"),
                source("RFC 5838"));
        l.skip(2).flag("v3.options.dc", "Demand circuits", says("can stay silent on lines that cost by use"),
                source("RFC 5340 appendix A.2"));
        l.flag("v3.options.r", "Router", says("forwards packets; if clear, it is a host that only listens"),
                source("RFC 5340 appendix A.2"));
        l.flag("v3.options.n", "Not so stubby areas", says("belongs to a not so stubby area"),
                source("RFC 5340 appendix A.2"));
        l.flag("v3.options.mc", "Multicast", says("forwards multicast packets by this map"),
                source("RFC 5340 appendix A.2"));
        l.flag("v3.options.e", "External routing", says("takes external routes; clear in stub areas"),
                source("RFC 5340 appendix A.2"));
        l.flag("v3.options.v6", "Takes part in IPv6 routing",
                says("to be counted on for IPv6; if clear, leave it out"), source("RFC 5340 appendix A.2"));
        return group;
    }

    static Uint type3(Layout l) {
        Uint group = l.group(16, "v3.lsa", "Type", hex(), names(OspfAdvertisement3.TYPES),
                says("what the advertisement describes, and how far it is flooded"),
                source("RFC 5340 appendix A.4.2.1"));
        l.flag("v3.lsa.u", "Flooded even if unknown",
                says("routers that do not know the type flood it all the same"), source("RFC 5340 appendix A.4.2.1"));
        l.uint(2, "v3.lsa.s12", "Scope", hex(), names("link", "area", "AS"),
                says("how far it is flooded: over the link, the area or the whole system"),
                source("RFC 5340 appendix A.4.2.1"));
        l.uint(13, "v3.lsa.fc", "Function", says("what the advertisement describes"),
                source("RFC 5340 appendix A.4.2.1"));
        return group;
    }

    /// Bytes of the advertisement at `at`: at least its header, at most what is there.
    private static int size(Cursor c, int at, int end) {
        return Math.min(Math.max(LENGTH.get(c.data, at), HEADER), end - at);
    }

    /// Tells the tree headers without what follows them.
    static void headers(Cursor c, Tree t, boolean three, int from, int end) {
        for (int at = from; at + HEADER <= end; at += HEADER)
            part(c, t, three, at, at + HEADER);
    }

    /// Tells the tree whole advertisements.
    static void fields(Cursor c, Tree t, boolean three, int from, int end) {
        for (int at = from; at + HEADER <= end;) {
            int next = at + size(c, at, end);
            part(c, t, three, at, next);
            at = next;
        }
    }

    private static void part(Cursor c, Tree t, boolean three, int at, int end) {
        t.open(three ? OspfAdvertisement3.HEAD : lsa, at, end);
        if (three) {
            OspfAdvertisement3.fields(c, t, at, end);
        } else {
            header(c, t, at);
            if (at + HEADER < end) body(c, t, TYPE.get(c.data, at), at + HEADER, end);
        }
        t.close();
    }

    private static void header(Cursor c, Tree t, int at) {
        t.fields(lsa, at, at + HEADER);
        int type = TYPE.get(c.data, at);
        if (type >= 1 && type <= OPAQUE_AS) t.made(KINDS[type], 1);
        int id = at + 4;
        if (type < OPAQUE || type > OPAQUE_AS) {
            t.field(ID, id, 4);
            return;
        }
        t.field(OPAQUE_TYPE, id, 1);
        if (OPAQUE_TYPE.get(c.data, id) == TRAFFIC) {
            t.field(TRAFFIC_RESERVED, id + 1, 1);
            t.field(TRAFFIC_INSTANCE, id + 2, 2);
        } else {
            t.field(OPAQUE_ID, id + 1, 3);
        }
    }

    private static void body(Cursor c, Tree t, int type, int from, int end) {
        switch (type) {
            case ROUTER -> {
                t.fields(router, from, end);
                for (int at = from + router.bytes(); at + link.bytes() <= end;) {
                    int next = Math.min(at + link.bytes() + METRICS.get(c.data, at) * 4, end);
                    t.open(link, at, next);
                    t.fields(link, at, next);
                    Option.repeat(t, TOS_METRIC, 4, at + link.bytes() + 2, next + 2);
                    t.close();
                    at = next;
                }
            }
            case NETWORK -> {
                t.fields(network, from, end);
                Option.repeat(t, ATTACHED, 4, from + network.bytes(), end);
            }
            case SUMMARY, SUMMARY_ROUTER -> {
                t.fields(summary, from, end);
                for (int at = from + summary.bytes(); at + 4 <= end; at += 4) {
                    t.field(SUMMARY_TOS, at, 1);
                    t.field(SUMMARY_METRIC, at + 1, 3);
                }
            }
            case EXTERNAL, NSSA -> {
                t.fields(external, from, end);
                for (int at = from + external.bytes(); at + route.bytes() <= end; at += route.bytes()) {
                    t.open(route, at, at + route.bytes());
                    t.fields(route, at, end);
                    t.close();
                }
            }
            default -> {
            }
        }
    }

    static List<Layout> layouts() {
        List<Layout> all = new ArrayList<>(List.of(lsa, router, link, network, summary, external, route));
        all.addAll(OspfAdvertisement3.layouts());
        return all;
    }
}
