package net.strata.trace.multipath;

import org.jspecify.annotations.Nullable;

/// Ways that part at one node and come together at another (Augustin, Friedman and Teixeira, "Measuring load-balanced paths in
/// the Internet", 2007).
///
/// @param from where they part
/// @param to where all of them come together again, as far away as the longest of them; null if they do not
/// @param shortest hops from the one to the other
/// @param longest hops from the one to the other
/// @param narrowest how many nodes there are at the hop between them that has the fewest
/// @param widest how many nodes there are at the hop between them that has the most
/// @param depth in how many other diamonds it is
public record Diamond(Node from, @Nullable Node to, int shortest, int longest, int narrowest, int widest, int depth) {}
