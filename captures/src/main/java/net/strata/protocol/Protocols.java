package net.strata.protocol;

import java.util.LinkedHashSet;
import java.util.Set;
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
    private static final Protocol VLAN = new Vlan();
    private static final Protocol PPPOE = new Pppoe();
    private static final Protocol STP = new Stp(false);
    private static final Protocol CDP = new Cdp();
    private static final Protocol IS_IS = new IsIs();
    private static final Protocol PTP = new Ptp();

    /// By link type of the capture.
    private static final Bindings LINK = new Bindings() //
            .bind(LOOPBACK, LinkType.NULL, LinkType.LOOP) //
            .bind(ETHERNET, LinkType.ETHERNET) //
            .bind(POINT_TO_POINT, LinkType.PPP, LinkType.PPP_HDLC) //
            .bind(PPPOE, LinkType.PPP_ETHER) //
            .bind(RAW, LinkType.RAW, LinkType.RAW_DLT, LinkType.RAW_OPENBSD) //
            .bind(new CiscoHdlc(), LinkType.C_HDLC) //
            .bind(new FrameRelay(), LinkType.FRELAY) //
            .bind(LinuxCooked.first(), LinkType.LINUX_SLL) //
            .bind(LinuxCooked.second(), LinkType.LINUX_SLL2) //
            .bind(IPV4, LinkType.IPV4) //
            .bind(IPV6, LinkType.IPV6);

    /// By EtherType (IEEE, "EtherType Public Listing").
    static final Bindings ETHER_TYPE = new Bindings() //
            .bind(IPV4, 0x0800) //
            .bind(new Arp("ARP"), 0x0806) //
            .bind(CDP, 0x2000) //
            .bind(new Arp("RARP"), 0x8035) //
            .bind(IPV6, 0x86dd) //
            .bind(ETHERNET, 0x6558) //
            .bind(VLAN, 0x8100, 0x88a8, 0x9100) //
            .bind(IPX, 0x8137) //
            .bind(new SlowProtocols(), 0x8809) //
            .bind(MPLS, 0x8847, 0x8848) //
            .bind(PPPOE, 0x8863, 0x8864) //
            .bind(new Eapol(), 0x888e) //
            .bind(new Aoe(), 0x88a2) //
            .bind(new Lldp(), 0x88cc) //
            .bind(PTP, 0x88f7) //
            .bind(new Loop(), 0x9000) //
            .bind(IS_IS, CiscoHdlc.OSI);

    /// By subtype of slow protocols (IEEE 802.3-2022 annex 57A).
    static final Bindings SLOW = new Bindings() //
            .bind(new Lacp(), 1) //
            .bind(new Marker(), 2);

    /// By destination service access point (IEEE 802.2).
    static final Bindings LLC_SAP = new Bindings() //
            .bind(IPV4, 0x06) //
            .bind(STP, 0x42) //
            .bind(IPX, 0xe0) //
            .bind(IS_IS, 0xfe);

    /// By number of the IEEE 802.1 organization in SNAP (IEEE 802.1Q-2018 clause 10.2, RFC 2684 section 5).
    static final Bindings SNAP_BRIDGES = new Bindings() //
            .bind(ETHERNET, 0x0001, 0x0007) //
            .bind(STP, 0x000e);

    /// By number of the organization Cisco in SNAP.
    static final Bindings SNAP_CISCO = new Bindings() //
            .bind(new Stp(true), 0x010b) //
            .bind(new Udld(), 0x0111) //
            .bind(CDP, 0x2000) //
            .bind(new Vtp(), 0x2003) //
            .bind(new Dtp(), 0x2004);

    /// By PPP protocol number (IANA, "PPP Numbers").
    static final Bindings PPP = new Bindings() //
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
    static final Bindings IP_PROTO = new Bindings() //
            .bind(new Icmp(), 1) //
            .bind(new Igmp(), 2) //
            .bind(IPV4, 4) //
            .bind(new Tcp(), Tcp.NUMBER) //
            .bind(new Udp(), Udp.NUMBER) //
            .bind(IPV6, 41) //
            .bind(new Gre(), Gre.NUMBER) //
            .bind(MPLS, 137) //
            .bind(ETHERNET, 143) //
            .bind(Ipv6OptionsHeader.hopByHop(), 0) //
            .bind(new Ipv6Routing(), 43) //
            .bind(new Ipv6Fragment(), 44) //
            .bind(new Esp(), 50) //
            .bind(new Ah(), 51) //
            .bind(new Icmpv6(), Icmpv6.NUMBER) //
            .bind(Ipv6OptionsHeader.destination(), 60) //
            .bind(new Eigrp(), 88) //
            .bind(new Ospf(), 89) //
            .bind(new Pim(), Pim.NUMBER) //
            .bind(new Vrrp(), Vrrp.NUMBER) //
            .bind(new MobileIpv6(), 135) //
            .bind(new Hip(), 139) //
            .bind(new Shim6(), 140);

    private static final Protocol ECHO = new Echo();

    /// By TCP port. A port is a guess: any program may use any.
    static final Bindings TCP_PORT = new Bindings() //
            .bind(ECHO, 7) //
            .bind(new DnsTcp(), 53) //
            .bind(new Bgp(), 179);

    /// By UDP port. A port is a guess: any program may use any.
    static final Bindings UDP_PORT = new Bindings() //
            .bind(ECHO, 7) //
            .bind(Dns.UNICAST, 53) //
            .bind(PTP, 319, 320) //
            .bind(new Rip(), 520) //
            .bind(new Ripng(), 521) //
            .bind(new Hsrp(), 1985, 2029) //
            .bind(new Bfd(), 3784, 4784, 6784, 7784) //
            .bind(Dns.MULTICAST, 5353) //
            .bind(Dns.LINK_LOCAL, 5355) //
            .bind(new Babel(), 6696) //
            .bind(new Vxlan(), 4789);

    private Protocols() {}

    /// The protocol of a link type; [#DATA] if it is not known.
    public static Protocol link(int linkType) {
        Protocol p = LINK.find(linkType);
        return p != null ? p : DATA;
    }

    /// All protocols.
    public static Set<Protocol> all() {
        var all = new LinkedHashSet<Protocol>();
        all.add(FRAME);
        for (Bindings b : new Bindings[]{LINK, ETHER_TYPE, SLOW, LLC_SAP, SNAP_BRIDGES, SNAP_CISCO, PPP, IP_PROTO,
                TCP_PORT, UDP_PORT})
            all.addAll(b.protocols());
        all.add(LLC);
        all.add(SLARP);
        all.add(PIM_1);
        all.add(DATA);
        return all;
    }

    /// Goes on by a field that holds an EtherType, or a length where it is small (IEEE 802.3-2022 clause 3.2.6).
    static void nextByEtherType(Cursor c, int type) {
        if (type > LONGEST_LENGTH) {
            c.next(ETHER_TYPE.find(type));
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

    /// The protocol bound to the lower port, or else to the higher one.
    static @Nullable Protocol byPort(Bindings ports, int source, int destination) {
        Protocol p = ports.find(Math.min(source, destination));
        return p != null ? p : ports.find(Math.max(source, destination));
    }
}
