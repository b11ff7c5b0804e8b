package net.strata.os;

import static net.strata.os.Abi.*;

import java.util.StringJoiner;

/// Arguments of calls as a C programmer writes them.
final class CallText {
    private static final String[] FLAGS = {"MSG_OOB", "MSG_PEEK", "MSG_DONTROUTE", "MSG_CTRUNC", "MSG_PROBE",
            "MSG_TRUNC",
            "MSG_DONTWAIT", "MSG_EOR", "MSG_WAITALL", "MSG_FIN", "MSG_SYN", "MSG_CONFIRM", "MSG_RST", "MSG_ERRQUEUE",
            "MSG_NOSIGNAL", "MSG_MORE", "MSG_WAITFORONE"};

    private CallText() {}

    static String family(int family) {
        return switch (family) {
            case AF_UNSPEC -> "AF_UNSPEC";
            case AF_UNIX -> "AF_UNIX";
            case AF_INET -> "AF_INET";
            case AF_INET6 -> "AF_INET6";
            case AF_NETLINK -> "AF_NETLINK";
            case AF_PACKET -> "AF_PACKET";
            default -> Integer.toString(family);
        };
    }

    static String type(int type) {
        if ((type & SOCK_NONBLOCK) != 0) return type(type & ~SOCK_NONBLOCK) + " | SOCK_NONBLOCK";
        return switch (type) {
            case SOCK_STREAM -> "SOCK_STREAM";
            case SOCK_DGRAM -> "SOCK_DGRAM";
            case SOCK_RAW -> "SOCK_RAW";
            case SOCK_SEQPACKET -> "SOCK_SEQPACKET";
            default -> Integer.toString(type);
        };
    }

    static String protocol(int family, int protocol) {
        return switch (family) {
            case AF_INET, AF_INET6 -> ip(protocol);
            case AF_PACKET -> "htons(" + etherType(Socket.htons(protocol)) + ")";
            case AF_NETLINK -> protocol == NETLINK_ROUTE ? "NETLINK_ROUTE" : Integer.toString(protocol);
            default -> Integer.toString(protocol);
        };
    }

    private static String ip(int protocol) {
        return switch (protocol) {
            case IPPROTO_ICMP -> "IPPROTO_ICMP";
            case IPPROTO_IGMP -> "IPPROTO_IGMP";
            case IPPROTO_TCP -> "IPPROTO_TCP";
            case IPPROTO_UDP -> "IPPROTO_UDP";
            case IPPROTO_IPV6 -> "IPPROTO_IPV6";
            case IPPROTO_ICMPV6 -> "IPPROTO_ICMPV6";
            case IPPROTO_RAW -> "IPPROTO_RAW";
            default -> Integer.toString(protocol);
        };
    }

    private static String etherType(int type) {
        return switch (type) {
            case ETH_P_ALL -> "ETH_P_ALL";
            case ETH_P_IP -> "ETH_P_IP";
            case ETH_P_ARP -> "ETH_P_ARP";
            case ETH_P_IPV6 -> "ETH_P_IPV6";
            default -> "0x" + Integer.toHexString(type);
        };
    }

    /// Flags of the send and recv calls.
    static String flags(int flags) {
        if (flags == 0) return "0";
        var names = new StringJoiner(" | ");
        for (int i = 0; i < FLAGS.length; i++)
            if ((flags & 1 << i) != 0) names.add(FLAGS[i]);
        int rest = flags >>> FLAGS.length << FLAGS.length;
        if (rest != 0) names.add("0x" + Integer.toHexString(rest));
        return names.toString();
    }
}
