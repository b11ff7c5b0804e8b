/// Tests of the engine of `strata ping` and of its ways to ask.
@NullMarked
package net.strata.ping;

import org.jspecify.annotations.NullMarked;
