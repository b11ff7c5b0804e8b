package net.strata.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.strata.os.Abi.*;
import static net.strata.os.Option.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages with control messages, one by one and in batches, on loopback.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MessageTest {
    private static final long MINUTE = 60_000_000_000L;

    static Message message(String text) {
        var m = Message.of(2048, 256);
        m.data().put(text.getBytes(UTF_8)).flip();
        return m;
    }

    static String text(Message m) {
        return UTF_8.decode(m.data().duplicate()).toString();
    }

    static Socket udp(String host) throws OsError {
        SockAddr.Ip any = SockAddr.ip(host, 0);
        var s = Socket.socket(any.family(), SOCK_DGRAM, 0);
        s.bind(any);
        return s;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void controlMessagesGoAlongBothWays(String host) throws Exception {
        boolean six = host.equals("::1");
        try (var a = udp(host); var b = udp(host)) {
            b.setsockopt(six ? IPV6_RECVHOPLIMIT : IP_RECVTTL, 1);
            b.setsockopt(six ? IPV6_RECVTCLASS : IP_RECVTOS, 1);
            b.setsockopt(six ? IPV6_RECVPKTINFO : IP_PKTINFO, 1);
            b.setsockopt(SO_TIMESTAMPNS, 1);
            Message sent = message("hello").to(b.getsockname());
            sent.control().add(six ? IPV6_HOPLIMIT : IP_TTL, 7).add(six ? IPV6_TCLASS : IP_TOS, 0x20);
            assertThat(a.sendmsg(sent, 0)).isEqualTo(5);
            assertThat(sent.data().remaining()).isZero();
            var got = Message.of(100, 256);
            assertThat(b.recvmsg(got, 0)).isEqualTo(5);
            assertThat(text(got)).isEqualTo("hello");
            assertThat(got.from()).isEqualTo(a.getsockname());
            assertThat(got.family()).isEqualTo(six ? AF_INET6 : AF_INET);
            assertThat(got.fromInet()).isEqualTo(six ? 0 : 0x7f000001);
            assertThat(got.fromHigh()).isZero();
            assertThat(got.fromLow()).isEqualTo(six ? 1 : 0);
            assertThat(got.fromScope()).isZero();
            assertThat(got.flags()).isZero();
            assertThat(got.control().hops()).isEqualTo(7);
            assertThat(got.control().trafficClass()).isEqualTo(0x20);
            assertThat(got.control().ifindex()).isEqualTo(1); // lo is the first of every namespace
            assertThat(got.control().destination()).isEqualTo(SockAddr.ip(host, 0));
            assertThat(got.control().stamp()).isCloseTo(System.currentTimeMillis() * 1_000_000,
                    org.assertj.core.data.Offset.offset(MINUTE));
            assertThat(got.control().error()).isNull();
            assertThat(got.control().isError()).isFalse();
            assertThat(got.control().isStamp()).isFalse();
            assertThat(got.control().offenderFamily()).isZero();
            // One that was received goes back to who sent it, without what came along.
            assertThat(b.sendmsg(got, 0)).isEqualTo(5);
            assertThat(a.recvmsg(got, 0)).isEqualTo(5);
            assertThat(got.from()).isEqualTo(b.getsockname());
            assertThat(got.control().hops()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void theSourceIsChosenForOneMessage(String host) throws Exception {
        boolean six = host.equals("::1");
        try (var a = Socket.socket(six ? AF_INET6 : AF_INET, SOCK_DGRAM, 0); var b = udp(host)) {
            SockAddr.Ip source = SockAddr.ip(six ? "::1" : "127.0.0.9", 0);
            Message sent = message("x").to(b.getsockname());
            sent.control().from(source, 1);
            a.sendmsg(sent, 0);
            Message got = Message.of(10, 0);
            b.recvmsg(got, 0);
            assertThat(((SockAddr.Ip) got.from()).port(0)).isEqualTo(source);
        }
    }

    @Test
    void whatHasNoRoomIsFlagged() throws Exception {
        try (var a = udp("127.0.0.1"); var b = udp("127.0.0.1")) {
            b.setsockopt(IP_RECVTTL, 1);
            a.sendmsg(message("datagram").to(b.getsockname()), 0);
            Message small = Message.of(4, 0);
            assertThat(b.recvmsg(small, MSG_TRUNC)).isEqualTo(8);
            assertThat(small.length()).isEqualTo(8);
            assertThat(text(small)).isEqualTo("data");
            assertThat(small.flags()).isEqualTo(MSG_TRUNC | MSG_CTRUNC);
            assertThatThrownBy(() -> small.control().add(IP_TTL, 1)).hasMessageContaining("no room");
            assertThat(b.recvmsg(small, MSG_DONTWAIT)).isEqualTo(-Errno.EAGAIN);
            assertThat(small.data().remaining()).isZero();
            assertThat(small.from()).isEqualTo(new SockAddr.Other(0));
            assertThat(small.family()).isZero();
            assertThat(small.fromInet()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void batchesKeepOrderBoundariesAndAddresses(String host) throws Exception {
        try (var a = udp(host); var b = udp(host)) {
            b.setsockopt(SO_RCVBUF, 1 << 20);
            b.setsockopt(host.equals("::1") ? IPV6_RECVHOPLIMIT : IP_RECVTTL, 1);
            var out = new Messages(64, 100, 0);
            for (int i = 0; i < 64; i++) {
                out.get(i).to(b.getsockname());
                out.get(i).data().put(new byte[i]).flip();
            }
            assertThat(a.sendmmsg(out, 0, 10, 0)).isEqualTo(10);
            assertThat(a.sendmmsg(out, 10, 54, 0)).isEqualTo(54);
            assertThat(out.get(63).length()).isEqualTo(63);
            var in = new Messages(100, 50, 64);
            assertThat(b.recvmmsg(in, MSG_WAITFORONE)).isEqualTo(64);
            assertThat(IntStream.range(0, 64).map(i -> in.get(i).length()))
                    .containsExactlyElementsOf(IntStream.range(0, 64).map(i -> Math.min(i, 50)).boxed().toList());
            assertThat(in.get(50).flags()).isZero();
            assertThat(in.get(51).flags()).isEqualTo(MSG_TRUNC);
            assertThat(in.get(63).from()).isEqualTo(a.getsockname());
            assertThat(in.get(63).control().hops()).isEqualTo(64);
            assertThat(b.recvmmsg(in, MSG_DONTWAIT)).isEqualTo(-Errno.EAGAIN);
        }
    }

    /// Of the slots that were used, and those that were sent from or addressed meanwhile, nothing is left over.
    @Test
    void aBatchIsReceivedIntoAgain() throws Exception {
        try (var a = udp("127.0.0.1"); var b = udp("127.0.0.1")) {
            b.setsockopt(IP_RECVTTL, 1);
            var batch = new Messages(4, 8, 32);
            for (int round = 1; round <= 3; round++) {
                for (int i = 0; i < round; i++)
                    a.sendmsg(message("round " + round).to(b.getsockname()), 0);
                assertThat(b.recvmmsg(batch, MSG_WAITFORONE)).isEqualTo(round);
                for (int i = 0; i < round; i++) {
                    assertThat(text(batch.get(i))).isEqualTo("round " + round);
                    assertThat(batch.get(i).from()).isEqualTo(a.getsockname());
                    assertThat(batch.get(i).control().hops()).isEqualTo(64);
                }
                assertThat(b.recvmmsg(batch, MSG_DONTWAIT)).isEqualTo(-Errno.EAGAIN);
                batch.get(0).data().clear().limit(1);
                batch.get(0).toPeer().control().clear();
                batch.get(1).to(b.getsockname());
                a.sendmmsg(batch, 1, 1, 0);
                assertThat(b.recvmsg(batch.get(1), 0)).isEqualTo(batch.get(1).length());
            }
        }
    }

    @Test
    void aMessageIsSentAgainAfterARewind() throws Exception {
        try (var a = udp("127.0.0.1"); var b = udp("127.0.0.1")) {
            b.setsockopt(IP_RECVTTL, 1);
            var out = new Messages(2, 8, 32);
            for (int i = 0; i < 2; i++) {
                out.get(i).to(b.getsockname()).data().put("probe ?".getBytes(UTF_8)).flip();
                out.get(i).control().add(IP_TTL, 5 + i);
            }
            Message got = Message.of(100, 64);
            for (byte turn = '1'; turn <= '3'; turn++) {
                for (int i = 0; i < 2; i++)
                    out.get(i).data().rewind().put(6, turn);
                assertThat(a.sendmmsg(out, 0, 2, 0)).isEqualTo(2);
                for (int i = 0; i < 2; i++) {
                    b.recvmsg(got, 0);
                    assertThat(text(got)).isEqualTo("probe " + (char) turn);
                    assertThat(got.control().hops()).isEqualTo(5 + i);
                }
            }
        }
    }

    @Test
    void aLinkLocalSenderHasAScope() throws Exception {
        try (var network = new net.strata.TestNetwork()) {
            String name = network.namespace();
            network.in(name, "ip", "address", "add", "fe80::1:2/64", "dev", "lo");
            Netns.call(name, () -> {
                var address = new SockAddr.In6(0xfe80L << 48, 0x10002, 0, 0, 1);
                try (var s = Socket.socket(AF_INET6, SOCK_DGRAM, 0)) {
                    s.bind(address);
                    s.sendmsg(message("x").to(s.getsockname()), 0);
                    Message got = Message.of(10, 0);
                    s.recvmsg(got, 0);
                    assertThat(got.fromHigh()).isEqualTo(0xfe80L << 48);
                    assertThat(got.fromLow()).isEqualTo(0x10002);
                    assertThat(got.fromScope()).isEqualTo(1);
                }
                return 0;
            });
        }
    }

    @Test
    void aBatchStopsBeforeTheMessageThatFails() throws Exception {
        try (var a = udp("127.0.0.1"); var b = udp("127.0.0.1")) {
            var out = new Messages(3, 70_000, 0);
            for (int i = 0; i < 3; i++) {
                out.get(i).to(b.getsockname());
                out.get(i).data().limit(i == 1 ? 70_000 : 10);
            }
            assertThat(a.sendmmsg(out, 0, 3, 0)).isEqualTo(1);
            assertThatThrownBy(() -> a.sendmmsg(out, 1, 2, 0)).isInstanceOf(OsError.class)
                    .hasMessageContaining("EMSGSIZE (message too long)");
            assertThat(a.expect(Errno.EMSGSIZE).sendmmsg(out, 1, 2, 0)).isEqualTo(-Errno.EMSGSIZE);
            assertThat(a.sendmmsg(out, 2, 1, 0)).isEqualTo(1);
            assertThatThrownBy(() -> a.sendmmsg(out, 2, 2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aSeqpacketRecordHasNoAddress() throws Exception {
        var name = SockAddr.Un.abstractName("strata seqpacket " + ProcessHandle.current().pid());
        try (var listener = Socket.socket(AF_UNIX, SOCK_SEQPACKET, 0);
                var client = Socket.socket(AF_UNIX, SOCK_SEQPACKET, 0)) {
            listener.bind(name);
            listener.listen(1);
            client.connect(name);
            try (var server = listener.accept()) {
                client.sendmsg(message("record").toPeer(), 0);
                Message got = Message.of(100, 0);
                assertThat(server.recvmsg(got, 0)).isEqualTo(6);
                assertThat(got.from()).isEqualTo(new SockAddr.Other(0));
            }
        }
    }

    @Test
    void descriptorsThatAnotherPassesAreClosed() throws Exception {
        try (var pair = Socket.socket(AF_UNIX, SOCK_DGRAM, 0); var to = Socket.socket(AF_UNIX, SOCK_DGRAM, 0)) {
            to.bind(SockAddr.Un.UNNAMED);
            Message passing = message("fd").to(to.getsockname());
            byte[] two = ByteBuffer.allocate(8).order(java.nio.ByteOrder.nativeOrder()).putInt(to.fileno())
                    .putInt(to.fileno()).array();
            passing.control().add(SOL_SOCKET, SCM_RIGHTS, two);
            pair.sendmsg(passing, 0);
            Message got = Message.of(10, 64);
            int before = DescriptorTest.open();
            to.recvmsg(got, 0);
            assertThat(got.control().next()).isTrue();
            assertThat(DescriptorTest.open()).isEqualTo(before);
        }
    }

    @Test
    void walkingOverControlMessagesStaysInside() {
        var random = new java.util.Random(2);
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            ByteBuffer b = ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            // Lengths that fit more often than chance would have it.
            if (bytes.length >= 16) b.putLong(0, i % 4 == 0 ? random.nextLong() : random.nextInt(80));
            var control = new Control(b, 0, bytes.length);
            control.received(bytes.length);
            while (control.next())
                control.value();
            control.stamp();
            control.hops();
            control.destination();
            control.error();
            control.offenderHigh();
            control.offenderInet();
            control.ifindex();
            control.hardwareStamp();
        }
    }
}
