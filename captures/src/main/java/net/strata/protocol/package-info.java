/// The protocols, one file each, and [net.strata.protocol.Protocols], which says what follows what.
@NullMarked
package net.strata.protocol;

import org.jspecify.annotations.NullMarked;
