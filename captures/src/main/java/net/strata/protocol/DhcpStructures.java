package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.IPV6;
import static net.strata.wire.Octets.Form.MAC;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.util.Map;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Options of DHCP that have a structure of their own.
final class DhcpStructures {
    private static final int UUID_BYTES = 16;
    private static final int IDENTITY = 255;
    /// Hardware types below this one may begin a client identifier.
    private static final int HARDWARE_TYPES = 48;
    private static final int ADDRESS = 4;
    /// The enterprise number of the Broadband Forum.
    private static final int BROADBAND_FORUM = 3561;

    private DhcpStructures() {}

    static void add(PieceList options) {
        options.add(option(43).rest(BYTES, "option.vendor.value", "Value",
                says("what the client's maker defines; the vendor class tells how to read it")), 43) //
                .add(clientId(), 61) //
                .add(userClass(), 77) //
                .add(option(78)
                        .number(8, "option.slp_directory_agent.value", "Mandatory",
                                says("1: the client must use these agents only"))
                        .addresses(IPV4, "option.slp_directory_agent.slpda_address", "Directory agent", list(),
                                says("keeps a directory of services (SLP)")),
                        78)
                .add(option(79)
                        .number(8, "option.slp_service_scope.value", "Mandatory",
                                says("1: the client must use these scopes only"))
                        .string("option.slp_service_scope.string", "Scopes",
                                says("groups of services the client may see, with commas between")),
                        79)
                .add(domainName(), 81) //
                .add(agent(), 82) //
                .add(authentication(), 90)
                .add(option(94).piece((_, at, to) -> at < to ? at + 1 : -1)
                        .number(8, "client_network_id_major", "Major version",
                                says("version of the network card's boot interface, UNDI"))
                        .number(8, "client_network_id_minor", "Minor version",
                                says("version of the network card's boot interface, UNDI")),
                        94)
                .add(uuid(option(97)), 97) //
                .add(search(), 119).add(sip(), 120) //
                .add(routes(), 121, 249) //
                .add(vendorClass(), 124).add(vendor(), 125)
                .add(option(146).row(selection())
                        .fixed(ADDRESS, IPV4, "option.rdnss.primary_dns", "Primary server",
                                says("server to ask first for names of the domains below"))
                        .fixed(ADDRESS, IPV4, "option.rdnss.secondary_dns", "Secondary server",
                                says("server to ask if the first does not answer"))
                        .names("option.rdnss.domain", "Domain", list(),
                                says("names under it are to be asked of these servers")),
                        146)
                .add(option(151).number(8, "option.bulk_lease.status_code", "Status", names("success",
                        "failed", "query terminated", "malformed query", "not allowed"),
                        says("how the query for leases went"))
                        .string("option.bulk_lease.status_code_message", "Message",
                                says("the same in the server's words, for people")),
                        151)
                .add(option(152).time(32, Dates.SINCE_2000, "option.bulk_lease.base_time", "Base time",
                        says("the server's time, which other times are counted from")), 152)
                .add(option(154).time(32, Dates.SINCE_2000, "option.bulk_lease.query_start_time", "Query start time",
                        says("only leases that changed after it are wanted")),
                        154)
                .add(option(155).time(32, Dates.SINCE_2000, "option.bulk_lease.query_end_time", "Query end time",
                        says("only leases that changed before it are wanted")), 155)
                .add(option(159)
                        .number(8, "option.portparams.offset", "Offset",
                                says("bits of a port that stand before the port set ID"))
                        .number(8, "option.portparams.psid_length", "Length of the port set ID",
                                says("bits of the port set ID that count"))
                        .rest(BYTES, "option.portparams.psid", "Port set ID",
                                says("which ports of the shared address are the client's")),
                        159)
                .add(option(212)
                        .number(8, "option.6RD.ipv4_mask_len", "IPv4 mask length",
                                says("bits at the front that all IPv4 addresses of the network share"))
                        .number(8, "option.6RD.prefix_len", "Prefix length", says("bits of the IPv6 prefix"))
                        .fixed(16, IPV6, "option.6RD.prefix", "Prefix",
                                says("IPv6 prefix that the client's IPv4 address is put behind"))
                        .addresses(IPV4, "option.6RD.border_relay_ip", "Border relay", list(),
                                says("router that carries IPv6 packets between the tunnel and the world")),
                        212);
    }

    private static Pieces option(int code) {
        return new Pieces("dhcp", DhcpNumbers.OPTION.of(code, "Option"), DhcpNumbers.SOURCE.of(code, ""));
    }

    /// Sixteen bytes behind a zero, written as a UUID whose first three numbers have their lowest byte first.
    private static Pieces uuid(Pieces in) {
        Made field = in.layout().made(Made.Form.TEXT, "client_id.uuid", "Client UUID",
                says("number that is the machine's own, unlike any other"));
        return in.piece((m, from, to) -> {
            int at = from + 1;
            if (at + UUID_BYTES > to) return -1;
            Text text = m.text;
            text.clear();
            for (int i = 0; i < UUID_BYTES; i++) {
                int swapped = i < 4 ? 3 - i : i < 8 ? i ^ 1 : i;
                if (i == 4 || i == 6 || i == 8 || i == 10) text.put('-');
                text.hex(m.data[at + swapped], 2);
            }
            m.tree.made(field, at, UUID_BYTES, text);
            return at + UUID_BYTES;
        });
    }

    /// RFC 2132 section 9.14, RFC 4361 section 6.1: what it is shows in its first byte and its length.
    private static Pieces clientId() {
        var id = option(61);
        var hardware = new Pieces("dhcp", "Hardware address", "RFC 2132 section 9.14")
                .number(8, "hw.type", "Hardware type", hex(),
                        names(ArpNumbers.HARDWARE), says("kind of network; 1: Ethernet"))
                .fixed(6, MAC, "hw.mac_addr", "Client hardware address", says("by which the server knows the client"));
        var otherHardware = new Pieces("dhcp", "Hardware address", "RFC 2132 section 9.14")
                .number(8, "hw.type", "Hardware type", hex(),
                        names(ArpNumbers.HARDWARE), says("kind of network; 1: Ethernet"))
                .rest(BYTES, "client_hardware_address", "Client hardware address",
                        says("by which the server knows the client"));
        var uuid = uuid(new Pieces("dhcp", "UUID", "RFC 4578 section 2.3"));
        var name = new Pieces("dhcp", "Name", "RFC 2132 section 9.14")
                .number(8, "client_id.type", "Type", says("0: not a hardware address"))
                .string("client_id.undef", "Client identifier", says("text by which the server knows the client"));
        var identity = identity();
        var other = new Pieces("dhcp", "Identifier", "RFC 2132 section 9.14").rest(BYTES, "option.value", "Value",
                says("by which the server knows the client"));
        for (Pieces p : new Pieces[]{hardware, otherHardware, uuid, name, identity, other})
            p.layouts().forEach(id::uses);
        return id.piece((m, at, to) -> {
            int length = to - at;
            int first = length == 0 ? -1 : m.data[at] & 0xff;
            Pieces form = other;
            if (length == 7 && first > 0 && first < HARDWARE_TYPES) {
                form = Dhcp.ether(first, 6) ? hardware : otherHardware;
            } else if (length == 1 + UUID_BYTES && first == 0) {
                form = uuid;
            } else if (first == IDENTITY) {
                form = identity;
            } else if (first == 0 && length > 1) {
                form = name;
            }
            form.read(m, at, to);
            return to;
        });
    }

    /// RFC 4361 section 6.1: an identity association and a unique identifier, as in DHCPv6.
    private static Pieces identity() {
        var identity = new Pieces("dhcp", "Identity", "RFC 4361 section 6.1").piece((_, at, _) -> at + 1).fixed(4,
                BYTES, "client_id.iaid",
                "Identity association", says("names the interface among those of the client"));
        Uint type = identity.layout().loose(16, "client_id.duid_type", "DUID type", names(DhcpNumbers.DUID),
                says("what the identifier is made of"));
        return identity.choice(type,
                new Pieces("dhcp", "DUID", "RFC 8415 section 11").rest(BYTES, "client_id", "Identifier",
                        says("names the client, by its maker's rules or a kind not known here")),
                Map.of( //
                        1,
                        new Pieces("dhcp", "DUID", "RFC 8415 section 11")
                                .number(16, "client_id.duid_llt_hw_type", "Hardware type",
                                        names(ArpNumbers.HARDWARE), says("kind of network; 1: Ethernet"))
                                .number(32, "client_id.time", "Time",
                                        says("when the identifier was made, in seconds since 2000"))
                                .hardware("client_id.link_layer_address", "Link-layer address",
                                        says("hardware address of one of the client's interfaces")),
                        2,
                        new Pieces("dhcp", "DUID", "RFC 8415 section 11")
                                .number(32, "client_id.enterprise_num", "Enterprise number",
                                        says("maker, by its number at IANA"))
                                .rest(BYTES, "client_id", "Identifier",
                                        says("names the client, by its maker's rules or a kind not known here")),
                        3,
                        new Pieces("dhcp", "DUID", "RFC 8415 section 11")
                                .number(16, "client_id.duid_ll_hw_type", "Hardware type",
                                        names(ArpNumbers.HARDWARE), says("kind of network; 1: Ethernet"))
                                .hardware("client_id.link_layer_address", "Link-layer address",
                                        says("hardware address of one of the client's interfaces"))));
    }

    /// RFC 3004 section 4.
    private static Pieces userClass() {
        var option = option(77);
        Made number = option.layout().made(Made.Form.NUMBER, "option.user_class", "Instance", list(),
                says("counts the classes from 0"));
        Uint length = option.layout().loose(8, "option.user_class.length", "Length", list(),
                says("bytes of the class"));
        Octets data = option.layout().loose(BYTES, "option.user_class.data", "Class", list(),
                says("kind of user or use, which the server may tell clients apart by"));
        return option.piece((m, from, to) -> {
            int at = from;
            for (int i = 0; at >= 0 && at < to; i++) {
                m.tree.made(number, i);
                at = m.octets(data, m.number(length, at, to), m.data[at] & 0xff, to);
            }
            return at;
        });
    }

    /// RFC 4702 section 2.
    private static Pieces domainName() {
        var flags = new Layout("dhcp", "Flags", "RFC 4702 section 2.1");
        flags.group(8, "fqdn.flags", "Flags", hex(), says("who changes the DNS, and how the name is written"));
        flags.uint(4, "fqdn.mbz", "Reserved", hex(), says("must be zero"));
        flags.flag("fqdn.n", "No updates", says("the server shall not change the DNS"));
        Uint encoded = flags.flag("fqdn.e", "Encoded", says("the name is written as in DNS"));
        flags.flag("fqdn.o", "Overridden", says("the server did not do as the client wanted"));
        flags.flag("fqdn.s", "Server updates", says("the server changes the forward mapping"));
        var option = option(81).row(flags)
                .number(8, "fqdn.rcode1", "A result", says("obsolete: clients set 0, servers 255"))
                .number(8, "fqdn.rcode2", "PTR result", says("obsolete: clients set 0, servers 255"));
        Octets plain = option.layout().loose(TEXT, "fqdn.name", "Name", says("name of the client in the DNS"));
        Made name = option.layout().made(Made.Form.TEXT, "fqdn.name", "Name", says("name of the client in the DNS"));
        return option.piece((m, at, to) -> {
            if (encoded.get(m.data, at - 3) != 0) return m.name(name, at, to);
            if (at < to) m.tree.field(plain, at, to - at);
            return to;
        });
    }

    /// RFC 3046, and the IANA registry "DHCP Relay Agent Sub-Option Codes".
    private static Pieces agent() {
        var head = new Layout("dhcp", "Suboption", "RFC 3046 section 2.0");
        Uint code = head.uint(8, "option.agent_information_option.suboption", "Suboption", names(DhcpNumbers.AGENT),
                says("what the relay agent tells"));
        Uint length = head.uint(8, "option.suboption_length", "Length", says("bytes of the value"));
        String in = "option.agent_information_option.";
        return option(82)
                .parts(new PieceList(head, code, length,
                        suboption("Suboption", "RFC 3046 section 2.0").rest(BYTES, in + "value", "Value",
                                says("what the relay agent tells, not taken apart here")))
                        .add(suboption("Circuit ID", "RFC 3046 section 3.1").rest(BYTES, in + "agent_circuit_id",
                                "Circuit ID",
                                says("the port or line that the request came in at")), 1)
                        .add(suboption("Remote ID", "RFC 3046 section 3.2").rest(BYTES, in + "agent_remote_id",
                                "Remote ID",
                                says("the far end of the line")), 2)
                        .add(suboption("DOCSIS device class", "RFC 3256").number(32,
                                in + "docsis_device_class", "Class", hex(),
                                says("kind of cable modem, a bit for each feature")), 4)
                        .add(suboption("Link selection", "RFC 3527").addresses(IPV4, in + "link_selection",
                                "Link", says("network the address shall be of, if not the relay agent's own")), 5)
                        .add(suboption("Subscriber ID", "RFC 3993").string(in + "subscriber_id",
                                "Subscriber ID", says("names the customer, wherever the line ends")), 6)
                        .add(suboption("RADIUS attributes", "RFC 4014").rest(BYTES, in + "radius_attributes",
                                "Attributes", says("what a RADIUS server told of the client")), 7)
                        .add(suboption("Authentication", "RFC 4030").rest(BYTES, in + "authentication",
                                "Authentication", says("shows that the relay agent's words are its own")), 8)
                        .add(suboption("Vendor-specific", "RFC 4243")
                                .number(32, in + "vi.enterprise", "Enterprise number",
                                        says("maker whose suboption it is, by its number at IANA"))
                                .counted(BYTES, 8, in + "vi.data_length", in + "value", "Value",
                                        says("bytes in a form that the maker defines")),
                                9)
                        .add(suboption("Flags", "RFC 5010").number(8, in + "flags", "Flags", hex(),
                                says("0x80: it came by unicast")), 10)
                        .add(suboption("Server identifier override", "RFC 5107").addresses(IPV4,
                                in + "server_id_override",
                                "Server",
                                says("address that clients shall take for the server's, so that renewals pass here")),
                                11)
                        .add(suboption("Relay agent identifier", "RFC 6925").rest(BYTES,
                                in + "relay_agent_id", "Identifier", says("names the relay agent")), 12)
                        .add(suboption("Access technology", "RFC 7839").number(8, in + "ani_att",
                                "Technology", says("how the client is connected, such as by WLAN or LTE")), 13)
                        .add(suboption("Access network", "RFC 7839").rest(TEXT, in + "ani_network_name",
                                "Network", says("name of the radio network, such as its SSID")), 14)
                        .add(suboption("Access point", "RFC 7839").rest(TEXT, in + "ani_ap_name",
                                "Access point", says("name of the access point")), 15)
                        .add(suboption("Access point BSSID", "RFC 7839").fixed(6, MAC,
                                in + "ani_ap_bssid", "BSSID", says("hardware address of the access point")), 16)
                        .add(suboption("Link selection", "RFC 3527").addresses(IPV4,
                                in + "link_selection_cisco", "Link",
                                says("network the address shall be of, if not the relay agent's own")), 150)
                        .add(suboption("Server identifier override", "RFC 5107").addresses(IPV4,
                                in + "server_id_override_cisco",
                                "Server",
                                says("address that clients shall take for the server's, so that renewals pass here")),
                                152));
    }

    private static Pieces suboption(String title, String source) {
        return new Pieces("dhcp", title, source);
    }

    /// RFC 3118 section 2.
    private static Pieces authentication() {
        String in = "option.dhcp_authentication.";
        var option = option(90);
        Uint protocol = option.layout().loose(8, in + "protocol", "Protocol",
                names("configuration token", "delayed authentication"), says("how the message is authenticated"));
        var delayed = detection(new Pieces("dhcp", "Delayed authentication", "RFC 3118 section 5").number(8,
                in + "alg_delay", "Algorithm",
                names("", "HMAC-MD5"), says("how the hash is made")))
                .number(32, in + "secret_id", "Secret", hex(), says("which of the shared secrets was used"))
                .rest(BYTES, in + "hmac_md5_hash", "HMAC-MD5", varies(),
                        says("over the message, with the shared secret"));
        var token = detection(new Pieces("dhcp", "Configuration token", "RFC 3118 section 4").number(8,
                in + "algorithm", "Algorithm", says("0: there is only one")))
                .string(in + "information", "Authentication information",
                        says("a password in clear text, the same at both sides"));
        return option.choice(protocol, token, Map.of(1, delayed));
    }

    private static Pieces detection(Pieces pieces) {
        return pieces
                .number(8, "option.dhcp_authentication.rdm", "Replay detection", names("growing counter"),
                        says("how old messages sent again are found out"))
                .number(64, "option.dhcp_authentication.rdm_replay_detection", "Counter", hex(), varies(),
                        says("greater with every message"));
    }

    /// RFC 3397 section 2: names that may point into earlier ones of the option.
    private static Pieces search() {
        var option = option(119);
        Made name = option.layout().made(Made.Form.TEXT, "option.dhcp_dns_domain_search_list_fqdn", "Domain", list(),
                says("put behind names without dots, one after the other"));
        return option.piece((m, from, to) -> {
            var names = new PieceReader(m.data, from, to, m.tree, m.text);
            int at = from;
            while (at >= 0 && at < to)
                at = names.name(name, at, to);
            return to;
        });
    }

    /// RFC 3361 section 3.
    private static Pieces sip() {
        var option = option(120);
        Uint encoding = option.layout().loose(8, "option.sip_server.encoding", "Encoding", names("names", "addresses"),
                says("how the servers are told"));
        return option.choice(encoding, new Pieces("dhcp", "SIP servers", "RFC 3361 section 3"), Map.of( //
                0,
                new Pieces("dhcp", "SIP servers", "RFC 3361 section 3").names("option.sip_server.name", "Server",
                        list(), says("host that passes calls on")),
                1, new Pieces("dhcp", "SIP servers", "RFC 3361 section 3").addresses(IPV4, "option.sip_server.address",
                        "Server", list(), says("host that passes calls on"))));
    }

    /// RFC 3442: width of the mask, as many bytes of the destination as that needs, the router.
    private static Pieces routes() {
        var option = option(121);
        Octets route = option.layout().loose(BYTES, "option.classless_static_route", "Route", list(),
                says("bits of the mask, destination as far as it counts, router"));
        return option.piece((m, from, to) -> {
            int at = from;
            while (at >= 0 && at < to) {
                int width = m.data[at] & 0xff;
                at = width > 32 ? -1 : m.octets(route, at, 1 + (width + 7) / 8 + ADDRESS, to);
            }
            return at;
        });
    }

    /// RFC 3925 section 3.
    private static Pieces vendorClass() {
        var option = option(124);
        Uint enterprise = option.layout().loose(32, "option.vi_class.enterprise", "Enterprise number", list(),
                says("maker, by its number at IANA"));
        Uint length = option.layout().loose(8, "option.vi_class.length", "Length", list(), says("bytes of the class"));
        Octets data = option.layout().loose(TEXT, "option.vi_class.data", "Class", list(),
                says("what kind of client it is, as that maker puts it"));
        return option.piece((m, from, to) -> {
            int at = from;
            while (at >= 0 && at < to) {
                int counted = m.number(enterprise, at, to);
                int value = m.number(length, counted, to);
                at = value < 0 ? -1 : m.octets(data, value, m.data[counted] & 0xff, to);
            }
            return at;
        });
    }

    /// RFC 3925 section 4; what the Broadband Forum puts there: TR-069 annex F.
    private static Pieces vendor() {
        var option = option(125);
        Uint enterprise = option.layout().loose(32, "option.vi.enterprise", "Enterprise number", list(),
                says("maker whose suboptions follow, by its number at IANA"));
        Uint length = option.layout().loose(8, "option.vi.length", "Length", list(), says("bytes of the suboptions"));
        PieceList gateway = gateway();
        PieceList others = suboptions("vendor.suboption",
                suboption("Suboption", "RFC 3925 section 4").rest(BYTES, "vendor.data", "Value",
                        says("bytes in a form that the maker defines")));
        gateway.layouts().forEach(option::uses);
        others.layouts().forEach(option::uses);
        return option.piece((m, from, to) -> {
            int counted = m.number(enterprise, from, to);
            int value = m.number(length, counted, to);
            if (value < 0) return -1;
            int end = Math.min(value + (m.data[counted] & 0xff), to);
            return (enterprise.get(m.data, from) == BROADBAND_FORUM ? gateway : others).read(m, value, end);
        });
    }

    private static PieceList gateway() {
        String in = "option.vi.tr111.";
        return suboptions(in + "suboption",
                suboption("Suboption", "TR-069 annex F").rest(BYTES, "option.vi.value", "Value",
                        says("what the gateway or device tells, not taken apart here")))
                .add(suboption("Device manufacturer", "TR-069 annex F").string(in + "device_manufacturer_oui", "OUI",
                        says("maker of the device behind the gateway")), 1)
                .add(suboption("Device serial number", "TR-069 annex F").string(in + "device_serial_number",
                        "Serial number", says("number the maker gave the device")), 2)
                .add(suboption("Device product class", "TR-069 annex F").string(in + "device_product_class",
                        "Product class", says("model of the device")), 3)
                .add(suboption("Gateway manufacturer", "TR-069 annex F").string(in + "gateway_manufacturer_oui", "OUI",
                        says("maker of the gateway")), 4)
                .add(suboption("Gateway serial number", "TR-069 annex F").string(in + "gateway_serial_number",
                        "Serial number", says("number the maker gave the gateway")), 5)
                .add(suboption("Gateway product class", "TR-069 annex F").string(in + "gateway_product_class",
                        "Product class", says("model of the gateway")), 6);
    }

    private static PieceList suboptions(String code, Pieces unknown) {
        var head = new Layout("dhcp", "Suboption", "RFC 3925 section 4");
        Uint number = head.uint(8, code, "Suboption", says("what the maker tells"));
        return new PieceList(head, number,
                head.uint(8, "option.suboption_length", "Length", says("bytes of the value")), unknown);
    }

    /// RFC 6731 section 4.3.
    private static Layout selection() {
        var layout = new Layout("dhcp", "Preference", "RFC 6731 section 4.3");
        layout.uint(6, "option.rdnss.reserved", "Reserved", hex(), says("senders set 0, receivers ignore it"));
        layout.uint(2, "option.rdnss.preference", "Preference", names("medium", "high", "reserved", "low"),
                says("how much these servers are liked over those of other networks"));
        return layout;
    }
}
