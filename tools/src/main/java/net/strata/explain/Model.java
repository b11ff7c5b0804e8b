package net.strata.explain;

import net.strata.decode.Level;

/// A way to count layers.
public enum Model {
    /// Both beside each other.
    BOTH,
    /// The seven layers of ISO/IEC 7498-1.
    OSI,
    /// The four of RFC 1122 section 1.1.3.
    TCPIP,
    /// The five of textbooks: those of TCP/IP, with the physical layer below.
    FIVE;

    /// What the model calls a layer, number and name.
    String name(Level level) {
        return switch (this) {
            case BOTH -> osi(level) + " | " + tcpip(level);
            case OSI -> osi(level);
            case TCPIP -> tcpip(level);
            case FIVE -> five(level);
        };
    }

    private static String osi(Level level) {
        return "OSI " + level.number() + " " + level.osi();
    }

    private static String tcpip(Level level) {
        return "TCP/IP " + level.tcpip();
    }

    private static String five(Level level) {
        boolean application = level.compareTo(Level.TRANSPORT) > 0;
        return application ? "5 application" : level.number() + " " + level.osi();
    }
}
