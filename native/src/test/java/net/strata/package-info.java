/// What the tests of the tools share.
@NullMarked
package net.strata;

import org.jspecify.annotations.NullMarked;
