package net.strata.os;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An Internet address that a link has (rtnetlink(7), ip-address(8)).
///
/// @param ifindex the link's index
/// @param address without a port; a link-local one has the link as its scope
/// @param prefixLength how many bits of it are the network's: 24 in `192.0.2.1/24`
/// @param peer the address at the other end of a point-to-point link, null where there is none
/// @param broadcast the broadcast address, null where there is none
/// @param scope where it is valid: `global`, `site`, `link`, `host`, or a number
/// @param flags IFA_F_ bits (linux/if_addr.h); see [#flagNames]
/// @param label such as `eth0:1`, for IPv4; else empty
/// @param valid for how many seconds, -1 for ever
/// @param preferred for how many seconds new connections may use it, -1 for ever
public record LinkAddress(int ifindex, SockAddr.Ip address, int prefixLength, SockAddr.@Nullable Ip peer,
        SockAddr.@Nullable Ip broadcast, String scope, int flags, String label, long valid, long preferred) {
    /// The bits of flags in their order (linux/if_addr.h), as ip(8) calls them.
    private static final List<String> FLAGS = List.of("secondary", "nodad", "optimistic", "dadfailed", "home",
            "deprecated", "tentative", "permanent", "mngtmpaddr", "noprefixroute", "autojoin", "stable-privacy");
    private static final int SECONDARY = 1;

    /// The names of its flags: `tentative`, `deprecated`, `permanent`, ...; the first bit is `temporary` for IPv6.
    public List<String> flagNames() {
        List<String> names = NetlinkMessage.names(flags, FLAGS);
        if ((flags & SECONDARY) != 0 && address instanceof SockAddr.In6) names.set(0, "temporary");
        return names;
    }

    /// As ip(8) writes it: `192.0.2.1/24`.
    public String prefix() {
        return address.host() + "/" + prefixLength;
    }

    /// Null if the message has no Internet address.
    static @Nullable LinkAddress of(NetlinkMessage m) {
        int ifindex = m.number(Abi.IFA_INDEX);
        int flags = m.tiny(Abi.IFA_FLAGS_8);
        SockAddr address = null;
        SockAddr local = null;
        SockAddr broadcast = null;
        String label = "";
        long valid = -1;
        long preferred = -1;
        Attributes a = m.attributes(Abi.SIZEOF_IFADDRMSG);
        while (a.next()) {
            switch (a.type()) {
                case Abi.IFA_ADDRESS -> address = a.address(0, ifindex);
                case Abi.IFA_LOCAL -> local = a.address(0, ifindex);
                case Abi.IFA_BROADCAST -> broadcast = a.address(0, ifindex);
                case Abi.IFA_LABEL -> label = a.text();
                case Abi.IFA_FLAGS -> flags = a.number();
                case Abi.IFA_CACHEINFO -> {
                    preferred = lifetime(a.number(0));
                    valid = lifetime(a.number(Abi.IFA_VALID));
                }
                default -> {
                }
            }
        }
        // Of a point-to-point link IFA_ADDRESS is the other end (linux/if_addr.h).
        boolean peer = local != null && address != null && !local.equals(address);
        if (!((local == null ? address : local) instanceof SockAddr.Ip own)) return null;
        return new LinkAddress(ifindex, own, m.tiny(Abi.IFA_PREFIXLEN),
                peer && address instanceof SockAddr.Ip other ? other : null,
                broadcast instanceof SockAddr.Ip all ? all : null, scope(m.tiny(Abi.IFA_SCOPE)), flags, label, valid,
                preferred);
    }

    /// Unsigned, but for the one that is for ever.
    private static long lifetime(int seconds) {
        return seconds == -1 ? -1 : Integer.toUnsignedLong(seconds);
    }

    /// The numbers of rtnetlink(7).
    static String scope(int number) {
        return switch (number) {
            case 0 -> "global";
            case 200 -> "site";
            case 253 -> "link";
            case 254 -> "host";
            case 255 -> "nowhere";
            default -> Integer.toString(number);
        };
    }
}
