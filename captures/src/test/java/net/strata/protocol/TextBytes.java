package net.strata.protocol;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.strata.frame.LinkType;

/// Text in a segment or a datagram between 10.0.0.1 and 10.0.0.2, decoded.
final class TextBytes {
    private TextBytes() {}

    /// @param text each character a byte
    static Decoded tcp(int source, int destination, String text) {
        String header = HexFormat.of().toHexDigits((short) source) + HexFormat.of().toHexDigits((short) destination)
                + "00000001 00000001 5018 2000 0000 0000";
        return Decoded.of(LinkType.IPV4, ip(6, 20 + text.length()) + header + hex(text));
    }

    static Decoded udp(int source, int destination, String text) {
        var hex = HexFormat.of();
        String header = hex.toHexDigits((short) source) + hex.toHexDigits((short) destination)
                + hex.toHexDigits((short) (8 + text.length())) + "0000";
        return Decoded.of(LinkType.IPV4, ip(17, 8 + text.length()) + header + hex(text));
    }

    private static String ip(int proto, int length) {
        return "4500" + HexFormat.of().toHexDigits((short) (20 + length)) + "00010000 40"
                + HexFormat.of().toHexDigits((byte) proto) + "0000 0a000001 0a000002";
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
