package net.strata.ping;

import java.util.ArrayList;
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

    private final List<@Nullable Entry> entries = new ArrayList<>();
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
        while (entries.size() <= target.index())
            entries.add(null);
        var statistics = new Statistics(percentiles);
        Course course = target.index() < pictures ? new Course(CELLS) : null;
        entries.set(target.index(), new Entry(target,
                course == null ? new Tally(statistics) : new Tally(statistics, course), course));
    }

    @Override
    protected void take(Target target, Fact fact, long number, long rtt) {
        Entry entry = entries.get(target.index());
        if (entry != null) entry.tally.take(fact, number, rtt);
    }

    /// In the order of the targets.
    public List<Entry> all() {
        var all = new ArrayList<Entry>();
        for (Entry each : entries)
            if (each != null) all.add(each);
        return all;
    }
}
