package net.strata.probe;

/// A clock that only goes forward: its zero is anywhere, so only differences mean something.
@FunctionalInterface
public interface Clock {
    /// CLOCK_MONOTONIC (clock_gettime(2)).
    Clock SYSTEM = System::nanoTime;

    /// In ns.
    long now();
}
