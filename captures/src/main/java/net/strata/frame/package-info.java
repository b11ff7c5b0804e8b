/// Frames as they come from a file or an interface: runs of bytes with a time,
/// a length and a link type.
///
/// A [net.strata.frame.FrameSource] fills a [net.strata.frame.Batch]; everything
/// else in Strata reads batches.
@NullMarked
package net.strata.frame;

import org.jspecify.annotations.NullMarked;
