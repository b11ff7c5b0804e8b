package net.strata.lab;

import java.time.Instant;

/// Measures how far the capture clock is ahead of the call clock.
///
/// One clock can only be read before or after the other, so the system's time r is read between two readings n1 and n2 of
/// [System#nanoTime]. At the moment of r the call clock was between n1 and n2, so the offset is r - (n1 + n2) / 2, and that is
/// wrong by (n2 - n1) / 2 at most. Of many such readings the one with n1 and n2 closest together is taken.
final class Clocks {
    private static final int READINGS = 1000;
    private static final long SECOND = 1_000_000_000;

    private Clocks() {}

    /// @param half half of n2 - n1, rounded up
    record Reading(long offset, long half) {}

    static Reading read() {
        Reading best = new Reading(0, Long.MAX_VALUE);
        for (int i = 0; i < READINGS; i++) {
            long before = System.nanoTime();
            Instant real = Instant.now();
            long after = System.nanoTime();
            long half = (after - before + 1) / 2;
            if (half < best.half)
                best = new Reading(real.getEpochSecond() * SECOND + real.getNano() - before - (after - before) / 2,
                        half);
        }
        return best;
    }

    /// The offset over a time, from readings before and after it. Where the system's clock was corrected meanwhile the offset has
    /// moved from the one to the other; the middle of both is taken. The error is half the wider bracket, what the offset
    /// moved, and 1 for halves that were rounded:
    ///
    /// ```
    /// offset = (o1 + o2) / 2     error = max(h1, h2) + |o2 - o1| + 1
    /// ```
    static ClockOffset between(Reading first, Reading last) {
        long moved = last.offset - first.offset;
        return new ClockOffset(first.offset + moved / 2, Math.max(first.half, last.half) + Math.abs(moved) + 1);
    }
}
