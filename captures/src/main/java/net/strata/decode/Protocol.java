package net.strata.decode;

import java.util.List;
import net.strata.wire.Layout;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// A protocol. Its layout describes the header; what cannot be said by a layout is in three methods.
///
/// Instances have no state: one walks any number of frames in any number of threads.
public abstract class Protocol {
    private final Layout layout;
    private final String label;
    private final Level level;
    private final int bytes;

    /// @param label name in the Protocol column, such as `TCP`
    protected Protocol(Layout layout, String label, Level level) {
        this.layout = layout;
        this.label = label;
        this.level = level;
        bytes = layout.bytes();
    }

    public final Layout layout() {
        return layout;
    }

    public final String label() {
        return label;
    }

    public final Level level() {
        return level;
    }

    /// Bytes the fixed part of the header takes. They are there when any method is called.
    public final int bytes() {
        return bytes;
    }

    /// Tells the cursor how long the header and the whole layer are, and what comes next. Called for every frame:
    /// reads only what it needs for that, and allocates nothing.
    public abstract void walk(Cursor c);

    /// Tells the tree every field of the current layer.
    public void fields(Cursor c, Tree t) {
        t.fields(layout, c.at, c.headerEnd());
    }

    /// Appends what the layer says in one line.
    ///
    /// @return false if that is nothing, so that the layer below speaks
    public boolean info(Cursor c, Text out) {
        return false;
    }

    /// Whether the layer tells of trouble: a wrong checksum, a connection refused. Asked only where that is coloured.
    public boolean trouble(Cursor c) {
        return false;
    }

    /// Layouts of the parts that [#fields] may open: options, records.
    public List<Layout> parts() {
        return List.of();
    }

    /// The options that may stand behind the fixed part of the header, null if there are none in this protocol.
    public @Nullable Options options() {
        return null;
    }

    @Override
    public final String toString() {
        return label;
    }
}
