package net.strata.view;

import java.io.IOException;
import net.strata.filter.BpfFilter;
import net.strata.filter.Filter;
import net.strata.frame.Batch;
import org.jspecify.annotations.Nullable;

/// Which frames are shown: of those that a capture filter chooses, those that a display filter chooses, of these those
/// with chosen numbers, and no more than a limit. Applied to batches in order.
public final class Selection {
    private final Ranges numbers;
    private final @Nullable BpfFilter captureFilter;
    private final @Nullable Filter displayFilter;
    private long left;
    private long lastShownTime = Batch.NO_TIME;

    public Selection(Ranges numbers, long limit) {
        this(numbers, limit, null, null);
    }

    /// @param numbers frame numbers to show
    /// @param limit most frames to show
    /// @param captureFilter what counts as captured, null for all
    /// @param displayFilter what frames must match, null for nothing
    public Selection(Ranges numbers, long limit, @Nullable BpfFilter captureFilter, @Nullable Filter displayFilter) {
        this.numbers = numbers;
        this.captureFilter = captureFilter;
        this.displayFilter = displayFilter;
        left = limit;
    }

    /// Whether no frame that is still to come can be shown.
    boolean satisfied() {
        return left == 0;
    }

    /// What the ordered stage hides frames by.
    @Nullable
    Filter displayFilter() {
        return displayFilter;
    }

    /// Hides what the capture filter does not choose: for all that follows, it was not captured.
    ///
    /// @return why the filter cannot decide on a frame; that one and those behind it are hidden
    @Nullable
    IOException filter(Batch b) {
        return captureFilter == null ? null : captureFilter.apply(b);
    }

    /// Hides what is not to be shown.
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
