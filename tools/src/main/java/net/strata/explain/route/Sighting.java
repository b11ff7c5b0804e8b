package net.strata.explain.route;

import net.strata.explain.Anatomy;

/// A message as it was captured at one point of its way.
///
/// @param point the name of the point
/// @param packet the packet that carried it there
/// @param message index of the layer that the message stands in: what is behind it is the same at all points
public record Sighting(String point, Anatomy packet, int message) {}
