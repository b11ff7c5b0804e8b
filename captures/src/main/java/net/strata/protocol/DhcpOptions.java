package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.varies;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Trait;
import net.strata.wire.Uint;

/// The options of DHCP (RFC 2132, and the IANA registry). Those that are more than a value are in [DhcpStructures].
final class DhcpOptions {
    private static final int PAD = 0;
    private static final int MESSAGE_TYPE = 53;
    private static final int OVERLOAD = 52;
    private static final int END = 255;
    static final int IN_FILE = 1;
    static final int IN_SERVER_NAME = 2;

    private static final Layout head = new Layout("dhcp", "Option", "RFC 2132 section 2");
    private static final Uint CODE = head.uint(8, "option.type", "Option", names(DhcpNumbers.OPTION));
    private static final Uint LENGTH = head.uint(8, "option.length", "Length", says("bytes of the value"));
    private static final Layout pad = new Layout("dhcp", "Padding", "RFC 2132 section 3.1");
    private static final Octets PADDING = pad.loose(BYTES, "option.padding", "Padding");
    private static final Layout end = new Layout("dhcp", "End", "RFC 2132 section 3.2");
    private static final Uint END_CODE = end.loose(8, "option.end", "End");

    private static final Layout inServer = new Layout("dhcp", "Options in the server name", "RFC 2131 section 4.1");
    private static final Layout inFile = new Layout("dhcp", "Options in the file name", "RFC 2131 section 4.1");

    private static final PieceList OPTIONS = new PieceList(head, CODE, LENGTH,
            new Pieces("dhcp", "Option").rest(BYTES, "option.value", "Value"));

    static {
        basic();
        host();
        services();
        dhcp();
        extensions();
        leaseQuery();
        DhcpStructures.add(OPTIONS);
    }

    private DhcpOptions() {}

    /// RFC 2132 section 3.
    private static void basic() {
        addresses(1, "subnet_mask", "Subnet mask");
        offset();
        addresses(3, "router", "Router");
        addresses(4, "time_server", "Time server");
        addresses(5, "name_server", "Name server");
        addresses(6, "domain_name_server", "Domain name server");
        addresses(7, "log_server", "Log server");
        addresses(8, "quotes_server", "Quotes server");
        addresses(9, "lpr_server", "LPR server");
        addresses(10, "impress_server", "Impress server");
        addresses(11, "resource_location_server", "Resource location server");
        text(12, "hostname", "Host name");
        number(13, 16, "boot_file_size", "Boot file size", says("blocks of 512 bytes"));
        text(14, "merit_dump_file", "Merit dump file");
        text(15, "domain_name", "Domain name");
        addresses(16, "swap_server", "Swap server");
        text(17, "root_path", "Root path");
        text(18, "extension_path", "Extensions path");
    }

    /// RFC 2132 sections 4 to 7.
    private static void host() {
        number(19, 8, "ip_forwarding", "IP forwarding");
        number(20, 8, "non_local_source_routing", "Non-local source routing");
        pairs(21, "policy_filter.ip", "Address", "policy_filter.subnet_mask", "Subnet mask");
        number(22, 16, "max_datagram_reassembly_size", "Maximum datagram reassembly size");
        number(23, 8, "default_ip_ttl", "Default time to live");
        number(24, 32, "path_mtu_aging_timeout", "Path MTU aging timeout", says("seconds"));
        number(25, 16, "path_mtu_plateau_table_item", "Path MTU", list());
        number(26, 16, "interface_mtu", "Interface MTU");
        number(27, 8, "all_subnets_are_local", "All subnets are local");
        addresses(28, "broadcast_address", "Broadcast address");
        number(29, 8, "perform_mask_discovery", "Perform mask discovery");
        number(30, 8, "mask_supplier", "Mask supplier");
        number(31, 8, "perform_router_discover", "Perform router discovery");
        addresses(32, "router_solicitation_address", "Router solicitation address");
        pairs(33, "static_route.ip", "Destination", "static_route.router", "Router");
        number(34, 8, "trailer_encapsulation", "Trailer encapsulation");
        number(35, 32, "arp_cache_timeout", "ARP cache timeout", says("seconds"));
        number(36, 8, "ethernet_encapsulation", "Ethernet encapsulation", says("1: IEEE 802.3"));
        number(37, 8, "tcp_default_ttl", "TCP default time to live");
        number(38, 32, "tcp_keepalive_interval", "TCP keepalive interval", says("seconds"));
        number(39, 8, "tcp_keepalive_garbage", "TCP keepalive garbage");
    }

    /// RFC 2132 section 8, RFC 2241, RFC 2242.
    private static void services() {
        text(40, "nis_domain", "NIS domain");
        addresses(41, "nis_server", "NIS server");
        addresses(42, "ntp_server", "NTP server");
        addresses(44, "netbios_over_tcpip_name_server", "NetBIOS name server");
        addresses(45, "netbios_over_tcpip_dd_name_server", "NetBIOS datagram distribution server");
        number(46, 8, "netbios_over_tcpip_node_type", "NetBIOS node type",
                names("", "B node", "P node", "", "M node", "", "", "", "H node"));
        text(47, "netbios_over_tcpip_scope", "NetBIOS scope");
        addresses(48, "xwindows_system_font_server", "X Window font server");
        addresses(49, "xwindows_system_display_manager", "X Window display manager");
        text(62, "novell_netware_ip_domain", "NetWare/IP domain");
        text(64, "nis_plus_domain", "NIS+ domain");
        addresses(65, "nis_plus_server", "NIS+ server");
        addresses(68, "mobile_ip_home_agent", "Mobile IP home agent");
        addresses(69, "smtp_server", "SMTP server");
        addresses(70, "pop3_server", "POP3 server");
        addresses(71, "nntp_server", "NNTP server");
        addresses(72, "default_www_server", "WWW server");
        addresses(73, "default_finger_server", "Finger server");
        addresses(74, "default_irc_server", "IRC server");
        addresses(75, "streettalk_server", "StreetTalk server");
        addresses(76, "streettalk_da_server", "StreetTalk directory assistance server");
        text(86, "novell_ds_tree_name", "NDS tree name");
        text(87, "novell_ds_context", "NDS context");
    }

    /// RFC 2132 section 9.
    private static void dhcp() {
        addresses(50, "requested_ip_address", "Requested address", says("that the client wants or has"));
        number(51, 32, "ip_address_lease_time", "Lease time", says("seconds the address may be used"));
        overload();
        number(MESSAGE_TYPE, 8, "dhcp", "Message", names(DhcpNumbers.MESSAGE));
        addresses(54, "dhcp_server_id", "Server identifier", says("address of the server meant or speaking"));
        number(55, 8, "request_list_item", "Option wanted", list(), names(DhcpNumbers.OPTION));
        text(56, "message", "Message");
        number(57, 16, "dhcp_max_message_size", "Maximum message size", says("bytes the client takes"));
        number(58, 32, "renewal_time_value", "Renewal time", says("seconds until the client asks its server again"));
        number(59, 32, "rebinding_time_value", "Rebinding time", says("seconds until it asks any server"));
        text(60, "vendor_class_id", "Vendor class");
        text(66, "tftp_server_name", "TFTP server name");
        text(67, "bootfile_name", "Boot file name");
    }

    /// What later documents added: see the IANA registry.
    private static void extensions() {
        number(91, 32, "client_last_transaction_time", "Time since last transaction", says("seconds"));
        addresses(92, "associated_ip_option", "Associated address");
        number(93, 16, "client_system_architecture", "Architecture", list(), names(DhcpNumbers.ARCHITECTURE));
        text(100, "tz_pcode", "Time zone (POSIX)");
        text(101, "tz_tcode", "Time zone (database)");
        addresses(112, "netinfo_parent_server_address", "NetInfo server");
        text(113, "netinfo_parent_server_tag", "NetInfo tag");
        text(114, "captive_portal", "Captive portal", says("where users have to log in"));
        text(160, "captive_portal", "Captive portal", says("where users have to log in"));
        number(116, 8, "dhcp_auto_configuration", "Auto-configuration",
                names("link-local addresses forbidden", "link-local addresses allowed"));
        addresses(118, "subnet_selection_option", "Subnet");
        addresses(136, "pana_agent", "PANA agent");
        addresses(138, "capwap_access_controller", "CAPWAP access controller");
        addresses(142, "andsf_server", "ANDSF server");
        number(145, 8, "forcerenew_nonce.algorithm", "Algorithm", list(), names("", "HMAC-MD5"));
        addresses(150, "tftp_server_address", "TFTP server");
        text(161, "mudurl", "Manufacturer usage description");
        text(209, "pxe_config_file", "Configuration file");
        text(210, "pxe_path_prefix", "Path prefix");
        text(252, "private_proxy_autodiscovery", "Proxy configuration");
    }

    /// RFC 6926 section 6.2.
    private static void leaseQuery() {
        number(153, 32, "bulk_lease.start_time_of_state", "Start time of state", says("seconds before the base time"));
        number(156, 8, "bulk_lease.dhcp_state", "State", names("", "available", "active", "expired", "released",
                "abandoned", "reset", "remote", "transitioning"));
        number(157, 8, "bulk_lease.data_source", "Data source", says("1: learnt from another server"));
    }

    private static Pieces option(int code) {
        var pieces = new Pieces("dhcp", DhcpNumbers.OPTION.of(code, "Option"));
        OPTIONS.add(pieces, code);
        return pieces;
    }

    private static void addresses(int code, String name, String label, Trait... traits) {
        option(code).addresses(IPV4, "option." + name, label, traits);
    }

    private static void number(int code, int width, String name, String label, Trait... traits) {
        option(code).numbers(width, "option." + name, label, traits);
    }

    private static void text(int code, String name, String label, Trait... traits) {
        option(code).string("option." + name, label, traits);
    }

    private static void pairs(int code, String first, String firstLabel, String second, String secondLabel) {
        var pieces = option(code);
        Octets one = pieces.layout().loose(IPV4, "option." + first, firstLabel, list());
        Octets two = pieces.layout().loose(IPV4, "option." + second, secondLabel, list());
        pieces.piece((m, from, to) -> {
            int at = from;
            while (at >= 0 && at < to)
                at = m.octets(two, m.octets(one, at, 4, to), 4, to);
            return at;
        });
    }

    /// RFC 2132 section 3.4.
    private static void offset() {
        var pieces = option(2);
        Made offset = pieces.layout().made(Made.Form.NUMBER, "option.time_offset", "Time offset",
                says("seconds east of UTC"));
        pieces.piece((m, at, to) -> {
            if (at + 4 <= to) m.tree.made(offset, ByteBuffer.wrap(m.data).getInt(at));
            return to;
        });
    }

    /// RFC 2131 section 4.1: options that found no room here stand where the names would.
    private static void overload() {
        var pieces = option(OVERLOAD).uses(inServer).uses(inFile);
        Uint where = pieces.layout().loose(8, "option.option_overload", "Overload",
                names("", "file name holds options", "server name holds options", "both hold options"));
        pieces.piece((m, at, to) -> {
            int next = m.number(where, at, to);
            if (next < 0 || at < m.start + Dhcp.OPTIONS_AT) return to;
            int bits = where.get(m.data, at);
            if ((bits & IN_SERVER_NAME) != 0) part(m, inServer, m.start + Dhcp.SERVER_AT, Dhcp.SERVER_BYTES);
            if ((bits & IN_FILE) != 0) part(m, inFile, m.start + Dhcp.FILE_AT, Dhcp.FILE_BYTES);
            return to;
        });
    }

    private static void part(PieceReader m, Layout part, int from, int bytes) {
        m.tree.open(part, from, from + bytes);
        fields(m, from, from + bytes);
        m.tree.close();
    }

    /// Tells the tree the options between two places; what lies behind their end is padding.
    static void fields(Cursor c, Tree t, int from, int to) {
        if (t.wantsParts()) fields(new PieceReader(c.data, c.at, c.end(), t, c.scratch()), from, to);
    }

    private static void fields(PieceReader m, int from, int to) {
        Tree t = m.tree;
        int at = from;
        while (at < to) {
            int code = m.data[at] & 0xff;
            if (code == PAD) {
                at = padding(t, at, zeros(m.data, at, to), true);
            } else if (code == END) {
                t.open(end, at, at + 1);
                t.field(CODE, at, 1);
                t.field(END_CODE, at, 1);
                t.close();
                if (at + 1 < to) padding(t, at + 1, to, false);
                return;
            } else if (at + 2 > to) {
                return;
            } else {
                at = OPTIONS.one(m, at, to);
            }
        }
    }

    private static int zeros(byte[] data, int from, int to) {
        int at = from;
        while (at < to && data[at] == PAD)
            at++;
        return at;
    }

    private static int padding(Tree t, int from, int to, boolean coded) {
        t.open(pad, from, to);
        if (coded) t.field(CODE, from, 1);
        t.field(PADDING, from, to - from);
        t.close();
        return to;
    }

    /// What kind of message it is, 0 if it does not say.
    static int message(Cursor c) {
        return value(c, MESSAGE_TYPE);
    }

    /// Which of the fixed fields hold options.
    static int overload(Cursor c) {
        return value(c, OVERLOAD);
    }

    private static int value(Cursor c, int wanted) {
        if (!Dhcp.hasOptions(c)) return 0;
        int at = c.at + Dhcp.OPTIONS_AT;
        while (at + 2 < c.end()) {
            int code = c.data[at] & 0xff;
            if (code == wanted) return c.data[at + 2] & 0xff;
            if (code == END) return 0;
            at = code == PAD ? at + 1 : OPTIONS.end(c.data, at, c.end());
        }
        return 0;
    }

    static List<Layout> layouts() {
        List<Layout> all = new ArrayList<>(List.of(pad, end));
        all.addAll(OPTIONS.layouts());
        return all;
    }
}
