/// Tests of finding the way.
@NullMarked
package net.strata.trace;

import org.jspecify.annotations.NullMarked;
