package net.strata.protocol;

import net.strata.decode.Cursor;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.wire.Layout;

/// A protocol of messages in a stream that begin with a header which tells their length; several may be in a segment.
/// A message is read as far as it is in the segment that it starts in.
abstract class MessageProtocol extends Protocol {
    MessageProtocol(Layout layout, String label) {
        this(layout, label, Level.APPLICATION);
    }

    MessageProtocol(Layout layout, String label, Level level) {
        super(layout, label, level);
    }

    /// Bytes of the whole message that starts at the cursor; less than its header if there is none.
    abstract int length(Cursor c);

    @Override
    public void walk(Cursor c) {
        int length = length(c);
        if (length < bytes()) {
            c.decline();
        } else {
            c.header(length);
            if (c.end() - c.headerEnd() >= bytes() && room(c)) c.next(this);
        }
    }

    /// Whether another message may be a layer of its own; behind very many of them the rest is data.
    static boolean room(Cursor c) {
        return c.layer() < Cursor.DEEPEST - 2;
    }

    @Override
    public void fields(Cursor c, Tree t) {
        t.fields(layout(), c.at, c.headerEnd());
    }
}
