package net.strata.protocol;

import net.strata.wire.Names;

/// IANA, "Dynamic Host Configuration Protocol (DHCP) and Bootstrap Protocol (BOOTP) Parameters".
final class DhcpNumbers {
    static final Names MESSAGE = new Names("""
            1 Discover
            2 Offer
            3 Request
            4 Decline
            5 ACK
            6 NAK
            7 Release
            8 Inform
            9 Force renew
            10 Lease query
            11 Lease unassigned
            12 Lease unknown
            13 Lease active
            14 Bulk lease query
            15 Lease query done
            16 Active lease query
            17 Lease query status
            18 TLS""");

    static final Names OPTION = new Names("""
            0 Padding
            1 Subnet mask
            2 Time offset
            3 Routers
            4 Time servers
            5 Name servers
            6 Domain name servers
            7 Log servers
            8 Quotes servers
            9 LPR servers
            10 Impress servers
            11 Resource location servers
            12 Host name
            13 Boot file size
            14 Merit dump file
            15 Domain name
            16 Swap server
            17 Root path
            18 Extensions path
            19 IP forwarding
            20 Non-local source routing
            21 Policy filter
            22 Maximum datagram reassembly size
            23 Default IP time to live
            24 Path MTU aging timeout
            25 Path MTU plateau table
            26 Interface MTU
            27 All subnets are local
            28 Broadcast address
            29 Perform mask discovery
            30 Mask supplier
            31 Perform router discovery
            32 Router solicitation address
            33 Static routes
            34 Trailer encapsulation
            35 ARP cache timeout
            36 Ethernet encapsulation
            37 TCP default time to live
            38 TCP keepalive interval
            39 TCP keepalive garbage
            40 NIS domain
            41 NIS servers
            42 NTP servers
            43 Vendor-specific information
            44 NetBIOS name servers
            45 NetBIOS datagram distribution servers
            46 NetBIOS node type
            47 NetBIOS scope
            48 X Window font servers
            49 X Window display managers
            50 Requested IP address
            51 Lease time
            52 Option overload
            53 Message type
            54 Server identifier
            55 Parameter request list
            56 Message
            57 Maximum message size
            58 Renewal time
            59 Rebinding time
            60 Vendor class
            61 Client identifier
            62 NetWare/IP domain
            63 NetWare/IP information
            64 NIS+ domain
            65 NIS+ servers
            66 TFTP server name
            67 Boot file name
            68 Mobile IP home agents
            69 SMTP servers
            70 POP3 servers
            71 NNTP servers
            72 WWW servers
            73 Finger servers
            74 IRC servers
            75 StreetTalk servers
            76 StreetTalk directory assistance servers
            77 User class
            78 SLP directory agents
            79 SLP service scope
            80 Rapid commit
            81 Fully qualified domain name
            82 Relay agent information
            83 iSNS
            85 NDS servers
            86 NDS tree name
            87 NDS context
            88 BCMCS controller domain names
            89 BCMCS controller addresses
            90 Authentication
            91 Time since last client transaction
            92 Associated addresses
            93 Client system architecture
            94 Client network interface
            95 LDAP
            97 Client machine identifier
            98 User authentication
            99 Civic location
            100 Time zone (POSIX)
            101 Time zone (database)
            108 IPv6-only preferred
            112 NetInfo servers
            113 NetInfo tag
            114 Captive portal
            116 Auto-configuration
            117 Name service search
            118 Subnet selection
            119 Domain search
            120 SIP servers
            121 Classless static routes
            122 CableLabs client configuration
            123 Geographical location
            124 Vendor-identifying vendor class
            125 Vendor-identifying vendor-specific information
            136 PANA agents
            137 LoST server
            138 CAPWAP access controllers
            139 Mobility server addresses
            140 Mobility server names
            141 SIP configuration domains
            142 ANDSF servers
            143 Secure zero touch redirect
            144 Geospatial location
            145 Force renew nonce
            146 DNS server selection
            150 TFTP server addresses
            151 Status code
            152 Base time
            153 Start time of state
            154 Query start time
            155 Query end time
            156 State of the lease
            157 Data source
            158 PCP servers
            159 Port parameters
            160 Captive portal (old)
            161 Manufacturer usage description
            162 Encrypted DNS servers
            175 Etherboot
            208 PXELINUX magic
            209 PXELINUX configuration file
            210 PXELINUX path prefix
            211 PXELINUX reboot time
            212 6RD
            213 Access network domain name
            220 Subnet allocation
            221 Virtual subnet selection
            224-248 Private use
            249 Classless static routes (Microsoft)
            250-251 Private use
            252 Web proxy auto-discovery
            253-254 Private use
            255 End""");

    /// Where each option is specified.
    static final Names SOURCE = new Names("""
            0 RFC 2132 section 3.1
            1 RFC 2132 section 3.3
            2 RFC 2132 section 3.4
            3 RFC 2132 section 3.5
            4 RFC 2132 section 3.6
            5 RFC 2132 section 3.7
            6 RFC 2132 section 3.8
            7 RFC 2132 section 3.9
            8 RFC 2132 section 3.10
            9 RFC 2132 section 3.11
            10 RFC 2132 section 3.12
            11 RFC 2132 section 3.13
            12 RFC 2132 section 3.14
            13 RFC 2132 section 3.15
            14 RFC 2132 section 3.16
            15 RFC 2132 section 3.17
            16 RFC 2132 section 3.18
            17 RFC 2132 section 3.19
            18 RFC 2132 section 3.20
            19 RFC 2132 section 4.1
            20 RFC 2132 section 4.2
            21 RFC 2132 section 4.3
            22 RFC 2132 section 4.4
            23 RFC 2132 section 4.5
            24 RFC 2132 section 4.6
            25 RFC 2132 section 4.7
            26 RFC 2132 section 5.1
            27 RFC 2132 section 5.2
            28 RFC 2132 section 5.3
            29 RFC 2132 section 5.4
            30 RFC 2132 section 5.5
            31 RFC 2132 section 5.6
            32 RFC 2132 section 5.7
            33 RFC 2132 section 5.8
            34 RFC 2132 section 6.1
            35 RFC 2132 section 6.2
            36 RFC 2132 section 6.3
            37 RFC 2132 section 7.1
            38 RFC 2132 section 7.2
            39 RFC 2132 section 7.3
            40 RFC 2132 section 8.1
            41 RFC 2132 section 8.2
            42 RFC 2132 section 8.3
            43 RFC 2132 section 8.4
            44 RFC 2132 section 8.5
            45 RFC 2132 section 8.6
            46 RFC 2132 section 8.7
            47 RFC 2132 section 8.8
            48 RFC 2132 section 8.9
            49 RFC 2132 section 8.10
            50 RFC 2132 section 9.1
            51 RFC 2132 section 9.2
            52 RFC 2132 section 9.3
            53 RFC 2132 section 9.6
            54 RFC 2132 section 9.7
            55 RFC 2132 section 9.8
            56 RFC 2132 section 9.9
            57 RFC 2132 section 9.10
            58 RFC 2132 section 9.11
            59 RFC 2132 section 9.12
            60 RFC 2132 section 9.13
            61 RFC 2132 section 9.14
            62 RFC 2242
            63 RFC 2242
            64 RFC 2132 section 8.11
            65 RFC 2132 section 8.12
            66 RFC 2132 section 9.4
            67 RFC 2132 section 9.5
            68 RFC 2132 section 8.13
            69 RFC 2132 section 8.14
            70 RFC 2132 section 8.15
            71 RFC 2132 section 8.16
            72 RFC 2132 section 8.17
            73 RFC 2132 section 8.18
            74 RFC 2132 section 8.19
            75 RFC 2132 section 8.20
            76 RFC 2132 section 8.21
            77 RFC 3004 section 4
            78 RFC 2610 section 3
            79 RFC 2610 section 4
            81 RFC 4702 section 2
            82 RFC 3046 section 2.0
            86 RFC 2241
            87 RFC 2241
            90 RFC 3118 section 2
            91 RFC 4388 section 6.1
            92 RFC 4388 section 6.1
            93 RFC 4578 section 2.1
            94 RFC 4578 section 2.2
            97 RFC 4578 section 2.3
            100 RFC 4833 section 2
            101 RFC 4833 section 2
            114 RFC 8910 section 2.1
            116 RFC 2563 section 2
            118 RFC 3011
            119 RFC 3397 section 2
            120 RFC 3361 section 3
            121 RFC 3442
            124 RFC 3925 section 3
            125 RFC 3925 section 4
            136 RFC 5192
            138 RFC 5417 section 2
            142 RFC 6153
            145 RFC 6704
            146 RFC 6731 section 4.3
            150 RFC 5859
            151-157 RFC 6926 section 6.2
            159 RFC 7618
            160 RFC 7710 section 2.1
            161 RFC 8520 section 10
            209 RFC 5071 section 4
            210 RFC 5071 section 5
            212 RFC 5969 section 7.1.1
            249 RFC 3442
            252 draft-ietf-wrec-wpad""");

    static final Names AGENT = new Names("""
            1 Circuit ID
            2 Remote ID
            4 DOCSIS device class
            5 Link selection
            6 Subscriber ID
            7 RADIUS attributes
            8 Authentication
            9 Vendor-specific information
            10 Relay agent flags
            11 Server identifier override
            12 Relay agent identifier
            13 Access technology type
            14 Access network name
            15 Access point name
            16 Access point BSSID
            17 Operator identifier
            18 Operator realm
            19 Relay agent source port
            150 Link selection (Cisco)
            151 Virtual subnet selection
            152 Server identifier override (Cisco)""");

    /// IANA, "Processor Architecture Types" of DHCPv6, which has them from RFC 4578.
    static final Names ARCHITECTURE = new Names("""
            0 x86 BIOS
            1 NEC PC-98
            2 Itanium
            3 DEC Alpha
            4 Arc x86
            5 Intel Lean Client
            6 x86 UEFI
            7 x64 UEFI
            8 EFI Xscale
            9 EFI byte code
            10 ARM 32-bit UEFI
            11 ARM 64-bit UEFI
            12 PowerPC Open Firmware
            13 PowerPC ePAPR
            14 POWER OPAL v3
            15 x86 UEFI HTTP
            16 x64 UEFI HTTP
            17 EFI byte code HTTP
            18 ARM 32-bit UEFI HTTP
            19 ARM 64-bit UEFI HTTP
            20 PC BIOS HTTP
            21 ARM 32-bit U-Boot
            22 ARM 64-bit U-Boot
            23 ARM 32-bit U-Boot HTTP
            24 ARM 64-bit U-Boot HTTP
            25 RISC-V 32-bit UEFI
            26 RISC-V 32-bit UEFI HTTP
            27 RISC-V 64-bit UEFI
            28 RISC-V 64-bit UEFI HTTP
            29 RISC-V 128-bit UEFI
            30 RISC-V 128-bit UEFI HTTP
            31 s390 basic
            32 s390 extended""");

    /// RFC 8415 section 11.1.
    static final Names DUID = new Names("""
            1 link-layer address and time
            2 assigned by vendor
            3 link-layer address
            4 UUID""");

    private DhcpNumbers() {}
}
