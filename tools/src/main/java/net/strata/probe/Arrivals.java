package net.strata.probe;

import java.io.IOException;

/// Who is told what came of probes.
public interface Arrivals {
    /// The kernel tells when a probe left it. Comes before the probe's answer.
    ///
    /// @param wall by the system's clock, in ns since the epoch
    void stamped(long number, long wall) throws IOException;

    /// The kernel did not send a probe.
    ///
    /// @param errno why, such as [net.strata.os.Errno#ENETUNREACH]
    void refused(long number, int errno) throws IOException;

    /// Something came that may be an answer. What it says is good only until this returns.
    void received(Arrival arrival) throws IOException;
}
