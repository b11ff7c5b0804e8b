/// From values to bytes: a [net.strata.craft.Draft] names layers and sets fields by the names that decoding shows, and
/// builds the packet. What is not set is computed, or zero; what is set stays as it is, however wrong.
///
/// ```java
/// byte[] frame = Draft.of("eth").set("eth.dst", "02:00:00:00:00:02")
///         .then("ip").set("ip.dst", "192.0.2.1").set("ip.ttl", 1)
///         .then("icmp").set("icmp.seq", 7)
///         .payload("abcdefgh".getBytes(US_ASCII)).build();
/// ```
///
/// There is no second description of headers: where a field lies is asked of decoding ([net.strata.craft.Shape]), and how
/// absent fields follow from the rest is said where the field is declared ([net.strata.wire.Auto]).
@NullMarked
package net.strata.craft;

import org.jspecify.annotations.NullMarked;
