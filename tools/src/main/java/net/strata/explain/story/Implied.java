package net.strata.explain.story;

import java.util.ArrayList;
import java.util.List;
import net.strata.explain.story.Story.Call;

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

    private static Call call(int host, String text) {
        return new Call(host, text, true);
    }

    /// @param together whether both open
    List<Call> syn(boolean answer, boolean again, boolean together) {
        if (again) return List.of();
        if (together)
            return List.of(answer ? call(1 - from, "connect() returns 0") : call(from, "socket(), connect()"));
        if (!answer) return List.of(call(from, "socket(), connect()"));
        return List.of(call(from, "before: socket(), bind() to port " + port + ", listen()"),
                call(1 - from, "connect() returns 0"));
    }

    /// @param completes whether it is the last of the handshake
    /// @param readable what it makes readable
    /// @param closes whether it has the first FIN of its direction
    List<Call> segment(boolean completes, Sent sent, TcpDelivery.Yield readable, boolean closes) {
        var calls = new ArrayList<Call>();
        if (completes) calls.add(call(SERVER, "accept() can return"));
        if (sent != Sent.NOTHING)
            calls.add(call(from, sent == Sent.FIRST ? "send()" : "send(), or more of an earlier one"));
        if (readable.bytes() > 0) calls.add(call(1 - from, "recv() can return " + what(readable)));
        if (closes) calls.add(call(from, "close() or shutdown(SHUT_WR)"));
        if (readable.end())
            calls.add(call(1 - from, "recv() will return 0"
                    + (readable.hole()
                            ? " once all before it is there"
                            : readable.again() ? ", if it did not before" : "")));
        return List.copyOf(calls);
    }

    private static String what(TcpDelivery.Yield r) {
        String bytes = r.again() || r.behind() ? "this" : Say.bytes(r.bytes());
        return bytes + (r.again() ? ", if it did not before" : "") + (r.behind() ? ", and what waited behind it" : "");
    }
}
