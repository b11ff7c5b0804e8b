package net.strata.view;

import net.strata.frame.Batch;
import net.strata.wire.Text;

/// One way to show frames. A view belongs to one thread and keeps nothing from frame to frame.
public interface View {
    /// Appends frame `i` of a batch that has been through the ordered stage.
    void frame(Batch b, int i, Text out);

    /// Appends what stands before the first frame.
    default void head(Text out) {}
}
