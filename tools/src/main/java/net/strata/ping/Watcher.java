package net.strata.ping;

import java.io.IOException;
import net.strata.probe.Arrival;
import org.jspecify.annotations.Nullable;

/// Who is told what happens in a run, in the order in which it does.
public interface Watcher {
    /// A host will be sent probes.
    default void started(Target target) throws IOException {}

    /// A probe is about to be sent.
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

    /// What became of a probe is known: it was answered, or it is given up. Told in the order of sending.
    default void settled(Probe probe) throws IOException {}

    /// All has been done that was due, and the engine is about to wait: time to show what is known.
    ///
    /// @return until when it may wait at most, by the engine's clock
    default long paused(long now) throws IOException {
        return Long.MAX_VALUE;
    }

    /// The run is over.
    default void ended() throws IOException {}
}
