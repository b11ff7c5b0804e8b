package net.strata.trace;

/// How long a probe is waited for (traceroute(8), -w).
///
/// @param most in ns, whatever else is known
/// @param here how many times the round trip of another probe to the same hop, 0 if that does not count
/// @param near how many times the round trip of a farther hop, 0 if that does not count
public record Waits(long most, double here, double near) {
    private static final long SECOND = 1_000_000_000;
    /// What traceroute waits.
    public static final Waits USUAL = new Waits(5 * SECOND, 3, 10);
    /// Added to a round trip before it is multiplied, in ns: very short ones say little.
    private static final long LEAST = 1_000_000;

    /// From the round trip of another probe to the same hop.
    public long fromHere(long rtt) {
        return times(rtt, here);
    }

    /// From the round trip of a farther hop.
    public long fromNear(long rtt) {
        return times(rtt, near);
    }

    private long times(long rtt, double factor) {
        return factor == 0 ? most : (long) Math.min((double) most, (rtt + LEAST) * factor);
    }
}
