package net.strata.trace;

/// A probe that is to be sent.
///
/// @param hops the time to live or hop limit that it starts with, 1 to 255
/// @param flow which of the flows that routers tell apart, from 0
/// @param size bytes of the whole packet
/// @param whole whether routers may not fragment it (IPv4's DF)
public record Request(int hops, int flow, int size, boolean whole) {}
