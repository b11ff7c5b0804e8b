package net.strata.lab;

/// What the capture clock (the system's time, in ns since the epoch) is ahead of the call clock ([System#nanoTime]).
///
/// @param offset in ns: a call's time plus this is its time on the capture clock
/// @param error how far from that the truth may be, in ns, either way, over the whole recording
public record ClockOffset(long offset, long error) {}
