package net.strata.ping;

import net.strata.os.SockAddr;
import net.strata.probe.Icmp;

/// ICMP errors in words: those of iputils, by which people look them up (RFC 792, RFC 1122 section 3.2.2.1, RFC 1812
/// section 5.2.7.1; RFC 4443 section 3).
final class IcmpText {
    private static final int FRAGMENTATION_NEEDED = 4;
    private static final String[] UNREACHABLE = {"Destination Net Unreachable", "Destination Host Unreachable",
            "Destination Protocol Unreachable", "Destination Port Unreachable", "Frag needed and DF set",
            "Source Route Failed", "Destination Net Unknown", "Destination Host Unknown", "Source Host Isolated",
            "Destination Net Prohibited", "Destination Host Prohibited",
            "Destination Net Unreachable for Type of Service", "Destination Host Unreachable for Type of Service",
            "Packet filtered", "Precedence Violation", "Precedence Cutoff"};
    private static final String[] REDIRECT = {"Redirect Network", "Redirect Host",
            "Redirect Type of Service and Network", "Redirect Type of Service and Host"};
    private static final String[] TIME_EXCEEDED = {"Time to live exceeded", "Frag reassembly time exceeded"};
    private static final String[] UNREACHABLE6 = {"No route", "Administratively prohibited",
            "Beyond scope of source address", "Address unreachable", "Port unreachable"};
    private static final String[] TIME_EXCEEDED6 = {"Hop limit", "Defragmentation failure"};
    private static final String[] PARAMETER_PROBLEM6 = {"Wrong header field", "Unknown header", "Unknown option"};

    private IcmpText() {}

    static String of(Trouble trouble) {
        return trouble.from() instanceof SockAddr.In6 ? six(trouble) : four(trouble);
    }

    private static String four(Trouble t) {
        return switch (t.type()) {
            case Icmp.UNREACHABLE -> word(UNREACHABLE, t.code(), "Dest Unreachable, Bad Code: ")
                    + (t.code() == FRAGMENTATION_NEEDED ? " (mtu = " + t.info() + ")" : "");
            case Icmp.SOURCE_QUENCH -> "Source Quench";
            case Icmp.REDIRECT -> word(REDIRECT, t.code(), "Redirect, Bad Code: ") + "(New nexthop: "
                    + new SockAddr.In(t.info(), 0) + ")";
            case Icmp.TIME_EXCEEDED -> word(TIME_EXCEEDED, t.code(), "Time exceeded, Bad Code: ");
            case Icmp.PARAMETER_PROBLEM -> "Parameter problem: pointer = " + t.info();
            default -> "Bad ICMP type: " + t.type();
        };
    }

    private static String six(Trouble t) {
        return switch (t.type()) {
            case 1 -> "Destination unreachable: " + word(UNREACHABLE6, t.code(), "Unknown code ");
            case 2 -> "Packet too big: mtu=" + Integer.toUnsignedString(t.info())
                    + (t.code() == 0 ? "" : ", code=" + t.code());
            case 3 -> "Time exceeded: " + word(TIME_EXCEEDED6, t.code(), "code ");
            case 4 -> "Parameter problem: " + word(PARAMETER_PROBLEM6, t.code(), "code ") + " at "
                    + Integer.toUnsignedString(t.info());
            default -> "unknown icmp type: " + t.type();
        };
    }

    private static String word(String[] words, int code, String otherwise) {
        return code < words.length ? words[code] : otherwise + code;
    }
}
