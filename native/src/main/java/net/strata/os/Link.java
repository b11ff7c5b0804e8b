package net.strata.os;

import java.util.HexFormat;
import java.util.List;

/// A link, which is what Linux calls an interface (rtnetlink(7), ip-link(8)).
///
/// @param index by which the kernel knows it, from 1
/// @param name such as `eth0`
/// @param type of its hardware, an ARPHRD_ number (linux/if_arp.h): 1 for Ethernet, 772 for loopback
/// @param flags IFF_ bits (netdevice(7)); see [#flagNames]
/// @param mtu the longest packet in bytes, link header not counted
/// @param mac its hardware address, such as `02:00:00:00:00:01`; empty if it has none
/// @param kind what made it, such as `veth` or `bridge`; empty for hardware
/// @param state whether it can carry packets (RFC 2863 `ifOperStatus`): `up`, `down`, `unknown`, ...
/// @param queue the discipline that packets wait by before they go out (tc(8)), such as `noqueue`
/// @param queueLength how many packets at most wait, in packets, 0 for none
/// @param lower the index of the link below, or of a veth's other end (which may be in another namespace), 0 for none
/// @param master the index of the bridge or bond that it belongs to, 0 for none
/// @param promiscuity how many programs have it take packets for other hosts too
/// @param alias a description that an administrator gave it, or empty
public record Link(int index, String name, int type, int flags, int mtu, String mac, String kind, String state,
        String queue, int queueLength, int lower, int master, int promiscuity, String alias, Statistics statistics) {

    /// What has gone through since the link was made, as `ip -s link` has it.
    public record Statistics(long rxBytes, long rxPackets, long rxErrors, long rxDropped, long rxMissed,
            long rxMulticast, long txBytes, long txPackets, long txErrors, long txDropped, long txCarrierErrors,
            long collisions) {
        static final Statistics NONE = new Statistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /// The bits of flags in their order (linux/if.h), as ip(8) calls them.
    private static final List<String> FLAGS = List.of("UP", "BROADCAST", "DEBUG", "LOOPBACK", "POINTOPOINT",
            "NOTRAILERS", "RUNNING", "NOARP", "PROMISC", "ALLMULTI", "MASTER", "SLAVE", "MULTICAST", "PORTSEL",
            "AUTOMEDIA", "DYNAMIC", "LOWER_UP", "DORMANT", "ECHO");
    /// The numbers of IFLA_OPERSTATE (linux/if.h, IF_OPER_).
    private static final List<String> STATES = List.of("unknown", "notpresent", "down", "lowerlayerdown", "testing",
            "dormant", "up");

    /// Whether an administrator has switched it on.
    public boolean isUp() {
        return (flags & Abi.IFF_UP) != 0;
    }

    public boolean isLoopback() {
        return (flags & Abi.IFF_LOOPBACK) != 0;
    }

    /// The names of its flags: `UP`, `BROADCAST`, `RUNNING`, `MULTICAST`, `LOWER_UP`, ...
    public List<String> flagNames() {
        return NetlinkMessage.names(flags, FLAGS);
    }

    /// The hardware address's bytes, as packets have them.
    public byte[] macBytes() {
        return HexFormat.ofDelimiter(":").parseHex(mac);
    }

    static Link of(NetlinkMessage m) {
        int index = m.number(Abi.IFI_INDEX);
        String name = "";
        int mtu = 0;
        String mac = "";
        String kind = "";
        String state = STATES.getFirst();
        String queue = "";
        int queueLength = 0;
        int lower = 0;
        int master = 0;
        int promiscuity = 0;
        String alias = "";
        Statistics statistics = Statistics.NONE;
        Attributes a = m.attributes(Abi.SIZEOF_IFINFOMSG);
        while (a.next()) {
            switch (a.type()) {
                case Abi.IFLA_IFNAME -> name = a.text();
                case Abi.IFLA_MTU -> mtu = a.number();
                case Abi.IFLA_ADDRESS -> mac = a.mac();
                case Abi.IFLA_LINKINFO -> kind = kind(a.nested());
                case Abi.IFLA_OPERSTATE -> state = state(a.number());
                case Abi.IFLA_QDISC -> queue = a.text();
                case Abi.IFLA_TXQLEN -> queueLength = a.number();
                case Abi.IFLA_LINK -> lower = a.number();
                case Abi.IFLA_MASTER -> master = a.number();
                case Abi.IFLA_PROMISCUITY -> promiscuity = a.number();
                case Abi.IFLA_IFALIAS -> alias = a.text();
                case Abi.IFLA_STATS64 -> statistics = statistics(a);
                default -> {
                }
            }
        }
        return new Link(index, name, m.small(Abi.IFI_TYPE), m.number(Abi.IFI_FLAGS), mtu, mac, kind, state, queue,
                queueLength, lower, master, promiscuity, alias, statistics);
    }

    private static String state(int number) {
        return number > 0 && number < STATES.size() ? STATES.get(number) : STATES.getFirst();
    }

    private static String kind(Attributes info) {
        while (info.next())
            if (info.type() == Abi.IFLA_INFO_KIND) return info.text();
        return "";
    }

    private static Statistics statistics(Attributes a) {
        return new Statistics(a.wide(Abi.STATS_RX_BYTES), a.wide(Abi.STATS_RX_PACKETS), a.wide(Abi.STATS_RX_ERRORS),
                a.wide(Abi.STATS_RX_DROPPED), a.wide(Abi.STATS_RX_MISSED_ERRORS), a.wide(Abi.STATS_MULTICAST),
                a.wide(Abi.STATS_TX_BYTES), a.wide(Abi.STATS_TX_PACKETS), a.wide(Abi.STATS_TX_ERRORS),
                a.wide(Abi.STATS_TX_DROPPED), a.wide(Abi.STATS_TX_CARRIER_ERRORS), a.wide(Abi.STATS_COLLISIONS));
    }
}
