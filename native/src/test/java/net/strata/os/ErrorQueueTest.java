package net.strata.os;

import static net.strata.os.Abi.*;
import static net.strata.os.MessageTest.message;
import static net.strata.os.MessageTest.text;
import static net.strata.os.Option.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
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
import org.junit.jupiter.params.provider.ValueSource;

/// ICMP errors and transmit stamps: a, a router r, and b.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ErrorQueueTest {
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

    /// Waits for the error queue, which receiving does not, and takes what it has.
    static Message error(Socket s) throws OsError {
        try (var poll = new Poll()) {
            poll.add(s, 0);
            assertThat(poll.poll(-1).getFirst().has(POLLERR)).isTrue();
        }
        var m = Message.of(512, 512);
        assertThat(s.recvmsg(m, MSG_ERRQUEUE)).isGreaterThanOrEqualTo(0);
        assertThat(m.flags() & MSG_ERRQUEUE).isEqualTo(MSG_ERRQUEUE);
        assertWithoutAllocating(m.control());
        return m;
    }

    /// The questions one by one say what the record says.
    private static void assertWithoutAllocating(Control c) {
        ExtendedError e = Objects.requireNonNull(c.error());
        assertThat(c.isError()).isTrue();
        assertThat(c.isStamp()).isEqualTo(e.isStamp());
        assertThat(c.stampId()).isEqualTo(e.stampId());
        SockAddr offender = switch (c.offenderFamily()) {
            case AF_INET -> new SockAddr.In(c.offenderInet(), 0);
            case AF_INET6 -> new SockAddr.In6(c.offenderHigh(), c.offenderLow(), 0, 0, c.offenderScope());
            default -> new SockAddr.Other(c.offenderFamily());
        };
        assertThat(new ExtendedError(c.errorNumber(), c.errorOrigin(), c.errorType(), c.errorCode(), c.errorInfo(),
                c.errorData(), offender)).isEqualTo(e);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void portUnreachable(String host) throws Exception {
        boolean six = host.equals("::1");
        SockAddr nobody = SockAddr.ip(host, 9);
        Netns.call(a, () -> {
            try (var s = Socket.socket(nobody.family(), SOCK_DGRAM, 0)) {
                s.setsockopt(six ? IPV6_RECVERR : IP_RECVERR, 1);
                s.sendmsg(message("lost").to(nobody), 0);
                Message m = error(s);
                assertThat(text(m)).isEqualTo("lost");
                assertThat(m.from()).isEqualTo(nobody);
                // RFC 792: type 3 code 3; RFC 4443 section 3.1: type 1 code 4.
                assertThat(m.control().error()).isEqualTo(new ExtendedError(Errno.ECONNREFUSED,
                        six ? SO_EE_ORIGIN_ICMP6 : SO_EE_ORIGIN_ICMP, six ? 1 : 3, six ? 4 : 3, 0, 0,
                        SockAddr.ip(host, 0)));
            }
            return 0;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.1", "2001:db8:2::1"})
    void theRouterWhereTheHopsEndIsTheOffender(String host) throws Exception {
        boolean six = host.indexOf(':') >= 0;
        SockAddr far = SockAddr.ip(host, 33434);
        Netns.call(a, () -> {
            try (var s = Socket.socket(far.family(), SOCK_DGRAM, 0)) {
                s.setsockopt(six ? IPV6_RECVERR : IP_RECVERR, 1);
                s.setsockopt(six ? IPV6_RECVHOPLIMIT : IP_RECVTTL, 1);
                Message probe = message("probe").to(far);
                probe.control().add(six ? IPV6_HOPLIMIT : IP_TTL, 1);
                s.sendmsg(probe, 0);
                Message m = error(s);
                assertThat(m.from()).isEqualTo(far);
                ExtendedError e = Objects.requireNonNull(m.control().error());
                assertThat(e.errno()).isEqualTo(Errno.EHOSTUNREACH);
                assertThat(e.type()).isEqualTo(six ? 3 : 11); // RFC 4443 section 3.3, RFC 792: time exceeded
                assertThat(e.code()).isZero();
                assertThat(e.offender()).isEqualTo(SockAddr.ip(six ? "2001:db8:1::fe" : "192.0.2.254", 0));
                assertThat(e.isStamp()).isFalse();
                // Of the error itself: it came from one hop away.
                assertThat(m.control().hops()).isEqualTo(64);
            }
            return 0;
        });
    }

    @Test
    void aPacketThatIsTooLongForTheLinkTellsItsMtu() throws Exception {
        Netns.call(a, () -> {
            try (var s = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
                s.setsockopt(IP_RECVERR, 1);
                s.setsockopt(IP_MTU_DISCOVER, IP_PMTUDISC_DO);
                var m = Message.of(2000, 512).to(SockAddr.ip("198.51.100.1", 9));
                assertThat(s.expect(Errno.EMSGSIZE).sendmsg(m, 0)).isEqualTo(-Errno.EMSGSIZE);
                ExtendedError e = Objects.requireNonNull(error(s).control().error());
                assertThat(e).isEqualTo(new ExtendedError(Errno.EMSGSIZE, SO_EE_ORIGIN_LOCAL, 0, 0, 1500, 0,
                        new SockAddr.Other(0)));
            }
            return 0;
        });
    }

    /// RFC 1071.
    private static short checksum(ByteBuffer b, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i += 2)
            sum += Short.toUnsignedInt(b.getShort(i));
        sum = (sum & 0xffff) + (sum >>> 16);
        return (short) ~(sum + (sum >>> 16));
    }

    /// A time exceeded (RFC 792, RFC 4443) for a UDP datagram or an echo request, as a router with RFC 4884 section 4 sends it: the packet quoted, padded to 128
    /// bytes, its length in words of 4 (version 6: of 8), then an extension header and an MPLS label stack (RFC 4950).
    private static ByteBuffer timeExceeded(boolean udp, SockAddr.Ip from, SockAddr.Ip to, boolean broken) {
        boolean six = to.family() == AF_INET6;
        ByteBuffer b = ByteBuffer.allocate(8 + 128 + 12);
        b.put(0, (byte) (six ? 3 : 11)).put(six ? 4 : 5, (byte) (six ? 16 : 32));
        int protocol = udp ? IPPROTO_UDP : six ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
        int inner;
        if (six) {
            b.putInt(8, 6 << 28).putShort(12, (short) 12).put(14, (byte) protocol).put(15, (byte) 1);
            b.put(16, from.bytes()).put(32, to.bytes());
            inner = 48;
        } else {
            b.put(8, (byte) 0x45).putShort(10, (short) 32).put(16, (byte) 1).put(17, (byte) protocol);
            b.put(20, from.bytes()).put(24, to.bytes());
            inner = 28;
        }
        if (udp)
            b.putShort(inner, (short) from.port()).putShort(inner + 2, (short) to.port()).putShort(inner + 4,
                    (short) 12);
        else
            b.put(inner, (byte) (six ? 128 : 8)).putShort(inner + 4, (short) from.port()).putShort(inner + 6,
                    (short) 0x5a07);
        b.put(136, HexFormat.of().parseHex("20000000" + "00080101" + "00010140"));
        b.putShort(138, (short) (checksum(b, 136, 148) + (broken ? 1 : 0)));
        if (!six) b.putShort(2, checksum(b, 0, b.capacity()));
        return b;
    }

    @ParameterizedTest
    @EnumSource
    void whereExtensionsBeginIsTold(StampsTest.Kind kind) throws Exception {
        boolean six = kind.six();
        SockAddr.Ip local = kind.to("127.0.0.1", "::1").port(0);
        boolean udp = kind.protocol == 0;
        Netns.call(a, () -> {
            try (var s = Socket.socket(kind.family, kind.type, kind.protocol);
                    var router = Socket.socket(local.family(), SOCK_RAW, six ? IPPROTO_ICMPV6 : IPPROTO_ICMP)) {
                s.bind(local);
                s.setsockopt(six ? IPV6_RECVERR : IP_RECVERR, 1);
                s.setsockopt(six ? IPV6_RECVERR_RFC4884 : IP_RECVERR_RFC4884, 1);
                SockAddr.Ip own = (SockAddr.Ip) s.getsockname();
                for (boolean broken : new boolean[]{false, true}) {
                    router.sendto(timeExceeded(udp, own, SockAddr.ip(local.host(), 33434), broken), 0, local);
                    Message m = error(s);
                    ExtendedError e = Objects.requireNonNull(m.control().error());
                    assertThat(e.offender()).isEqualTo(local);
                    // Behind 128 bytes, where data begins behind what was quoted of IP's header and UDP's, but ICMP's is in it.
                    assertThat(e.extensionOffset()).isEqualTo(128 - (six ? 40 : 20) - (udp ? 8 : 0));
                    assertThat(e.extensionsInvalid()).isEqualTo(broken);
                    assertThat(m.data().getInt(e.extensionOffset() + 8)).isEqualTo(0x00010140);
                    if (!udp) assertThat(m.data().getShort(6)).isEqualTo((short) 0x5a07);
                }
            }
            return 0;
        });
    }

    /// The loop of a ping without privilege: the router, which has no route, answers with an error, which has the next call fail
    /// once; then all goes on.
    @ParameterizedTest
    @EnumSource(names = {"ICMP", "ICMP6"})
    void aPingThatIsAnsweredWithAnErrorGoesOn(StampsTest.Kind kind) throws Exception {
        boolean six = kind.six();
        SockAddr nowhere = kind.to("203.0.113.9", "2001:db8:ff::9");
        Netns.call(a, () -> {
            try (var s = kind.open()) {
                s.setsockopt(six ? IPV6_RECVERR : IP_RECVERR, 1);
                s.expectIcmpErrors();
                int errno = Errno.ENETUNREACH;
                Message request = kind.request(nowhere, 16);
                for (int seq = 1; seq <= 3; seq++) {
                    request.data().rewind().putShort(6, (short) seq);
                    if (!six) request.data().putShort(2, (short) ~(0x0800 + seq));
                    assertThat(s.sendmsg(request, 0)).isEqualTo(16);
                    try (var poll = new Poll()) {
                        poll.add(s, 0);
                        poll.poll(-1);
                    }
                    // The error has one call fail, which sends nothing and moves nothing.
                    request.data().rewind();
                    assertThat(s.sendmsg(request, 0)).isEqualTo(-errno);
                    assertThat(request.data().remaining()).isEqualTo(16);
                    Message m = error(s);
                    Control c = m.control();
                    assertThat(c.errorNumber()).isEqualTo(errno);
                    assertThat(c.errorOrigin()).isEqualTo(six ? SO_EE_ORIGIN_ICMP6 : SO_EE_ORIGIN_ICMP);
                    // RFC 792: network unreachable; RFC 4443 section 3.1: no route to destination.
                    assertThat(c.errorType()).isEqualTo(six ? 1 : 3);
                    assertThat(c.errorCode()).isZero();
                    assertThat(Objects.requireNonNull(c.error()).offender())
                            .isEqualTo(SockAddr.ip(six ? "2001:db8:1::fe" : "192.0.2.254", 0));
                    assertThat(m.from()).isEqualTo(nowhere);
                    // The request as it was sent, from its ICMP header on: the socket's identifier, and the number.
                    assertThat(m.data().get(0) & 0xff).isEqualTo(six ? 128 : 8);
                    int id = ((SockAddr.Ip) s.getsockname()).port();
                    assertThat(Short.toUnsignedInt(m.data().getShort(4))).isEqualTo(id);
                    assertThat(m.data().getShort(6)).isEqualTo((short) seq);
                    assertThat(s.recvmsg(m, MSG_ERRQUEUE)).isEqualTo(-Errno.EAGAIN);
                }
            }
            return 0;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void stampsOfWhatWasSentHaveItsNumber(String host) throws Exception {
        SockAddr.Ip local = SockAddr.ip(host, 0);
        Netns.call(a, () -> {
            try (var s = Socket.socket(local.family(), SOCK_DGRAM, 0);
                    var to = Socket.socket(local.family(), SOCK_DGRAM, 0)) {
                to.bind(local);
                int flags = SOF_TIMESTAMPING_SOFTWARE | SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_RX_SOFTWARE
                        | SOF_TIMESTAMPING_OPT_ID | SOF_TIMESTAMPING_OPT_TSONLY;
                s.setsockopt(SO_TIMESTAMPING, flags);
                to.setsockopt(SO_TIMESTAMPING, flags);
                var got = Message.of(100, 256);
                // The kernel begins to stamp what it receives a little later.
                int stamped = 0;
                for (int id = 0; stamped < 3; id++) {
                    s.sendmsg(message("timed").to(to.getsockname()), 0);
                    Message m = error(s);
                    ExtendedError e = Objects.requireNonNull(m.control().error());
                    assertThat(e.isStamp()).isTrue();
                    assertThat(e.stampId()).isEqualTo(id);
                    assertThat(e.info()).isEqualTo(SCM_TSTAMP_SND);
                    assertThat(e.errno()).isEqualTo(Errno.ENOMSG);
                    assertThat(m.length()).isZero(); // OPT_TSONLY: without the packet
                    to.recvmsg(got, 0);
                    assertThat(m.control().stamp()).isPositive();
                    if (got.control().stamp() == 0) continue;
                    stamped++;
                    assertThat(m.control().stamp()).isLessThanOrEqualTo(got.control().stamp());
                    assertThat(got.control().hardwareStamp()).isZero();
                }
            }
            return 0;
        });
    }

    @Test
    void anEmptyErrorQueueDoesNotWait() throws Exception {
        try (var s = Socket.socket(AF_INET, SOCK_DGRAM, 0)) {
            assertThat(s.recvmsg(Message.of(10, 10), MSG_ERRQUEUE)).isEqualTo(-Errno.EAGAIN);
        }
    }
}
