package net.strata.ping;

/// Sizes of data one after the other, and from the first again.
///
/// @param step how much each is longer than the one before
public record Sweep(int first, int last, int step) implements Pinger.Sizes {
    /// How many there are.
    public int count() {
        return (last - first) / step + 1;
    }

    @Override
    public int of(long count) {
        return first + (int) (count % count()) * step;
    }
}
