package net.strata.protocol;

import net.strata.wire.Names;

/// IANA, "Dynamic Host Configuration Protocol for IPv6 (DHCPv6)".
final class Dhcpv6Numbers {
    static final Names MESSAGE = new Names("""
            1 Solicit
            2 Advertise
            3 Request
            4 Confirm
            5 Renew
            6 Rebind
            7 Reply
            8 Release
            9 Decline
            10 Reconfigure
            11 Information-request
            12 Relay-forw
            13 Relay-repl
            14 Leasequery
            15 Leasequery-reply
            16 Leasequery-done
            17 Leasequery-data
            18 Reconfigure-request
            19 Reconfigure-reply
            20 DHCPv4-query
            21 DHCPv4-response""");

    static final Names OPTION = new Names("""
            1 Client identifier
            2 Server identifier
            3 Addresses (IA_NA)
            4 Temporary addresses (IA_TA)
            5 Address
            6 Options wanted
            7 Preference
            8 Elapsed time
            9 Relayed message
            11 Authentication
            12 Server unicast
            13 Status
            14 Rapid commit
            15 User class
            16 Vendor class
            17 Vendor-specific information
            18 Interface
            19 Reconfigure message
            20 Reconfigure accept
            21 SIP server names
            22 SIP servers
            23 Domain name servers
            24 Domain search list
            25 Prefixes (IA_PD)
            26 Prefix
            27 NIS servers
            28 NIS+ servers
            29 NIS domain
            30 NIS+ domain
            31 SNTP servers
            32 Information refresh time
            33 BCMCS server names
            34 BCMCS servers
            36 Civic location
            37 Remote ID
            38 Subscriber ID
            39 Fully qualified domain name
            40 PANA agents
            41 Time zone (POSIX)
            42 Time zone (database)
            43 Echo request
            44 Lease query
            45 Client data
            46 Time since last client transaction
            47 Relay data
            48 Client links
            49 Home network name
            50 Visited home network
            51 LoST server
            52 CAPWAP access controllers
            53 Relay ID
            54 Mobility servers
            55 Mobility server names
            56 NTP servers
            57 Access network domain
            58 SIP configuration domains
            59 Boot file URL
            60 Boot file parameters
            61 Client system architecture
            62 Client network interface
            63 Geographical location
            64 DS-Lite tunnel end
            65 Local ERP domain
            66 Options supplied by relay agent
            67 Excluded prefix
            68 Virtual subnet selection
            74 DNS server selection
            79 Client link-layer address
            80 Link address
            81 RADIUS attributes
            82 Longest time between solicits
            83 Longest time between information requests
            84 Address selection
            85 Address selection table
            86 PCP servers
            87 DHCPv4 message
            88 DHCP 4o6 servers
            89 Softwire rule
            90 Softwire border relay
            91 Softwire default mapping rule
            92 Softwire address binding
            93 Softwire port parameters
            94 MAP-E
            95 MAP-T
            96 Lightweight 4over6
            103 Captive portal
            112 Manufacturer usage description
            135 Relay agent source port
            136 Secure zero touch redirect
            143 ANDSF servers
            144 Encrypted DNS servers""");

    /// Where each option is specified.
    static final Names SOURCE = new Names("""
            1 RFC 8415 section 21.2
            2 RFC 8415 section 21.3
            3 RFC 8415 section 21.4
            4 RFC 8415 section 21.5
            5 RFC 8415 section 21.6
            6 RFC 8415 section 21.7
            7 RFC 8415 section 21.8
            8 RFC 8415 section 21.9
            9 RFC 8415 section 21.10
            11 RFC 8415 section 21.11
            12 RFC 8415 section 21.12
            13 RFC 8415 section 21.13
            14 RFC 8415 section 21.14
            15 RFC 8415 section 21.15
            16 RFC 8415 section 21.16
            17 RFC 8415 section 21.17
            18 RFC 8415 section 21.18
            19 RFC 8415 section 21.19
            20 RFC 8415 section 21.20
            21 RFC 3319 section 3.1
            22 RFC 3319 section 3.2
            23 RFC 3646 section 3
            24 RFC 3646 section 4
            25 RFC 8415 section 21.21
            26 RFC 8415 section 21.22
            27 RFC 3898 section 3
            28 RFC 3898 section 4
            29 RFC 3898 section 5
            30 RFC 3898 section 6
            31 RFC 4075
            32 RFC 8415 section 21.23
            33-34 RFC 4280
            37 RFC 4649 section 3
            38 RFC 4580 section 2
            39 RFC 4704 section 4
            40 RFC 5192
            41-42 RFC 4833 section 3
            43 RFC 4994
            44-48 RFC 5007 section 4.1.2
            52 RFC 5417 section 3
            53 RFC 5460 section 5.4.1
            56 RFC 5908 section 4
            64 RFC 6334 section 3
            66 RFC 6422
            67 RFC 6603 section 4.2
            89 RFC 7598 section 4.1
            90 RFC 7598 section 4.2
            91 RFC 7598 section 4.3
            92 RFC 7598 section 4.4
            94-96 RFC 7598 section 5
            103 RFC 8910 section 2.2
            112 RFC 8520 section 10
            135 RFC 8357""");

    static final Names STATUS = new Names("""
            0 success
            1 failed
            2 no addresses available
            3 no such binding
            4 not on this link
            5 use multicast
            6 no prefixes available
            7 unknown query type
            8 malformed query
            9 not configured
            10 not allowed
            11 query terminated""");

    private Dhcpv6Numbers() {}
}
