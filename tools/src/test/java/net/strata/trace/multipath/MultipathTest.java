package net.strata.trace.multipath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.strata.trace.IcmpEcho;
import net.strata.trace.IpHeader;
import net.strata.trace.Method;
import net.strata.trace.Path;
import net.strata.trace.Tracer;
import net.strata.trace.Udp;
import net.strata.trace.Waits;
import net.strata.trace.Watcher;
import org.junit.jupiter.api.Test;

final class MultipathTest {
    private static final int SIZE = 60;

    static Graph trace(Maze maze, boolean udp, int percent) throws IOException {
        var header = new IpHeader(0, 0, List.of());
        Method method = udp ? new Udp(header, 40000, 33434, false) : new IcmpEcho(header, 7, 1000, false);
        var tracer = new Tracer(new Tracer.Settings(1000, 100, SIZE, method.keys(), 0), maze, maze, maze,
                new Watcher() {
                });
        var plan = new Multipath(new Multipath.Settings(1, 30, new Stopping(percent), 4000, 64, 0, SIZE, false,
                Waits.USUAL), Maze.HERE);
        tracer.add(new Path(0, "host", Maze.HERE, maze.host().address, method), plan);
        tracer.run();
        return plan.graph();
    }

    private static Set<Maze.True> links(Graph graph) {
        var links = new HashSet<Maze.True>();
        for (Graph.Edge each : graph.edges())
            if (each.certain())
                links.add(
                        new Maze.True(each.link().from().hop(), each.link().from().label(), each.link().to().label()));
        return links;
    }

    @Test
    void manyTopologies() throws IOException {
        int balancers = 0;
        int missed = 0;
        int probes = 0;
        int from = Integer.getInteger("from", 0);
        for (int seed = from; seed < from + Integer.getInteger("seeds", 1000); seed++) {
            Maze maze = Mazes.of(seed);
            Graph graph = trace(maze, seed % 2 == 0, 95);
            Set<Maze.True> there = maze.links();
            Set<Maze.True> links = links(graph);
            probes += maze.sent;
            var wrong = new HashSet<>(links);
            wrong.removeAll(there);
            if (!wrong.isEmpty()) System.err.println("seed " + seed + " false " + wrong + " " + there);
            for (Maze.Balancer each : maze.balancers()) {
                if (graph.nodes().stream().noneMatch(v -> v.node().hop() == each.hop()
                        && v.node().label().equals(Maze.label(each.router()))))
                    continue;
                balancers++;
                boolean all = each.router().next.stream().allMatch(
                        to -> links.contains(new Maze.True(each.hop(), Maze.label(each.router()), Maze.label(to))));
                if (!all) {
                    missed++;
                    if (Boolean.getBoolean("show"))
                        System.err.println(
                                "seed " + seed + " missed at " + each.hop() + " " + Maze.label(each.router()) + " of "
                                        + each.router().next.size() + " pp " + each.router().perPacket);
                }
            }
        }
        System.err.println(balancers + " balancers, " + missed + " missed, " + probes + " probes");
    }

    static void main() throws IOException {
        new MultipathTest().manyTopologies();
    }
}
