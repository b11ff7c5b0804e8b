package net.strata.filter;

import net.strata.decode.Cursor;
import net.strata.protocol.FieldIndex;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// A display filter, ready to be asked of walked frames. It is used by one thread: its terms keep the values of the
/// frame seen last.
///
/// ```java
/// var filter = Filter.parse("tcp.port == 80 && ip.ttl < 65");
/// cursor.walk(batch, i, link);
/// boolean shown = filter.matches(cursor);
/// ```
public final class Filter {
    /// The names that filters use; what is found for one filter serves the next.
    private static final class Names {
        static final FieldIndex ALL = new FieldIndex();
    }

    private final @Nullable Term root;

    private Filter(@Nullable Term root) {
        this.root = root;
    }

    /// Reads a filter. An empty one chooses every frame.
    ///
    /// @throws FilterException if `text` is none
    public static Filter parse(String text) throws FilterException {
        Condition condition = Parser.parse(text);
        return new Filter(condition == null ? null : new Compiler(text, Names.ALL).term(condition));
    }

    /// Whether the frame is chosen that `c` has walked. May make another of its layers current.
    public boolean matches(Cursor c) {
        return root == null || root.holds(c);
    }

    /// How often a regular expression took too long on a frame, which was then not chosen for it.
    public long gaveUp() {
        return root == null ? 0 : root.gaveUp();
    }

    /// Appends what each term says of the frame that `c` has walked, a line each, with the values it looked at.
    public void explain(Cursor c, Text out) {
        if (root != null) new Explanation(c, out).term(root, 0);
    }
}
