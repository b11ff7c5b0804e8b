package net.strata.lab;

import java.util.List;

/// A recording, understood: calls and packets on the call clock, and what caused what.
///
/// @param steps and `packets`: in the order of their numbers
/// @param start the call clock's time that views count from: when the first call began
/// @param end when the last call was back, or the last packet came
/// @param faults where the order of cause and effect does not hold within the clocks' error: none, unless something is wrong
public record Timeline(Recording recording, List<Step> steps, List<Packet> packets, long start, long end,
        List<String> faults) {

    /// Understands a recording.
    public static Timeline of(Recording recording) {
        return new Reader(recording).read();
    }
}
