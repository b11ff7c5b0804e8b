package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
import static net.strata.wire.Trait.source;
import static net.strata.wire.Trait.varies;

import net.strata.decode.Option;
import net.strata.decode.Tlvs;
import net.strata.wire.Layout;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Trait;
import net.strata.wire.Uint;

/// The options of PPP's control protocols: link (RFC 1661 section 6 and IANA, "PPP Numbers"), IP (RFC 1332 section 3),
/// IPv6 (RFC 5072 section 4) and compression (RFC 1962 section 4).
final class PppOptions {
    private static final int HEAD = 16;
    private static final Head LCP = new Head("lcp", "RFC 1661 section 6", """
            0 Vendor-specific
            1 Maximum receive unit
            2 Async control character map
            3 Authentication protocol
            4 Quality protocol
            5 Magic number
            7 Protocol field compression
            8 Address and control field compression
            9 FCS alternatives
            10 Self-describing padding
            11 Numbered mode
            13 Callback
            15 Compound frames
            17 Multilink MRRU
            18 Multilink short sequence numbers
            19 Multilink endpoint discriminator
            23 Link discriminator""");
    private static final Layout lcp = new Layout("lcp", "Option", "RFC 1661 section 6").skip(HEAD);
    static final Octets LCP_VALUE = lcp.loose(Octets.Form.BYTES, "opt.data", "Value",
            says("bytes of a setting that is not taken apart"));
    private static final Layout authentication = LCP.layout("Authentication protocol");
    static final Uint AUTHENTICATION = authentication.uint(16, "opt.auth_protocol", "Authentication protocol", hex(),
            names(Ppp.PROTOCOLS), says("how the other side shall prove who it is"), source("RFC 1661 section 6.2"));
    static final Uint ALGORITHM = authentication.uint(8, "opt.algorithm", "Algorithm",
            names(new Names("5 MD5\n6 SHA-1\n128 MS-CHAP\n129 MS-CHAP-2")),
            says("hash that turns challenge and secret into the response"), source("RFC 1994 section 3"));
    private static final Layout endpoint = LCP.layout("Endpoint discriminator");
    static final Uint ENDPOINT_CLASS = endpoint.uint(8, "opt.ep_disc_class", "Class", names("null", "local", "IPv4",
            "MAC address", "magic number block", "directory number"),
            says("what the name of the system is made from"), source("RFC 1990 section 5.1.3"));

    /// RFC 1661 section 6, RFC 1570, RFC 1990.
    static final Tlvs LINK = LCP.tlvs(new Option(lcp, LCP_VALUE)) //
            .add(LCP.number("Maximum receive unit", 16, "opt.mru",
                    says("bytes of the largest packet that the sender takes"), source("RFC 1661 section 6.1")), 1)
            .add(LCP.number("Async control character map", 32, "opt.asyncmap", hex(),
                    says("one bit for each control character that must be escaped on the line"),
                    source("RFC 1662 section 7.1")), 2)
            .add(new Option(authentication), 3)
            .add(LCP.number("Quality protocol", 16, "opt.quality_protocol", hex(), names(Ppp.PROTOCOLS),
                    says("protocol that reports how many packets the line loses"), source("RFC 1661 section 6.3")), 4)
            .add(LCP.number("Magic number", 32, "opt.magic_number", hex(), varies(),
                    says("random number of the sender; one's own coming back shows a loop"),
                    source("RFC 1661 section 6.4")), 5)
            .add(new Option(LCP.layout("Protocol field compression")), 7)
            .add(new Option(LCP.layout("Address and control field compression")), 8)
            .add(LCP.number("FCS alternatives", 8, "opt.fcs_alternatives", hex(),
                    says("checksums the sender can do with: 1 none, 2 of 16 bits, 4 of 32 bits"),
                    source("RFC 1570 section 2.1")), 9)
            .add(LCP.number("Self-describing padding", 8, "opt.maximum",
                    says("largest number of bytes that pad a packet"), source("RFC 1570 section 2.2")), 10)
            .add(LCP.number("Callback", 8, "opt.operation",
                    says("how it is told where to call back; 0: by the user's name"),
                    source("RFC 1570 section 2.3")), 13) //
            .add(LCP.number("Multilink MRRU", 16, "opt.mrru",
                    says("bytes of the largest packet it can put together from the links of a bundle"),
                    source("RFC 1990 section 5.1.1")), 17)
            .add(new Option(endpoint), 19).add(LCP.number("Link discriminator", 16, "opt.link_discrim",
                    says("number of this link, unlike those of the others in its bundle"), source("RFC 2125")), 23);

    private static final Head IPCP = new Head("ipcp", "RFC 1332 section 3", """
            1 IP addresses (deprecated)
            2 IP compression protocol
            3 IP address
            4 Mobile node's home address
            129 Primary DNS server
            130 Primary NBNS server
            131 Secondary DNS server
            132 Secondary NBNS server""");
    private static final Layout addresses = IPCP.layout("IP addresses");
    static final Octets ADDRESSES_SRC = addresses.ipv4("opt.src_address", "Source address",
            says("address that the sender has or wants"), source("RFC 1332 section 3.1"));
    static final Octets ADDRESSES_DST = addresses.ipv4("opt.dst_address", "Destination address",
            says("address that it believes the other side to have"), source("RFC 1332 section 3.1"));
    private static final Layout headers = IPCP.layout("IP compression protocol");
    static final Uint HEADERS = headers.uint(16, "opt.compress_proto", "Compression protocol", hex(),
            names(Ppp.PROTOCOLS), says("how headers are compressed: 0x002d is Van Jacobson's way"),
            source("RFC 1332 section 3.2"));
    static final Uint MAX_SLOT = headers.uint(8, "opt.max_slot_id", "Largest slot",
            says("number of the last connection whose headers are remembered, from 0"), source("RFC 1332 section 4"));
    static final Uint SLOTS = headers.skip(7).flag("opt.comp_slot_id", "Slots may be compressed",
            says("the number of the connection may be left out where it stays the same"),
            source("RFC 1332 section 4"));
    private static final Layout ipcp = new Layout("ipcp", "Option", "RFC 1332 section 3").skip(HEAD);
    static final Octets IPCP_VALUE = ipcp.loose(Octets.Form.BYTES, "data", "Value",
            says("bytes of a setting that is not taken apart"));

    /// RFC 1332 section 3, RFC 1877 section 1.
    static final Tlvs IP = IPCP.tlvs(new Option(ipcp, IPCP_VALUE)).add(new Option(addresses), 1)
            .add(new Option(headers), 2).add(IPCP.address("IP address", "opt.ip_address",
                    says("address that the sender wants; 0.0.0.0 asks for one")), 3)
            .add(IPCP.address("Home address", "opt.mobilenodehomeaddress",
                    says("address that a mobile host keeps wherever it is"), source("RFC 2290 section 2")), 4)
            .add(IPCP.address("Primary DNS server", "opt.pri_dns_address",
                    says("name server to ask first; 0.0.0.0 asks for its address"), source("RFC 1877 section 1")), 129)
            .add(IPCP.address("Primary NBNS server", "opt.pri_nbns_address",
                    says("server for NetBIOS names to ask first; 0.0.0.0 asks for its address"),
                    source("RFC 1877 section 1")), 130)
            .add(IPCP.address("Secondary DNS server", "opt.sec_dns_address",
                    says("name server to ask where the first does not answer"), source("RFC 1877 section 1")), 131)
            .add(IPCP.address("Secondary NBNS server", "opt.sec_nbns_address",
                    says("server for NetBIOS names to ask where the first does not answer"),
                    source("RFC 1877 section 1")), 132);

    private static final Head IPV6CP = new Head("ipv6cp", "RFC 5072 section 4",
            "1 Interface identifier\n2 Compression protocol");
    private static final Layout identifier = IPV6CP.layout("Interface identifier");
    static final Octets IDENTIFIER = identifier.loose(Octets.Form.MAC, "interface_identifier", "Interface identifier",
            varies(),
            says("last 64 bits of the sender's link-local address, unlike the other side's"),
            source("RFC 5072 section 4.1"));

    static final Tlvs IPV6 = IPV6CP.tlvs(new Option(new Layout("ipv6cp", "Option", "RFC 5072 section 4")))
            .add(new Option(identifier, IDENTIFIER), 1);

    private static final Head CCP = new Head("ccp", "RFC 1962 section 4", """
            0 Vendor-specific
            1 Predictor 1
            2 Predictor 2
            17 Stac LZS
            18 Microsoft compression and encryption
            21 BSD compress
            26 Deflate""");
    private static final Layout ccp = new Layout("ccp", "Option", "RFC 1962 section 4").skip(HEAD);
    static final Octets CCP_VALUE = ccp.loose(Octets.Form.BYTES, "opt.data", "Value",
            says("bytes of a setting that is not taken apart"));
    private static final Layout microsoft = CCP.layout("Microsoft compression and encryption");
    static final Uint SUPPORTED = microsoft.group(32, "opt.supported_bits", "Supported", hex(),
            says("kinds of compression and encryption that the sender wants"), source("RFC 3078 section 2.1"));
    static final Uint STATELESS = microsoft.skip(7).flag("opt.supported_bits.h", "Stateless mode",
            says("each packet can be read alone, for lines that lose some"), source("RFC 3078 section 2.1"));
    static final Uint BITS_56 = microsoft.skip(16).flag("opt.supported_bits.m", "56-bit encryption",
            says("encrypt with keys of 56 bits"), source("RFC 3078 section 2.1"));
    static final Uint BITS_128 = microsoft.flag("opt.supported_bits.s", "128-bit encryption",
            says("encrypt with keys of 128 bits"), source("RFC 3078 section 2.1"));
    static final Uint BITS_40 = microsoft.flag("opt.supported_bits.l", "40-bit encryption",
            says("encrypt with keys of 40 bits"), source("RFC 3078 section 2.1"));
    static final Uint OBSOLETE = microsoft.flag("opt.supported_bits.d", "Obsolete",
            says("an old way that is no longer in use"), source("RFC 3078 section 2.1"));
    static final Uint COMPRESSION_BIT = microsoft.skip(3).flag("opt.supported_bits.c", "Compression",
            says("compress with Microsoft's way (MPPC)"), source("RFC 3078 section 2.1"));

    /// RFC 1962 section 4, RFC 3078 section 2.1.
    static final Tlvs COMPRESSION = CCP.tlvs(new Option(ccp, CCP_VALUE)).add(new Option(microsoft), 18);

    static final Tlvs NONE = new Head("mplscp", "RFC 3032 section 4", "0 Vendor-specific")
            .tlvs(new Option(new Layout("mplscp", "Option", "RFC 3032 section 4")));

    private PppOptions() {}

    /// Type and length of one protocol's options.
    private static final class Head {
        private final String prefix;
        private final String source;
        private final Layout head;
        private final Uint type;
        private final Uint length;

        Head(String prefix, String source, String types) {
            this.prefix = prefix;
            this.source = source;
            head = new Layout(prefix, "Option", source);
            type = head.uint(8, "opt.type", "Type", names(new Names(types)), says("which setting is asked for"));
            length = head.uint(8, "opt.length", "Length", says("bytes of the setting, type and length included"));
        }

        Tlvs tlvs(Option unknown) {
            return new Tlvs(head, type, length, 0, unknown);
        }

        Layout layout(String title) {
            return new Layout(prefix, title, source).skip(HEAD);
        }

        Option number(String title, int bits, String field, Trait... traits) {
            Layout layout = layout(title);
            layout.uint(bits, field, title, traits);
            return new Option(layout);
        }

        Option address(String title, String field, Trait... traits) {
            Layout layout = layout(title);
            layout.ipv4(field, title, traits);
            return new Option(layout);
        }
    }
}
