package net.strata.view;

import net.strata.file.RecordBuffer;
import net.strata.frame.Batch;
import net.strata.wire.Text;

/// A batch on its way through the pipeline, and what is made of it: text to show, records for a capture file.
final class Slot {
    private static final int ARENA = 256 << 10;

    final Batch batch = new Batch(ARENA);
    final Text text = new Text(ARENA);
    final RecordBuffer records = new RecordBuffer(ARENA);
    boolean done;
    /// Whether its records are written.
    boolean kept;
}
