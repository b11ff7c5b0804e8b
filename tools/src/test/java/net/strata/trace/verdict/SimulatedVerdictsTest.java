package net.strata.trace.verdict;

import static net.strata.trace.verdict.Simulated.types;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every verdict on a network made for it, and none on a healthy one.
final class SimulatedVerdictsTest {
    private static final int SEEDS = 200;

    /// Eight routers; the first line of each link may be replaced.
    private static final String CHAIN = """
            host here 10.0.0.2
            router r1 10.0.1.1
            router r2 10.0.2.1
            router r3 10.0.3.1
            router r4 10.0.4.1
            router r5 10.0.5.1
            router r6 10.0.6.1
            router r7 10.0.7.1
            host there 10.0.8.1
            link here r1 1ms..2ms
            link r1 r2 2ms..3ms
            link r2 r3 1ms..3ms
            link r3 r4 2ms..4ms
            link r4 r5 1ms..2ms
            link r5 r6 1ms..2ms
            link r6 r7 2ms..3ms
            link r7 there 1ms..2ms
            """;

    private static String with(String line, String other) {
        assertThat(CHAIN).contains(line);
        return CHAIN.replace(line, other);
    }

    @Test
    void aHealthyNetworkNeverHasAVerdict() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(types(new Simulated(CHAIN, seed, Simulated.UDP).rounds(100))).as("seed %d", seed).isEmpty();
            assertThat(types(new Simulated(CHAIN, seed, Simulated.ICMP).traceroute())).as("seed %d", seed).isEmpty();
        }
    }

    /// Routers quote addresses of a link without the link.
    @Test
    void theScopeOfAnAddressIsNoTranslation() throws Exception {
        assertThat(types(new Simulated("""
                host here fe80::1
                router r1 fe80::2
                host there fe80::3
                link here r1
                link r1 there
                """, 7, 1, Simulated.UDP).traceroute())).isEmpty();
    }

    /// 0.05 % on each of 16 ways over links are 0.8 % of the whole.
    @Test
    void aNetworkThatLosesLittleNeverHasAVerdict() throws Exception {
        String little = CHAIN.replaceAll("(link .*)", "$1 loss=0.05%");
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(types(new Simulated(little, seed, Simulated.UDP).rounds(100))).as("seed %d", seed).isEmpty();
            assertThat(types(new Simulated(little, seed, Simulated.ICMP).traceroute())).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void aLinkThatLoses() throws Exception {
        String bad = with("link r4 r5 1ms..2ms", "link r4 r5 1ms..2ms loss=8%");
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Verdict> found = Verdicts.of(new Simulated(bad, seed, Simulated.UDP).rounds(100));
            assertThat(found).as("seed %d", seed).hasSize(1);
            assertThat(found.getFirst().type()).isEqualTo(Verdict.Type.LOSS);
            assertThat(5).as("seed %d: %s", seed, found)
                    .isBetween((Integer) found.getFirst().evidence().getOrDefault("earliest", 0),
                            found.getFirst().hop());
        }
    }

    @Test
    void aRouterThatLimitsItsAnswers() throws Exception {
        String slow = with("router r3 10.0.3.1", "router r3 10.0.3.1 answers=0.5/s");
        for (int seed = 0; seed < SEEDS; seed++)
            assertThat(types(new Simulated(slow, seed, Simulated.UDP).rounds(100))).as("seed %d", seed)
                    .containsExactly("LIMITS 3");
    }

    @Test
    void aHostThatLimitsItsAnswersIsToldByHalfTheRate() throws Exception {
        String slow = with("host there 10.0.8.1", "host there 10.0.8.1 answers=0.6/s");
        String lossy = with("link r7 there 1ms..2ms", "link r7 there 1ms..2ms loss=20%");
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(halfRate(slow, seed)).as("seed %d", seed).containsExactly("LIMITS 8");
            assertThat(halfRate(lossy, seed)).as("seed %d", seed)
                    .containsAnyOf("LOSS 8", "LOSS_OR_LIMIT 8").doesNotContain("LIMITS 8");
        }
    }

    private static List<String> halfRate(String topology, int seed) throws Exception {
        var simulated = new Simulated(topology, seed, Simulated.UDP);
        Evidence evidence = simulated.rounds(100);
        assertThat(types(evidence)).as("seed %d", seed).containsExactly("LOSS_OR_LIMIT 8");
        var plan = new Spaced(new net.strata.trace.Request(8, 0, 60, false), 50, 2_000_000_000L, 1_000_000_000L);
        simulated.run(plan);
        return types(evidence.slower(8, plan.loss()));
    }

    @Test
    void aLongLink() throws Exception {
        String far = with("link r5 r6 1ms..2ms", "link r5 r6 40ms..43ms");
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(types(new Simulated(far, seed, Simulated.UDP).rounds(20))).as("seed %d", seed)
                    .containsExactly("DELAY 6");
            assertThat(types(new Simulated(far, seed, Simulated.TCP).traceroute())).as("seed %d", seed)
                    .containsExactly("DELAY 6");
        }
    }

    @Test
    void aQueueThatFillsAndEmpties() throws Exception {
        String queue = with("link r5 r6 1ms..2ms", "link r5 r6 1ms..80ms");
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Verdict> found = Verdicts.of(new Simulated(queue, seed, Simulated.UDP).rounds(100));
            assertThat(found).as("seed %d", seed).hasSize(1);
            assertThat(found.getFirst().type()).isEqualTo(Verdict.Type.DELAY);
            assertThat(found.getFirst().hop()).isEqualTo(6);
            assertThat(found.getFirst().words()).contains("a queue that fills and empties");
        }
    }

    @Test
    void aRouterThatIsSlowToAnswer() throws Exception {
        String slow = with("router r3 10.0.3.1", "router r3 10.0.3.1 slow=50ms..60ms");
        for (int seed = 0; seed < SEEDS; seed++)
            assertThat(types(new Simulated(slow, seed, Simulated.UDP).rounds(20))).as("seed %d", seed)
                    .containsExactly("SLOW 3");
    }

    @Test
    void aCircle() throws Exception {
        String circle = CHAIN + "route r5 to there via r4\n";
        for (int seed = 0; seed < SEEDS; seed++)
            assertThat(types(new Simulated(circle, seed, Simulated.UDP).traceroute())).as("seed %d", seed)
                    .containsExactly("LOOP 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"net UNREACHABLE", "host UNREACHABLE", "prohibit PROHIBITED"})
    void aRouteThatEnds(String what) throws Exception {
        String[] words = what.split(" ", -1);
        for (int seed = 0; seed < SEEDS; seed++)
            assertThat(types(new Simulated(CHAIN + "route r4 to there " + words[0] + "\n", seed, Simulated.UDP)
                    .traceroute())).as("seed %d", seed).containsExactly(words[1] + " 4");
    }

    @Test
    void aFilter() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(types(new Simulated(CHAIN + "route r4 to there drop\n", seed, Simulated.UDP).traceroute()))
                    .as("seed %d", seed).containsExactly("FILTERED 4");
        }
    }

    @Test
    void aRouterThatSaysHowBigPacketsMayBe() throws Exception {
        String narrow = with("link r4 r5 1ms..2ms", "link r4 r5 1ms..2ms mtu=1400");
        for (int seed = 0; seed < SEEDS; seed++) {
            MtuSearch search = new Simulated(narrow, seed, Simulated.UDP).sizes(1500);
            assertThat(search.limits()).as("seed %d", seed).hasSize(1);
            assertThat(search.limits().getFirst().mtu()).isEqualTo(1400);
            assertThat(search.limits().getFirst().hop()).isEqualTo(5);
            assertThat(String.valueOf(search.limits().getFirst().from())).contains("10.0.4.1");
        }
    }

    @Test
    void bigPacketsThatVanish() throws Exception {
        String hole = with("link r4 r5 1ms..2ms", "link r4 r5 1ms..2ms mtu=1437 blackhole");
        for (int seed = 0; seed < SEEDS; seed++) {
            var simulated = new Simulated(hole, seed, Simulated.UDP);
            Evidence evidence = simulated.traceroute();
            assertThat(types(evidence)).as("seed %d", seed).isEmpty();
            MtuSearch search = simulated.sizes(1500);
            assertThat(search.limits()).as("seed %d", seed)
                    .containsExactly(new MtuSearch.Limit(5, 1437, 1438, null, 8));
            assertThat(types(evidence.sizes(search.limits()))).containsExactly("BLACK_HOLE 5");
        }
    }

    @Test
    void rewrittenDscp() throws Exception {
        String rewriting = with("router r3 10.0.3.1", "router r3 10.0.3.1 dscp=0");
        for (int seed = 0; seed < SEEDS; seed++)
            assertThat(types(new Simulated(rewriting, seed, Simulated.UDP_EF).traceroute())).as("seed %d", seed)
                    .containsExactly("DSCP 4");
    }

    @Test
    void aTranslator() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(types(new Simulated(CHAIN + "nat r2 198.51.100.7 for here ports raw\n", seed, Simulated.UDP)
                    .traceroute())).as("seed %d", seed).containsExactly("NAT 3");
        }
    }

    @Test
    void labels() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Verdict> found = Verdicts.of(new Simulated(CHAIN + "lsp r2 r3 r4 r5 labels=24001,24017\n", seed,
                    Simulated.UDP).traceroute());
            assertThat(found).as("seed %d", seed).hasSize(1);
            assertThat(found.getFirst().words())
                    .isEqualTo("hops 3 to 4 are in an MPLS tunnel: the probe came with labels 24001, 24017.");
        }
    }

    /// Four routers are not seen on the way there.
    @Test
    void hiddenHopsMakeTheWayBackLonger() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++)
            assertThat(types(new Simulated(CHAIN + "lsp r1 r2 r3 r4 r5 r6 hidden\n", seed, Simulated.UDP)
                    .traceroute())).as("seed %d", seed).contains("RETURN 2");
    }

    @Test
    void filtersThatChoose() throws Exception {
        String filtered = CHAIN + "filter r4 udp to there prohibit\nfilter r4 echo to there drop\n";
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(types(new Simulated(filtered, seed, Simulated.UDP).traceroute())).as("seed %d", seed)
                    .containsExactly("PROHIBITED 4");
            assertThat(types(new Simulated(filtered, seed, Simulated.ICMP).traceroute())).as("seed %d", seed)
                    .containsExactly("FILTERED 5");
            assertThat(types(new Simulated(filtered, seed, Simulated.TCP).traceroute())).as("seed %d", seed).isEmpty();
        }
    }
}
