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
    private final @Nullable Filter watch;
    private final boolean untilAwaited;
    private long left;
    private long lastShownTime = Batch.NO_TIME;
    private long count;
    private volatile long shown;

    public Selection(Ranges numbers, long limit) {
        this(numbers, limit, null, null);
    }

    /// A selection that awaits no frame.
    public Selection(Ranges numbers, long limit, @Nullable BpfFilter captureFilter, @Nullable Filter displayFilter) {
        this(numbers, limit, captureFilter, displayFilter, null, false);
    }

    /// @param numbers frame numbers to show
    /// @param limit most frames to show
    /// @param captureFilter what counts as captured, null for all
    /// @param displayFilter what frames must match, null for nothing
    /// @param watch which frames the user waits for ([Batch#awaited]), null for none
    /// @param untilAwaited whether the first of those is the last frame
    public Selection(Ranges numbers, long limit, @Nullable BpfFilter captureFilter, @Nullable Filter displayFilter,
            @Nullable Filter watch, boolean untilAwaited) {
        this.numbers = numbers;
        this.captureFilter = captureFilter;
        this.displayFilter = displayFilter;
        this.watch = watch;
        this.untilAwaited = untilAwaited;
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

    /// What the ordered stage marks frames by.
    @Nullable
    Filter watch() {
        return watch;
    }

    /// How many frames were chosen so far. Any thread may ask.
    public long shown() {
        return shown;
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
            if (left == 0) b.awaited[i] = false;
            if (left > 0 && !b.hidden[i] && numbers.contains(b.firstNumber + i)) {
                left--;
                count++;
                lastShownTime = b.time[i];
            } else {
                b.hidden[i] = true;
            }
            if (untilAwaited && b.awaited[i]) left = 0;
        }
        if (b.firstNumber + b.count > numbers.last()) left = 0;
        shown = count;
    }
}
