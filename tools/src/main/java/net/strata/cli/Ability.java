package net.strata.cli;

/// What a system may let a user do, or not.
enum Ability {
    LIBPCAP("libpcap"), //
    LIVE_CAPTURE("live capture"), //
    PACKET("packet sockets"), //
    RAW_IPV4("raw sockets, IPv4"), //
    RAW_IPV6("raw sockets, IPv6"), //
    WHOLE_IPV4("whole packets, IPv4"), //
    WHOLE_IPV6("whole packets, IPv6"), //
    ECHO_IPV4("ICMP datagram sockets, IPv4"), //
    ECHO_IPV6("ICMP datagram sockets, IPv6"), //
    UDP_IPV4("UDP with the error queue, IPv4"), //
    UDP_IPV6("UDP with the error queue, IPv6"), //
    NETWORKS("other network namespaces"), //
    USERS("user namespaces"), //
    LAB("lab of strata echo");

    private final String words;

    Ability(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
