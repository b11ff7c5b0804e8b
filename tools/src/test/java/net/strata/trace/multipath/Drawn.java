package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import net.strata.os.SockAddr;
import net.strata.trace.Kind;

/// Graphs made by hand: a word is a node, the number at its end the last byte of its address.
final class Drawn {
    private static final long MILLI = 1_000_000;

    private Drawn() {}

    /// Of links such as `a1 b2`, in the order of hops, from hop 0. Those that begin with `?` are not certain. A node whose name begins
    /// with `t` is the host, one with `s` is silent; a node is one hop behind the one that it was first named.
    static Graph graph(String... links) {
        var hops = new LinkedHashMap<String, Integer>();
        var edges = new ArrayList<Graph.Edge>();
        for (String each : links) {
            boolean certain = !each.startsWith("?");
            String[] ends = (certain ? each : each.substring(1)).split(" ", 2);
            int hop = hops.computeIfAbsent(ends[0], _ -> 0);
            hops.putIfAbsent(ends[1], hop + 1);
            edges.add(new Graph.Edge(new Link(node(ends[0], hop), node(ends[1], hop + 1)), certain, 4, 10, 0,
                    (hop + 1) * MILLI, MILLI));
        }
        var nodes = new ArrayList<Graph.Vertex>();
        for (Map.Entry<String, Integer> each : hops.entrySet()) {
            Node node = node(each.getKey(), each.getValue());
            boolean several = edges.stream().filter(edge -> edge.link().from().equals(node)).count() > 1;
            nodes.add(new Graph.Vertex(node, several ? Balance.PER_FLOW : Balance.NONE, true, 8,
                    node.isSilent() || node.hop() == 0 ? -1 : node.hop() * MILLI));
        }
        return new Graph(nodes.getFirst().node(), new Stopping(95), 100, 20, nodes, edges);
    }

    static Node node(String name, int hop) {
        if (name.startsWith("s")) return Node.silent(hop);
        String number = name.replaceAll("[a-z]", "");
        return new Node(hop, SockAddr.ip("192.0.2." + number, 0),
                name.startsWith("t") ? Kind.REACHED : Kind.EXPIRED);
    }

    /// Two ways from the second router, one of which parts again in four.
    static Graph nested() {
        return graph("h1 a2", "a2 b3", "a2 c4", "b3 d5", "b3 d6", "b3 d7", "b3 d8", "c4 k9", "d5 e10", "d6 e10",
                "d7 e10", "d8 e10", "k9 e10", "e10 t11");
    }
}
