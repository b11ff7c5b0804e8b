package net.strata.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import net.strata.os.SockAddr;
import org.jspecify.annotations.Nullable;

/// Where packets go next: by what a node knows itself, else by the shortest way.
final class Ways {
    /// Destinations that are remembered.
    private static final int MOST = 1 << 14;
    private static final int NEVER = Integer.MAX_VALUE;

    /// How packets go on.
    ///
    /// @param out the interfaces, among which they are shared
    /// @param why the answer that they get if there are none; null if they vanish
    record Way(List<Interface> out, @Nullable Why why) {
        static final Way NONE = new Way(List.of(), Why.NET);
    }

    /// Where packets for an address end, and the ways there, as far as they were asked for.
    static final class Destination {
        final SockAddr.Ip address;
        /// Who has the address, or would know who has; null if nobody does.
        final @Nullable Node end;
        /// Whether somebody has the address.
        final boolean exists;
        private final @Nullable Way[][] ways;

        Destination(SockAddr.Ip address, @Nullable Node end, boolean exists, int nodes) {
            this.address = address;
            this.end = end;
            this.exists = exists;
            ways = new Way[2][nodes];
        }

        /// Whether a node has the address.
        boolean isAt(Node node) {
            return exists && node.is(end);
        }
    }

    private final Topology topology;
    private final Map<SockAddr.Ip, Destination> destinations = new HashMap<>();
    /// How far nodes are from an end, with tunnels and without.
    private final List<Map<Integer, int[]>> distances = List.of(new HashMap<>(), new HashMap<>());

    Ways(Topology topology) {
        this.topology = topology;
    }

    Destination to(SockAddr.Ip address) {
        if (destinations.size() >= MOST) destinations.clear();
        return destinations.computeIfAbsent(address, this::find);
    }

    private Destination find(SockAddr.Ip address) {
        Node owner = topology.owner(address);
        Node end = owner;
        for (Topology.Net each : topology.nets())
            if (end == null && each.prefix().contains(address)) end = topology.nodes().get(each.at());
        return new Destination(address, end, owner != null, topology.nodes().size());
    }

    /// How packets go on from a node.
    ///
    /// @param wrapped whether it is a tunnel's packet, which takes no tunnel
    Way from(Node node, Destination to, boolean wrapped) {
        @Nullable
        Way[] known = to.ways[wrapped ? 1 : 0];
        Way way = known[node.id()];
        if (way == null) {
            way = look(node, to, wrapped);
            known[node.id()] = way;
        }
        return way;
    }

    private Way look(Node node, Destination to, boolean wrapped) {
        for (Topology.Route each : topology.routes(node))
            if (each.to().contains(to.address) && each.out().stream().allMatch(one -> usable(one, wrapped)))
                return new Way(each.out(), each.why());
        if (node.is(to.end)) return new Way(List.of(), Why.HOST);
        Way shortest = to.end == null ? Way.NONE : shortest(node, to.end, wrapped);
        // A host knows nothing but its neighbour, who has to know.
        List<Interface> own = topology.of(node);
        return shortest.out.isEmpty() && node.host() && !own.isEmpty() ? new Way(own.subList(0, 1), null) : shortest;
    }

    private Way shortest(Node node, Node end, boolean wrapped) {
        int[] far = distances.get(wrapped ? 1 : 0).computeIfAbsent(end.id(), _ -> distances(end, wrapped));
        var out = new ArrayList<Interface>();
        if (far[node.id()] == NEVER) return Way.NONE;
        for (Interface each : topology.of(node)) {
            Node next = topology.beyond(each);
            int rest = passes(next, end) ? far[next.id()] : NEVER;
            if (usable(each, wrapped) && rest != NEVER && rest + each.cost() == far[node.id()]) out.add(each);
        }
        return new Way(List.copyOf(out), null);
    }

    private static boolean usable(Interface one, boolean wrapped) {
        return !wrapped || one.tunnel() == null;
    }

    private static boolean passes(Node node, Node end) {
        return !node.host() || node.is(end);
    }

    private record Reached(int node, int distance) {}

    /// Dijkstra's algorithm, from the end backwards.
    private int[] distances(Node end, boolean wrapped) {
        int[] far = new int[topology.nodes().size()];
        Arrays.fill(far, NEVER);
        far[end.id()] = 0;
        var queue = new PriorityQueue<Reached>(Comparator.comparingInt(Reached::distance));
        queue.add(new Reached(end.id(), 0));
        for (Reached each = queue.poll(); each != null; each = queue.poll()) {
            Node here = topology.nodes().get(each.node);
            if (each.distance > far[each.node] || !passes(here, end)) continue;
            for (Interface back : topology.of(here)) {
                Interface there = topology.peer(back);
                int distance = each.distance + there.cost();
                if (!usable(there, wrapped) || distance >= far[there.node()]) continue;
                far[there.node()] = distance;
                queue.add(new Reached(there.node(), distance));
            }
        }
        return far;
    }
}
