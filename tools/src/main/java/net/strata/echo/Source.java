package net.strata.echo;

import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Gives what a client is to send.
///
/// @param <T> messages, or messages with their answers
public interface Source<T> {
    /// The next, waited for; null at the end.
    @Nullable
    T next() throws IOException;

    /// Whether it is known, without waiting, that there is another.
    default boolean hasMore() throws IOException {
        return false;
    }

    /// Gives what is in a list.
    static <T> Source<T> of(Iterable<T> all) {
        Iterator<T> each = all.iterator();
        return new Source<>() {
            @Override
            public @Nullable T next() {
                return each.hasNext() ? each.next() : null;
            }

            @Override
            public boolean hasMore() {
                return each.hasNext();
            }
        };
    }
}
