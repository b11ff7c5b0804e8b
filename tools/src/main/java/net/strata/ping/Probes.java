package net.strata.ping;

import org.jspecify.annotations.Nullable;

/// The probes of a run, by their numbers, as far back as they may still be answered and for duplicates a while longer.
final class Probes {
    /// How many are remembered at least, and at most.
    private static final int REMEMBERED = 1 << 16;
    private static final int MOST = 1 << 20;

    private @Nullable Probe[] ring = new Probe[1 << 8];
    private long next;
    private long unsettled;

    /// The number of the next probe.
    long next() {
        return next;
    }

    /// A probe, null if there is none with that number, or it is forgotten.
    @Nullable
    Probe get(long number) {
        if (number < 0 || number >= next) return null;
        Probe probe = ring[slot(number)];
        return probe != null && probe.number() == number ? probe : null;
    }

    /// The oldest that is not settled, null if all are.
    @Nullable
    Probe oldest() {
        while (unsettled < next) {
            Probe probe = get(unsettled);
            if (probe != null) return probe;
            unsettled++;
        }
        return null;
    }

    /// That probe is settled.
    void settled(Probe oldest) {
        oldest.settled = true;
        unsettled = oldest.number() + 1;
    }

    /// Whether the next one has the place of one that is not settled: there is no more room.
    boolean isFull() {
        Probe old = ring[slot(next)];
        return old != null && !old.settled && ring.length == MOST;
    }

    /// Remembers the next probe. The one whose place it takes is forgotten.
    void add(Probe probe) {
        Probe old = ring[slot(next)];
        if (old != null && (ring.length < REMEMBERED || !old.settled)) {
            grow();
            old = null;
        }
        if (old != null) old.forget();
        ring[slot(next++)] = probe;
    }

    private void grow() {
        var larger = new Probe[ring.length * 2];
        for (Probe each : ring)
            if (each != null) larger[(int) each.number() & larger.length - 1] = each;
        ring = larger;
    }

    private int slot(long number) {
        return (int) number & ring.length - 1;
    }
}
