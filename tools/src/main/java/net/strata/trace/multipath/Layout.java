package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where nodes are drawn: hops in rows, from above; in a row so that links are short and cross little, after Sugiyama, Tagawa and
/// Toda, "Methods for visual understanding of hierarchical system structures", 1981.
final class Layout {
    private static final int ROUNDS = 24;

    private final List<List<Node>> rows;
    private final Map<Node, List<Node>> near = new HashMap<>();
    private final Map<Node, Double> middle = new HashMap<>();
    private final double step;

    /// @param step from the middle of a node to the next one's, at least
    Layout(Graph graph, double step) {
        this.step = step;
        var byHop = new TreeMap<Integer, List<Node>>();
        for (Graph.Vertex each : graph.nodes())
            byHop.computeIfAbsent(each.node().hop(), h -> new ArrayList<>()).add(each.node());
        rows = List.copyOf(byHop.values());
        for (Graph.Edge each : graph.edges()) {
            near.computeIfAbsent(each.link().from(), n -> new ArrayList<>()).add(each.link().to());
            near.computeIfAbsent(each.link().to(), n -> new ArrayList<>()).add(each.link().from());
        }
        for (List<Node> row : rows)
            for (int i = 0; i < row.size(); i++)
                middle.put(row.get(i), (i - (row.size() - 1) / 2.0) * step);
        for (int i = 0; i < ROUNDS; i++)
            improve(i < ROUNDS / 2);
        double left = middle.values().stream().min(Comparator.naturalOrder()).orElse(0.0);
        middle.replaceAll((node, x) -> x - left);
    }

    List<List<Node>> rows() {
        return rows;
    }

    /// The middle of a node, from the leftmost one's.
    double middle(Node node) {
        return middle.getOrDefault(node, 0.0);
    }

    double width() {
        return middle.values().stream().max(Comparator.naturalOrder()).orElse(0.0);
    }

    /// Moves all to where those are that they are linked with.
    ///
    /// @param sort whether they may change places
    private void improve(boolean sort) {
        for (boolean down : new boolean[]{true, false})
            for (List<Node> row : down ? rows : rows.reversed()) {
                var wanted = new HashMap<Node, Double>();
                for (Node each : row)
                    wanted.put(each, wanted(each, sort, down));
                if (sort) row.sort(Comparator.comparingDouble(each -> wanted.getOrDefault(each, 0.0)));
                place(row, wanted);
            }
    }

    private double wanted(Node node, boolean sort, boolean down) {
        return near.getOrDefault(node, List.of()).stream()
                .filter(other -> !sort || (other.hop() < node.hop()) == down)
                .mapToDouble(this::middle).average().orElse(middle(node));
    }

    /// As near to where they want to be as the room between them allows: the mean of pushing to the right and to the left.
    private void place(List<Node> row, Map<Node, Double> wanted) {
        double[] right = new double[row.size()];
        double[] left = new double[row.size()];
        for (int i = 0; i < right.length; i++) {
            double x = wanted.getOrDefault(row.get(i), 0.0);
            right[i] = i == 0 ? x : Math.max(x, right[i - 1] + step);
        }
        for (int i = left.length - 1; i >= 0; i--) {
            double x = wanted.getOrDefault(row.get(i), 0.0);
            left[i] = i == left.length - 1 ? x : Math.min(x, left[i + 1] - step);
        }
        for (int i = 0; i < right.length; i++)
            middle.put(row.get(i), (right[i] + left[i]) / 2);
    }
}
