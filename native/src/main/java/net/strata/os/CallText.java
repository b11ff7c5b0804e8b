package net.strata.os;

import static net.strata.os.Abi.*;

import java.util.Locale;
import java.util.StringJoiner;

/// Arguments of calls as a C programmer writes them.
public final class CallText {
    /// Most bytes of data that are shown.
    private static final int SHOWN = 32;
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
        if ((type & SOCK_CLOEXEC) != 0) return type(type & ~SOCK_CLOEXEC) + " | SOCK_CLOEXEC";
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

    /// Those of accept4.
    static String acceptFlags(int flags) {
        var names = new StringJoiner(" | ").setEmptyValue("0");
        if ((flags & SOCK_NONBLOCK) != 0) names.add("SOCK_NONBLOCK");
        if ((flags & SOCK_CLOEXEC) != 0) names.add("SOCK_CLOEXEC");
        return names.toString();
    }

    static String shutdown(int how) {
        return how == SHUT_RD ? "SHUT_RD" : how == SHUT_WR ? "SHUT_WR" : "SHUT_RDWR";
    }

    static String fcntl(int command) {
        return command == F_GETFL
                ? "F_GETFL"
                : command == F_SETFL ? "F_SETFL" : Integer.toString(command);
    }

    /// The argument of a command.
    static String fcntl(int command, long argument) {
        if (command != F_SETFL) return Long.toString(argument);
        return (argument & O_NONBLOCK) == 0 ? "O_RDWR" : "O_RDWR | O_NONBLOCK";
    }

    /// A `struct sockaddr` with the names of its members.
    public static String address(SockAddr address) {
        return switch (address) {
            case SockAddr.In in -> "{sin_family=AF_INET, sin_port=htons(" + in.port() + "), sin_addr=" + in.host()
                    + "}";
            case SockAddr.In6 in6 -> "{sin6_family=AF_INET6, sin6_port=htons(" + in6.port() + "), sin6_addr="
                    + in6.host() + (in6.scope() == 0 ? "" : ", sin6_scope_id=" + in6.scope()) + "}";
            case SockAddr.Un un -> un.name().isEmpty()
                    ? "{sun_family=AF_UNIX}"
                    : "{sun_family=AF_UNIX, sun_path=\"" + un + "\"}";
            case SockAddr.Ll ll -> "{sll_family=AF_PACKET, sll_ifindex=" + ll.ifindex() + "}";
            default -> "{sa_family=" + family(address.family()) + "}";
        };
    }

    /// Data in quotes, cut where it is long.
    ///
    /// @param moved how many bytes there were, which may be more than are given
    public static String data(byte[] data, int moved) {
        int n = Math.min(data.length, SHOWN);
        return quoted(data, n, "\\x%02x") + (moved > n ? "..." : "");
    }

    /// The first bytes of data in quotes.
    ///
    /// @param escape a format for a byte that cannot be printed
    public static String quoted(byte[] data, int count, String escape) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < count; i++) {
            int b = data[i] & 0xff;
            switch (b) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '"', '\\' -> text.append('\\').append((char) b);
                default -> {
                    if (b >= 0x20 && b < 0x7f) text.append((char) b);
                    else
                        text.append(String.format(Locale.ROOT, escape, b));
                }
            }
        }
        return text.append('"').toString();
    }

    static String pollfd(int fd, int events, int revents) {
        return "{fd=" + fd + ", events=" + events(events) + (revents == 0 ? "" : ", revents=" + events(revents)) + "}";
    }

    private static String events(int events) {
        var names = new StringJoiner(" | ").setEmptyValue("0");
        if ((events & POLLIN) != 0) names.add("POLLIN");
        if ((events & POLLOUT) != 0) names.add("POLLOUT");
        if ((events & POLLERR) != 0) names.add("POLLERR");
        if ((events & POLLHUP) != 0) names.add("POLLHUP");
        if ((events & POLLNVAL) != 0) names.add("POLLNVAL");
        return names.toString();
    }
}
