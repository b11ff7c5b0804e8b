package net.strata.view;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.strata.frame.Batch;
import net.strata.wire.Text;

/// Writes the time of a frame in one of tshark's styles. The date is worked out once a second of capture time.
final class TimeColumn {
    private static final long SECOND = 1_000_000_000L;

    private final TimeStyle style;
    private final Text clock = new Text(32);
    private long clockSecond = Long.MIN_VALUE;

    TimeColumn(TimeStyle style) {
        this.style = style;
    }

    /// Appends the time; nothing for a frame without one.
    void write(Batch b, int i, int decimals, Text out) {
        long time = b.time[i];
        if (time == Batch.NO_TIME) return;
        switch (style) {
            case R -> out.seconds(since(time, b.captureStart), decimals);
            case E -> out.seconds(time, decimals);
            case D -> out.seconds(since(time, i > 0 ? b.time[i - 1] : b.timeBefore), decimals);
            case DD -> out.seconds(since(time, b.shownBefore(i)), decimals);
            case A, AD, U, UD -> {
                long second = Math.floorDiv(time, SECOND);
                if (second != clockSecond) clock(second);
                out.append(clock);
                if (decimals > 0) out.put('.').digits(fraction(time - second * SECOND, decimals), decimals);
            }
        }
    }

    private static long since(long time, long before) {
        return before == Batch.NO_TIME ? 0 : time - before;
    }

    private static long fraction(long nanos, int decimals) {
        long f = nanos;
        for (int i = decimals; i < 9; i++)
            f /= 10;
        return f;
    }

    private void clock(long second) {
        boolean utc = style == TimeStyle.U || style == TimeStyle.UD;
        var t = LocalDateTime.ofInstant(Instant.ofEpochSecond(second), utc ? ZoneOffset.UTC : ZoneId.systemDefault());
        clock.clear();
        if (style == TimeStyle.AD || style == TimeStyle.UD) {
            clock.number(t.getYear()).put('-').digits(t.getMonthValue(), 2).put('-').digits(t.getDayOfMonth(), 2);
            clock.put(' ');
        }
        clock.digits(t.getHour(), 2).put(':').digits(t.getMinute(), 2).put(':').digits(t.getSecond(), 2);
        clockSecond = second;
    }
}
