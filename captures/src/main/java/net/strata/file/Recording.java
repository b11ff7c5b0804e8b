package net.strata.file;

import java.io.IOException;
import net.strata.frame.Batch;
import net.strata.frame.CaptureException;
import org.jspecify.annotations.Nullable;

/// What keeps the frames of a capture that are not hidden.
///
/// One thread prepares every batch, in order. After that any thread may make its records, and whichever thread's turn it
/// is, one at a time and in the same order, writes them. Batches without frames come through as well: they are the time
/// to look at the clock.
public interface Recording extends AutoCloseable {
    /// Appends what has to stand before the frames of a batch. A frame that cannot be kept is hidden, and so are all
    /// behind it.
    ///
    /// @return why that frame cannot be kept, for the user; null if all can
    @Nullable
    CaptureException prepare(Batch b, RecordBuffer out);

    /// Appends the records of a prepared batch.
    void frames(Batch b, RecordBuffer out);

    /// Writes what the batch's buffer holds.
    void write(Batch b, RecordBuffer records) throws IOException;

    /// Writes what stands behind the last frame. Nothing is written after that.
    void end() throws IOException;

    /// How many packets were prepared. Any thread may ask.
    long packets();

    /// Whether no frame that is still to come can be kept. Any thread may ask.
    default boolean full() {
        return false;
    }

    /// Leaves what was written as it is.
    @Override
    void close() throws IOException;
}
