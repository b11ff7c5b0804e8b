package net.strata.trace.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import net.strata.stats.Exact;
import net.strata.stats.Losses;

/// Who loses.
///
/// What the way loses at a hop is lost by all farther ones: loss can only grow from hop to hop. A hop that loses
/// significantly more than those behind it only limits its answers. The others are put into groups, from the end on,
/// of hops that do not differ significantly; each group that loses more than the one before it is where the way begins
/// to lose.
///
/// Significant means Fisher's exact test, one-sided, at [#LEVEL] over the number of comparisons. And nobody is said to lose
/// who may well lose no more than [#USUAL], by the exact binomial test at the same level.
final class LossRule {
    /// What is lost without anything being wrong.
    static final double USUAL = 0.01;
    /// The chance that anything is said of a way with nothing but the usual loss.
    static final double LEVEL = 0.001;
    /// The level of a test that is made once, where something was found before.
    private static final double SINGLE = 0.001;
    /// Loss is said to begin where it does most likely if that is so at this level,
    private static final double LIKELY = 0.05;
    /// and perhaps at any hop before that does not differ at this one.
    private static final double DOUBT = 0.001;

    private final Evidence evidence;
    private final List<Stop> stops;
    private final double level;
    private final List<Verdict> out;

    private LossRule(Evidence evidence, List<Verdict> out) {
        this.evidence = evidence;
        stops = evidence.answering();
        // Each hop is compared with those behind it, each group is split, each is compared with what is usual.
        level = LEVEL / (3 * Math.max(1, stops.size()));
        this.out = out;
    }

    static void find(Evidence evidence, List<Verdict> out) {
        new LossRule(evidence, out).find();
    }

    private void find() {
        List<List<Stop>> groups = groups();
        for (int i = 0; i < groups.size(); i++) {
            if (!isMoreThanUsual(Say.pool(groups.get(i)))) continue;
            loses(groups.get(i), i == 0 ? List.of() : groups.get(i - 1));
        }
    }

    /// The nearest hops of a group may not lose as the others do, though so few probes cannot show it.
    private void loses(List<Stop> group, List<Stop> before) {
        for (int i = 0; i < group.size(); i++) {
            List<Stop> alike = group.subList(i, group.size());
            var nearer = new ArrayList<>(before);
            nearer.addAll(group.subList(0, i));
            boolean isLast = alike.size() == 1 && alike.getFirst().equals(stops.getLast());
            if (!isMoreThanUsual(Say.pool(alike)) || !isLast && !isCommon(alike)) continue;
            out.add(isLast ? single(alike.getFirst(), nearer) : path(alike, nearer));
            return;
        }
        out.add(unlike(group, Say.pool(group)));
    }

    /// From the nearest to the farthest; says who limits its answers on the way.
    private List<List<Stop>> groups() {
        var groups = new ArrayList<List<Stop>>();
        var group = new ArrayList<Stop>();
        for (Stop each : stops.reversed()) {
            if (!group.isEmpty()) {
                if (differ(List.of(each), group)) {
                    Losses.Summary own = Say.pool(List.of(each));
                    if (isMoreThanUsual(own)) out.add(limits(each, own, List.copyOf(group)));
                    continue;
                }
                if (differ(group, List.of(each))) {
                    groups.addFirst(group);
                    group = new ArrayList<>();
                }
            }
            group.addFirst(each);
        }
        if (!group.isEmpty()) groups.addFirst(group);
        var split = new ArrayList<List<Stop>>();
        for (List<Stop> each : groups)
            split(each, split);
        return split;
    }

    /// Where the hops of a group, each like the others, lose the more the farther they are.
    private void split(List<Stop> group, List<List<Stop>> into) {
        int best = best(group, level / Math.max(1, group.size() - 1));
        if (best == 0) {
            into.add(group);
            return;
        }
        split(group.subList(0, best), into);
        split(group.subList(best, group.size()), into);
    }

    private static double chance(List<Stop> more, List<Stop> less) {
        Losses.Summary a = Say.pool(more);
        Losses.Summary b = Say.pool(less);
        return Exact.more(a.lost(), a.settled(), b.lost(), b.settled());
    }

    private boolean differ(List<Stop> more, List<Stop> less) {
        return chance(more, less) < level;
    }

    private boolean isMoreThanUsual(Losses.Summary loss) {
        return Exact.atLeast(loss.lost(), loss.settled(), USUAL) < level;
    }

    private Verdict limits(Stop stop, Losses.Summary own, List<Stop> behind) {
        Losses.Summary theirs = Say.pool(behind);
        var facts = facts(stop, own);
        facts.put("behind", members(theirs));
        return new Verdict(Verdict.Type.LIMITS, stop.hops(), stop.name() + " only limits its answers: it left out "
                + Say.loss(own) + ", and of what went on to " + Say.hops(behind) + " " + Say.count(theirs)
                + (theirs.lost() == 0 ? " was lost." : " were lost.") + " Harmless.", facts);
    }

    private Verdict path(List<Stop> alike, List<Stop> before) {
        int begin = best(alike, LIKELY / alike.size());
        List<Stop> group = alike.subList(begin, alike.size());
        var nearer = new ArrayList<>(before);
        nearer.addAll(alike.subList(0, begin));
        Stop first = group.getFirst();
        Stop earliest = first;
        for (Stop each : nearer.reversed()) {
            if (chance(group, List.of(each)) < DOUBT) break;
            earliest = each;
        }
        Losses.Summary loss = Say.pool(group);
        Losses.Summary theirs = Say.pool(nearer);
        var facts = facts(first, loss);
        facts.put("through", group.getLast().hops());
        facts.put("earliest", earliest.hops());
        if (!nearer.isEmpty()) facts.put("before", members(theirs));
        return new Verdict(Verdict.Type.LOSS, first.hops(), "the path loses, there or on the way back, from "
                + first.name() + " on" + (earliest.equals(first) ? "" : ", perhaps from hop " + earliest.hops() + " on")
                + ": of the probes to " + (group.size() == 1 ? "it " : Say.hops(group) + " ") + Say.loss(loss)
                + " were lost"
                + (nearer.isEmpty()
                        ? ""
                        : "; before it " + Say.count(theirs) + (theirs.lost() == 0 ? " was" : " were"))
                + "." + (nearer.isEmpty() && first.hops() == 1 ? " It may be the first link, or this host." : ""),
                facts);
    }

    /// Where the hops of a group differ most from those before; 0 if the chance of that is not less than it must be.
    private static int best(List<Stop> group, double below) {
        int best = 0;
        double least = below;
        for (int i = 1; i < group.size(); i++) {
            double chance = chance(group.subList(i, group.size()), group.subList(0, i));
            if (chance < least) {
                best = i;
                least = chance;
            }
        }
        return best;
    }

    /// A limit of c answers a second leaves out 1 - c/r of what is asked for at a rate of r: where that is p, max(0, 2 p - 1) at
    /// half of it. What a link loses, it loses at any rate.
    private Verdict single(Stop stop, List<Stop> before) {
        Losses.Summary full = Say.pool(List.of(stop));
        var facts = facts(stop, full);
        String seen = " loses: " + Say.loss(full);
        if (!before.isEmpty()) {
            facts.put("before", members(Say.pool(before)));
            seen += "; before it " + Say.count(Say.pool(before));
        }
        String who = evidence.isReached() && stop.equals(stops.getLast())
                ? "the host, " + stop.name() + ","
                : stop.name();
        Losses.Summary half = evidence.slow().get(stop.hops());
        if (half == null)
            return new Verdict(Verdict.Type.LOSS_OR_LIMIT, stop.hops(), "only " + who + seen
                    + ". Either the last link loses, or the answers are limited: nothing behind it can tell.", facts);
        facts.put("half_rate", members(half));
        String slowly = ", and when asked at half the rate " + Say.loss(half);
        if (Exact.more(full.lost(), full.settled(), half.lost(), half.settled()) < SINGLE)
            return new Verdict(Verdict.Type.LIMITS, stop.hops(), who + " only limits its answers: it left out "
                    + Say.loss(full) + slowly + ". Harmless.", facts);
        double limited = Math.max(USUAL, 2 * full.highest() - 1);
        if (Exact.atLeast(half.lost(), half.settled(), limited) < SINGLE)
            return new Verdict(Verdict.Type.LOSS, stop.hops(),
                    "the path loses on its last link, to " + who + " or there: "
                            + Say.loss(full) + slowly + ", where a limit of answers would leave out less.",
                    facts);
        return new Verdict(Verdict.Type.LOSS_OR_LIMIT, stop.hops(), "only " + who + seen + slowly
                + ". Either the last link loses, or the answers are limited: that does not decide it.", facts);
    }

    /// A group whose hops lose more than usual together, but not alike: the way loses no more than the one that loses least.
    private Verdict unlike(List<Stop> group, Losses.Summary loss) {
        Stop most = group.getFirst();
        Stop least = most;
        for (Stop each : group) {
            if (share(each) > share(most)) most = each;
            if (share(each) <= share(least)) least = each;
        }
        var facts = facts(most, Say.pool(List.of(most)));
        facts.put("through", group.getLast().hops());
        return new Verdict(Verdict.Type.LOSS_OR_LIMIT, most.hops(), "of the probes to " + Say.hops(group) + " "
                + Say.loss(loss) + " were lost, but not alike: " + Say.count(Say.pool(List.of(most))) + " at "
                + most.name() + ", " + Say.count(Say.pool(List.of(least))) + " at " + least.name()
                + ". Either the path loses, or answers are limited: more probes would tell.", facts);
    }

    private static double share(Stop stop) {
        return (double) stop.lost() / Math.max(1, stop.settled());
    }

    /// Whether the loss of a group is that of each of its hops: none loses significantly less than the others, and none makes up
    /// all of it.
    private boolean isCommon(List<Stop> group) {
        for (Stop each : group) {
            var others = group.stream().filter(other -> !other.equals(each)).toList();
            if (chance(others, List.of(each)) < LEVEL / group.size()) return false;
            if (!isMoreThanUsual(Say.pool(others))) return false;
        }
        return true;
    }

    private static SequencedMap<String, Object> facts(Stop stop, Losses.Summary loss) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("address", stop.voice().from().host());
        facts.putAll(members(loss));
        return facts;
    }

    static SequencedMap<String, Object> members(Losses.Summary loss) {
        var members = new LinkedHashMap<String, Object>();
        members.put("sent", loss.settled());
        members.put("lost", loss.lost());
        members.put("loss", loss.share());
        members.put("loss_low", loss.lowest());
        members.put("loss_high", loss.highest());
        return members;
    }
}
