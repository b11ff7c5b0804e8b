package net.strata.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A session: what the programs called and what passed between them.
///
/// @param calls in the order of their beginnings
/// @param frames in the order of their times; empty where nothing goes over a network, or nothing may be captured
/// @param notes what programs or the lab had to say, such as that nothing may be captured here, in the order of their times
public record Recording(Origin origin, List<Made> calls, List<Seen> frames, ClockOffset clock, List<Note> notes) {
    /// A remark.
    ///
    /// @param side null if it is the lab's
    /// @param time on the call clock
    /// @param failed whether it tells that a program did not end as it should
    public record Note(@Nullable Side side, long time, String text, boolean failed) {
        public Note(@Nullable Side side, long time, String text) {
            this(side, time, text, false);
        }
    }
}
