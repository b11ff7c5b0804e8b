package net.strata.trace;

/// What traceroute writes behind a time for an ICMP error that ends the way (traceroute(1)): `!H`, `!X` and so on.
///
/// IPv4's codes are those of RFC 792, RFC 1122 section 3.2.2.1 and RFC 1812 section 5.2.7.1, IPv6's those of RFC 4443
/// section 3.1.
final class Mark {
    private static final int UNREACHABLE = 3;
    private static final int UNREACHABLE6 = 1;

    private Mark() {}

    /// The mark of an answer; empty if it has none.
    static String of(Answer answer) {
        if (answer.kind() != Kind.UNREACHABLE || answer.type() < 0) return "";
        boolean six = answer.probe().path().isSix();
        if (Quotes.isTooBig(answer.type(), answer.code(), six)) return tooBig(answer.info());
        if (answer.type() != (six ? UNREACHABLE6 : UNREACHABLE))
            return "!<" + answer.type() + "-" + answer.code() + ">";
        return six ? six(answer.code()) : four(answer.code());
    }

    /// @param mtu of the link that a packet does not fit through
    static String tooBig(int mtu) {
        return "!F-" + Integer.toUnsignedString(mtu);
    }

    private static String four(int code) {
        return switch (code) {
            case 0, 6, 8, 11 -> "!N";
            case 1, 7, 12 -> "!H";
            case 2 -> "!P";
            case 3 -> ""; // the port, as it is meant to be
            case 5 -> "!S";
            case 9, 10, 13 -> "!X";
            case 14 -> "!V";
            case 15 -> "!C";
            default -> "!<" + code + ">";
        };
    }

    private static String six(int code) {
        return switch (code) {
            case 0 -> "!N";
            case 1 -> "!X";
            case 2, 3 -> "!H";
            case 4 -> "";
            default -> "!<" + code + ">";
        };
    }
}
