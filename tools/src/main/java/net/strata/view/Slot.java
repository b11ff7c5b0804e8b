package net.strata.view;

import net.strata.frame.Batch;
import net.strata.wire.Text;

/// A batch on its way through the pipeline, and the text made of it.
final class Slot {
    private static final int ARENA = 256 << 10;

    final Batch batch = new Batch(ARENA);
    final Text text = new Text(ARENA);
    boolean done;
}
