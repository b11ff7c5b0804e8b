package net.strata.trace;

import org.jspecify.annotations.Nullable;

/// What is known of a path, hop by hop.
public final class Way {
    private final Path path;
    private final boolean percentiles;
    private final int kept;
    private final @Nullable Hop[] hops = new Hop[Path.MOST_HOPS + 1];

    Way(Path path, boolean percentiles, int kept) {
        this.path = path;
        this.percentiles = percentiles;
        this.kept = kept;
    }

    public Path path() {
        return path;
    }

    /// A hop, from 1 to 255: one that was never probed has nothing to say.
    public Hop hop(int number) {
        Hop hop = hops[number];
        if (hop == null) {
            hop = new Hop(number, percentiles, kept);
            hops[number] = hop;
        }
        return hop;
    }

    /// The nearest hop that was probed; 0 before the first probe.
    public int first() {
        for (int i = 1; i <= Path.MOST_HOPS; i++)
            if (isProbed(i)) return i;
        return 0;
    }

    /// The farthest hop that was probed; 0 before the first probe.
    public int probed() {
        for (int i = Path.MOST_HOPS; i > 0; i--)
            if (isProbed(i)) return i;
        return 0;
    }

    private boolean isProbed(int number) {
        Hop hop = hops[number];
        return hop != null && hop.sent() > 0;
    }

    /// The hop where the way ends: the nearest that was final when it was last heard of. 0 if no end is known.
    public int end() {
        for (int i = 1; i <= Path.MOST_HOPS; i++) {
            Hop hop = hops[i];
            if (hop != null && hop.isFinal()) return i;
        }
        return 0;
    }

    /// The farthest hop that belongs to the way and ever answered; 0 if none did.
    public int answered() {
        int end = end();
        for (int i = end == 0 ? Path.MOST_HOPS : end; i > 0; i--) {
            Hop hop = hops[i];
            if (hop != null && hop.last() != null) return i;
        }
        return 0;
    }
}
