package net.strata.stats;

import java.util.function.ToLongFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A column of a table of hosts.
public final class Column {
    private static final String NONE = "-";

    public static final Column SENT = new Column("sent", 7, s -> Long.toString(s.sent()));
    public static final Column LOSS = new Column("loss %", 7,
            s -> s.loss().settled() == 0 ? NONE : Units.percent(s.loss().share()));
    public static final Column LAST = new Column("last", 6, s -> time(s.rtt(), RoundTrips.Summary::last));
    public static final Column P50 = new Column("p50", 6, s -> time(s.percentiles(), Distribution.Summary::p50));
    public static final Column P90 = new Column("p90", 6, s -> time(s.percentiles(), Distribution.Summary::p90));
    public static final Column P95 = new Column("p95", 6, s -> time(s.percentiles(), Distribution.Summary::p95));
    public static final Column P99 = new Column("p99", 6, s -> time(s.percentiles(), Distribution.Summary::p99));
    public static final Column P999 = new Column("p99.9", 6, s -> time(s.percentiles(), Distribution.Summary::p999));
    public static final Column MAX = new Column("max", 6, s -> time(s.rtt(), RoundTrips.Summary::max));
    public static final Column BEST = new Column("best", 6, s -> time(s.rtt(), RoundTrips.Summary::min));
    public static final Column MEAN = new Column("avg", 6, s -> time(s.rtt(), rtt -> Math.round(rtt.mean())));
    public static final Column DEVIATION = new Column("stdev", 6, s -> time(s.rtt(), rtt -> Math.round(rtt.mdev())));
    public static final Column WORST_JITTER = new Column("worst", 6, s -> time(s.jitter(), Jitter.Summary::max));
    public static final Column INTERARRIVAL = new Column("rfc3550", 8, s -> time(s.jitter(), j -> Math.round(j.j())));
    public static final Column JITTER = new Column("jitter", 7, s -> time(s.jitter(), j -> Math.round(j.mean())));

    private final String head;
    private final int width;
    private final Function<Snapshot, String> text;

    private Column(String head, int width, Function<Snapshot, String> text) {
        this.head = head;
        this.width = width;
        this.text = text;
    }

    private static <T> String time(@Nullable T summary, ToLongFunction<T> value) {
        return summary == null ? NONE : Units.brief(value.applyAsLong(summary));
    }

    /// Characters that it takes, the space before it among them.
    public int width() {
        return width;
    }

    /// What stands above it.
    public String head() {
        return right(head);
    }

    /// What is known, as text. Times are in ms.
    public String of(Snapshot s) {
        return right(text.apply(s));
    }

    private String right(String value) {
        return " ".repeat(Math.max(1, width - value.length())) + value;
    }
}
