package net.strata.stats;

import java.util.List;

/// What became of probes, one after the other, for pictures.
///
/// Probes have numbers from 0 on, in the order of sending. What becomes of them may be told in any order.
public interface Trace {
    void sent(long number);

    void reply(long number, long rttNanos);

    void lost(long number);

    /// From the oldest probe that is known to the last.
    List<Cell> cells();
}
