package net.strata.live;

import java.util.List;
import net.strata.ping.Target;
import net.strata.stats.Cell;
import net.strata.stats.Course;
import net.strata.stats.Distribution;
import net.strata.stats.Fact;
import net.strata.stats.Recent;
import net.strata.stats.Snapshot;
import net.strata.stats.Statistics;
import net.strata.stats.Tally;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// What is known of a host since it was last reset.
final class Row {
    /// More than a line of a terminal has room for.
    private static final int LATEST = 256;
    private static final int CELLS = 512;
    /// As many as are shown.
    private static final int DIGITS = 3;

    private final String name;
    private final String address;
    private final long place;
    private final boolean pictured;
    /// The number of the next probe, and of the first since the reset.
    private long next;
    private long first;
    private Recent recent = new Recent(LATEST);
    private @Nullable Course course;
    private Statistics statistics = new Statistics(false);
    private Tally tally = new Tally(statistics);
    private @Nullable Snapshot known;

    /// @param pictured whether its whole course is kept
    Row(Target target, boolean pictured) {
        name = escaped(target.name());
        address = escaped(target.address().host());
        place = target.place();
        this.pictured = pictured;
        reset();
    }

    private static String escaped(String from) {
        var text = new Text(32);
        text.text(from);
        return text.toString();
    }

    /// Forgets all but what is on its way.
    void reset() {
        first = next;
        recent = new Recent(LATEST);
        course = pictured ? new Course(CELLS) : null;
        statistics = new Statistics(new Distribution(DIGITS));
        tally = course == null ? new Tally(statistics, recent) : new Tally(statistics, recent, course);
        known = null;
    }

    /// Takes a fact of its probe `number`. Those from before the reset are left out.
    void take(Fact fact, long number, long rtt) {
        next = Math.max(next, number + 1);
        if (number < first) return;
        tally.take(fact, number - first, rtt);
        known = null;
    }

    /// Where the user named it.
    long place() {
        return place;
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    Snapshot snapshot() {
        Snapshot snapshot = known;
        if (snapshot == null) {
            snapshot = statistics.snapshot();
            known = snapshot;
        }
        return snapshot;
    }

    /// The latest probes, one by one, up to the last of which something is known.
    List<Cell> latest() {
        List<Cell> cells = recent.cells();
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).answered() + cells.get(end - 1).lost() == 0)
            end--;
        return cells.subList(0, end);
    }

    /// All probes, if that is kept.
    List<Cell> course() {
        return course == null ? List.of() : course.cells();
    }

    @Nullable
    Distribution distribution() {
        return statistics.distribution();
    }
}
