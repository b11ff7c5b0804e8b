package net.strata.view;

import net.strata.frame.Batch;

/// Which frames are shown: of those not hidden yet, those with chosen numbers, and no more than a limit. Applied to
/// batches in order.
public final class Selection {
    private final Ranges numbers;
    private long left;
    private long lastShownTime = Batch.NO_TIME;

    /// @param numbers frame numbers to show
    /// @param limit most frames to show
    public Selection(Ranges numbers, long limit) {
        this.numbers = numbers;
        left = limit;
    }

    /// Whether no frame that is still to come can be shown.
    boolean satisfied() {
        return left == 0;
    }

    void apply(Batch b) {
        b.shownTimeBefore = lastShownTime;
        for (int i = 0; i < b.count; i++) {
            if (b.hidden[i]) continue;
            if (left > 0 && numbers.contains(b.firstNumber + i)) {
                left--;
                lastShownTime = b.time[i];
            } else {
                b.hidden[i] = true;
            }
        }
        if (b.firstNumber + b.count > numbers.last()) left = 0;
    }
}
