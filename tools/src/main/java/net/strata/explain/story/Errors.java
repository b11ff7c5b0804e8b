package net.strata.explain.story;

import java.util.Set;
import net.strata.explain.story.Story.Mark;

/// Errors of ICMP (RFC 792) and ICMPv6 (RFC 4443) about packets of a conversation, in words.
final class Errors {
    private static final int UNREACHABLE = 3;
    private static final int REDIRECT = 5;
    private static final int EXCEEDED = 11;
    private static final int PORT = 3;
    private static final int TOO_LONG = 4;
    private static final int UNREACHABLE6 = 1;
    private static final int TOO_LONG6 = 2;
    private static final int EXCEEDED6 = 3;
    private static final int REDIRECT6 = 137;
    private static final int PORT6 = 4;

    private Errors() {}

    /// Whether it says that the port has no socket.
    static boolean refuses(Sight s) {
        return s.number("icmp.type") == UNREACHABLE && s.number("icmp.code") == PORT
                || s.number("icmpv6.type") == UNREACHABLE6 && s.number("icmpv6.code") == PORT6;
    }

    /// How to mark it: a redirect is no error.
    static Set<Mark> marks(Sight s) {
        boolean redirects = s.number("icmp.type") == REDIRECT || s.number("icmpv6.type") == REDIRECT6;
        return redirects ? Set.of() : Set.of(Mark.ERROR);
    }

    /// What it says of the packet that it quotes, in a clause.
    static String says(Sight s) {
        long four = s.number("icmp.type");
        long six = s.number("icmpv6.type");
        String who = s.from();
        if (refuses(s))
            return "no socket is bound to port " + s.end().destination().port()
                    + ": the kernel there says so, and has thrown the packet away that it quotes";
        if (four == UNREACHABLE && s.number("icmp.code") == TOO_LONG)
            return who + " could not pass the packet on: it is longer than the next link takes (" + s.value("icmp.mtu")
                    + " bytes), and must not be fragmented. The sender has to make shorter ones";
        if (six == TOO_LONG6)
            return who + " could not pass the packet on: it is longer than the next link takes ("
                    + s.value("icmpv6.mtu")
                    + " bytes). The sender has to make shorter ones";
        if (four == EXCEEDED || six == EXCEEDED6)
            return who + " threw the packet away: its " + (six == EXCEEDED6 ? "hop limit" : "TTL")
                    + " ran out there, or its fragments did not all come in time";
        if (four == REDIRECT || six == REDIRECT6)
            return who + " passed the packet on, but tells a shorter way for those that follow";
        return who + " says that the packet did not get where it should";
    }
}
