package net.strata.live;

import net.strata.stats.Glyphs;

/// How a screen is to look.
///
/// @param width in characters
/// @param height in lines
/// @param first the host at the top, from 0
/// @param seconds since the run began
/// @param paused whether the picture stands still
/// @param keys whether the line of keys is shown
record Look(int width, int height, int first, long seconds, boolean paused, boolean keys, Glyphs glyphs,
        boolean color) {
    /// Lines above the hosts: a title, and the names of the columns.
    private static final int ABOVE = 2;

    /// How many hosts fit.
    int room() {
        return Math.max(1, height - ABOVE - (keys ? 1 : 0));
    }
}
