/// The edge of the operating system: the only package that touches libpcap and
/// libc.
@NullMarked
package net.strata.os;

import org.jspecify.annotations.NullMarked;
