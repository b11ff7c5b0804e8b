package net.strata.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.strata.decode.Bindings;
import net.strata.decode.Cursor;
import net.strata.decode.Deferred;
import net.strata.decode.Protocol;
import net.strata.frame.LinkType;
import org.jspecify.annotations.Nullable;

/// What follows what. To add a protocol, write its file and bind it here.
public final class Protocols {
    /// What bytes are that nobody claims.
    public static final Protocol DATA = new Data();
    /// What the capture itself says of a frame.
    public static final Protocol FRAME = new Frame();
    private static final List<Bindings> TABLES = new ArrayList<>();

    static final Deferred ETHERNET = new Deferred("eth", Ethernet::new);
    static final Deferred IPV4 = new Deferred("ip", Ipv4::new);
    static final Deferred IPV6 = new Deferred("ipv6 ip", Ipv6::new);
    static final Deferred LLC = new Deferred("llc", Llc::new);
    static final Deferred IPX = new Deferred("ipx", Ipx::new);
    static final Deferred POINT_TO_POINT = new Deferred("ppp", Ppp::new);
    static final Deferred SLARP = new Deferred("slarp", Slarp::new);
    static final Deferred PIM_1 = new Deferred("pim", PimVersion1::new);
    private static final Deferred LOOPBACK = new Deferred("null", Loopback::new);
    private static final Deferred RAW = new Deferred("raw", RawIp::new);
    private static final Deferred MPLS = new Deferred("mpls", Mpls::new);
    static final Deferred WIRELESS = new Deferred("wlan", Wireless::new);
    private static final Deferred VLAN = new Deferred("vlan", Vlan::new);
    private static final Deferred PTP = new Deferred("ptp", Ptp::new);
    private static final Deferred PPPOE = new Deferred("pppoe pppoed", Pppoe::new);
    private static final Deferred STP = new Deferred("stp mstp", () -> new Stp(false));
    private static final Deferred CDP = new Deferred("cdp", Cdp::new);
    private static final Deferred NSH = new Deferred("nsh", Nsh::new);
    static final Deferred ESP = new Deferred("esp", Esp::new);
    static final Deferred IKE = new Deferred("isakmp", Ike::new);
    private static final Deferred GTP = new Deferred("gtp", Gtp::new);
    static final Deferred TLS = new Deferred("tls x509ce", Tls::new);
    static final Deferred GTP_V2 = new Deferred("gtpv2", GtpV2::new);
    static final Deferred SDP = new Deferred("sdp", Sdp::new);
    private static final Deferred SIP = new Deferred("sip", Sip::new);
    private static final Deferred LDP = new Deferred("ldp", Ldp::new);
    private static final Deferred IS_IS = new Deferred("isis", IsIs::new);
    static final Deferred QUIC = new Deferred("quic", Quic::new);
    private static final Deferred DNS = new Deferred("dns", () -> Dns.UNICAST);
    private static final Deferred ECHO = new Deferred("echo", () -> Service.ECHO);
    private static final Deferred DISCARD = new Deferred("discard", () -> Service.DISCARD);
    private static final Deferred DAYTIME = new Deferred("daytime", () -> Service.DAYTIME);
    private static final Deferred CHARGEN = new Deferred("chargen", () -> Service.CHARGEN);

    /// By link type of the capture.
    private static final Bindings LINK = table() //
            .bind(LOOPBACK, LinkType.NULL, LinkType.LOOP) //
            .bind(ETHERNET, LinkType.ETHERNET) //
            .bind(POINT_TO_POINT, LinkType.PPP, LinkType.PPP_HDLC) //
            .bind(PPPOE, LinkType.PPP_ETHER) //
            .bind(RAW, LinkType.RAW, LinkType.RAW_DLT, LinkType.RAW_OPENBSD) //
            .bind("chdlc", CiscoHdlc::new, LinkType.C_HDLC) //
            .bind(WIRELESS, LinkType.IEEE802_11) //
            .bind("fr", FrameRelay::new, LinkType.FRELAY) //
            .bind("sll", LinuxCooked::first, LinkType.LINUX_SLL) //
            .bind("sll", LinuxCooked::second, LinkType.LINUX_SLL2) //
            .bind("radiotap", Radiotap::new, LinkType.RADIOTAP) //
            .bind("pktap", Pktap::new, LinkType.USER2, LinkType.PKTAP) //
            .bind("ipnet", SolarisIpnet::new, LinkType.IPNET) //
            .bind("nflog", Nflog::new, LinkType.NFLOG) //
            .bind(IPV4, LinkType.IPV4) //
            .bind(IPV6, LinkType.IPV6);

    /// By EtherType (IEEE, "EtherType Public Listing").
    static final Bindings ETHER_TYPE = table() //
            .bind(IPV4, 0x0800) //
            .bind("arp", () -> new Arp("ARP"), 0x0806) //
            .bind(CDP, 0x2000) //
            .bind("dec_dna", DecnetRouting::new, 0x6003) //
            .bind(ETHERNET, 0x6558) //
            .bind("arp", () -> new Arp("RARP"), 0x8035) //
            .bind(VLAN, 0x8100, 0x9100) //
            .bind(IPX, 0x8137) //
            .bind(IPV6, 0x86dd) //
            .bind("slow", SlowProtocols::new, 0x8809) //
            .bind(MPLS, 0x8847, 0x8848) //
            .bind(PPPOE, 0x8863, 0x8864) //
            .bind("eapol", Eapol::new, 0x888e) //
            .bind("aoe", AtaOverEthernet::new, 0x88a2) //
            .bind("ieee8021ad", ServiceVlan::new, 0x88a8) //
            .bind("lldp", Lldp::new, 0x88cc) //
            .bind(PTP, 0x88f7) //
            .bind("geonw", GeoNetworking::new, 0x8947) //
            .bind(NSH, 0x894f) //
            .bind("loop", Loop::new, 0x9000) //
            .bind(IS_IS, CiscoHdlc.OSI);

    /// By subtype of slow protocols (IEEE 802.3-2022 annex 57A).
    static final Bindings SLOW = table() //
            .bind("lacp", Lacp::new, 1) //
            .bind("marker", Marker::new, 2);

    /// By the protocol type of GRE, where it is no EtherType.
    static final Bindings GRE_PROTO = table() //
            .bind(POINT_TO_POINT, 0x880b) //
            .bind("erspan", Erspan::new, Gre.ERSPAN, 0x22eb) //
            .bind("cmd", CiscoMetadata::new, 0x8909);

    /// By the next protocol of a network service header, and of the generic VXLAN (RFC 8300 section 2.2).
    static final Bindings NSH_NEXT = table() //
            .bind(IPV4, 1) //
            .bind(IPV6, 2) //
            .bind(ETHERNET, 3) //
            .bind(NSH, 4) //
            .bind(MPLS, 5);

    /// By destination service access point (IEEE 802.2).
    static final Bindings LLC_SAP = table() //
            .bind(IPV4, 0x06) //
            .bind(STP, 0x42) //
            .bind(IPX, 0xe0) //
            .bind(IS_IS, 0xfe);

    /// By number of the IEEE 802.1 organization in SNAP (IEEE 802.1Q-2018 clause 10.2, RFC 2684 section 5).
    static final Bindings SNAP_BRIDGES = table() //
            .bind(ETHERNET, 0x0001, 0x0007) //
            .bind(STP, 0x000e);

    /// By number of the organization Cisco in SNAP.
    static final Bindings SNAP_CISCO = table() //
            .bind("stp mstp", () -> new Stp(true), 0x010b) //
            .bind("udld", Udld::new, 0x0111) //
            .bind(CDP, 0x2000) //
            .bind("vtp", Vtp::new, 0x2003) //
            .bind("dtp", Dtp::new, 0x2004);

    /// By PPP protocol number (IANA, "PPP Numbers").
    static final Bindings PPP = table() //
            .bind(IPV4, 0x0021) //
            .bind(IS_IS, 0x0023) //
            .bind(IPX, 0x002b) //
            .bind(IPV6, 0x0057) //
            .bind(MPLS, 0x0281, 0x0283) //
            .bind("ipcp lcp ppp", PppControl::ip, 0x8021) //
            .bind("ipv6cp lcp ppp", PppControl::ipv6, 0x8057) //
            .bind("ccp lcp ppp", PppControl::compression, 0x80fd) //
            .bind("mplscp lcp ppp", PppControl::mpls, 0x8281) //
            .bind("lcp ppp", PppControl::link, 0xc021) //
            .bind("pap", PppAuthentication::byPassword, 0xc023) //
            .bind("chap", PppAuthentication::byChallenge, 0xc223);

    /// By IP protocol number (IANA, "Protocol Numbers").
    static final Bindings IP_PROTO = table() //
            .bind("ipv6.hopopts", Ipv6OptionsHeader::hopByHop, 0) //
            .bind("icmp", Icmp::new, 1) //
            .bind("igmp", Igmp::new, 2) //
            .bind(IPV4, 4) //
            .bind("tcp", Tcp::new, Tcp.NUMBER) //
            .bind("udp", Udp::new, Udp.NUMBER) //
            .bind("dccp", Dccp::new, 33) //
            .bind(IPV6, 41) //
            .bind("ipv6.routing", Ipv6Routing::new, 43) //
            .bind("ipv6.fraghdr", Ipv6Fragment::new, 44) //
            .bind("rsvp", Rsvp::new, 46) //
            .bind("gre", Gre::new, Gre.NUMBER) //
            .bind(ESP, 50) //
            .bind("ah", Ah::new, 51) //
            .bind("icmpv6 icmp", Icmpv6::new, Icmpv6.NUMBER) //
            .bind("ipv6.dstopts", Ipv6OptionsHeader::destination, 60) //
            .bind("eigrp", Eigrp::new, 88) //
            .bind("ospf", Ospf::new, 89) //
            .bind("pim", Pim::new, Pim.NUMBER) //
            .bind("vrrp", Vrrp::new, Vrrp.NUMBER) //
            .bind("pgm", Pgm::new, 113) //
            .bind("l2tp", () -> L2tp.OVER_IP, 115) //
            .bind("sctp", Sctp::new, Sctp.NUMBER) //
            .bind("mip6", MobileIpv6::new, 135) //
            .bind("udplite udp", UdpLite::new, UdpLite.NUMBER) //
            .bind(MPLS, 137) //
            .bind("hip", Hip::new, 139) //
            .bind("shim6", Shim6::new, 140) //
            .bind(ETHERNET, 143);

    /// By TCP port. A port is a guess: any program may use any.
    static final Bindings TCP_PORT = table() //
            .bind(ECHO, 7) //
            .bind(DISCARD, 9) //
            .bind(DAYTIME, 13) //
            .bind(CHARGEN, 19) //
            .bind("ftp", Ftp::new, Ftp.PORT) //
            .bind("ssh", Ssh::new, Ssh.PORT) //
            .bind("telnet", Telnet::new, Telnet.PORT) //
            .bind("smtp", Smtp::new, Smtp.PORT, Smtp.SUBMISSION_PORT) //
            .bind("dns", DnsTcp::new, 53) //
            .bind("http", () -> Http.TCP, 80, 631, 1900, 2710, 2869, 3128, 3132, 3689, 5985, 8080, 8088, 11371) //
            .bind("pop", Pop::new, Pop.PORT) //
            .bind("nntp", Nntp::new, Nntp.PORT) //
            .bind("nbss", Nbss::new, 139, 445) //
            .bind("imap", Imap::new, Imap.PORT) //
            .bind("bgp", Bgp::new, 179) //
            .bind(TLS, 443, 465, 636, 853, 993, 995, 5061, 8443, 8883) //
            .bind("rtsp", Rtsp::new, 554, 7236, 8554) //
            .bind(LDP, 646) //
            .bind("pptp", Pptp::new, Pptp.PORT) //
            .bind(GTP, 2123, 2152) //
            .bind("mysql", Mysql::new, Mysql.PORT) //
            .bind(SIP, 5060) //
            .bind("resp", Resp::new, Resp.PORT) //
            .bind("openflow openflow_1_0 openflow_v4", OpenFlow::new, 6633, 6653) //
            .bind("irc", Irc::new, Irc.PORT, Irc.OTHER_PORT);

    /// By UDP port. A port is a guess: any program may use any.
    static final Bindings UDP_PORT = table() //
            .bind(ECHO, 7) //
            .bind(DISCARD, 9) //
            .bind(DAYTIME, 13) //
            .bind(CHARGEN, 19) //
            .bind(DNS, 53) //
            .bind("dhcp", Dhcp::new, 67, 68, 4011) //
            .bind("tftp", Tftp::new, 69) //
            .bind("ntp", Ntp::new, 123) //
            .bind("nbns", Nbns::new, 137) //
            .bind("snmp", Snmp::new, 161, 162) //
            .bind(PTP, 319, 320) //
            .bind(QUIC, 443) //
            .bind(IKE, 500) //
            .bind("syslog", Syslog::new, 514) //
            .bind("rip", Rip::new, 520) //
            .bind("ripng", Ripng::new, 521) //
            .bind("dhcpv6", Dhcpv6::new, 546, 547) //
            .bind(LDP, 646) //
            .bind("radius", Radius::new, 1645, 1646, 1812, 1813, 3799) //
            .bind("l2tp", () -> L2tp.OVER_UDP, 1701) //
            .bind("ssdp http", () -> Http.SSDP, 1900) //
            .bind("hsrp hsrp2", Hsrp::new, 1985, 2029) //
            .bind(GTP, 2123, 2152) //
            .bind("bfd", Bfd::new, 3784, 4784, 6784, 7784) //
            .bind("udpencap", UdpEncap::new, 4500) //
            .bind("vxlan", Vxlan::new, 4789) //
            .bind("vxlan", VxlanGpe::new, 4790) //
            .bind(SIP, 5060) //
            .bind("mdns dns", () -> Dns.MULTICAST, 5353) //
            .bind("llmnr dns", () -> Dns.LINK_LOCAL, 5355) //
            .bind("geneve", Geneve::new, 6081) //
            .bind(MPLS, 6635) //
            .bind("babel", Babel::new, 6696);

    /// By SCTP port. A port is a guess: any program may use any.
    static final Bindings SCTP_PORT = table() //
            .bind(DNS, 53);

    /// Tables that a user may add to, by the name that tshark has for them.
    private static final Map<String, Bindings> BY_NAME = new TreeMap<>(Map.of("ethertype", ETHER_TYPE, "gre.proto",
            GRE_PROTO, "ip.proto", IP_PROTO, "llc.dsap", LLC_SAP, "ppp.protocol", PPP, "sctp.port", SCTP_PORT,
            "tcp.port", TCP_PORT, "udp.port", UDP_PORT));

    private static final Set<Deferred> ALL = gather();

    private Protocols() {}

    private static Bindings table() {
        var table = new Bindings();
        TABLES.add(table);
        return table;
    }

    /// The protocol of a link type; [#DATA] if it is not known.
    public static Protocol link(int linkType) {
        Protocol p = LINK.find(linkType);
        return p != null ? p : DATA;
    }

    /// All protocols, made.
    public static Set<Protocol> all() {
        return ALL.stream().map(Deferred::get).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// All protocols, whether made or not, in the order of [#all].
    static Set<Deferred> deferred() {
        return Collections.unmodifiableSet(ALL);
    }

    private static Set<Deferred> gather() {
        var all = new LinkedHashSet<Deferred>();
        all.add(new Deferred("frame", () -> FRAME));
        for (Bindings table : TABLES)
            all.addAll(table.protocols());
        all.addAll(List.of(LLC, SDP, new Deferred("smb", () -> Smb.FIRST), new Deferred("smb2", () -> Smb.SECOND),
                GTP_V2, SLARP, PIM_1, new Deferred("data", () -> DATA)));
        return all;
    }

    /// The protocol whose fields' names start with `prefix`, such as `ip`; null if there is none. Of several the first.
    public static @Nullable Protocol named(String prefix) {
        return named(prefix, ALL);
    }

    private static @Nullable Protocol named(String prefix, Set<Deferred> protocols) {
        for (Deferred p : protocols)
            if (p.prefix().equals(prefix)) return p.get();
        return null;
    }

    /// Names of the tables that a user may add to, such as `tcp.port`.
    public static Set<String> tables() {
        return BY_NAME.keySet();
    }

    /// The table of that name, null if there is none.
    public static @Nullable Bindings table(String name) {
        return BY_NAME.get(name);
    }

    /// The protocol whose fields' names start with `prefix`, in the form that `table` has; null if there is none.
    public static @Nullable Protocol named(String prefix, Bindings table) {
        Protocol p = named(prefix, table.protocols());
        return p != null ? p : named(prefix);
    }

    /// The EtherType of a protocol, -1 if it has none.
    public static int etherType(Protocol p) {
        return ETHER_TYPE.number(p);
    }

    /// The IP protocol number of a protocol, -1 if it has none.
    public static int ipProtocol(Protocol p) {
        return IP_PROTO.number(p);
    }

    /// Goes on by a field that holds an EtherType, or a length where it is small (IEEE 802.3-2022 clause 3.2.6).
    static void nextByEtherType(Cursor c, int type) {
        if (type > LONGEST_LENGTH) {
            c.next(c.find(ETHER_TYPE, type));
        } else {
            // Novell's raw 802.3 has no LLC: its IPX starts with a checksum of 0xffff.
            int at = c.headerEnd();
            boolean raw = at + 2 <= c.end() && (c.data[at] & c.data[at + 1]) == -1;
            c.limitPayload(at + type).next((raw ? IPX : LLC).get());
        }
    }

    /// IP of the version that the first four bits behind the current header say, null if they say another.
    static @Nullable Protocol byVersion(Cursor c) {
        if (c.headerEnd() >= c.end()) return null;
        return switch (c.data[c.headerEnd()] >> 4) {
            case 4 -> IPV4.get();
            case 6 -> IPV6.get();
            default -> null;
        };
    }

    /// The largest number in a type field that is a length.
    static final int LONGEST_LENGTH = 1500;

    /// The protocol that the user gives to a port, or that is bound to the lower port, or else to the higher one.
    static @Nullable Protocol byPort(Cursor c, Bindings ports, int source, int destination) {
        int low = Math.min(source, destination);
        int high = Math.max(source, destination);
        Protocol p = c.said(ports, low);
        if (p == null) p = c.said(ports, high);
        if (p == null) p = ports.find(low);
        return p != null ? p : ports.find(high);
    }

    /// The protocol that what a segment carries looks like, whatever its port. Those that its first byte rules out are
    /// not asked: they need not be made then.
    static @Nullable Protocol byContent(Cursor c) {
        int at = c.headerEnd();
        if (at >= c.end()) return null;
        byte first = c.data[at];
        if (first >= TlsRecord.CHANGE && first <= TlsRecord.HEARTBEAT && Tls.starts(c.data, at, c.end()))
            return TLS.get();
        return first >= 'A' && first <= 'Z' && Http.likely(c.data, at, c.end()) ? Http.TCP : null;
    }
}
