package net.strata.stats;

import java.util.function.ToLongFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A column of a table of hosts.
public enum Column {
    SENT("sent", 7, s -> Long.toString(s.sent())), //
    LOSS("loss %", 7, s -> s.loss().settled() == 0 ? Column.NONE : Units.percent(s.loss().share())), //
    LAST("last", 6, s -> time(s.rtt(), RoundTrips.Summary::last)), //
    P50("p50", 6, s -> time(s.percentiles(), Distribution.Summary::p50)), //
    P90("p90", 6, s -> time(s.percentiles(), Distribution.Summary::p90)), //
    P95("p95", 6, s -> time(s.percentiles(), Distribution.Summary::p95)), //
    P99("p99", 6, s -> time(s.percentiles(), Distribution.Summary::p99)), //
    P999("p99.9", 6, s -> time(s.percentiles(), Distribution.Summary::p999)), //
    MAX("max", 6, s -> time(s.rtt(), RoundTrips.Summary::max)), //
    JITTER("jitter", 7, s -> time(s.jitter(), j -> Math.round(j.mean())));

    private static final String NONE = "-";

    private final String head;
    private final int width;
    @SuppressWarnings("ImmutableEnumChecker") // these functions have no state
    private final Function<Snapshot, String> text;

    Column(String head, int width, Function<Snapshot, String> text) {
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
