package net.strata.ping;

import java.io.IOException;
import java.util.List;
import net.strata.probe.Arrival;
import org.jspecify.annotations.Nullable;

/// Who is told what happens in a run, in the order in which it does.
public interface Watcher {
    /// A host will be sent probes.
    default void started(Target target) throws IOException {}

    /// A name has no address, so that nothing will be sent there.
    ///
    /// @param why in words
    default void unresolved(String name, String why) throws IOException {}

    /// A probe is about to be sent. Its times are known, but for the kernel's.
    default void sent(Probe probe) throws IOException {}

    /// The kernel did not send a probe.
    default void refused(Probe probe, int errno) throws IOException {}

    /// An answer came.
    ///
    /// @param arrival the packet itself, good only until this returns; null where there is none
    default void replied(Reply reply, @Nullable Arrival arrival) throws IOException {}

    /// An error came for a probe.
    ///
    /// @param arrival as above
    default void failed(Trouble trouble, @Nullable Arrival arrival) throws IOException {}

    /// A router has something to say of a probe that is no error: there is a better way (RFC 792: redirect), or too much is
    /// sent (source quench).
    ///
    /// @param arrival as above
    default void advised(Trouble advice, @Nullable Arrival arrival) throws IOException {}

    /// What became of a probe is known: it was answered, or it is given up. Told in the order of sending.
    default void settled(Probe probe) throws IOException {}

    /// Nothing is to be done until something comes or is due: what was held back can be shown.
    default void waiting() throws IOException {}

    /// When it wants to be told that at the latest, by the engine's clock.
    default long due() {
        return Long.MAX_VALUE;
    }

    /// The run is over.
    default void ended() throws IOException {}

    /// One that tells several others, each in turn.
    static Watcher all(List<Watcher> watchers) {
        return watchers.size() == 1 ? watchers.getFirst() : new Watchers(watchers);
    }
}
