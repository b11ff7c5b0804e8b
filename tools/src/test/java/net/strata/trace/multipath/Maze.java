package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.strata.os.Abi;
import net.strata.os.SockAddr;
import net.strata.sim.Topology;
import net.strata.sim.TopologyException;

/// Routers that share their load, for the simulator, and what there is to find. All ways cost the same.
final class Maze {
    /// Somebody on the way: the last one is the host.
    static final class Router {
        final int number;
        final List<Router> next = new ArrayList<>();
        boolean silent;
        boolean perPacket;

        Router(int number) {
            this.number = number;
        }

        String name() {
            return "r" + number;
        }

        /// The one that a trace shows.
        String label() {
            return silent ? "*" : address();
        }

        private String address() {
            return "10.1." + number / 200 + "." + (1 + number % 200);
        }
    }

    private static final String HERE = "10.0.0.1";

    private final List<Router> routers = new ArrayList<>();
    /// How often the host answers, as a topology says it; empty if always.
    String answers = "";

    Router router() {
        var router = new Router(routers.size());
        routers.add(router);
        return router;
    }

    private Router host() {
        return routers.stream().filter(each -> each.next.isEmpty()).findFirst().orElseThrow();
    }

    SockAddr.Ip here() {
        return SockAddr.ip(HERE, 0);
    }

    SockAddr.Ip there() {
        return SockAddr.ip(host().address(), 0);
    }

    Topology topology() throws TopologyException {
        var text = new StringBuilder("host here " + HERE + "\n");
        Router host = host();
        for (Router each : routers)
            text.append(each == host ? "host " : "router ").append(each.name()).append(' ').append(each.address())
                    .append(each.silent ? " silent\n" : each == host ? " " + answers + "\n" : "\n");
        text.append("link here ").append(routers.getFirst().name()).append(" 1ms\n");
        for (Router each : routers)
            for (Router next : each.next)
                text.append("link ").append(each.name()).append(' ').append(next.name()).append(" 1ms cost=")
                        .append(far(each) - far(next)).append('\n');
        for (Router each : routers)
            if (each.perPacket) text.append("balance ").append(each.name()).append(" packet\n");
        Topology made = Topology.parse(text.toString());
        if (!here().equals(made.source(Abi.AF_INET))) throw new AssertionError("probes come from elsewhere");
        return made;
    }

    /// How many hops it is to the host by the longest way.
    private static int far(Router from) {
        int far = 0;
        for (Router each : from.next)
            far = Math.max(far, 1 + far(each));
        return far;
    }

    boolean isPerPacket() {
        return routers.stream().anyMatch(each -> each.perPacket);
    }

    /// The routers at each hop, from hop 1.
    List<Set<Router>> hops() {
        var hops = new ArrayList<Set<Router>>();
        hops.add(Set.of());
        for (Set<Router> at = Set.of(routers.getFirst()); !at.isEmpty();) {
            hops.add(at);
            var next = new LinkedHashSet<Router>();
            at.forEach(each -> next.addAll(each.next));
            at = next;
        }
        return hops;
    }

    /// A link as a [Graph] tells it: the hop of the near end, and both ends.
    record Step(int hop, String from, String to) {}

    /// All links that there are.
    Set<Step> steps() {
        var steps = new HashSet<Step>();
        steps.add(new Step(0, HERE, routers.getFirst().label()));
        List<Set<Router>> hops = hops();
        for (int hop = 1; hop < hops.size(); hop++)
            for (Router from : hops.get(hop))
                for (Router to : from.next)
                    steps.add(new Step(hop, from.label(), to.label()));
        return steps;
    }

    /// A router with several next hops.
    record Balancer(int hop, Router router) {}

    /// The routers with several next hops whose links can be known: those that no packet comes to whose flow may be elsewhere, but
    /// for what balances packet by packet in silence.
    List<Balancer> balancers() {
        var found = new ArrayList<Balancer>();
        List<Set<Router>> hops = hops();
        var scattered = new HashSet<Router>();
        for (int hop = 1; hop < hops.size(); hop++) {
            var after = new HashSet<Router>();
            for (Router each : hops.get(hop)) {
                boolean sure = !scattered.contains(each);
                if (sure && each.next.size() > 1 && !(each.silent && each.perPacket))
                    found.add(new Balancer(hop, each));
                if (!sure || each.perPacket) after.addAll(each.next);
            }
            scattered.clear();
            if (after.size() > 1 || hop + 1 < hops.size() && hops.get(hop + 1).size() > 1) scattered.addAll(after);
        }
        return found;
    }

    /// Has one router at a hop say nothing, unless it is the host.
    void silence(int hop, SplittableRandom random) {
        var all = List.copyOf(hops().get(hop));
        Router one = all.get(random.nextInt(all.size()));
        one.silent = !one.next.isEmpty();
    }
}
