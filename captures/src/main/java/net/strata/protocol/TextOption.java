package net.strata.protocol;

import net.strata.decode.Cursor;
import net.strata.decode.Option;
import net.strata.decode.Tree;
import net.strata.wire.Layout;
import net.strata.wire.Octets;

/// An option or element that ends with text, which a zero byte may end before it does.
final class TextOption extends Option {
    private final Octets text;

    TextOption(Layout layout, Octets text) {
        super(layout);
        this.text = text;
    }

    @Override
    public void fields(Cursor c, Tree t, int at, int end) {
        t.fields(layout(), at, end);
        int from = at + layout().bytes();
        if (from <= end) t.field(text, from, untilZero(c.data, from, end));
    }

    /// Bytes up to the first zero.
    static int untilZero(byte[] d, int from, int end) {
        int at = from;
        while (at < end && d[at] != 0)
            at++;
        return at - from;
    }
}
