package net.strata.explain.story;

import static net.strata.protocol.Tcp.ACK_BIT;
import static net.strata.protocol.Tcp.FIN_BIT;
import static net.strata.protocol.Tcp.RST_BIT;
import static net.strata.protocol.Tcp.SYN_BIT;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.strata.explain.story.Story.Mark;
import net.strata.frame.Batch;
import org.jspecify.annotations.Nullable;

/// Tells a TCP connection (RFC 9293). What is remarkable about a segment is found as Wireshark's `tcp.analysis` finds it.
final class TcpTeller implements Teller {
    static final String HANDSHAKE = "Handshake";
    static final String OPTIONS = "What was agreed";
    static final String DATA = "Data";
    static final String END = "End";
    private static final int CLIENT = 0;
    private static final int SERVER = 1;
    private static final long OVERTAKEN = 3_000_000;
    private static final long FAST = 20_000_000;
    private static final String[] FLAGS = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"};

    private final Plot plot = new Plot();
    private final TcpSide[] sides = {new TcpSide(), new TcpSide()};
    private final Talk talk = new Talk();
    private final TcpEnds ends = new TcpEnds(plot, sides);
    private final Vantage vantage = new Vantage();
    private Sight.@Nullable End client;
    private Sight.@Nullable End server;
    private boolean established;
    private boolean refused;
    private boolean ended;
    private boolean dataSeen;
    private long firstRoundTrip = -1;

    @Override
    public void see(Sight s) {
        plot.count(s.time());
        if (client == null) begin(s);
        if (s.quoted()) {
            quoted(s);
            return;
        }
        Sight.Segment segment = s.segment();
        if (segment == null) return;
        int from = from(s);
        vantage.see(s, from == CLIENT);
        segment(s, segment, from);
    }

    /// Who is the client: whoever sent the SYN; where none was seen, the side with the higher port.
    private void begin(Sight s) {
        Sight.Ends e = s.end();
        Sight.Segment segment = s.segment();
        boolean syn = segment != null && segment.has(SYN_BIT);
        boolean answers = segment != null && segment.has(ACK_BIT);
        boolean forward = syn ? !answers : e.source().port() >= e.destination().port();
        client = forward ? e.source() : e.destination();
        server = forward ? e.destination() : e.source();
        plot.host("client", "client", client.toString());
        plot.host("server", "server", server.toString());
        plot.rightmost(SERVER);
    }

    private int from(Sight s) {
        return s.end().source().equals(client) ? CLIENT : SERVER;
    }

    private static String who(int side) {
        return side == CLIENT ? "the client" : "the server";
    }

    private int port() {
        return server == null ? 0 : server.port();
    }

    /// An ICMP error about one of the connection's packets.
    private void quoted(Sight s) {
        int to = from(s);
        int from = s.from().equals(s.end().destination().address())
                ? 1 - to
                : plot.host(s.from(), "router", s.from());
        plot.add(plot.chapter(phase()), new Story.Arrow(s.number(), s.time(), from, to, "ICMP", s.info(),
                "An error about a packet that " + who(to) + " sent: it did not arrive.", List.of(),
                EnumSet.of(Mark.ERROR)));
    }

    private String phase() {
        if (ended) return END;
        if (dataSeen || established) return talk.chapter();
        return sides[CLIENT].syn || sides[SERVER].syn ? HANDSHAKE : DATA;
    }

    private void segment(Sight s, Sight.Segment g, int from) {
        TcpSide me = sides[from];
        TcpSide peer = sides[1 - from];
        boolean syn = g.has(SYN_BIT);
        boolean fin = g.has(FIN_BIT);
        boolean reset = g.has(RST_BIT);
        int length = s.payload();
        long seq = me.unwrap(g.seq());
        long ack = g.has(ACK_BIT) ? peer.unwrap(g.ack()) : -1;
        long end = seq + length + (syn ? 1 : 0) + (fin ? 1 : 0);
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        var t = new Telling(s, g, from, seq, end, ack, marks);
        String mended = analyse(t, me, peer);
        if (me.ttl < 0) me.ttl = s.ttl();

        String says;
        List<Story.Call> calls;
        var implied = new Implied(from, port());
        if (reset) {
            says = ends.reset(t, me, peer);
            if (!established && peer.syn && !me.syn) refused = true;
            calls = implied.reset(refused && !me.syn, me.fin >= 0);
            ended = true;
        } else if (syn) {
            says = syn(t, me, peer);
            calls = implied.syn(g.has(ACK_BIT), marks.contains(Mark.RETRANSMISSION));
        } else {
            boolean completes = !established && from == CLIENT && me.syn && peer.syn && ack >= 1;
            if (completes) established = true;
            says = says(t, me, peer, completes, mended);
            calls = implied.segment(completes, length, fin && me.fin < 0,
                    marks.contains(Mark.RETRANSMISSION) || marks.contains(Mark.ZERO_WINDOW_PROBE)
                            || marks.contains(Mark.KEEP_ALIVE),
                    me.gaps.isEmpty() && (mended.isEmpty() || !marks.contains(Mark.GAP)));
            if (completes && length == 0 && !fin) {
                row(t, HANDSHAKE, says, calls);
                move(t, me, peer);
                return;
            }
        }
        if (length > 0) dataSeen = true;
        if (fin) ended = true;
        row(t, phase(), says, calls);
        move(t, me, peer);
    }

    /// A segment, on its way to be told.
    record Telling(Sight s, Sight.Segment g, int from, long seq, long end, long ack, Set<Mark> marks) {
        String who() {
            return TcpTeller.who(from);
        }

        String other() {
            return TcpTeller.who(1 - from);
        }

        int length() {
            return s.payload();
        }
    }

    private void row(Telling t, String chapter, String says, List<Story.Call> calls) {
        Sight s = t.s;
        var label = new StringBuilder();
        for (int i = 0; i < FLAGS.length; i++)
            if ((t.g.flags() >> i & 1) != 0) label.append(label.isEmpty() ? "" : ", ").append(FLAGS[i]);
        String numbers = "Seq=" + t.g.seq() + (t.g.has(ACK_BIT) ? " Ack=" + t.g.ack() : "") + " Win=" + t.g.window()
                + " Len=" + t.length();
        plot.add(plot.chapter(chapter), new Story.Arrow(s.number(), s.time(), t.from, 1 - t.from,
                label.isEmpty() ? "no flags" : label.toString(), numbers, says, calls, Set.copyOf(t.marks)));
    }

    /// Finds what is remarkable, as Wireshark does (epan/dissectors/packet-tcp.c, tcp_analyze_sequence_number).
    ///
    /// @return what bytes that come late or again are, in words
    private String analyse(Telling t, TcpSide me, TcpSide peer) {
        Sight.Segment g = t.g;
        int length = t.length();
        boolean plain = (g.flags() & (SYN_BIT | FIN_BIT | RST_BIT)) == 0;
        boolean empty = length == 0 && plain;
        boolean known = me.next >= 0;
        boolean probe = length == 1 && known && t.seq == me.next && peer.window == 0;
        boolean keepAlive = known && length <= 1 && plain && t.seq == me.next - 1;
        if (probe) t.marks.add(Mark.ZERO_WINDOW_PROBE);
        if (plain && g.window() == 0) t.marks.add(Mark.ZERO_WINDOW);
        if (keepAlive) t.marks.add(Mark.KEEP_ALIVE);
        if (g.has(RST_BIT)) t.marks.add(Mark.RESET);
        if (known && t.seq > me.next && !g.has(RST_BIT)) {
            t.marks.add(Mark.GAP);
            me.gap(me.next, t.seq, t.s.time());
        }
        boolean repeats = empty && known && t.seq == me.next && t.ack == me.acked;
        if (repeats && g.window() != 0 && g.window() != me.window && me.window >= 0) t.marks.add(Mark.WINDOW_UPDATE);
        if (repeats && g.window() == me.window && g.window() != 0 && !peer.keptAlive && !peer.probed
                && peer.next > t.ack) {
            me.duplicates++;
            t.marks.add(Mark.DUPLICATE_ACK);
        }
        if (t.ack > me.acked) me.duplicates = 0;
        if (length > 0 && plain && peer.window >= 0 && peer.acked >= 0 && t.end == peer.acked + peer.window)
            t.marks.add(Mark.WINDOW_FULL);
        if (t.ack >= 0 && peer.next >= 0 && t.ack > peer.next) {
            t.marks.add(Mark.UNSEEN);
            peer.next = t.ack;
        }
        me.probed = probe;
        me.keptAlive = keepAlive;
        boolean sends = length > 0 || g.has(SYN_BIT) || g.has(FIN_BIT);
        if (!sends || probe || keepAlive || !known || t.seq >= me.next) return "";
        return again(t, me, peer);
    }

    private String again(Telling t, TcpSide me, TcpSide peer) {
        boolean filled = !me.gaps.isEmpty();
        long since = me.fill(t.seq, t.end);
        long now = t.s.time();
        if (filled && since != Batch.NO_TIME) {
            long limit = firstRoundTrip > 0 ? firstRoundTrip : OVERTAKEN;
            boolean fast = peer.duplicates >= 2 && peer.acked == t.seq && now - peer.ackedAt < FAST;
            if (!fast && now - since < limit) {
                t.marks.add(Mark.OUT_OF_ORDER);
                me.late++;
                return "these bytes come late: they fill a gap, overtaken on the way by those that came "
                        + Say.between(since, now) + " ago";
            }
            t.marks.add(Mark.RETRANSMISSION);
            me.again++;
            return "sent again: these bytes were lost before this point; they fill the gap that was seen "
                    + Say.between(since, now) + " ago";
        }
        t.marks.add(Mark.RETRANSMISSION);
        me.again++;
        String known = peer.acked >= t.end ? ", though " + t.other() + " has said already that it has them" : "";
        String why = !known.isEmpty()
                ? ""
                : peer.duplicates >= 2 && peer.acked == t.seq
                        ? ": " + Say.count(peer.duplicates, "duplicate ACK") + " asked for it (fast retransmit, "
                                + "RFC 5681 section 3.2)"
                        : ": nothing new was acknowledged in time";
        return "sent again, the same bytes as before" + why + known;
    }

    private String syn(Telling t, TcpSide me, TcpSide peer) {
        boolean answer = t.g.has(ACK_BIT);
        if (me.syn && t.marks.contains(Mark.RETRANSMISSION)) {
            String since = Say.between(me.synAt, t.s.time());
            return "Sent again by the kernel, " + since + " after the first: "
                    + (answer ? "the client has not confirmed." : "no answer came.");
        }
        me.syn = true;
        me.synAt = t.s.time();
        ends.offers(t.s, me);
        String data = t.length() > 0 ? " It carries " + Say.bytes(t.length()) + " already (fast open, RFC 7413)." : "";
        if (!answer) {
            return (peer.syn
                    ? "The server asks, too: both open at the same time (RFC 9293 section 3.5)."
                    : "The client asks for a connection. Its bytes will be counted from 1, which is "
                            + ((t.g.raw() + 1) & 0xffff_ffffL) + " in the header.")
                    + data;
        }
        String roundTrip = Say.between(peer.synAt, t.s.time());
        if (peer.synAt != Batch.NO_TIME && t.s.time() != Batch.NO_TIME) firstRoundTrip = t.s.time() - peer.synAt;
        return "Somebody listens on port " + port() + ": the server's kernel agrees"
                + (roundTrip.isEmpty() ? "" : " after " + roundTrip)
                + ", and asks for the other direction. Once this is there, the client knows that both directions work."
                + data;
    }

    private String says(Telling t, TcpSide me, TcpSide peer, boolean completes, String mended) {
        var says = new ArrayList<String>();
        if (completes)
            says.add("The client confirms. Once this is there, the server knows, too, that both directions work: "
                    + "the connection is established.");
        if (t.length() > 0) data(t, me, mended, says);
        if (t.g.has(FIN_BIT)) says.add(ends.fin(t, me, peer));
        if (t.ack >= 0 && !completes) acknowledged(t, me, peer, says);
        if (t.marks.contains(Mark.ZERO_WINDOW))
            says.add(Say.sentence(t.who()) + " has no room left: " + t.other()
                    + " must wait. The program there does not call recv() fast enough.");
        if (t.marks.contains(Mark.WINDOW_UPDATE))
            says.add(t.g.window() > me.window
                    ? Say.sentence(t.who() + " has more room: " + Say.bytes(t.g.window()))
                    : Say.sentence(t.who() + " has less room: " + Say.bytes(t.g.window())));
        if (t.marks.contains(Mark.WINDOW_FULL))
            says.add("This fills all the room that " + t.other()
                    + " told: nothing more may follow before it tells more.");
        if (t.marks.contains(Mark.UNSEEN))
            says.add("It acknowledges bytes that are not in the capture.");
        return String.join(" ", says.stream().map(Say::sentence).toList());
    }

    private void data(Telling t, TcpSide me, String mended, List<String> says) {
        if (t.marks.contains(Mark.KEEP_ALIVE)) {
            says.add("keep-alive: one byte that is there already asks whether anybody answers");
            return;
        }
        if (t.marks.contains(Mark.ZERO_WINDOW_PROBE)) {
            says.add("one byte asks whether there is room by now (RFC 9293 section 3.8.6.1)");
            return;
        }
        String what = talk.of(t.s, t.from == CLIENT);
        String range = Say.range(t.seq, t.seq + t.length() - 1);
        if (!mended.isEmpty()) {
            says.add(range + ", " + mended);
            return;
        }
        says.add(what.isEmpty() ? t.who() + " sends " + range : range + ": " + what);
        if (t.marks.contains(Mark.GAP)) {
            TcpSide.Gap gap = me.gaps.isEmpty() ? null : me.gaps.getLast();
            if (gap != null)
                says.add(Say.range(gap.from(), gap.end() - 1)
                        + " have not come by here: lost before this point, overtaken, or not captured");
        } else {
            says.add(t.who() + " does not know yet whether they arrive");
        }
    }

    private static void acknowledged(Telling t, TcpSide me, TcpSide peer, List<String> says) {
        if (t.ack > me.acked && me.acked >= 0 || t.ack > 1 && me.acked < 0) {
            boolean finToo = peer.fin >= 0 && t.ack > peer.fin;
            long to = peer.data(t.ack);
            long before = me.acked < 0 ? 0 : peer.data(me.acked);
            var known = new StringBuilder();
            if (to > before) {
                known.append(t.other()).append(" now knows that ").append(t.who()).append(" has all up to byte ")
                        .append(to);
                if (finToo) known.append(", and that it has seen the end");
                else
                    known.append(t.ack >= peer.next
                            ? ", which is all it sent"
                            : "; " + Say.range(to + 1, peer.data(peer.next)) + " may still be on their way");
            } else if (finToo) {
                known.append(t.other()).append(" now knows that ").append(t.who()).append(" has seen the end");
            }
            says.add(known.toString());
        } else if (t.marks.contains(Mark.DUPLICATE_ACK)) {
            String also = sacked(t);
            says.add(t.who() + " still waits for byte " + t.ack
                    + (also.isEmpty() ? ": something behind it has come" : ", but has " + also + " (SACK)"));
        } else if (t.length() == 0 && !t.g.has(FIN_BIT)) {
            says.addAll(repeated(t, peer));
        }
    }

    private static List<String> repeated(Telling t, TcpSide peer) {
        if (t.marks.contains(Mark.KEEP_ALIVE))
            return List.of("keep-alive: a number that is acknowledged already asks whether " + t.other()
                    + " is still there");
        if (peer.keptAlive) return List.of(t.who() + " is still there");
        if (peer.probed) return List.of("answers the window probe");
        String also = sacked(t);
        if (!also.isEmpty())
            return List.of(t.who() + " still waits for byte " + t.ack + ", but has " + also + " (SACK)");
        return t.marks.isEmpty() ? List.of("acknowledges again what it has: nothing new") : List.of();
    }

    private static String sacked(Telling t) {
        List<String> left = t.s.values("tcp.options.sack_le");
        List<String> right = t.s.values("tcp.options.sack_re");
        var runs = new ArrayList<String>();
        for (int i = 0; i < Math.min(left.size(), right.size()); i++)
            runs.add(left.get(i) + " to " + before(right.get(i)));
        return runs.isEmpty() ? "" : "bytes " + Say.list(runs);
    }

    private static String before(String number) {
        return Long.toString(Long.parseLong(number) - 1);
    }

    private void move(Telling t, TcpSide me, TcpSide peer) {
        boolean again = t.marks.contains(Mark.RETRANSMISSION) || t.marks.contains(Mark.OUT_OF_ORDER);
        if (t.length() > 0 && !t.marks.contains(Mark.KEEP_ALIVE)) {
            me.segments++;
            if (!again) me.bytes += t.length();
            else if (t.marks.contains(Mark.OUT_OF_ORDER))
                me.bytes += t.length();
        }
        if (t.g.has(FIN_BIT) && me.fin < 0) {
            me.fin = t.end - 1;
            me.finPacket = t.s.number();
        }
        if (t.g.has(RST_BIT)) me.reset = true;
        if (!t.g.has(RST_BIT) && !t.marks.contains(Mark.ZERO_WINDOW_PROBE) && t.end > me.next) {
            me.next = t.end;
            me.movedAt = t.s.time();
        }
        if (t.ack > me.acked) {
            me.acked = t.ack;
            me.ackedAt = t.s.time();
        }
        me.window = t.g.window();
        if (peer.next < 0 && t.ack >= 0) peer.next = t.ack;
    }

    @Override
    public Story end(String name) {
        String title = client == null || server == null
                ? Kind.TCP.title()
                : "TCP: " + client.words() + " to " + server.words();
        var summary = new ArrayList<String>();
        ends.tell(established, refused, talk, summary);
        summary.addAll(vantage.says());
        return plot.story(name, title, summary);
    }
}
