package net.strata.trace.verdict;

/// Why a packet does not go on, as ICMP has it.
///
/// @param says its name in the standard
/// @param means what that is about
record Refusal(Verdict.Type type, String says, String means) {
    private static final int UNREACHABLE = 3;
    private static final int UNREACHABLE6 = 1;
    private static final int TOO_BIG6 = 2;

    /// RFC 792, RFC 1812 section 5.2.7.1; RFC 4443 section 3.1.
    static Refusal of(int type, int code, boolean six) {
        if (six)
            return type == UNREACHABLE6
                    ? six(code)
                    : type == TOO_BIG6
                            ? new Refusal(Verdict.Type.MTU, "packet too big", "Smaller packets may go on: --mtu tells.")
                            : other(type, code);
        return type == UNREACHABLE ? four(code) : other(type, code);
    }

    private static Refusal four(int code) {
        return switch (code) {
            case 0, 6, 11 -> cannot("network unreachable", "It has no route to that network.");
            case 1, 7, 12 -> cannot("host unreachable",
                    "It is on the host's network or has no route: the host does not answer there, or is off.");
            case 2 -> cannot("protocol unreachable", "The host is there, but takes no packets of this protocol.");
            case 3 -> cannot("port unreachable", "The host is there, but nothing listens.");
            case 4 -> new Refusal(Verdict.Type.MTU, "fragmentation needed",
                    "Packets of this size may not go on whole: --mtu tells which may.");
            case 5 -> cannot("source route failed", "It does not go the way that the packet asks for.");
            case 9, 10 -> may("communication administratively prohibited to that " + (code == 9 ? "network" : "host"));
            case 13 -> may("communication administratively prohibited");
            case 14, 15 -> may("precedence too low for that route");
            default -> other(UNREACHABLE, code);
        };
    }

    private static Refusal six(int code) {
        return switch (code) {
            case 0 -> cannot("no route to destination", "It has no route to that network.");
            case 1 -> may("communication administratively prohibited");
            case 2 -> cannot("beyond scope of source address", "The source address is not good so far away.");
            case 3 -> cannot("address unreachable", "The host does not answer on its own network, or is off.");
            case 4 -> cannot("port unreachable", "The host is there, but nothing listens.");
            case 5 -> may("source address failed ingress or egress policy");
            case 6 -> may("reject route to destination");
            default -> other(UNREACHABLE6, code);
        };
    }

    private static Refusal cannot(String says, String means) {
        return new Refusal(Verdict.Type.UNREACHABLE, says, means);
    }

    private static Refusal may(String says) {
        return new Refusal(Verdict.Type.PROHIBITED, says, "Somebody decided so: a rule of a firewall there.");
    }

    private static Refusal other(int type, int code) {
        return cannot("ICMP type " + type + ", code " + code, "Packets do not go on there.");
    }
}
