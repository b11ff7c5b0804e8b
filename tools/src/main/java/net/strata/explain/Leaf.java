package net.strata.explain;

/// A run of bits that belong to one item, and to no smaller one. The leaves of a source cover all of it, once, in order.
///
/// @param source index of the bytes that it is in
/// @param bit where it starts, in bits from the start of its source
/// @param bits how many
/// @param item whose they are
public record Leaf(int source, int bit, int bits, int item) {}
