package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// All ways to a host that are known.
public final class Graph {
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

    private final Survey survey;
    private final Stopping stopping;
    private final Node start;
    private final List<Vertex> nodes;
    private final List<Edge> edges;
    private final List<Diamond> diamonds;

    Graph(Survey survey, Stopping stopping, Node start, Reckoning known) {
        this.survey = survey;
        this.stopping = stopping;
        this.start = start;
        var all = new ArrayList<Edge>();
        known.links().forEach((link, flows) -> all.add(edge(link, true, flows)));
        for (Link link : known.possible())
            if (!known.links().containsKey(link)) all.add(edge(link, false, new TreeSet<>()));
        var present = new LinkedHashSet<>(known.nodes().keySet());
        Set<Node> trail = trail(present, all);
        present.removeAll(trail);
        all.removeIf(edge -> trail.contains(edge.link().to()) || trail.contains(edge.link().from()));
        nodes = present.stream().map(node -> vertex(node, known.nodes()))
                .sorted(Comparator.comparingInt(v -> v.node().hop())).toList();
        edges = List.copyOf(all);
        diamonds = Diamonds.of(this);
    }

    /// Silent nodes at the end of the way, behind which nothing answers.
    private static Set<Node> trail(Collection<Node> nodes, List<Edge> edges) {
        var trail = new LinkedHashSet<Node>();
        var backwards = new ArrayList<>(nodes);
        backwards.sort(Comparator.comparingInt(Node::hop).reversed());
        for (Node node : backwards)
            if (node.isSilent() && edges.stream()
                    .noneMatch(e -> e.link().from().equals(node) && !trail.contains(e.link().to())))
                trail.add(node);
        return trail;
    }

    private Vertex vertex(Node node, Map<Node, Reckoning.Outlook> known) {
        Reckoning.Outlook outlook = known.getOrDefault(node, new Reckoning.Outlook(Balance.NONE, false));
        var times = new ArrayList<Long>();
        var flows = 0;
        for (Cell cell : survey.cells(node.hop())) {
            boolean here = false;
            for (Cell.Sighting each : cell.seen)
                if (each.node().equals(node)) {
                    times.add(each.rtt());
                    here = true;
                }
            if (here || node.isSilent() && node.equals(survey.outcome(cell))) flows++;
        }
        return new Vertex(node, outlook.balance(), outlook.complete(), flows, median(times, -1));
    }

    private Edge edge(Link link, boolean certain, Set<Integer> flows) {
        int sent = 0;
        int lost = 0;
        var there = new ArrayList<Long>();
        var more = new ArrayList<Long>();
        for (int flow : flows) {
            Cell cell = survey.cell(link.to().hop(), flow);
            if (cell == null) continue;
            sent += cell.sent - cell.waiting();
            lost += cell.lost;
            long rtt = rtt(cell, link.to());
            if (rtt >= 0) there.add(rtt);
            Cell before = survey.cell(link.from().hop(), flow);
            long near = before == null ? link.from().equals(start) ? 0 : -1 : rtt(before, link.from());
            if (rtt >= 0 && near >= 0) more.add(rtt - near);
        }
        return new Edge(link, certain, flows.size(), sent, lost, median(there, -1), median(more, 0));
    }

    private static long rtt(Cell cell, Node node) {
        for (Cell.Sighting each : cell.seen)
            if (each.node().equals(node)) return each.rtt();
        return -1;
    }

    private static long median(List<Long> values, long none) {
        if (values.isEmpty()) return none;
        var sorted = new ArrayList<>(values);
        sorted.sort(null);
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /// Where probes come from.
    public Node start() {
        return start;
    }

    /// All nodes, in the order of hops, this host first.
    public List<Vertex> nodes() {
        return nodes;
    }

    public List<Edge> edges() {
        return edges;
    }

    public List<Diamond> diamonds() {
        return diamonds;
    }

    /// How sure it is of a router that its next hops are all known, in percent.
    public int percent() {
        return stopping.percent();
    }

    /// How sure it is of all routers together that have several next hops: as if there were no more than are known, each with its
    /// share.
    public double confidence() {
        double sure = 1;
        for (Vertex each : nodes) {
            long next = edges.stream().filter(e -> e.certain() && e.link().from().equals(each.node())).count();
            if (next > 1) sure *= 1 - stopping.failure((int) next);
        }
        return sure;
    }

    /// How many probes were sent.
    public int sent() {
        int sent = 0;
        for (int hop = 0; hop <= survey.last(); hop++)
            for (Cell cell : survey.cells(hop))
                sent += cell.sent;
        return sent;
    }

    /// How many flows there were.
    public int flows() {
        var flows = new TreeSet<Integer>();
        for (int hop = 0; hop <= survey.last(); hop++)
            for (Cell cell : survey.cells(hop))
                flows.add(cell.flow);
        return flows.size();
    }
}
