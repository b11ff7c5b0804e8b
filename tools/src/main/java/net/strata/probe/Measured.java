package net.strata.probe;

/// A round trip as far as the clocks tell it.
///
/// @param rtt in ns
/// @param host what this host added, in ns: how much longer it took by the program's own clock
/// @param wall when the reply came, by the system's clock, in ns since the epoch
public record Measured(long rtt, Timing timing, long host, long wall) {
    /// Clocks that were set between a probe and its reply moved apart by more than this, in ns, which is more than two
    /// readings one after the other do.
    private static final long STEP = 500_000;

    /// By the best clock that can be trusted.
    ///
    /// @param sentAt when the probe was handed to the port, by the engine's clock
    /// @param sentWall the same moment by the system's clock
    /// @param left when the kernel let it go, by the system's clock; 0 if it did not say
    public static Measured of(long sentAt, long sentWall, long left, Arrival arrival) {
        long program = arrival.at() - sentAt;
        boolean stamped = arrival.stamp() != 0 && Math.abs(arrival.wall() - sentWall - program) < STEP;
        // Between the kernel's stamps lies less than between the program's; otherwise the system's clock was set.
        long kernel = arrival.stamp() - left;
        if (stamped && left != 0 && kernel >= 0 && kernel <= program)
            return new Measured(kernel, Timing.KERNEL, program - kernel, arrival.stamp());
        long waited = arrival.wall() - arrival.stamp();
        if (stamped && waited >= 0 && waited <= program)
            return new Measured(program - waited, Timing.RECEIPT, waited, arrival.stamp());
        return new Measured(program, Timing.PROGRAM, 0, arrival.wall());
    }
}
