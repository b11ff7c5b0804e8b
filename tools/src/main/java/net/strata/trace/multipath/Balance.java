package net.strata.trace.multipath;

/// How a router shares its load among its next hops, as far as flows to one host show it: whether it goes by the destination
/// cannot be seen, as there is only one.
public enum Balance {
    /// There is one next hop.
    NONE,
    /// A flow always takes the same way.
    PER_FLOW,
    /// Each packet takes any.
    PER_PACKET,
    /// There are several next hops, and too many probes were lost to say more.
    UNKNOWN
}
