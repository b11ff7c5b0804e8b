package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Options;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// The options of neighbour discovery (RFC 4861 section 4.6, and the IANA registry "IPv6 Neighbor Discovery Option
/// Formats"). The packet in a redirected header follows as layers.
final class NeighborOptions {
    private static final int HEAD = 16;
    private static final Layout head = new Layout("icmpv6", "Option", "RFC 4861 section 4.6");
    static final Uint TYPE = head.uint(8, "opt.type", "Type", names(new Names("""
            1 Source link-layer address
            2 Target link-layer address
            3 Prefix information
            4 Redirected header
            5 MTU
            6 NBMA shortcut limit
            7 Advertisement interval
            8 Home agent information
            9 Source address list
            10 Target address list
            11 CGA
            12 RSA signature
            13 Timestamp
            14 Nonce
            15 Trust anchor
            16 Certificate
            17 IP address or prefix
            18 New router prefix
            19 Link-layer address
            20 Neighbor advertisement acknowledgment
            23 MAP
            24 Route information
            25 Recursive DNS servers
            26 RA flags extension
            27 Handover key request
            28 Handover key reply
            29 Handover assist
            30 Mobile node
            31 DNS search list
            32 Proxy signature
            33 Address registration
            34 6LoWPAN context
            35 Authoritative border router
            36 6LoWPAN capability
            37 Captive portal
            38 PREF64
            253-254 Experiment""")));
    static final Uint LENGTH = head.uint(8, "opt.length", "Length", says("units of 8 bytes, type and length included"));

    private static final Layout source = new Layout("icmpv6", "Source link-layer address");
    static final Octets SOURCE = source.loose(Octets.Form.MAC, "opt.src_linkaddr", "Source link-layer address",
            also("icmpv6.opt.linkaddr"), varies());
    private static final Layout target = new Layout("icmpv6", "Target link-layer address");
    static final Octets TARGET = target.loose(Octets.Form.MAC, "opt.target_linkaddr", "Target link-layer address",
            also("icmpv6.opt.linkaddr"), varies());

    private static final Layout prefix = new Layout("icmpv6", "Prefix information", "RFC 4861 section 4.6.2")
            .skip(HEAD);
    static final Uint PREFIX_LENGTH = prefix.uint(8, "opt.prefix.length", "Prefix length", says("bits"));
    static final Uint PREFIX_FLAG = prefix.group(8, "opt.prefix.flag", "Flags", hex());
    static final Uint ON_LINK = prefix.flag("opt.prefix.flag.l", "On link", says("such hosts are reached directly"));
    static final Uint AUTONOMOUS = prefix.flag("opt.prefix.flag.a", "Autonomous",
            says("hosts may make addresses from it"));
    static final Uint ROUTER = prefix.flag("opt.prefix.flag.r", "Router address",
            says("the prefix is the router's address"));
    static final Uint PREFIX_RESERVED = prefix.uint(5, "opt.prefix.flag.reserved", "Reserved");
    static final Uint VALID = prefix.uint(32, "opt.prefix.valid_lifetime", "Valid lifetime",
            says("seconds; all ones: for ever"));
    static final Uint PREFERRED = prefix.uint(32, "opt.prefix.preferred_lifetime", "Preferred lifetime",
            says("seconds; all ones: for ever"));
    static final Octets PREFIX = prefix.skip(32).ipv6("opt.prefix", "Prefix");

    private static final Layout redirected = new Layout("icmpv6", "Redirected header");
    private static final Layout mtu = new Layout("icmpv6", "MTU").skip(HEAD + 16);
    static final Uint MTU = mtu.uint(32, "opt.mtu", "MTU", says("bytes; the same for all hosts on the link"));
    private static final Layout limit = new Layout("icmpv6", "NBMA shortcut limit").skip(HEAD);
    static final Uint LIMIT = limit.uint(8, "opt.nbma.shortcut_limit", "Shortcut limit", says("hops"));
    private static final Layout interval = new Layout("icmpv6", "Advertisement interval").skip(HEAD + 16);
    static final Uint INTERVAL = interval.uint(32, "opt.advertisement_interval", "Advertisement interval", says("ms"));
    private static final Layout agent = new Layout("icmpv6", "Home agent information").skip(HEAD + 16);
    static final Uint AGENT_PREFERENCE = agent.uint(16, "opt.home_agent_preference", "Preference");
    static final Uint AGENT_LIFETIME = agent.uint(16, "opt.home_agent_lifetime", "Lifetime", says("seconds"));
    private static final Layout addresses = new Layout("icmpv6", "Address list").skip(HEAD + 48);
    static final Octets ADDRESS = addresses.loose(Octets.Form.IPV6, "opt.ipv6_address", "Address", list());
    private static final Layout nonce = new Layout("icmpv6", "Nonce");
    static final Octets NONCE = nonce.loose(Octets.Form.BYTES, "opt.nonce", "Nonce", varies());

    private static final Layout route = new Layout("icmpv6", "Route information", "RFC 4191 section 2.3").skip(HEAD);
    static final Uint ROUTE_LENGTH = route.uint(8, "opt.prefix.length", "Prefix length", says("bits"));
    static final Uint ROUTE_FLAG = route.group(8, "opt.route_info.flag", "Flags", hex());
    static final Uint ROUTE_PREFERENCE = route.skip(3).uint(2, "opt.route_info.flag.route_preference", "Preference",
            names(NeighborDiscovery.PREFERENCE));
    static final Uint ROUTE_LIFETIME = route.skip(3).uint(32, "opt.route_lifetime", "Lifetime", says("seconds"));
    static final Made ROUTE = route.made(Made.Form.TEXT, "opt.prefix", "Prefix");

    private static final Layout servers = new Layout("icmpv6", "Recursive DNS servers", "RFC 8106 section 5.1")
            .skip(HEAD + 16);
    static final Uint SERVERS_LIFETIME = servers.uint(32, "opt.rdnss.lifetime", "Lifetime", says("seconds"));
    static final Octets SERVER = servers.loose(Octets.Form.IPV6, "opt.rdnss", "DNS server", list());

    private static final Layout flags = new Layout("icmpv6", "RA flags extension", "RFC 5175 section 4").skip(HEAD);
    static final Uint FLAGS = flags.group(16, "opt.efo", "Flags", hex());
    static final Uint FLAGS_M = flags.flag("opt.efo.m", "Managed");
    static final Uint FLAGS_O = flags.flag("opt.efo.o", "Other configuration");
    static final Uint FLAGS_H = flags.flag("opt.efo.h", "Home agent");
    static final Uint FLAGS_PRF = flags.uint(2, "opt.efo.prf", "Preference", names(NeighborDiscovery.PREFERENCE));
    static final Uint FLAGS_P = flags.flag("opt.efo.p", "Proxy");
    static final Uint FLAGS_RESERVED = flags.uint(10, "opt.efo.rsv", "Reserved");

    private static final Layout search = new Layout("icmpv6", "DNS search list", "RFC 8106 section 5.2")
            .skip(HEAD + 16);
    static final Uint SEARCH_LIFETIME = search.uint(32, "opt.dnssl.lifetime", "Lifetime", says("seconds"));
    static final Made DOMAIN = search.made(Made.Form.TEXT, "opt.dnssl", "Domain", list());

    /// RFC 8910 section 2.3.
    private static final Layout portal = new Layout("icmpv6", "Captive portal", "RFC 8910 section 2.3");
    static final Octets PORTAL = portal.loose(Octets.Form.TEXT, "opt.captive_portal", "Captive portal");

    private static final Layout nat64 = new Layout("icmpv6", "PREF64", "RFC 8781 section 4").skip(HEAD);
    static final Uint SCALED = nat64.uint(13, "opt.pref64.scaled_lifetime", "Scaled lifetime",
            says("units of 8 seconds"));
    static final Uint PLC = nat64.uint(3, "opt.pref64.plc", "Prefix length code", hex(),
            names("96 bits", "64 bits", "56 bits", "48 bits", "40 bits", "32 bits"));
    static final Made NAT64 = nat64.made(Made.Form.TEXT, "opt.pref64.prefix", "Prefix", says("of NAT64"));

    private static final Layout other = new Layout("icmpv6", "Option");
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "data", "Data");

    static final Options OPTIONS = new Options(head, Options.Length.ALL_BY_8, -1, -1, new Option(other, VALUE))
            .add(new Option(source, SOURCE), 1).add(new Option(target, TARGET), 2).add(new Option(prefix), 3)
            .add(new Option(redirected), 4).add(new Option(mtu), 5).add(new Option(limit), 6)
            .add(new Option(interval), 7).add(new Option(agent), 8).add(new Each(addresses, ADDRESS), 9, 10)
            .add(new Option(nonce, NONCE), 14).add(new Part(route, ROUTE, 8, 16), 24)
            .add(new Each(servers, SERVER), 25).add(new Option(flags), 26).add(new Search(), 31)
            .add(new Portal(), 37).add(new Part(nat64, NAT64, 4, 12), 38);

    static {
        NeighborSecurity.addTo(OPTIONS);
        NeighborMobility.addTo(OPTIONS);
    }

    private NeighborOptions() {}

    static List<Layout> layouts() {
        return OPTIONS.layouts();
    }

    /// An option that ends with addresses.
    private static final class Each extends Option {
        private final Octets address;

        Each(Layout layout, Octets address) {
            super(layout);
            this.address = address;
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            super.fields(c, t, at, end);
            repeat(t, address, address.length(), at + layout().bytes(), end);
        }
    }

    /// An option that has an IPv6 prefix of which only the first bytes may be there.
    static final class Part extends Option {
        private final Made field;
        private final int from;
        private final int most;

        Part(Layout layout, Made field, int from, int most) {
            super(layout);
            this.field = field;
            this.from = from;
            this.most = most;
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            super.fields(c, t, at, end);
            int length = Math.min(end - at - from, most);
            if (length <= 0 || !t.wants(field)) return;
            var address = new byte[16];
            System.arraycopy(c.data, at + from, address, 0, length);
            t.made(field, at + from, length, c.scratch().ipv6(address, 0));
        }
    }

    private static final class Search extends Option {
        Search() {
            super(search);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            super.fields(c, t, at, end);
            for (int i = at + search.bytes(); i < end && c.data[i] != 0;) {
                Text name = c.scratch();
                int next = NodeInformation.labels(c.data, i, end, name);
                t.made(DOMAIN, i, next - i, name);
                i = next;
            }
        }
    }

    /// Text, filled up with zeros.
    private static final class Portal extends Option {
        Portal() {
            super(portal);
        }

        @Override
        public void fields(Cursor c, Tree t, int at, int end) {
            int last = end;
            while (last > at + 2 && c.data[last - 1] == 0)
                last--;
            if (last > at + 2) t.field(PORTAL, at + 2, last - at - 2);
        }
    }
}
