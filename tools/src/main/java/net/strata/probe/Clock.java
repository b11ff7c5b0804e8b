package net.strata.probe;

/// A clock that only goes forward: its zero is anywhere, so only differences mean something.
@FunctionalInterface
public interface Clock {
    /// CLOCK_MONOTONIC (clock_gettime(2)).
    Clock SYSTEM = new Clock() { // a class of its own is in the ahead-of-time cache, a method reference here is not
        @Override
        public long now() {
            return System.nanoTime();
        }
    };

    /// In ns.
    long now();

    /// How far another clock is ahead of this one, in ns. Both cannot be read at once: where the program was held up between
    /// them they are read again.
    default long behind(Clock other) {
        long before = now();
        for (int i = 0;; i++) {
            long there = other.now();
            long after = now();
            if (after - before < 20_000 || i == 3) return there - before - (after - before) / 2;
            before = after;
        }
    }
}
