package net.strata.ping;

import java.nio.ByteBuffer;
import net.strata.probe.Arrival;
import org.jspecify.annotations.Nullable;

/// A way to ask a host whether it is there: what a probe is made of, and what answers it.
public interface Method {
    /// Writes a probe's message.
    ///
    /// @param nonce what it is known again by, where there is room for it
    void write(Probe probe, long nonce, ByteBuffer into);

    /// Whether there is room for the nonce in a probe, and every reply to it brings it back.
    default boolean carriesNonce(Probe probe) {
        return false;
    }

    /// Reads what came.
    ///
    /// @return whether it is an answer to something of ours, or may be one
    boolean read(Arrival arrival, Reading into);

    /// What is wrong with the data of a reply; null if nothing is.
    default @Nullable Corruption corruption(Probe probe, long nonce, Arrival arrival, Reading reading) {
        return null;
    }
}
