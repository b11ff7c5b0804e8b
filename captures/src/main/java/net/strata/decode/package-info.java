/// From bytes to layers: a [net.strata.decode.Cursor] walks a frame, each [net.strata.decode.Protocol] says how long
/// its header is and what follows, and a [net.strata.decode.Tree] is told the fields.
@NullMarked
package net.strata.decode;

import org.jspecify.annotations.NullMarked;
