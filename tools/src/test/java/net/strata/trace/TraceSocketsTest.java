package net.strata.trace;

import static net.strata.os.Abi.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.strata.ChildJava;
import net.strata.Needs;
import net.strata.TestNetwork;
import net.strata.craft.Draft;
import net.strata.os.Errno;
import net.strata.os.Netlink;
import net.strata.os.Netns;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.api.io.TempDir;
import net.strata.probe.Port;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// a, a router r, b, which listens at TCP port 80 and UDP port 53, and a [Labeller] before 203.0.113.0/24 and
/// 2001:db8:9::/64.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TraceSocketsTest {
    private static final byte[] DATA = "a probe's data, of several words"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int MTU = 1400;
    private static final String STACK = "MPLS:L=16010,E=5,S=0,T=254/L=3,E=0,S=1,T=1";
    private static final String INTERFACE = "INC:7,192.0.2.1,\"eth0%20%20\",mtu=1500";
    private static TestNetwork network;
    private static String a;
    private static Socket tcp;
    private static Socket udp;
    private static Labeller labeller;

    @BeforeAll
    static void make() throws Exception {
        network = new TestNetwork();
        a = network.namespace();
        String r = network.namespace();
        String b = network.namespace();
        network.link(a, "a", List.of("192.0.2.1/24", "2001:db8:1::1/64", "fe80::1/64"), r, "ra",
                List.of("192.0.2.254/24", "2001:db8:1::fe/64", "fe80::fe/64"));
        network.link(r, "rb", List.of("198.51.100.254/24", "2001:db8:2::fe/64"), b, "b",
                List.of("198.51.100.1/24", "2001:db8:2::1/64"));
        String l = network.namespace();
        network.link(a, "al", List.of("192.0.3.1/24", "2001:db8:3::1/64"), l, "l",
                List.of("192.0.3.254/24", "2001:db8:3::fe/64"));
        network.in(a, "ip", "route", "add", "203.0.113.0/24", "via", "192.0.3.254");
        network.in(a, "ip", "route", "add", "2001:db8:9::/64", "via", "2001:db8:3::fe");
        labeller = Labeller.start(l, "l");
        network.in(r, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
        network.in(a, "sysctl", "-q", "-w", "net.ipv4.ping_group_range=0 2147483647");
        for (String[] each : new String[][]{{a, "a"}, {r, "ra"}, {r, "rb"}, {b, "b"}})
            network.in(each[0], "ip", "link", "set", "dev", each[1], "mtu", "" + MTU);
        // All of them, as answers go back the way that the question came.
        for (String[] each : new String[][]{{a, "a"}, {r, "ra"}, {r, "rb"}, {b, "b"}})
            network.in(each[0], "sysctl", "-q", "-w", "net.ipv4.conf.all.accept_source_route=1",
                    "net.ipv4.conf." + each[1] + ".accept_source_route=1");
        for (String each : List.of("203.0.113.0/24", "2001:db8:9::/64"))
            network.in(l, "ip", "route", "add", "blackhole", each);
        network.in(a, "ip", "route", "add", "default", "via", "192.0.2.254");
        network.in(a, "ip", "route", "add", "default", "via", "2001:db8:1::fe");
        network.in(b, "ip", "route", "add", "default", "via", "198.51.100.254");
        network.in(b, "ip", "route", "add", "default", "via", "2001:db8:2::fe");
        tcp = Netns.call(b, () -> Socket.socket(AF_INET6, SOCK_STREAM, 0));
        tcp.bind(SockAddr.ip("::", 80));
        tcp.listen(16);
        udp = Netns.call(b, () -> Socket.socket(AF_INET6, SOCK_DGRAM, 0));
        udp.bind(SockAddr.ip("::", 53));
    }

    @AfterAll
    static void remove() {
        labeller.close();
        network.close();
        tcp.close();
        udp.close();
    }

    /// A way to probe.
    record Case(int protocol, boolean six, boolean raw) {
        SockAddr.Ip router() {
            return SockAddr.ip(six ? "2001:db8:1::fe" : "192.0.2.254", 0);
        }

        SockAddr.Ip source() {
            return SockAddr.ip(six ? "2001:db8:1::1" : "192.0.2.1", 0);
        }

        /// Behind the [Labeller].
        SockAddr.Ip labelled(int how) {
            return SockAddr.ip(six ? "2001:db8:9::" + how : "203.0.113." + how, 0);
        }

        SockAddr.Ip host() {
            return SockAddr.ip(six ? "2001:db8:2::1" : "198.51.100.1", 0);
        }

        int icmp() {
            return six ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
        }

        int header() {
            return six ? 40 : 20;
        }

        TraceSockets sockets(int largest, boolean whole) throws OsError {
            return new TraceSockets(new TraceSockets.Settings(protocol, 0, 1, largest, whole, raw, null, 0));
        }

        /// A packet to a port.
        ByteBuffer packet(int hops, int ownPort, int port, byte[] data, boolean whole) {
            return packet(source(), host(), hops, ownPort, port, data, whole);
        }

        ByteBuffer packet(SockAddr.Ip from, SockAddr.Ip to, int hops, int ownPort, int port, byte[] data,
                boolean whole) {
            Draft draft = six
                    ? Draft.of("ipv6").set("ipv6.src", from.host()).set("ipv6.dst", to.host())
                            .set("ipv6.hlim", hops).set("ipv6.tclass", 0x20)
                    : Draft.of("ip").set("ip.src", from.host()).set("ip.dst", to.host()).set("ip.ttl", hops)
                            .set("ip.dsfield", 0x20).set("ip.id", 7).set("ip.flags.df", whole ? 1 : 0);
            Draft all = switch (protocol) {
                case IPPROTO_UDP ->
                    draft.then("udp").set("udp.srcport", ownPort).set("udp.dstport", port).payload(data);
                case IPPROTO_TCP -> draft.then("tcp").set("tcp.srcport", ownPort).set("tcp.dstport", port)
                        .set("tcp.flags", 2).set("tcp.seq_raw", 0x5a5a0001L).set("tcp.window_size_value", 1000);
                default -> six
                        ? draft.then("icmpv6").set("icmpv6.type", 128).set("icmpv6.echo.identifier", ownPort)
                                .set("icmpv6.echo.sequence_number", port).payload(data)
                        : draft.then("icmp").set("icmp.type", 8).set("icmp.ident", ownPort).set("icmp.seq", port)
                                .payload(data);
            };
            return ByteBuffer.wrap(all.build());
        }
    }

    static Stream<Case> cases() {
        return Stream.of(IPPROTO_UDP, IPPROTO_ICMP, IPPROTO_TCP)
                .flatMap(p -> Stream.of(false, true)
                        .flatMap(six -> Stream.of(true, false).map(raw -> new Case(p, six, raw))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRouterAndTheHostAnswer(Case c) throws Exception {
        int before = descriptors();
        Netns.call(a, () -> {
            try (var sockets = c.sockets(200, false)) {
                TraceSockets.Way way = sockets.open(c.host(), null);
                assertThat(way.source()).isEqualTo(c.source());
                assertThat(way.mtu()).isEqualTo(MTU);
                assertThat(way.raw()).isEqualTo(c.raw);
                int own = way.ports().getFirst();
                var port = sockets.port();
                port.send(4, c.host(), c.packet(1, own, 33434, DATA, false));
                port.send(5, c.host(), c.packet(2, own, 33435, DATA, false));
                boolean stamps = c.raw || c.protocol != IPPROTO_TCP;
                var heard = new Heard();
                heard.until(port, () -> heard.came.size() == 2 && heard.stamps.size() == (stamps ? 2 : 0));
                Heard.Came first = heard.came.stream().filter(x -> x.from().equals(c.router())).findFirst()
                        .orElseThrow();
                expired(c, first, own);
                Heard.Came second = heard.came.stream().filter(x -> x.from().equals(c.host())).findFirst()
                        .orElseThrow();
                reached(c, second, own);
                if (stamps) {
                    assertThat(heard.stamps.keySet()).containsExactly(4L, 5L);
                    assertThat(heard.stamps.get(4L)).isLessThan(first.stamp());
                    assertThat(heard.stamps.get(5L)).isLessThan(second.stamp());
                }
                assertThat(heard.refusals).isEmpty();
            }
            return 0;
        });
        assertThat(descriptors()).isEqualTo(before);
    }

    /// RFC 792, RFC 4443 section 3.3: time exceeded in transit.
    private static void expired(Case c, Heard.Came came, int own) {
        assertThat(came.type()).isEqualTo(c.six ? 3 : 11);
        assertThat(came.code()).isZero();
        assertThat(came.hops()).isEqualTo(64);
        assertThat(came.queued()).isEqualTo(!c.raw);
        if (c.raw) {
            assertThat(came.protocol()).isEqualTo(c.icmp());
            ByteBuffer sent = c.packet(1, own, 33434, DATA, false);
            // The quoted packet is the one that was sent.
            int quoted = Math.min(came.message().capacity() - 8, sent.capacity());
            assertThat(came.message().slice(8, quoted)).isEqualTo(sent.slice(0, quoted));
            return;
        }
        assertThat(came.protocol()).isEqualTo(c.protocol == IPPROTO_ICMP ? c.icmp() : c.protocol);
        assertThat(came.probe()).isEqualTo(4);
        assertThat(came.destination()).isEqualTo(c.host().port(c.protocol == IPPROTO_ICMP ? 0 : 33434));
        switch (c.protocol) {
            case IPPROTO_UDP -> assertThat(came.message()).isEqualTo(ByteBuffer.wrap(DATA));
            case IPPROTO_TCP -> assertThat(came.message().getShort(2)).isEqualTo((short) 33434);
            default -> assertThat(came.message().getShort(6)).isEqualTo((short) 33434);
        }
    }

    private static void reached(Case c, Heard.Came came, int own) {
        assertThat(came.probe()).isEqualTo(c.raw ? -1 : 5);
        boolean connection = c.protocol == IPPROTO_TCP && !c.raw;
        assertThat(came.hops()).isEqualTo(connection ? -1 : 63);
        switch (c.protocol) {
            case IPPROTO_UDP -> {
                // Port unreachable: RFC 792; RFC 4443 section 3.1.
                assertThat(came.type()).isEqualTo(c.six ? 1 : 3);
                assertThat(came.code()).isEqualTo(c.six ? 4 : 3);
            }
            case IPPROTO_TCP -> {
                assertThat(came.protocol()).isEqualTo(IPPROTO_TCP);
                assertThat(came.message().getShort(0)).isEqualTo((short) 33435);
                assertThat(came.message().getShort(2)).isEqualTo((short) own);
                assertThat(came.message().getInt(8)).isEqualTo(0x5a5a0002);
                assertThat((int) came.message().get(13)).isEqualTo(0x14); // RST and ACK
            }
            default -> {
                assertThat(came.queued()).isFalse();
                assertThat(came.type()).isEqualTo(c.six ? 129 : 0);
                assertThat(came.message().getShort(4)).isEqualTo((short) own);
                assertThat(came.message().getShort(6)).isEqualTo((short) 33435);
            }
        }
    }

    private interface Work {
        void run(TraceSockets sockets, TraceSockets.Way way, Port port, int own, Heard heard) throws Exception;
    }

    /// Opens what probing a host needs, in a's namespace.
    private static void with(Case c, SockAddr.Ip host, int largest, boolean whole, Work work) throws Exception {
        Netns.call(a, () -> {
            try (var sockets = c.sockets(largest, whole)) {
                TraceSockets.Way way = sockets.open(host, null);
                work.run(sockets, way, sockets.port(), way.ports().getFirst(), new Heard());
            }
            return 0;
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anOpenPortAnswers(Case c) throws Exception {
        if (c.protocol == IPPROTO_ICMP) return;
        with(c, c.host(), 200, false, (_, _, port, own, heard) -> {
            int open = c.protocol == IPPROTO_TCP ? 80 : 53;
            port.send(9, c.host(), c.packet(5, own, open, DATA, false));
            if (c.protocol == IPPROTO_UDP) {
                port.receive(heard, System.nanoTime());
                ByteBuffer asked = ByteBuffer.allocate(100);
                Socket.Received from = udp.recvfrom(asked, 0);
                udp.sendto(asked.flip(), 0, from.from());
            }
            heard.until(port, () -> !heard.came.isEmpty());
            Heard.Came came = heard.came.getFirst();
            assertThat(came.from()).isEqualTo(c.host());
            assertThat(came.queued()).isFalse();
            assertThat(came.protocol()).isEqualTo(c.protocol);
            assertThat(came.probe()).isEqualTo(c.raw ? -1 : 9);
            assertThat(came.message().getShort(0)).isEqualTo((short) open);
            assertThat(came.message().getShort(2)).isEqualTo((short) own);
            if (c.protocol == IPPROTO_TCP) assertThat((int) came.message().get(13)).isEqualTo(0x12); // SYN and ACK
            else
                assertThat(came.message().slice(8, DATA.length)).isEqualTo(ByteBuffer.wrap(DATA));
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thisHostAndItsLinkAnswer(Case c) throws Exception {
        int device = Netns.call(a, () -> {
            try (var netlink = Netlink.open()) {
                return netlink.link("a").index();
            }
        });
        List<SockAddr.Ip> hosts = c.six
                ? List.of(SockAddr.ip("::1", 0), new SockAddr.In6(0xfe80L << 48, 0xfe, 0, 0, device))
                : List.of(SockAddr.ip("127.0.0.1", 0), c.router());
        for (SockAddr.Ip host : hosts) {
            with(c, host, 200, false, (_, way, port, own, heard) -> {
                port.send(1, host, c.packet(way.source(), host, 1, own, 33434, DATA, false));
                heard.until(port, () -> !heard.came.isEmpty());
                assertThat(heard.came.getFirst().from()).isEqualTo(host);
                assertThat(heard.refusals).isEmpty();
            });
        }
    }

    /// By way of the router and its other address, with two hops left: the host answers, as it is the second.
    @ParameterizedTest
    @MethodSource("cases")
    void aSourceRouteIsTaken(Case c) throws Exception {
        if (c.six) return;
        with(c, c.router(), 200, false, (_, _, port, own, heard) -> {
            ByteBuffer plain = c.packet(c.source(), c.host(), 2, own, 33434, DATA, false);
            // No operation, LSRR of two addresses behind the one that the header has: 198.51.100.254 and the host.
            byte[] options = HexFormat.of().parseHex("01830b04c63364fec6336401");
            ByteBuffer packet = ByteBuffer.allocate(plain.capacity() + options.length).put(0, plain, 0, 20)
                    .put(20, options).put(20 + options.length, plain, 20, plain.capacity() - 20)
                    .put(0, (byte) (0x45 + options.length / 4)).putShort(2, (short) (plain.capacity() + options.length))
                    .put(16, c.router().bytes());
            port.send(1, c.router(), packet);
            heard.until(port, () -> !heard.came.isEmpty());
            assertThat(heard.came.getFirst().from()).isEqualTo(c.host());
            assertThat(heard.came.getFirst().probe()).isEqualTo(c.raw ? -1 : 1);
        });
    }

    /// The interface takes 1400 bytes.
    @ParameterizedTest
    @MethodSource("cases")
    void whatMustStayWholeIsRefusedWhereItIsTooLong(Case c) throws Exception {
        if (c.protocol == IPPROTO_TCP) return; // a SYN without data
        with(c, c.host(), 3000, true, (_, _, port, own, heard) -> {
            byte[] fits = new byte[MTU - c.header() - 8];
            port.send(1, c.host(), c.packet(2, own, 33434, new byte[fits.length + 1], true));
            port.send(2, c.host(), c.packet(2, own, 33435, fits, true));
            heard.until(port, () -> heard.came.size() == 1 && heard.refusals.size() == 1);
            assertThat(heard.refusals).containsExactly(Map.entry(1L, Errno.EMSGSIZE));
            assertThat(heard.came.getFirst().from()).isEqualTo(c.host());
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatNeedNotIsFragmented(Case c) throws Exception {
        if (c.protocol == IPPROTO_TCP) return;
        with(c, c.host(), 5000, false, (_, _, port, own, heard) -> {
            byte[] long5 = new byte[4900];
            port.send(1, c.host(), c.packet(2, own, 33434, long5, false));
            port.send(2, c.host(), c.packet(1, own, 33435, long5, false));
            // The host has put it together; the router found the first fragment, and of IPv6 perhaps further ones.
            heard.until(port, () -> heard.stamps.size() == 2 && heard.came.stream().map(Heard.Came::from)
                    .collect(Collectors.toSet()).equals(Set.of(c.host(), c.router())));
            assertThat(heard.refusals).isEmpty();
        });
    }

    /// Both ways have the same extensions, those of the router that says where they are and those of the other; and
    /// traceroute prints them as we do.
    @ParameterizedTest
    @MethodSource("cases")
    void extensionsCome(Case c) throws Exception {
        for (int how : new int[]{Labeller.LABELLED, Labeller.GUESSED}) {
            SockAddr.Ip host = c.labelled(how);
            with(c, host, 200, false, (_, way, port, own, heard) -> {
                port.send(1, host, c.packet(way.source(), host, 1, own, 33434, DATA, false));
                heard.until(port, () -> !heard.came.isEmpty());
                assertThat(heard.came.getFirst().extensions())
                        .isEqualTo("<" + STACK + ";" + INTERFACE + ";253/7:ffffffff>");
            });
        }
    }

    /// Traceroute knows interfaces from 2.1.3 on: before, they are words like all that it does not know.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tracerouteHasTheSameTextOfThem(boolean six) throws IOException {
        Needs.here().program("traceroute");
        var c = new Case(IPPROTO_UDP, six, true);
        String[] printed = network.in(a, "traceroute", "-n", "-e", "-q1", "-m1", c.labelled(Labeller.LABELLED).host())
                .split("[<>]", -1);
        String words = "2/15:00000007,00010000,c0000201,08657468,30202000,000005dc";
        assertThat(printed[1].replace(words, INTERFACE)).isEqualTo(STACK + ";" + INTERFACE + ";253/7:ffffffff");
    }

    /// Of UDP nothing is left then but the port that the probe was for.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereOnlyHeadersAreQuotedThePortTellsTheProbeIfItCan(boolean six) throws Exception {
        var c = new Case(IPPROTO_UDP, six, false);
        SockAddr.Ip host = c.labelled(Labeller.SHORT);
        with(c, host, 200, false, (_, way, port, own, heard) -> {
            for (int i = 0; i < 3; i++)
                port.send(i, host, c.packet(way.source(), host, 1, own, 33434 + i / 2, new byte[]{(byte) i}, false));
            heard.until(port, () -> heard.came.size() == 3);
            assertThat(heard.came).extracting(Heard.Came::probe).containsExactlyInAnyOrder(-1L, -1L, 2L);
            assertThat(heard.came).extracting(x -> x.message().capacity()).containsOnly(0);
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void manySourcePortsAreOurs(Case c) throws Exception {
        if (c.protocol == IPPROTO_ICMP || c.protocol == IPPROTO_TCP && !c.raw) return;
        Netns.call(a, () -> {
            var settings = new TraceSockets.Settings(c.protocol, 50_000, 40, 200, false, c.raw, "a", 7);
            try (var sockets = new TraceSockets(settings)) {
                TraceSockets.Way way = sockets.open(c.host(), c.source());
                assertThat(way.ports()).hasSize(40).startsWith(50_000).endsWith(50_039);
                assertThat(sockets.open(c.router(), null).ports()).isEqualTo(way.ports());
                var heard = new Heard();
                for (int i = 0; i < 40; i++)
                    sockets.port().send(i, c.host(), c.packet(2, 50_000 + i, 33434, new byte[]{(byte) i}, false));
                heard.until(sockets.port(), () -> heard.came.size() == 40 && heard.stamps.size() == 40);
                assertThat(heard.came).extracting(Heard.Came::from).containsOnly(c.host());
                // A port is not another's meanwhile.
                try (var other = Socket.socket(c.host().family(), c.protocol == IPPROTO_TCP ? SOCK_STREAM : SOCK_DGRAM,
                        0)) {
                    assertThatThrownBy(() -> other.bind(c.source().port(50_020))).hasMessageContaining("EADDRINUSE");
                }
            }
            return 0;
        });
    }

    @Test
    void whatCannotBeOpenedLeavesNothingBehind() throws Exception {
        int before = descriptors();
        var c = new Case(IPPROTO_UDP, false, false);
        Netns.call(a, () -> {
            try (var other = Socket.socket(AF_INET, SOCK_DGRAM, 0);
                    var sockets = new TraceSockets(
                            new TraceSockets.Settings(IPPROTO_UDP, 50_000, 4, 200, false, false, null, 0))) {
                other.bind(c.source().port(50_003));
                assertThatThrownBy(() -> sockets.open(c.host(), null)).isInstanceOf(OsError.class)
                        .hasMessageContaining("EADDRINUSE");
                assertThatThrownBy(() -> sockets.open(c.host(), SockAddr.ip("192.0.2.77", 0)))
                        .hasMessageContaining("EADDRNOTAVAIL");
                assertThatThrownBy(() -> sockets.open(SockAddr.ip("255.255.255.255", 0), null))
                        .isInstanceOf(OsError.class);
            }
            return 0;
        });
        assertThat(descriptors()).isEqualTo(before);
    }

    /// Nobody may open raw sockets; what they do not need works as it does for root that does without.
    @Test
    void anOrdinaryUserGoesWithout(@TempDir Path folder) throws Exception {
        Needs.here().program("setpriv");
        var before = new ArrayList<>(List.of("ip", "netns", "exec", a));
        before.addAll(ChildJava.asNobody());
        var ran = new ChildJava(folder).run(before, Map.of(), TracesAsAnyone.class.getName(), List.of());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).containsExactlyElementsOf(cases().filter(Case::raw)
                .flatMap(c -> Stream.of("raw false", "probe 4 from " + c.router(), "probe 5 from " + c.host()))
                .toList());
    }

    /// Probes as whoever runs it.
    static final class TracesAsAnyone {
        private TracesAsAnyone() {}

        public static void main(String... words) throws Exception {
            for (Case c : cases().filter(Case::raw).toList()) {
                try (var sockets = c.sockets(200, false)) {
                    TraceSockets.Way way = sockets.open(c.host(), null);
                    System.out.println("raw " + way.raw());
                    var heard = new Heard();
                    for (int hops = 1; hops <= 2; hops++)
                        sockets.port().send(3 + hops, c.host(),
                                c.packet(hops, way.ports().getFirst(), 33434 + hops, DATA, false));
                    heard.until(sockets.port(), () -> heard.came.size() == 2);
                    heard.came.stream().sorted(Comparator.comparingLong(Heard.Came::probe))
                            .forEach(x -> System.out.println("probe " + x.probe() + " from " + x.from()));
                }
            }
        }
    }

    static int descriptors() throws Exception {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return (int) all.count();
        }
    }
}
