package net.strata.os;

import static net.strata.os.Abi.*;
import static net.strata.os.Option.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.strata.TestNetwork;
import net.strata.craft.Draft;
import net.strata.filter.BpfProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Raw, packet and ICMP datagram sockets, in a namespace with nothing but loopback.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RawSocketTest {
    private static final SockAddr.Ip LOCAL = SockAddr.ip("127.0.0.1", 0);
    private static final SockAddr.Ip LOCAL6 = SockAddr.ip("::1", 0);
    private static final int BPF_RET = 0x06;

    private static TestNetwork network;
    private static String name;

    @BeforeAll
    static void make() throws Exception {
        network = new TestNetwork();
        name = network.namespace();
    }

    @AfterAll
    static void remove() {
        network.close();
    }

    /// What a test does inside.
    private interface Work {
        void run() throws Exception;
    }

    private static void inside(Work work) throws Exception {
        Netns.call(name, () -> {
            work.run();
            return 0;
        });
    }

    /// An echo request with an identifier of 0x5a01, a sequence number and eight bytes of data (RFC 792).
    private static ByteBuffer echo(int sequence) {
        byte[] packet = Draft.of("ip").set("ip.src", "127.0.0.1").set("ip.dst", "127.0.0.1").then("icmp")
                .set("icmp.type", 8).set("icmp.ident", 0x5a01).set("icmp.seq", sequence)
                .payload("abcdefgh".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).build();
        return ByteBuffer.wrap(packet, 20, packet.length - 20);
    }

    @Test
    void aRawSocketPingsAndSeesIpHeaders() throws Exception {
        inside(() -> {
            try (var s = Socket.socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)) {
                // A bit for each type that is not wanted: all but echo replies, type 0 (raw(7)).
                s.setsockopt(ICMP_FILTER, ~1);
                assertThat(s.sendto(echo(7), 0, LOCAL)).isEqualTo(16);
                ByteBuffer reply = ByteBuffer.allocateDirect(100);
                assertThat(s.recvfrom(reply, 0)).isEqualTo(new Socket.Received(36, LOCAL));
                assertThat(reply.get(0) >> 4).isEqualTo(4);
                assertThat(reply.get(20)).isZero();
                assertThat(reply.getShort(26)).isEqualTo((short) 7);
                assertThat(s.getsockoptText(ICMP_FILTER)).isEqualTo("-2");
            }
        });
    }

    /// RFC 4443 section 4: types 128 and 129. The kernel computes the checksum (raw(7)).
    @Test
    void aRawSocketPingsIpv6() throws Exception {
        inside(() -> {
            try (var s = Socket.socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6)) {
                var filter = new byte[32];
                java.util.Arrays.fill(filter, (byte) -1);
                filter[129 / 8] = (byte) ~(1 << 129 % 8);
                s.setsockopt(ICMP6_FILTER, filter);
                s.sendto(ByteBuffer.allocate(8).put(0, (byte) 128).putShort(6, (short) 9), 0, LOCAL6);
                ByteBuffer reply = ByteBuffer.allocate(100);
                assertThat(s.recvfrom(reply, 0)).isEqualTo(new Socket.Received(8, LOCAL6));
                assertThat(reply.get(0) & 0xff).isEqualTo(129);
                assertThat(reply.getShort(6)).isEqualTo((short) 9);
            }
        });
    }

    @Test
    void icmpDatagramSocketsNeedAGroupInTheRange() throws Exception {
        network.in(name, "sysctl", "-q", "-w", "net.ipv4.ping_group_range=1 0");
        inside(() -> assertThatThrownBy(() -> Socket.socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP)).hasMessage(
                "socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP): EACCES (permission denied): net.ipv4.ping_group_range does "
                        + "not have this user's group: run with sudo, or see strata doctor"));
        network.in(name, "sysctl", "-q", "-w", "net.ipv4.ping_group_range=0 0");
        inside(() -> {
            try (var s = Socket.socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP);
                    var six = Socket.socket(AF_INET6, SOCK_DGRAM, IPPROTO_ICMPV6)) {
                s.sendto(echo(3), 0, LOCAL);
                ByteBuffer reply = ByteBuffer.allocate(100);
                // Without an IP header, and the identifier is the socket's (icmp(7)).
                assertThat(s.recv(reply, 0)).isEqualTo(16);
                assertThat(reply.get(0)).isZero();
                assertThat(reply.getShort(6)).isEqualTo((short) 3);
                int id = ((SockAddr.Ip) s.getsockname()).port();
                assertThat(Short.toUnsignedInt(reply.getShort(4))).isEqualTo(id);
                six.sendto(ByteBuffer.allocate(8).put(0, (byte) 128).putShort(6, (short) 4), 0, LOCAL6);
                assertThat(six.recv(reply.clear(), 0)).isEqualTo(8);
                assertThat(reply.getShort(6)).isEqualTo((short) 4);
            }
        });
    }

    @Test
    void aPacketSocketSeesAHeaderThatWasGivenWhole() throws Exception {
        inside(() -> {
            try (var out = Socket.socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
                    var tap = Socket.socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL))) {
                tap.bind(new SockAddr.Ll(ETH_P_ALL, 1));
                assertThat(out.getsockopt(IP_HDRINCL)).isEqualTo(1);
                byte[] packet = Draft.of("ip").set("ip.src", "192.0.2.77").set("ip.dst", "127.0.0.1")
                        .set("ip.id", 0x1234).set("ip.ttl", 3).set("ip.proto", 253).payload(new byte[]{1, 2, 3})
                        .build();
                out.sendto(ByteBuffer.wrap(packet), 0, LOCAL);
                var seen = Message.of(100, 0);
                assertThat(tap.recvmsg(seen, 0)).isEqualTo(14 + packet.length);
                seen.data().position(14);
                assertThat(seen.data().slice()).isEqualTo(ByteBuffer.wrap(packet));
                assertThat(seen.from()).isInstanceOfSatisfying(SockAddr.Ll.class, from -> {
                    assertThat(from.protocol()).isEqualTo(ETH_P_IP);
                    assertThat(from.ifindex()).isEqualTo(1);
                    assertThat(from.pkttype()).isEqualTo(PACKET_OUTGOING);
                    assertThat(from.mac()).isEqualTo(new byte[6]);
                });
            }
        });
    }

    private static int htons(int number) {
        return Socket.htons(number);
    }

    @Test
    void aPacketSocketSends() throws Exception {
        inside(() -> {
            try (var tap = Socket.socket(AF_PACKET, SOCK_DGRAM, htons(0x88b5))) {
                tap.sendto(ByteBuffer.wrap(new byte[]{1, 2, 3, 4}), 0, SockAddr.Ll.to(0x88b5, 1, new byte[6]));
                ByteBuffer into = ByteBuffer.allocate(10);
                assertThat(tap.recv(into, 0)).isEqualTo(4);
                assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(new byte[]{1, 2, 3, 4}));
            }
        });
    }

    @Test
    void anIgmpSocketReceivesReports() throws Exception {
        inside(() -> {
            try (var s = Socket.socket(AF_INET, SOCK_RAW, IPPROTO_IGMP)) {
                // A version 2 membership report for 239.1.1.1 (RFC 2236 section 2): checksum ~(1600 + ef01 + 0101).
                byte[] report = java.util.HexFormat.of().parseHex("1600f9fcef010101");
                s.sendto(ByteBuffer.wrap(report), 0, LOCAL);
                var got = Message.of(100, 0);
                assertThat(s.recvmsg(got, 0)).isEqualTo(28);
                assertThat(got.data().get(20)).isEqualTo((byte) 0x16);
            }
        });
    }

    private static BpfProgram returning(int bytes) {
        return new BpfProgram(ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putShort((short) BPF_RET)
                .putShort((short) 0).putInt(bytes).flip());
    }

    @Test
    void anAttachedProgramChoosesWhatIsReceived() throws Exception {
        inside(() -> {
            try (var s = Socket.socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)) {
                s.setsockopt(SO_ATTACH_FILTER, returning(0));
                s.sendto(echo(1), 0, LOCAL);
                ByteBuffer into = ByteBuffer.allocate(100);
                // Loopback delivers, and replies, before the call returns.
                assertThat(s.recv(into, MSG_DONTWAIT)).isEqualTo(-Errno.EAGAIN);
                s.setsockopt(SO_ATTACH_FILTER, returning(30));
                s.sendto(echo(2), 0, LOCAL);
                assertThat(s.recv(into, 0)).isEqualTo(30);
                assertThat(s.recv(into.clear(), 0)).isEqualTo(30);
                s.setsockopt(SO_DETACH_FILTER, 0);
                s.sendto(echo(3), 0, LOCAL);
                assertThat(s.recv(into.clear(), 0)).isEqualTo(36);
            }
        });
    }
}
