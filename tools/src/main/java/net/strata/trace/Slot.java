package net.strata.trace;

import org.jspecify.annotations.Nullable;

/// The place of a probe in a line of [TracerouteText], and what is known of it.
final class Slot {
    /// Null where another probe is going to take the place of one that was too big.
    @Nullable
    Probe probe;
    @Nullable
    Answer answer;
    String extension = "";
    boolean lost;
    /// In ns, where this host refused to send it.
    long refused = -1;

    /// Whether the way ends here.
    boolean isFinal() {
        return answer != null && answer.isFinal();
    }
}
