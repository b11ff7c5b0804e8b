package net.strata.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.strata.TestNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What ip(8) was told is what netlink tells.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NetlinkTest {
    private static TestNetwork network;
    private static String a;
    private static String b;

    @BeforeAll
    static void make() throws Exception {
        network = new TestNetwork();
        a = network.namespace();
        b = network.namespace();
        network.link(a, "left", List.of("192.0.2.1/24", "2001:db8::1/64"), b, "right",
                List.of("192.0.2.2/24", "2001:db8::2/64"));
        network.in(a, "ip", "link", "set", "left", "mtu", "1400", "address", "02:00:00:00:00:aa", "alias", "to b");
        network.in(a, "ip", "address", "add", "198.51.100.1", "peer", "198.51.100.2/32", "dev", "left");
        network.in(a, "ip", "address", "add", "203.0.113.1/24", "brd", "+", "dev", "left", "label", "left:x");
    }

    @AfterAll
    static void remove() {
        network.close();
    }

    static <T> T ask(String namespace, Question<T> question) throws Exception {
        return Netns.call(namespace, () -> {
            try (var netlink = Netlink.open()) {
                return question.ask(netlink);
            }
        });
    }

    interface Question<T> {
        T ask(Netlink netlink) throws Exception;
    }

    @Test
    void links() throws Exception {
        List<Link> links = ask(a, Netlink::links);
        assertThat(links).extracting(Link::name).contains("lo", "left");
        Link lo = links.getFirst();
        assertThat(lo.index()).isEqualTo(1);
        assertThat(lo.isLoopback()).isTrue();
        assertThat(lo.type()).isEqualTo(772);
        assertThat(lo.mtu()).isEqualTo(65536);
        Link left = links.stream().filter(l -> l.name().equals("left")).findFirst().orElseThrow();
        assertThat(left.mtu()).isEqualTo(1400);
        assertThat(left.mac()).isEqualTo("02:00:00:00:00:aa");
        assertThat(left.macBytes()).containsExactly(2, 0, 0, 0, 0, 0xaa);
        assertThat(left.kind()).isEqualTo("veth");
        assertThat(left.state()).isEqualTo("up");
        assertThat(left.alias()).isEqualTo("to b");
        assertThat(left.type()).isEqualTo(1);
        assertThat(left.flagNames()).contains("UP", "BROADCAST", "RUNNING", "MULTICAST", "LOWER_UP");
        assertThat(left.lower()).isPositive();
    }

    @Test
    void statisticsCount() throws Exception {
        network.in(b, "ip", "link", "set", "right", "arp", "off");
        long before = left().statistics().rxPackets();
        Netns.call(b, () -> {
            try (var socket = Socket.socket(Abi.AF_PACKET, Abi.SOCK_DGRAM, 0); var netlink = Netlink.open()) {
                int index = netlink.link("right").index();
                for (int i = 0; i < 5; i++)
                    socket.sendto(java.nio.ByteBuffer.allocate(100), 0,
                            SockAddr.Ll.to(0x88b5, index, new byte[]{2, 0, 0, 0, 0, (byte) 0xaa}));
                return 0;
            }
        });
        Link.Statistics after = left().statistics();
        assertThat(after.rxPackets() - before).isGreaterThanOrEqualTo(5);
        assertThat(after.rxBytes()).isGreaterThanOrEqualTo(5 * 114);
    }

    private static Link left() throws Exception {
        return ask(a, n -> n.link("left"));
    }

    @Test
    void addresses() throws Exception {
        List<LinkAddress> all = ask(a, Netlink::addresses);
        assertThat(all).extracting(LinkAddress::prefix).contains("127.0.0.1/8", "::1/128", "192.0.2.1/24",
                "2001:db8::1/64");
        LinkAddress peer = find(all, "198.51.100.1");
        assertThat(peer.prefixLength()).isEqualTo(32);
        assertThat(peer.peer()).hasToString("198.51.100.2");
        LinkAddress labelled = find(all, "203.0.113.1");
        assertThat(labelled.label()).isEqualTo("left:x");
        assertThat(labelled.broadcast()).hasToString("203.0.113.255");
        assertThat(labelled.peer()).isNull();
        assertThat(labelled.valid()).isEqualTo(-1);
        assertThat(labelled.scope()).isEqualTo("global");
        assertThat(labelled.flagNames()).contains("permanent");
        assertThat(find(all, "127.0.0.1").scope()).isEqualTo("host");
        LinkAddress local = all.stream().filter(x -> x.address().host().startsWith("fe80:")).findFirst()
                .orElseThrow();
        assertThat(local.address()).isInstanceOfSatisfying(SockAddr.In6.class,
                x -> assertThat(x.scope()).isEqualTo(local.ifindex()));
    }

    /// Netlink's seconds are unsigned; -1 is for ever.
    @Test
    void longLifetimesAreNotNegative() throws Exception {
        network.in(a, "ip", "address", "add", "203.0.113.77/32", "dev", "left", "valid_lft", "4000000000",
                "preferred_lft", "3000000000");
        LinkAddress found = find(ask(a, Netlink::addresses), "203.0.113.77");
        assertThat(found.valid()).isBetween(3_900_000_000L, 4_000_000_000L);
        assertThat(found.preferred()).isBetween(2_900_000_000L, 3_000_000_000L);
    }

    private static LinkAddress find(List<LinkAddress> all, String host) {
        return all.stream().filter(x -> x.address().host().equals(host)).findFirst().orElseThrow();
    }

    private static Route route(SockAddr.Ip to) throws Exception {
        return ask(a, n -> n.route(to));
    }

    @Test
    void aRouteTellsTheWayOutTheSourceAndTheMtu() throws Exception {
        network.in(a, "ip", "route", "replace", "default", "via", "192.0.2.2", "mtu", "1300", "hoplimit", "9");
        network.in(a, "ip", "route", "replace", "default", "via", "2001:db8::2");
        int left = left().index();
        SockAddr.Ip here = SockAddr.ip("192.0.2.1", 0);
        SockAddr.Ip far = SockAddr.ip("203.0.114.9", 0);
        assertThat(route(far)).isEqualTo(
                new Route(far, SockAddr.ip("192.0.2.2", 0), here, left, 1300, 9, "unicast"));
        SockAddr.Ip near = SockAddr.ip("192.0.2.7", 0);
        assertThat(route(near)).isEqualTo(new Route(near, null, here, left, 1400, 0, "unicast"));
        SockAddr.Ip own = SockAddr.ip("203.0.113.1", 0);
        assertThat(ask(a, n -> n.route(far, own, left)).source()).isIn(null, own);
        assertThat(route(own)).isEqualTo(new Route(own, null, own, 1, 65536, 0, "local"));
        assertThat(ask(a, n -> n.route(SockAddr.ip("203.0.113.255", 0))).type()).isEqualTo("broadcast");
        SockAddr.Ip six = SockAddr.ip("2001:db8:9::1", 0);
        assertThat(route(six)).isEqualTo(new Route(six, SockAddr.ip("2001:db8::2", 0),
                SockAddr.ip("2001:db8::1", 0), left, 1400, 0, "unicast"));
        assertThatThrownBy(() -> ask(b, n -> n.route(far))).isInstanceOf(OsError.class).hasMessage(
                "RTM_GETROUTE(203.0.114.9): ENETUNREACH (network is unreachable): "
                        + "there is no route to that address: see ip route");
    }

    @Test
    void neighbours() throws Exception {
        network.in(a, "ip", "neighbour", "replace", "192.0.2.50", "lladdr", "02:00:00:00:00:50", "dev", "left");
        network.in(a, "ip", "neighbour", "replace", "2001:db8::50", "lladdr", "02:00:00:00:00:51", "dev", "left",
                "router", "nud", "permanent");
        List<Neighbour> all = ask(a, Netlink::neighbours);
        int left = left().index();
        assertThat(all).contains(
                new Neighbour(left, SockAddr.ip("192.0.2.50", 0), "02:00:00:00:00:50", 0x80, false),
                new Neighbour(left, SockAddr.ip("2001:db8::50", 0), "02:00:00:00:00:51", 0x80, true));
        assertThat(all.stream().filter(n -> n.isRouter()).findFirst().orElseThrow().stateNames())
                .containsExactly("PERMANENT");
    }

    /// Lengths that lie: nothing outside the message is read, and nothing loops.
    @Test
    void anyBytesAreAMessage() {
        var random = new java.util.Random(3);
        for (int i = 0; i < 30_000; i++) {
            var bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            for (int at = 28; i % 3 > 0 && at + 4 <= bytes.length; at += 4 * (1 + random.nextInt(5))) {
                bytes[at] = (byte) random.nextInt(40);
                bytes[at + 1] = 0;
                bytes[at + 2] = (byte) random.nextInt(30);
                bytes[at + 3] = (byte) (random.nextInt(2) << 7);
            }
            var m = new NetlinkMessage(java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN), 0,
                    bytes.length);
            Link.of(m).flagNames();
            LinkAddress.of(m);
            Route.of(m, SockAddr.ip("127.0.0.1", 0));
            Neighbour.of(m);
        }
    }

    @Test
    void aLinkThatIsNotThereIsNamed() {
        for (String name : List.of("no-such", "n".repeat(100)))
            assertThatThrownBy(() -> ask(a, n -> n.link(name))).isInstanceOf(OsError.class).hasMessage("RTM_GETLINK("
                    + name + "): ENODEV (no such device): there is no such interface: see strata interfaces");
    }
}
