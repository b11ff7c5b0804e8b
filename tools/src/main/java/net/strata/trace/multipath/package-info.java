/// All ways to a host at once, where routers share their load among several.
///
/// [Multipath] is the plan, after the Multipath Detection Algorithm (Veitch, Augustin, Friedman and Teixeira, "Failure control
/// in multipath route tracing", 2009): what was seen is kept in a [Survey], and a [Reckoning] makes of it, afresh each time, what
/// is known by now ([Graph]) and what has to be asked next.
@NullMarked
package net.strata.trace.multipath;

import org.jspecify.annotations.NullMarked;
