package net.strata.trace.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.strata.stats.Losses;
import net.strata.stats.Units;

/// All that is to be said of a way.
public final class Verdicts {
    private Verdicts() {}

    /// The more important first; what is of equal importance, from near to far.
    public static List<Verdict> of(Evidence evidence) {
        var found = new ArrayList<Verdict>();
        LoopRule.find(evidence, found);
        EndRule.find(evidence, found);
        LossRule.find(evidence, found);
        DelayRule.find(evidence, found);
        SizeRule.find(evidence, found);
        QuoteRule.find(evidence, found);
        found.sort(Comparator.comparing(Verdict::type).thenComparingInt(Verdict::hop));
        return found;
    }

    /// Where a way ends that does not get to its host, in a few words.
    public static String end(Evidence evidence) {
        var found = new ArrayList<Verdict>();
        LoopRule.find(evidence, found);
        EndRule.find(evidence, found);
        if (found.isEmpty()) return "does not get there";
        Verdict end = found.getFirst();
        Object says = end.evidence().get("says");
        return switch (end.type()) {
            case SILENT -> "gets no answer at all";
            case LOOP -> "goes in a circle from hop " + end.hop() + " on";
            case FILTERED -> "gets no answer from hop " + end.hop() + " on";
            default -> "ends at hop " + end.hop() + ", " + end.evidence().get("address")
                    + (says == null ? "" : ": " + says);
        };
    }

    /// The same in sentences, and where nothing is wrong what was looked at.
    public static List<String> lines(Evidence evidence) {
        return lines(evidence, of(evidence));
    }

    static List<String> lines(Evidence evidence, List<Verdict> found) {
        var lines = new ArrayList<String>();
        if (found.stream().noneMatch(each -> each.type().isTrouble())) lines.add(nothing(evidence, found));
        for (Verdict each : found)
            lines.add(upper(each.words()));
        return lines;
    }

    private static String nothing(Evidence evidence, List<Verdict> found) {
        Stop last = evidence.stops().isEmpty() ? null : evidence.stops().getLast();
        if (last == null || last.settled() == 0) return "Nothing is known yet.";
        Losses.Summary loss = Say.pool(List.of(last));
        boolean limits = found.stream()
                .anyMatch(each -> each.type() == Verdict.Type.LIMITS && each.hop() == last.hops());
        long silent = evidence.stops().stream().filter(each -> !each.answers()).count();
        return "Nothing wrong is seen: " + Units.count(evidence.stops().size(), "hop") + ", "
                + Units.count(evidence.probes(), "probe")
                + (limits
                        ? ""
                        : "; " + Say.count(loss) + " lost at " + (evidence.isReached() ? "the host" : last.name())
                                + " ("
                                + Say.interval(loss) + ")")
                + (silent == 0
                        ? ""
                        : "; " + Units.count(silent, "hop") + (silent == 1 ? " does" : " do")
                                + " not answer, which is no fault")
                + (last.times().size() < Stop.FEW ? ". So few probes show little: --report -c 100 shows more." : ".");
    }

    private static String upper(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
