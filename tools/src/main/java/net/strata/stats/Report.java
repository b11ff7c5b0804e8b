package net.strata.stats;

import java.util.ArrayList;
import java.util.List;

/// Statistics in words, for what `--stats` adds below the lines of `ping`.
public final class Report {
    private static final int NAME_WIDTH = 13;

    private Report() {}

    /// A line for each thing that can be said. Times are in ms.
    public static List<String> lines(Snapshot s) {
        var lines = new ArrayList<String>();
        var p = s.percentiles();
        if (p != null)
            add(lines, "percentiles", "50 % " + Units.millis(p.p50()) + ", 90 % " + Units.millis(p.p90()) + ", 95 % "
                    + Units.millis(p.p95()) + ", 99 % " + Units.millis(p.p99()) + ", 99.9 % " + Units.millis(p.p999())
                    + " ms");
        var jitter = s.jitter();
        if (jitter != null)
            add(lines, "jitter", "mean " + Units.millis(jitter.mean()) + ", max " + Units.millis(jitter.max())
                    + " ms; RFC 3550 J " + Units.millis(jitter.j()) + " ms");
        var loss = s.loss();
        if (loss.settled() > 0)
            add(lines, "loss", Units.percent(loss.share()) + " % (" + loss.lost() + " of " + loss.settled()
                    + "), 95 % interval " + Units.percent(loss.lowest()) + " to " + Units.percent(loss.highest())
                    + " %");
        if (loss.lost() > 0)
            add(lines, "bursts", loss.bursts() + ", the longest of " + loss.longestBurst()
                    + (loss.longestBurst() == 1 ? " probe" : " probes"));
        if (s.received() > 0) add(lines, "reordered", s.reordered() + " of " + s.received() + " replies");
        if (s.duplicates() > 0) add(lines, "duplicates", Long.toString(s.duplicates()));
        if (s.corrupted() > 0) add(lines, "corrupted", Long.toString(s.corrupted()));
        if (s.late() > 0) add(lines, "late", s.late() + ", counted as lost");
        if (s.errors() > 0) add(lines, "errors", Long.toString(s.errors()));
        return lines;
    }

    private static void add(List<String> lines, String name, String value) {
        lines.add(name + " ".repeat(NAME_WIDTH - name.length()) + value);
    }
}
