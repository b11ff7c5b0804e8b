/// Packets explained: taken apart into layers and fields down to the bit, and drawn as boxes, rows of 32 bits, bytes and words.
@org.jspecify.annotations.NullMarked
package net.strata.explain;
