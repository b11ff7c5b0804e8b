package net.strata.ping;

import net.strata.wire.Text;

/// Times in ms as ping and fping write them: three digits, whatever their size.
public final class Millis {
    private static final long MILLI = 1_000_000;

    private Millis() {}

    /// Appends one.
    public static void put(Text line, long nanos) {
        if (nanos < MILLI) decimals(line, nanos, 3);
        else if (nanos < 10 * MILLI) decimals(line, nanos, 2);
        else if (nanos < 100 * MILLI) decimals(line, nanos, 1);
        else if (nanos < MILLI * MILLI) line.number((nanos + MILLI / 2) / MILLI);
        else
            line.ascii(String.format("%.3e", nanos / (double) MILLI));
    }

    private static void decimals(Text line, long nanos, int digits) {
        long scale = digits == 3 ? 1000 : digits == 2 ? 100 : 10;
        long unit = MILLI / scale;
        long rounded = (nanos + unit / 2) / unit;
        line.number(rounded / scale).put('.').digits(rounded % scale, digits);
    }
}
