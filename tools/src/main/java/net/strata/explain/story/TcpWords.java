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
        if (t.ack() > 1 || t.ack() >= 0 && !completes) acknowledged(t, me, peer, says);
        if (t.urgent() >= 0) urgent(t, says);
        if (me.window == 0 && t.g().window() > 0 && !t.marks().contains(Mark.WINDOW_UPDATE))
            says.add(t.who() + " has room again: " + Say.bytes(t.g().window()));
        if (t.marks().contains(Mark.ZERO_WINDOW))
            says.add(t.who() + " has no room left: " + t.other()
                    + " must wait. The program there does not call recv() fast enough.");
        if (t.marks().contains(Mark.WINDOW_UPDATE))
            says.add(t.who() + (t.g().window() > me.window ? " has more room: " : " has less room: ")
                    + Say.bytes(t.g().window()));
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
            says.add(mended);
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

    private static void urgent(TcpSegment t, List<String> says) {
        String which = "byte " + t.urgent();
        says.add(t.urgent() < t.dataEnd()
                ? which + " is urgent: Linux keeps it for recv() with MSG_OOB, and recv() gets the others, up to it first, "
                        + "unless SO_OOBINLINE is set (RFC 6093 section 2)"
                : "urgent data will come, up to " + which + " (RFC 6093 section 2)");
    }

    private static void acknowledged(TcpSegment t, TcpSide me, TcpSide peer, List<String> says) {
        if (!peer.seen && t.ack() > Math.max(1, me.acked)) {
            says.add(t.who() + " acknowledges all of " + t.other() + " before number " + t.ack()
                    + ": data, and the FIN if one was sent; nothing of that is in the capture");
            return;
        }
        TcpSide.Run twice = t.twice();
        if (twice != null)
            says.add(t.who() + " says that " + Say.range(twice.from(), twice.end() - 1)
                    + " came twice (D-SACK, RFC 2883)"
                    + (peer.repeats.had(twice) ? ": sending them again was needless" : ""));
        if (t.ack() > me.acked && me.acked >= 0 || t.ack() > 1 && me.acked < 0) {
            boolean finToo = peer.fin >= 0 && t.ack() > peer.fin;
            long to = peer.data(t.ack());
            long before = me.acked < 0 ? 0 : peer.data(me.acked);
            var known = new StringBuilder();
            if (to > before) {
                known.append(t.other()).append(" now knows that ").append(t.who()).append(" has all up to byte ")
                        .append(to);
                if (finToo) known.append(", and that it has seen the end");
                String also = sacked(t);
                if (!also.isEmpty()) known.append(", and behind a hole ").append(also).append(" (SACK)");
                List<String> outstanding = outstanding(t, peer);
                if (!outstanding.isEmpty())
                    known.append("; ").append(Say.list(outstanding)).append(" may still be on the way");
                else if (t.ack() == peer.next && !finToo) known.append(", which is all that has come by here so far");
            } else if (finToo) {
                known.append(t.other()).append(" now knows that ").append(t.who()).append(" has seen the end");
            }
            says.add(known.toString());
        } else if (twice == null && t.marks().contains(Mark.DUPLICATE_ACK)) {
            String also = sacked(t);
            says.add(t.who() + " still waits for byte " + t.ack()
                    + (also.isEmpty() ? ": something behind it has come" : ", but has " + also + " (SACK)"));
        } else if (twice == null && t.length() == 0 && !t.g().has(FIN_BIT)) {
            says.addAll(repeated(t, me, peer));
        }
    }

    /// What has come by here and is neither acknowledged nor told by SACK to be there.
    private static List<String> outstanding(TcpSegment t, TcpSide peer) {
        var found = new ArrayList<String>();
        long end = peer.data(peer.next) + 1;
        long from = t.ack();
        for (TcpSide.Run each : t.sacked()) {
            long hole = Math.min(end, each.from());
            if (hole > from) found.add(Say.range(from, hole - 1));
            from = Math.max(from, each.end());
        }
        if (end > from) found.add(Say.range(from, end - 1));
        if (peer.fin >= 0 && t.ack() <= peer.fin) found.add(found.isEmpty() ? "its FIN" : "the FIN");
        return found;
    }

    private static List<String> repeated(TcpSegment t, TcpSide me, TcpSide peer) {
        if (t.marks().contains(Mark.ZERO_WINDOW_PROBE))
            return List.of("a number that is acknowledged already asks whether there is room by now "
                    + "(RFC 9293 section 3.8.6.1)");
        if (t.marks().contains(Mark.KEEP_ALIVE))
            return List.of("keep-alive: a number that is acknowledged already asks whether " + t.other()
                    + " is still there");
        if (peer.keptAlive) return List.of(t.who() + " is still there");
        if (peer.probed) return List.of("answers the window probe");
        String also = sacked(t);
        if (!also.isEmpty())
            return List.of(t.who() + " still waits for byte " + t.ack() + ", but has " + also + " (SACK)");
        if (!peer.seen)
            return List.of("acknowledges what is not in the capture: none of what " + t.other() + " sent is");
        if (me.acked < 0) return List.of("the first acknowledgment of " + t.who() + " that is in the capture");
        return t.marks().isEmpty() ? List.of("acknowledges again what it has: nothing new") : List.of();
    }

    private static String sacked(TcpSegment t) {
        return Say.list(t.sacked().stream().map(each -> Say.range(each.from(), each.end() - 1)).toList());
    }
}
