package net.strata.protocol;

import net.strata.wire.Names;

/// What numbers in DNS messages mean: IANA, "Domain Name System (DNS) Parameters" and the registries beside it.
final class DnsNumbers {
    /// "DNS OpCodes".
    static final Names OPCODE = new Names("""
            0 Standard query
            1 Inverse query
            2 Server status request
            4 Zone change notification
            5 Dynamic update
            6 Stateful operation""");

    /// "DNS RCODEs".
    static final Names RCODE = new Names("""
            0 No error
            1 Format error
            2 Server failure
            3 No such name
            4 Not implemented
            5 Refused
            6 Name exists
            7 RRset exists
            8 RRset does not exist
            9 Not authoritative
            10 Name out of zone
            11 DSO type not implemented
            16 Bad version or signature
            17 Key not recognized
            18 Signature out of time window
            19 Bad TKEY mode
            20 Duplicate key name
            21 Algorithm not supported
            22 Bad truncation
            23 Bad or missing server cookie""");

    /// "DNS CLASSes".
    static final Names CLASS = new Names("""
            1 IN
            2 CS
            3 CH
            4 HS
            254 NONE
            255 ANY""");

    /// "Resource Record (RR) TYPEs".
    static final Names TYPE = new Names("""
            1 A
            2 NS
            3 MD
            4 MF
            5 CNAME
            6 SOA
            7 MB
            8 MG
            9 MR
            10 NULL
            11 WKS
            12 PTR
            13 HINFO
            14 MINFO
            15 MX
            16 TXT
            17 RP
            18 AFSDB
            19 X25
            20 ISDN
            21 RT
            22 NSAP
            23 NSAP-PTR
            24 SIG
            25 KEY
            26 PX
            27 GPOS
            28 AAAA
            29 LOC
            30 NXT
            31 EID
            32 NIMLOC
            33 SRV
            34 ATMA
            35 NAPTR
            36 KX
            37 CERT
            38 A6
            39 DNAME
            40 SINK
            41 OPT
            42 APL
            43 DS
            44 SSHFP
            45 IPSECKEY
            46 RRSIG
            47 NSEC
            48 DNSKEY
            49 DHCID
            50 NSEC3
            51 NSEC3PARAM
            52 TLSA
            53 SMIMEA
            55 HIP
            56 NINFO
            57 RKEY
            58 TALINK
            59 CDS
            60 CDNSKEY
            61 OPENPGPKEY
            62 CSYNC
            63 ZONEMD
            64 SVCB
            65 HTTPS
            66 DSYNC
            67 HHIT
            68 BRID
            99 SPF
            100 UINFO
            101 UID
            102 GID
            103 UNSPEC
            104 NID
            105 L32
            106 L64
            107 LP
            108 EUI48
            109 EUI64
            128 NXNAME
            249 TKEY
            250 TSIG
            251 IXFR
            252 AXFR
            253 MAILB
            254 MAILA
            255 ANY
            256 URI
            257 CAA
            258 AVC
            259 DOA
            260 AMTRELAY
            261 RESINFO
            262 WALLET
            263 CLA
            264 IPN
            32768 TA
            32769 DLV
            65281 WINS
            65282 WINS-R
            65422 XPF""");

    /// "DNS EDNS0 Option Codes (OPT)".
    static final Names OPTION = new Names("""
            0 Reserved
            1 Long-lived query
            2 Update lease
            3 Name server identifier
            4 Owner
            5 DNSSEC algorithms understood
            6 DS hashes understood
            7 NSEC3 hashes understood
            8 Client subnet
            9 Expire
            10 Cookie
            11 TCP keepalive
            12 Padding
            13 Chain
            14 Key tag
            15 Extended error
            16 Client tag
            17 Server tag
            18 Report channel
            19 Zone version
            20292 Umbrella identity
            26946 Device identity
            65001-65534 Local use""");

    /// "Extended DNS Error Codes" (RFC 8914).
    static final Names EXTENDED_ERROR = new Names("""
            0 Other error
            1 Unsupported DNSKEY algorithm
            2 Unsupported DS digest type
            3 Stale answer
            4 Forged answer
            5 DNSSEC indeterminate
            6 DNSSEC bogus
            7 Signature expired
            8 Signature not yet valid
            9 DNSKEY missing
            10 RRSIGs missing
            11 No zone key bit set
            12 NSEC missing
            13 Cached error
            14 Not ready
            15 Blocked
            16 Censored
            17 Filtered
            18 Prohibited
            19 Stale NXDOMAIN answer
            20 Not authoritative
            21 Not supported
            22 No reachable authority
            23 Network error
            24 Invalid data
            25 Signature expired before valid
            26 Too early
            27 Unsupported NSEC3 iterations value
            28 Unable to conform to policy
            29 Synthesized
            30 Invalid query type
            49152-65535 Private use""");

    /// "DNS Security Algorithm Numbers".
    static final Names ALGORITHM = new Names("""
            0 Delete
            1 RSA/MD5
            2 Diffie-Hellman
            3 DSA/SHA-1
            5 RSA/SHA-1
            6 DSA/SHA-1 with NSEC3
            7 RSA/SHA-1 with NSEC3
            8 RSA/SHA-256
            10 RSA/SHA-512
            12 GOST R 34.10-2001
            13 ECDSA P-256 with SHA-256
            14 ECDSA P-384 with SHA-384
            15 Ed25519
            16 Ed448
            252 Indirect key
            253 Private, by domain name
            254 Private, by OID""");

    /// "Delegation Signer (DS) Resource Record (RR) Type Digest Algorithms".
    static final Names DIGEST = Names.from0("Reserved", "SHA-1", "SHA-256", "GOST R 34.11-94", "SHA-384");

    /// "DNS SSHFP Resource Record Parameters".
    static final Names SSH_ALGORITHM = new Names("""
            1 RSA
            2 DSA
            3 ECDSA
            4 Ed25519
            6 Ed448""");

    /// "DNS-Based Authentication of Named Entities (DANE) Parameters" (RFC 7218).
    static final Names TLSA_USAGE = new Names("""
            0 PKIX-TA
            1 PKIX-EE
            2 DANE-TA
            3 DANE-EE
            255 Private use""");

    /// RFC 4398 section 2.1.
    static final Names CERTIFICATE = new Names("""
            1 PKIX
            2 SPKI
            3 PGP
            4 IPKIX
            5 ISPKI
            6 IPGP
            7 ACPKIX
            8 IACPKIX
            253 Private, by URI
            254 Private, by OID""");

    /// "DNS Service Bindings (SVCB)".
    static final Names SERVICE_KEY = new Names("""
            0 mandatory
            1 alpn
            2 no-default-alpn
            3 port
            4 ipv4hint
            5 ech
            6 ipv6hint
            7 dohpath
            8 ohttp
            32769 odohconfig
            65280-65534 private use""");

    /// IANA, "Address Family Numbers", as far as records use them.
    static final Names FAMILY = new Names("""
            1 IPv4
            2 IPv6""");

    private DnsNumbers() {}
}
