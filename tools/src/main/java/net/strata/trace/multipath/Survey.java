package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import net.strata.trace.Kind;
import org.jspecify.annotations.Nullable;

/// All that was asked and seen: cells by hop and flow.
final class Survey {
    /// How often a flow is asked for at a hop before it counts as silent there: at least, where others lose none; and at most.
    private static final int TRIES = 3;
    private static final int MOST_TRIES = 12;
    /// What may be taken for silent though it is not.
    private static final double DOUBT = 0.001;
    /// Between two probes to a hop that limits its answers, in ns.
    private static final long LEAST_GAP = 10_000_000;
    private static final long MOST_GAP = 1_000_000_000;

    private static final class Hop {
        final List<Cell> cells = new ArrayList<>();
        @Nullable
        Cell[] byFlow = new Cell[64];
        int answers;
        /// Probes that were lost though their flow is answered here.
        int flaky;
        /// Between two probes, in ns.
        long gap;
        /// When the next may be sent.
        long slot = Long.MIN_VALUE;
        long lastSent = Long.MIN_VALUE;
        /// What was sent until then was sent before it was last asked more slowly; and the first time.
        long slowed = Long.MIN_VALUE;
        long excusable = Long.MIN_VALUE;
        /// Of the last answer, in ns; negative before the first.
        long rtt = -1;
    }

    private final Hop[] hops;
    private final int[] ends;
    private int firstEnd = Integer.MAX_VALUE;
    private int reached;
    private int farthest;
    private long longest;
    /// Whether the host left a probe unanswered, though it answered another one of the flow at the hop.
    private boolean hostLoses;

    /// @param last hop that is asked for
    /// @param flows how many there are
    Survey(int last, int flows) {
        hops = new Hop[last + 1];
        for (int i = 0; i <= last; i++)
            hops[i] = new Hop();
        ends = new int[flows];
        Arrays.fill(ends, Integer.MAX_VALUE);
    }

    int last() {
        return hops.length - 1;
    }

    int flows() {
        return ends.length;
    }

    void sent(int hop, int flow, long now) {
        Cell cell = make(hop, flow);
        cell.sent++;
        cell.lastSent = now;
        hops[hop].lastSent = now;
        hops[hop].slot = now + hops[hop].gap;
    }

    void answered(int hop, int flow, Node node, long rtt) {
        Hop h = hops[hop];
        Cell cell = make(hop, flow);
        if (cell.seen.isEmpty()) h.flaky += cell.lost;
        hostLoses |= node.isFinal() && cell.lost > 0;
        cell.seen.add(new Cell.Sighting(node, rtt));
        h.answers++;
        h.gap = h.gap < LEAST_GAP ? 0 : h.gap / 5 * 4;
        h.rtt = rtt;
        longest = Math.max(longest, rtt);
        if (node.kind() == Kind.EXPIRED) reached = Math.max(reached, hop);
        else {
            ends[flow] = Math.min(ends[flow], hop);
            firstEnd = Math.min(firstEnd, hop);
        }
        farthest = Math.max(farthest, hop);
    }

    /// A probe was lost. If its flow is answered here else, the hop may limit its answers: it is asked half as often from now on.
    ///
    /// @param sentAt when it was sent
    void lost(int hop, int flow, long sentAt) {
        Hop h = hops[hop];
        Cell cell = make(hop, flow);
        cell.lost++;
        if (sentAt <= h.excusable) cell.excused++;
        if (cell.seen.isEmpty()) return;
        h.flaky++;
        hostLoses |= cell.seen.getFirst().node().isFinal();
        if (sentAt <= h.slowed || h.gap >= MOST_GAP) return;
        if (h.excusable == Long.MIN_VALUE) {
            h.excusable = h.lastSent;
            for (Cell each : h.cells)
                each.excused = each.lost;
        }
        h.gap = Math.clamp(2 * h.gap, LEAST_GAP, MOST_GAP);
        h.slowed = h.lastSent;
        h.slot = h.lastSent + h.gap;
    }

    /// When a hop may be asked again.
    long slot(int hop) {
        return hops[hop].slot;
    }

    /// Whether a hop is asked more slowly than others.
    boolean isSlow(int hop) {
        return hops[hop].gap > 0;
    }

    /// A flow that is answered at a hop; null if none is.
    @Nullable
    Cell answered(int hop, RandomGenerator random) {
        List<Cell> cells = hops[hop].cells;
        if (hops[hop].answers == 0) return null;
        for (int i = random.nextInt(cells.size());; i = (i + 1) % cells.size())
            if (!cells.get(i).seen.isEmpty()) return cells.get(i);
    }

    private Cell make(int hop, int flow) {
        Cell known = cell(hop, flow);
        if (known != null) return known;
        Hop h = hops[hop];
        var cell = new Cell(hop, flow);
        if (flow >= h.byFlow.length) h.byFlow = Arrays.copyOf(h.byFlow, Math.max(flow + 1, 2 * h.byFlow.length));
        h.byFlow[flow] = cell;
        h.cells.add(cell);
        return cell;
    }

    @Nullable
    Cell cell(int hop, int flow) {
        @Nullable
        Cell[] known = hops[hop].byFlow;
        return flow < known.length ? known[flow] : null;
    }

    /// In the order in which they were first asked.
    List<Cell> cells(int hop) {
        return hops[hop].cells;
    }

    /// The farthest hop where a router answered, 0 if none did.
    int reached() {
        return reached;
    }

    /// The farthest hop where anybody answered.
    int farthest() {
        return farthest;
    }

    /// The longest round trip, in ns.
    long longest() {
        return longest;
    }

    /// The last round trip to a hop, in ns; negative if there is none.
    long rtt(int hop) {
        return hops[hop].rtt;
    }

    /// Whether a flow ends before a hop.
    boolean isOver(int hop, int flow) {
        return ends[flow] < hop;
    }

    /// The first hop where some flow ends.
    int firstEnd() {
        return firstEnd;
    }

    /// Whether a flow goes on behind a hop: a router farther away answered it.
    boolean goesOn(Cell cell) {
        for (int hop = cell.hop + 1; hop <= reached; hop++) {
            Cell later = cell(hop, cell.flow);
            Node node = later == null ? null : later.node();
            if (node != null && !node.isFinal()) return true;
        }
        return false;
    }

    /// Whether it is known who answers a flow at a hop, or that nobody does, or that it does not come there.
    boolean isSettled(Cell cell) {
        return !cell.seen.isEmpty()
                || cell.waiting() == 0 && (cell.lost >= tries(cell.hop) || isOver(cell.hop, cell.flow));
    }

    /// How often a flow is asked for at a hop before it counts as silent.
    int tries(int hop) {
        Hop h = hops[hop];
        if (h.answers == 0 && hostLoses && hop <= reached + 1) return MOST_TRIES;
        if (hop > farthest) return 1;
        if (h.answers == 0) return 2;
        if (h.flaky == 0) return TRIES;
        double loss = (h.flaky + 1.0) / (h.answers + h.flaky + 2.0);
        return Math.clamp((int) Math.ceil(Math.log(DOUBT) / Math.log(loss)), TRIES, MOST_TRIES);
    }

    /// Whether nobody answers a flow at a hop that it comes to.
    boolean isSilent(Cell cell) {
        return cell.seen.isEmpty() && isSettled(cell) && !isOver(cell.hop, cell.flow);
    }

    /// How likely the host is to leave a probe unanswered, where it answered others of the flow at the hop; 0 if it never did.
    double hostLoss() {
        int lost = 0;
        int came = 0;
        for (Hop hop : hops)
            for (Cell cell : hop.cells) {
                Node node = cell.node();
                if (node == null || !node.isFinal()) continue;
                lost += cell.lost;
                came += cell.seen.size();
            }
        return loss(lost, came);
    }

    /// A share of lost probes.
    static double loss(int lost, int came) {
        return lost == 0 ? 0 : (double) lost / (lost + came);
    }

    /// Who answers a flow at a hop: nobody, where that is settled; null where it is not.
    @Nullable
    Node outcome(Cell cell) {
        Node node = cell.node();
        if (node != null) return node;
        return isSilent(cell) ? Node.silent(cell.hop) : null;
    }
}
