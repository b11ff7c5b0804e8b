package net.strata.protocol;

import static net.strata.wire.Octets.Form.BYTES;
import static net.strata.wire.Octets.Form.IPV4;
import static net.strata.wire.Octets.Form.TEXT;
import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.list;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.otherwise;
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
    private static final Uint CODE = head.uint(8, "option.type", "Option", names(DhcpNumbers.OPTION),
            says("what the option tells"), otherwise("the value would be read as something else"));
    private static final Uint LENGTH = head.uint(8, "option.length", "Length", says("bytes of the value"),
            otherwise("all options behind it would be read from the wrong place"));
    private static final Layout pad = new Layout("dhcp", "Padding", "RFC 2132 section 3.1");
    private static final Octets PADDING = pad.loose(BYTES, "option.padding", "Padding",
            says("zeros that fill the message up"));
    private static final Layout end = new Layout("dhcp", "End", "RFC 2132 section 3.2");
    private static final Uint END_CODE = end.loose(8, "option.end", "End", says("no options behind this one"));

    private static final Layout inServer = new Layout("dhcp", "Options in the server name", "RFC 2131 section 4.1");
    private static final Layout inFile = new Layout("dhcp", "Options in the file name", "RFC 2131 section 4.1");

    private static final PieceList OPTIONS = new PieceList(head, CODE, LENGTH,
            new Pieces("dhcp", "Option", "RFC 2132 section 2")
                    .rest(BYTES, "option.value", "Value", says("what the option tells, not taken apart here")));

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
        addresses(1, "subnet_mask", "Subnet mask", says("which bits of the address name the network"),
                otherwise("the client would take hosts of other networks for neighbours, or the reverse"));
        offset();
        addresses(3, "router", "Router", says("router to the world outside; the first is the favourite"),
                otherwise("the client would reach nothing outside its own network"));
        addresses(4, "time_server", "Time server", says("tells the time by the Time protocol (RFC 868)"));
        addresses(5, "name_server", "Name server", says("serves names by the older protocol of IEN 116"));
        addresses(6, "domain_name_server", "Domain name server", says("DNS server to ask; the first is the favourite"));
        addresses(7, "log_server", "Log server", says("takes log messages by the MIT protocol"));
        addresses(8, "quotes_server", "Quotes server", says("tells a quote of the day (RFC 865)"));
        addresses(9, "lpr_server", "LPR server", says("takes print jobs by LPR (RFC 1179)"));
        addresses(10, "impress_server", "Impress server", says("takes print jobs for Imagen printers"));
        addresses(11, "resource_location_server", "Resource location server",
                says("tells where services are (RFC 887)"));
        text(12, "hostname", "Host name", says("name of the client"));
        number(13, 16, "boot_file_size", "Boot file size", says("blocks of 512 bytes that the boot file has"));
        text(14, "merit_dump_file", "Merit dump file", says("where the client shall write its memory if it crashes"));
        text(15, "domain_name", "Domain name", says("domain for names without dots"));
        addresses(16, "swap_server", "Swap server", says("holds the client's swap space"));
        text(17, "root_path", "Root path", says("directory on a server that is the client's root"));
        text(18, "extension_path", "Extensions path", says("file with further options, to be fetched by TFTP"));
    }

    /// RFC 2132 sections 4 to 7.
    private static void host() {
        number(19, 8, "ip_forwarding", "IP forwarding", says("1: the client shall forward packets, as routers do"));
        number(20, 8, "non_local_source_routing", "Non-local source routing",
                says("1: also forward packets that name their way through other networks"));
        pairs(21, "policy_filter.ip", "Address", "packets that name their way may go to this network",
                "policy_filter.subnet_mask", "Subnet mask", "which bits of that address name the network");
        number(22, 16, "max_datagram_reassembly_size", "Maximum datagram reassembly size",
                says("bytes of the largest packet the client must put together; at least 576"));
        number(23, 8, "default_ip_ttl", "Default time to live", says("hops that packets of the client may take"));
        number(24, 32, "path_mtu_aging_timeout", "Path MTU aging timeout",
                says("seconds after which a path's MTU is to be found anew"));
        number(25, 16, "path_mtu_plateau_table_item", "Path MTU", list(),
                says("size to try when a packet was too large for the path"));
        number(26, 16, "interface_mtu", "Interface MTU",
                says("bytes of the largest packet on this network; at least 68"));
        number(27, 8, "all_subnets_are_local", "All subnets are local",
                says("1: all subnets of the network have this network's MTU"));
        addresses(28, "broadcast_address", "Broadcast address", says("address that reaches all hosts of the network"));
        number(29, 8, "perform_mask_discovery", "Perform mask discovery", says("1: ask for the subnet mask by ICMP"));
        number(30, 8, "mask_supplier", "Mask supplier", says("1: answer those who ask for the mask by ICMP"));
        number(31, 8, "perform_router_discover", "Perform router discovery",
                says("1: look for routers by ICMP (RFC 1256)"));
        addresses(32, "router_solicitation_address", "Router solicitation address", says("where to ask for routers"));
        pairs(33, "static_route.ip", "Destination", "host or network that is reached by the router behind it",
                "static_route.router", "Router", "router to that destination");
        number(34, 8, "trailer_encapsulation", "Trailer encapsulation",
                says("1: put headers behind the data (RFC 893), a failed experiment"));
        number(35, 32, "arp_cache_timeout", "ARP cache timeout",
                says("seconds that hardware addresses found by ARP may be kept"));
        number(36, 8, "ethernet_encapsulation", "Ethernet encapsulation",
                says("0: frames with a type (RFC 894), 1: IEEE 802.3 (RFC 1042)"));
        number(37, 8, "tcp_default_ttl", "TCP default time to live", says("hops that segments of TCP may take"));
        number(38, 32, "tcp_keepalive_interval", "TCP keepalive interval",
                says("seconds of silence before a sign of life; 0: none"));
        number(39, 8, "tcp_keepalive_garbage", "TCP keepalive garbage",
                says("1: signs of life carry a byte, for old programs"));
    }

    /// RFC 2132 section 8, RFC 2241, RFC 2242.
    private static void services() {
        text(40, "nis_domain", "NIS domain", says("name of the client's NIS domain"));
        addresses(41, "nis_server", "NIS server", says("serves accounts and hosts by NIS"));
        addresses(42, "ntp_server", "NTP server", says("tells the time by NTP"));
        addresses(44, "netbios_over_tcpip_name_server", "NetBIOS name server",
                says("finds Windows hosts by name (WINS)"));
        addresses(45, "netbios_over_tcpip_dd_name_server", "NetBIOS datagram distribution server",
                says("passes NetBIOS datagrams on to groups"));
        number(46, 8, "netbios_over_tcpip_node_type", "NetBIOS node type",
                names("", "B node", "P node", "", "M node", "", "", "", "H node"),
                says("how names are found: B by broadcast, P by a server, M and H by both"));
        text(47, "netbios_over_tcpip_scope", "NetBIOS scope", says("only hosts of the same scope see each other"));
        addresses(48, "xwindows_system_font_server", "X Window font server",
                says("serves fonts to the client's X display"));
        addresses(49, "xwindows_system_display_manager", "X Window display manager",
                says("lets users log in at the client's X display"));
        text(62, "novell_netware_ip_domain", "NetWare/IP domain", says("name of the client's NetWare/IP domain"));
        text(64, "nis_plus_domain", "NIS+ domain", says("name of the client's NIS+ domain"));
        addresses(65, "nis_plus_server", "NIS+ server", says("serves accounts and hosts by NIS+"));
        addresses(68, "mobile_ip_home_agent", "Mobile IP home agent",
                says("takes the client's packets while it is away; none listed: there is no agent"));
        addresses(69, "smtp_server", "SMTP server", says("takes mail that the client sends"));
        addresses(70, "pop3_server", "POP3 server", says("keeps mail until the client fetches it"));
        addresses(71, "nntp_server", "NNTP server", says("serves news groups"));
        addresses(72, "default_www_server", "WWW server", says("web server the client may start with"));
        addresses(73, "default_finger_server", "Finger server", says("tells who is logged in where"));
        addresses(74, "default_irc_server", "IRC server", says("server for chats"));
        addresses(75, "streettalk_server", "StreetTalk server", says("serves names in Banyan VINES networks"));
        addresses(76, "streettalk_da_server", "StreetTalk directory assistance server",
                says("searches names in Banyan VINES networks"));
        text(86, "novell_ds_tree_name", "NDS tree name", says("name of the Novell directory"));
        text(87, "novell_ds_context", "NDS context", says("where in the Novell directory the client begins"));
    }

    /// RFC 2132 section 9.
    private static void dhcp() {
        addresses(50, "requested_ip_address", "Requested address", says("that the client wants or has"),
                otherwise("the server would offer another address, or refuse with a NAK"));
        number(51, 32, "ip_address_lease_time", "Lease time",
                says("seconds the address may be used; 4294967295: for ever"),
                otherwise("two hosts could come to use one address"));
        overload();
        number(MESSAGE_TYPE, 8, "dhcp", "Message", names(DhcpNumbers.MESSAGE),
                says("which step it is: Discover, Offer, Request, ACK are the usual four"),
                otherwise("the receiver would take it for a message of BOOTP"));
        addresses(54, "dhcp_server_id", "Server identifier", says("address of the server meant or speaking"),
                otherwise("the server meant would think another was chosen, and take its offer back"));
        number(55, 8, "request_list_item", "Option wanted", list(), names(DhcpNumbers.OPTION),
                says("code of an option that the client wants to be told"));
        text(56, "message", "Message", says("why the server refuses, or the client declines, for people"));
        number(57, 16, "dhcp_max_message_size", "Maximum message size",
                says("bytes the client takes in one message; at least 576"));
        number(58, 32, "renewal_time_value", "Renewal time",
                says("seconds until the client asks its server to renew; half the lease if not told"));
        number(59, 32, "rebinding_time_value", "Rebinding time",
                says("seconds until it asks any server; 7/8 of the lease if not told"));
        text(60, "vendor_class_id", "Vendor class", says("what kind of client it is, as its maker puts it"));
        text(66, "tftp_server_name", "TFTP server name",
                says("host to boot from, where that header field holds options"));
        text(67, "bootfile_name", "Boot file name", says("what to boot, where that header field holds options"));
    }

    /// What later documents added: see the IANA registry.
    private static void extensions() {
        number(91, 32, "client_last_transaction_time", "Time since last transaction",
                says("seconds since the server last heard of the client"));
        addresses(92, "associated_ip_option", "Associated address", says("another address that the client has"));
        number(93, 16, "client_system_architecture", "Architecture", list(), names(DhcpNumbers.ARCHITECTURE),
                says("kind of machine, so that it gets the boot file it can run"));
        text(100, "tz_pcode", "Time zone (POSIX)", says("time zone as a POSIX rule, such as CET-1CEST"));
        text(101, "tz_tcode", "Time zone (database)", says("time zone by name, such as Europe/Berlin"));
        addresses(112, "netinfo_parent_server_address", "NetInfo server",
                says("server above the client in Apple's NetInfo"));
        text(113, "netinfo_parent_server_tag", "NetInfo tag", says("name of the database on that server"));
        text(114, "captive_portal", "Captive portal", says("where users have to log in, or an API that tells it"));
        text(160, "captive_portal", "Captive portal", says("where users have to log in, or an API that tells it"));
        number(116, 8, "dhcp_auto_configuration", "Auto-configuration",
                names("link-local addresses forbidden", "link-local addresses allowed"),
                says("whether the client may choose itself a link-local address"));
        addresses(118, "subnet_selection_option", "Subnet", says("network that an address is wanted in"));
        addresses(136, "pana_agent", "PANA agent", says("authenticates clients by PANA"));
        addresses(138, "capwap_access_controller", "CAPWAP access controller",
                says("controls the access points of a radio network"));
        addresses(142, "andsf_server", "ANDSF server", says("tells mobile devices which radio networks are near"));
        number(145, 8, "forcerenew_nonce.algorithm", "Algorithm", list(), names("", "HMAC-MD5"),
                says("how a server's call to renew can be signed"));
        addresses(150, "tftp_server_address", "TFTP server",
                says("host to load configuration from, as Cisco phones do"));
        text(161, "mudurl", "Manufacturer usage description",
                says("file that tells the network what the device needs to reach"));
        text(209, "pxe_config_file", "Configuration file", says("configuration that PXELINUX shall load"));
        text(210, "pxe_path_prefix", "Path prefix", says("stands before all file names that PXELINUX loads"));
        text(252, "private_proxy_autodiscovery", "Proxy configuration",
                says("URL of a script that tells browsers their proxy"));
    }

    /// RFC 6926 section 6.2.
    private static void leaseQuery() {
        number(153, 32, "bulk_lease.start_time_of_state", "Start time of state",
                says("seconds before the base time that the state began"));
        number(156, 8, "bulk_lease.dhcp_state", "State", names("", "available", "active", "expired", "released",
                "abandoned", "reset", "remote", "transitioning"), says("what the server holds of the address"));
        number(157, 8, "bulk_lease.data_source", "Data source", says("1: learnt from another server"));
    }

    private static Pieces option(int code) {
        var pieces = new Pieces("dhcp", DhcpNumbers.OPTION.of(code, "Option"), DhcpNumbers.SOURCE.of(code, ""));
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

    private static void pairs(int code, String first, String firstLabel, String firstSays, String second,
            String secondLabel, String secondSays) {
        var pieces = option(code);
        Octets one = pieces.layout().loose(IPV4, "option." + first, firstLabel, list(), says(firstSays));
        Octets two = pieces.layout().loose(IPV4, "option." + second, secondLabel, list(), says(secondSays));
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
                names("", "file name holds options", "server name holds options", "both hold options"),
                says("which header fields hold options, for want of room"));
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
