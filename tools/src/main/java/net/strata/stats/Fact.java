package net.strata.stats;

/// What can be known of a probe.
public enum Fact {
    SENT,
    /// Its first reply, in time.
    REPLY,
    /// A further reply.
    DUPLICATE,
    /// A reply after it was taken for lost.
    LATE,
    /// What came was not what it should be. If it is a reply all the same, another fact tells so.
    CORRUPTED,
    /// An error in place of a reply.
    ERROR,
    /// It is settled, and was answered. This and the next are told in the order of sending.
    ANSWERED,
    /// It is settled, and was not answered.
    LOST
}
