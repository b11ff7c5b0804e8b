package net.strata.protocol;

import net.strata.decode.Cursor;
import net.strata.wire.Names;
import net.strata.wire.Text;

/// What IGMP version 3 (RFC 3376) and MLD version 2 (RFC 3810) have in common.
final class Multicast {
    /// RFC 3376 section 4.2.12, RFC 3810 section 5.2.12.
    static final Names RECORD = new Names("""
            1 Mode is include
            2 Mode is exclude
            3 Change to include mode
            4 Change to exclude mode
            5 Allow new sources
            6 Block old sources""");
    private static final int INCLUDE = 3;
    private static final int EXCLUDE = 4;
    /// One line tells this many records of a report, and sources of a record.
    private static final int MOST = 8;

    private Multicast() {}

    /// A number whose highest bit says that it is a float: 3 bits of exponent, then so many of mantissa (RFC 3376
    /// section 4.1.1, RFC 3810 section 5.1.3).
    static int decode(int code, int mantissaBits) {
        if (code >> (mantissaBits + 3) == 0) return code;
        int exponent = code >> mantissaBits & 7;
        int mantissa = code & (1 << mantissaBits) - 1;
        return (mantissa | 1 << mantissaBits) << (exponent + 3);
    }

    /// Appends what a record wants, up to the group.
    ///
    /// @param shown how many records were told before
    /// @return false if that is enough for a line
    static boolean record(Text out, int shown, int type, int sources) {
        if (shown == MOST) {
            out.ascii(", ...");
            return false;
        }
        out.ascii(" / ");
        switch (type) {
            case 1, INCLUDE -> out.ascii(sources == 0 ? "Leave group " : "Join group for sources, ");
            case 2, EXCLUDE -> out.ascii(sources == 0 ? "Join group " : "Join group but for sources, ");
            case 5 -> out.ascii("New sources, group ");
            case 6 -> out.ascii("Block sources, group ");
            default -> out.ascii("Record ").number(type).ascii(", group ");
        }
        return true;
    }

    /// Appends addresses, if there are any.
    static void sources(Cursor c, Text out, int from, int end, int bytes) {
        if (from + bytes > end) return;
        out.ascii(" {");
        for (int at = from; at + bytes <= end; at += bytes) {
            if (at > from) out.ascii(", ");
            if (at - from == MOST * bytes) {
                out.ascii("...");
                break;
            }
            if (bytes == 4) {
                out.ipv4(c.data, at);
            } else {
                out.ipv6(c.data, at);
            }
        }
        out.put('}');
    }
}
