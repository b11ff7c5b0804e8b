package net.strata.explain.story;

import static net.strata.protocol.Tcp.ACK_BIT;

import java.util.ArrayList;
import java.util.List;
import net.strata.explain.story.Story.Call;

/// What resets come to (RFC 9293 sections 3.5.2 and 3.5.3): why they were sent as far as that can be seen, and which calls
/// fail.
final class TcpReset {
    private static final int CLIENT = 0;
    private static final String ABORT = "close() with bytes unread or SO_LINGER 0";

    /// What is said of one.
    ///
    /// @param ends whether it ends a connection
    record Told(String says, List<Call> calls, boolean ends) {}

    private final TcpSide[] sides;
    /// Who reset the connection, -1 for nobody.
    private int by = -1;
    private boolean refused;
    /// A reset when both had closed already, 0 for none.
    private long late;
    /// Whether one was about an older connection with the same ports.
    private boolean older;
    /// Who sent the segment before.
    private int before = -1;

    TcpReset(TcpSide[] sides) {
        this.sides = sides;
    }

    /// Who reset the connection, -1 for nobody.
    int by() {
        return by;
    }

    /// Whether a SYN was refused.
    boolean refused() {
        return refused;
    }

    /// The number of a reset that came when both had closed already, 0 for none.
    long late() {
        return late;
    }

    /// Whether one was about an older connection with the same ports.
    boolean older() {
        return older;
    }

    /// Notes who sent a segment.
    void sent(int from) {
        before = from;
    }

    Told tell(TcpSegment t, TcpSide me, TcpSide peer, boolean established) {
        if (bothClosed()) {
            late = t.s().number();
            return quiet(t.who() + " answers something that came late: both had closed already", true);
        }
        if (by >= 0) {
            String once = by == t.from() ? t.who() + " resets once more" : t.who() + " resets, too";
            return quiet(once + (answers(t, me, peer) ? ", as an answer to what has come since" : "")
                    + ": the connection was gone already", true);
        }
        if (!established && t.from() == CLIENT && me.syn && !peer.syn && peer.seen && !t.g().has(ACK_BIT)) {
            older = true;
            return quiet("its number is one of the older connection: " + t.who() + " tells " + t.other()
                    + " to forget that (RFC 9293 section 3.5.1)", false);
        }
        by = t.from();
        if (!established && t.from() != CLIENT && peer.syn && !me.seen) {
            refused = true;
            return new Told("Nobody listens on this port: the kernel refuses by itself, no program has a part in that.",
                    List.of(call(CLIENT, "connect() fails: ECONNREFUSED")), false);
        }
        if (t.from() == CLIENT && me.syn && peer.syn && me.next <= 1 && me.acked < 0)
            return quiet(
                    "The client does not complete the handshake. A program that makes SYNs by itself (traceroute, a "
                            + "port scanner) leaves this to the kernel, which knows nothing of the connection.",
                    true);
        return new Told(why(t, me, peer), !established && t.from() == CLIENT ? List.of() : calls(t, me, peer), true);
    }

    private static Told quiet(String says, boolean ends) {
        return new Told(Say.sentence(says), List.of(), ends);
    }

    /// Whether both closed, and both know.
    boolean bothClosed() {
        TcpSide one = sides[0];
        TcpSide other = sides[1];
        return one.fin >= 0 && other.fin >= 0 && other.acked > one.fin && one.acked > other.fin;
    }

    /// Whether it is what a host sends that has no such connection: without ACK, with the number that the segment before it
    /// acknowledges (RFC 9293 section 3.5.2, group 1).
    private boolean answers(TcpSegment t, TcpSide me, TcpSide peer) {
        return before == 1 - t.from() && !t.g().has(ACK_BIT) && peer.latestAck >= 0 && t.seq() == peer.latestAck
                && me.fin < t.seq();
    }

    private static boolean closed(TcpSide me, TcpSide peer) {
        return me.fin >= 0 && peer.wentOn;
    }

    private String why(TcpSegment t, TcpSide me, TcpSide peer) {
        if (closed(me, peer))
            return Say.sentence(t.who() + " has closed already, and nobody will read what came: its kernel answers so");
        if (answers(t, me, peer))
            return Say.sentence(t.who() + " answers that it has no such connection: it repeats the number that was "
                    + "acknowledged, and acknowledges nothing itself (RFC 9293 section 3.5.2)")
                    + " It may have started anew, or its program is gone.";
        return Say.sentence(t.who() + " breaks the connection off"
                + (me.unanswered == 0
                        ? ". What was not received yet is lost"
                        : ", after " + Say.count(me.unanswered, "keep-alive") + " that nobody answered"))
                + " A reset is not answered, and nobody keeps TIME-WAIT.";
    }

    private List<Call> calls(TcpSegment t, TcpSide me, TcpSide peer) {
        var calls = new ArrayList<Call>();
        if (closed(me, peer)) calls.add(call(t.from(), "closed before: no call"));
        else if (answers(t, me, peer)) calls.add(call(t.from(), "no such socket: no call"));
        else
            calls.add(call(t.from(), (me.unanswered > 0 ? "the next call fails: ETIMEDOUT; or " : "") + ABORT
                    + (t.g().has(ACK_BIT) ? "" : "; or no such socket")));
        String fails = fails(me, peer);
        if (!fails.isEmpty()) calls.add(call(1 - t.from(), fails));
        return List.copyOf(calls);
    }

    /// What the calls of whoever gets a reset come to (Linux, net/ipv4/tcp_input.c, tcp_reset; net/ipv4/tcp.c,
    /// tcp_recvmsg_locked): where the other's FIN has come, recv() has had the end already.
    private static String fails(TcpSide me, TcpSide peer) {
        boolean told = me.fin >= 0 && peer.acked > me.fin;
        if (peer.fin >= 0) return told ? "" : "closed before; after shutdown(SHUT_WR) recv() fails: ECONNRESET";
        if (told) return "recv() still returns 0; the next send() fails: EPIPE";
        return "the next call fails: ECONNRESET"
                + (me.fin >= 0 ? "; if the FIN has come, recv() returns 0 and send() fails: EPIPE" : "");
    }

    private static Call call(int host, String text) {
        return new Call(host, text, true);
    }
}
