package net.strata.probe;

import java.util.Locale;

/// By what a round trip was measured.
public enum Timing {
    /// From the kernel's stamp of the probe to its stamp of the reply.
    KERNEL,
    /// By the monotonic clock, from before the call that sent to when the kernel stamped the reply: where the probe has no
    /// stamp, as of drivers that give none, or of our own multicast, which comes back before it is sent.
    RECEIPT,
    /// By the monotonic clock, from before the call that sent to after the call that received.
    PROGRAM,
    /// From the time stamps of a capture.
    CAPTURE;

    /// The clock that told the times: the names are those of clock_gettime(2).
    public String clock() {
        return switch (this) {
            case KERNEL -> "realtime";
            case RECEIPT, PROGRAM -> "monotonic";
            case CAPTURE -> "capture";
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
