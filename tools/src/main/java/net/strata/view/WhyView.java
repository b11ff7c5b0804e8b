package net.strata.view;

import java.util.concurrent.atomic.AtomicBoolean;
import net.strata.decode.Cursor;
import net.strata.filter.Filter;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import net.strata.wire.Text;

/// Why a filter chooses a frame, or does not. For one frame: all views of a run share the filter.
public final class WhyView implements View {
    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final Filter filter;
    private final AtomicBoolean seen;

    /// @param seen set once the frame has been shown
    public WhyView(Filter filter, AtomicBoolean seen) {
        this.filter = filter;
        this.seen = seen;
    }

    @Override
    public void frame(Batch b, int i, Text out) {
        seen.set(true);
        cursor.walk(b, i, Protocols.link(b.linkType[i]));
        filter.explain(cursor, out);
    }
}
