package net.strata.os;

import static net.strata.os.Abi.*;
import static net.strata.os.Option.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import net.strata.TestNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a ping asks of the kernel beside sending and receiving: a, a router r with a narrow link behind it, and b.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EchoOptionsTest {
    private static final SockAddr.In HERE = in("192.0.2.1");
    private static final SockAddr.In ROUTER = in("192.0.2.254");
    private static final SockAddr.In ROUTER_THERE = in("198.51.100.254");
    private static final SockAddr.In THERE = in("198.51.100.1");
    private static final SockAddr.In6 THERE6 = (SockAddr.In6) SockAddr.ip("2001:db8:2::1", 0);

    private static TestNetwork network;
    private static String a;

    @BeforeAll
    static void make() throws Exception {
        network = new TestNetwork();
        a = network.namespace();
        String r = network.namespace();
        String b = network.namespace();
        network.link(a, "a", List.of("192.0.2.1/24", "2001:db8:1::1/64"), r, "ra",
                List.of("192.0.2.254/24", "2001:db8:1::fe/64"));
        network.link(r, "rb", List.of("198.51.100.254/24", "2001:db8:2::fe/64"), b, "b",
                List.of("198.51.100.1/24", "2001:db8:2::1/64"));
        network.in(r, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
        for (String each : List.of(a, r, b))
            network.in(each, "sysctl", "-q", "-w", "net.ipv4.conf.all.accept_source_route=1");
        network.in(r, "ip", "link", "set", "dev", "rb", "mtu", "1400");
        network.in(b, "ip", "link", "set", "dev", "b", "mtu", "1400");
        network.in(a, "sysctl", "-q", "-w", "net.ipv4.ping_group_range=0 0");
        network.in(a, "ip", "route", "add", "default", "via", "192.0.2.254");
        network.in(a, "ip", "route", "add", "default", "via", "2001:db8:1::fe");
        network.in(b, "ip", "route", "add", "default", "via", "198.51.100.254");
        network.in(b, "ip", "route", "add", "default", "via", "2001:db8:2::fe");
    }

    @AfterAll
    static void remove() {
        network.close();
    }

    private static SockAddr.In in(String host) {
        return (SockAddr.In) SockAddr.ip(host, 0);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void inside(Work work) throws Exception {
        Netns.call(a, () -> {
            work.run();
            return 0;
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "RAW6", "ICMP", "ICMP6"})
    void socketsForEchoesTakeTheirOptions(StampsTest.Kind kind) throws Exception {
        var all = new ArrayList<>(List.of("SO_MARK=7", "SO_PRIORITY=5", "SO_DEBUG=on", "SO_DONTROUTE=on",
                "SO_BINDTODEVICE=a", "SO_BROADCAST=on", "SO_TIMESTAMPNS=on"));
        if (kind.six())
            all.addAll(List.of("IPV6_MTU_DISCOVER=3", "IPV6_UNICAST_HOPS=9", "IPV6_TCLASS=184",
                    "IPV6_AUTOFLOWLABEL=off", "IPV6_RECVERR=on", "IPV6_RECVERR_RFC4884=on", "IPV6_RECVHOPLIMIT=on",
                    "IPV6_RECVTCLASS=on", "IPV6_RECVPKTINFO=on", "IPV6_DONTFRAG=on", "IPV6_FLOWINFO_SEND=on",
                    "IPV6_MULTICAST_HOPS=3", "IPV6_MULTICAST_LOOP=off"));
        else
            all.addAll(List.of("IP_MTU_DISCOVER=" + IP_PMTUDISC_PROBE, "IP_TTL=9", "IP_TOS=184", "IP_RECVERR=on",
                    "IP_RECVERR_RFC4884=on", "IP_RECVTTL=on", "IP_RECVTOS=on", "IP_PKTINFO=on", "IP_RETOPTS=on",
                    "IP_MULTICAST_TTL=3", "IP_MULTICAST_LOOP=off"));
        inside(() -> {
            try (var s = kind.open()) {
                for (String line : all) {
                    String[] parts = line.split("=", 2);
                    s.setsockopt(Option.of(parts[0]), parts[1]);
                    assertThat(s.getsockoptText(Option.of(parts[0]))).as(line).isEqualTo(parts[1]);
                }
                // The kernel counts what it needs for itself twice (socket(7)); this is more than net.core.rmem_max.
                s.setsockopt(SO_RCVBUFFORCE, 16 << 20);
                assertThat(s.getsockopt(SO_RCVBUF)).isEqualTo(32 << 20);
            }
        });
    }

    /// RFC 3542 section 3.1: that of ICMPv6 is always computed, and there is nothing to set.
    @Test
    void checksumsOfRawIcmpv6AreTheKernels() throws Exception {
        inside(() -> {
            try (var s = StampsTest.Kind.RAW6.open()) {
                assertThatThrownBy(() -> s.setsockopt(IPV6_CHECKSUM, 2)).isInstanceOf(OsError.class)
                        .hasMessageContaining("EINVAL");
            }
        });
    }

    /// An echo request to b with IP options (RFC 791 section 3.1), and those that its reply has, without what filled them up.
    private static ByteBuffer options(String first, int length) throws Exception {
        byte[] options = Arrays.copyOf(HexFormat.of().parseHex(first), length);
        return Netns.call(a, () -> {
            try (var s = StampsTest.Kind.RAW.open()) {
                s.setsockopt(IP_OPTIONS, options);
                s.sendmsg(StampsTest.Kind.RAW.request(THERE, 16), 0);
                Message m = Message.of(200, 0);
                s.recvmsg(m, 0);
                return m.data().slice(20, 4 * (m.data().get(0) & 15) - 20);
            }
        });
    }

    private static SockAddr.In address(ByteBuffer b, int at) {
        return new SockAddr.In(b.getInt(at), 0);
    }

    /// Option 7: each writes down the address of the way out, Linux also at both ends.
    @Test
    void aRouteIsRecordedThereAndBack() throws Exception {
        ByteBuffer o = options("01072704", 40);
        assertThat(o.get(0)).isEqualTo((byte) 7);
        int pointer = o.get(2);
        var route = new ArrayList<SockAddr.In>();
        for (int at = 3; at < pointer - 1; at += 4)
            route.add(address(o, at));
        assertThat(route).containsExactly(HERE, ROUTER_THERE, THERE, THERE, ROUTER, HERE);
    }

    /// Option 68, flags 0, 1, 3.
    @Test
    void timesAreWrittenDown() throws Exception {
        ByteBuffer o = options("44280500", 40);
        // By a, r, b, r: at least four times of 4 bytes, the first at position 5.
        assertThat((int) o.get(2)).isGreaterThanOrEqualTo(5 + 4 * 4);
        assertThat(o.getInt(4)).isBetween(0, 86_400_000);
        o = options("44240501", 36);
        assertThat(address(o, 4)).isEqualTo(HERE);
        assertThat(address(o, 12)).isEqualTo(ROUTER); // Linux writes down where it came in
        o = options("44140503c63364fe00000000c6336401", 20);
        assertThat((int) o.get(2)).isEqualTo(5 + 2 * 8);
        assertThat(address(o, 4)).isEqualTo(ROUTER_THERE);
        assertThat(o.getInt(8)).isBetween(1, 86_400_000);
    }

    /// Option 131. RFC 1122 section 3.2.2.6: the reply comes back by the same hosts.
    @Test
    void aSourceRouteIsFollowed() throws Exception {
        ByteBuffer o = options("01830704c00002fe", 8);
        assertThat(o.get(0)).isEqualTo((byte) 131);
        assertThat(address(o, 3)).isEqualTo(ROUTER);
    }

    /// The first word of the IPv6 header of what a packet socket on the way out sees.
    @ParameterizedTest
    @EnumSource(names = {"RAW6", "ICMP6"})
    void aFlowLabelIsSent(StampsTest.Kind kind) throws Exception {
        inside(() -> {
            try (var s = kind.open();
                    var other = kind.open();
                    var tap = Socket.socket(AF_PACKET, SOCK_DGRAM, Socket.htons(ETH_P_ALL))) {
                SockAddr.In6 chosen = s.leaseFlowLabel(THERE6, 0);
                assertThat(chosen.flowinfo()).isBetween(1, 0xfffff);
                for (int label : new int[]{0x12345, 0x98765, chosen.flowinfo()}) {
                    SockAddr.In6 to = s.leaseFlowLabel(THERE6, label);
                    assertThat(to.flowinfo()).isEqualTo(label);
                    assertThat(other.leaseFlowLabel(THERE6, label)).isEqualTo(to);
                    s.sendmsg(kind.request(to, 16), 0);
                    assertThat(outgoing(tap).data().getInt(0) & 0xfffff).isEqualTo(label);
                }
                assertThatThrownBy(() -> s.leaseFlowLabel(THERE6, 1 << 20)).hasMessageContaining("20 bits");
            }
        });
    }

    /// The next echo request that goes out.
    private static Message outgoing(Socket tap) throws OsError {
        Message m = Message.of(100, 0);
        boolean request;
        do {
            tap.recvmsg(m, 0);
            request = ((SockAddr.Ll) m.from()).pkttype() == PACKET_OUTGOING && m.length() > 40
                    && m.data().get(0) >> 4 == 6 && m.data().get(6) == IPPROTO_ICMPV6 && m.data().get(40) == -128;
        } while (!request);
        return m;
    }

    /// The router's link allows 1400 bytes: it says so once, and the kernel remembers.
    @ParameterizedTest
    @EnumSource(names = {"RAW", "RAW6", "ICMP", "ICMP6"})
    void thePathsMtuIsLearntAndTold(StampsTest.Kind kind) throws Exception {
        boolean six = kind.six();
        SockAddr.Ip to = six ? THERE6 : THERE;
        inside(() -> {
            network.in(a, "ip", "route", "flush", "cache");
            network.in(a, "ip", "-6", "route", "flush", "cache");
            try (var s = kind.open(); var netlink = Netlink.open()) {
                assertThat(netlink.route(to).mtu()).isEqualTo(1500);
                s.setsockopt(six ? IPV6_RECVERR : IP_RECVERR, 1);
                Option discover = six ? IPV6_MTU_DISCOVER : IP_MTU_DISCOVER;
                s.setsockopt(discover, IP_PMTUDISC_DO);
                s.expectIcmpErrors();
                int largest = 1500 - (six ? 40 : 20);
                s.sendmsg(kind.request(to, largest), 0);
                Control c = ErrorQueueTest.error(s).control();
                assertThat(c.errorInfo()).isEqualTo(1400);
                assertThat(c.errorOrigin()).isEqualTo(six ? SO_EE_ORIGIN_ICMP6 : SO_EE_ORIGIN_ICMP);
                assertThat(c.errorNumber()).isEqualTo(Errno.EMSGSIZE);
                assertThat(netlink.route(to).mtu()).isEqualTo(1400);
                // Now this host refuses it, perhaps after the router's error was told once more.
                Message again = kind.request(to, largest);
                assertThat(s.sendmsg(again, 0)).isEqualTo(-Errno.EMSGSIZE);
                assertThat(s.sendmsg(again, 0)).isEqualTo(-Errno.EMSGSIZE);
                assertThat(ErrorQueueTest.error(s).control().errorOrigin()).isEqualTo(SO_EE_ORIGIN_LOCAL);
                // Whoever probes does not look at what was learnt (ip(7)), and asks the router again.
                try (var probing = kind.open()) {
                    probing.setsockopt(six ? IPV6_RECVERR : IP_RECVERR, 1);
                    probing.setsockopt(discover, IP_PMTUDISC_PROBE);
                    assertThat(probing.sendmsg(kind.request(to, largest), 0)).isEqualTo(largest);
                    assertThat(ErrorQueueTest.error(probing).control().errorInfo()).isEqualTo(1400);
                }
            }
        });
    }

    @Test
    void aMarkAndAnInterfaceChooseTheRoute() throws Exception {
        network.in(a, "ip", "link", "add", "other", "type", "veth", "peer", "name", "rehto");
        network.in(a, "ip", "address", "add", "203.0.113.1/24", "dev", "other");
        network.in(a, "ip", "link", "set", "other", "up");
        network.in(a, "ip", "link", "set", "rehto", "up");
        network.in(a, "ip", "route", "add", "default", "via", "203.0.113.254", "table", "77");
        network.in(a, "ip", "rule", "add", "fwmark", "7", "table", "77");
        inside(() -> {
            try (var netlink = Netlink.open()) {
                Link other = netlink.link("other");
                assertThat(netlink.link(other.index())).usingRecursiveComparison().ignoringFields("statistics")
                        .isEqualTo(other);
                assertThat(netlink.route(THERE).ifindex()).isEqualTo(netlink.link("a").index());
                Route marked = netlink.route(THERE, null, 0, 7);
                assertThat(marked.ifindex()).isEqualTo(other.index());
                assertThat(marked.source()).isEqualTo(in("203.0.113.1"));
                assertThat(netlink.route(in("203.0.113.9"), HERE, other.index()).ifindex()).isEqualTo(other.index());
                assertThatThrownBy(() -> netlink.link(4711)).hasMessageContaining("ENODEV");
            }
        });
    }

    @Test
    void oneNeighbourIsAskedFor() throws Exception {
        network.in(a, "ip", "neighbour", "replace", "192.0.2.50", "lladdr", "02:00:00:00:00:50", "dev", "a");
        network.in(a, "ip", "neighbour", "replace", "2001:db8:1::50", "lladdr", "02:00:00:00:00:51", "dev", "a");
        inside(() -> {
            try (var netlink = Netlink.open()) {
                int index = netlink.link("a").index();
                assertThat(Objects.requireNonNull(netlink.neighbour(in("192.0.2.50"), index)).mac())
                        .isEqualTo("02:00:00:00:00:50");
                assertThat(netlink.neighbour(SockAddr.ip("2001:db8:1::50", 0), index))
                        .isEqualTo(new Neighbour(index, SockAddr.ip("2001:db8:1::50", 0), "02:00:00:00:00:51", 0x80,
                                false));
                assertThat(netlink.neighbour(in("192.0.2.51"), index)).isNull();
                assertThat(netlink.neighbour(in("192.0.2.50"), 1)).isNull();
            }
        });
    }
}
