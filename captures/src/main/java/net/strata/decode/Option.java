package net.strata.decode;

import java.util.List;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// One kind of option. Most are a layout and nothing else.
public class Option {
    private final Layout layout;
    private final @Nullable Octets rest;

    /// @param layout the option's own fields, placed from the start of the option (see [Layout#skip])
    public Option(Layout layout) {
        this.layout = layout;
        rest = null;
    }

    /// @param rest the bytes behind the fixed fields, as many as there are
    public Option(Layout layout, Octets rest) {
        this.layout = layout;
        this.rest = rest;
    }

    public final Layout layout() {
        return layout;
    }

    /// Tells the tree the fields behind kind and length.
    ///
    /// @param at where the option starts
    /// @param end where it ends
    public void fields(Cursor c, Tree t, int at, int end) {
        t.fields(layout, at, end);
        int from = at + Math.max(layout.bytes(), 2);
        if (rest != null && from < end) t.field(rest, from, end - from);
    }

    /// Layouts of the option and of the parts it opens.
    public List<Layout> layouts() {
        return List.of(layout);
    }

    /// Tells the tree the fixed fields of a layout one by one, for rows of which a layer or a part can have several:
    /// their fields are lists.
    public static void row(Tree t, Layout layout, int at, int end) {
        for (Field field : layout.placed()) {
            int length = field instanceof Octets o ? o.length() : 0;
            int last = field instanceof Uint u ? u.end() : field instanceof Octets o ? o.from(0) + length : 0;
            if (at + last <= end) t.field(field, at, length);
        }
    }

    /// Tells the tree a field again and again, as often as it fits.
    public static void repeat(Tree t, Field field, int length, int from, int end) {
        for (int i = from; i + length <= end; i += length)
            t.field(field, i, length);
    }
}
