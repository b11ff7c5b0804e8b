package net.strata.trace.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import net.strata.stats.Exact;

/// Where delay begins, and stays.
///
/// A packet to a farther hop passes the nearer ones: the way to a hop takes no longer than the least median of it and of
/// those behind it. A step of that is delay that begins there; what a hop takes beyond it, it takes to answer. Medians
/// count as far apart as the ends of their intervals are (order statistics, at [#LEVEL] over the number of hops); of few
/// probes these are the shortest and the longest round trip.
final class DelayRule {
    private static final double LEVEL = 0.001;
    /// What is shorter is not worth a word, in ns.
    static final long LEAST = 10_000_000;
    /// A step is of that part of the whole way at least,
    private static final double PART = 1.0 / 3;
    /// and so many times the usual step of this way.
    private static final int UNUSUAL = 3;

    private final List<Stop> stops;
    private final List<Verdict> out;
    private final double[] median;
    /// The ends of the intervals of the medians.
    private final double[] low;
    private final double[] high;
    /// The least of a hop and those behind it.
    private final double[] way;

    private DelayRule(Evidence evidence, List<Verdict> out) {
        stops = evidence.stops().stream().filter(each -> each.answers() && !each.times().isEmpty()).toList();
        this.out = out;
        int n = stops.size();
        median = new double[n];
        low = new double[n];
        high = new double[n];
        for (int i = 0; i < n; i++) {
            List<Long> times = stops.get(i).times();
            int rank = Exact.medianRank(times.size(), LEVEL / n);
            median[i] = stops.get(i).median();
            low[i] = times.get(rank);
            high[i] = times.get(times.size() - 1 - rank);
        }
        way = least(median);
    }

    static void find(Evidence evidence, List<Verdict> out) {
        new DelayRule(evidence, out).find();
    }

    private static double[] least(double[] of) {
        double[] least = of.clone();
        for (int i = of.length - 2; i >= 0; i--)
            least[i] = Math.min(least[i], least[i + 1]);
        return least;
    }

    private void find() {
        double[] surely = least(low);
        double[] atMost = least(high);
        int before = -1;
        for (int i = 0; i < stops.size(); i++) {
            if (median[i] == way[i]) {
                double step = way[i] - at(way, before);
                if (step >= LEAST && step >= PART * way[way.length - 1] && step >= UNUSUAL * usual(before, i)
                        && surely[before + 1] - at(atMost, before) >= step / 2)
                    out.add(step(before, i, step));
                before = i;
            } else if (median[i] - way[i + 1] >= Math.max(LEAST, way[i + 1] / 2)
                    && low[i] - atMost[i + 1] >= (median[i] - way[i + 1]) / 2) {
                out.add(slow(i));
            }
        }
    }

    private static double at(double[] of, int i) {
        return i < 0 ? 0 : of[i];
    }

    private int hops(int i) {
        return i < 0 ? stops.getFirst().hops() - 1 : stops.get(i).hops();
    }

    /// What is usual for as many links as there are between two hops: the median of the others' steps, those over several
    /// links spread over them. 0 where there are no others.
    private double usual(int from, int to) {
        var steps = new ArrayList<Double>();
        int before = -1;
        for (int i = 0; i < stops.size(); i++) {
            if (median[i] != way[i]) continue;
            int links = hops(i) - hops(before);
            for (int k = 0; k < links && i != to; k++)
                steps.add((way[i] - at(way, before)) / links);
            before = i;
        }
        Collections.sort(steps);
        return steps.isEmpty() ? 0 : steps.get(steps.size() / 2) * (hops(to) - hops(from));
    }

    private Verdict step(int before, int i, double step) {
        Stop stop = stops.get(before + 1);
        double[] shortest = least(stops.stream().mapToDouble(each -> each.times().getFirst()).toArray());
        double grown = shortest[i] - at(shortest, before);
        boolean always = grown >= step / 2;
        var facts = facts(stop);
        facts.put("by", stops.get(i).hops());
        facts.put("step_ms", millis(step));
        facts.put("before_ms", millis(at(way, before)));
        facts.put("after_ms", millis(way[i]));
        facts.put("step_min_ms", millis(grown));
        boolean exact = hops(i) - hops(before) == 1 || before < 0;
        String where = exact
                ? "at " + stops.get(i).name()
                : "between " + stops.get(before).name() + " and " + stops.get(i).name();
        return new Verdict(Verdict.Type.DELAY, stop.hops(), "delay begins " + where + " and stays: the median of "
                + probes(stop) + " rises by " + Say.ms(step) + ", from " + Say.ms(at(way, before)) + " to "
                + Say.ms(way[i]) + (i + 1 < stops.size() ? ", and no hop behind is below that" : "")
                + (always
                        ? "; the shortest rise as much: a long link, or a queue that never empties."
                        : "; the shortest only by " + Say.ms(Math.max(0, grown)) + ": a queue that fills and empties."),
                facts);
    }

    private static String probes(Stop stop) {
        int count = stop.times().size();
        return count == 1 ? "only one probe" : (count < Stop.FEW ? "only " : "") + count + " probes";
    }

    private Verdict slow(int i) {
        Stop stop = stops.get(i);
        var facts = facts(stop);
        facts.put("median_ms", millis(median[i]));
        facts.put("behind_ms", millis(way[i + 1]));
        return new Verdict(Verdict.Type.SLOW, stop.hops(), stop.name() + " is only slow to answer: the median of "
                + probes(stop) + " is " + Say.ms(median[i]) + ", behind it " + Say.ms(way[i + 1])
                + ". Harmless.", facts);
    }

    private static SequencedMap<String, Object> facts(Stop stop) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("address", stop.voice().from().host());
        facts.put("probes", stop.times().size());
        return facts;
    }

    private static double millis(double nanos) {
        return Math.round(nanos) / 1e6;
    }
}
