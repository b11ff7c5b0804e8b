package net.strata.os;

import org.jspecify.annotations.Nullable;

/// The way of a packet out of this host (rtnetlink(7), `ip route get`).
///
/// @param destination whom the packet is for
/// @param gateway the router that it goes to first; null if the destination is on the link
/// @param source the address that the packet gets if the program chooses none; null if the kernel says none
/// @param ifindex the index of the interface that it goes out by
/// @param mtu the longest packet in bytes: the link's, or less if the route or a router on the path says so
/// @param hopLimit the route's own time to live, 0 if it has none
/// @param type `unicast`, `local` (this host), `broadcast`, `multicast`, or a number
public record Route(SockAddr.Ip destination, SockAddr.@Nullable Ip gateway, SockAddr.@Nullable Ip source, int ifindex,
        int mtu, int hopLimit, String type) {

    Route withMtu(int other) {
        return new Route(destination, gateway, source, ifindex, other, hopLimit, type);
    }

    static Route of(NetlinkMessage m, SockAddr.Ip destination) {
        SockAddr gateway = null;
        SockAddr source = null;
        int ifindex = 0;
        int mtu = 0;
        int hopLimit = 0;
        Attributes a = m.attributes(Abi.SIZEOF_RTMSG);
        while (a.next())
            if (a.type() == Abi.RTA_OIF) ifindex = a.number();
        a = m.attributes(Abi.SIZEOF_RTMSG);
        while (a.next()) {
            switch (a.type()) {
                case Abi.RTA_GATEWAY -> gateway = a.address(0, ifindex);
                // Of another family than the destination: behind the number of its family.
                case Abi.RTA_VIA -> gateway = a.address(2, ifindex);
                case Abi.RTA_PREFSRC -> source = a.address(0, ifindex);
                case Abi.RTA_METRICS -> {
                    Attributes metrics = a.nested();
                    while (metrics.next()) {
                        if (metrics.type() == Abi.RTAX_MTU) mtu = metrics.number();
                        else if (metrics.type() == Abi.RTAX_HOPLIMIT) hopLimit = metrics.number();
                    }
                }
                default -> {
                }
            }
        }
        return new Route(destination, gateway instanceof SockAddr.Ip ip ? ip : null,
                source instanceof SockAddr.Ip ip ? ip : null, ifindex, mtu, hopLimit, type(m.tiny(Abi.RTM_TYPE)));
    }

    /// The numbers of rtnetlink(7), `rtm_type`.
    private static String type(int number) {
        return switch (number) {
            case 1 -> "unicast";
            case 2 -> "local";
            case 3 -> "broadcast";
            case 4 -> "anycast";
            case 5 -> "multicast";
            default -> Integer.toString(number);
        };
    }
}
