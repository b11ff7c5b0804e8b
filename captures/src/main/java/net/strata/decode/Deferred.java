package net.strata.decode;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A protocol that is made when it is first met, once for all threads: a start pays only for those that its capture has.
public final class Deferred {
    private final List<String> names;
    private final Supplier<? extends Protocol> maker;
    private volatile @Nullable Protocol made;

    /// @param names the prefix of its layout, such as `ip`, and what else the names of its fields may begin with up to
    ///        their first dot, with blanks between
    public Deferred(String names, Supplier<? extends Protocol> maker) {
        this.names = List.of(names.split(" ", -1));
        this.maker = maker;
    }

    /// The protocol.
    public Protocol get() {
        Protocol p = made;
        return p != null ? p : make();
    }

    private synchronized Protocol make() {
        Protocol p = made;
        if (p == null) {
            p = maker.get();
            made = p;
        }
        return p;
    }

    /// The prefix of its layout.
    public String prefix() {
        return names.getFirst();
    }

    /// What the names of its fields may begin with, up to their first dot.
    public Stream<String> families() {
        return names.stream().map(name -> name.substring(0, (name + '.').indexOf('.'))).distinct();
    }
}
