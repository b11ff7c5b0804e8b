package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All places at one hop.
final class Layer {
    final int hop;
    private final Map<Node, Place> at = new LinkedHashMap<>();
    private final List<Place> amid = new ArrayList<>();
    private final Set<Integer> placed = new HashSet<>();

    Layer(int hop) {
        this.hop = hop;
    }

    List<Place> places() {
        var all = new ArrayList<>(at.values());
        all.addAll(amid);
        return all;
    }

    /// Puts a flow at a node.
    ///
    /// @param before where it came from, null if that is not known
    void put(Node node, int flow, @Nullable Place before) {
        put(node, flow, before, true);
    }

    /// Puts a flow at a node.
    ///
    /// @param before where it came from, null if that is not known
    /// @param sure whether it surely comes there
    void put(Node node, int flow, @Nullable Place before, boolean sure) {
        Place place = at.computeIfAbsent(node, Place::at);
        place.flows.add(flow);
        if (!sure) place.doubtful.add(flow);
        if (before != null) place.before.add(before);
        placed.add(flow);
    }

    /// Puts flows at any of several nodes.
    void put(Place several) {
        amid.add(several);
        placed.addAll(several.flows);
    }

    boolean isScattered() {
        return !amid.isEmpty();
    }

    boolean isPlaced(int flow) {
        return placed.contains(flow);
    }

    /// Whether flows are known to be at a node.
    boolean has(Node node) {
        return at.containsKey(node);
    }
}
