package net.strata.os;

import static net.strata.os.Option.Kind.*;
import static net.strata.os.Option.Level.*;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;

/// Options of sockets (getsockopt(2)), under their names in C. What each does, and which take what: the manual page given
/// for its level.
public enum Option {
    /// Of every socket: socket(7).
    SO_DEBUG(SOL_SOCKET, 1, BOOL), //
    SO_REUSEADDR(SOL_SOCKET, 2, BOOL), //
    SO_TYPE(SOL_SOCKET, 3, INT), //
    SO_ERROR(SOL_SOCKET, 4, INT), //
    SO_DONTROUTE(SOL_SOCKET, 5, BOOL), //
    SO_BROADCAST(SOL_SOCKET, 6, BOOL), //
    SO_SNDBUF(SOL_SOCKET, 7, INT), //
    SO_RCVBUF(SOL_SOCKET, 8, INT), //
    SO_KEEPALIVE(SOL_SOCKET, 9, BOOL), //
    SO_OOBINLINE(SOL_SOCKET, 10, BOOL), //
    SO_NO_CHECK(SOL_SOCKET, 11, BOOL), //
    SO_PRIORITY(SOL_SOCKET, 12, INT), //
    SO_LINGER(SOL_SOCKET, 13, LINGER), //
    SO_REUSEPORT(SOL_SOCKET, 15, BOOL), //
    SO_PASSCRED(SOL_SOCKET, 16, BOOL), //
    SO_PEERCRED(SOL_SOCKET, 17, BYTES), //
    SO_RCVLOWAT(SOL_SOCKET, 18, INT), //
    SO_SNDLOWAT(SOL_SOCKET, 19, INT), //
    SO_RCVTIMEO(SOL_SOCKET, 20, TIME), //
    SO_SNDTIMEO(SOL_SOCKET, 21, TIME), //
    SO_BINDTODEVICE(SOL_SOCKET, 25, NAME), //
    SO_ATTACH_FILTER(SOL_SOCKET, 26, BYTES), //
    SO_DETACH_FILTER(SOL_SOCKET, 27, INT), //
    SO_TIMESTAMP(SOL_SOCKET, 29, BOOL), //
    SO_ACCEPTCONN(SOL_SOCKET, 30, BOOL), //
    SO_SNDBUFFORCE(SOL_SOCKET, 32, INT), //
    SO_RCVBUFFORCE(SOL_SOCKET, 33, INT), //
    SO_TIMESTAMPNS(SOL_SOCKET, 35, BOOL), //
    SO_MARK(SOL_SOCKET, 36, INT), //
    SO_TIMESTAMPING(SOL_SOCKET, 37, INT), //
    SO_PROTOCOL(SOL_SOCKET, 38, INT), //
    SO_DOMAIN(SOL_SOCKET, 39, INT), //
    SO_RXQ_OVFL(SOL_SOCKET, 40, BOOL), //
    SO_PEEK_OFF(SOL_SOCKET, 42, INT), //
    SO_NOFCS(SOL_SOCKET, 43, BOOL), //
    SO_LOCK_FILTER(SOL_SOCKET, 44, BOOL), //
    SO_SELECT_ERR_QUEUE(SOL_SOCKET, 45, BOOL), //
    SO_BUSY_POLL(SOL_SOCKET, 46, INT), //
    SO_MAX_PACING_RATE(SOL_SOCKET, 47, INT), //
    SO_INCOMING_CPU(SOL_SOCKET, 49, INT), //
    SO_MEMINFO(SOL_SOCKET, 55, BYTES), //
    SO_COOKIE(SOL_SOCKET, 57, BYTES), //
    SO_ZEROCOPY(SOL_SOCKET, 60, BOOL), //
    SO_TXTIME(SOL_SOCKET, 61, BYTES), //
    SO_BINDTOIFINDEX(SOL_SOCKET, 62, INT), //
    /// ip(7).
    IP_TOS(IPPROTO_IP, 1, INT), //
    IP_TTL(IPPROTO_IP, 2, INT), //
    IP_HDRINCL(IPPROTO_IP, 3, BOOL), //
    IP_OPTIONS(IPPROTO_IP, 4, BYTES), //
    IP_ROUTER_ALERT(IPPROTO_IP, 5, INT), //
    IP_RECVOPTS(IPPROTO_IP, 6, BOOL), //
    IP_RETOPTS(IPPROTO_IP, 7, BOOL), //
    IP_PKTINFO(IPPROTO_IP, 8, BOOL), //
    IP_MTU_DISCOVER(IPPROTO_IP, 10, INT), //
    IP_RECVERR(IPPROTO_IP, 11, BOOL), //
    IP_RECVTTL(IPPROTO_IP, 12, BOOL), //
    IP_RECVTOS(IPPROTO_IP, 13, BOOL), //
    IP_MTU(IPPROTO_IP, 14, INT), //
    IP_FREEBIND(IPPROTO_IP, 15, BOOL), //
    IP_TRANSPARENT(IPPROTO_IP, 19, BOOL), //
    IP_RECVORIGDSTADDR(IPPROTO_IP, 20, BOOL), //
    IP_MINTTL(IPPROTO_IP, 21, INT), //
    IP_NODEFRAG(IPPROTO_IP, 22, BOOL), //
    IP_CHECKSUM(IPPROTO_IP, 23, BOOL), //
    IP_BIND_ADDRESS_NO_PORT(IPPROTO_IP, 24, BOOL), //
    IP_RECVFRAGSIZE(IPPROTO_IP, 25, BOOL), //
    IP_RECVERR_RFC4884(IPPROTO_IP, 26, BOOL), //
    IP_MULTICAST_IF(IPPROTO_IP, 32, MEMBER), //
    IP_MULTICAST_TTL(IPPROTO_IP, 33, INT), //
    IP_MULTICAST_LOOP(IPPROTO_IP, 34, BOOL), //
    IP_ADD_MEMBERSHIP(IPPROTO_IP, 35, MEMBER), //
    IP_DROP_MEMBERSHIP(IPPROTO_IP, 36, MEMBER), //
    IP_MULTICAST_ALL(IPPROTO_IP, 49, BOOL), //
    IP_UNICAST_IF(IPPROTO_IP, 50, NETWORK), //
    /// ipv6(7), RFC 3542.
    IPV6_CHECKSUM(IPPROTO_IPV6, 7, INT), //
    IPV6_UNICAST_HOPS(IPPROTO_IPV6, 16, INT), //
    IPV6_MULTICAST_IF(IPPROTO_IPV6, 17, INT), //
    IPV6_MULTICAST_HOPS(IPPROTO_IPV6, 18, INT), //
    IPV6_MULTICAST_LOOP(IPPROTO_IPV6, 19, BOOL), //
    IPV6_ADD_MEMBERSHIP(IPPROTO_IPV6, 20, MEMBER6), //
    IPV6_DROP_MEMBERSHIP(IPPROTO_IPV6, 21, MEMBER6), //
    IPV6_ROUTER_ALERT(IPPROTO_IPV6, 22, INT), //
    IPV6_MTU_DISCOVER(IPPROTO_IPV6, 23, INT), //
    IPV6_MTU(IPPROTO_IPV6, 24, INT), //
    IPV6_RECVERR(IPPROTO_IPV6, 25, BOOL), //
    IPV6_V6ONLY(IPPROTO_IPV6, 26, BOOL), //
    IPV6_MULTICAST_ALL(IPPROTO_IPV6, 29, BOOL), //
    IPV6_RECVERR_RFC4884(IPPROTO_IPV6, 31, BOOL), //
    IPV6_FLOWLABEL_MGR(IPPROTO_IPV6, 32, BYTES), //
    IPV6_FLOWINFO_SEND(IPPROTO_IPV6, 33, BOOL), //
    IPV6_HDRINCL(IPPROTO_IPV6, 36, BOOL), //
    IPV6_RECVPKTINFO(IPPROTO_IPV6, 49, BOOL), //
    IPV6_PKTINFO(IPPROTO_IPV6, 50, BYTES), //
    IPV6_RECVHOPLIMIT(IPPROTO_IPV6, 51, BOOL), //
    IPV6_HOPLIMIT(IPPROTO_IPV6, 52, INT), //
    IPV6_RECVHOPOPTS(IPPROTO_IPV6, 53, BOOL), //
    IPV6_HOPOPTS(IPPROTO_IPV6, 54, BYTES), //
    IPV6_RTHDRDSTOPTS(IPPROTO_IPV6, 55, BYTES), //
    IPV6_RECVRTHDR(IPPROTO_IPV6, 56, BOOL), //
    IPV6_RTHDR(IPPROTO_IPV6, 57, BYTES), //
    IPV6_RECVDSTOPTS(IPPROTO_IPV6, 58, BOOL), //
    IPV6_DSTOPTS(IPPROTO_IPV6, 59, BYTES), //
    IPV6_RECVPATHMTU(IPPROTO_IPV6, 60, BOOL), //
    IPV6_PATHMTU(IPPROTO_IPV6, 61, BYTES), //
    IPV6_DONTFRAG(IPPROTO_IPV6, 62, BOOL), //
    IPV6_RECVTCLASS(IPPROTO_IPV6, 66, BOOL), //
    IPV6_TCLASS(IPPROTO_IPV6, 67, INT), //
    IPV6_AUTOFLOWLABEL(IPPROTO_IPV6, 70, BOOL), //
    IPV6_ADDR_PREFERENCES(IPPROTO_IPV6, 72, INT), //
    IPV6_MINHOPCOUNT(IPPROTO_IPV6, 73, INT), //
    IPV6_TRANSPARENT(IPPROTO_IPV6, 75, BOOL), //
    IPV6_UNICAST_IF(IPPROTO_IPV6, 76, NETWORK), //
    IPV6_RECVFRAGSIZE(IPPROTO_IPV6, 77, BOOL), //
    IPV6_FREEBIND(IPPROTO_IPV6, 78, BOOL), //
    /// tcp(7).
    TCP_NODELAY(IPPROTO_TCP, 1, BOOL), //
    TCP_MAXSEG(IPPROTO_TCP, 2, INT), //
    TCP_CORK(IPPROTO_TCP, 3, BOOL), //
    TCP_KEEPIDLE(IPPROTO_TCP, 4, INT), //
    TCP_KEEPINTVL(IPPROTO_TCP, 5, INT), //
    TCP_KEEPCNT(IPPROTO_TCP, 6, INT), //
    TCP_SYNCNT(IPPROTO_TCP, 7, INT), //
    TCP_LINGER2(IPPROTO_TCP, 8, INT), //
    TCP_DEFER_ACCEPT(IPPROTO_TCP, 9, INT), //
    TCP_WINDOW_CLAMP(IPPROTO_TCP, 10, INT), //
    TCP_INFO(IPPROTO_TCP, 11, BYTES), //
    TCP_QUICKACK(IPPROTO_TCP, 12, BOOL), //
    TCP_CONGESTION(IPPROTO_TCP, 13, NAME), //
    TCP_THIN_LINEAR_TIMEOUTS(IPPROTO_TCP, 16, BOOL), //
    TCP_USER_TIMEOUT(IPPROTO_TCP, 18, INT), //
    TCP_FASTOPEN(IPPROTO_TCP, 23, INT), //
    TCP_TIMESTAMP(IPPROTO_TCP, 24, INT), //
    TCP_NOTSENT_LOWAT(IPPROTO_TCP, 25, INT), //
    TCP_CC_INFO(IPPROTO_TCP, 26, BYTES), //
    TCP_SAVE_SYN(IPPROTO_TCP, 27, INT), //
    TCP_SAVED_SYN(IPPROTO_TCP, 28, BYTES), //
    TCP_FASTOPEN_CONNECT(IPPROTO_TCP, 30, BOOL), //
    TCP_INQ(IPPROTO_TCP, 36, BOOL), //
    TCP_TX_DELAY(IPPROTO_TCP, 37, INT), //
    /// udp(7).
    UDP_CORK(IPPROTO_UDP, 1, BOOL), //
    UDP_NO_CHECK6_TX(IPPROTO_UDP, 101, BOOL), //
    UDP_NO_CHECK6_RX(IPPROTO_UDP, 102, BOOL), //
    UDP_SEGMENT(IPPROTO_UDP, 103, INT), //
    UDP_GRO(IPPROTO_UDP, 104, BOOL), //
    /// raw(7): a bit for each type of ICMP that is not received.
    ICMP_FILTER(SOL_RAW, 1, INT), //
    /// RFC 3542 section 3.2: 32 bytes, a bit for each type that is not received.
    ICMP6_FILTER(IPPROTO_ICMPV6, 1, BYTES), //
    /// packet(7).
    PACKET_ADD_MEMBERSHIP(SOL_PACKET, 1, BYTES), //
    PACKET_DROP_MEMBERSHIP(SOL_PACKET, 2, BYTES), //
    PACKET_RX_RING(SOL_PACKET, 5, BYTES), //
    PACKET_STATISTICS(SOL_PACKET, 6, BYTES), //
    PACKET_AUXDATA(SOL_PACKET, 8, BOOL), //
    PACKET_ORIGDEV(SOL_PACKET, 9, BOOL), //
    PACKET_VERSION(SOL_PACKET, 10, INT), //
    PACKET_RESERVE(SOL_PACKET, 12, INT), //
    PACKET_TX_RING(SOL_PACKET, 13, BYTES), //
    PACKET_LOSS(SOL_PACKET, 14, BOOL), //
    PACKET_TIMESTAMP(SOL_PACKET, 17, INT), //
    PACKET_FANOUT(SOL_PACKET, 18, INT), //
    PACKET_QDISC_BYPASS(SOL_PACKET, 20, BOOL), //
    PACKET_IGNORE_OUTGOING(SOL_PACKET, 23, BOOL), //
    /// netlink(7).
    NETLINK_ADD_MEMBERSHIP(SOL_NETLINK, 1, INT), //
    NETLINK_DROP_MEMBERSHIP(SOL_NETLINK, 2, INT), //
    NETLINK_NO_ENOBUFS(SOL_NETLINK, 5, BOOL), //
    NETLINK_EXT_ACK(SOL_NETLINK, 11, BOOL), //
    NETLINK_GET_STRICT_CHK(SOL_NETLINK, 12, BOOL);

    /// Which layer an option belongs to, with its number in C.
    enum Level {
        SOL_SOCKET(1), IPPROTO_IP(0), IPPROTO_TCP(6), IPPROTO_UDP(17), IPPROTO_IPV6(41), IPPROTO_ICMPV6(58), SOL_RAW(
                255), SOL_PACKET(263), SOL_NETLINK(270);

        final int number;

        Level(int number) {
            this.number = number;
        }
    }

    /// What a value is, and how it is written as text.
    enum Kind {
        /// A number: `5`, `0x1f`.
        INT,
        /// A number that the kernel has in network byte order.
        NETWORK,
        /// `on` or `off`.
        BOOL,
        /// `2`, `0.5`, `500ms`: seconds unless it says otherwise. 0 is for ever.
        TIME,
        /// `off`, or how many seconds.
        LINGER,
        /// Text.
        NAME,
        /// Hexadecimal.
        BYTES,
        /// A multicast group and perhaps an interface: `239.1.1.1`, `239.1.1.1%eth0`.
        MEMBER,
        /// `ff02::1`, `ff02::1%eth0`.
        MEMBER6
    }

    final Level level;
    final int number;
    final Kind kind;

    Option(Level level, int number, Kind kind) {
        this.level = level;
        this.number = number;
        this.kind = kind;
    }

    /// The option that a user typed: its name, whole or without what stands before its first `_` (`nodelay`), in any case,
    /// perhaps after its level (`IPPROTO_TCP.TCP_NODELAY`, `tcp.nodelay`).
    ///
    /// @throws IllegalArgumentException if there is none
    public static Option of(String name) {
        @Nullable
        Option option = Spelling.OPTIONS.get(name.toUpperCase(Locale.ROOT));
        if (option == null)
            throw new IllegalArgumentException("no socket option is called " + name
                    + Nearest.hint(name.toUpperCase(Locale.ROOT), Arrays.stream(values()).map(Option::name).toList()));
        return option;
    }

    /// Which level it belongs to, such as `IPPROTO_TCP`.
    public String level() {
        return level.name();
    }

    /// Whether it takes a value that a user typed. That an interface which is named exists is not looked at.
    ///
    /// @throws IllegalArgumentException if it does not; the message says what it takes
    public void check(String value) {
        OptionText.bytes(this, value, _ -> 1);
    }

    /// The option of a level that has a number, null if it is not known here.
    static @Nullable Option numbered(int level, int number) {
        for (Option o : values())
            if (o.number == number && o.level.number == level) return o;
        return null;
    }

    /// Made when a user first gives a name.
    private static final class Spelling {
        static final Map<String, Option> OPTIONS = byName();

        private Spelling() {}

        private static Map<String, Option> byName() {
            var names = new HashMap<String, Option>();
            for (var o : values()) {
                String name = o.name();
                String bare = name.substring(name.indexOf('_') + 1);
                String level = o.level.name();
                for (String spelling : new String[]{name, bare}) {
                    names.putIfAbsent(spelling, o);
                    names.putIfAbsent(level + "." + spelling, o);
                    names.putIfAbsent(level.substring(level.indexOf('_') + 1) + "." + spelling, o);
                }
            }
            return names;
        }
    }
}
