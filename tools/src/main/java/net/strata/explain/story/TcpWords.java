package net.strata.explain.story;

import static net.strata.protocol.Tcp.FIN_BIT;

import java.util.ArrayList;
import java.util.List;
import net.strata.explain.story.Story.Mark;

/// What a segment of an existing connection says, in words: its data, and who knows what after it.
final class TcpWords {
    private final TcpEnds ends;
    private final Talk talk;

    TcpWords(TcpEnds ends, Talk talk) {
        this.ends = ends;
        this.talk = talk;
    }

    /// @param completes whether it is the last of the handshake
    /// @param goesOn whether it only goes on with what the segment before it had
    /// @param mended what bytes that come late or again are, in words
    String says(TcpSegment t, TcpSide me, TcpSide peer, boolean completes, boolean goesOn,
            String mended) {
        var says = new ArrayList<String>();
        if (completes)
            says.add("The client confirms. Once this is there, the server knows, too, that both directions work: "
                    + "the connection is established.");
        if (t.length() > 0) data(t, me, peer, goesOn, mended, says);
        if (t.g().has(FIN_BIT)) says.add(ends.fin(t, me, peer));
        if (t.ack() >= 0 && !completes) acknowledged(t, me, peer, says);
        if (t.marks().contains(Mark.ZERO_WINDOW))
            says.add(Say.sentence(t.who()) + " has no room left: " + t.other()
                    + " must wait. The program there does not call recv() fast enough.");
        if (t.marks().contains(Mark.WINDOW_UPDATE))
            says.add(t.g().window() > me.window
                    ? Say.sentence(t.who() + " has more room: " + Say.bytes(t.g().window()))
                    : Say.sentence(t.who() + " has less room: " + Say.bytes(t.g().window())));
        if (t.marks().contains(Mark.WINDOW_FULL))
            says.add("This fills all the room that " + t.other()
                    + " told: nothing more may follow before it tells more.");
        if (t.marks().contains(Mark.UNSEEN))
            says.add("It acknowledges bytes that are not in the capture.");
        return String.join(" ", says.stream().map(Say::sentence).toList());
    }

    private void data(TcpSegment t, TcpSide me, TcpSide peer, boolean goesOn, String mended, List<String> says) {
        if (t.marks().contains(Mark.KEEP_ALIVE)) {
            says.add("keep-alive: one byte that is there already asks whether anybody answers");
            return;
        }
        if (t.marks().contains(Mark.ZERO_WINDOW_PROBE)) {
            says.add("one byte asks whether there is room by now (RFC 9293 section 3.8.6.1)");
            return;
        }
        String what = talk.of(t.s(), t.from() == 0);
        String range = Say.range(t.seq(), t.seq() + t.length() - 1);
        if (!mended.isEmpty()) {
            says.add(range + ", " + mended);
            return;
        }
        says.add(!what.isEmpty() ? range + ": " + what : goesOn ? range : t.who() + " sends " + range);
        if (t.marks().contains(Mark.GAP)) {
            TcpSide.Gap gap = me.gaps.isEmpty() ? null : me.gaps.getLast();
            if (gap != null)
                says.add(Say.range(gap.from(), gap.end() - 1) + (peer.acked >= gap.end()
                        ? " are not in the capture, though they arrived: " + t.other() + " has acknowledged them"
                        : " have not come by here: lost before this point, overtaken, or not captured"));
        } else if (!goesOn) {
            says.add(t.who() + " does not know yet whether that arrives");
        }
    }

    private static void acknowledged(TcpSegment t, TcpSide me, TcpSide peer, List<String> says) {
        if (t.ack() > me.acked && me.acked >= 0 || t.ack() > 1 && me.acked < 0) {
            boolean finToo = peer.fin >= 0 && t.ack() > peer.fin;
            long to = peer.data(t.ack());
            long before = me.acked < 0 ? 0 : peer.data(me.acked);
            var known = new StringBuilder();
            if (to > before) {
                known.append(t.other()).append(" now knows that ").append(t.who()).append(" has all up to byte ")
                        .append(to);
                if (finToo) known.append(", and that it has seen the end");
                else
                    known.append(t.ack() >= peer.next
                            ? ", which is all it sent"
                            : "; " + Say.range(to + 1, peer.data(peer.next)) + " may still be on their way");
            } else if (finToo) {
                known.append(t.other()).append(" now knows that ").append(t.who()).append(" has seen the end");
            }
            says.add(known.toString());
        } else if (t.marks().contains(Mark.DUPLICATE_ACK)) {
            String also = sacked(t);
            says.add(t.who() + " still waits for byte " + t.ack()
                    + (also.isEmpty() ? ": something behind it has come" : ", but has " + also + " (SACK)"));
        } else if (t.length() == 0 && !t.g().has(FIN_BIT)) {
            says.addAll(repeated(t, peer));
        }
    }

    private static List<String> repeated(TcpSegment t, TcpSide peer) {
        if (t.marks().contains(Mark.KEEP_ALIVE))
            return List.of("keep-alive: a number that is acknowledged already asks whether " + t.other()
                    + " is still there");
        if (peer.keptAlive) return List.of(t.who() + " is still there");
        if (peer.probed) return List.of("answers the window probe");
        String also = sacked(t);
        if (!also.isEmpty())
            return List.of(t.who() + " still waits for byte " + t.ack() + ", but has " + also + " (SACK)");
        return t.marks().isEmpty() ? List.of("acknowledges again what it has: nothing new") : List.of();
    }

    private static String sacked(TcpSegment t) {
        List<String> left = t.s().values("tcp.options.sack_le");
        List<String> right = t.s().values("tcp.options.sack_re");
        var runs = new ArrayList<String>();
        for (int i = 0; i < Math.min(left.size(), right.size()); i++)
            runs.add(left.get(i) + " to " + before(right.get(i)));
        return runs.isEmpty() ? "" : "bytes " + Say.list(runs);
    }

    private static String before(String number) {
        return Long.toString(Long.parseLong(number) - 1);
    }
}
