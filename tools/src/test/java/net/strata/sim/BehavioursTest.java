package net.strata.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.sim.Seen.Packet;
import net.strata.wire.Checksum;
import org.junit.jupiter.api.Test;

/// What topologies can say of routers, one thing at a time.
final class BehavioursTest {
    private static final long MS = Seen.MS;
    private static final String THERE = "10.0.9.2";

    /// A chain of routers, `here` to `there`, 1 ms each, whose links have addresses.
    private static String chain(int routers) {
        var text = new StringBuilder("host here 10.0.0.2 2001:db8::2\n");
        for (int i = 1; i <= routers; i++)
            text.append("router r" + i + " 10.0." + i + ".1 2001:db8:" + i + "::1\n");
        text.append("host there 10.0.9.2 2001:db8:9::2 open=80\n");
        for (int i = 0; i <= routers; i++)
            text.append(
                    "link " + (i == 0 ? "here" : "r" + i) + " " + (i == routers ? "there" : "r" + (i + 1)) + " 1ms\n");
        return text.toString();
    }

    private static byte[] extensions(Packet error, int words) {
        return Arrays.copyOfRange(error.message(), 8 + 4 * words, error.message().length);
    }

    @Test
    void aRouterAnswersFromTheInterfaceThatThePacketCameInBy() throws Exception {
        var seen = new Seen("""
                host here 10.0.0.2
                router r 10.255.0.1
                host there 10.0.1.2
                link here r:10.0.0.1
                link r:10.0.1.1 there
                """);
        assertThat(seen.trace("10.0.1.2")).containsExactly("10.0.0.1", "10.0.1.2");
        var fixed = new Seen("""
                host here 10.0.0.2
                router r from=10.255.0.1
                host there 10.0.1.2
                link here r:10.0.0.1
                link r:10.0.1.1 there
                """);
        assertThat(fixed.trace("10.0.1.2")).containsExactly("10.255.0.1", "10.0.1.2");
    }

    @Test
    void unreachable() throws Exception {
        var seen = new Seen(
                chain(2) + "net 10.0.8.0/24 at r2\nroute r1 to 10.7.0.0/16 via r2\nroute r2 to 10.6.0.1 prohibit\n"
                        + "route r1 to 10.6.0.1 via r2\nroute r1 to 10.5.0.1 drop\n");
        Packet net = seen.only(seen.udp("192.0.2.1", 9, 33434, 12));
        assertThat(List.of(net.from(), net.type(), net.code())).containsExactly("10.0.1.1", 3, 0);
        Packet deeper = seen.only(seen.udp("10.7.0.1", 9, 33434, 12));
        assertThat(List.of(deeper.from(), deeper.type(), deeper.code())).containsExactly("10.0.2.1", 3, 0);
        Packet host = seen.only(seen.udp("10.0.8.1", 9, 33434, 12));
        assertThat(List.of(host.from(), host.type(), host.code())).containsExactly("10.0.2.1", 3, 1);
        Packet prohibited = seen.only(seen.udp("10.6.0.1", 9, 33434, 12));
        assertThat(List.of(prohibited.from(), prohibited.type(), prohibited.code())).containsExactly("10.0.2.1", 3, 13);
        assertThat(seen.count(seen.udp("10.5.0.1", 9, 33434, 12))).isZero();
        Packet six = seen.only(seen.udp("2001:db8:dead::1", 9, 33434, 12));
        assertThat(List.of(six.from(), six.type(), six.code())).containsExactly("2001:db8:1::1", 1, 0);
        seen = new Seen("host here 10.0.0.2\n");
        seen.send(seen.udp("192.0.2.1", 9, 33434, 12)).pass(1);
        assertThat(seen.errnos).containsExactly(Errno.ENETUNREACH);
    }

    @Test
    void routesMakeLoopsAndAsymmetry() throws Exception {
        var loop = new Seen(chain(3) + "route r3 to there via r2\n");
        assertThat(loop.trace(THERE).subList(0, 6)).containsExactly("10.0.1.1", "10.0.2.1", "10.0.3.1", "10.0.2.1",
                "10.0.3.1", "10.0.2.1");
        var back = new Seen(
                chain(2) + "router far 10.0.99.1\nlink r2 far 50ms\nlink far r1 50ms\nroute r2 to here via far\n");
        Packet answer = back.only(back.udp(THERE, 2, 33434, 12));
        assertThat(answer.at()).isEqualTo((1 + 1 + 50 + 50 + 1) * MS);
        assertThat(answer.hops()).isEqualTo(64 - 2);
        var costs = new Seen(chain(2)
                + "router far 10.0.99.1\nlink r2 far cost=1\nlink far r1\n".replace("link r2 far", "link far r2")
                + "link here far cost=1\n");
        assertThat(costs.trace(THERE)).containsExactly("10.0.99.1", "10.0.2.1", THERE);
    }

    @Test
    void packetsThatAreTooBig() throws Exception {
        String narrow = chain(3).replace("link r2 r3 1ms", "link r2 r3 1ms mtu>1000");
        var seen = new Seen(narrow);
        Packet big = seen.only(seen.udp(THERE, 9, 33434, 1000));
        assertThat(List.of(big.from(), big.type(), big.code())).containsExactly("10.0.2.1", 3, 4);
        assertThat(Ip.i32(big.message(), 4)).isEqualTo(1000);
        assertThat(big.message()).hasSize(576 - 20);
        Packet six = seen.only(seen.udp("2001:db8:9::2", 9, 33434, 1300));
        assertThat(List.of(six.from(), six.type(), six.code())).containsExactly("2001:db8:2::1", 2, 0);
        assertThat(Ip.i32(six.message(), 4)).isEqualTo(1000);
        assertThat(six.message()).hasSize(1280 - 40);
        assertThat(seen.only(seen.udp(THERE, 9, 33434, 972)).from()).isEqualTo(THERE);
        byte[] may = seen.udp(THERE, 9, 33434, 1000);
        may[6] = 0; // it may be fragmented
        assertThat(seen.only(may).from()).isEqualTo(THERE);
        var hole = new Seen(narrow.replace("mtu>1000", "mtu=1000 blackhole"));
        assertThat(hole.count(hole.udp(THERE, 9, 33434, 1000))).isZero();
        assertThat(hole.only(hole.udp(THERE, 9, 33434, 972)).from()).isEqualTo(THERE);
    }

    @Test
    void filters() throws Exception {
        var seen = new Seen(chain(3) + """
                filter r2 udp 33434..33534 drop
                filter r2 tcp 80 to there pass
                filter r2 tcp 443 reset
                filter r2 tcp to there code=10
                filter r2 echo from here prohibit
                """);
        assertThat(seen.count(seen.udp(THERE, 9, 33434, 12))).isZero();
        assertThat(seen.only(seen.udp(THERE, 9, 33533 + 2, 12)).from()).isEqualTo(THERE);
        // A router counts down before it filters.
        assertThat(seen.only(seen.udp(THERE, 2, 33434, 12)).type()).isEqualTo(11);
        assertThat(seen.only(seen.syn(THERE, 9, 80)).message()[13]).isEqualTo((byte) 0x12);
        Packet reset = seen.only(seen.syn(THERE, 9, 443));
        assertThat(reset.from()).isEqualTo(THERE);
        assertThat(reset.hops()).isEqualTo(64 - 1);
        assertThat(reset.message()[13]).isEqualTo((byte) 0x14);
        Packet code = seen.only(seen.syn(THERE, 9, 22));
        assertThat(List.of(code.from(), code.type(), code.code())).containsExactly("10.0.2.1", 3, 10);
        Packet prohibited = seen.only(seen.echo(THERE, 9));
        assertThat(List.of(prohibited.from(), prohibited.type(), prohibited.code())).containsExactly("10.0.2.1", 3, 13);
    }

    /// RFC 4884 section 4.1: 128 bytes of the packet, 32 words; RFC 4950 section 5: labels as they came in.
    @Test
    void labelsAreTold() throws Exception {
        var seen = new Seen(chain(5) + "lsp r1 r2 r3 r4 labels=100/9,200/9\n");
        assertThat(seen.trace(THERE)).containsExactly("10.0.1.1", "10.0.2.1", "10.0.3.1", "10.0.4.1", "10.0.5.1",
                THERE);
        Packet third = seen.only(seen.udp(THERE, 3, 33434, 12));
        assertThat(third.message()[5]).isEqualTo((byte) 32);
        byte[] extensions = extensions(third, 32);
        // Version 2; 12 bytes of class 1, type 1; 200 at the top and 9 at the bottom. Pushed with 2, counted down to 1 by r2.
        assertThat(HexFormat.of().formatHex(extensions, 4, 16)).isEqualTo("000c0101" + "000c8001" + "00009102");
        assertThat(extensions[0]).isEqualTo((byte) 0x20);
        assertThat(Checksum.good(Checksum.sum(extensions, 0, extensions.length, 0))).isTrue();
        // The quoted time to live is that of the packet inside, which nobody counts down in the path.
        assertThat(third.message()[8 + 8]).isEqualTo((byte) 2);
        Packet six = seen.only(seen.udp("2001:db8:9::2", 2, 33434, 12));
        assertThat(six.message()[4]).isEqualTo((byte) 16);
        assertThat(HexFormat.of().formatHex(extensions(six, 32), 4, 16))
                .isEqualTo("000c0101" + "00064001" + "00009101");
        assertThat(seen.only(seen.udp(THERE, 4, 33434, 12)).message()).hasSize(8 + 40);
    }

    @Test
    void hiddenPathsHideTheirRouters() throws Exception {
        var seen = new Seen(chain(5) + "lsp r1 r2 r3 r4 hidden\n");
        assertThat(seen.trace(THERE)).containsExactly("10.0.1.1", "10.0.4.1", "10.0.5.1", THERE);
        var ultimate = new Seen(chain(5) + "lsp r1 r2 r3 r4 labels=5,6,7 hidden ultimate\n");
        assertThat(ultimate.trace(THERE)).containsExactly("10.0.1.1", "10.0.4.1", "10.0.5.1", THERE);
        Packet last = ultimate.only(ultimate.udp(THERE, 2, 33434, 12));
        // Label 7, pushed with 255, counted down by r2 and r3.
        assertThat(HexFormat.of().formatHex(extensions(last, 32), 4, 12)).isEqualTo("00080101" + "000071fd");
        var untold = new Seen(chain(5) + "lsp r1 r2 r3 r4 untold\n");
        assertThat(untold.only(untold.udp(THERE, 3, 33434, 12)).message()).hasSize(8 + 40);
    }

    /// RFC 5837 section 4: incoming interface (role 0) with index, address, name and MTU, C-Type 0x0f.
    @Test
    void interfacesAreTold() throws Exception {
        var seen = new Seen("""
                host here 10.0.0.2
                router r interfaces
                host there 10.0.1.2
                link here r/ge-0/0/1:10.0.0.1 mtu=1400
                link r there
                """);
        Packet error = seen.only(seen.udp("10.0.1.2", 1, 33434, 12));
        assertThat(HexFormat.of().formatHex(extensions(error, 32), 4, 36)).isEqualTo("0020020f" + "00000001"
                + "00010000" + "0a000001" + "0c67652d302f302f31000000" + "00000578");
    }

    @Test
    void howMuchIsQuoted() throws Exception {
        var seen = new Seen(chain(1).replace("2001:db8:1::1", "2001:db8:1::1 quote=28 ttl=255"));
        Packet error = seen.only(seen.udp(THERE, 1, 33434, 500));
        assertThat(error.message()).hasSize(8 + 28);
        assertThat(error.hops()).isEqualTo(255);
    }

    @Test
    void slowAnswersDelayNothingElse() throws Exception {
        var seen = new Seen(chain(2).replace("2001:db8:1::1", "2001:db8:1::1 slow=30ms"));
        assertThat(seen.only(seen.udp(THERE, 1, 33434, 12)).at()).isEqualTo((1 + 30 + 1) * MS);
        long before = seen.port.now();
        assertThat(seen.only(seen.udp(THERE, 2, 33434, 12)).at() - before).isEqualTo(4 * MS);
    }

    @Test
    void dscpIsRewritten() throws Exception {
        var seen = new Seen(chain(3).replace("2001:db8:2::1", "2001:db8:2::1 dscp=10"));
        byte[] probe = seen.udp(THERE, 2, 33434, 12);
        probe[1] = (byte) 0xb9;
        Ip.seal(probe);
        assertThat(seen.only(probe).message()[8 + 1]).isEqualTo((byte) 0xb9);
        Ip.ttl(probe, 3);
        assertThat(seen.only(probe).message()[8 + 1]).isEqualTo((byte) (10 << 2 | 1));
    }

    @Test
    void sourcesAreTranslatedAndBack() throws Exception {
        for (String how : List.of("", " ports", " raw")) {
            var seen = new Seen(chain(3) + "nat r1 198.51.100.7 for here" + how + "\n");
            byte[] probe = seen.udp(THERE, 2, 33434, 12);
            byte[] quote = Arrays.copyOfRange(seen.only(probe).message(), 8, 48);
            if (how.equals(" raw")) {
                assertThat(Ip.source(quote).host()).isEqualTo("198.51.100.7");
                assertThat(Ip.sound(quote)).isTrue();
                assertThat(Ip.soundMessage(quote)).isTrue();
            } else {
                probe[8] = 1;
                Ip.seal(probe);
                assertThat(quote).as(how).isEqualTo(probe);
            }
            assertThat(seen.only(seen.udp(THERE, 9, 33434, 12)).code()).isEqualTo(3);
            assertThat(seen.only(seen.echo(THERE, 9)).type()).isZero();
            assertThat(seen.only(seen.syn(THERE, 9, 80)).message()[13]).isEqualTo((byte) 0x12);
        }
    }

    @Test
    void destinationsAreTranslatedAndBack() throws Exception {
        var seen = new Seen(chain(3) + "nat r2 198.51.100.7 to there\n");
        assertThat(seen.trace("198.51.100.7")).containsExactly("10.0.1.1", "10.0.2.1", "10.0.3.1", "198.51.100.7");
        Packet quoting = seen.only(seen.udp("198.51.100.7", 3, 33434, 12));
        assertThat(Ip.destination(Arrays.copyOfRange(quoting.message(), 8, 48)).host()).isEqualTo("198.51.100.7");
        var raw = new Seen(chain(3) + "nat r2 198.51.100.7 to there raw\n");
        quoting = raw.only(raw.udp("198.51.100.7", 3, 33434, 12));
        assertThat(Ip.destination(Arrays.copyOfRange(quoting.message(), 8, 48)).host()).isEqualTo(THERE);
    }

    /// Outer headers of 20 and 24 bytes.
    @Test
    void tunnelsHideTheirWayAndAreNarrower() throws Exception {
        for (String kind : List.of("ipip", "gre")) {
            var seen = new Seen(chain(5) + "tunnel r1 r4 " + kind + "\n");
            assertThat(seen.trace(THERE)).containsExactly("10.0.1.1", "10.0.4.1", "10.0.5.1", THERE);
            long before = seen.port.now();
            assertThat(seen.only(seen.udp(THERE, 9, 33434, 12)).at() - before).isEqualTo(12 * MS);
            Packet big = seen.only(seen.udp(THERE, 9, 33434, 1472));
            assertThat(List.of(big.from(), big.type(), big.code())).containsExactly("10.0.1.1", 3, 4);
            assertThat(Ip.i32(big.message(), 4)).isEqualTo(kind.equals("gre") ? 1476 : 1480);
        }
    }

    @Test
    void theTruthIsWhatProbesFind() throws Exception {
        var seen = new Seen(chain(5).replace("2001:db8:5::1", "2001:db8:5::1 silent") + "lsp r1 r2 r3 r4 hidden\n");
        var truth = new Truth(seen.topology, 1);
        assertThat(truth.path(seen.udp(THERE, 1, 33434, 12)).stream()
                .map(hop -> hop.address() == null ? "*" : hop.address().host())).isEqualTo(seen.trace(THERE));
        assertThat(truth.links(SockAddr.ip(THERE, 0)).stream()
                .map(link -> link.hops() + " " + link.from().name() + " " + link.to().name()))
                .containsExactly("1 here r1", "2 r1 r4", "3 r4 r5", "4 r5 there");
    }
}
