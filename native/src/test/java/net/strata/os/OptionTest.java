package net.strata.os;

import static net.strata.os.Abi.*;
import static net.strata.os.Option.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import net.strata.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OptionTest {
    private static Socket tcp(int family) throws OsError {
        return Socket.socket(family, SOCK_STREAM, 0);
    }

    /// What a user typed, and what getsockopt then says: as typed unless given.
    @ParameterizedTest
    @CsvSource({"SO_REUSEADDR, on,", "reuseaddr, 1, on", "so_keepalive, on,", "SO_LINGER, 5,", "SO_LINGER, off,",
            "SO_RCVTIMEO, 2.500000,", "SO_SNDTIMEO, 500ms, 0.500000", "SO_RCVTIMEO, 0,", "IP_TTL, 7,",
            "IP_TOS, 0x20, 32",
            "tcp.nodelay, on,", "IPPROTO_TCP.TCP_NODELAY, off,", "TCP_KEEPIDLE, 60,", "TCP_CONGESTION, reno,",
            "TCP_USER_TIMEOUT, 1500,", "IP_MTU_DISCOVER, 2,", "SO_BINDTODEVICE, lo,", "SO_PRIORITY, 3,",
            "IP_RECVERR, on,", "ip.recverr_rfc4884, on,", "IP_UNICAST_IF, 1,", "SO_MAX_PACING_RATE, 0xfffffffe, -2"})
    void valuesGoThereAndBack(String option, String value, String back) throws Exception {
        try (var s = tcp(AF_INET)) {
            s.setsockopt(Option.of(option), value);
            assertThat(s.getsockoptText(Option.of(option))).isEqualTo(back == null ? value : back);
        }
    }

    @ParameterizedTest
    @CsvSource({"IPV6_V6ONLY, on", "IPV6_UNICAST_HOPS, 9", "IPV6_TCLASS, 16", "IPV6_RECVERR, on",
            "IPV6_RECVERR_RFC4884, on", "IPV6_RECVHOPLIMIT, on", "IPV6_DONTFRAG, on", "IPV6_MULTICAST_HOPS, 3",
            "IPV6_UNICAST_IF, 1"})
    void valuesOfIpv6GoThereAndBack(String option, String value) throws Exception {
        try (var s = Socket.socket(AF_INET6, SOCK_DGRAM, 0)) {
            s.setsockopt(Option.of(option), value);
            assertThat(s.getsockoptText(Option.of(option))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SO_REUSEADDR=maybe", "SO_RCVTIMEO=-1", "SO_RCVTIMEO=soon", "IP_TTL=x",
            "IP_TTL=99999999999",
            "SO_LINGER=x", "IP_ADD_MEMBERSHIP=::1", "IP_ADD_MEMBERSHIP=x", "IPV6_ADD_MEMBERSHIP=239.1.1.1",
            "IP_ADD_MEMBERSHIP=239.1.1.1%no-such", "SO_PEERCRED=xyz", "SO_RCVTIMEO=NaN", "SO_RCVTIMEO=1e300",
            "SO_RCVTIMEO=5d",
            "SO_RCVTIMEO=ms", "SO_LINGER=-5"})
    void whatAnOptionDoesNotTakeIsRefused(String line) throws Exception {
        String[] parts = line.split("=", 2);
        try (var s = tcp(AF_INET)) {
            assertThatThrownBy(() -> s.setsockopt(Option.of(parts[0]), parts[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(parts[0] + " takes ").hasMessageEndingWith("not " + parts[1]);
            assertThatThrownBy(() -> s.setsockopt(SO_LINGER, 1)).hasMessageContaining("SO_LINGER");
            assertThatThrownBy(() -> s.setsockopt(IP_TTL, Duration.ZERO)).hasMessageContaining("IP_TTL");
        }
    }

    /// Where the socket is, not where the thread is that asks.
    @Test
    void interfacesAreThoseOfTheSocketsNamespace() throws Exception {
        try (var network = new TestNetwork()) {
            String there = network.namespace();
            network.link(there, "left-mcast", List.of("192.0.2.1/24"), network.namespace(), "right-mcast",
                    List.of("192.0.2.2/24"));
            try (var s = Netns.call(there, () -> Socket.socket(AF_INET, SOCK_DGRAM, 0))) {
                s.setsockopt(IP_ADD_MEMBERSHIP, "239.1.1.1%left-mcast");
                assertThatThrownBy(() -> s.setsockopt(IP_ADD_MEMBERSHIP, "239.1.1.1%left-mcast"))
                        .hasMessageEndingWith(
                                "EADDRINUSE (address already in use): the socket is in that group already");
            }
        }
    }

    @Test
    void membersAreWrittenAsTheyAreTyped() {
        for (String member : List.of("239.1.1.1", "239.1.1.1%7"))
            assertThat(written(IP_ADD_MEMBERSHIP, member)).isEqualTo(member);
        for (String member : List.of("ff02::1", "ff02::1%7"))
            assertThat(written(IPV6_ADD_MEMBERSHIP, member)).isEqualTo(member);
    }

    private static String written(Option option, String typed) {
        byte[] bytes = OptionText.bytes(option, typed, name -> 0);
        return OptionText.text(option, ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
    }

    @Test
    void anUnknownNameSuggestsOne() {
        assertThatThrownBy(() -> Option.of("SO_REUSEADR"))
                .hasMessage("no socket option is called SO_REUSEADR; did you mean SO_REUSEADDR?");
    }

    @Test
    void anOptionThatTheSocketDoesNotHaveIsAnOsError() throws Exception {
        try (var s = Socket.socket(AF_UNIX, SOCK_STREAM, 0)) {
            assertThatThrownBy(() -> s.setsockopt(TCP_NODELAY, 1)).isInstanceOf(OsError.class)
                    .hasMessageStartingWith("setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, 1): EOPNOTSUPP");
        }
    }

    /// Less than the kernel's unit of a microsecond is not for ever.
    @Test
    void theShortestTimeIsOneMicrosecond() {
        ByteBuffer timeval = ByteBuffer.wrap(OptionText.time(Duration.ofNanos(1)))
                .order(java.nio.ByteOrder.nativeOrder());
        assertThat(timeval.getLong(0)).isZero();
        assertThat(timeval.getLong(8)).isEqualTo(1);
    }

    @Test
    void tcpInfoIsBytes() throws Exception {
        try (var pair = new SocketTest.Pair(AF_INET)) {
            ByteBuffer info = pair.a.getsockopt(TCP_INFO, 1000);
            assertThat(info.remaining()).isGreaterThan(100);
            assertThat(info.get(0)).isEqualTo((byte) 1); // tcpi_state: TCP_ESTABLISHED
            assertThat(pair.a.getsockopt(SO_TYPE)).isEqualTo(SOCK_STREAM);
            assertThat(pair.a.getsockopt(SO_DOMAIN)).isEqualTo(AF_INET);
            assertThat(pair.a.getsockopt(SO_PROTOCOL)).isEqualTo(IPPROTO_TCP);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"239.1.1.1", "ff02::4242"})
    void membersOfAGroupReceive(String host) throws Exception {
        boolean six = host.indexOf(':') >= 0;
        try (var network = new TestNetwork()) {
            String name = network.namespace();
            network.link(name, "left", List.of("192.0.2.1/24", "2001:db8::1/64"), network.namespace(), "right",
                    List.of());
            int left = NetlinkTest.ask(name, n -> n.link("left")).index();
            Netns.call(name, () -> {
                try (var s = Socket.socket(six ? AF_INET6 : AF_INET, SOCK_DGRAM, 0)) {
                    s.bind(SockAddr.ip(six ? "::" : "0.0.0.0", 4242));
                    s.setsockopt(six ? IPV6_ADD_MEMBERSHIP : IP_ADD_MEMBERSHIP, host + "%left");
                    s.setsockopt(six ? IPV6_MULTICAST_IF : IP_MULTICAST_IF,
                            six ? Integer.toString(left) : "0.0.0.0%left");
                    s.sendto(ByteBuffer.wrap(new byte[5]), 0, SockAddr.ip(host, 4242));
                    assertThat(s.recv(ByteBuffer.allocate(10), 0)).isEqualTo(5);
                }
                return 0;
            });
        }
    }
}
