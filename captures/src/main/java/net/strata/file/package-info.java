/// Capture files: pcap and pcapng, plain or compressed, from a path or a
/// stream.
///
/// [net.strata.file.Captures] opens one by its content and gives a
/// [net.strata.frame.FrameSource].
@NullMarked
package net.strata.file;

import org.jspecify.annotations.NullMarked;
