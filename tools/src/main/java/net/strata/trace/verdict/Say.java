package net.strata.trace.verdict;

import java.util.List;
import java.util.Locale;
import net.strata.stats.Losses;
import net.strata.stats.Units;

/// Numbers and hops, in sentences.
final class Say {
    private Say() {}

    static String ms(double nanos) {
        return Units.brief(Math.round(nanos)) + " ms";
    }

    static String share(double share) {
        return Units.percent(share) + " %";
    }

    /// Such as `38 of 100, 38 % (95 %: 29.1 to 47.8 %)`.
    static String loss(Losses.Summary loss) {
        return count(loss) + ", " + share(loss.share()) + " (" + interval(loss) + ")";
    }

    static String count(Losses.Summary loss) {
        return (loss.lost() == 0 ? "none" : Long.toString(loss.lost())) + " of " + loss.settled();
    }

    static String interval(Losses.Summary loss) {
        return String.format(Locale.ROOT, "95 %%: %s to %s %%", Units.percent(loss.lowest()),
                Units.percent(loss.highest()));
    }

    /// Such as `hop 4 (10.0.4.1)`, or `hops 4 to 7`.
    static String hops(List<Stop> stops) {
        return stops.size() == 1
                ? stops.getFirst().name()
                : "hops " + stops.getFirst().hops() + " to " + stops.getLast().hops();
    }

    /// The sum of what was lost.
    static Losses.Summary pool(List<Stop> stops) {
        return new Losses.Summary(stops.stream().mapToLong(Stop::settled).sum(),
                stops.stream().mapToLong(Stop::lost).sum(), 0, 0);
    }
}
