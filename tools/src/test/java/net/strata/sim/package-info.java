/// Tests of the simulated network.
@NullMarked
package net.strata.sim;

import org.jspecify.annotations.NullMarked;
