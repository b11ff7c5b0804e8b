package net.strata.lab;

import net.strata.stats.Units;
import org.jspecify.annotations.Nullable;

/// Why a direction of a connection ends, and why a connection is reset: which call asked for it, if one did.
final class Endings {
    /// So many calls that close descriptors of one socket are looked through.
    private static final int NEAR = 64;

    private final Connection connection;
    private final long error;

    Endings(Connection connection, long error) {
        this.connection = connection;
        this.error = error;
    }

    void fin(Passage p, String acknowledges) {
        Sock sock = connection.sock(p.from);
        Deed deed = sock == null ? null : ending(sock, p);
        String why = deed != null
                ? deed.call.name() + " ends this direction"
                : sock != null && sock.closes.isEmpty()
                        ? "ends this direction: the program is gone"
                        : "ends this direction";
        p.causedBy(deed, why + acknowledges);
    }

    /// The call that ends a direction: the first shutdown of it, or the close of the last descriptor.
    private @Nullable Deed ending(Sock sock, Passage p) {
        for (Deed deed : sock.deeds) {
            if (deed.enter() > p.left + Reader.SLACK) break;
            if (deed.act == Act.SHUTDOWN && !deed.failed() && !deed.argument(1).equals("SHUT_RD")) return deed;
        }
        int before = Sorted.upTo(sock.closes, Deed::enter, p.left + error);
        Deed last = null;
        for (Deed deed : sock.closes.subList(Math.max(0, before - NEAR), before).reversed()) {
            if (deed.latest() + error >= p.left) return deed;
            if (last == null && deed.last) last = deed;
        }
        if (last != null || before > 0 || before == sock.closes.size()) return last;
        // None before: if one is made right after, the clocks are wrong.
        Deed next = sock.closes.get(before);
        return next.enter() <= p.left + Reader.SLACK ? next : null;
    }

    /// @param closed since when the side has been closed, if it was: resets of before, or the end of both directions
    void reset(Passage p, Flow flow, Flow back, long closed) {
        Sock sock = connection.sock(p.from);
        Passage latest = back.latest;
        Deed close = sock == null ? null : closing(sock, p);
        if (sock == null && p.from != connection.opener && connection.accept == null) {
            p.why = connection.completed == null && flow.syn == null
                    ? "refuses: nobody listens on port " + p.sourcePort
                    : "resets: no program has taken this connection";
        } else if (latest != null && closed != Long.MAX_VALUE && latest.arrived >= closed - error) {
            p.why = "answers packet " + latest.number + ": this side has no such connection any more";
        } else if (close == null) {
            boolean silence = sock != null && sock.timedOut != null && sock.timedOut.latest() >= p.left - error;
            p.why = silence ? "gives the connection up: the other side did not answer" : "resets the connection";
        } else if (flow.fin != null && latest != null && latest.arrived >= close.enter() - error) {
            p.why = "answers packet " + latest.number + ": the socket is closed, nobody will read that";
        } else if (p.left > close.latest() + error) {
            p.why = "resets the connection";
        } else {
            p.causedBy(close, closes(sock, close, back.frontier - back.takenBy(close.enter())));
        }
    }

    /// The close that was the last before a packet: a call that is made later has not caused it.
    private @Nullable Deed closing(Sock sock, Passage p) {
        int before = Sorted.upTo(sock.closes, Deed::enter, p.left + error);
        return before == 0 ? null : sock.closes.get(before - 1);
    }

    private static String closes(@Nullable Sock sock, Deed close, long unread) {
        if (unread > 0)
            return "close with " + Units.count(unread, "byte")
                    + " unread resets the connection (RFC 2525 section 2.17)";
        return sock != null && sock.option("SO_LINGER", close.enter()).equals("0")
                ? "close resets the connection, as SO_LINGER asked for"
                : "close resets the connection";
    }
}
