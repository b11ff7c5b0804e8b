package net.strata.sim;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why a packet is not delivered, as ICMP (RFC 792, RFC 1812 section 5.2.7) and ICMPv6 (RFC 4443 section 3) say it.
record Why(int type, int code, int type6, int code6) {
    static final Why NET = unreachable(0, 0);
    static final Why HOST = unreachable(1, 3);
    static final Why PROTOCOL = new Why(3, 2, 4, 1);
    static final Why PORT = unreachable(3, 4);
    static final Why PROHIBITED = unreachable(13, 1);
    /// Fragmentation needed (RFC 1191), packet too big (RFC 8201).
    static final Why TOO_BIG = new Why(3, 4, 2, 0);
    static final Why EXPIRED = new Why(11, 0, 3, 0);

    private static final Map<String, Why> NAMES = Map.of("net", NET, "host", HOST, "protocol", PROTOCOL, "port", PORT,
            "prohibit", PROHIBITED);

    /// Destination unreachable.
    static Why unreachable(int code, int code6) {
        return new Why(3, code, 1, code6);
    }

    /// As topologies name it; null if they do not.
    static @Nullable Why named(String name) {
        return NAMES.get(name);
    }
}
