@NullMarked
package net.strata.explain.term;

import org.jspecify.annotations.NullMarked;
