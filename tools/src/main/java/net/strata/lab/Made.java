package net.strata.lab;

import net.strata.os.Call;

/// A call that one side made. Its times are on the call clock.
///
/// A descriptor is a process's: after fork(2) two have the same number for one socket, and each may close its own. Where the
/// kernel's number of the socket is known it tells which one is meant, whoever uses it and under whatever number.
///
/// @param process the number of the process that made it, 0 for a program of ours
/// @param call what it was
/// @param latest by when it was back at the latest: its [Call#exit], or somewhat later where another program told us of it
/// and does not know exactly
/// @param socket the kernel's number of the socket that [Call#fd] stands for; 0 if it is not known, or there is none
/// @param opened that of the socket that its result stands for, such as accept's; 0 if it is not known, or there is none
public record Made(Side side, int process, Call call, long latest, long socket, long opened) {
    /// A call whose sockets' numbers in the kernel are not known.
    public Made(Side side, int process, Call call, long latest) {
        this(side, process, call, latest, 0, 0);
    }

    /// A call that was watched from inside.
    public Made(Side side, Call call) {
        this(side, 0, call, call.exit());
    }
}
