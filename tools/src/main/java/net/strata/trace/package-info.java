/// Finding the way to a host, hop by hop: probes whose time to live ends on the way, and what routers say when it did.
///
/// A [Tracer] is the engine: over a [net.strata.probe.Port] it sends what a [Plan] asks for, made by a [Method], and tells
/// [Watcher]s what came of it.
@NullMarked
package net.strata.trace;

import org.jspecify.annotations.NullMarked;
