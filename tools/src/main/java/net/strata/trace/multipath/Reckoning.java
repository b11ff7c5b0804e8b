package net.strata.trace.multipath;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// What a [Survey] says: who is linked with whom, and what has to be asked next to know it for sure.
///
/// It goes from hop to hop. Flows whose packets all take the same way are at one node. Where a flow is answered by different
/// nodes at a hop, packets are balanced one by one before it: its flows are then somewhere amid several nodes, and no more is said
/// of links until all of them are at one node again.
final class Reckoning {
    /// A probe that is wanted.
    record Want(int hop, int flow) {}

    /// What is known of a node that packets go on from.
    ///
    /// @param complete whether enough flows were sent through it
    record Outlook(Balance balance, boolean complete) {}

    /// So many answers to flows that were answered before show that a flow always takes the same way: of two ways that packets take by
    /// chance it would show the other one, but for once in a million times.
    private static final int AGAIN = 20;
    /// For each that was lost, so many more: one that is silent may be there, too.
    private static final int FOR_LOST = 10;
    /// How many probes are spent on it at most.
    private static final int MOST_AGAIN = 5 * AGAIN;
    /// How unlikely it shall be that a node was never seen by which packets can go.
    private static final double NEVER = 1e-6;
    /// What is lost is seldom lost one by one: as if at least that were.
    private static final double LEAST_LOSS = 0.5;
    /// If more than that is lost of what the host is asked, it may leave any number in a row unanswered.
    private static final double LIMITED = 0.1;
    /// How many flows are looked for at a time.
    private static final int SEARCH = 64;

    private final Survey survey;
    private final Stopping stopping;
    private final int start;
    private final RandomGenerator random;
    private final double hostLoss;
    private final Set<Want> first = new LinkedHashSet<>();
    private final List<Want> again = new ArrayList<>();
    private final Map<Link, TreeSet<Integer>> links = new LinkedHashMap<>();
    private final Set<Link> possible = new LinkedHashSet<>();
    private final Map<Node, Outlook> nodes = new LinkedHashMap<>();
    private boolean awaiting;

    /// @param from where the way begins: a node at the hop before the first that is asked for
    /// @param random chooses which flows are asked again
    Reckoning(Survey survey, Stopping stopping, Node from, RandomGenerator random) {
        this.survey = survey;
        this.stopping = stopping;
        this.random = random;
        hostLoss = survey.hostLoss();
        start = from.hop();
        var layer = new Layer(start);
        layer.put(from, 0, null);
        while (layer.hop < survey.last() && !layer.places().isEmpty())
            layer = next(layer);
        remember(layer);
    }

    /// What is to be asked now, the most useful first.
    List<Want> wants() {
        var all = new ArrayList<>(first);
        all.addAll(again);
        return all;
    }

    /// Whether probes are on their way that matter.
    boolean isAwaiting() {
        return awaiting;
    }

    /// Who is linked with whom, by which flows; none of packets that are balanced one by one.
    Map<Link, ? extends Set<Integer>> links() {
        return links;
    }

    /// Links that there may be: amid packets that are balanced one by one, or where probes were lost at both ends.
    Set<Link> possible() {
        return possible;
    }

    Map<Node, Outlook> nodes() {
        return nodes;
    }

    private Layer next(Layer layer) {
        var next = new Layer(layer.hop + 1);
        for (Place each : layer.places())
            if (!each.isFinal()) new Steps(each, next).take();
        search(layer);
        remember(layer);
        adopt(next);
        return next;
    }

    private void remember(Layer layer) {
        for (Place each : layer.places())
            for (Node node : each.nodes) {
                Balance balance = each.scattered ? Balance.UNKNOWN : each.balance;
                nodes.merge(node, new Outlook(each.scattered ? Balance.NONE : balance, !each.exhausted),
                        (a, b) -> a.balance() == Balance.NONE ? b : a);
            }
    }

    private void want(int hop, int flow) {
        if (!survey.isOver(hop, flow)) first.add(new Want(hop, flow));
    }

    /// Flows that were seen at a hop, but not at the one before: they are where others are known to be that were seen there.
    private void adopt(Layer layer) {
        for (Cell cell : survey.cells(layer.hop)) {
            if (layer.isPlaced(cell.flow) || survey.isOver(layer.hop, cell.flow)) continue;
            Node node = survey.outcome(cell);
            if (node == null || node.isSilent() && (layer.hop > survey.reached() || mayHaveEnded(cell))) continue;
            if (!layer.isScattered() && layer.has(node) && !cell.changes()) layer.put(node, cell.flow, null);
            else if (layer.hop > start + 1 && survey.cell(layer.hop - 1, cell.flow) == null)
                want(layer.hop - 1, cell.flow);
        }
    }

    /// Whether the host may have left unanswered what is silent.
    private boolean mayHaveEnded(Cell cell) {
        return hostLoss > 0 && !survey.goesOn(cell);
    }

    /// Looks for more flows that come to places.
    private void search(Layer layer) {
        if (layer.hop == start) return;
        int unsettled = 0;
        int settled = 0;
        for (Cell cell : survey.cells(layer.hop))
            if (survey.isSettled(cell)) settled++;
            else
                unsettled++;
        long most = 0;
        for (Place each : layer.places()) {
            if (each.wanting == 0) continue;
            awaiting |= unsettled > 0;
            double share = (each.flows.size() + 1.0) / (settled + 2.0);
            long wanted = Math.min(SEARCH, (long) Math.ceil(each.wanting / share)) - unsettled;
            for (Place before : each.before)
                wanted -= ask(layer.hop, before.flows, wanted);
            most = Math.max(most, wanted);
        }
        int found = 0;
        for (int flow = 0; flow < survey.flows() && found < most; flow++)
            if (isNew(layer.hop, flow)) {
                want(layer.hop, flow);
                found++;
            }
        if (most > 0 && found == 0 && unsettled == 0)
            for (Place each : layer.places())
            each.exhausted |= each.wanting > 0;
    }

    private boolean isNew(int hop, int flow) {
        return survey.cell(hop, flow) == null && !survey.isOver(hop, flow) && !first.contains(new Want(hop, flow));
    }

    private long ask(int hop, Iterable<Integer> flows, long most) {
        long asked = 0;
        for (int flow : flows) {
            if (asked >= most) break;
            if (!isNew(hop, flow)) continue;
            want(hop, flow);
            asked++;
        }
        return asked;
    }

    /// How many packets have to be at one node so that they can be at no other, where they were at any of so many before.
    static int certain(int nodes) {
        double share = 1 / (2.0 * nodes);
        return (int) Math.ceil(Math.log(NEVER * share) / Math.log1p(-share));
    }

    /// From one place to the next hop.
    private final class Steps {
        private final Place place;
        private final Layer next;
        private final List<Cell> cells = new ArrayList<>();
        private final Map<Node, List<Cell>> seen = new LinkedHashMap<>();
        private int unsettled;
        private int answers;
        private int silent;
        private int lost;
        private int missing;
        private int waiting;
        private int spent;
        private boolean changes;
        /// Flows of which it is not sure that they come to what is silent.
        private final Set<Integer> doubtful = new HashSet<>(0);

        Steps(Place place, Layer next) {
            this.place = place;
            this.next = next;
            if (place.hop == start) cells.addAll(survey.cells(next.hop));
            else
                for (int flow : place.flows) {
                    Cell cell = survey.cell(next.hop, flow);
                    if (cell != null) cells.add(cell);
                }
            cells.forEach(this::count);
            if (silent > 0) excuse();
        }

        /// Silence is not believed in where those who are known to be there may have left the same probes unanswered; and where
        /// the host may have, whose flows no router answers farther away, it is not sure.
        private void excuse() {
            var silence = Node.silent(next.hop);
            List<Cell> quiet = seen.getOrDefault(silence, List.of());
            var on = new ArrayList<Cell>();
            var end = new ArrayList<Cell>();
            for (Cell cell : quiet)
                (survey.goesOn(cell) ? on : end).add(cell);
            double routers = 0;
            double all = 0;
            boolean ends = false;
            for (Map.Entry<Node, List<Cell>> each : seen.entrySet()) {
                if (each.getKey().isSilent()) continue;
                double loss = loss(each.getValue());
                all = Math.max(all, loss);
                if (each.getKey().isFinal()) ends = true;
                else
                    routers = Math.max(routers, loss);
            }
            if (ends) all = Math.max(all, hostLoss);
            if (isExplained(on, routers)) quiet.removeAll(on);
            boolean limits = hostLoss > LIMITED;
            if (limits && ends || isExplained(end, all)) quiet.removeAll(end);
            else if (limits || isExplained(end, hostLoss))
                end.forEach(cell -> doubtful.add(cell.flow));
            if (quiet.isEmpty()) seen.remove(silence);
        }

        /// The share that is lost of flows' probes.
        private static double loss(List<Cell> cells) {
            int lost = 0;
            int came = 0;
            for (Cell cell : cells) {
                lost += cell.lost;
                came += cell.seen.size();
            }
            return Survey.loss(lost, came);
        }

        /// Whether all probes of some flows, of all there are, may have been lost by chance.
        private boolean isExplained(List<Cell> quiet, double loss) {
            if (loss == 0 || quiet.isEmpty()) return false;
            int lost = 0;
            for (Cell cell : quiet)
                lost += cell.lost;
            return lost * Math.log(Math.max(LEAST_LOSS, loss)) + cells.size() * Math.log(2) > Math.log(NEVER);
        }

        private boolean isSure(Cell cell, Node node) {
            return !place.doubtful.contains(cell.flow) && !(node.isSilent() && doubtful.contains(cell.flow));
        }

        private void count(Cell cell) {
            waiting += cell.waiting();
            if (!survey.isSettled(cell)) unsettled++;
            answers += cell.seen.size();
            changes |= cell.changes();
            if (!cell.seen.isEmpty()) lost += cell.lost;
            if (!cell.seen.isEmpty()) missing += cell.missing();
            spent += cell.sent;
            for (Cell.Sighting each : cell.seen) {
                List<Cell> at = seen.computeIfAbsent(each.node(), n -> new ArrayList<>());
                if (at.isEmpty() || at.getLast() != cell) at.add(cell);
            }
            if (survey.isSilent(cell)) {
                silent++;
                seen.computeIfAbsent(Node.silent(next.hop), n -> new ArrayList<>()).add(cell);
            }
        }

        void take() {
            boolean asks = !place.isSilent() || place.hop < survey.farthest();
            if (place.scattered || changes) scatter(asks);
            else
                stay(asks);
        }

        /// All flows go their own ways.
        private void stay(boolean asks) {
            int wanted = stopping.flows(Math.max(1, seen.size())) - cells.size();
            if (asks && wanted > 0) {
                if (place.hop == start) wanted -= begin(wanted);
                else
                    wanted -= (int) ask(next.hop, place.flows, wanted);
                place.wanting = place.doubtful.containsAll(place.flows) ? 0 : wanted;
                if (place.hop == start) place.exhausted = wanted > 0;
            }
            awaiting |= unsettled > 0;
            if (seen.size() > 1) {
                int more = again();
                place.balance = more >= AGAIN && missing * 4 <= answers ? Balance.PER_FLOW : Balance.UNKNOWN;
                if (more < AGAIN && spent - cells.size() < MOST_AGAIN) repeat(AGAIN - more);
            }
            boolean unsure = place.hop > start && isLossy(missing, answers) && isLossyHere();
            seen.forEach((node, at) -> {
                var link = new Link(place.node(), node);
                for (Cell cell : at) {
                    boolean sure = isSure(cell, node);
                    next.put(node, cell.flow, place, sure);
                    if (unsure || !sure) possible.add(link);
                    else
                        links.computeIfAbsent(link, l -> new TreeSet<>()).add(cell.flow);
                }
            });
        }

        private int begin(int wanted) {
            int found = 0;
            for (int flow = 0; flow < survey.flows() && found < wanted; flow++)
                if (isNew(next.hop, flow)) {
                    want(next.hop, flow);
                    found++;
                }
            return found;
        }

        private int again() {
            int again = 0;
            for (Cell cell : cells)
                again += cell.again();
            return again;
        }

        /// Asks flows again that were answered, as many that were answered by the one as by the other.
        private void repeat(int wanted) {
            var order = new ArrayList<List<Cell>>(seen.values());
            order.removeIf(at -> at.getFirst().seen.isEmpty());
            if (order.isEmpty()) return;
            var counts = new int[order.size()];
            int left = wanted;
            for (int i = 0; i < counts.length; i++)
                for (Cell cell : order.get(i)) {
                    counts[i] += cell.again() + cell.waiting();
                    left -= cell.waiting();
                }
            awaiting |= wanted > Math.max(0, left);
            for (; left > 0; left--) {
                int least = 0;
                for (int i = 1; i < counts.length; i++)
                    if (counts[i] < counts[least]) least = i;
                counts[least]++;
                List<Cell> at = order.get(least);
                again.add(new Want(next.hop, at.get(random.nextInt(at.size())).flow));
            }
        }

        private boolean isLossyHere() {
            int missing = 0;
            int came = 0;
            for (int flow : place.flows) {
                Cell cell = survey.cell(place.hop, flow);
                if (cell == null || cell.seen.isEmpty()) continue;
                missing += cell.missing();
                came += cell.seen.size();
            }
            return isLossy(missing, came);
        }

        private static boolean isLossy(int lost, int answers) {
            return lost > 2 && lost * 3 > answers;
        }

        /// Packets of a flow go different ways: from here, or already before.
        private void scatter(boolean asks) {
            boolean here = !place.scattered && (place.hop == start || holds());
            int known = Math.max(1, seen.size());
            int enough = stopping.flows(known);
            boolean one = place.scattered && seen.size() == 1 && silent == 0;
            if (one) enough = Math.max(enough, certain(place.nodes.size()));
            int most = 4 * enough + MOST_AGAIN;
            if (one) enough += FOR_LOST * lost;
            int wanted = Math.min(enough - answers - silent - waiting, most - spent);
            if (asks && wanted > 0) {
                long fresh = place.hop == start
                        ? begin(Math.min(wanted, stopping.flows(1) - cells.size()))
                        : ask(next.hop, place.flows, wanted);
                for (long i = fresh; i < wanted && !cells.isEmpty(); i++)
                    again.add(new Want(next.hop, cells.get(random.nextInt(cells.size())).flow));
            }
            awaiting |= unsettled > 0 || wanted + waiting > 0 && waiting > 0;
            if (!place.scattered) place.balance = here ? Balance.PER_PACKET : Balance.UNKNOWN;
            boolean sure = one && answers >= enough;
            for (Node from : place.nodes)
                if (!from.isFinal()) seen.forEach((to, at) -> {
                    var link = new Link(from, to);
                    for (Cell cell : at)
                        if (!here && !sure || !isSure(cell, to)) possible.add(link);
                        else
                            links.computeIfAbsent(link, l -> new TreeSet<>()).add(cell.flow);
                });
            if (sure) for (Cell cell : cells)
                next.put(seen.keySet().iterator().next(), cell.flow, place);
            else
                amid();
        }

        private void amid() {
            if (seen.isEmpty()) return;
            Place several = Place.amid(next.hop);
            several.nodes.addAll(seen.keySet());
            several.before.add(place);
            for (Cell cell : cells)
                if (survey.isSettled(cell)) several.flows.add(cell.flow);
            next.put(several);
        }

        /// Whether it is sure that flows are where they are thought to be: asked again and again they are, and none is lost
        /// that may have been elsewhere.
        private boolean holds() {
            if (place.isSilent()) return false;
            int came = 0;
            int missing = 0;
            int open = 0;
            int asked = 0;
            var flows = new ArrayList<Integer>();
            for (int flow : place.flows) {
                Cell cell = survey.cell(place.hop, flow);
                if (cell == null || cell.seen.isEmpty()) continue;
                flows.add(flow);
                came += cell.again();
                missing += cell.lost;
                open += cell.waiting();
                asked += cell.sent - 1;
            }
            int enough = AGAIN + FOR_LOST * missing;
            if (came >= enough) return true;
            if (asked < MOST_AGAIN)
                for (int i = came + open; i < enough && !flows.isEmpty(); i++)
                again.add(new Want(place.hop, flows.get(random.nextInt(flows.size()))));
            awaiting |= open > 0;
            return false;
        }
    }
}
