package net.strata.explain.story;

import java.util.ArrayList;
import java.util.List;
import net.strata.explain.story.Story.Call;

/// The socket calls that a segment tells must have been made, and those that it lets return. A kernel acknowledges and sends
/// again by itself: no call.
///
/// @param from index of its sender: 0 the client, 1 the server
/// @param port the server's
record Implied(int from, int port) {
    private static final int CLIENT = 0;
    private static final int SERVER = 1;

    private static Call call(int host, String text) {
        return new Call(host, text, true);
    }

    List<Call> syn(boolean answer, boolean again) {
        if (again) return List.of();
        if (!answer) return List.of(call(from, "socket(), connect()"));
        return List.of(call(from, "before: socket(), bind() to port " + port + ", listen()"),
                call(1 - from, "connect() returns 0"));
    }

    List<Call> reset(boolean refuses, boolean closed, boolean early) {
        if (early) return List.of();
        if (refuses) return List.of(call(CLIENT, "connect() fails: ECONNREFUSED"));
        return List.of(call(from, closed
                ? "closed before: no call"
                : "close() with bytes unread or SO_LINGER 0; or no such socket"),
                call(1 - from, "the next call fails: ECONNRESET"));
    }

    /// @param completes whether it is the last of the handshake
    /// @param ends whether it has the first FIN of its direction
    /// @param again whether the kernel sends it by itself
    /// @param inOrder whether nothing before it is missing
    List<Call> segment(boolean completes, int length, boolean ends, boolean again, boolean inOrder) {
        var calls = new ArrayList<Call>();
        if (completes) calls.add(call(SERVER, "accept() can return"));
        if (length > 0) {
            if (!again) calls.add(call(from, "send()"));
            if (inOrder) calls.add(call(1 - from, "recv() can return " + Say.bytes(length)));
        }
        if (ends) {
            calls.add(call(from, "close() or shutdown(SHUT_WR)"));
            calls.add(call(1 - from, "recv() will return 0"));
        }
        return List.copyOf(calls);
    }
}
