package net.strata.trace.multipath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.strata.os.SockAddr;
import net.strata.sim.InternetPort;
import net.strata.sim.Topology;
import net.strata.sim.TopologyException;
import net.strata.trace.IcmpEcho;
import net.strata.trace.IpHeader;
import net.strata.trace.Method;
import net.strata.trace.Path;
import net.strata.trace.Tracer;
import net.strata.trace.Udp;
import net.strata.trace.Waits;
import net.strata.trace.Watcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// All ways through simulated networks.
final class MultipathTest {
    private static final int SIZE = 60;
    private static final int TOPOLOGIES = Integer.getInteger("topologies", 1000);
    private static final int FIRST = Integer.getInteger("first", 0);
    /// How likely it is that the test fails by chance alone, were its seeds drawn anew.
    private static final double ALARM = 1e-6;

    static Graph trace(Topology topology, SockAddr.Ip from, SockAddr.Ip to, boolean udp, int percent, int flows,
            long seed) throws IOException {
        var header = new IpHeader(0, 0, List.of());
        Method method = udp ? new Udp(header, 40000, 33434, false) : new IcmpEcho(header, 7, 1000, false);
        var port = new InternetPort(topology, seed);
        var tracer = new Tracer(new Tracer.Settings(1000, 100, SIZE, 0, 0), port, port, port::wall,
                new Watcher() {
                });
        var plan = new Multipath(new Multipath.Settings(1, 30, new Stopping(percent), flows, 128, 0, SIZE, false,
                Waits.USUAL), from);
        tracer.add(new Path(0, "host", from, to, method), plan);
        tracer.run();
        return plan.graph();
    }

    private static Graph trace(String topology, String to, int flows) throws IOException, TopologyException {
        Topology parsed = Topology.parse(topology);
        return trace(parsed, SockAddr.ip("10.0.0.1", 0), SockAddr.ip(to, 0), true, 95, flows, 1);
    }

    static Set<Maze.Step> steps(Graph graph) {
        var steps = new HashSet<Maze.Step>();
        for (Graph.Edge each : graph.edges())
            if (each.certain())
                steps.add(new Maze.Step(each.link().from().hop(), each.link().from().label(),
                        each.link().to().label()));
        return steps;
    }

    /// Each topology has diamonds, nested ones and meshes of chance, silent routers, and balancers by packet. Over all of them no link
    /// is shown that is not there, and the routers of which a next hop is missed are as few as the stated confidence allows.
    @ParameterizedTest
    @ValueSource(ints = {95, 99})
    void asSureAsItSaysAndNeverWrong(int percent) {
        var balancers = new AtomicInteger();
        var missed = new AtomicInteger();
        IntStream.range(FIRST, FIRST + (percent == 95 ? TOPOLOGIES : TOPOLOGIES / 10)).parallel().forEach(seed -> {
            Maze maze = Mazes.of(seed);
            Graph graph;
            try {
                graph = trace(maze.topology(), maze.here(), maze.there(), seed % 2 == 0, percent, 4000, seed);
            } catch (IOException | TopologyException e) {
                throw new AssertionError("topology " + seed, e);
            }
            Set<Maze.Step> found = steps(graph);
            assertThat(maze.steps()).as("topology %d", seed).containsAll(found);
            for (Maze.Balancer each : maze.balancers()) {
                if (graph.nodes().stream().noneMatch(known -> known.node().hop() == each.hop()
                        && known.node().label().equals(each.router().label())))
                    continue;
                balancers.incrementAndGet();
                if (!each.router().next.stream().allMatch(to -> found
                        .contains(new Maze.Step(each.hop(), each.router().label(), to.label()))))
                    missed.incrementAndGet();
            }
        });
        if (Boolean.getBoolean("figures")) System.err.println(percent + " %: " + missed + " of " + balancers);
        assertThat(balancers.get()).isGreaterThan(percent == 95 ? 2 * TOPOLOGIES : TOPOLOGIES / 5);
        assertThat(missed.get())
                .isLessThanOrEqualTo(Bound.failures(balancers.get(), (100 - percent) / 100.0, ALARM));
    }

    /// The same where ways have different lengths and the host limits its answers: it is sure of no silent router in its place.
    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void waysOfDifferentLengthsToAHostThatLimitsItsAnswers() {
        var balancers = new AtomicInteger();
        var missed = new AtomicInteger();
        IntStream.range(FIRST, FIRST + TOPOLOGIES / 8).parallel().forEach(seed -> {
            Maze maze = Mazes.uneven(seed);
            Graph graph;
            try {
                graph = trace(maze.topology(), maze.here(), maze.there(), seed % 2 == 0, 95, 1000, seed);
            } catch (IOException | TopologyException e) {
                throw new AssertionError("topology " + seed, e);
            }
            Set<Maze.Step> found = steps(graph);
            assertThat(maze.steps()).as("topology %d", seed).containsAll(found);
            if (maze.isPerPacket()) return;
            for (Maze.Balancer each : maze.balancers()) {
                if (each.router().silent || each.router().next.stream().anyMatch(to -> to.silent)) continue;
                if (graph.nodes().stream().noneMatch(known -> known.node().hop() == each.hop()
                        && known.node().label().equals(each.router().label())))
                    continue;
                balancers.incrementAndGet();
                if (!each.router().next.stream().allMatch(to -> found
                        .contains(new Maze.Step(each.hop(), each.router().label(), to.label()))))
                    missed.incrementAndGet();
            }
        });
        if (Boolean.getBoolean("figures")) System.err.println("uneven: " + missed + " of " + balancers);
        assertThat(balancers.get()).isGreaterThan(TOPOLOGIES / 8);
        assertThat(missed.get()).isLessThanOrEqualTo(Bound.failures(balancers.get(), 0.05, ALARM));
    }

    private static final String WIDE = """
            host here 10.0.0.1
            router r1 10.1.0.1
            router a 10.2.0.1
            router b 10.2.0.2
            router r2 10.3.0.1
            host there 10.4.0.1
            link here r1 1ms
            link r1 a 1ms
            link r1 b 1ms
            link a r2 1ms
            link b r2 1ms
            link r2 there 1ms
            """;

    private static Balance balance(Graph graph, String address) {
        return graph.nodes().stream().filter(each -> each.node().label().equals(address)).findFirst().orElseThrow()
                .balance();
    }

    @Test
    void aFlowStaysOrEachPacketGoesItsOwnWay() throws Exception {
        assertThat(balance(trace(WIDE, "10.4.0.1", 100), "10.1.0.1")).isEqualTo(Balance.PER_FLOW);
        assertThat(balance(trace(WIDE + "balance r1 packet\n", "10.4.0.1", 100), "10.1.0.1"))
                .isEqualTo(Balance.PER_PACKET);
        assertThat(balance(trace(WIDE + "balance r1 destination\n", "10.4.0.1", 100), "10.1.0.1"))
                .isEqualTo(Balance.NONE);
    }

    @Test
    void waysOfPacketsThatMeetAgainAreKnown() throws Exception {
        Graph graph = trace(WIDE + "balance r1 packet\n", "10.4.0.1", 100);
        assertThat(steps(graph)).containsExactlyInAnyOrder(new Maze.Step(0, "10.0.0.1", "10.1.0.1"),
                new Maze.Step(1, "10.1.0.1", "10.2.0.1"), new Maze.Step(1, "10.1.0.1", "10.2.0.2"),
                new Maze.Step(2, "10.2.0.1", "10.3.0.1"), new Maze.Step(2, "10.2.0.2", "10.3.0.1"),
                new Maze.Step(3, "10.3.0.1", "10.4.0.1"));
        assertThat(graph.diamonds()).hasSize(1);
        assertThat(graph.isReached()).isTrue();
    }

    @Test
    void withTooFewFlowsItSaysSo() throws Exception {
        assertThat(trace(WIDE, "10.4.0.1", 10).isComplete()).isFalse();
        assertThat(trace(WIDE, "10.4.0.1", 100).isComplete()).isTrue();
    }

    @Test
    void aHostThatAnswersNothingIsGivenUp() throws Exception {
        Graph graph = trace(WIDE.replace("host there 10.4.0.1", "host there 10.4.0.1 silent"), "10.4.0.1", 100);
        assertThat(graph.isReached()).isFalse();
        assertThat(graph.nodes().getLast().node().label()).isEqualTo("10.3.0.1");
    }

    @Test
    void lossOnALinkIsSeenOnThatLink() throws Exception {
        Graph graph = trace(WIDE.replace("link r1 a 1ms", "link r1 a 1ms loss>30%"), "10.4.0.1", 100);
        assertThat(graph.edges()).filteredOn(each -> each.link().to().label().equals("10.2.0.1"))
                .allSatisfy(each -> assertThat(each.lost()).isPositive().isLessThan(each.sent()));
        assertThat(graph.edges()).filteredOn(each -> each.link().to().label().equals("10.2.0.2"))
                .allSatisfy(each -> assertThat(each.lost()).isZero());
    }

    /// Each router answers six probes at once, then one a second, as Linux does unless told otherwise.
    @Test
    void limitedAnswersAreNotTakenForSilence() throws Exception {
        Graph graph = trace(WIDE.replaceAll("(router .*)", "$1 answers=1/s:6"), "10.4.0.1", 100);
        assertThat(graph.nodes()).extracting(each -> each.node().label()).containsExactlyInAnyOrder("10.0.0.1",
                "10.1.0.1", "10.2.0.1", "10.2.0.2", "10.3.0.1", "10.4.0.1");
    }

    /// Two ways of 3 and 5 hops to a host that limits its answers, as hosts do.
    private static final String UNEQUAL = """
            host here 10.0.0.2
            router r1 10.0.0.1
            router r2 10.0.0.3
            router r3 10.0.0.4
            router r4 10.0.0.5
            router r5 10.0.0.6
            host there 10.0.1.2 answers=%s
            link here r1 1ms
            link r1 r2 1ms cost=3
            link r2 there 1ms
            link r1 r3 1ms
            link r3 r4 1ms
            link r4 r5 1ms
            link r5 there 1ms
            """;

    @ParameterizedTest
    @ValueSource(strings = {"5%", "20%", "50%", "90%", "10/s", "1/s:6"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHostThatLimitsItsAnswersIsNoSilentRouter(String answers) throws Exception {
        Topology topology = Topology.parse(UNEQUAL.formatted(answers));
        Set<Maze.Step> real = Set.of(new Maze.Step(0, "10.0.0.2", "10.0.0.1"),
                new Maze.Step(1, "10.0.0.1", "10.0.0.3"), new Maze.Step(1, "10.0.0.1", "10.0.0.4"),
                new Maze.Step(2, "10.0.0.3", "10.0.1.2"), new Maze.Step(2, "10.0.0.4", "10.0.0.5"),
                new Maze.Step(3, "10.0.0.5", "10.0.0.6"), new Maze.Step(4, "10.0.0.6", "10.0.1.2"));
        for (int seed = 1; seed <= 30; seed++) {
            Graph graph = trace(topology, SockAddr.ip("10.0.0.2", 0), SockAddr.ip("10.0.1.2", 0), true, 95, 512,
                    seed);
            assertThat(real).as("seed %d", seed).containsAll(steps(graph));
            assertThat(graph.isReached()).as("seed %d", seed).isTrue();
            if (answers.matches("[2-9]0%") && steps(graph).contains(new Maze.Step(1, "10.0.0.1", "10.0.0.4")))
                assertThat(steps(graph)).as("seed %d", seed).contains(new Maze.Step(4, "10.0.0.6", "10.0.1.2"));
        }
    }

    /// It lets flows pass to another router.
    @Test
    void aSilentRouterBeforeAHostThatLimitsItsAnswersIsSure() throws Exception {
        String silent = UNEQUAL.formatted("80%");
        Topology topology = Topology.parse(silent.replace("10.0.0.5\n", "10.0.0.5 silent\n"));
        for (int seed = 1; seed <= 10; seed++)
            assertThat(steps(trace(topology, SockAddr.ip("10.0.0.2", 0), SockAddr.ip("10.0.1.2", 0), true, 95, 512,
                    seed))).as("seed %d", seed).contains(new Maze.Step(2, "10.0.0.4", "*"),
                            new Maze.Step(3, "*", "10.0.0.6"));
    }
}
