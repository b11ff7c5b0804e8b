package net.strata.explain.story;

import static net.strata.protocol.Tcp.FIN_BIT;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /// The number behind its last byte of data.
    long dataEnd() {
        return g.has(FIN_BIT) ? end - 1 : end;
    }

    /// The runs that it tells to be there behind a hole, in order (RFC 2018 section 3); a run that is acknowledged as well
    /// came twice (RFC 2883).
    List<TcpSide.Run> sacked() {
        List<String> left = s.values("tcp.options.sack_le");
        List<String> right = s.values("tcp.options.sack_re");
        var runs = new ArrayList<TcpSide.Run>();
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            var run = new TcpSide.Run(Long.parseLong(left.get(i)), Long.parseLong(right.get(i)));
            if (run.from() > ack) runs.add(run);
        }
        runs.sort(Comparator.comparingLong(TcpSide.Run::from));
        return List.copyOf(runs);
    }

    /// Bytes of data.
    int length() {
        return s.payload();
    }
}
