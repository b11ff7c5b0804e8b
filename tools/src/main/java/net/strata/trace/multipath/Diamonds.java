package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the diamonds of a graph. What has the same address at different hops, as ways may be of different lengths, is one.
final class Diamonds {
    private final Map<Object, Integer> numbers = new LinkedHashMap<>();
    private final List<Node> farthest = new ArrayList<>();
    private final List<List<Node>> members = new ArrayList<>();
    private final List<BitSet> next = new ArrayList<>();

    /// Those that may be reached from one of several: what parts there is not known.
    private final BitSet amid = new BitSet();

    private Diamonds(Graph graph) {
        for (Graph.Vertex each : graph.nodes())
            add(each.node());
        for (Graph.Edge each : graph.edges()) {
            int from = number(each.link().from());
            int to = number(each.link().to());
            if (from >= 0 && to >= 0 && from != to) next.get(from).set(to);
            if (to >= 0 && !each.certain()) amid.set(to);
        }
    }

    static List<Diamond> of(Graph graph) {
        return new Diamonds(graph).find();
    }

    private static Object identity(Node node) {
        return node.address() == null ? node : node.address();
    }

    private int number(Node node) {
        return numbers.getOrDefault(identity(node), -1);
    }

    private void add(Node node) {
        int number = numbers.computeIfAbsent(identity(node), n -> numbers.size());
        if (number == members.size()) {
            members.add(new ArrayList<>());
            farthest.add(node);
            next.add(new BitSet());
        }
        members.get(number).add(node);
        if (node.hop() > farthest.get(number).hop()) farthest.set(number, node);
    }

    private List<Diamond> find() {
        List<BitSet> behind = behind();
        var found = new ArrayList<Diamond>();
        var regions = new ArrayList<BitSet>();
        for (int i = 0; i < members.size(); i++) {
            if (next.get(i).cardinality() < 2 || amid.get(i)) continue;
            int end = meeting(i, behind);
            BitSet region = region(i, end);
            found.add(diamond(i, end, region));
            regions.add(region);
        }
        for (int i = 0; i < found.size(); i++) {
            int depth = 0;
            int from = number(found.get(i).from());
            for (int j = 0; j < found.size(); j++)
                if (i != j && regions.get(j).get(from)) depth++;
            Diamond d = found.get(i);
            found.set(i, new Diamond(d.from(), d.to(), d.shortest(), d.longest(), d.narrowest(), d.widest(), depth));
        }
        found.sort(Comparator.comparingInt(d -> d.from().hop()));
        return found;
    }

    /// For each node, those that all ways from it come through, itself among them: post-dominators, found by iteration.
    private List<BitSet> behind() {
        int count = members.size();
        var behind = new ArrayList<BitSet>();
        for (int i = 0; i < count; i++) {
            var all = new BitSet(count);
            if (next.get(i).isEmpty()) all.set(i);
            else
                all.set(0, count);
            behind.add(all);
        }
        for (boolean changed = true; changed;) {
            changed = false;
            for (int i = count - 1; i >= 0; i--) {
                if (next.get(i).isEmpty()) continue;
                var all = new BitSet(count);
                all.set(0, count);
                for (int to = next.get(i).nextSetBit(0); to >= 0; to = next.get(i).nextSetBit(to + 1))
                    all.and(behind.get(to));
                all.set(i);
                if (all.equals(behind.get(i))) continue;
                behind.set(i, all);
                changed = true;
            }
        }
        return behind;
    }

    /// Where all ways from a node first come together: the one of those they all come through from which most of these are still to
    /// come; -1 if there is none.
    private static int meeting(int from, List<BitSet> behind) {
        int meeting = -1;
        for (int i = behind.get(from).nextSetBit(0); i >= 0; i = behind.get(from).nextSetBit(i + 1))
            if (i != from && (meeting < 0 || behind.get(i).cardinality() > behind.get(meeting).cardinality()))
                meeting = i;
        return meeting;
    }

    /// What is between two nodes.
    private BitSet region(int from, int end) {
        var region = new BitSet();
        var open = new ArrayList<Integer>(List.of(from));
        while (!open.isEmpty()) {
            BitSet to = next.get(open.removeLast());
            for (int i = to.nextSetBit(0); i >= 0; i = to.nextSetBit(i + 1))
                if (i != end && i != from && !region.get(i)) {
                    region.set(i);
                    open.add(i);
                }
        }
        return region;
    }

    private Diamond diamond(int from, int end, BitSet region) {
        Node begin = members.get(from).getFirst();
        @Nullable
        Node to = end < 0 ? null : farthest.get(end);
        var widths = new LinkedHashMap<Integer, Integer>();
        for (int i = region.nextSetBit(0); i >= 0; i = region.nextSetBit(i + 1))
            for (Node node : members.get(i))
                if (node.hop() > begin.hop() && (to == null || node.hop() < to.hop()))
                    widths.merge(node.hop(), 1, Integer::sum);
        int last = widths.keySet().stream().mapToInt(i -> i).max().orElse(begin.hop());
        int longest = (to == null ? last : to.hop()) - begin.hop();
        int shortest = to == null
                ? longest
                : members.get(end).stream().mapToInt(Node::hop).filter(hop -> hop > begin.hop()).min()
                        .orElse(to.hop()) - begin.hop();
        return new Diamond(begin, to, shortest, longest,
                widths.values().stream().mapToInt(i -> i).min().orElse(0),
                widths.values().stream().mapToInt(i -> i).max().orElse(0), 0);
    }
}
