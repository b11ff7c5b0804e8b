package net.strata.frame;

import java.io.IOException;
import java.util.List;

/// Where frames come from: a capture file, standard input, a live handle.
public interface FrameSource extends AutoCloseable {
    /// Empties `batch` and fills it with the next frames; waits for them if it must, but does not hold back frames that
    /// are here in order to fill the batch. A file gives one frame at least. A live source that has waited for long may
    /// give none, so that those behind it can look at the clock; the batch's first number is then that of the frame to
    /// come.
    ///
    /// Trouble further on never costs a frame: frames before it are delivered first, and the call after that throws.
    ///
    /// @return false at the end; the batch is then empty, too
    /// @throws CaptureException if the capture is cut or damaged, with one line that says where
    /// @throws IOException if reading fails
    boolean read(Batch batch) throws IOException;

    /// The interfaces met so far. Grows while reading; an index in [Batch#interfaceId] never changes its meaning. Any
    /// thread may ask.
    List<Interface> interfaces();

    /// What the capture said so far beside its frames. Any thread may ask.
    default Notes notes() {
        return Notes.NONE;
    }

    @Override
    void close() throws IOException;
}
