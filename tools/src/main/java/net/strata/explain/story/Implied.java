package net.strata.explain.story;

import static net.strata.protocol.Tcp.ACK_BIT;

import java.util.ArrayList;
import java.util.List;
import net.strata.explain.story.Story.Call;
import net.strata.explain.story.Story.Mark;

/// The socket calls that would cause a segment, and those that it lets return. Programs may have divided them otherwise, or
/// have made segments by themselves. A kernel acknowledges and sends again by itself: no call.
///
/// @param from index of its sender: 0 the client, 1 the server
/// @param port the server's
record Implied(int from, int port) {
    private static final int SERVER = 1;
    /// How a segment's data was sent.
    enum Sent {
        NOTHING,
        /// The first of its sender.
        FIRST,
        /// Behind that: a call may give more than one segment takes, and Linux sets PSH within one as well.
        MORE
    }

    /// What recv() can return besides.
    enum Oddment {
        NONE,
        /// The byte of the other's window probe, which this acknowledges.
        PROBE,
        /// One of its bytes, by MSG_OOB alone (RFC 6093 section 2.2).
        URGENT
    }

    private static Call call(int host, String text) {
        return new Call(host, text, true);
    }

    /// @param early whether it answers a SYN with data
    /// @param together whether both open
    List<Call> syn(TcpSegment t, boolean early, boolean together) {
        boolean answer = t.g().has(ACK_BIT);
        if (t.marks().contains(Mark.RETRANSMISSION)) return List.of();
        if (together)
            return List.of(answer ? call(1 - from, "connect() returns 0") : call(from, "socket(), connect()"));
        if (!answer)
            return List.of(call(from, t.length() > 0
                    ? "socket(), sendto() with MSG_FASTOPEN"
                    : "socket(), connect()"));
        var calls = new ArrayList<Call>();
        calls.add(call(from, "before: socket(), bind() to port " + port + ", listen()"));
        if (early && t.ack() > 1) {
            calls.add(call(from, "accept() can return"));
            calls.add(call(from, "recv() can return " + Say.bytes(t.ack() - 1)));
        }
        calls.add(call(1 - from, early ? "sendto() returns" : "connect() returns 0"));
        return List.copyOf(calls);
    }

    /// @param completes whether it is the last of the handshake
    /// @param readable what it makes readable
    /// @param closes whether it has the first FIN of its direction
    List<Call> segment(boolean completes, Sent sent, TcpDelivery.Yield readable, boolean closes, Oddment oddment) {
        var calls = new ArrayList<Call>();
        if (completes) calls.add(call(SERVER, "accept() can return"));
        if (sent != Sent.NOTHING)
            calls.add(call(from, sent == Sent.FIRST ? "send()" : "send(), or more of an earlier one"));
        if (oddment == Oddment.PROBE) calls.add(call(from, "recv() can return 1 byte"));
        boolean urgent = oddment == Oddment.URGENT && readable.bytes() > 0 && !readable.again() && !readable.behind();
        long bytes = readable.bytes() - (urgent ? 1 : 0);
        if (bytes > 0) calls.add(call(1 - from, "recv() can return " + what(readable, bytes)));
        if (urgent) calls.add(call(1 - from, "recv() with MSG_OOB can return 1 byte"));
        if (closes) calls.add(call(from, "close() or shutdown(SHUT_WR)"));
        if (readable.end())
            calls.add(call(1 - from, "recv() will return 0"
                    + (readable.hole()
                            ? " once all before it is there"
                            : readable.again() ? ", if it did not before" : "")));
        return List.copyOf(calls);
    }

    private static String what(TcpDelivery.Yield r, long count) {
        String bytes = r.again() || r.behind() ? "this" : Say.bytes(count);
        return bytes + (r.again() ? ", if it did not before" : "") + (r.behind() ? ", and what waited behind it" : "");
    }
}
