package net.strata.trace;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.sim.InternetPort;
import net.strata.sim.Topology;
import net.strata.sim.TopologyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The engine and its usual plan in a simulated network, whose clock says to the nanosecond how long everything took.
final class TracerTest {
    private static final long MS = 1_000_000;
    private static final IpHeader PLAIN = new IpHeader(0, 0, List.of());

    /// Routers in a row, links of so many ms, and a host.
    private static String chain(int routers, int ms, String silent, String host) {
        var text = new StringBuilder("host here 10.0.0.1 2001:db8::1\n");
        for (int i = 1; i <= routers; i++)
            text.append("router r").append(i).append(" 10.0.").append(i).append(".1 2001:db8:").append(i).append("::1")
                    .append(List.of(silent.split(" ")).contains("r" + i) ? " silent" : "").append('\n');
        text.append("host there 10.0.99.1 2001:db8:99::1 ").append(host).append('\n');
        for (int i = 0; i <= routers; i++)
            text.append("link ").append(i == 0 ? "here" : "r" + i).append(' ')
                    .append(i == routers ? "there" : "r" + (i + 1)).append(' ').append(ms).append("ms\n");
        return text.toString();
    }

    /// A trace that is over.
    private static final class Traced implements Watcher {
        final InternetPort port;
        final List<Probe> sent = new ArrayList<>();
        final Map<Integer, List<Answer>> answers = new TreeMap<>();
        final List<Probe> lost = new ArrayList<>();
        final List<Answer> again = new ArrayList<>();
        final long took;
        private int mostWaiting;
        private int waiting;

        Traced(String topology, int family, Method method, HopByHop.Settings settings)
                throws IOException, TopologyException {
            var network = Topology.parse(topology);
            port = new InternetPort(network, 1);
            SockAddr.Ip from = Objects.requireNonNull(network.source(family));
            SockAddr.Ip to = Objects.requireNonNull(network.address("there", family));
            var tracer = new Tracer(new Tracer.Settings(MS, 100, 2000, 0, 0), port, port, port::wall, this);
            tracer.add(new Path(0, "there", from, to, method), new HopByHop(settings));
            tracer.run();
            took = port.now();
        }

        @Override
        public void sent(Probe probe) {
            sent.add(probe);
            waiting++;
            if (answers.values().stream().noneMatch(each -> each.getFirst().isFinal()))
                mostWaiting = Math.max(mostWaiting, waiting);
        }

        @Override
        public void answered(Answer answer) {
            waiting--;
            if (answers.values().stream().noneMatch(each -> each.getFirst().isFinal())
                    || answer.probe().hops() <= Collections.max(answers.keySet()))
                answers.computeIfAbsent(answer.probe().hops(), _ -> new ArrayList<>()).add(answer);
        }

        @Override
        public void lost(Probe probe) {
            waiting--;
            lost.add(probe);
        }

        @Override
        public void again(Answer answer) {
            again.add(answer);
        }

        List<Answer> hop(int hop) {
            return answers.getOrDefault(hop, List.of());
        }
    }

    private static HopByHop.Settings usual(int size) {
        return new HopByHop.Settings(1, 30, 3, 64, 0, size, false, Waits.USUAL);
    }

    private static Method method(String name) {
        return switch (name) {
            case "udp" -> new Udp(PLAIN, 50000, 33434, false);
            case "classic" -> new Udp(PLAIN, 50000, 33434, true);
            case "icmp" -> new IcmpEcho(PLAIN, 77, 1000, false);
            default -> new TcpSyn(PLAIN, 50000, 80, 0x55550000);
        };
    }

    @ParameterizedTest
    @CsvSource({"udp, 4", "classic, 4", "icmp, 4", "tcp, 4", "udp, 6", "classic, 6", "icmp, 6", "tcp, 6"})
    void everyHopIsFoundWithItsRoundTrips(String name, int version) throws Exception {
        var traced = new Traced(chain(12, 2, "", ""), version == 4 ? AF_INET : AF_INET6, method(name), usual(80));
        for (int hop = 1; hop <= 13; hop++) {
            String address = version == 4
                    ? "10.0." + (hop == 13 ? 99 : hop) + ".1"
                    : "2001:db8:" + (hop == 13 ? 99 : hop) + "::1";
            assertThat(traced.hop(hop)).hasSize(3);
            for (Answer each : traced.hop(hop)) {
                assertThat(each.from().host()).isEqualTo(address);
                assertThat(each.rtt()).isEqualTo(hop * 2L * 2 * MS);
                assertThat(each.kind()).isEqualTo(hop == 13 ? Kind.REACHED : Kind.EXPIRED);
            }
        }
        assertThat(traced.lost).isEmpty();
        // Three waves to find the host, 6 hops, then 6, then 1 (24 + 48 + 52 ms), and the last two probes to it.
        assertThat(traced.took).isLessThanOrEqualTo((24 + 48 + 52 + 52) * MS);
        // So few reach a host that limits its answers: three to it, and one for each hop that was looked ahead.
        long reached = traced.sent.stream().filter(each -> each.hops() >= 13).count();
        assertThat(reached).isLessThanOrEqualTo(3 + 5);
    }

    @Test
    void silentHopsWaitAsLongAsTheirNeighboursSay() throws Exception {
        var traced = new Traced(chain(12, 2, "r3 r7 r8", ""), AF_INET, method("udp"), usual(60));
        assertThat(traced.answers.keySet()).containsExactly(1, 2, 4, 5, 6, 9, 10, 11, 12, 13);
        assertThat(traced.lost).hasSize(9);
        // Ten times a neighbour's round trip and 1 ms (traceroute(8), -w): of hop 9, (36 + 1) * 10, from when its probes left.
        assertThat(traced.took).isLessThanOrEqualTo((24 + 48 + 52 + 370) * MS);
    }

    /// All hops wait together: once the longest wait, and looking ahead every 50 ms or twice the longest round trip.
    @Test
    void aHostThatNeverAnswersTakesOneWait() throws Exception {
        var traced = new Traced(chain(12, 2, "", "silent"), AF_INET, method("udp"), usual(60));
        assertThat(traced.answers.keySet()).hasSize(12).contains(12).doesNotContain(13);
        assertThat(traced.lost).hasSize(18 * 3);
        assertThat(traced.took).isBetween(5000 * MS, (5000 + 72 + 14 * 96) * MS);
    }

    @Test
    void noMoreWaitThanAllowed() throws Exception {
        var settings = new HopByHop.Settings(1, 30, 3, 4, 0, 60, false, Waits.USUAL);
        var traced = new Traced(chain(12, 2, "", ""), AF_INET, method("udp"), settings);
        assertThat(traced.mostWaiting).isEqualTo(4);
        assertThat(traced.hop(13)).hasSize(3);
    }

    @Test
    void probesKeepTheirDistance() throws Exception {
        var settings = new HopByHop.Settings(1, 30, 1, 64, 20 * MS, 60, false, Waits.USUAL);
        var traced = new Traced(chain(3, 1, "", ""), AF_INET, method("udp"), settings);
        for (int i = 1; i < traced.sent.size(); i++)
            assertThat(traced.sent.get(i).sentAt() - traced.sent.get(i - 1).sentAt()).isGreaterThanOrEqualTo(20 * MS);
        assertThat(traced.hop(4)).hasSize(1);
    }

    @Test
    void onlyTheHopsThatAreAskedFor() throws Exception {
        var settings = new HopByHop.Settings(4, 6, 2, 64, 0, 60, false, Waits.USUAL);
        var traced = new Traced(chain(12, 1, "", ""), AF_INET, method("icmp"), settings);
        assertThat(traced.answers.keySet()).containsExactly(4, 5, 6);
        assertThat(traced.sent).hasSize(6);
    }

    @Test
    void whatThePacketIsTooLongForIsRefusedHere() throws Exception {
        String topology = "host here 10.0.0.1\nhost there 10.0.99.1\nlink here there 1ms mtu=1000\n";
        var settings = new HopByHop.Settings(1, 30, 1, 64, 0, 1400, true, Waits.USUAL);
        var traced = new Traced(topology, AF_INET, method("udp"), settings);
        assertThat(traced.lost.getFirst().errno()).isEqualTo(Errno.EMSGSIZE);
        assertThat(traced.took).isLessThan(10 * MS);
    }
}
