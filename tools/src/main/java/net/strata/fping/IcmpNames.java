package net.strata.fping;

import java.util.List;
import net.strata.os.SockAddr;
import net.strata.ping.Trouble;
import org.jspecify.annotations.Nullable;

/// What fping calls the errors of ICMP (RFC 792, RFC 1812 section 5.2.7.1) and ICMPv6 (RFC 4443 section 3).
final class IcmpNames {
    private static final int UNREACHABLE = 3;
    private static final List<String> UNREACHABLE_CODES = List.of("ICMP Network Unreachable", "ICMP Host Unreachable",
            "ICMP Protocol Unreachable", "ICMP Port Unreachable", "ICMP Unreachable (Fragmentation Needed)",
            "ICMP Unreachable (Source Route Failed)", "ICMP Unreachable (Destination Network Unknown)",
            "ICMP Unreachable (Destination Host Unknown)", "ICMP Unreachable (Source Host Isolated)",
            "ICMP Unreachable (Communication with Network Prohibited)",
            "ICMP Unreachable (Communication with Host Prohibited)",
            "ICMP Unreachable (Network Unreachable For Type Of Service)",
            "ICMP Unreachable (Host Unreachable For Type Of Service)",
            "ICMP Unreachable (Communication Administratively Prohibited)",
            "ICMP Unreachable (Host Precedence Violation)", "ICMP Unreachable (Precedence cutoff in effect)");
    private static final List<String> UNREACHABLE6_CODES = List.of("No route to destination",
            "Communication with destination administratively prohibited", "Beyond scope of source address",
            "Address unreachable", "Port unreachable", "Source address failed ingress/egress policy",
            "Reject route to destination");
    private static final List<String> EXCEEDED6_CODES = List.of("Hop limit exceeded in transit",
            "Fragment reassembly time exceeded");
    private static final List<String> PROBLEM6_CODES = List.of("Erroneous header field encountered",
            "Unrecognized Next Header type encountered", "Unrecognized IPv6 option encountered");

    private IcmpNames() {}

    /// Without the host that the probe was for; null if fping keeps silent about it.
    static @Nullable String sentence(Trouble trouble) {
        boolean six = trouble.from() instanceof SockAddr.In6;
        String what = six ? six(trouble.type(), trouble.code()) : four(trouble.type(), trouble.code());
        return what == null
                ? null
                : what + " from " + trouble.from().host() + " for ICMP" + (six ? "v6 Echo Request" : " Echo")
                        + " sent to ";
    }

    private static @Nullable String four(int type, int code) {
        return switch (type) {
            case UNREACHABLE -> code < UNREACHABLE_CODES.size()
                    ? UNREACHABLE_CODES.get(code)
                    : "ICMP Unreachable (Invalid Code)";
            case 4 -> "ICMP Source Quench";
            case 5 -> "ICMP Redirect";
            case 11 -> "ICMP Time Exceeded";
            case 12 -> "ICMP Parameter Problem";
            default -> null;
        };
    }

    private static String six(int type, int code) {
        return switch (type) {
            case 1 -> "ICMPv6 Destination Unreachable" + named(UNREACHABLE6_CODES, code);
            case 2 -> "ICMPv6 Packet Too Big";
            case 3 -> "ICMPv6 Time Exceeded" + named(EXCEEDED6_CODES, code);
            case 4 -> "ICMPv6 Parameter Problem" + named(PROBLEM6_CODES, code);
            default -> "ICMPv6 Type " + type + " Code " + code;
        };
    }

    private static String named(List<String> names, int code) {
        return " (" + (code < names.size() ? names.get(code) : "Code " + code) + ")";
    }
}
