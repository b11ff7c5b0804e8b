package net.strata.ping;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static net.strata.os.Abi.SOCK_DGRAM;
import static net.strata.os.Abi.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.strata.Needs;
import net.strata.TestNetwork;
import net.strata.os.Errno;
import net.strata.os.Netns;
import net.strata.os.OsError;
import net.strata.os.SockAddr;
import net.strata.os.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import net.strata.probe.Timing;

/// Ways to ask, in a network of a host, a router and another host:
///
/// ```
/// here 10.1.0.1 --- 10.1.0.254 router 10.2.0.254 --- 10.2.0.1 there
/// ```
///
/// and fd01::, fd02:: likewise. The router says of 10.3.0.0/24 and fd03::/64 that there is no way.
class MethodsTest {
    private static final int OPEN = 7001;
    private static final int CLOSED = 7002;
    private static final int ECHOES = 7003;
    private static final int TALKS = 7004;

    private static TestNetwork network;
    private static String here;
    private static String router;
    private static String there;
    private static final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void build() throws Exception {
        Needs.here().program("ping");
        network = new TestNetwork();
        here = network.namespace();
        router = network.namespace();
        there = network.namespace();
        network.link(here, "h0", List.of("10.1.0.1/24", "fd01::1/64"), router, "r0",
                List.of("10.1.0.254/24", "fd01::254/64"));
        network.link(router, "r1", List.of("10.2.0.254/24", "fd02::254/64"), there, "t0",
                List.of("10.2.0.1/24", "fd02::1/64"));
        network.in(router, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
        network.in(router, "ip", "route", "add", "unreachable", "10.3.0.0/24");
        network.in(router, "ip", "-6", "route", "add", "unreachable", "fd03::/64");
        network.in(here, "ip", "route", "add", "default", "via", "10.1.0.254");
        network.in(here, "ip", "-6", "route", "add", "default", "via", "fd01::254");
        network.in(there, "ip", "route", "add", "default", "via", "10.2.0.254");
        network.in(there, "ip", "-6", "route", "add", "default", "via", "fd02::254");
        // A link that was just made may take a second to carry the first packet.
        network.in(here, "ping", "-c", "1", "-w", "9", "10.2.0.1");
        network.in(here, "ping", "-c", "1", "-w", "9", "fd02::1");
        Netns.call(there, () -> {
            for (String any : List.of("0.0.0.0", "::")) {
                int family = any.equals("::") ? AF_INET6 : AF_INET;
                Socket listener = Socket.socket(family, SOCK_STREAM, 0);
                sockets.add(listener);
                if (family == AF_INET6) listener.setsockopt(net.strata.os.Option.IPV6_V6ONLY, 1);
                listener.bind(SockAddr.ip(any, OPEN));
                listener.listen(16);
                answer(bound(family, any, ECHOES), "");
                answer(bound(family, any, TALKS), "whatever it is");
            }
            return null;
        });
    }

    private static Socket bound(int family, String any, int port) throws OsError {
        Socket socket = Socket.socket(family, SOCK_DGRAM, 0);
        sockets.add(socket);
        if (family == AF_INET6) socket.setsockopt(net.strata.os.Option.IPV6_V6ONLY, 1);
        socket.bind(SockAddr.ip(any, port));
        return socket;
    }

    /// Answers each datagram until the socket is closed: with the same data, or with a text.
    private static void answer(Socket socket, String text) {
        Thread.ofPlatform().daemon().start(() -> {
            ByteBuffer data = ByteBuffer.allocateDirect(2000);
            try {
                while (true) {
                    SockAddr from = socket.recvfrom(data.clear(), 0).from();
                    if (!text.isEmpty()) data.clear().put(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    socket.sendto(data.flip(), 0, from);
                }
            } catch (OsError | IllegalStateException e) {
                // The test is over.
            }
        });
    }

    @AfterAll
    static void tearDown() {
        sockets.forEach(Socket::close);
        if (network != null) network.close();
    }

    private static Asked tcp(String host, int port) throws Exception {
        return Asked.ask(here, host, 2, 0, live -> TcpSyn.open(live, port, 1234, host.indexOf(':') < 0,
                host.indexOf(':') >= 0, socket -> {
                }));
    }

    private static Asked udp(String host, int port, int size) throws Exception {
        return Asked.ask(here, host, 2, size, live -> new UdpDatagram(new Payload(new byte[0], 100), port).open(live,
                100, host.indexOf(':') < 0, host.indexOf(':') >= 0, SockAddr.ip(host, 0), socket -> {
                }));
    }

    @Test
    void aPortThatListensAnswersSynWithSynAndAck() throws Exception {
        assertThat(tcp("10.2.0.1", OPEN).lines).containsExactly(
                "24 bytes from 10.2.0.1: tcp_seq=1 ttl=63 flags=SA (open)",
                "24 bytes from 10.2.0.1: tcp_seq=2 ttl=63 flags=SA (open)");
        assertThat(tcp("fd02::1", OPEN).lines).containsExactly(
                "24 bytes from fd02::1: tcp_seq=1 ttl=63 flags=SA (open)",
                "24 bytes from fd02::1: tcp_seq=2 ttl=63 flags=SA (open)");
    }

    @Test
    void aPortThatNobodyListensOnAnswersSynWithRst() throws Exception {
        assertThat(tcp("10.2.0.1", CLOSED).lines).containsExactly(
                "20 bytes from 10.2.0.1: tcp_seq=1 ttl=63 flags=RA (closed)",
                "20 bytes from 10.2.0.1: tcp_seq=2 ttl=63 flags=RA (closed)");
        assertThat(tcp("fd02::1", CLOSED).lines).containsExactly(
                "20 bytes from fd02::1: tcp_seq=1 ttl=63 flags=RA (closed)",
                "20 bytes from fd02::1: tcp_seq=2 ttl=63 flags=RA (closed)");
    }

    @Test
    void connectionsDoWhereNoSegmentMayBeSent() throws Exception {
        assertThat(connections("10.2.0.1", OPEN).lines).containsExactly("0 bytes from 10.2.0.1: tcp_seq=1 (open)",
                "0 bytes from 10.2.0.1: tcp_seq=2 (open)");
        assertThat(connections("fd02::1", CLOSED).lines).containsExactly("0 bytes from fd02::1: tcp_seq=1 (closed)",
                "0 bytes from fd02::1: tcp_seq=2 (closed)");
        assertThat(connections("10.3.0.1", OPEN).refused).isNotEmpty()
                .containsOnly(Errno.EHOSTUNREACH);
    }

    /// On a thread in the namespace, as sockets are opened one by one.
    private static Asked connections(String host, int port) throws Exception {
        return Netns.call(here, () -> {
            try (var connections = new TcpConnections(port, socket -> {
            })) {
                return Asked.ask(connections, connections, host, 2, 0, sent -> {
                });
            }
        });
    }

    @Test
    void theKernelStampsSegmentsBothWays() throws Exception {
        assertThat(tcp("10.2.0.1", OPEN).replies).extracting(Reply::timing).containsOnly(Timing.KERNEL);
        assertThat(tcp("fd02::1", OPEN).replies).extracting(Reply::timing).containsOnly(Timing.KERNEL);
    }

    @Test
    void aRouterThatKnowsNoWaySaysSo() throws Exception {
        assertThat(tcp("10.3.0.1", OPEN).lines).containsExactly("From 10.1.0.254 tcp_seq=1 type 3 code 1 info 0",
                "From 10.1.0.254 tcp_seq=2 type 3 code 1 info 0");
        assertThat(tcp("fd03::1", OPEN).lines).containsExactly("From fd01::254 tcp_seq=1 type 1 code 0 info 0",
                "From fd01::254 tcp_seq=2 type 1 code 0 info 0");
        assertThat(udp("10.3.0.1", CLOSED, 56).lines).containsExactly(
                "From 10.1.0.254 udp_seq=1 type 3 code 1 info 0", "From 10.1.0.254 udp_seq=2 type 3 code 1 info 0");
        assertThat(udp("fd03::1", CLOSED, 56).lines).containsExactly("From fd01::254 udp_seq=1 type 1 code 0 info 0",
                "From fd01::254 udp_seq=2 type 1 code 0 info 0");
    }

    @Test
    void thatAUdpPortIsClosedIsAnAnswer() throws Exception {
        assertThat(udp("10.2.0.1", CLOSED, 56).lines).containsExactly(
                "56 bytes from 10.2.0.1: udp_seq=1 ttl=63 port unreachable (closed)",
                "56 bytes from 10.2.0.1: udp_seq=2 ttl=63 port unreachable (closed)");
        assertThat(udp("fd02::1", CLOSED, 56).lines).containsExactly(
                "56 bytes from fd02::1: udp_seq=1 ttl=63 port unreachable (closed)",
                "56 bytes from fd02::1: udp_seq=2 ttl=63 port unreachable (closed)");
    }

    @Test
    void anEchoOfTheDataIsKnownByItsNonce_andComparedWithWhatWasSent() throws Exception {
        assertThat(udp("10.2.0.1", ECHOES, 56).lines).containsExactly(
                "56 bytes from 10.2.0.1: udp_seq=1 ttl=63 data (open)",
                "56 bytes from 10.2.0.1: udp_seq=2 ttl=63 data (open)");
        assertThat(udp("fd02::1", ECHOES, 100).lines).containsExactly(
                "100 bytes from fd02::1: udp_seq=1 ttl=63 data (open)",
                "100 bytes from fd02::1: udp_seq=2 ttl=63 data (open)");
    }

    @Test
    void otherDataIsTakenForAnAnswerToTheNewestProbe() throws Exception {
        assertThat(udp("10.2.0.1", TALKS, 56).lines).containsExactly(
                "14 bytes from 10.2.0.1: udp_seq=1 ttl=63 data (open)",
                "14 bytes from 10.2.0.1: udp_seq=2 ttl=63 data (open)");
    }

    @Test
    void dataMayBeShorterThanANonce() throws Exception {
        assertThat(udp("10.2.0.1", ECHOES, 0).lines).containsExactly(
                "0 bytes from 10.2.0.1: udp_seq=1 ttl=63 data (open)",
                "0 bytes from 10.2.0.1: udp_seq=2 ttl=63 data (open)");
    }

    /// Both namespaces have this machine's clock, so the truth is 0.
    @Test
    void timestampsBoundTheOffsetOfTheOtherClock() throws Exception {
        Asked asked = Asked.ask(here, "10.2.0.1", 3, 0, live -> new IcmpTimestamp(77,
                net.strata.probe.LivePort::wall).open(live, socket -> {
                }));
        assertThat(asked.lines).hasSize(4).last().asString()
                .matches("its clock is ahead of this one by [+-]0\\.\\d±0\\.\\d ms");
        assertThat(asked.lines.getFirst())
                .matches("20 bytes from 10.2.0.1: icmp_seq=1 ttl=63 receive=\\d+ transmit=\\d+ offset=\\S+ ms");
    }

    @Test
    void aLinkIsAskedByArp() throws Exception {
        String mac = mac(router, "r0");
        assertThat(link("10.1.0.254").lines).containsExactly("28 bytes from 10.1.0.254: seq=1 mac=" + mac,
                "28 bytes from 10.1.0.254: seq=2 mac=" + mac);
    }

    @Test
    void aLinkIsAskedByNeighbourSolicitations() throws Exception {
        String mac = mac(router, "r0");
        assertThat(link("fd01::254").lines).containsExactly("32 bytes from fd01::254: seq=1 ttl=255 mac=" + mac,
                "32 bytes from fd01::254: seq=2 ttl=255 mac=" + mac);
    }

    @Test
    void answersFromTheLinkAreStamped() throws Exception {
        assertThat(link("10.1.0.254").replies).extracting(Reply::timing).containsOnly(Timing.KERNEL);
        assertThat(link("fd01::254").replies).extracting(Reply::timing).containsOnly(Timing.KERNEL);
    }

    /// The second is a link of its own to the same bridge, with the same address.
    @Test
    void twoHardwareAddressesForOneAddressAreNoticed() throws Exception {
        String bridge = network.namespace();
        String first = network.namespace();
        String second = network.namespace();
        String asking = network.namespace();
        network.in(bridge, "ip", "link", "add", "b0", "type", "bridge");
        network.in(bridge, "ip", "link", "set", "b0", "up");
        network.link(first, "e0", List.of("10.9.0.2/24"), bridge, "p1", List.of());
        network.link(second, "e0", List.of("10.9.0.2/24"), bridge, "p2", List.of());
        network.link(asking, "e0", List.of("10.9.0.1/24"), bridge, "p3", List.of());
        for (String end : List.of("p1", "p2", "p3"))
            network.in(bridge, "ip", "link", "set", end, "master", "b0");
        network.in(asking, "ping", "-c", "1", "-w", "9", "10.9.0.2");
        Asked asked = Asked.ask(asking, "10.9.0.2", 3, 0, live -> LinkRequest.open(live, null, List.of(), true, false));
        assertThat(asked.lines).anyMatch(line -> line.contains("(DIFFERENT HARDWARE ADDRESS!)"));
        assertThat(asked.lines.getLast()).startsWith("10.9.0.2 is claimed by 2 hardware addresses: ")
                .contains(mac(first, "e0")).contains(mac(second, "e0"));
    }

    @Test
    void whatIsNotOnALinkCannotBeAskedThere() {
        assertThatThrownBy(() -> link("10.2.0.1")).isInstanceOf(OsError.class).hasMessage(
                "10.2.0.1 is not on a link of this host, but behind the router 10.1.0.254: ARP and neighbour "
                        + "discovery ask on a link only");
        assertThatThrownBy(() -> link("10.1.0.1")).isInstanceOf(OsError.class)
                .hasMessage("10.1.0.1 is an address of this host: there is nobody to ask on a link");
        assertThatThrownBy(() -> link("10.1.0.255")).isInstanceOf(OsError.class)
                .hasMessage("10.1.0.255 is a broadcast address: no host has it as its own");
    }

    private static Asked link(String host) throws Exception {
        return Asked.ask(here, host, 2, 0, live -> LinkRequest.open(live, null, List.of(SockAddr.ip(host, 0)),
                host.indexOf(':') < 0, host.indexOf(':') >= 0));
    }

    private static String mac(String namespace, String device) {
        return network.in(namespace, "cat", "/sys/class/net/" + device + "/address").strip();
    }
}
