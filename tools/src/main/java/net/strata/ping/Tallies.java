package net.strata.ping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.strata.stats.Course;
import net.strata.stats.Fact;
import net.strata.stats.Statistics;
import net.strata.stats.Tally;
import org.jspecify.annotations.Nullable;

/// The statistics of each target.
public final class Tallies extends Facts {
    private static final int CELLS = 512;

    /// What is known of a target.
    ///
    /// @param course null where no picture is wanted
    public record Entry(Target target, Tally tally, @Nullable Course course) {}

    private final List<Entry> entries = new ArrayList<>();
    private final boolean percentiles;
    private final int pictures;

    /// @param percentiles whether distributions are wanted
    /// @param pictures of how many targets, the first ones, the course is wanted
    public Tallies(boolean percentiles, int pictures) {
        this.percentiles = percentiles;
        this.pictures = pictures;
    }

    @Override
    public void started(Target target) {
        var statistics = new Statistics(percentiles);
        Course course = target.index() < pictures ? new Course(CELLS) : null;
        entries.add(new Entry(target,
                course == null ? new Tally(statistics) : new Tally(statistics, course), course));
    }

    @Override
    protected void take(Target target, Fact fact, long number, long rtt) {
        entries.get(target.index()).tally.take(fact, number, rtt);
    }

    /// In the order in which the user named them.
    public List<Entry> all() {
        return entries.stream().sorted(Comparator.comparingLong(each -> each.target.place())).toList();
    }
}
