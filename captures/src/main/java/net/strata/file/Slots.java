package net.strata.file;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.strata.frame.Batch;

/// The stretch of time that a file covers, and when it is over: multiples of so many seconds of the local clock, so that
/// 60 end at the full minute and 86 400 at midnight.
///
/// What lasts an hour at most is not disturbed when the clock changes; what lasts longer ends when the clock says so,
/// and is then longer or shorter than usual.
final class Slots {
    static final long SECOND = 1_000_000_000;
    private static final long HOUR = 3600;

    private final long length;
    private final ZoneId zone;
    private long start;
    private long end = Long.MIN_VALUE;

    /// @param length in seconds
    Slots(long length, ZoneId zone) {
        this.length = length;
        this.zone = zone;
    }

    /// Makes the slot that holds a time the current one.
    ///
    /// @param time in ns since the epoch
    void enter(long time) {
        long second = second(time);
        int offset = zone.getRules().getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
        long local = Math.floorDiv(second + offset, length) * length;
        start = local - offset;
        end = start + length;
        if (length <= HOUR) return;
        long byClock = LocalDateTime.ofEpochSecond(local + length, 0, ZoneOffset.UTC).atZone(zone).toEpochSecond();
        if (byClock > second) end = byClock;
    }

    /// When the current slot began, in seconds since the epoch.
    long start() {
        return start;
    }

    /// Whether a frame belongs to another slot; at first it does. One that comes a little late does not, nor does one without a time; a
    /// clock that was set back begins a new one.
    ///
    /// @param time of the frame, in ns since the epoch
    boolean leaves(long time) {
        if (time == Batch.NO_TIME) return false;
        long second = second(time);
        return second >= end || second < start - length;
    }

    /// Whether all frames of the current slot must have come.
    ///
    /// @param grace how many seconds frames may take to arrive
    boolean over(Instant now, int grace) {
        return now.getEpochSecond() >= end + grace;
    }

    /// In ns since the epoch.
    static long nanos(Instant time) {
        return time.getEpochSecond() * SECOND + time.getNano();
    }

    static long second(long time) {
        return Math.floorDiv(time, SECOND);
    }
}
