package net.strata.ping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.strata.Needs;
import net.strata.TestNetwork;
import net.strata.os.Abi;
import net.strata.os.Netns;
import net.strata.os.Option;
import net.strata.os.SockAddr;
import net.strata.probe.Clock;
import net.strata.probe.LivePort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A path of three links, of which the second takes 1400 bytes, and the third 1300:
///
/// ```
/// here 10.1.0.1 --- 10.1.0.254 10.2.0.1 --- 10.2.0.254 10.3.0.254 --- 10.3.0.1 there
/// ```
class PathMtuTest {
    private static final long SECOND = 1_000_000_000;

    private static TestNetwork network;
    private static String here;
    private static String second;

    @BeforeAll
    static void build() throws Exception {
        Needs.here().program("ping");
        network = new TestNetwork();
        here = network.namespace();
        String first = network.namespace();
        second = network.namespace();
        String there = network.namespace();
        network.link(here, "a0", List.of("10.1.0.1/24", "fd01::1/64"), first, "b0",
                List.of("10.1.0.254/24", "fd01::254/64"));
        network.link(first, "c0", List.of("10.2.0.1/24", "fd02::1/64"), second, "d0",
                List.of("10.2.0.254/24", "fd02::254/64"));
        network.link(second, "e0", List.of("10.3.0.254/24", "fd03::254/64"), there, "f0",
                List.of("10.3.0.1/24", "fd03::1/64"));
        mtu(first, "c0", 1400);
        mtu(second, "d0", 1400);
        mtu(second, "e0", 1300);
        mtu(there, "f0", 1300);
        for (String router : List.of(first, second))
            network.in(router, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
        route(here, "default", "10.1.0.254", "fd01::254");
        route(first, "default", "10.2.0.254", "fd02::254");
        route(second, "default", "10.2.0.1", "fd02::1");
        route(there, "default", "10.3.0.254", "fd03::254");
        await("10.3.0.1");
        await("fd03::1");
    }

    /// A link that was just made may take a second to carry the first packet.
    private static void await(String host) {
        network.in(here, "ping", "-c", "1", "-w", "9", host);
    }

    private static void mtu(String namespace, String device, int mtu) {
        network.in(namespace, "ip", "link", "set", device, "mtu", Integer.toString(mtu));
    }

    private static void route(String namespace, String to, String via, String via6) {
        network.in(namespace, "ip", "route", "add", to, "via", via);
        network.in(namespace, "ip", "-6", "route", "add", to, "via", via6);
    }

    @AfterAll
    static void tearDown() {
        if (network != null) network.close();
    }

    /// What a search found, and its steps, without times.
    private record Search(PathMtu mtu, List<String> steps) {}

    private static Search search(String host) throws Exception {
        boolean six = host.indexOf(':') >= 0;
        var steps = new ArrayList<String>();
        var running = new AtomicReference<Pinger>();
        try (var port = new LivePort()) {
            var sockets = new EchoSockets(port, 77, socket -> socket.setsockopt(six
                    ? Option.IPV6_MTU_DISCOVER
                    : Option.IP_MTU_DISCOVER, Abi.IP_PMTUDISC_PROBE), false, 1500);
            Netns.call(here, () -> six ? sockets.open6() : sockets.open4());
            var mtu = new PathMtu(six, 1500,
                    (size, what) -> steps.add(size + " " + what.replaceFirst(" in .*|, \\d+ times", "")),
                    () -> running.get().stop());
            var pinger = new Pinger(new Pinger.Settings(0, 60 * SECOND, 1500, mtu),
                    new Echo(new Payload(new byte[0], 1500), 77, 77), mtu, port, Clock.SYSTEM, LivePort::wall, mtu,
                    new long[]{1, 2});
            running.set(pinger);
            pinger.add(new Target(0, host, SockAddr.ip(host, 0)));
            pinger.run();
            return new Search(mtu, steps);
        }
    }

    @Test
    void routersSayWhatFits() throws Exception {
        Search four = search("10.3.0.1");
        assertThat(four.steps).containsExactly("1500 too long: 10.1.0.254 says 1400",
                "1400 too long: 10.2.0.254 says 1300", "1300 answered");
        assertThat(four.mtu.mtu()).isEqualTo(1300);
        assertThat(four.mtu.router()).isEqualTo(SockAddr.ip("10.2.0.254", 0));
        Search six = search("fd03::1");
        assertThat(six.steps).containsExactly("1500 too long: fd01::254 says 1400",
                "1400 too long: fd02::254 says 1300", "1300 answered");
        assertThat(six.mtu.mtu()).isEqualTo(1300);
    }

    @Test
    void whereNothingIsInTheWayItIsTheLinksOwn() throws Exception {
        Search search = search("10.1.0.254");
        assertThat(search.steps).containsExactly("1500 answered");
        assertThat(search.mtu.mtu()).isEqualTo(1500);
        assertThat(search.mtu.router()).isNull();
        assertThat(search.mtu.isSilent()).isFalse();
    }

    /// The second router has no way back to here, only to its neighbour, so that nobody hears its errors; echoes of the
    /// host find another way.
    @Test
    void whereARouterIsSilentItIsFoundByHalving() throws Exception {
        network.in(second, "sysctl", "-q", "-w", "net.ipv4.conf.all.forwarding=1");
        network.in(second, "ip", "rule", "add", "iif", "lo", "prohibit");
        network.in(second, "ip", "-6", "rule", "add", "iif", "lo", "to", "fd01::/64", "prohibit");
        try {
            Search four = search("10.3.0.1");
            assertThat(four.mtu.mtu()).isEqualTo(1300);
            assertThat(four.mtu.router()).isNull();
            assertThat(four.mtu.isSilent()).isTrue();
            assertThat(four.steps).startsWith("1500 too long: 10.1.0.254 says 1400", "1400 no answer",
                    "68 answered").contains("1300 answered", "1301 no answer");
            Search six = search("fd03::1");
            assertThat(six.mtu.mtu()).isEqualTo(1300);
            assertThat(six.mtu.router()).isNull();
            assertThat(six.steps).contains("1280 answered", "1300 answered", "1301 no answer");
        } finally {
            network.in(second, "ip", "rule", "del", "iif", "lo", "prohibit");
            network.in(second, "ip", "-6", "rule", "del", "iif", "lo", "to", "fd01::/64", "prohibit");
        }
    }

    @Test
    void aHostThatDoesNotAnswerHasNoPathMtu() throws Exception {
        Search search = search("10.1.0.77");
        assertThat(search.mtu.mtu()).isZero();
    }

    @Test
    void aNetworkThatRoutersRefuseHasNoPathMtu() throws Exception {
        network.in(second, "ip", "route", "add", "prohibit", "10.4.0.0/16");
        Search search = search("10.4.0.1");
        assertThat(search.mtu.mtu()).isZero();
        assertThat(search.steps).contains("68 10.2.0.254 says that it cannot get there");
        assertThat(search.steps.size()).isLessThan(20);
    }

    @Test
    void sizesOfASweepGoUpByStepsAndBeginAgain() {
        var sweep = new Sweep(10, 25, 6);
        assertThat(sweep.count()).isEqualTo(3);
        assertThat(List.of(sweep.of(0), sweep.of(1), sweep.of(2), sweep.of(3))).containsExactly(10, 16, 22, 10);
    }
}
