@NullMarked
package net.strata.probe;

import org.jspecify.annotations.NullMarked;
