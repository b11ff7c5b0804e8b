@NullMarked
package net.strata.trace;

import org.jspecify.annotations.NullMarked;
