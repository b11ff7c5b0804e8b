package net.strata.explain.route;

import net.strata.wire.Auto;
import net.strata.wire.Field;
import org.jspecify.annotations.Nullable;

/// What a field is to those who forward and translate packets.
enum Role {
    SOURCE, DESTINATION, SOURCE_PORT, DESTINATION_PORT, TTL,
    /// Over the header alone.
    HEADER_CHECKSUM,
    /// Over addresses, header and payload.
    CHECKSUM,
    /// Over the message alone.
    MESSAGE_CHECKSUM,
    /// What ICMP has in place of ports.
    QUERY_ID, SEQUENCE, FRAGMENT_ID, LENGTH, SERVICE, OTHER;

    static Role of(@Nullable Field field) {
        if (field == null) return OTHER;
        if (field.meta().absent() instanceof Auto auto && byForm(auto) != OTHER) return byForm(auto);
        if (field.meta().port()) return field.name().endsWith("srcport") ? SOURCE_PORT : DESTINATION_PORT;
        return switch (field.name()) {
            case "ip.src", "ipv6.src" -> SOURCE;
            case "ip.dst", "ipv6.dst" -> DESTINATION;
            case "ip.ttl", "ipv6.hlim" -> TTL;
            case "icmp.ident", "icmpv6.echo.identifier" -> QUERY_ID;
            case "tcp.seq_raw", "tcp.ack_raw" -> SEQUENCE;
            case "ip.id", "ipv6.fraghdr.ident" -> FRAGMENT_ID;
            case "ip.dsfield.dscp", "ip.dsfield.ecn", "ipv6.tclass.dscp", "ipv6.tclass.ecn" -> SERVICE;
            default -> OTHER;
        };
    }

    private static Role byForm(Auto auto) {
        return switch (auto) {
            case HEADER_CHECKSUM -> HEADER_CHECKSUM;
            case PSEUDO_CHECKSUM, NONZERO_CHECKSUM -> CHECKSUM;
            case CHECKSUM -> MESSAGE_CHECKSUM;
            case LENGTH, PAYLOAD_LENGTH, HEADER_LENGTH -> LENGTH;
            default -> OTHER;
        };
    }

    boolean isAddress() {
        return this == SOURCE || this == DESTINATION;
    }

    /// Whether it is what a NAT translates.
    boolean isTranslated() {
        return isAddress() || this == SOURCE_PORT || this == DESTINATION_PORT || this == QUERY_ID;
    }
}
