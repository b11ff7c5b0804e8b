package net.strata.sim;

import java.util.List;
import net.strata.target.Prefix;
import org.jspecify.annotations.Nullable;

/// What a node does with some of the packets that pass it or are for it.
///
/// @param what which messages are meant
/// @param first the first destination port, and `last` the last one
/// @param to whom they are for; empty for anybody
/// @param from who sent them; empty for anybody
/// @param why the answer that they get
record Filter(What what, int first, int last, List<Prefix> to, List<Prefix> from, Action action, @Nullable Why why) {
    enum What {
        ANY, UDP, TCP,
        /// All of ICMP or ICMPv6.
        ICMP,
        /// Echo requests.
        ECHO,
        /// ICMP errors.
        ERRORS
    }

    enum Action {
        /// Go on, whatever later rules say.
        PASS,
        /// Vanish.
        DROP,
        /// An ICMP error comes back.
        REFUSE,
        /// The connection is refused in the host's name.
        RESET
    }

    boolean matches(byte[] packet) {
        return isWhat(packet) && hasPort(packet) && (to.isEmpty() || isIn(to, packet, true))
                && (from.isEmpty() || isIn(from, packet, false));
    }

    private boolean isWhat(byte[] packet) {
        int protocol = Ip.protocol(packet);
        return switch (what) {
            case ANY -> true;
            case UDP -> protocol == Ip.UDP;
            case TCP -> protocol == Ip.TCP;
            case ICMP -> isIcmp(protocol);
            case ECHO -> isIcmp(protocol) && Replies.isEcho(packet);
            case ERRORS -> Ip.isError(packet);
        };
    }

    private static boolean isIcmp(int protocol) {
        return protocol == Ip.ICMP || protocol == Ip.ICMPV6;
    }

    private boolean hasPort(byte[] packet) {
        if (first == 0) return true;
        int at = Ip.message(packet) + 2;
        return at + 2 <= packet.length && Ip.u16(packet, at) >= first && Ip.u16(packet, at) <= last;
    }

    private static boolean isIn(List<Prefix> prefixes, byte[] packet, boolean to) {
        var address = to ? Ip.destination(packet) : Ip.source(packet);
        for (Prefix each : prefixes)
            if (each.contains(address)) return true;
        return false;
    }
}
