package net.strata.explain.story;

import static net.strata.protocol.Tcp.FIN_BIT;
import static net.strata.protocol.Tcp.SYN_BIT;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.strata.explain.story.Story.Mark;
import org.jspecify.annotations.Nullable;

/// A TCP segment on its way to be told. Numbers are relative, and do not wrap.
///
/// @param from index of its sender: 0 the client, 1 the server
/// @param end the number behind its last byte, SYN and FIN counted
/// @param ack -1 if it acknowledges nothing
/// @param marks what is remarkable about it
record TcpSegment(Sight s, Sight.Segment g, int from, long seq, long end, long ack, Set<Mark> marks) {
    private static final int URG_BIT = 0x20;

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

    /// The number of its first byte of data: a SYN takes the one before.
    long dataAt() {
        return g.has(SYN_BIT) ? seq + 1 : seq;
    }

    /// The number behind its last byte of data.
    long dataEnd() {
        return g.has(FIN_BIT) ? end - 1 : end;
    }

    /// The runs that it tells to be there behind a hole, in order (RFC 2018 section 3).
    List<TcpSide.Run> sacked() {
        List<TcpSide.Run> runs = runs();
        if (twice() != null) runs.removeFirst();
        runs.removeIf(each -> each.from() <= ack);
        runs.sort(Comparator.comparingLong(TcpSide.Run::from));
        return List.copyOf(runs);
    }

    /// The run that it tells to have come twice: the first, if it is acknowledged as well, or part of the second (RFC 2883
    /// section 4); null if it tells of none.
    TcpSide.@Nullable Run twice() {
        List<TcpSide.Run> runs = runs();
        if (runs.isEmpty()) return null;
        TcpSide.Run first = runs.getFirst();
        boolean inside = runs.size() > 1 && runs.get(1).from() <= first.from() && first.end() <= runs.get(1).end();
        return first.from() < first.end() && (first.end() <= ack || inside) ? first : null;
    }

    private List<TcpSide.Run> runs() {
        List<String> left = s.values("tcp.options.sack_le");
        List<String> right = s.values("tcp.options.sack_re");
        var runs = new ArrayList<TcpSide.Run>();
        for (int i = 0; i < Math.min(left.size(), right.size()); i++)
            runs.add(new TcpSide.Run(Long.parseLong(left.get(i)), Long.parseLong(right.get(i))));
        return runs;
    }

    /// The number of the byte that is urgent, -1 if none is: the urgent pointer shows behind it (RFC 6093 section 2.1).
    long urgent() {
        long pointer = g.has(URG_BIT) ? s.number("tcp.urgent_pointer") : 0;
        return pointer > 0 ? seq + pointer - 1 : -1;
    }

    /// Bytes of data.
    int length() {
        return s.payload();
    }
}
