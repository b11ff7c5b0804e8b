package net.strata.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.sim.Seen.Packet;
import org.junit.jupiter.api.Test;

/// What a simulated network does to packets. Times are sums of its delays; bytes are those of the RFCs named.
final class InternetTest {
    private static final long MS = Seen.MS;
    private static final String CHAIN = """
            host here 10.0.0.2 2001:db8::2
            router r1 10.0.0.1 2001:db8::1
            router r2 10.0.1.1 2001:db8:1::1
            host there 10.0.2.2 2001:db8:2::2 open=80,443,53/udp ttl=128
            link here r1 1ms
            link r1 r2 delay>2ms delay<3ms
            link r2 there 4ms
            """;

    @Test
    void everyHopAnswersAfterItsDelays() throws Exception {
        var seen = new Seen(CHAIN);
        Packet first = seen.only(seen.udp("10.0.2.2", 1, 33434, 12));
        assertThat(first.from()).isEqualTo("10.0.0.1");
        assertThat(first.at()).isEqualTo(2 * MS);
        long before = seen.port.now();
        Packet second = seen.only(seen.udp("10.0.2.2", 2, 33434, 12));
        assertThat(second.from()).isEqualTo("10.0.1.1");
        assertThat(second.at() - before).isEqualTo((1 + 2 + 3 + 1) * MS);
        before = seen.port.now();
        Packet last = seen.only(seen.udp("10.0.2.2", 3, 33434, 12));
        assertThat(last.from()).isEqualTo("10.0.2.2");
        assertThat(last.at() - before).isEqualTo((1 + 2 + 4 + 4 + 3 + 1) * MS);
        assertThat(last.type()).isEqualTo(3);
        assertThat(last.code()).isEqualTo(3);
        assertThat(last.hops()).isEqualTo(128 - 2);
        assertThat(seen.stamps).hasSize(3);
    }

    @Test
    void aRouterQuotesThePacketAsItCame() throws Exception {
        var seen = new Seen(CHAIN);
        byte[] probe = seen.udp("10.0.2.2", 2, 33434, 12);
        Packet error = seen.only(probe);
        probe[8] = 1; // the time to live, counted down by r1
        Ip.seal(probe);
        assertThat(error.type()).isEqualTo(11);
        assertThat(Arrays.copyOfRange(error.message(), 4, 8)).isEqualTo(new byte[4]);
        assertThat(Arrays.copyOfRange(error.message(), 8, error.message().length)).isEqualTo(probe);
    }

    @Test
    void ipv6LikeIpv4() throws Exception {
        var seen = new Seen(CHAIN);
        Packet expired = seen.only(seen.echo("2001:db8:2::2", 2));
        assertThat(expired.from()).isEqualTo("2001:db8:1::1");
        assertThat(expired.type()).isEqualTo(3);
        assertThat(expired.protocol()).isEqualTo(58);
        assertThat(seen.only(seen.echo("2001:db8:2::2", 3)).type()).isEqualTo(129);
        Packet port = seen.only(seen.udp("2001:db8:2::2", 3, 33434, 12));
        assertThat(port.type()).isEqualTo(1);
        assertThat(port.code()).isEqualTo(4);
        assertThat(port.hops()).isEqualTo(126);
    }

    @Test
    void hostsAnswerTcpAndUdpByTheirPorts() throws Exception {
        var seen = new Seen(CHAIN);
        Packet accepted = seen.only(seen.syn("10.0.2.2", 64, 80));
        assertThat(accepted.protocol()).isEqualTo(6);
        assertThat(accepted.message()[13]).isEqualTo((byte) 0x12); // SYN, ACK
        assertThat(Ip.i32(accepted.message(), 8)).isEqualTo(1001);
        Packet refused = seen.only(seen.syn("10.0.2.2", 64, 81));
        assertThat(refused.message()[13]).isEqualTo((byte) 0x14); // RST, ACK
        assertThat(Ip.i32(refused.message(), 8)).isEqualTo(1001);
        Packet datagram = seen.only(seen.udp("10.0.2.2", 64, 53, 5));
        assertThat(datagram.protocol()).isEqualTo(17);
        assertThat(Ip.u16(datagram.message(), 0)).isEqualTo(53);
        assertThat(Ip.u16(datagram.message(), 2)).isEqualTo(40000);
    }

    @Test
    void whatIsSentIsFilledInAndRefusedAsLinuxDoes() throws Exception {
        var seen = new Seen(CHAIN.replace("link here r1 1ms", "link here r1 1ms mtu=100"));
        byte[] bare = seen.udp("10.0.2.2", 1, 33434, 12);
        Arrays.fill(bare, 2, 6, (byte) 0); // total length, identification
        Arrays.fill(bare, 10, 16, (byte) 0); // checksum, source
        Packet error = seen.only(bare);
        assertThat(Ip.u16(error.message(), 8 + 2)).isEqualTo(40);
        assertThat(Ip.u16(error.message(), 8 + 4)).isNotZero();
        assertThat(Ip.i32(error.message(), 8 + 12)).isEqualTo(0x0a000002);
        seen.came.clear();
        seen.send(seen.udp("10.0.2.2", 1, 33434, 100)).pass(1);
        assertThat(seen.errnos).containsExactly(Errno.EMSGSIZE);
        assertThat(seen.came).isEmpty();
    }

    /// As Linux does, which answers itself. What the service sends back to itself comes, and is not answered again.
    @Test
    void whatItSendsToItselfItAnswersAtOnce() throws Exception {
        var seen = new Seen(CHAIN.replace("2001:db8::2\n", "2001:db8::2 open=40000/udp\n"));
        Packet refused = seen.only(seen.udp("10.0.0.2", 1, 33434, 12));
        assertThat(refused.from()).isEqualTo("10.0.0.2");
        assertThat(refused.type()).isEqualTo(3);
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.at()).isZero();
        assertThat(seen.only(seen.echo("2001:db8::2", 1)).type()).isEqualTo(129);
        assertThat(seen.only(seen.udp("10.0.0.2", 1, 40000, 12)).protocol()).isEqualTo(17);
        assertThat(seen.port.mtu(SockAddr.ip("10.0.0.2", 0))).isEqualTo(65_536);
    }

    /// Routes to oneself are not looked at, as Linux looks into its table of local addresses first.
    @Test
    void aRouteToItselfIsNoLoop() throws Exception {
        var seen = new Seen(CHAIN + "route here to 10.0.0.2 via r1\n");
        assertThat(seen.only(seen.udp("10.0.0.2", 1, 33434, 12)).from()).isEqualTo("10.0.0.2");
    }

    /// A router answers itself where the source of a probe is false: that ends, too, in no time.
    @Test
    void servicesThatAnswerEachOtherComeToAnEnd() throws Exception {
        var seen = new Seen(CHAIN.replace("2001:db8::1\n", "2001:db8::1 open=40000/udp\n"));
        byte[] probe = seen.udp("10.0.0.1", 9, 40000, 12);
        System.arraycopy(SockAddr.ip("10.0.0.1", 0).bytes(), 0, probe, 12, 4);
        Ip.seal(probe);
        Ip.sum16(probe);
        assertThat(seen.count(probe)).isZero();
    }

    @Test
    void tunnelsFromTheFirstHost() throws Exception {
        var seen = new Seen(CHAIN + "tunnel here r2 gre\n");
        assertThat(seen.trace("10.0.2.2")).containsExactly("10.0.1.1", "10.0.2.2");
    }

    @Test
    void longPacketsPassUnlessTheyMustNotBeFragmented() throws Exception {
        var seen = new Seen(CHAIN.replace("link here r1 1ms", "link here r1 1ms mtu=100"));
        byte[] probe = seen.udp("10.0.2.2", 3, 33434, 100);
        probe[6] = 0; // DF
        assertThat(seen.only(probe).from()).isEqualTo("10.0.2.2");
        assertThat(seen.errnos).isEmpty();
        assertThat(seen.port.mtu(SockAddr.ip("10.0.2.2", 0))).isEqualTo(100);
    }

    @Test
    void silentRoutersAndLossyLinks() throws Exception {
        var seen = new Seen(CHAIN);
        assertThat(seen.trace("10.0.2.2")).containsExactly("10.0.0.1", "10.0.1.1", "10.0.2.2");
        seen = new Seen(CHAIN.replace("2001:db8::1\n", "2001:db8::1 silent\n"));
        assertThat(seen.trace("10.0.2.2")).containsExactly("*", "10.0.1.1", "10.0.2.2");
        seen = new Seen(CHAIN.replace("link r2 there 4ms", "link r2 there 4ms loss>100%"));
        assertThat(seen.count(seen.udp("10.0.2.2", 9, 33434, 12))).isZero();
        seen = new Seen(CHAIN.replace("link r2 there 4ms", "link r2 there 4ms loss=10%"));
        int came = 0;
        for (int i = 0; i < 1000; i++)
            came += seen.count(seen.udp("10.0.2.2", 9, 33434, 12));
        // 0.9 * 0.9 of them; the standard deviation is sqrt(1000 * 0.81 * 0.19), about 12.4.
        assertThat(came).isBetween(810 - 62, 810 + 62);
    }

    private static final String DIAMOND = """
            host here 10.0.0.2
            router a 10.0.0.1
            router b1 10.0.1.1
            router b2 10.0.1.2
            router c 10.0.2.1
            host there 10.0.3.2
            link here a 1ms
            link a b1 1ms
            link a b2 1ms
            link b1 c 1ms
            link b2 c 1ms
            link c there 1ms
            """;

    private static Set<String> atHop2(Seen seen, boolean flows) throws Exception {
        var found = new HashSet<String>();
        for (int i = 0; i < 64; i++)
            found.add(seen.only(seen.udp("10.0.3.2", 2, 33434 + (flows ? i : 0), 12)).from());
        return found;
    }

    @Test
    void aFlowHasOneWayAndFlowsHaveAll() throws Exception {
        var seen = new Seen(DIAMOND);
        assertThat(atHop2(seen, false)).hasSize(1);
        assertThat(atHop2(seen, true)).containsExactlyInAnyOrder("10.0.1.1", "10.0.1.2");
        var packets = new Seen(DIAMOND + "balance a packet\n");
        assertThat(atHop2(packets, false)).hasSize(2);
        var hosts = new Seen(DIAMOND + "balance a b1 destination\n");
        assertThat(atHop2(hosts, true)).hasSize(1);
        var first = new Seen(DIAMOND + "balance a first\n");
        assertThat(atHop2(first, true)).containsExactly("10.0.1.1");
    }

    @Test
    void limitsAreBuckets() throws Exception {
        var seen = new Seen(CHAIN.replace("2001:db8:1::1\n",
                "2001:db8:1::1 answers=10/s:3\n"));
        for (int i = 0; i < 5; i++)
            seen.send(seen.udp("10.0.2.2", 2, 33434, 12));
        seen.pass(200 * MS); // refills two
        assertThat(seen.came).hasSize(3);
        for (int i = 0; i < 5; i++)
            seen.send(seen.udp("10.0.2.2", 2, 33434, 12));
        seen.pass(50 * MS);
        assertThat(seen.came).hasSize(5);
    }
}
