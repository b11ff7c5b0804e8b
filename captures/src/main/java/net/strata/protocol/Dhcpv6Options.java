package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.IPV6;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.unit;
import static net.strata.wire.Trait.varies;

import java.util.Map;
import net.strata.decode.Cursor;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Trait;
import net.strata.wire.Uint;

/// The options of DHCPv6 (RFC 8415 section 21, and the IANA registry).
final class Dhcpv6Options {
    private static final int HEAD = 4;
    private static final int ADDRESS = 16;
    private static final int CLIENT = 1;
    private static final int RELAYED = 9;

    private static final Layout head = new Layout("dhcpv6", "Option", "RFC 8415 section 21.1");
    private static final Uint CODE = head.uint(16, "option.type", "Option", names(Dhcpv6Numbers.OPTION),
            says("what the option tells"), otherwise("the value would be read as something else"));
    private static final Uint LENGTH = head.uint(16, "option.length", "Length", says("bytes of the value"),
            otherwise("all options behind it would be read from the wrong place"));

    static final PieceList OPTIONS = new PieceList(head, CODE, LENGTH,
            new Pieces("dhcpv6", "Option", "RFC 8415 section 21.1").rest(BYTES, "option.value", "Value",
                    says("what the option tells, not taken apart here")));

    static {
        identities();
        basic();
        classes();
        servers();
        leaseQuery();
        rest();
        softwires();
    }

    private Dhcpv6Options() {}

    /// RFC 8415 sections 21.2 to 21.6, 21.21 and 21.22.
    private static void identities() {
        duid(CLIENT);
        duid(2);
        duid(53);
        option(3).fixed(4, BYTES, "iaid", "Identity association", says("names the interface among those of the client"))
                .number(32, "iaid.t1", "Renew after",
                        says("seconds until the client asks its server to renew; 0: as it likes"))
                .number(32, "iaid.t2", "Rebind after", says("seconds until it asks any server; 0: as it likes"))
                .piece(OPTIONS);
        option(4).fixed(4, BYTES, "iata", "Identity association", says("names the interface among those of the client"))
                .piece(OPTIONS);
        option(5).fixed(ADDRESS, IPV6, "iaaddr.ip", "Address", says("address that the client wants, or gets"))
                .number(32, "iaaddr.pref_lifetime", "Preferred lifetime",
                        says("seconds that new connections may start from the address"))
                .number(32, "iaaddr.valid_lifetime", "Valid lifetime", says("seconds the address may be used"))
                .piece(OPTIONS);
        option(25)
                .fixed(4, BYTES, "iaid", "Identity association", says("names the interface among those of the client"))
                .number(32, "iaid.t1", "Renew after",
                        says("seconds until the client asks its server to renew; 0: as it likes"))
                .number(32, "iaid.t2", "Rebind after", says("seconds until it asks any server; 0: as it likes"))
                .piece(OPTIONS);
        option(26)
                .number(32, "iaprefix.pref_lifetime", "Preferred lifetime",
                        says("seconds that new connections may start from the prefix"))
                .number(32, "iaprefix.valid_lifetime", "Valid lifetime", says("seconds the prefix may be used"))
                .number(8, "iaprefix.pref_len", "Prefix length", says("bits of the prefix"))
                .fixed(ADDRESS, IPV6, "iaprefix.pref_addr", "Prefix",
                        says("network that the client, a router, may hand out itself"))
                .piece(OPTIONS);
        option(67).number(8, "pd_exclude.pref_len", "Prefix length", says("bits of the prefix that is left out")) // RFC 6603
                .rest(BYTES, "pd_exclude.subnet_id", "Subnet",
                        says("bits of that prefix beyond the delegated one: the uplink's network"));
    }

    /// RFC 8415 section 11: unique identifiers of clients and servers.
    private static void duid(int code) {
        var option = option(code);
        option.peek(option.layout().loose(BYTES, "duid.bytes", "DUID",
                says("names the host, whichever interface and address it has")));
        Uint type = option.layout().loose(16, "duid.type", "DUID type", names(DhcpNumbers.DUID),
                says("what the identifier is made of"));
        option.choice(type, new Pieces("dhcpv6", "DUID", "RFC 8415 section 11"), Map.of( //
                1, new Pieces("dhcpv6", "DUID", "RFC 8415 section 11").number(16, "duidllt.hwtype", "Hardware type",
                        names(ArpNumbers.HARDWARE), says("kind of network; 1: Ethernet"))
                        .time(32, Dates.SINCE_2000, "duidllt.time", "Time", says("when the identifier was made"))
                        .hardware("duidllt.link_layer_addr", "Link-layer address",
                                says("hardware address of one of the host's interfaces")),
                2,
                new Pieces("dhcpv6", "DUID", "RFC 8415 section 11")
                        .number(32, "duiden.enterprise", "Enterprise number", says("maker, by its number at IANA"))
                        .rest(BYTES, "duiden.identifier", "Identifier",
                                says("names the host among those of the maker")),
                3, new Pieces("dhcpv6", "DUID", "RFC 8415 section 11").number(16, "duidll.hwtype", "Hardware type",
                        names(ArpNumbers.HARDWARE), says("kind of network; 1: Ethernet"))
                        .hardware("duidll.link_layer_addr", "Link-layer address",
                                says("hardware address of an interface that stays in the host")),
                4, new Pieces("dhcpv6", "DUID", "RFC 8415 section 11").rest(BYTES, "duiduuid.bytes", "UUID",
                        says("number that is the machine's own, unlike any other"))));
    }

    /// RFC 8415 sections 21.7 to 21.14, 21.18 to 21.20 and 21.23.
    private static void basic() {
        option(6).numbers(16, "requested_option_code", "Option wanted", list(), names(Dhcpv6Numbers.OPTION),
                says("code of an option that the client wants to be told"));
        option(7).number(8, "option_preference", "Preference", says("the server with the highest is chosen"));
        option(8).number(16, "elapsed_time", "Elapsed time", unit(10), varies(), says("ms since the client began"));
        option(RELAYED).piece(Dhcpv6::message);
        option(11)
                .number(8, "auth.protocol", "Protocol",
                        says("how the message is authenticated; 3: for calls to reconfigure"))
                .number(8, "auth.algorithm", "Algorithm", says("how the digest is made"))
                .number(8, "auth.rdm", "Replay detection",
                        says("how old messages sent again are found out; 0: by a growing counter"))
                .fixed(8, BYTES, "auth.replay_detection", "Counter", varies(), says("greater with every message"))
                .rest(BYTES, "auth.info", "Authentication information", varies(),
                        says("key, or digest over the message"));
        addresses(12, "unicast", "Server", says("the client may send to this address"));
        option(13).number(16, "status_code", "Status", names(Dhcpv6Numbers.STATUS), says("how it went; 0: success"))
                .rest(TEXT, "status_msg", "Message", says("the same in the server's words, for people"));
        option(18).rest(BYTES, "interface_id", "Interface", says("where the relay agent took the message"));
        option(19).number(8, "reconf_msg", "Message to answer with", names(Dhcpv6Numbers.MESSAGE),
                says("what the client shall send now, such as Renew"));
        option(32).number(32, "lifetime", "Refresh after",
                says("seconds after which a host without addresses here asks again"));
    }

    /// RFC 8415 sections 21.15 to 21.17.
    private static void classes() {
        var user = option(15);
        Uint size = user.layout().loose(16, "userclass.length", "Length", list(), says("bytes of the class"));
        Octets userClass = user.layout().loose(BYTES, "userclass.opaque_data", "Class", list(),
                says("kind of user or use, which the server may tell clients apart by"));
        user.piece((m, from, to) -> {
            int at = from;
            while (at >= 0 && at < to)
                at = m.octets(userClass, m.number(size, at, to), size.get(m.data, at), to);
            return at;
        });
        var vendorClass = option(16).number(32, "vendorclass.enterprise", "Enterprise number",
                says("maker, by its number at IANA"));
        Octets data = vendorClass.layout().loose(TEXT, "vendorclass.data", "Class", list(),
                says("what kind of client it is, as that maker puts it"));
        vendorClass.piece((m, from, to) -> {
            int at = from;
            while (at >= 0 && at + 2 <= to)
                at = m.octets(data, at + 2, size.get(m.data, at), to);
            return at;
        });
        var vendor = new Layout("dhcpv6", "Vendor option", "RFC 8415 section 21.17");
        Uint code = vendor.uint(16, "vendoropts.enterprise.option_code", "Code", says("what the maker tells"));
        Uint length = vendor.uint(16, "vendoropts.enterprise.option_length", "Length", says("bytes of the value"));
        option(17)
                .number(32, "vendoropts.enterprise", "Enterprise number",
                        says("maker whose options follow, by its number at IANA"))
                .parts(new PieceList(vendor, code, length,
                        new Pieces("dhcpv6", "Vendor option", "RFC 8415 section 21.17").rest(BYTES,
                                "vendoropts.enterprise.option_data", "Value",
                                says("bytes in a form that the maker defines"))));
        option(37)
                .number(32, "remoteid.enterprise", "Enterprise number",
                        says("maker of the relay agent, by its number at IANA")) // RFC 4649
                .rest(BYTES, "remoteid_enterprise_id", "Remote ID",
                        says("the far end of the line that the message came by"));
        option(38).rest(TEXT, "subscriber_id", "Subscriber", says("names the customer, wherever the line ends")); // RFC 4580
    }

    /// See the IANA registry.
    private static void servers() {
        domains(21, "sip_server_domain_search_fqdn", "SIP server", "host that passes calls on");
        addresses(22, "sip_server_a", "SIP server", says("host that passes calls on"));
        addresses(23, "dns_server", "Domain name server", says("DNS server to ask; the first is the favourite"));
        domains(24, "search_list_entry", "Domain", "put behind names without dots, one after the other");
        addresses(27, "nis_server", "NIS server", says("serves accounts and hosts by NIS"));
        addresses(28, "nisp_server", "NIS+ server", says("serves accounts and hosts by NIS+"));
        domains(29, "nis_fqdn", "NIS domain", "name of the client's NIS domain");
        domains(30, "nisp_fqdn", "NIS+ domain", "name of the client's NIS+ domain");
        addresses(31, "sntp_server", "SNTP server", says("tells the time by SNTP"));
        domains(33, "bcmcs_server_fqdn", "BCMCS server", "controls broadcasts in a mobile network");
        addresses(34, "bcmcs_server_a", "BCMCS server", says("controls broadcasts in a mobile network"));
        addresses(40, "pana_agent", "PANA agent", says("authenticates clients by PANA"));
        addresses(52, "capwap_ac_v6", "CAPWAP access controller",
                says("controls the access points of a radio network"));
        var ntp = new Layout("dhcpv6", "Suboption", "RFC 5908 section 4");
        Uint code = ntp.uint(16, "ntpserver.option.type", "Suboption", names("", "address", "multicast address",
                "name"), says("how the server is told"));
        Uint length = ntp.uint(16, "ntpserver.option.length", "Length", says("bytes of the value"));
        option(56).parts(new PieceList(ntp, code, length, new Pieces("dhcpv6", "Suboption", "RFC 5908 section 4"))
                .add(new Pieces("dhcpv6", "NTP server", "RFC 5908 section 4").addresses(IPV6, "ntpserver.addr",
                        "Server", says("tells the time by NTP")), 1)
                .add(new Pieces("dhcpv6", "NTP group", "RFC 5908 section 4").addresses(IPV6, "ntpserver.mc_addr",
                        "Multicast address", says("group that the time is sent to by NTP")), 2)
                .add(domains(new Pieces("dhcpv6", "NTP server name", "RFC 5908 section 4"), "ntpserver.fqdn", "Server",
                        "host that tells the time by NTP"), 3));
        domains(64, "aftr_name", "Tunnel end", "host where the tunnel for IPv4 ends (DS-Lite)");
        addresses(165, "mip6_home_agent", "Home agent", says("takes a mobile host's packets while it is away"));
    }

    /// RFC 5007 section 4.1.2.
    private static void leaseQuery() {
        option(44).number(8, "lq_query", "Query", names("", "by address", "by client", "by relay agent", "by link",
                "by remote ID"), says("by what leases are looked up"))
                .fixed(ADDRESS, IPV6, "lq_query_link_address", "Link",
                        says("network that is meant; zero: all of the server's"))
                .piece(OPTIONS);
        option(45).piece(OPTIONS);
        option(46).number(32, "clt_time", "Time since last transaction",
                says("seconds since the server last heard of the client"));
        option(47)
                .fixed(ADDRESS, IPV6, "lq_relay_data_peer_addr", "Peer",
                        says("where the relay agent had the client's message from"))
                .rest(TEXT, "lq_relay_data_msg", "Message", says("the message as the relay agent passed it on"));
        addresses(48, "lq_client_link", "Link", says("network on which the client has leases"));
    }

    /// RFC 4704, RFC 4833, RFC 4994, RFC 6422, RFC 8357, RFC 8520, RFC 8910.
    private static void rest() {
        var flags = new Layout("dhcpv6", "Flags", "RFC 4704 section 4.1");
        flags.group(8, "client_fqdn_flags", "Flags", hex(), says("who changes the DNS"));
        flags.skip(5).flag("clientfqdn.client.n", "No updates", says("the server shall not change the DNS"));
        flags.skip(1).flag("clientfqdn.client.s", "Server updates", says("the server changes the forward mapping"));
        domains(option(39).row(flags), "client_domain", "Name", "name of the client in the DNS");
        option(41).rest(TEXT, "timezone", "Time zone", says("time zone as a POSIX rule, such as CET-1CEST"));
        option(42).rest(TEXT, "tzdb", "Time zone", says("time zone by name, such as Europe/Berlin"));
        option(43).numbers(16, "requested_option_code", "Option", list(), names(Dhcpv6Numbers.OPTION),
                says("code of an option that the server shall send back to the relay agent"));
        option(66).piece(OPTIONS);
        option(103).rest(TEXT, "captive_portal", "Captive portal",
                says("where users have to log in, or an API that tells it"));
        option(112).rest(TEXT, "mudurl", "Manufacturer usage description",
                says("file that tells the network what the device needs to reach"));
        option(135).number(16, "relay_port", "Port",
                says("UDP port that the relay agent before this one sends from; 0: the usual one"));
    }

    /// RFC 7598 section 4: IPv4 carried over IPv6.
    private static void softwires() {
        var flags = new Layout("dhcpv6", "Flags", "RFC 7598 section 4.1");
        flags.group(8, "s46_rule.flags", "Flags", hex(), says("how the rule may be used"));
        flags.skip(7).flag("s46_rule.flags.fmr", "Forwarding rule",
                says("hosts of the domain may use it to reach one another directly"));
        prefix(option(89).row(flags)
                .number(8, "s46_rule.ea_len", "Bits of the embedded address",
                        says("bits of IPv4 address and ports that the IPv6 prefix holds"))
                .number(8, "s46_rule.ipv4_pref_len", "IPv4 prefix length", says("bits of the IPv4 prefix"))
                .fixed(4, IPV4, "s46_rule.ipv4_prefix", "IPv4 prefix", says("IPv4 prefix that the rule holds for")),
                "s46_rule.ipv6_prefix_len", "s46_rule.ipv6_prefix", "IPv6 prefix that the rule holds for")
                .piece(OPTIONS);
        addresses(90, "s46_br.address", "Border relay", says("router between the tunnel and the IPv4 Internet"));
        prefix(option(91), "s46_dmr.dmr_pref_len", "s46_dmr.dmr_prefix",
                "IPv6 prefix that stands for all of the IPv4 Internet");
        prefix(option(92).fixed(4, IPV4, "s46_v4v6bind.ipv4_address", "IPv4 address",
                says("IPv4 address that the client may use, perhaps with others")), "s46_v4v6bind.ipv6_pref_len",
                "s46_v4v6bind.ipv6_prefix", "IPv6 prefix that the tunnel of this address starts at").piece(OPTIONS);
        for (int container = 94; container <= 96; container++)
            option(container).piece(OPTIONS);
    }

    private static Pieces prefix(Pieces pieces, String length, String name, String says) {
        Uint bits = pieces.layout().loose(8, length, "IPv6 prefix length",
                says("bits of the prefix behind it that count"));
        Made prefix = pieces.layout().made(Made.Form.TEXT, name, "IPv6 prefix", says(says));
        return pieces.piece((m, at, to) -> {
            int from = m.number(bits, at, to);
            return from < 0 ? from : m.prefix(prefix, ADDRESS, from, (bits.get(m.data, at) + 7) / 8, to);
        });
    }

    private static Pieces option(int code) {
        var pieces = new Pieces("dhcpv6", Dhcpv6Numbers.OPTION.of(code, "Option"), Dhcpv6Numbers.SOURCE.of(code, ""));
        OPTIONS.add(pieces, code);
        return pieces;
    }

    private static void addresses(int code, String name, String label, Trait... traits) {
        option(code).addresses(IPV6, name, label, traits);
    }

    private static void domains(int code, String name, String label, String says) {
        domains(option(code), name, label, says);
    }

    /// RFC 8415 section 10: names as in DNS, without compression. The last one may be a part of a name.
    private static Pieces domains(Pieces pieces, String name, String label, String says) {
        Made field = pieces.layout().made(Made.Form.TEXT, name, label, list(), says(says));
        return pieces.piece((m, from, to) -> {
            int at = from;
            while (at >= 0 && at < to)
                at = m.dotted(field, at, to);
            return at;
        });
    }

    // What a summary line says.

    /// Where the message is that a relay agent passed on, -1 if there is none.
    static int relayed(Cursor c, int from, int end) {
        int at = OPTIONS.find(c.data, RELAYED, from, end);
        return at < 0 ? -1 : at + HEAD;
    }

    /// Bytes of the value at `at`.
    static int length(Cursor c, int at) {
        return LENGTH.get(c.data, at - HEAD);
    }

    static void info(Cursor c, Text out, int from, int end) {
        int at = OPTIONS.find(c.data, CLIENT, from, end);
        if (at < 0) return;
        out.ascii(" CID: ").hex(c.data, at + HEAD, OPTIONS.end(c.data, at, end) - at - HEAD);
    }
}
