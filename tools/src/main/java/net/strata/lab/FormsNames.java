package net.strata.lab;

import java.util.Arrays;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// Constants of C, in C and in Python, whose socket module has some of them under the same names.
final class FormsNames {
    private static final Pattern NUMBER = Pattern.compile("-?(0x[0-9a-fA-F]{1,16}|[0-9]{1,18})");
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9_]*");
    private static final Pattern HTONS = Pattern.compile("htons\\((\\w+)\\)");
    /// Those of Python's socket module on Linux.
    private static final Set<String> PYTHON = Set.of(
            """
                    AF_ALG AF_CAN AF_INET AF_INET6 AF_NETLINK AF_PACKET AF_TIPC AF_UNIX AF_UNSPEC AF_VSOCK
                    SOCK_CLOEXEC SOCK_DGRAM SOCK_NONBLOCK SOCK_RAW SOCK_RDM SOCK_SEQPACKET SOCK_STREAM
                    IPPROTO_AH IPPROTO_ESP IPPROTO_GRE IPPROTO_ICMP IPPROTO_ICMPV6 IPPROTO_IGMP IPPROTO_IP IPPROTO_IPIP IPPROTO_IPV6
                    IPPROTO_PIM IPPROTO_RAW IPPROTO_SCTP IPPROTO_TCP IPPROTO_UDP
                    NETLINK_CRYPTO NETLINK_NFLOG NETLINK_ROUTE NETLINK_USERSOCK NETLINK_XFRM
                    MSG_CMSG_CLOEXEC MSG_CONFIRM MSG_CTRUNC MSG_DONTROUTE MSG_DONTWAIT MSG_EOR MSG_ERRQUEUE MSG_FASTOPEN MSG_MORE
                    MSG_NOSIGNAL MSG_OOB MSG_PEEK MSG_TRUNC MSG_WAITALL
                    SOL_IP SOL_SOCKET SOL_TCP SOL_UDP
                    SO_ACCEPTCONN SO_BINDTODEVICE SO_BROADCAST SO_DEBUG SO_DOMAIN SO_DONTROUTE SO_ERROR SO_KEEPALIVE SO_LINGER SO_MARK
                    SO_OOBINLINE SO_PASSCRED SO_PEERCRED SO_PRIORITY SO_PROTOCOL SO_RCVBUF SO_RCVLOWAT SO_RCVTIMEO SO_REUSEADDR
                    SO_REUSEPORT SO_SNDBUF SO_SNDLOWAT SO_SNDTIMEO SO_TYPE
                    IP_ADD_MEMBERSHIP IP_DROP_MEMBERSHIP IP_HDRINCL IP_MULTICAST_IF IP_MULTICAST_LOOP IP_MULTICAST_TTL IP_OPTIONS
                    IP_RECVOPTS IP_RECVTOS IP_RETOPTS IP_TOS IP_TRANSPARENT IP_TTL
                    IPV6_CHECKSUM IPV6_DONTFRAG IPV6_HOPLIMIT IPV6_MULTICAST_HOPS IPV6_MULTICAST_IF IPV6_MULTICAST_LOOP
                    IPV6_RECVHOPLIMIT IPV6_RECVPATHMTU IPV6_RECVPKTINFO IPV6_RECVTCLASS IPV6_TCLASS IPV6_UNICAST_HOPS IPV6_V6ONLY
                    TCP_CONGESTION TCP_CORK TCP_DEFER_ACCEPT TCP_FASTOPEN TCP_INFO TCP_KEEPCNT TCP_KEEPIDLE TCP_KEEPINTVL TCP_LINGER2
                    TCP_MAXSEG TCP_NODELAY TCP_NOTSENT_LOWAT TCP_QUICKACK TCP_SYNCNT TCP_USER_TIMEOUT TCP_WINDOW_CLAMP
                    """
                    .split("\\s+"));

    private FormsNames() {}

    /// Names and numbers with bars between.
    static String c(String text) throws NoForm {
        var all = new StringJoiner(" | ");
        for (String each : words(text)) {
            boolean known = NUMBER.matcher(each).matches() || NAME.matcher(each).matches()
                    || HTONS.matcher(each).matches();
            if (!known) throw new NoForm("what it is given is shown only as it was: " + each.replace("*/", "* /"));
            all.add(each);
        }
        return all.toString();
    }

    static String python(String text) throws NoForm {
        var all = new StringJoiner(" | ");
        for (String each : words(text)) {
            String name = each.equals("AF_LOCAL") ? "AF_UNIX" : each;
            var network = HTONS.matcher(each);
            if (NUMBER.matcher(each).matches()) all.add(each);
            else if (network.matches()) all.add("socket.htons(" + etherType(network.group(1)) + ")");
            else if (PYTHON.contains(name)) all.add("socket." + name);
            else
                throw new NoForm("Python's socket module has no " + each);
        }
        return all.toString();
    }

    private static String[] words(String text) {
        return text.strip().split("\\s*\\|\\s*");
    }

    private static String etherType(String word) throws NoForm {
        return switch (word) {
            case "ETH_P_ALL" -> "0x0003";
            case "ETH_P_IP" -> "0x0800";
            case "ETH_P_ARP" -> "0x0806";
            case "ETH_P_IPV6" -> "0x86dd";
            default -> {
                if (!NUMBER.matcher(word).matches()) throw new NoForm("Python's socket module has no " + word);
                yield word;
            }
        };
    }

    /// Without one of them.
    static String without(String flag, String text) {
        return String.join(" | ", Arrays.stream(words(text)).filter(each -> !each.equals(flag)).toList());
    }
}
