package net.strata.protocol;

import static net.strata.wire.Trait.hex;
import static net.strata.wire.Trait.names;
import static net.strata.wire.Trait.says;
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
    private static final Head LCP = new Head("lcp", """
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
    private static final Layout lcp = new Layout("lcp", "Option").skip(HEAD);
    static final Octets LCP_VALUE = lcp.loose(Octets.Form.BYTES, "opt.data", "Value");
    private static final Layout authentication = LCP.layout("Authentication protocol");
    static final Uint AUTHENTICATION = authentication.uint(16, "opt.auth_protocol", "Authentication protocol", hex(),
            names(Ppp.PROTOCOLS));
    static final Uint ALGORITHM = authentication.uint(8, "opt.algorithm", "Algorithm",
            names(new Names("5 MD5\n6 SHA-1\n128 MS-CHAP\n129 MS-CHAP-2")));
    private static final Layout endpoint = LCP.layout("Endpoint discriminator");
    static final Uint ENDPOINT_CLASS = endpoint.uint(8, "opt.ep_disc_class", "Class", names("null", "local", "IPv4",
            "MAC address", "magic number block", "directory number"));

    /// RFC 1661 section 6, RFC 1570, RFC 1990.
    static final Tlvs LINK = LCP.tlvs(new Option(lcp, LCP_VALUE)) //
            .add(LCP.number("Maximum receive unit", 16, "opt.mru", says("bytes of a packet it takes")), 1)
            .add(LCP.number("Async control character map", 32, "opt.asyncmap", hex(),
                    says("control characters to escape")), 2)
            .add(new Option(authentication), 3)
            .add(LCP.number("Quality protocol", 16, "opt.quality_protocol", hex(), names(Ppp.PROTOCOLS)), 4)
            .add(LCP.number("Magic number", 32, "opt.magic_number", hex(), varies(),
                    says("tells a link that is looped back")), 5)
            .add(new Option(LCP.layout("Protocol field compression")), 7)
            .add(new Option(LCP.layout("Address and control field compression")), 8)
            .add(LCP.number("FCS alternatives", 8, "opt.fcs_alternatives", hex()), 9)
            .add(LCP.number("Self-describing padding", 8, "opt.maximum"), 10)
            .add(LCP.number("Callback", 8, "opt.operation"), 13) //
            .add(LCP.number("Multilink MRRU", 16, "opt.mrru", says("bytes of a reassembled packet it takes")), 17)
            .add(new Option(endpoint), 19).add(LCP.number("Link discriminator", 16, "opt.link_discrim"), 23);

    private static final Head IPCP = new Head("ipcp", """
            1 IP addresses (deprecated)
            2 IP compression protocol
            3 IP address
            4 Mobile node's home address
            129 Primary DNS server
            130 Primary NBNS server
            131 Secondary DNS server
            132 Secondary NBNS server""");
    private static final Layout addresses = IPCP.layout("IP addresses");
    static final Octets ADDRESSES_SRC = addresses.ipv4("opt.src_address", "Source address");
    static final Octets ADDRESSES_DST = addresses.ipv4("opt.dst_address", "Destination address");
    private static final Layout headers = IPCP.layout("IP compression protocol");
    static final Uint HEADERS = headers.uint(16, "opt.compress_proto", "Compression protocol", hex(),
            names(Ppp.PROTOCOLS));
    static final Uint MAX_SLOT = headers.uint(8, "opt.max_slot_id", "Largest slot");
    static final Uint SLOTS = headers.skip(7).flag("opt.comp_slot_id", "Slots may be compressed");
    private static final Layout ipcp = new Layout("ipcp", "Option").skip(HEAD);
    static final Octets IPCP_VALUE = ipcp.loose(Octets.Form.BYTES, "data", "Value");

    /// RFC 1332 section 3, RFC 1877 section 1.
    static final Tlvs IP = IPCP.tlvs(new Option(ipcp, IPCP_VALUE)).add(new Option(addresses), 1)
            .add(new Option(headers), 2).add(IPCP.address("IP address", "opt.ip_address"), 3)
            .add(IPCP.address("Home address", "opt.mobilenodehomeaddress"), 4)
            .add(IPCP.address("Primary DNS server", "opt.pri_dns_address"), 129)
            .add(IPCP.address("Primary NBNS server", "opt.pri_nbns_address"), 130)
            .add(IPCP.address("Secondary DNS server", "opt.sec_dns_address"), 131)
            .add(IPCP.address("Secondary NBNS server", "opt.sec_nbns_address"), 132);

    private static final Head IPV6CP = new Head("ipv6cp", "1 Interface identifier\n2 Compression protocol");
    private static final Layout identifier = IPV6CP.layout("Interface identifier");
    static final Octets IDENTIFIER = identifier.loose(Octets.Form.MAC, "interface_identifier", "Interface identifier",
            varies(),
            says("the last 64 bits of its link-local address"));

    static final Tlvs IPV6 = IPV6CP.tlvs(new Option(new Layout("ipv6cp", "Option")))
            .add(new Option(identifier, IDENTIFIER), 1);

    private static final Head CCP = new Head("ccp", """
            0 Vendor-specific
            1 Predictor 1
            2 Predictor 2
            17 Stac LZS
            18 Microsoft compression and encryption
            21 BSD compress
            26 Deflate""");
    private static final Layout ccp = new Layout("ccp", "Option").skip(HEAD);
    static final Octets CCP_VALUE = ccp.loose(Octets.Form.BYTES, "opt.data", "Value");
    private static final Layout microsoft = CCP.layout("Microsoft compression and encryption");
    static final Uint SUPPORTED = microsoft.group(32, "opt.supported_bits", "Supported", hex());
    static final Uint STATELESS = microsoft.skip(7).flag("opt.supported_bits.h", "Stateless mode");
    static final Uint BITS_56 = microsoft.skip(16).flag("opt.supported_bits.m", "56-bit encryption");
    static final Uint BITS_128 = microsoft.flag("opt.supported_bits.s", "128-bit encryption");
    static final Uint BITS_40 = microsoft.flag("opt.supported_bits.l", "40-bit encryption");
    static final Uint OBSOLETE = microsoft.flag("opt.supported_bits.d", "Obsolete");
    static final Uint COMPRESSION_BIT = microsoft.skip(3).flag("opt.supported_bits.c", "Compression");

    /// RFC 1962 section 4, RFC 3078 section 2.1.
    static final Tlvs COMPRESSION = CCP.tlvs(new Option(ccp, CCP_VALUE)).add(new Option(microsoft), 18);

    static final Tlvs NONE = new Head("mplscp", "0 Vendor-specific").tlvs(new Option(new Layout("mplscp", "Option")));

    private PppOptions() {}

    /// Type and length of one protocol's options.
    private static final class Head {
        private final String prefix;
        private final Layout head;
        private final Uint type;
        private final Uint length;

        Head(String prefix, String types) {
            this.prefix = prefix;
            head = new Layout(prefix, "Option");
            type = head.uint(8, "opt.type", "Type", names(new Names(types)));
            length = head.uint(8, "opt.length", "Length", says("bytes, type and length included"));
        }

        Tlvs tlvs(Option unknown) {
            return new Tlvs(head, type, length, 0, unknown);
        }

        Layout layout(String title) {
            return new Layout(prefix, title).skip(HEAD);
        }

        Option number(String title, int bits, String field, Trait... traits) {
            Layout layout = layout(title);
            layout.uint(bits, field, title, traits);
            return new Option(layout);
        }

        Option address(String title, String field) {
            Layout layout = layout(title);
            layout.ipv4(field, title);
            return new Option(layout);
        }
    }
}
