package net.strata.os;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a host on a link: an entry of the table that ARP and neighbour discovery fill (arp(7), ip-neighbour(8)).
///
/// @param ifindex the link's index
/// @param address the host's, without a port
/// @param mac its hardware address, such as `02:00:00:00:00:01`; empty if it is not known
/// @param states NUD_ bits (linux/neighbour.h); see [#stateNames]
/// @param isRouter whether it says that it is a router (IPv6)
public record Neighbour(int ifindex, SockAddr.Ip address, String mac, int states, boolean isRouter) {
    /// The bits of states in their order (linux/neighbour.h).
    private static final List<String> STATES = List.of("INCOMPLETE", "REACHABLE", "STALE", "DELAY", "PROBE", "FAILED",
            "NOARP", "PERMANENT");

    /// How far the kernel trusts it, as ip(8) has it: `REACHABLE`, `STALE`, `FAILED`, `PERMANENT`, ...
    public List<String> stateNames() {
        return NetlinkMessage.names(states, STATES);
    }

    /// Null if the message has no Internet address.
    static @Nullable Neighbour of(NetlinkMessage m) {
        int ifindex = m.number(Abi.NDM_IFINDEX);
        SockAddr address = null;
        String mac = "";
        Attributes a = m.attributes(Abi.SIZEOF_NDMSG);
        while (a.next()) {
            if (a.type() == Abi.NDA_DST) address = a.address(0, ifindex);
            else if (a.type() == Abi.NDA_LLADDR) mac = a.mac();
        }
        if (!(address instanceof SockAddr.Ip ip)) return null;
        return new Neighbour(ifindex, ip, mac, m.small(Abi.NDM_STATE),
                (m.tiny(Abi.NDM_FLAGS) & Abi.NTF_ROUTER) != 0);
    }
}
