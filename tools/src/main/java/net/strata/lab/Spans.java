package net.strata.lab;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Lengths of time, and other amounts, in words: `204 ms`.
public final class Spans {
    private Spans() {}

    /// Three digits that count, in the unit that suits.
    public static String of(long nanos) {
        long size = Math.abs(nanos);
        if (size < 1_000) return nanos + " ns";
        if (size < 1_000_000) return scaled(nanos, 1e3) + " µs";
        if (size < 1_000_000_000) return scaled(nanos, 1e6) + " ms";
        return scaled(nanos, 1e9) + " s";
    }

    /// A moment, in ms from the start: `1.204`.
    public static String moment(long nanos) {
        return BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_UP).toPlainString();
    }

    /// A share from 0 to 1.
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.4g", share * 100).replaceAll("\\.?0+$", "") + " %";
    }

    private static String scaled(long nanos, double unit) {
        double value = nanos / unit;
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f", value);
    }
}
