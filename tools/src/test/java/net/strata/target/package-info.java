@NullMarked
package net.strata.target;

import org.jspecify.annotations.NullMarked;
