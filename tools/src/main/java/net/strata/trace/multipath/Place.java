package net.strata.trace.multipath;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/// Where flows are at a hop: at one node; or, where packets of one flow go different ways, at any of several.
final class Place {
    final int hop;
    final boolean scattered;
    final Set<Node> nodes = new LinkedHashSet<>();
    final TreeSet<Integer> flows = new TreeSet<>();
    final Set<Place> before = new LinkedHashSet<>();
    /// Those that may have ended before: the host may have left them unanswered.
    final Set<Integer> doubtful = new HashSet<>();
    /// How many more flows are wanted here.
    int wanting;
    /// Whether there are no more flows to be had though there should be.
    boolean exhausted;
    Balance balance = Balance.NONE;

    private Place(int hop, boolean scattered) {
        this.hop = hop;
        this.scattered = scattered;
    }

    static Place at(Node node) {
        var place = new Place(node.hop(), false);
        place.nodes.add(node);
        return place;
    }

    static Place amid(int hop) {
        return new Place(hop, true);
    }

    Node node() {
        return nodes.iterator().next();
    }

    boolean isFinal() {
        return nodes.stream().allMatch(Node::isFinal);
    }

    boolean isSilent() {
        return nodes.stream().allMatch(Node::isSilent);
    }
}
