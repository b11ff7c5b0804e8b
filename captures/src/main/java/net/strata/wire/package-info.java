/// The one description of each protocol: layouts of fields, and how their values are read and written as text.
///
/// A [net.strata.wire.Layout] is built field by field in wire order; the position of a field follows from the
/// widths before it. The constants it returns read values straight from bytes:
///
/// ```java
/// private static final Layout udp = new Layout("udp", "User Datagram Protocol");
/// static final Uint SRC_PORT = udp.uint(16, "srcport", "Source port");
/// static final Uint DST_PORT = udp.uint(16, "dstport", "Destination port");
/// ...
/// int port = DST_PORT.get(data, at);
/// ```
@NullMarked
package net.strata.wire;

import org.jspecify.annotations.NullMarked;
