package net.strata.protocol;

import net.strata.wire.Names;

/// Numbers that several protocols share, from the registries of IANA and IEEE.
final class Iana {
    /// IANA, "Protocol Numbers".
    static final Names IP_PROTO = new Names("""
            0 IPv6 hop-by-hop options
            1 ICMP
            2 IGMP
            3 GGP
            4 IPv4
            5 ST
            6 TCP
            8 EGP
            9 IGP
            12 PUP
            17 UDP
            27 RDP
            29 ISO-TP4
            33 DCCP
            41 IPv6
            43 IPv6 routing header
            44 IPv6 fragment header
            46 RSVP
            47 GRE
            50 ESP
            51 AH
            55 MOBILE
            58 ICMPv6
            59 IPv6 no next header
            60 IPv6 destination options
            80 ISO-IP
            88 EIGRP
            89 OSPF
            94 IPIP
            97 ETHERIP
            98 ENCAP
            103 PIM
            108 IPComp
            112 VRRP
            113 PGM
            115 L2TP
            124 IS-IS over IPv4
            132 SCTP
            133 FC
            135 Mobility header
            136 UDPLite
            137 MPLS-in-IP
            139 HIP
            140 Shim6
            143 Ethernet
            253-254 Experiment
            255 Raw""");

    /// IEEE, EtherType listing.
    static final Names ETHER_TYPE = new Names("""
            0x0800 IPv4
            0x0806 ARP
            0x0842 Wake-on-LAN
            0x2000 CDP
            0x6002 DEC MOP remote console
            0x6003 DECnet phase IV
            0x6558 Transparent Ethernet bridging
            0x8035 RARP
            0x809b AppleTalk
            0x80f3 AARP
            0x8100 802.1Q VLAN
            0x8137 IPX
            0x86dd IPv6
            0x8808 Ethernet flow control
            0x8809 Slow protocols
            0x8847 MPLS
            0x8848 MPLS multicast
            0x8863 PPPoE discovery
            0x8864 PPPoE session
            0x888e 802.1X authentication
            0x8892 PROFINET
            0x88a2 ATA over Ethernet
            0x88a8 802.1ad service VLAN
            0x88cc LLDP
            0x88e5 MACsec
            0x88e7 802.1ah backbone service tag
            0x88f7 PTP
            0x8902 Connectivity fault management
            0x8906 FCoE
            0x894f NSH
            0x9000 Loopback test
            0x9100 VLAN, double tag""");

    /// IANA, "Differentiated Services Field Codepoints".
    static final Names DSCP = new Names("""
            0 CS0, default
            1 LE, lower effort
            8 CS1
            10 AF11
            12 AF12
            14 AF13
            16 CS2
            18 AF21
            20 AF22
            22 AF23
            24 CS3
            26 AF31
            28 AF32
            30 AF33
            32 CS4
            34 AF41
            36 AF42
            38 AF43
            40 CS5
            44 VOICE-ADMIT
            46 EF, expedited
            48 CS6
            56 CS7""");

    /// RFC 3168 section 5.
    static final Names ECN = Names.from0("not ECN-capable", "ECN-capable (1)", "ECN-capable (0)", "congestion met");

    private Iana() {}
}
