package net.strata.lab.page;

/// Sentences.
final class Why {
    private Why() {}

    /// A stop in words.
    static String story(Stop stop) {
        return switch (stop) {
            case Stop.OfCall call -> "Call " + call.step().number() + ", " + stop.side() + ": " + call.step().says();
            case Stop.OfPacket p -> "Packet " + p.packet().number() + ", " + stop.side() + " to " + stop.side().other()
                    + ", " + Words.kind(p.packet()) + ": " + p.packet().why() + (p.packet().lost() ? "; lost" : "");
        };
    }

    /// What a layer adds, and what it makes of what it was given.
    ///
    /// @param layer as in [net.strata.lab.Packet.Layer]
    static String header(String layer) {
        return switch (layer) {
            case "Ethernet" -> "from one interface to the next on the same link";
            case "IPv4", "IPv6" -> "from host to host";
            case "TCP", "UDP" -> "from program to program: the ports";
            case "data" -> "what the program sends";
            default -> "";
        };
    }

    /// What it is called with the header of a layer.
    static String unit(String layer) {
        return switch (layer) {
            case "Ethernet" -> "frame";
            case "IPv4", "IPv6" -> "packet";
            case "TCP" -> "segment";
            case "UDP" -> "datagram";
            default -> "message";
        };
    }
}
