package net.strata.trace;

/// What an answer means for the way.
public enum Kind {
    /// A router says that the time to live ended there: the way goes on.
    EXPIRED,
    /// The host answered, or a port of it is said to be unreachable, as it is meant to be: the way ends.
    REACHED,
    /// Somebody says that the packet cannot go on: the way ends, too.
    UNREACHABLE
}
