package net.strata.protocol;

import static net.strata.protocol.Icmpv6Numbers.*;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Neighbour discovery (RFC 4861 section 4; preference: RFC 4191; inverse: RFC 3122; mobile prefixes: RFC 6275;
/// certification paths: RFC 3971; fast handover: RFC 5568): the messages of ICMPv6 that end with options.
final class NeighborDiscovery {
    /// Bytes of a link-layer option's head, and of the Ethernet address that usually follows.
    private static final int OPTION_HEAD = 2;
    private static final int MAC = 6;
    private static final int REDIRECTED = 4;
    private static final int SOURCE_LINK = 1;
    private static final int TARGET_LINK = 2;
    /// RFC 4191 section 2.1.
    static final Names PREFERENCE = Names.from0("medium", "high", "reserved", "low");

    private static final Layout plain = message("Solicitation", "RFC 4861 section 4.1", 32);
    private static final Layout router = message("Router advertisement", "RFC 4861 section 4.2", 0);
    static final Uint HOP_LIMIT = router.uint(8, "nd.ra.cur_hop_limit", "Hop limit",
            says("hop limit that hosts shall send with; 0: not told"),
            otherwise("packets of the hosts would die before they arrive"));
    static final Uint RA_FLAG = router.group(8, "nd.ra.flag", "Flags", hex(),
            says("where addresses and settings come from, and what the router serves as"),
            otherwise("hosts would wait for DHCPv6 that is not there, or never ask it"));
    static final Uint MANAGED = router.flag("nd.ra.flag.m", "Managed", says("set: addresses come by DHCPv6"),
            otherwise("hosts would wait for addresses in vain, or never ask for them"));
    static final Uint OTHER = router.flag("nd.ra.flag.o", "Other configuration",
            says("set: the rest, such as DNS servers, comes by DHCPv6"),
            otherwise("hosts would not learn their DNS servers"));
    static final Uint HOME = router.flag("nd.ra.flag.h", "Home agent",
            says("set: the router is a home agent for mobile hosts"),
            otherwise("mobile hosts would register with nobody"), source("RFC 6275 section 7.1"));
    static final Uint PRF = router.uint(2, "nd.ra.flag.prf", "Preference", names(PREFERENCE),
            says("how much it is preferred as a default router"),
            otherwise("hosts would leave by the worse of two routers"), source("RFC 4191 section 2.2"));
    static final Uint PROXY = router.flag("nd.ra.flag.p", "Proxy",
            says("set: the advertisement went through a proxy; others then do not act as proxies there"),
            otherwise("proxies would pass packets round in a loop"), source("RFC 4389 section 4.1.3.3"));
    static final Uint RA_RESERVED = router.uint(2, "nd.ra.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"),
            otherwise("nothing today, but a later use of these bits would misread it"));
    static final Uint LIFETIME = router.uint(16, "nd.ra.router_lifetime", "Router lifetime",
            says("seconds that it may serve as a default router; 0: it is none"),
            otherwise("hosts would go on with a router that has gone, or lose one that is there"));
    static final Uint REACHABLE = router.uint(32, "nd.ra.reachable_time", "Reachable time",
            says("ms that a neighbour counts as there after it was heard; 0: not told"),
            otherwise("hosts would go on sending to neighbours that have gone"));
    static final Uint RETRANS = router.uint(32, "nd.ra.retrans_timer", "Retransmit timer",
            says("ms between repeated solicitations; 0: not told"),
            otherwise("hosts would flood the link with questions, or wait too long for answers"));

    private static final Layout solicitation = message("Neighbor solicitation", "RFC 4861 section 4.3", 32);
    static final Octets NS_TARGET = solicitation.ipv6("nd.ns.target_address", "Target",
            says("whose link-layer address is asked for, or who has it already"),
            otherwise("the neighbour meant would not answer"));

    private static final Layout advertisement = message("Neighbor advertisement", "RFC 4861 section 4.4", 0);
    static final Uint NA_FLAG = advertisement.group(32, "nd.na.flag", "Flags", hex(),
            says("who answers, whether asked, and whether it shall replace what was known"),
            otherwise("hosts would forget a router, or keep an address that has changed"));
    static final Uint IS_ROUTER = advertisement.flag("nd.na.flag.r", "Router", says("the sender is a router"),
            otherwise("hosts would strike it off their list of routers"));
    static final Uint SOLICITED = advertisement.flag("nd.na.flag.s", "Solicited",
            says("answers a solicitation, which proves that the neighbour is there"),
            otherwise("the asker would take the neighbour for gone"));
    static final Uint OVERRIDE = advertisement.flag("nd.na.flag.o", "Override",
            says("replaces the link-layer address that was known"),
            otherwise("hosts would go on sending to the old link-layer address"));
    static final Uint NA_RESERVED = advertisement.uint(29, "nd.na.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"),
            otherwise("nothing today, but a later use of these bits would misread it"));
    static final Octets NA_TARGET = advertisement.ipv6("nd.na.target_address", "Target",
            says("whose link-layer address this is"), otherwise("packets for somebody else would come to the sender"));

    private static final Layout redirect = message("Redirect", "RFC 4861 section 4.5", 32);
    static final Octets BETTER = redirect.ipv6("nd.rd.target_address", "Target",
            says("the better next hop; the destination itself if that is a neighbour"),
            otherwise("the host would send the packets to nobody"));
    static final Octets DESTINATION = redirect.ipv6("rd.na.destination_address", "Destination",
            says("the address that it is better for"), otherwise("packets for somebody else would take the new way"));

    private static final Layout mobileSolicitation = message("Mobile prefix solicitation", "RFC 6275 section 6.7", 0);
    static final Uint MPS_ID = mobileSolicitation.uint(16, "mip6.identifier", "Identifier", varies(),
            says("ties the advertisement to the solicitation"));
    private static final Layout mobileAdvertisement = message("Mobile prefix advertisement", "RFC 6275 section 6.8", 0);
    static final Uint MPA_ID = mobileAdvertisement.uint(16, "mip6.identifier", "Identifier", varies(),
            says("repeats the solicitation's identifier, or 0 if none was sent"));
    static final Uint MPA_FLAG = mobileAdvertisement.group(16, "mip6.flag", "Flags", hex(),
            says("where the mobile host's addresses and settings at home come from"));
    static final Uint MPA_MANAGED = mobileAdvertisement.flag("mip6.flag.m", "Managed",
            says("set: addresses come by DHCPv6"));
    static final Uint MPA_OTHER = mobileAdvertisement.flag("mip6.flag.o", "Other configuration",
            says("set: the rest, such as DNS servers, comes by DHCPv6"));
    static final Uint MPA_RESERVED = mobileAdvertisement.uint(14, "mip6.flag.rsv", "Reserved",
            says("senders set 0, receivers ignore it"));

    private static final Layout pathSolicitation = message("Certification path solicitation", "RFC 3971 section 6.4.1",
            0);
    static final Uint CPS_ID = pathSolicitation.uint(16, "send.identifier", "Identifier", varies(),
            says("ties the advertisements to the solicitation"));
    static final Uint CPS_COMPONENT = pathSolicitation.uint(16, "send.component", "Component",
            says("which certificate of the path is asked for; 65535: all of them"));
    private static final Layout pathAdvertisement = message("Certification path advertisement",
            "RFC 3971 section 6.4.2", 0);
    static final Uint CPA_ID = pathAdvertisement.uint(16, "send.identifier", "Identifier", varies(),
            says("repeats the solicitation's identifier; 0: sent unasked"));
    static final Uint CPA_ALL = pathAdvertisement.uint(16, "send.all_components", "All components",
            says("how many certificates the whole path has"));
    static final Uint CPA_COMPONENT = pathAdvertisement.uint(16, "send.component", "Component",
            says("which certificate of the path this is; counts down to 0"));

    private static final Layout handover = message("Fast handover", "RFC 5568 section 6.1", 0);
    static final Uint SUBTYPE = handover.uint(8, "fmip6.subtype", "Subtype", names("", "", "solicitation for proxy",
            "proxy advertisement"), says("whether it asks the router about others, or tells of them"));
    static final Uint HANDOVER_ID = handover.skip(8).uint(16, "fmip6.identifier", "Identifier", varies(),
            says("ties the advertisement to the solicitation"));

    private NeighborDiscovery() {}

    /// A layout behind type, code, checksum and so many reserved bits.
    private static Layout message(String title, String source, int reserved) {
        return new Layout("icmpv6", title, source).skip(32 + reserved);
    }

    static List<Layout> layouts() {
        List<Layout> all = new ArrayList<>(List.of(plain, router, solicitation, advertisement, redirect,
                mobileSolicitation, mobileAdvertisement, pathSolicitation, pathAdvertisement, handover));
        all.addAll(NeighborOptions.layouts());
        return all;
    }

    /// Tells the tree a message of this type.
    ///
    /// @return false if it is of another protocol
    static boolean fields(Cursor c, Tree t, int type) {
        switch (type) {
            case ROUTER_SOLICITATION, INVERSE_SOLICITATION, INVERSE_ADVERTISEMENT -> tell(c, t, plain, 4, 4, 8);
            case ROUTER_ADVERTISEMENT -> tell(c, t, router, 0, 0, 16);
            case NEIGHBOR_SOLICITATION -> tell(c, t, solicitation, 4, 4, 24);
            case NEIGHBOR_ADVERTISEMENT -> tell(c, t, advertisement, 0, 0, 24);
            case REDIRECT -> tell(c, t, redirect, 4, 4, 40);
            case MOBILE_PREFIX_SOLICITATION -> tell(c, t, mobileSolicitation, 6, 2, 8);
            case MOBILE_PREFIX_ADVERTISEMENT -> tell(c, t, mobileAdvertisement, 0, 0, 8);
            case PATH_SOLICITATION -> tell(c, t, pathSolicitation, 0, 0, 8);
            case PATH_ADVERTISEMENT -> tell(c, t, pathAdvertisement, 10, 2, 12);
            case FAST_HANDOVER -> tell(c, t, handover, 5, 1, 8);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void tell(Cursor c, Tree t, Layout layout, int reserved, int count, int options) {
        if (count > 0) Icmpv6.reserved(c, t, reserved, count);
        t.fields(layout, c.at, c.end());
        NeighborOptions.OPTIONS.fields(c, t, c.at + options, c.end());
    }

    /// Where the option is in which a redirect quotes the packet, -1 if it is not there.
    static int redirected(Cursor c) {
        int at = option(c, c.at + redirect.bytes(), REDIRECTED);
        return at >= 0 && optionEnd(c, at) - at > 8 ? at : -1;
    }

    static int optionEnd(Cursor c, int at) {
        return at + NeighborOptions.OPTIONS.size(c.data, at, c.end());
    }

    private static int option(Cursor c, int from, int kind) {
        for (int at = from; at + 8 <= c.end() && c.data[at + 1] != 0; at = optionEnd(c, at)) {
            if ((c.data[at] & 0xff) == kind) return at;
        }
        return -1;
    }

    static void info(Cursor c, Text out, int type) {
        switch (type) {
            case ROUTER_SOLICITATION -> link(c, out, plain.bytes(), SOURCE_LINK, " from ");
            case ROUTER_ADVERTISEMENT -> link(c, out, router.bytes(), SOURCE_LINK, " from ");
            case NEIGHBOR_SOLICITATION -> {
                if (c.end() - c.at < solicitation.bytes()) return;
                out.ascii(" for ").ipv6(c.data, NS_TARGET.from(c.at));
                link(c, out, solicitation.bytes(), SOURCE_LINK, " from ");
            }
            case NEIGHBOR_ADVERTISEMENT -> {
                if (c.end() - c.at < advertisement.bytes()) return;
                out.put(' ').ipv6(c.data, NA_TARGET.from(c.at));
                flags(c, out);
                link(c, out, advertisement.bytes(), TARGET_LINK, " is at ");
            }
            case REDIRECT -> {
                if (c.end() - c.at < redirect.bytes()) return;
                out.ascii(" for ").ipv6(c.data, DESTINATION.from(c.at)).ascii(" to ").ipv6(c.data, BETTER.from(c.at));
                link(c, out, redirect.bytes(), TARGET_LINK, " is at ");
            }
            default -> {
            }
        }
    }

    private static void flags(Cursor c, Text out) {
        int flags = NA_FLAG.get(c) >>> 29;
        if (flags == 0) return;
        out.ascii(" (");
        int start = out.length();
        if ((flags & 4) != 0) out.ascii("rtr");
        if ((flags & 2) != 0) out.ascii(out.length() > start ? ", sol" : "sol");
        if ((flags & 1) != 0) out.ascii(out.length() > start ? ", ovr" : "ovr");
        out.put(')');
    }

    private static void link(Cursor c, Text out, int options, int kind, String before) {
        int at = option(c, c.at + options, kind);
        if (at >= 0 && optionEnd(c, at) - at == OPTION_HEAD + MAC)
            out.ascii(before).varyingMac(c.data, at + OPTION_HEAD, MAC);
    }
}
