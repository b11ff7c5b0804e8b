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
        options.add(option(43).rest(BYTES, "option.vendor.value", "Value"), 43) //
                .add(clientId(), 61) //
                .add(userClass(), 77) //
                .add(option(78).number(8, "option.slp_directory_agent.value", "Mandatory")
                        .addresses(IPV4, "option.slp_directory_agent.slpda_address", "Directory agent", list()), 78)
                .add(option(79).number(8, "option.slp_service_scope.value", "Mandatory")
                        .string("option.slp_service_scope.string", "Scopes"), 79)
                .add(domainName(), 81) //
                .add(agent(), 82) //
                .add(authentication(), 90)
                .add(option(94).piece((_, at, to) -> at < to ? at + 1 : -1)
                        .number(8, "client_network_id_major", "Major version")
                        .number(8, "client_network_id_minor", "Minor version"), 94)
                .add(uuid(option(97)), 97) //
                .add(search(), 119).add(sip(), 120) //
                .add(routes(), 121, 249) //
                .add(vendorClass(), 124).add(vendor(), 125)
                .add(option(146).row(selection())
                        .fixed(ADDRESS, IPV4, "option.rdnss.primary_dns", "Primary server")
                        .fixed(ADDRESS, IPV4, "option.rdnss.secondary_dns", "Secondary server")
                        .names("option.rdnss.domain", "Domain", list()), 146)
                .add(option(151).number(8, "option.bulk_lease.status_code", "Status", names("success",
                        "failed", "query terminated", "malformed query", "not allowed"))
                        .string("option.bulk_lease.status_code_message", "Message"), 151)
                .add(option(152).time(32, Dates.SINCE_2000, "option.bulk_lease.base_time", "Base time"), 152)
                .add(option(154).time(32, Dates.SINCE_2000, "option.bulk_lease.query_start_time", "Query start time"),
                        154)
                .add(option(155).time(32, Dates.SINCE_2000, "option.bulk_lease.query_end_time", "Query end time"), 155)
                .add(option(159).number(8, "option.portparams.offset", "Offset")
                        .number(8, "option.portparams.psid_length", "Length of the port set ID")
                        .rest(BYTES, "option.portparams.psid", "Port set ID"), 159)
                .add(option(212).number(8, "option.6RD.ipv4_mask_len", "IPv4 mask length")
                        .number(8, "option.6RD.prefix_len", "Prefix length")
                        .fixed(16, IPV6, "option.6RD.prefix", "Prefix")
                        .addresses(IPV4, "option.6RD.border_relay_ip", "Border relay", list()), 212);
    }

    private static Pieces option(int code) {
        return new Pieces("dhcp", DhcpNumbers.OPTION.of(code, "Option"));
    }

    /// Sixteen bytes behind a zero, written as a UUID whose first three numbers have their lowest byte first.
    private static Pieces uuid(Pieces in) {
        Made field = in.layout().made(Made.Form.TEXT, "client_id.uuid", "Client UUID");
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
        var hardware = new Pieces("dhcp", "Hardware address").number(8, "hw.type", "Hardware type", hex(),
                names(ArpNumbers.HARDWARE)).fixed(6, MAC, "hw.mac_addr", "Client hardware address");
        var otherHardware = new Pieces("dhcp", "Hardware address").number(8, "hw.type", "Hardware type", hex(),
                names(ArpNumbers.HARDWARE)).rest(BYTES, "client_hardware_address", "Client hardware address");
        var uuid = uuid(new Pieces("dhcp", "UUID"));
        var name = new Pieces("dhcp", "Name").number(8, "client_id.type", "Type")
                .string("client_id.undef", "Client identifier");
        var identity = identity();
        var other = new Pieces("dhcp", "Identifier").rest(BYTES, "option.value", "Value");
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
        var identity = new Pieces("dhcp", "Identity").piece((_, at, _) -> at + 1).fixed(4, BYTES, "client_id.iaid",
                "Identity association");
        Uint type = identity.layout().loose(16, "client_id.duid_type", "DUID type", names(DhcpNumbers.DUID));
        return identity.choice(type, new Pieces("dhcp", "DUID").rest(BYTES, "client_id", "Identifier"), Map.of( //
                1, new Pieces("dhcp", "DUID").number(16, "client_id.duid_llt_hw_type", "Hardware type",
                        names(ArpNumbers.HARDWARE)).number(32, "client_id.time", "Time", says("seconds since 2000"))
                        .hardware("client_id.link_layer_address", "Link-layer address"),
                2, new Pieces("dhcp", "DUID").number(32, "client_id.enterprise_num", "Enterprise number")
                        .rest(BYTES, "client_id", "Identifier"),
                3, new Pieces("dhcp", "DUID").number(16, "client_id.duid_ll_hw_type", "Hardware type",
                        names(ArpNumbers.HARDWARE))
                        .hardware("client_id.link_layer_address", "Link-layer address")));
    }

    /// RFC 3004 section 4.
    private static Pieces userClass() {
        var option = option(77);
        Made number = option.layout().made(Made.Form.NUMBER, "option.user_class", "Instance", list());
        Uint length = option.layout().loose(8, "option.user_class.length", "Length", list());
        Octets data = option.layout().loose(BYTES, "option.user_class.data", "Class", list());
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
        flags.group(8, "fqdn.flags", "Flags", hex());
        flags.uint(4, "fqdn.mbz", "Reserved", hex());
        flags.flag("fqdn.n", "No updates", says("the server shall not change the DNS"));
        Uint encoded = flags.flag("fqdn.e", "Encoded", says("the name is written as in DNS"));
        flags.flag("fqdn.o", "Overridden", says("the server did not do as the client wanted"));
        flags.flag("fqdn.s", "Server updates", says("the server changes the forward mapping"));
        var option = option(81).row(flags).number(8, "fqdn.rcode1", "A result").number(8, "fqdn.rcode2", "PTR result");
        Octets plain = option.layout().loose(TEXT, "fqdn.name", "Name");
        Made name = option.layout().made(Made.Form.TEXT, "fqdn.name", "Name");
        return option.piece((m, at, to) -> {
            if (encoded.get(m.data, at - 3) != 0) return m.name(name, at, to);
            if (at < to) m.tree.field(plain, at, to - at);
            return to;
        });
    }

    /// RFC 3046, and the IANA registry "DHCP Relay Agent Sub-Option Codes".
    private static Pieces agent() {
        var head = new Layout("dhcp", "Suboption", "RFC 3046 section 2.0");
        Uint code = head.uint(8, "option.agent_information_option.suboption", "Suboption", names(DhcpNumbers.AGENT));
        Uint length = head.uint(8, "option.suboption_length", "Length");
        String in = "option.agent_information_option.";
        return option(82)
                .parts(new PieceList(head, code, length, suboption("Suboption").rest(BYTES, in + "value", "Value"))
                        .add(suboption("Circuit ID").rest(BYTES, in + "agent_circuit_id", "Circuit ID",
                                says("the port or line that the request came in at")), 1)
                        .add(suboption("Remote ID").rest(BYTES, in + "agent_remote_id", "Remote ID",
                                says("the far end of the line")), 2)
                        .add(suboption("DOCSIS device class").number(32, in + "docsis_device_class", "Class", hex()), 4)
                        .add(suboption("Link selection").addresses(IPV4, in + "link_selection", "Link"), 5)
                        .add(suboption("Subscriber ID").string(in + "subscriber_id", "Subscriber ID"), 6)
                        .add(suboption("RADIUS attributes").rest(BYTES, in + "radius_attributes", "Attributes"), 7)
                        .add(suboption("Authentication").rest(BYTES, in + "authentication", "Authentication"), 8)
                        .add(suboption("Vendor-specific").number(32, in + "vi.enterprise", "Enterprise number")
                                .counted(BYTES, 8, in + "vi.data_length", in + "value", "Value"), 9)
                        .add(suboption("Flags").number(8, in + "flags", "Flags", hex(),
                                says("0x80: it came by unicast")), 10)
                        .add(suboption("Server identifier override").addresses(IPV4, in + "server_id_override",
                                "Server"), 11)
                        .add(suboption("Relay agent identifier").rest(BYTES, in + "relay_agent_id", "Identifier"), 12)
                        .add(suboption("Access technology").number(8, in + "ani_att", "Technology"), 13)
                        .add(suboption("Access network").rest(TEXT, in + "ani_network_name", "Network"), 14)
                        .add(suboption("Access point").rest(TEXT, in + "ani_ap_name", "Access point"), 15)
                        .add(suboption("Access point BSSID").fixed(6, MAC, in + "ani_ap_bssid", "BSSID"), 16)
                        .add(suboption("Link selection").addresses(IPV4, in + "link_selection_cisco", "Link"), 150)
                        .add(suboption("Server identifier override").addresses(IPV4, in + "server_id_override_cisco",
                                "Server"),
                                152));
    }

    private static Pieces suboption(String title) {
        return new Pieces("dhcp", title);
    }

    /// RFC 3118 section 2.
    private static Pieces authentication() {
        String in = "option.dhcp_authentication.";
        var option = option(90);
        Uint protocol = option.layout().loose(8, in + "protocol", "Protocol",
                names("configuration token", "delayed authentication"));
        var delayed = detection(new Pieces("dhcp", "Delayed authentication").number(8, in + "alg_delay", "Algorithm",
                names("", "HMAC-MD5"))).number(32, in + "secret_id", "Secret", hex())
                .rest(BYTES, in + "hmac_md5_hash", "HMAC-MD5", varies());
        var token = detection(new Pieces("dhcp", "Configuration token").number(8, in + "algorithm", "Algorithm"))
                .string(in + "information", "Authentication information");
        return option.choice(protocol, token, Map.of(1, delayed));
    }

    private static Pieces detection(Pieces pieces) {
        return pieces.number(8, "option.dhcp_authentication.rdm", "Replay detection", names("growing counter"))
                .number(64, "option.dhcp_authentication.rdm_replay_detection", "Counter", hex(), varies());
    }

    /// RFC 3397 section 2: names that may point into earlier ones of the option.
    private static Pieces search() {
        var option = option(119);
        Made name = option.layout().made(Made.Form.TEXT, "option.dhcp_dns_domain_search_list_fqdn", "Domain", list());
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
        Uint encoding = option.layout().loose(8, "option.sip_server.encoding", "Encoding", names("names", "addresses"));
        return option.choice(encoding, new Pieces("dhcp", "SIP servers"), Map.of( //
                0, new Pieces("dhcp", "SIP servers").names("option.sip_server.name", "Server", list()),
                1, new Pieces("dhcp", "SIP servers").addresses(IPV4, "option.sip_server.address", "Server", list())));
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
        Uint enterprise = option.layout().loose(32, "option.vi_class.enterprise", "Enterprise number", list());
        Uint length = option.layout().loose(8, "option.vi_class.length", "Length", list());
        Octets data = option.layout().loose(TEXT, "option.vi_class.data", "Class", list());
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
        Uint enterprise = option.layout().loose(32, "option.vi.enterprise", "Enterprise number", list());
        Uint length = option.layout().loose(8, "option.vi.length", "Length", list());
        PieceList gateway = gateway();
        PieceList others = suboptions("vendor.suboption",
                suboption("Suboption").rest(BYTES, "vendor.data", "Value"));
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
        return suboptions(in + "suboption", suboption("Suboption").rest(BYTES, "option.vi.value", "Value"))
                .add(suboption("Device manufacturer").string(in + "device_manufacturer_oui", "OUI"), 1)
                .add(suboption("Device serial number").string(in + "device_serial_number", "Serial number"), 2)
                .add(suboption("Device product class").string(in + "device_product_class", "Product class"), 3)
                .add(suboption("Gateway manufacturer").string(in + "gateway_manufacturer_oui", "OUI"), 4)
                .add(suboption("Gateway serial number").string(in + "gateway_serial_number", "Serial number"), 5)
                .add(suboption("Gateway product class").string(in + "gateway_product_class", "Product class"), 6);
    }

    private static PieceList suboptions(String code, Pieces unknown) {
        var head = new Layout("dhcp", "Suboption");
        Uint number = head.uint(8, code, "Suboption");
        return new PieceList(head, number, head.uint(8, "option.suboption_length", "Length"), unknown);
    }

    /// RFC 6731 section 4.3.
    private static Layout selection() {
        var layout = new Layout("dhcp", "Preference");
        layout.uint(6, "option.rdnss.reserved", "Reserved", hex());
        layout.uint(2, "option.rdnss.preference", "Preference", names("medium", "high", "reserved", "low"));
        return layout;
    }
}
