package net.strata.view;

import net.strata.decode.Cursor;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import net.strata.wire.Text;

/// Each frame's summary line, and its bytes below: those captured, then those that were put together from fragments.
public final class HexView implements View {
    private final View summary;
    private final Cursor cursor = new Cursor(Protocols.DATA, null);

    public HexView(ViewOptions options) {
        summary = new SummaryView(options);
    }

    @Override
    public void frame(Batch b, int i, Text out) {
        summary.frame(b, i, out);
        HexDump.write(b.data, b.offset[i], b.captured[i], out);
        cursor.walk(b, i, Protocols.link(b.linkType[i]));
        for (int layer = 1; layer < cursor.layers(); layer++) {
            int before = source(layer - 1);
            int start = source(layer);
            if (start != before) {
                int count = cursor.end() - start;
                out.ascii("Reassembled, ").number(count).ascii(" bytes:\n");
                HexDump.write(b.data, start, count, out);
            }
        }
        out.put('\n');
    }

    private int source(int layer) {
        cursor.select(layer);
        return cursor.sourceStart();
    }
}
