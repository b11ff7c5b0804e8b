package net.strata.stats;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What conditions can speak of.
///
/// @param label its name in conditions
/// @param value in ns, as a share of 1, or as a count; NaN if unknown
record Quantity(String label, Kind kind, ToDoubleFunction<Snapshot> value) {
    private static final List<Quantity> ALL = List.of( //
            new Quantity("loss", Kind.SHARE, s -> s.loss().share()), //
            new Quantity("lost", Kind.COUNT, s -> s.loss().lost()), //
            new Quantity("sent", Kind.COUNT, Snapshot::sent), //
            new Quantity("received", Kind.COUNT, Snapshot::received), //
            new Quantity("burst", Kind.COUNT, s -> s.loss().longestBurst()), //
            new Quantity("bursts", Kind.COUNT, s -> s.loss().bursts()), //
            new Quantity("reordered", Kind.COUNT, Snapshot::reordered), //
            new Quantity("duplicates", Kind.COUNT, Snapshot::duplicates), //
            new Quantity("corrupted", Kind.COUNT, Snapshot::corrupted), //
            new Quantity("late", Kind.COUNT, Snapshot::late), //
            new Quantity("errors", Kind.COUNT, Snapshot::errors), //
            new Quantity("min", Kind.TIME, s -> of(s.rtt(), RoundTrips.Summary::min)), //
            new Quantity("avg", Kind.TIME, s -> of(s.rtt(), RoundTrips.Summary::mean)), //
            new Quantity("max", Kind.TIME, s -> of(s.rtt(), RoundTrips.Summary::max)), //
            new Quantity("mdev", Kind.TIME, s -> of(s.rtt(), RoundTrips.Summary::mdev)), //
            new Quantity("p50", Kind.TIME, s -> of(s.percentiles(), Distribution.Summary::p50)), //
            new Quantity("p90", Kind.TIME, s -> of(s.percentiles(), Distribution.Summary::p90)), //
            new Quantity("p95", Kind.TIME, s -> of(s.percentiles(), Distribution.Summary::p95)), //
            new Quantity("p99", Kind.TIME, s -> of(s.percentiles(), Distribution.Summary::p99)), //
            new Quantity("p99.9", Kind.TIME, s -> of(s.percentiles(), Distribution.Summary::p999)), //
            new Quantity("jitter", Kind.TIME, s -> of(s.jitter(), Jitter.Summary::mean)), //
            new Quantity("j", Kind.TIME, s -> of(s.jitter(), Jitter.Summary::j)));

    static final List<String> NAMES = ALL.stream().map(Quantity::label).toList();

    static @Nullable Quantity named(String label) {
        return ALL.stream().filter(q -> q.label.equals(label)).findFirst().orElse(null);
    }

    private static <T> double of(@Nullable T summary, ToDoubleFunction<T> value) {
        return summary == null ? Double.NaN : value.applyAsDouble(summary);
    }

    double of(Snapshot s) {
        return value.applyAsDouble(s);
    }

    boolean isPercentile() {
        return label.startsWith("p");
    }

    /// The value as text, with its unit.
    String text(Snapshot s) {
        double known = of(s);
        if (Double.isNaN(known)) return "unknown";
        return switch (kind) {
            case SHARE -> Units.percent(known) + " %";
            case TIME -> Units.millis(known) + " ms";
            case COUNT -> Long.toString((long) known);
        };
    }

    /// What kind of number a quantity is.
    enum Kind {
        SHARE("a share", "%"), TIME("a time", "us, ms or s"), COUNT("a number", "none");

        final String words;
        /// The units to choose from.
        final String units;

        Kind(String words, String units) {
            this.words = words;
            this.units = units;
        }

        /// The power of ten that a unit stands for, null if it is none of this kind.
        @Nullable
        Integer power(String unit) {
            return switch (this) {
                case SHARE -> unit.equals("%") ? -2 : null;
                case TIME -> switch (unit) {
                    case "us", "\u00b5s", "\u03bcs" -> 3;
                    case "ms" -> 6;
                    case "s" -> 9;
                    default -> null;
                };
                case COUNT -> null;
            };
        }
    }
}
