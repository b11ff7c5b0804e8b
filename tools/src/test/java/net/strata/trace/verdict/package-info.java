@NullMarked
package net.strata.trace.verdict;

import org.jspecify.annotations.NullMarked;
