package net.strata.protocol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.strata.decode.Bindings;
import net.strata.decode.Cursor;
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

    static final Protocol ETHERNET = new Ethernet();
    static final Protocol IPV4 = new Ipv4();
    static final Protocol IPV6 = new Ipv6();
    static final Protocol LLC = new Llc();
    static final Protocol IPX = new Ipx();
    static final Protocol POINT_TO_POINT = new Ppp();
    static final Protocol SLARP = new Slarp();
    static final Protocol PIM_1 = new PimVersion1();
    private static final Protocol LOOPBACK = new Loopback();
    private static final Protocol RAW = new RawIp();
    private static final Protocol MPLS = new Mpls();
    static final Protocol WIRELESS = new Wireless();
    private static final Protocol VLAN = new Vlan();
    private static final Protocol PTP = new Ptp();
    private static final Protocol PPPOE = new Pppoe();
    private static final Protocol STP = new Stp(false);
    private static final Protocol CDP = new Cdp();
    private static final Protocol NSH = new Nsh();
    static final Protocol ESP = new Esp();
    static final Protocol IKE = new Ike();
    private static final Protocol GTP = new Gtp();
    static final Protocol TLS = new Tls();
    static final Protocol GTP_V2 = new GtpV2();
    static final Protocol SDP = new Sdp();
    private static final Protocol SIP = new Sip();
    private static final Protocol LDP = new Ldp();
    private static final Protocol IS_IS = new IsIs();
    static final Protocol QUIC = new Quic();

    /// By link type of the capture.
    private static final Bindings LINK = table() //
            .bind(LOOPBACK, LinkType.NULL, LinkType.LOOP) //
            .bind(ETHERNET, LinkType.ETHERNET) //
            .bind(POINT_TO_POINT, LinkType.PPP, LinkType.PPP_HDLC) //
            .bind(PPPOE, LinkType.PPP_ETHER) //
            .bind(RAW, LinkType.RAW, LinkType.RAW_DLT, LinkType.RAW_OPENBSD) //
            .bind(new CiscoHdlc(), LinkType.C_HDLC) //
            .bind(WIRELESS, LinkType.IEEE802_11) //
            .bind(new FrameRelay(), LinkType.FRELAY) //
            .bind(LinuxCooked.first(), LinkType.LINUX_SLL) //
            .bind(LinuxCooked.second(), LinkType.LINUX_SLL2) //
            .bind(new Radiotap(), LinkType.RADIOTAP) //
            .bind(new Pktap(), LinkType.USER2, LinkType.PKTAP) //
            .bind(new SolarisIpnet(), LinkType.IPNET) //
            .bind(new Nflog(), LinkType.NFLOG) //
            .bind(IPV4, LinkType.IPV4) //
            .bind(IPV6, LinkType.IPV6);

    /// By EtherType (IEEE, "EtherType Public Listing").
    static final Bindings ETHER_TYPE = table() //
            .bind(IPV4, 0x0800) //
            .bind(new Arp("ARP"), 0x0806) //
            .bind(CDP, 0x2000) //
            .bind(new DecnetRouting(), 0x6003) //
            .bind(ETHERNET, 0x6558) //
            .bind(new Arp("RARP"), 0x8035) //
            .bind(VLAN, 0x8100, 0x9100) //
            .bind(IPX, 0x8137) //
            .bind(IPV6, 0x86dd) //
            .bind(new SlowProtocols(), 0x8809) //
            .bind(MPLS, 0x8847, 0x8848) //
            .bind(PPPOE, 0x8863, 0x8864) //
            .bind(new Eapol(), 0x888e) //
            .bind(new AtaOverEthernet(), 0x88a2) //
            .bind(new ServiceVlan(), 0x88a8) //
            .bind(new Lldp(), 0x88cc) //
            .bind(PTP, 0x88f7) //
            .bind(new GeoNetworking(), 0x8947) //
            .bind(NSH, 0x894f) //
            .bind(new Loop(), 0x9000) //
            .bind(IS_IS, CiscoHdlc.OSI);

    /// By subtype of slow protocols (IEEE 802.3-2022 annex 57A).
    static final Bindings SLOW = table() //
            .bind(new Lacp(), 1) //
            .bind(new Marker(), 2);

    /// By the protocol type of GRE, where it is no EtherType.
    static final Bindings GRE_PROTO = table() //
            .bind(POINT_TO_POINT, 0x880b) //
            .bind(new Erspan(), Gre.ERSPAN, 0x22eb) //
            .bind(new CiscoMetadata(), 0x8909);

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
            .bind(new Stp(true), 0x010b) //
            .bind(new Udld(), 0x0111) //
            .bind(CDP, 0x2000) //
            .bind(new Vtp(), 0x2003) //
            .bind(new Dtp(), 0x2004);

    /// By PPP protocol number (IANA, "PPP Numbers").
    static final Bindings PPP = table() //
            .bind(IPV4, 0x0021) //
            .bind(IS_IS, 0x0023) //
            .bind(IPX, 0x002b) //
            .bind(IPV6, 0x0057) //
            .bind(MPLS, 0x0281, 0x0283) //
            .bind(PppControl.ip(), 0x8021) //
            .bind(PppControl.ipv6(), 0x8057) //
            .bind(PppControl.compression(), 0x80fd) //
            .bind(PppControl.mpls(), 0x8281) //
            .bind(PppControl.link(), 0xc021) //
            .bind(PppAuthentication.byPassword(), 0xc023) //
            .bind(PppAuthentication.byChallenge(), 0xc223);

    /// By IP protocol number (IANA, "Protocol Numbers").
    static final Bindings IP_PROTO = table() //
            .bind(Ipv6OptionsHeader.hopByHop(), 0) //
            .bind(new Icmp(), 1) //
            .bind(new Igmp(), 2) //
            .bind(IPV4, 4) //
            .bind(new Tcp(), Tcp.NUMBER) //
            .bind(new Udp(), Udp.NUMBER) //
            .bind(new Dccp(), 33) //
            .bind(IPV6, 41) //
            .bind(new Ipv6Routing(), 43) //
            .bind(new Ipv6Fragment(), 44) //
            .bind(new Rsvp(), 46) //
            .bind(new Gre(), Gre.NUMBER) //
            .bind(ESP, 50) //
            .bind(new Ah(), 51) //
            .bind(new Icmpv6(), Icmpv6.NUMBER) //
            .bind(Ipv6OptionsHeader.destination(), 60) //
            .bind(new Eigrp(), 88) //
            .bind(new Ospf(), 89) //
            .bind(new Pim(), Pim.NUMBER) //
            .bind(new Vrrp(), Vrrp.NUMBER) //
            .bind(new Pgm(), 113) //
            .bind(L2tp.OVER_IP, 115) //
            .bind(new Sctp(), Sctp.NUMBER) //
            .bind(new MobileIpv6(), 135) //
            .bind(new UdpLite(), UdpLite.NUMBER) //
            .bind(MPLS, 137) //
            .bind(new Hip(), 139) //
            .bind(new Shim6(), 140) //
            .bind(ETHERNET, 143);

    /// By TCP port. A port is a guess: any program may use any.
    static final Bindings TCP_PORT = table() //
            .bind(Service.ECHO, 7) //
            .bind(Service.DISCARD, 9) //
            .bind(Service.DAYTIME, 13) //
            .bind(Service.CHARGEN, 19) //
            .bind(new Ftp(), Ftp.PORT) //
            .bind(new Ssh(), Ssh.PORT) //
            .bind(new Telnet(), Telnet.PORT) //
            .bind(new Smtp(), Smtp.PORTS) //
            .bind(new DnsTcp(), 53) //
            .bind(Http.TCP, 80, 631, 1900, 2710, 2869, 3128, 3132, 3689, 5985, 8080, 8088, 11371) //
            .bind(new Pop(), Pop.PORT) //
            .bind(new Nntp(), Nntp.PORT) //
            .bind(new Nbss(), 139, 445) //
            .bind(new Imap(), Imap.PORT) //
            .bind(new Bgp(), 179) //
            .bind(TLS, 443, 465, 636, 853, 993, 995, 5061, 8443, 8883) //
            .bind(new Rtsp(), 554, 7236, 8554) //
            .bind(LDP, 646) //
            .bind(new Pptp(), Pptp.PORT) //
            .bind(GTP, 2123, 2152) //
            .bind(new Mysql(), Mysql.PORT) //
            .bind(SIP, 5060) //
            .bind(new Resp(), Resp.PORT) //
            .bind(new OpenFlow(), 6633, 6653) //
            .bind(new Irc(), Irc.PORTS);

    /// By UDP port. A port is a guess: any program may use any.
    static final Bindings UDP_PORT = table() //
            .bind(Service.ECHO, 7) //
            .bind(Service.DISCARD, 9) //
            .bind(Service.DAYTIME, 13) //
            .bind(Service.CHARGEN, 19) //
            .bind(Dns.UNICAST, 53) //
            .bind(new Dhcp(), 67, 68, 4011) //
            .bind(new Tftp(), 69) //
            .bind(new Ntp(), 123) //
            .bind(new Nbns(), 137) //
            .bind(new Snmp(), 161, 162) //
            .bind(PTP, 319, 320) //
            .bind(QUIC, 443) //
            .bind(IKE, 500) //
            .bind(new Syslog(), 514) //
            .bind(new Rip(), 520) //
            .bind(new Ripng(), 521) //
            .bind(new Dhcpv6(), 546, 547) //
            .bind(LDP, 646) //
            .bind(new Radius(), 1645, 1646, 1812, 1813, 3799) //
            .bind(L2tp.OVER_UDP, 1701) //
            .bind(Http.SSDP, 1900) //
            .bind(new Hsrp(), 1985, 2029) //
            .bind(GTP, 2123, 2152) //
            .bind(new Bfd(), 3784, 4784, 6784, 7784) //
            .bind(new UdpEncap(), 4500) //
            .bind(new Vxlan(), 4789) //
            .bind(new VxlanGpe(), 4790) //
            .bind(SIP, 5060) //
            .bind(Dns.MULTICAST, 5353) //
            .bind(Dns.LINK_LOCAL, 5355) //
            .bind(new Geneve(), 6081) //
            .bind(MPLS, 6635) //
            .bind(new Babel(), 6696);

    /// By SCTP port. A port is a guess: any program may use any.
    static final Bindings SCTP_PORT = table() //
            .bind(Dns.UNICAST, 53);

    /// Tables that a user may add to, by the name that tshark has for them.
    private static final Map<String, Bindings> BY_NAME = new TreeMap<>(Map.of("ethertype", ETHER_TYPE, "gre.proto",
            GRE_PROTO, "ip.proto", IP_PROTO, "llc.dsap", LLC_SAP, "ppp.protocol", PPP, "sctp.port", SCTP_PORT,
            "tcp.port", TCP_PORT, "udp.port", UDP_PORT));

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

    /// All protocols.
    public static Set<Protocol> all() {
        var all = new LinkedHashSet<Protocol>();
        all.add(FRAME);
        for (Bindings table : TABLES)
            all.addAll(table.protocols());
        all.add(LLC);
        all.add(SDP);
        all.add(Smb.FIRST);
        all.add(Smb.SECOND);
        all.add(GTP_V2);
        all.add(SLARP);
        all.add(PIM_1);
        all.add(DATA);
        return all;
    }

    /// The protocol whose fields' names start with `prefix`, such as `ip`; null if there is none. Of several the first.
    public static @Nullable Protocol named(String prefix) {
        for (Protocol p : all())
            if (p.layout().prefix().equals(prefix)) return p;
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
        for (Protocol p : table.protocols())
            if (p.layout().prefix().equals(prefix)) return p;
        return named(prefix);
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
            c.limitPayload(at + type).next(raw ? IPX : LLC);
        }
    }

    /// IP of the version that the first four bits behind the current header say, null if they say another.
    static @Nullable Protocol byVersion(Cursor c) {
        if (c.headerEnd() >= c.end()) return null;
        return switch (c.data[c.headerEnd()] >> 4) {
            case 4 -> IPV4;
            case 6 -> IPV6;
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

    /// The protocol that what a segment carries looks like, whatever its port.
    static @Nullable Protocol byContent(Cursor c) {
        if (Tls.starts(c.data, c.headerEnd(), c.end())) return TLS;
        return Http.likely(c.data, c.headerEnd(), c.end()) ? Http.TCP : null;
    }
}
