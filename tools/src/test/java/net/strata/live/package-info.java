@NullMarked
package net.strata.live;

import org.jspecify.annotations.NullMarked;
