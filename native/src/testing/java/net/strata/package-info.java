/// What tests of several modules share.
@NullMarked
package net.strata;

import org.jspecify.annotations.NullMarked;
