package net.strata.explain;

import java.util.Set;

/// What a packet went over, as far as the capture tells.
enum Medium {
    /// Its outermost header is that of the link.
    LINK,
    /// The capture put a header of its own in front.
    NOTED,
    /// None: it never left the host.
    LOOPBACK,
    /// The capture has no header of a link.
    UNKNOWN;

    private static final Set<String> ADDED = Set.of("sll", "radiotap", "pktap", "ipnet", "nflog", "null");
    private static final Set<String> LINKS = Set.of("eth", "wlan", "ppp", "chdlc", "fr");
    private static final String NOBODY = "00:00:00:00:00:00";

    static Medium of(Anatomy packet) {
        if (packet.layers().isEmpty()) return UNKNOWN;
        String outermost = packet.layers().getFirst().protocol().layout().prefix();
        if (outermost.equals("null") || outermost.equals("eth") && isNobodys(packet)) return LOOPBACK;
        return ADDED.contains(outermost) ? NOTED : LINKS.contains(outermost) ? LINK : UNKNOWN;
    }

    /// Whether a layer's header was on no link: the capture, or the system for it, put it there.
    static boolean isAdded(Layer layer) {
        return ADDED.contains(layer.protocol().layout().prefix());
    }

    /// Whether the frame is of a loopback interface: Linux gives it Ethernet whose addresses are zero.
    private static boolean isNobodys(Anatomy packet) {
        Item source = packet.named("eth.src");
        Item destination = packet.named("eth.dst");
        return source != null && destination != null && source.value().equals(NOBODY)
                && destination.value().equals(NOBODY);
    }
}
