package net.strata.trace;

import static net.strata.os.Abi.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.strata.TestNetwork;
import net.strata.craft.Draft;
import net.strata.os.Errno;
import net.strata.os.Netns;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// a, a router r, and b, which listens at TCP port 80 and UDP port 53.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TraceSocketsTest {
    private static final byte[] DATA = "a probe's data, of several words"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int MTU = 1400;
    private static TestNetwork network;
    private static String a;
    private static Socket tcp;
    private static Socket udp;

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
        network.in(a, "sysctl", "-q", "-w", "net.ipv4.ping_group_range=0 2147483647");
        network.in(a, "ip", "link", "set", "dev", "a", "mtu", "" + MTU);
        network.in(a, "ip", "route", "add", "default", "via", "192.0.2.254");
        network.in(a, "ip", "route", "add", "default", "via", "2001:db8:1::fe");
        network.in(b, "ip", "route", "add", "default", "via", "198.51.100.254");
        network.in(b, "ip", "route", "add", "default", "via", "2001:db8:2::fe");
        Netns.call(b, () -> {
            tcp = Socket.socket(AF_INET6, SOCK_STREAM, 0);
            tcp.bind(SockAddr.ip("::", 80));
            tcp.listen(16);
            udp = Socket.socket(AF_INET6, SOCK_DGRAM, 0);
            udp.bind(SockAddr.ip("::", 53));
            return 0;
        });
    }

    @AfterAll
    static void remove() {
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
            Draft draft = six
                    ? Draft.of("ipv6").set("ipv6.src", source().host()).set("ipv6.dst", host().host())
                            .set("ipv6.hlim", hops).set("ipv6.tclass", 0x20)
                    : Draft.of("ip").set("ip.src", source().host()).set("ip.dst", host().host()).set("ip.ttl", hops)
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

    static int descriptors() throws Exception {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return (int) all.count();
        }
    }
}
