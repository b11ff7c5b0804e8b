package net.strata.lab;

/// What a forwarder between the two sides does to frames, in each direction. ARP and neighbour discovery pass unharmed.
///
/// @param loss the share of frames that are lost, from 0 to 1
/// @param delay how long each takes, in ns
/// @param reorder the share of frames that are overtaken by the next, from 0 to 1
/// @param seed of the random numbers that choose which: the same seed chooses the same frames by their order
public record Impairment(double loss, long delay, double reorder, long seed) {
    /// Nothing is done to frames, and there is no forwarder.
    public static final Impairment NONE = new Impairment(0, 0, 0, 0);

    public boolean none() {
        return loss == 0 && delay == 0 && reorder == 0;
    }
}
