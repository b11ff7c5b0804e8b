package net.strata.trace;

import java.io.IOException;
import java.util.List;

/// Who is told of a run.
public interface Watcher {
    /// A path is going to be probed.
    default void began(Path path) throws IOException {}

    /// A probe is handed over to be sent.
    default void sent(Probe probe) throws IOException {}

    /// The first answer to a probe came, in time.
    default void answered(Answer answer) throws IOException {}

    /// Something came for a probe that was answered before, or given up: a duplicate, or what is late.
    default void again(Answer answer) throws IOException {}

    /// A probe was given up, or refused by the kernel ([Probe#errno]).
    default void lost(Probe probe) throws IOException {}

    /// All that was wanted of a path is known.
    default void ended(Path path) throws IOException {}

    /// The engine is going to wait: what was written should be seen.
    default void waiting() throws IOException {}

    /// When it wants [#waiting] to be called, by the engine's clock, whatever happens.
    default long due() {
        return Long.MAX_VALUE;
    }

    /// Tells several, in this order.
    static Watcher all(List<Watcher> watchers) {
        return watchers.size() == 1 ? watchers.getFirst() : new Watchers(watchers);
    }
}
