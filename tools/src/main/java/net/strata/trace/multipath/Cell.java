package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of one flow at one hop.
final class Cell {
    /// An answer.
    ///
    /// @param rtt in ns
    record Sighting(Node node, long rtt) {}

    final int hop;
    final int flow;
    final List<Sighting> seen = new ArrayList<>(1);
    int sent;
    int lost;
    /// How many of these were lost before the hop was asked more slowly for the first time: it may limit its answers.
    int excused;
    long lastSent;

    Cell(int hop, int flow) {
        this.hop = hop;
        this.flow = flow;
    }

    int waiting() {
        return sent - lost - seen.size();
    }

    /// How many were lost for no such reason.
    int missing() {
        return lost - excused;
    }

    /// Who answered first, null if nobody did.
    @Nullable
    Node node() {
        return seen.isEmpty() ? null : seen.getFirst().node();
    }

    /// How often it was answered once more.
    int again() {
        return Math.max(0, seen.size() - 1);
    }

    /// Whether different ones answered.
    boolean changes() {
        for (int i = 1; i < seen.size(); i++)
            if (!seen.get(i).node().equals(seen.getFirst().node())) return true;
        return false;
    }
}
