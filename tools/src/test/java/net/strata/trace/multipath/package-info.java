@NullMarked
package net.strata.trace.multipath;

import org.jspecify.annotations.NullMarked;
