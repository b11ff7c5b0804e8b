package net.strata.os;

import static net.strata.os.Abi.*;
import static net.strata.os.Option.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import net.strata.TestNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Which stamps come, of whom, and what numbers they have: on loopback and over a veth pair.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StampsTest {
    private static TestNetwork network;
    private static String a;
    private static int index;

    @BeforeAll
    static void make() throws Exception {
        network = new TestNetwork();
        a = network.namespace();
        network.link(a, "a", List.of("192.0.2.1/24", "2001:db8::1/64"), network.namespace(), "b",
                List.of("192.0.2.2/24", "2001:db8::2/64"));
        network.in(a, "sysctl", "-q", "-w", "net.ipv4.ping_group_range=0 0");
        index = NetlinkTest.ask(a, n -> n.link("a")).index();
        network.in(a, "ip", "route", "add", "unreachable", "203.0.113.0/24");
        network.in(a, "ip", "route", "add", "unreachable", "2001:db8:ff::/48");
    }

    @AfterAll
    static void remove() {
        network.close();
    }

    /// Sockets that send echo requests, or in the case of UDP datagrams that nobody answers.
    enum Kind {
        RAW(AF_INET, SOCK_RAW, IPPROTO_ICMP), RAW6(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6), //
        ICMP(AF_INET, SOCK_DGRAM, IPPROTO_ICMP), ICMP6(AF_INET6, SOCK_DGRAM, IPPROTO_ICMPV6), //
        UDP(AF_INET, SOCK_DGRAM, 0), UDP6(AF_INET6, SOCK_DGRAM, 0);

        final int family;
        final int type;
        final int protocol;

        Kind(int family, int type, int protocol) {
            this.family = family;
            this.type = type;
            this.protocol = protocol;
        }

        boolean six() {
            return family == AF_INET6;
        }

        Socket open() throws OsError {
            var s = Socket.socket(family, type, protocol);
            if (!six()) s.setsockopt(SO_BROADCAST, 1);
            // Over loopback a raw socket hears its own requests: only replies, types 0 and 129.
            if (this == RAW) s.setsockopt(ICMP_FILTER, ~1);
            if (this == RAW6) {
                var filter = new byte[32];
                Arrays.fill(filter, (byte) -1);
                filter[129 / 8] = (byte) ~(1 << 129 % 8);
                s.setsockopt(ICMP6_FILTER, filter);
            }
            return s;
        }

        SockAddr.Ip to(String four, String six) {
            return SockAddr.ip(six() ? six : four, protocol == 0 ? 9 : 0);
        }

        SockAddr.Ip peer() {
            return to("192.0.2.2", "2001:db8::2");
        }

        /// Nobody answers these: the broadcast address, all routers.
        SockAddr.Ip silent() {
            SockAddr.Ip to = to("192.0.2.255", "ff02::2");
            return to instanceof SockAddr.In6 six
                    ? new SockAddr.In6(six.high(), six.low(), six.port(), 0, index)
                    : to;
        }

        /// An echo request without an identifier, with its checksum (RFC 792, RFC 1071); the kernel sees to that of ICMPv6.
        void put(ByteBuffer data, int bytes) {
            data.clear().put(0, new byte[bytes]).limit(bytes);
            if (six()) data.put(0, (byte) 128);
            else
                data.putShort(0, (short) 0x0800).putShort(2, (short) ~0x0800);
        }

        Message request(SockAddr to, int bytes) {
            Message m = Message.of(bytes, 64).to(to);
            put(m.data(), bytes);
            return m;
        }
    }

    /// Has packets wait before they go out, until [#fast].
    private static void slow(String rate, int limit) {
        network.in(a, "tc", "qdisc", "replace", "dev", "a", "root", "tbf", "rate", rate, "burst", "2000", "limit",
                Integer.toString(limit));
    }

    private static void fast() {
        network.in(a, "tc", "qdisc", "replace", "dev", "a", "root", "pfifo");
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

    /// Waits until the error queue has so many stamps, and gives their ids; errors are passed over.
    private static List<Integer> ids(Socket s, int count) throws OsError {
        var ids = new ArrayList<Integer>();
        var batch = new Messages(8, 0, 256);
        try (var poll = new Poll()) {
            poll.add(s, 0);
            while (ids.size() < count) {
                poll.poll(-1);
                int n = s.recvmmsg(batch, MSG_ERRQUEUE | MSG_DONTWAIT);
                for (int i = 0; i < n; i++) {
                    Control c = batch.get(i).control();
                    if (!c.isStamp()) continue;
                    assertThat(c.stamp()).isPositive();
                    assertThat(c.errorInfo()).isEqualTo(SCM_TSTAMP_SND);
                    ids.add(c.stampId());
                }
            }
        }
        return ids;
    }

    @ParameterizedTest
    @EnumSource
    void everyPacketOfABatchHasAStampWithItsNumber(Kind kind) throws Exception {
        inside(() -> {
            for (SockAddr to : List.of(kind.peer(), kind.to("127.0.0.1", "::1"))) {
                try (var s = kind.open()) {
                    Stamps.request(s);
                    var out = new Messages(5, 16, 0);
                    for (int i = 0; i < 5; i++)
                        kind.put(out.get(i).to(to).data(), 16);
                    assertThat(s.sendmmsg(out, 0, 3, 0)).isEqualTo(3);
                    assertThat(s.sendmmsg(out, 3, 2, 0)).isEqualTo(2);
                    assertThat(ids(s, 5)).containsExactly(0, 1, 2, 3, 4);
                    Stamps.request(s);
                    s.sendmsg(kind.request(to, 16), 0);
                    assertThat(ids(s, 1)).containsExactly(0);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "RAW6", "ICMP", "ICMP6"})
    void aReplyHasAStampFromTheFirstOn(Kind kind) throws Exception {
        inside(() -> {
            for (SockAddr to : List.of(kind.peer(), kind.to("127.0.0.1", "::1"))) {
                try (var s = kind.open()) {
                    Stamps.request(s);
                    var got = Message.of(100, 256);
                    for (int i = 0; i < 3; i++) {
                        s.sendmsg(kind.request(to, 16), 0);
                        s.recvmsg(got, 0);
                        long came = got.control().stamp();
                        var entry = Message.of(0, 256);
                        while (s.recvmsg(entry, MSG_ERRQUEUE) < 0)
                            Thread.onSpinWait();
                        assertThat(entry.control().stampId()).isEqualTo(i);
                        assertThat(entry.control().stamp()).isPositive().isLessThanOrEqualTo(came);
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedHasNoNumber(Kind kind) throws Exception {
        inside(() -> {
            try (var s = kind.open()) {
                s.setsockopt(kind.six() ? IPV6_RECVERR : IP_RECVERR, 1);
                s.setsockopt(kind.six() ? IPV6_MTU_DISCOVER : IP_MTU_DISCOVER, IP_PMTUDISC_DO);
                s.expect(Errno.EMSGSIZE, Errno.EHOSTUNREACH, Errno.ENETUNREACH, Errno.ECONNREFUSED);
                SockAddr to = kind.silent();
                Stamps.request(s);
                s.sendmsg(kind.request(to, 16), 0);
                assertThat(s.sendmsg(kind.request(kind.peer(), 3000), 0)).isEqualTo(-Errno.EMSGSIZE);
                s.sendmsg(kind.request(to, 16), 0);
                assertThat(s.sendmsg(kind.request(kind.to("203.0.113.1", "2001:db8:ff::1"), 16), 0))
                        .isEqualTo(-Errno.EHOSTUNREACH);
                s.sendmsg(kind.request(to, 16), 0);
                assertThat(s.sendmsg(kind.request(kind.to("198.51.100.1", "2001:db9::1"), 16), 0))
                        .isEqualTo(-Errno.ENETUNREACH);
                s.sendmsg(kind.request(to, 16), 0);
                assertThat(ids(s, 4)).containsExactly(0, 1, 2, 3);
            }
        });
    }

    /// A queue that holds two packets of 1000 bytes, and lets one pass in eight seconds.
    @ParameterizedTest
    @CsvSource({"RAW, true", "RAW, false", "RAW6, true", "ICMP, true", "ICMP6, false", "UDP, false", "UDP6, false"})
    void whatAFullQueueRefusesHasANumberAllTheSame(Kind kind, boolean told) throws Exception {
        inside(() -> {
            try (var s = kind.open()) {
                s.expect(Errno.ENOBUFS);
                if (told) s.setsockopt(kind.six() ? IPV6_RECVERR : IP_RECVERR, 1);
                SockAddr to = kind.silent();
                Stamps.request(s);
                slow("1kbit", 2200);
                int refused = 0;
                for (int i = 0; i < 5; i++)
                    if (s.sendmsg(kind.request(to, 1000), 0) == -Errno.ENOBUFS) refused++;
                fast();
                assertThat(refused).isEqualTo(told ? 2 : 0);
                s.sendmsg(kind.request(to, 16), 0);
                List<Integer> ids = ids(s, 2);
                assertThat(ids).startsWith(0).endsWith(5);
            }
        });
    }

    /// Where raw sockets do not wait, and others do.
    @ParameterizedTest
    @EnumSource(names = {"RAW", "RAW6"})
    void whatAFullSendBufferRefusesHasNoNumber(Kind kind) throws Exception {
        inside(() -> {
            try (var s = kind.open()) {
                s.expect(Errno.ENOBUFS).setsockopt(SO_SNDBUF, 4096);
                Stamps.request(s);
                slow("1kbit", 100_000);
                int sent = 0;
                int refused = 0;
                for (int i = 0; i < 20; i++) {
                    int r = s.sendmsg(kind.request(kind.silent(), 1000), 0);
                    if (r == 1000) sent++;
                    else
                        refused++;
                }
                fast();
                assertThat(refused).isPositive();
                s.sendmsg(kind.request(kind.silent(), 16), 0);
                assertThat(ids(s, 2)).containsExactly(0, sent);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aDatagramInFragmentsHasOneStamp(Kind kind) throws Exception {
        inside(() -> {
            try (var s = kind.open()) {
                s.setsockopt(kind.six() ? IPV6_MTU_DISCOVER : IP_MTU_DISCOVER, IP_PMTUDISC_DONT);
                Stamps.request(s);
                s.sendmsg(kind.request(kind.peer(), 4000), 0);
                s.sendmsg(kind.request(kind.peer(), 4000), 0);
                assertThat(ids(s, 2)).containsExactly(0, 1);
            }
        });
    }

    /// From Linux 6.13 on; before, canChoose says so.
    @ParameterizedTest
    @EnumSource
    void aSenderChoosesIds(Kind kind) throws Exception {
        inside(() -> {
            try (var s = kind.open()) {
                Stamps.request(s);
                s.expect(Errno.EINVAL);
                var out = new Messages(3, 16, 64);
                int[] chosen = {7, -1, 3};
                for (int i = 0; i < 3; i++) {
                    kind.put(out.get(i).to(kind.peer()).data(), 16);
                    out.get(i).control().stampAs(chosen[i]);
                }
                boolean can = Stamps.canChoose();
                assertThat(s.sendmmsg(out, 0, 3, 0)).isEqualTo(can ? 3 : -Errno.EINVAL);
                if (can) assertThat(ids(s, 3)).containsExactly(7, -1, 3);
            }
        });
    }

    @Test
    void packetsAndWholeIpPacketsHaveStampsToo() throws Exception {
        inside(() -> {
            try (var s = Socket.socket(AF_PACKET, SOCK_DGRAM, 0);
                    var whole = Socket.socket(AF_INET, SOCK_RAW, IPPROTO_RAW)) {
                s.expect(Errno.EMSGSIZE);
                Stamps.request(s);
                SockAddr to = SockAddr.Ll.to(0x88b5, index, new byte[]{2, 0, 0, 0, 0, 1});
                s.sendmsg(Message.of(20, 64).to(to), 0);
                assertThat(s.sendmsg(Message.of(3000, 64).to(to), 0)).isEqualTo(-Errno.EMSGSIZE);
                s.sendmsg(Message.of(20, 64).to(to), 0);
                assertThat(ids(s, 2)).containsExactly(0, 1);
                Stamps.request(whole);
                Message packet = Message.of(20, 0).to(SockAddr.ip("192.0.2.2", 0));
                // Version 4, a header of 5 words, protocol 253 (RFC 3692), to 192.0.2.2.
                packet.data().put(0, (byte) 0x45).put(8, (byte) 9).put(9, (byte) 253).putInt(16, 0xc0000202);
                whole.sendmsg(packet, 0);
                packet.data().rewind();
                whole.sendmsg(packet, 0);
                assertThat(ids(whole, 2)).containsExactly(0, 1);
            }
        });
    }

    /// As an engine works: one thread sends, and waits where the queue is full; another waits for replies and stamps of both
    /// sockets.
    @Test
    void oneThreadSendsWhileAnotherPolls() throws Exception {
        int batches = 10;
        int size = 20;
        inside(() -> {
            slow("20mbit", 100_000);
            var kinds = List.of(Kind.ICMP, Kind.ICMP6);
            var sockets = new ArrayList<Socket>();
            var replies = new int[2];
            var stamps = new int[2];
            try (var poll = new Poll(); var four = Kind.ICMP.open(); var six = Kind.ICMP6.open()) {
                sockets.addAll(List.of(four, six));
                for (Socket s : sockets) {
                    s.setsockopt(SO_SNDBUF, 4096);
                    s.setsockopt(SO_RCVBUF, 1 << 20);
                    Stamps.request(s);
                    poll.add(s, POLLIN | POLLERR).attach(sockets.indexOf(s));
                }
                var refused = new Messages(size, 500, 0);
                fill(refused, Kind.ICMP);
                int waiting = four.sendmmsg(refused, 0, size, MSG_DONTWAIT);
                assertThat(waiting).isBetween(1, size - 1); // so sending waits
                var sender = CompletableFuture.runAsync(() -> send(kinds, sockets, batches, size));
                var in = new Messages(32, 600, 256);
                int[] expected = {batches * size + waiting, batches * size};
                while (!Arrays.equals(replies, expected) || !Arrays.equals(stamps, expected)) {
                    if (sender.isCompletedExceptionally()) sender.join();
                    for (Poll.Entry e : poll.poll(-1)) {
                        int i = (int) Objects.requireNonNull(e.attachment());
                        Socket s = sockets.get(i);
                        if (e.has(POLLIN)) replies[i] += Math.max(0, s.recvmmsg(in, MSG_DONTWAIT));
                        if (e.has(POLLERR))
                            stamps[i] += Math.max(0, s.recvmmsg(in, MSG_DONTWAIT | MSG_ERRQUEUE));
                    }
                }
                sender.join();
            } finally {
                fast();
            }
        });
    }

    private static void fill(Messages batch, Kind kind) {
        for (int i = 0; i < batch.count(); i++)
            kind.put(batch.get(i).to(kind.peer()).data(), 500);
    }

    private static void send(List<Kind> kinds, List<Socket> sockets, int batches, int size) {
        try {
            for (int batch = 0; batch < batches; batch++)
                for (int i = 0; i < kinds.size(); i++) {
                    var out = new Messages(size, 500, 0);
                    fill(out, kinds.get(i));
                    for (int sent = 0; sent < size;)
                        // ICMPv6 datagram sockets do not wait.
                        sent += Math.max(0, sockets.get(i).sendmmsg(out, sent, size - sent, 0));
                }
        } catch (OsError e) {
            throw new UncheckedIOException(e);
        }
    }
}
