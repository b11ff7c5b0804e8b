/// Filters: what chooses frames.
@NullMarked
package net.strata.filter;

import org.jspecify.annotations.NullMarked;
