package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Makes a [Graph] of what is known.
final class Charting {
    private final Survey survey;
    private final Node start;

    private Charting(Survey survey, Node start) {
        this.survey = survey;
        this.start = start;
    }

    static Graph graph(Survey survey, Stopping stopping, Node start, Reckoning known) {
        return new Charting(survey, start).make(stopping, known);
    }

    private Graph make(Stopping stopping, Reckoning known) {
        var edges = new ArrayList<Graph.Edge>();
        known.links().forEach((link, flows) -> edges.add(edge(link, true, flows)));
        for (Link link : known.possible())
            if (!known.links().containsKey(link)) edges.add(edge(link, false, new TreeSet<>()));
        var present = new LinkedHashSet<>(known.nodes().keySet());
        Set<Node> trail = trail(present, edges);
        present.removeAll(trail);
        edges.removeIf(edge -> trail.contains(edge.link().to()) || trail.contains(edge.link().from()));
        List<Graph.Vertex> nodes = present.stream().map(node -> vertex(node, known.nodes()))
                .sorted(Comparator.comparingInt(v -> v.node().hop())).toList();
        int sent = 0;
        var flows = new TreeSet<Integer>();
        for (int hop = 0; hop <= survey.last(); hop++)
            for (Cell cell : survey.cells(hop)) {
                sent += cell.sent;
                flows.add(cell.flow);
            }
        return new Graph(start, stopping, sent, flows.size(), nodes, edges);
    }

    /// Silent nodes at the end of the way, behind which nothing answers.
    private static Set<Node> trail(Collection<Node> nodes, List<Graph.Edge> edges) {
        var trail = new LinkedHashSet<Node>();
        var backwards = new ArrayList<>(nodes);
        backwards.sort(Comparator.comparingInt(Node::hop).reversed());
        for (Node node : backwards)
            if (node.isSilent() && edges.stream()
                    .noneMatch(e -> e.link().from().equals(node) && !trail.contains(e.link().to())))
                trail.add(node);
        return trail;
    }

    private Graph.Vertex vertex(Node node, Map<Node, Reckoning.Outlook> known) {
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
        return new Graph.Vertex(node, outlook.balance(), outlook.complete(), flows, median(times, -1));
    }

    private Graph.Edge edge(Link link, boolean certain, Set<Integer> flows) {
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
        return new Graph.Edge(link, certain, flows.size(), sent, lost, median(there, -1), median(more, 0));
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
}
