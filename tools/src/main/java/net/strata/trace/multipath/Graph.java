package net.strata.trace.multipath;

import java.util.List;
import net.strata.trace.Kind;

/// All ways to a host that are known.
///
/// @param start where probes come from
/// @param stopping how sure it is of a router that its next hops are all known
/// @param sent how many probes were sent
/// @param flows how many flows these were of
/// @param nodes in the order of hops, this host first
/// @param edges links, sure ones first
public record Graph(Node start, Stopping stopping, int sent, int flows, List<Vertex> nodes, List<Edge> edges) {
    /// A node, and what was asked for at it.
    ///
    /// @param complete whether so many flows went through it as had to
    /// @param flows how many came to it
    /// @param rtt the median round trip, in ns; -1 of what is silent
    public record Vertex(Node node, Balance balance, boolean complete, int flows, long rtt) {}

    /// A link, and what was sent over it.
    ///
    /// @param certain whether it is there for sure; else it is one of several that may be
    /// @param flows how many took it
    /// @param sent probes of these flows to its far end
    /// @param lost of these
    /// @param rtt the median round trip to its far end, in ns; -1 if there is none
    /// @param more by how much that is longer than to its near end, the median of its flows, in ns
    public record Edge(Link link, boolean certain, int flows, int sent, int lost, long rtt, long more) {}

    public Graph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /// Where ways part and come together, in the order of hops.
    public List<Diamond> diamonds() {
        return Diamonds.of(this);
    }

    /// Links that go on from a node.
    public List<Edge> from(Node node) {
        return edges.stream().filter(each -> each.link().from().equals(node)).toList();
    }

    /// How sure it is of all routers together that have several next hops: as if there were no more than are known, with equal
    /// shares. From 0 to 1.
    public double confidence() {
        double sure = 1;
        for (Vertex each : nodes) {
            long next = from(each.node()).stream().filter(Edge::certain).count();
            if (next > 1) sure *= 1 - stopping.failure((int) next);
        }
        return sure;
    }

    /// Whether the host itself answered.
    public boolean isReached() {
        return nodes.stream().anyMatch(each -> each.node().kind() == Kind.REACHED);
    }

    /// Whether enough flows could be had for every node.
    public boolean isComplete() {
        return nodes.stream().allMatch(Vertex::complete);
    }
}
