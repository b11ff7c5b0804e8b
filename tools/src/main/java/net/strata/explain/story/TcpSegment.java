package net.strata.explain.story;

import java.util.Set;
import net.strata.explain.story.Story.Mark;

/// A TCP segment on its way to be told. Numbers are relative, and do not wrap.
///
/// @param from index of its sender: 0 the client, 1 the server
/// @param end the number behind its last byte, SYN and FIN counted
/// @param ack -1 if it acknowledges nothing
/// @param marks what is remarkable about it
record TcpSegment(Sight s, Sight.Segment g, int from, long seq, long end, long ack, Set<Mark> marks) {
    String who() {
        return who(from);
    }

    String other() {
        return who(1 - from);
    }

    /// How a side is called.
    static String who(int side) {
        return side == 0 ? "the client" : "the server";
    }

    /// Bytes of data.
    int length() {
        return s.payload();
    }
}
