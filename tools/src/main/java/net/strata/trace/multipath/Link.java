package net.strata.trace.multipath;

/// That packets go from one to the other, who stands one hop farther.
public record Link(Node from, Node to) {}
