package net.strata.explain.story;

import java.util.Locale;

/// What makes packets a conversation.
public enum Kind {
    /// The same ends, from SYN to SYN: `tcp.stream`.
    TCP("TCP connection"),
    /// The same ends: `udp.stream`.
    UDP("UDP exchange"),
    /// Requests and replies with the same identifier between the same addresses (RFC 792, RFC 4443).
    ICMP("ICMP requests and replies"),
    /// Whatever asks or tells who has one address (RFC 826).
    ARP("ARP: who has an address"),
    /// The same over IPv6, and routers being found (RFC 4861).
    ND("neighbour discovery"),
    /// A transaction (RFC 2131), or what one client does (RFC 8415), whatever the addresses.
    DHCP("DHCP transaction");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    /// In words.
    public String title() {
        return title;
    }

    /// As it is written: `tcp`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
