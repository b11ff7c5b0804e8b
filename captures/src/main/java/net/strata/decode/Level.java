package net.strata.decode;

/// Where a protocol stands in the OSI model (ISO/IEC 7498-1) and in the TCP/IP model (RFC 1122 section 1.1.3).
public enum Level {
    LINK(2, "data link", "link"), //
    NETWORK(3, "network", "internet"), //
    TRANSPORT(4, "transport", "transport"), //
    SESSION(5, "session", "application"), //
    PRESENTATION(6, "presentation", "application"), //
    APPLICATION(7, "application", "application");

    private final int number;
    private final String osi;
    private final String tcpip;

    Level(int number, String osi, String tcpip) {
        this.number = number;
        this.osi = osi;
        this.tcpip = tcpip;
    }

    /// Number in the OSI model.
    public int number() {
        return number;
    }

    /// Name in the OSI model.
    public String osi() {
        return osi;
    }

    /// Name in the TCP/IP model.
    public String tcpip() {
        return tcpip;
    }
}
