package net.strata.view;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import net.strata.wire.Text;

/// Each frame's summary line, and below it, as `tcpdump -A` shows them, the bytes behind the link layer as text, with a
/// dot for whatever is not printable ASCII. Ends of lines stay, without their carriage return.
public final class AsciiView implements View {
    private final View summary;
    private final Cursor cursor = new Cursor(Protocols.DATA, null);

    public AsciiView(ViewOptions options) {
        summary = new SummaryView(options);
    }

    @Override
    public void frame(Batch b, int i, Text out) {
        summary.frame(b, i, out);
        int end = b.offset[i] + b.captured[i];
        for (int at = start(b, i); at < end; at++) {
            int c = b.data[at];
            if (c == '\r' && (at + 1 == end || b.data[at + 1] == '\n')) continue;
            out.put(c >= ' ' && c < 0x7f || c == '\n' ? (char) c : '.');
        }
        out.put('\n');
    }

    /// Where the first layer above the link begins, or the highest of the link where there is none.
    private int start(Batch b, int i) {
        cursor.walk(b, i, Protocols.link(b.linkType[i]));
        int layer = 0;
        do
            cursor.select(layer++);
        while (cursor.protocol().level() == Level.LINK && layer < cursor.ownLayers());
        return cursor.at;
    }
}
