package net.strata.explain;

/// How checksums are made, in words.
final class Algorithm {
    private static final String INTERNET = "Internet checksum (RFC 1071)";

    private Algorithm() {}

    /// The algorithm of a checksum, by the name of its field.
    static String of(String field) {
        return switch (field) {
            case "sctp.checksum" ->
                "CRC32c over the whole packet with this field as zero (RFC 9260 section 6.8 and appendix A): the"
                        + " remainder of a division of polynomials, which no sum of words shows.";
            case "eth.fcs" ->
                "CRC-32 over the frame before it (IEEE 802.3 section 3.2.9): the network card makes and checks it.";
            case "ospf.checksum" ->
                INTERNET + " over the packet: in version 2 without the 8 bytes of authentication (RFC 2328 section"
                        + " D.4.1), in version 3 with a pseudo-header (RFC 5340 section A.3.1).";
            case "ospf.lsa.chksum", "isis.lsp.checksum" ->
                "Fletcher checksum, a sum of bytes and a sum of these sums (RFC 905 annex B), over the advertisement"
                        + " without its age, which changes on the way.";
            case "ipv6.opt.calipso.checksum" -> "CRC-16 over the option (RFC 5570 section 5.1.7).";
            case "cdp.checksum" -> INTERNET + " over the message; its own way with an odd last byte.";
            case "ipx.checksum" -> "A sum over the packet; 0xffff: none, as nearly always.";
            case "gre.checksum" -> INTERNET + " over the GRE header and what it carries (RFC 2784 section 2.3).";
            case "dccp.checksum" ->
                INTERNET + " over pseudo-header, header, and as much of the data as the header says (RFC 4340"
                        + " section 9).";
            case "rsvp.message_checksum" -> INTERNET + " over the message; zero: none (RFC 2205 section 3.1.1).";
            case "mip6.csum", "hip.checksum" -> INTERNET + " over a pseudo-header and the header.";
            default -> field.endsWith("fcs") ? "CRC: made and checked by the network card." : INTERNET + ".";
        };
    }
}
