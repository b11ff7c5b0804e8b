/// Tests of the simulated network; [Truth] knows what a trace should find.
@NullMarked
package net.strata.sim;

import org.jspecify.annotations.NullMarked;
