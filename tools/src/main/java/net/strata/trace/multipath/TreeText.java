package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.strata.stats.Glyphs;
import net.strata.stats.Units;
import net.strata.target.Names;
import org.jspecify.annotations.Nullable;

/// The graph as a tree for a terminal. Ways that part are branches; where they come together, it goes on behind them where it
/// was before. What is reached again from another branch is only referred to.
public final class TreeText {
    private static final int WIDTH = 80;
    private static final int TIME = 10;
    private static final int LOSS = 7;

    private final Graph graph;
    private final Labels labels;
    private final boolean ascii;
    private final Map<Node, Graph.Vertex> facts = new HashMap<>();
    private final Map<Node, Diamond> diamonds = new HashMap<>();
    private final Set<Node> shown = new HashSet<>();
    private final List<String> lines = new ArrayList<>();

    private TreeText(Graph graph, Names names, Glyphs glyphs) {
        this.graph = graph;
        labels = new Labels(names);
        ascii = glyphs == Glyphs.ASCII;
        graph.nodes().forEach(each -> facts.put(each.node(), each));
        graph.diamonds().forEach(each -> diamonds.put(each.from(), each));
    }

    /// The lines, each 80 columns wide at most unless names or branches need more.
    public static List<String> of(Graph graph, Names names, Glyphs glyphs) {
        return new TreeText(graph, names, glyphs).make();
    }

    private List<String> make() {
        lines.add(row("Hop", "", "Loss", "RTT"));
        walk(graph.start(), null, Set.of(), "", "", true);
        for (Graph.Vertex each : graph.nodes())
            if (!isShown(each.node())) walk(each.node(), null, Set.of(), "? ", "  ", true);
        lines.add("");
        summary();
        return lines;
    }

    /// Whether a node was shown, or the same one at another hop.
    private boolean isShown(Node node) {
        return shown.contains(node) || node.address() != null
                && shown.stream().anyMatch(each -> node.address().equals(each.address()));
    }

    /// Shows a node and what follows it.
    ///
    /// @param by the edge by which it is reached, null for none
    /// @param stops where branches end, as others come there too
    /// @param mark before the node itself
    /// @param indent before what follows
    private void walk(Node start, Graph.@Nullable Edge by, Set<Node> stops, String mark, String indent, boolean sure) {
        Node node = start;
        Graph.Edge edge = by;
        String before = mark;
        while (true) {
            show(node, edge, before, sure && (edge == null || edge.certain()));
            List<Graph.Edge> next = graph.from(node);
            if (next.isEmpty()) return;
            before = indent;
            if (next.size() == 1) {
                edge = next.getFirst();
                Node to = edge.link().to();
                if (stops.contains(to)) return;
                if (shown.contains(to)) {
                    refer(to, indent);
                    return;
                }
                node = to;
                continue;
            }
            Node meeting = branches(node, next, stops, indent, sure);
            if (meeting == null || stops.contains(meeting) || shown.contains(meeting)) return;
            node = meeting;
            edge = null;
        }
    }

    /// Shows all branches of a node.
    ///
    /// @return where they come together; null if they do not
    private @Nullable Node branches(Node node, List<Graph.Edge> next, Set<Node> stops, String indent, boolean sure) {
        if (next.stream().flatMap(each -> graph.from(each.link().to()).stream()).anyMatch(each -> !each.certain())
                || next.stream().noneMatch(Graph.Edge::certain))
            return amid(next, stops, indent);
        Diamond diamond = diamonds.get(node);
        Node meeting = diamond == null ? null : diamond.to();
        var inner = new HashSet<>(stops);
        if (meeting != null) graph.nodes().forEach(each -> {
            if (each.node().address() != null && each.node().address().equals(meeting.address()))
                inner.add(each.node());
        });
        if (meeting != null) inner.add(meeting);
        for (int i = 0; i < next.size(); i++) {
            boolean last = i == next.size() - 1;
            boolean certain = next.get(i).certain();
            String mark = indent + branch(last, certain);
            String below = indent + (last ? "  " : ascii ? "| " : "│ ");
            Node to = next.get(i).link().to();
            if (inner.contains(to)) straight(to, mark);
            else if (shown.contains(to)) refer(to, mark);
            else
                walk(to, next.get(i), inner, mark, below, sure);
        }
        return meeting;
    }

    /// Shows nodes amid which packets are balanced one by one: hop by hop, as it is not known who is linked with whom.
    ///
    /// @return where they come together; null if they do not
    private @Nullable Node amid(List<Graph.Edge> first, Set<Node> stops, String indent) {
        List<Graph.Edge> edges = first;
        while (true) {
            var targets = new LinkedHashMap<Node, Graph.Edge>();
            edges.forEach(each -> targets.putIfAbsent(each.link().to(), each));
            if (targets.isEmpty() || targets.keySet().stream().anyMatch(stops::contains)) return null;
            if (targets.size() == 1 && !edges.equals(first)) return targets.keySet().iterator().next();
            int left = targets.size();
            var following = new ArrayList<Graph.Edge>();
            for (Graph.Edge each : targets.values()) {
                String mark = indent + branch(--left == 0, each.certain());
                if (shown.contains(each.link().to())) refer(each.link().to(), mark);
                else
                    show(each.link().to(), each, mark, each.certain());
                following.addAll(graph.from(each.link().to()));
            }
            edges = following;
        }
    }

    private String branch(boolean last, boolean certain) {
        if (ascii) return last ? "`-" : "|-";
        return (last ? "└" : "├") + (certain ? "─" : "╌");
    }

    /// A branch on which nobody is.
    private void straight(Node to, String mark) {
        lines.add(row("", mark + "(straight to " + labels.both(to) + ")", "", ""));
    }

    private void refer(Node to, String mark) {
        lines.add(row(String.valueOf(to.hop()), mark + (ascii ? "^ " : "↑ ") + labels.both(to), "", ""));
    }

    private void show(Node node, Graph.@Nullable Edge edge, String before, boolean sure) {
        shown.add(node);
        Graph.Vertex known = facts.get(node);
        var text = new StringBuilder(before).append(labels.both(node));
        if (node.hop() == graph.start().hop()) text.append(" (here)");
        if (!sure) text.append(" ?");
        if (known != null && known.balance() != Balance.NONE)
            text.append("  ").append(graph.from(node).size()).append(" ways ").append(Labels.balance(known.balance()));
        if (known != null && !known.complete()) text.append(" (more flows needed)");
        String loss = edge == null ? meetingLoss(node) : Labels.loss(edge);
        lines.add(row(String.valueOf(node.hop()), text.toString(), loss,
                known == null ? "" : Labels.millis(known.rtt())));
    }

    /// Of all links to a node.
    private String meetingLoss(Node node) {
        int sent = 0;
        int lost = 0;
        for (Graph.Edge each : graph.edges())
            if (each.link().to().equals(node)) {
                sent += each.sent();
                lost += each.lost();
            }
        return lost == 0 || node.isSilent() ? "" : Units.percent((double) lost / sent) + "%";
    }

    private static String row(String hop, String text, String loss, String time) {
        int room = WIDTH - 5 - TIME - LOSS;
        var line = new StringBuilder(" ".repeat(Math.max(0, 3 - hop.length()))).append(hop).append("  ").append(text);
        if (loss.isEmpty() && time.isEmpty()) return line.toString();
        int gap = room - text.codePointCount(0, text.length());
        line.append(" ".repeat(Math.max(0, gap)));
        line.append(" ".repeat(Math.max(1, LOSS - loss.length()))).append(loss);
        line.append(" ".repeat(Math.max(1, TIME - time.length()))).append(time);
        return line.toString().stripTrailing();
    }

    private void summary() {
        for (Diamond each : graph.diamonds()) {
            var line = new StringBuilder("  ".repeat(each.depth())).append("diamond from ")
                    .append(labels.both(each.from()));
            if (each.to() == null) line.append(" on");
            else
                line.append(" to ").append(labels.both(each.to()));
            line.append(": ").append(range(each.narrowest(), each.widest())).append(" wide, ")
                    .append(range(each.shortest(), each.longest())).append(" hops long");
            lines.add(line.toString());
        }
        lines.add(graph.sent() + " probes of " + graph.flows() + " flows");
    }

    private static String range(int least, int most) {
        return least == most ? String.valueOf(most) : least + " to " + most;
    }
}
