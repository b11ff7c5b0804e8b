package net.strata.view;

import net.strata.frame.Batch;

/// What all views of one run agree on.
///
/// @param time how times are written
/// @param stable whether what differs from run to run is hidden
/// @param palette colours
public record ViewOptions(TimeStyle time, boolean stable, Palette palette) {
    /// Decimals of a frame's time: as many as the capture has, microseconds at least.
    int decimals(Batch b, int i) {
        return b.timeDecimals[i];
    }
}
