/// Probes and what comes back, for the engines of `ping` and of its relatives: a [Port] to the network that is small
/// enough for a simulated network to take its place, and the real one over sockets.
@NullMarked
package net.strata.probe;

import org.jspecify.annotations.NullMarked;
