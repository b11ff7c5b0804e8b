package net.strata.wire;

/// How a number follows from the rest of a packet that is being built.
public enum Auto implements Trait.Absent {
    /// Bytes of the header.
    HEADER_LENGTH,
    /// Units of 8 bytes of the header, the first not counted (RFC 8200 section 4).
    HEADER_UNITS,
    /// Bytes of the header and all that follows it.
    LENGTH,
    /// Bytes behind the header.
    PAYLOAD_LENGTH,
    /// The EtherType of what follows.
    ETHER_TYPE,
    /// The IP protocol number of what follows.
    IP_PROTOCOL,
    /// A checksum over the header alone.
    HEADER_CHECKSUM,
    /// A checksum over the header and all that follows it.
    CHECKSUM,
    /// The same with the pseudo-header of IP before it (RFC 9293 section 3.1, RFC 8200 section 8.1).
    PSEUDO_CHECKSUM,
    /// The same, never zero, as that means none (RFC 768).
    NONZERO_CHECKSUM
}
