/// Decompression, as streams: gzip by the JDK, zstd and lz4 by libraries. See docs/adr/0003-compressed-captures.md.
@NullMarked
package net.strata.file.packed;

import org.jspecify.annotations.NullMarked;
