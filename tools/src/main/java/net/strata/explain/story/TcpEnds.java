package net.strata.explain.story;

import java.util.ArrayList;
import java.util.List;
import net.strata.explain.Anatomy;
import net.strata.explain.Item;

/// How a TCP connection begins and ends: what both offered, who closed, and what that comes to.
final class TcpEnds {
    private static final int CLIENT = 0;
    private static final int SERVER = 1;
    private static final int TIMESTAMP_BYTES = 12;

    private final Plot plot;
    private final TcpSide[] sides;
    private final TcpReset resets;
    /// Who closed first, -1 for nobody.
    private int first = -1;
    private boolean together;
    private boolean finAnswered;

    TcpEnds(Plot plot, TcpSide[] sides, TcpReset resets) {
        this.resets = resets;
        this.plot = plot;
        this.sides = sides;
    }

    private static String who(int side) {
        return side == CLIENT ? "the client" : "the server";
    }

    /// Notes what a SYN offers.
    void offers(Sight s, TcpSide side) {
        Anatomy anatomy = s.anatomy();
        if (anatomy == null) return;
        side.mss = s.number("tcp.options.mss_val");
        side.shift = s.number("tcp.options.wscale.shift");
        side.timestamps = s.has("tcp.options.timestamp.tsval");
        for (Item each : anatomy.items()) {
            if (each.kind() != Item.Kind.PART || !each.specified().startsWith("RFC")) continue;
            switch (each.label()) {
                case "SACK permitted" -> side.sack = true;
                case "Fast open", "Multipath TCP", "MD5 signature", "Authentication", "User timeout" -> {
                    if (side.others.size() < 5) side.others.add(each.label());
                }
                default -> {
                }
            }
        }
    }

    String fin(TcpSegment t, TcpSide me, TcpSide peer) {
        if (me.fin >= 0)
            return t.who() + " says again that it sends no more: " + (peer.acked > me.fin
                    ? "the acknowledgment of its FIN did not reach it in time"
                    : "no acknowledgment of its FIN has come by here");
        if (first < 0) {
            first = t.from();
            return t.who() + " will send no more (FIN)" + (t.length() > 0 ? " behind this" : "")
                    + "; it can still receive: the connection is half closed";
        }
        finAnswered = true;
        together = t.ack() <= peer.fin;
        return together
                ? t.who() + " closes, too, before it could acknowledge the other's FIN: both close at the same time"
                : t.who() + " will send no more either (FIN)";
    }

    /// Adds what can only be said at the end.
    void tell(boolean established, boolean refused, Talk talk, List<String> summary) {
        TcpSide client = sides[CLIENT];
        TcpSide server = sides[SERVER];
        handshake(established, refused);
        if (client.syn && server.syn) agreed(client, server);
        for (Plot.Chapter each : plot.chapters()) {
            if (each.heading().equals(TcpTeller.DATA)) data(each);
            if (each.heading().equals(TcpTeller.END)) end(each, refused);
        }
        talk.tell(plot);
        summary.add(refused
                ? "The server's kernel refused the connection."
                : Say.capital(sent(client, "the client")) + ", " + sent(server, "the server") + ", in "
                        + Say.count(client.segments + server.segments, "segment") + " with data; "
                        + closed() + ".");
        trouble(client, server, summary);
    }

    private static String sent(TcpSide side, String who) {
        if (!side.seen) return "nothing of " + who + " is in the capture";
        String more = side.missing() > 0 ? " and " + side.missing() + " more that did not come by here" : "";
        return who + " sent " + Say.bytes(side.bytes) + more;
    }

    private String closed() {
        if (resets.by() >= 0) return who(resets.by()) + " reset the connection";
        if (first < 0) return "neither side closed while the capture ran";
        if (!finAnswered && !sides[1 - first].seen)
            return who(first) + " closed its direction, whether " + who(1 - first) + " did is not known";
        if (!finAnswered)
            return who(first) + " closed its direction, the other side had not closed when the capture ended";
        return together ? "both closed at the same time" : who(first) + " closed first";
    }

    private static void trouble(TcpSide client, TcpSide server, List<String> summary) {
        long again = client.again + server.again;
        long late = client.late + server.late;
        if (again > 0) summary.add(Say.count(again, "segment") + (again == 1 ? " was" : " were") + " sent again.");
        if (late > 0) summary.add(Say.count(late, "segment") + " came out of order.");
    }

    private TcpSide client() {
        return sides[CLIENT];
    }

    private void handshake(boolean established, boolean refused) {
        for (Plot.Chapter each : plot.chapters()) {
            if (!each.heading().equals(TcpTeller.HANDSHAKE)) continue;
            if (refused) {
                each.say("The client asks, but on the server's host no socket listens on this port.");
            } else if (established && client().agreed) {
                each.say("Both asked at the same time, and both agreed: four segments (RFC 9293 section 3.5).");
            } else if (established) {
                each.say(
                        "Three segments, and both sides know that both directions work and from which number the other "
                                + "counts its bytes (RFC 9293 section 3.5). The kernels do this by themselves: accept() only "
                                + "takes what is complete"
                                + (client().early
                                        ? ", unless it is opened fast: then the SYN has data, and a server that takes it need "
                                                + "not wait for the third segment (RFC 7413)."
                                        : "."));
            } else {
                each.say("The handshake is not complete in this capture.");
                if (resets.older())
                    each.say(
                            "The server still had an older connection with the same ports, which it must forget first.");
            }
            return;
        }
        plot.after("", "Before the capture")
                .say("The capture begins when the connection exists already. Who is the client "
                        + "is guessed from the ports, and byte numbers count from the first that was seen.");
    }

    private void agreed(TcpSide client, TcpSide server) {
        Plot.Chapter c = plot.after(TcpTeller.HANDSHAKE, TcpTeller.OPTIONS);
        boolean stamps = client.timestamps && server.timestamps;
        c.say(segmentSize(client, server, stamps));
        if (client.shift >= 0 && server.shift >= 0)
            c.say("Window scale: " + (client.shift == server.shift
                    ? "windows count in units of " + unit(client) + " bytes"
                    : "the client's windows count in units of " + unit(client) + " bytes, the server's of "
                            + unit(server))
                    + ", in all segments but the SYNs (RFC 7323 section 2).");
        else
            c.say(oneOnly(client.shift >= 0, server.shift >= 0, "window scale",
                    "windows are what the header says, at most 65535 bytes"));
        c.say(client.sack && server.sack
                ? "SACK: a receiver can say which bytes it has behind a gap, so that only the missing ones are sent again "
                        + "(RFC 2018)."
                : oneOnly(client.sack, server.sack, "SACK", "a receiver can only say up to where it has all"));
        c.say(stamps
                ? "Timestamps: each segment carries the sender's clock and echoes the other's, which measures round trips "
                        + "and tells old segments from new ones (RFC 7323 section 3)."
                : oneOnly(client.timestamps, server.timestamps, "timestamps", "there are none"));
        for (TcpSide side : sides)
            if (!side.others.isEmpty())
                c.say(Say.sentence((side == client ? "the client" : "the server") + " also offers: "
                        + Say.list(side.others)));
    }

    /// RFC 7323 section 2.3: a shift above 14 means 14.
    private static long unit(TcpSide side) {
        return 1L << Math.min(14, side.shift);
    }

    private static String segmentSize(TcpSide client, TcpSide server, boolean stamps) {
        var says = new ArrayList<String>();
        if (client.mss >= 0) says.add("the client takes " + client.mss);
        if (server.mss >= 0) says.add("the server takes " + server.mss);
        if (says.isEmpty())
            return "Neither tells a maximum segment size: 536 over IPv4, 1220 over IPv6 (RFC 9293 section 3.7.1).";
        long smaller = Math.min(client.mss < 0 ? Long.MAX_VALUE : client.mss,
                server.mss < 0 ? Long.MAX_VALUE : server.mss);
        return "Maximum segment size: " + Say.list(says) + " bytes of data in a segment"
                + (stamps
                        ? "; the timestamps in each take " + TIMESTAMP_BYTES + " of that, so "
                                + (smaller - TIMESTAMP_BYTES)
                                + " remain"
                        : "")
                + ".";
    }

    private static String oneOnly(boolean client, boolean server, String option, String so) {
        if (client) return "Only the client offers " + option + ": " + so + ".";
        if (server) return "Only the server offers " + option + ": " + so + ".";
        return "Nobody offers " + option + ": " + so + ".";
    }

    private void data(Plot.Chapter c) {
        for (int i = 0; i < 2; i++) {
            TcpSide side = sides[i];
            if (side.bytes == 0) continue;
            boolean all = sides[1 - i].acked >= side.next;
            c.say(Say.sentence(who(i) + " sent " + Say.bytes(side.bytes) + " in " + Say.count(side.segments, "segment")
                    + (!sides[1 - i].seen
                            ? "; what arrived is not known, for nothing of " + who(1 - i) + " is in the capture"
                            : all
                                    ? "; at the end it knew that all arrived"
                                    : "; at the end it knew of " + Say.bytes(side.data(Math.max(0, sides[1 - i].acked)))
                                            + " that they arrived")));
        }
        c.say("How data is divided into segments says nothing of how send() and recv() divided it: TCP carries a stream "
                + "of bytes. That bytes are acknowledged says that the kernel has them, not that the program does.");
    }

    private void end(Plot.Chapter c, boolean refused) {
        if (refused) return;
        if (resets.by() >= 0) {
            c.say(Say.sentence(
                    who(resets.by()) + " reset the connection: it is gone at once, on both sides, without TIME-WAIT"));
            return;
        }
        if (first < 0) return;
        if (!finAnswered && !sides[1 - first].seen) {
            c.say(Say.sentence(who(first) + " closed its direction; whether " + who(1 - first)
                    + " closed is not known: nothing of it is in the capture"));
            return;
        }
        if (!finAnswered) {
            c.say(Say.sentence(
                    who(first) + " closed its direction; " + who(1 - first) + " had not when the capture ended. "
                            + "Until then it may still send"));
            return;
        }
        if (together) {
            c.say("Both closed before they could acknowledge the other's FIN: both keep TIME-WAIT (RFC 9293 section 3.6).");
            return;
        }
        c.say(Say.sentence(
                who(first) + " closed first (packet " + sides[first].finPacket + "), so it keeps TIME-WAIT for "
                        + "twice the longest life of a segment (60 s on Linux)")
                + " "
                + Say.sentence("its last ACK may get lost, and then somebody must be there to repeat it; and late "
                        + "segments must not get into a new connection with the same ports (RFC 9293 section 3.6.1)")
                + " " + Say.sentence(who(1 - first) + " is done once that ACK is there"));
        if (resets.late() > 0) c.say("The reset (packet " + resets.late() + ") came when both had closed already.");
        if (!resets.bothClosed()) c.say("The last acknowledgment is not in this capture.");
    }
}
