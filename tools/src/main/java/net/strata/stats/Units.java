package net.strata.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Times, shares and numbers of things as text.
public final class Units {
    /// What is shorter, rounded, has a fourth decimal: below 1 ms.
    private static final long FOUR_DECIMALS = 999_950;

    private Units() {}

    /// Such as `1 hop`, `2 hops`.
    public static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }

    /// A time in ms, to the µs; to a tenth of it below 1 ms. The caller writes the unit.
    public static String millis(double nanos) {
        return millis(Math.round(nanos));
    }

    /// As above.
    public static String millis(long nanos) {
        return millis(nanos, nanos < FOUR_DECIMALS ? 4 : 3);
    }

    static String millis(long nanos, int decimals) {
        return BigDecimal.valueOf(nanos, 6).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /// A time in ms with three digits as far as it has decimals, of which there are three at most. The caller writes the unit.
    public static String brief(long nanos) {
        int decimals = 0;
        for (long limit = 99_950_000; decimals < 3 && nanos < limit; limit /= 10)
            decimals++;
        return millis(nanos, decimals);
    }

    /// A share in percent with three digits, more if it would else seem to be all. The caller writes the sign.
    public static String percent(double share) {
        if (Double.isNaN(share)) return "?";
        BigDecimal exact = BigDecimal.valueOf(share).movePointRight(2);
        BigDecimal all = BigDecimal.valueOf(100);
        int digits = 3;
        BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_UP));
        while (exact.compareTo(all) < 0 && rounded.compareTo(all) >= 0)
            rounded = exact.round(new MathContext(++digits, RoundingMode.HALF_UP));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
