package net.strata.protocol;

import static net.strata.wire.Trait.also;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
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
            253-254 Experiment""")), says("what the option tells"), otherwise("receivers skip the option"));
    static final Uint LENGTH = head.uint(8, "opt.length", "Length",
            says("length of the option in units of 8 bytes, type and length included; 0 is an error"),
            otherwise("the receiver drops the whole message"));

    private static final Layout source = new Layout("icmpv6", "Source link-layer address", "RFC 4861 section 4.6.1");
    static final Octets SOURCE = source.loose(Octets.Form.MAC, "opt.src_linkaddr", "Source link-layer address",
            also("icmpv6.opt.linkaddr"), varies(),
            says("link-layer address of the sender, so that nobody needs to ask for it"),
            otherwise("answers would go to somebody else on the link"));
    private static final Layout target = new Layout("icmpv6", "Target link-layer address", "RFC 4861 section 4.6.1");
    static final Octets TARGET = target.loose(Octets.Form.MAC, "opt.target_linkaddr", "Target link-layer address",
            also("icmpv6.opt.linkaddr"), varies(), says("link-layer address of the target"),
            otherwise("the asker would send its packets to somebody else on the link"));

    private static final Layout prefix = new Layout("icmpv6", "Prefix information", "RFC 4861 section 4.6.2")
            .skip(HEAD);
    static final Uint PREFIX_LENGTH = prefix.uint(8, "opt.prefix.length", "Prefix length",
            says("bits of the prefix that count; 64 where hosts make addresses from it"),
            otherwise("hosts would not make addresses, or take distant hosts for neighbours"));
    static final Uint PREFIX_FLAG = prefix.group(8, "opt.prefix.flag", "Flags", hex(),
            says("what hosts may use the prefix for"),
            otherwise("hosts would not make addresses, or send to neighbours by way of the router"));
    static final Uint ON_LINK = prefix.flag("opt.prefix.flag.l", "On link",
            says("hosts with this prefix are on the link and reached directly"),
            otherwise("hosts would send to neighbours by way of the router"));
    static final Uint AUTONOMOUS = prefix.flag("opt.prefix.flag.a", "Autonomous",
            says("hosts may make addresses from it"), otherwise("hosts would stay without an address"));
    static final Uint ROUTER = prefix.flag("opt.prefix.flag.r", "Router address",
            says("the prefix holds the router's whole address"),
            otherwise("mobile hosts would not learn the router's address"), source("RFC 6275 section 7.2"));
    static final Uint PREFIX_RESERVED = prefix.uint(5, "opt.prefix.flag.reserved", "Reserved",
            says("senders set 0, receivers ignore it"),
            otherwise("nothing today, but a later use of these bits would misread it"));
    static final Uint VALID = prefix.uint(32, "opt.prefix.valid_lifetime", "Valid lifetime",
            says("seconds that the prefix is on the link, and addresses from it exist; all ones: for ever"),
            otherwise("hosts would keep addresses that lead nowhere, or lose good ones"));
    static final Uint PREFERRED = prefix.uint(32, "opt.prefix.preferred_lifetime", "Preferred lifetime",
            says("seconds that new connections may use such addresses; all ones: for ever"),
            otherwise("hosts would start new connections from an address about to go"));
    static final Octets PREFIX = prefix.skip(32).ipv6("opt.prefix", "Prefix",
            says("network that the link has; bits beyond its length are ignored"),
            otherwise("hosts would make addresses that no answer finds back to"));

    private static final Layout redirected = new Layout("icmpv6", "Redirected header", "RFC 4861 section 4.6.3");
    private static final Layout mtu = new Layout("icmpv6", "MTU", "RFC 4861 section 4.6.4").skip(HEAD + 16);
    static final Uint MTU = mtu.uint(32, "opt.mtu", "MTU", says("bytes that all hosts on the link can take at once"),
            otherwise("packets that some host or bridge on the link cannot take would be lost"));
    private static final Layout limit = new Layout("icmpv6", "NBMA shortcut limit", "RFC 2491").skip(HEAD);
    static final Uint LIMIT = limit.uint(8, "opt.nbma.shortcut_limit", "Shortcut limit",
            says("hops over which a direct connection may be asked for; 0: none at all"));
    private static final Layout interval = new Layout("icmpv6", "Advertisement interval", "RFC 6275 section 7.3")
            .skip(HEAD + 16);
    static final Uint INTERVAL = interval.uint(32, "opt.advertisement_interval", "Advertisement interval",
            says("longest time between two of the router's advertisements, in ms"),
            otherwise("a mobile host would notice too late that it has moved"));
    private static final Layout agent = new Layout("icmpv6", "Home agent information", "RFC 6275 section 7.4")
            .skip(HEAD + 16);
    static final Uint AGENT_PREFERENCE = agent.uint(16, "opt.home_agent_preference", "Preference",
            says("more is better, when a mobile host chooses its home agent"),
            otherwise("mobile hosts would crowd one agent"));
    static final Uint AGENT_LIFETIME = agent.uint(16, "opt.home_agent_lifetime", "Lifetime",
            says("seconds that the router serves as a home agent"),
            otherwise("mobile hosts would register with an agent that has gone"));
    private static final Layout addresses = new Layout("icmpv6", "Address list", "RFC 3122 section 3.1")
            .skip(HEAD + 48);
    static final Octets ADDRESS = addresses.loose(Octets.Form.IPV6, "opt.ipv6_address", "Address", list(),
            says("an address of the interface whose link-layer address was asked about"),
            otherwise("packets for it would go to somebody else on the link"));
    private static final Layout nonce = new Layout("icmpv6", "Nonce", "RFC 3971 section 5.3.2");
    static final Octets NONCE = nonce.loose(Octets.Form.BYTES, "opt.nonce", "Nonce", varies(),
            says("random; the answer repeats it, so that old answers cannot be replayed"),
            otherwise("an old answer could be played back by somebody else"));

    private static final Layout route = new Layout("icmpv6", "Route information", "RFC 4191 section 2.3").skip(HEAD);
    static final Uint ROUTE_LENGTH = route.uint(8, "opt.prefix.length", "Prefix length",
            says("bits of the prefix that count; 0: the default route"),
            otherwise("hosts would send other packets this way"));
    static final Uint ROUTE_FLAG = route.group(8, "opt.route_info.flag", "Flags", hex(),
            says("how much the route is preferred"), otherwise("hosts would leave by the worse of two routers"));
    static final Uint ROUTE_PREFERENCE = route.skip(3).uint(2, "opt.route_info.flag.route_preference", "Preference",
            names(NeighborDiscovery.PREFERENCE), says("how much the route is preferred to those of other routers"),
            otherwise("hosts would leave by the worse of two routers"));
    static final Uint ROUTE_LIFETIME = route.skip(3).uint(32, "opt.route_lifetime", "Lifetime",
            says("seconds that the route may be used; all ones: for ever"),
            otherwise("hosts would go on with a route that has gone"));
    static final Made ROUTE = route.made(Made.Form.TEXT, "opt.prefix", "Prefix",
            says("network that is reached by way of the sender"));

    private static final Layout servers = new Layout("icmpv6", "Recursive DNS servers", "RFC 8106 section 5.1")
            .skip(HEAD + 16);
    static final Uint SERVERS_LIFETIME = servers.uint(32, "opt.rdnss.lifetime", "Lifetime",
            says("seconds that the servers may be asked; 0: no longer, all ones: for ever"),
            otherwise("hosts would go on asking servers that have gone"));
    static final Octets SERVER = servers.loose(Octets.Form.IPV6, "opt.rdnss", "DNS server", list(),
            says("a DNS server that hosts may ask"), otherwise("hosts could not look up names"));

    private static final Layout flags = new Layout("icmpv6", "RA flags extension", "RFC 5175 section 4").skip(HEAD);
    static final Uint FLAGS = flags.group(16, "opt.efo", "Flags", hex(),
            says("further flags, for which the advertisement itself has no room"));
    static final Uint FLAGS_M = flags.flag("opt.efo.m", "Managed",
            says("no use is defined; the name is that of the advertisement's own flag"));
    static final Uint FLAGS_O = flags.flag("opt.efo.o", "Other configuration",
            says("no use is defined; the name is that of the advertisement's own flag"));
    static final Uint FLAGS_H = flags.flag("opt.efo.h", "Home agent",
            says("no use is defined; the name is that of the advertisement's own flag"));
    static final Uint FLAGS_PRF = flags.uint(2, "opt.efo.prf", "Preference", names(NeighborDiscovery.PREFERENCE),
            says("no use is defined; the name is that of the advertisement's own preference"));
    static final Uint FLAGS_P = flags.flag("opt.efo.p", "Proxy",
            says("no use is defined; the name is that of the advertisement's own flag"));
    static final Uint FLAGS_RESERVED = flags.uint(10, "opt.efo.rsv", "Reserved", says("no use is defined so far"));

    private static final Layout search = new Layout("icmpv6", "DNS search list", "RFC 8106 section 5.2")
            .skip(HEAD + 16);
    static final Uint SEARCH_LIFETIME = search.uint(32, "opt.dnssl.lifetime", "Lifetime",
            says("seconds that the list may be used; 0: no longer, all ones: for ever"),
            otherwise("hosts would go on with domains that have gone"));
    static final Made DOMAIN = search.made(Made.Form.TEXT, "opt.dnssl", "Domain", list(),
            says("what hosts append to short names when they look them up"));

    /// RFC 8910 section 2.3.
    private static final Layout portal = new Layout("icmpv6", "Captive portal", "RFC 8910 section 2.3");
    static final Octets PORTAL = portal.loose(Octets.Form.TEXT, "opt.captive_portal", "Captive portal",
            says("web address at which the network tells how to get online"),
            otherwise("browsers would find no way to get online"));

    private static final Layout nat64 = new Layout("icmpv6", "PREF64", "RFC 8781 section 4").skip(HEAD);
    static final Uint SCALED = nat64.uint(13, "opt.pref64.scaled_lifetime", "Scaled lifetime",
            says("how long the prefix may be used, in units of 8 seconds"),
            otherwise("hosts would go on with a translator that has gone"));
    static final Uint PLC = nat64.uint(3, "opt.pref64.plc", "Prefix length code", hex(),
            names("96 bits", "64 bits", "56 bits", "48 bits", "40 bits", "32 bits"), says("how long the prefix is"),
            otherwise("hosts would put IPv4 addresses in the wrong place"));
    static final Made NAT64 = nat64.made(Made.Form.TEXT, "opt.pref64.prefix", "Prefix",
            says("prefix behind which IPv4 addresses are reached through a translator"));

    private static final Layout other = new Layout("icmpv6", "Option", "RFC 4861 section 4.6");
    static final Octets VALUE = other.loose(Octets.Form.BYTES, "data", "Data",
            says("what an option without fields of its own holds"));

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
