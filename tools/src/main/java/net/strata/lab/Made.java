package net.strata.lab;

import net.strata.os.Call;

/// A call that one side made. Its times are on the call clock.
///
/// @param process the number of the process that made it, 0 for a program of ours
/// @param latest by when it was back at the latest: its [Call#exit], or somewhat later where another program told us of it
/// and does not know exactly
public record Made(Side side, int process, Call call, long latest) {
    /// A call that was watched from inside.
    public Made(Side side, Call call) {
        this(side, 0, call, call.exit());
    }
}
