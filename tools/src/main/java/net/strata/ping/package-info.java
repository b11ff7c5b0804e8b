/// The engine of `strata ping`: which host is sent a probe when, what comes back for which probe, and what that means. It
/// is pure: a [net.strata.probe.Port] and a clock are all it knows of the world, and a [Watcher] all that knows of it.
@NullMarked
package net.strata.ping;

import org.jspecify.annotations.NullMarked;
