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
    private static final String OLDER = "It acknowledges numbers of an older connection: the server still has one with these "
            + "ports (RFC 9293 section 3.5.1), and asks by this whether the SYN is meant (RFC 5961 section 4).";
    private static final String NO_ACK = "A segment without ACK belongs to no connection, unless it opens or resets one: it is "
            + "dropped (RFC 9293 section 3.10.7.4).";
    private static final String[] FLAGS = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"};

    private final Plot plot = new Plot();
    private final TcpSide[] sides = {new TcpSide(), new TcpSide()};
    private final TcpDelivery[] deliveries = {new TcpDelivery(plot), new TcpDelivery(plot)};
    private final Talk talk = new Talk();
    private final TcpReset resets = new TcpReset(sides);
    private final TcpEnds ends = new TcpEnds(plot, sides, resets);
    private final TcpAnalysis analysis = new TcpAnalysis();
    private final TcpWords words = new TcpWords(ends, talk);
    private final Vantage vantage = new Vantage();
    private Sight.@Nullable End client;
    private Sight.@Nullable End server;
    private boolean established;
    private boolean ended;
    private boolean dataSeen;
    /// Who sent the latest segment if it had data, else -1.
    private int runFrom = -1;
    /// Whether the latest segment was a SYN.
    private boolean afterSyn;
    /// Whether both open.
    private boolean together;
    /// Whether a socket is connected with itself.
    private boolean self;

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
        if (self) {
            var t = new TcpSegment(s, segment, from, segment.seq(), segment.seq(), segment.ack(), Set.of());
            row(t, DATA, Say.sentence(talk.of(s, true)), List.of());
        } else {
            segment(s, segment, from);
        }
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
        self = client.equals(server);
        plot.host("client", self ? "" : "client", client.toString());
        if (self) return;
        plot.host("server", "server", server.toString());
        plot.rightmost(SERVER);
    }

    private int from(Sight s) {
        return s.end().source().equals(client) ? CLIENT : SERVER;
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
                Say.sentence(Errors.says(s)), List.of(),
                Errors.marks(s)));
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
        long seq = me.unwrap(g.seq());
        long ack = g.has(ACK_BIT) ? peer.unwrap(g.ack()) : -1;
        long end = seq + s.payload() + (syn ? 1 : 0) + (fin ? 1 : 0);
        if (!syn && !reset && (!g.has(ACK_BIT) || older(g, from, ack))) {
            me.seen = true;
            row(new TcpSegment(s, g, from, seq, end, ack, Set.of()), phase(), g.has(ACK_BIT) ? OLDER : NO_ACK,
                    List.of());
            return;
        }
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        var t = new TcpSegment(s, g, from, seq, end, ack, marks);
        long front = me.next < 0 ? seq : me.front(peer.acked);
        String mended = analysis.marks(t, me, peer);
        if (reset) {
            reset(t, me, peer);
        } else if (syn) {
            String says = syn(t, me, peer);
            TcpAnalysis.move(t, me, peer);
            row(t, dataSeen ? phase() : HANDSHAKE, says, new Implied(from, port()).syn(t, peer.early, together));
        } else {
            ongoing(t, me, peer, mended, front);
        }
        afterSyn = syn;
        resets.sent(from);
    }

    /// Whether a segment of the server that is no answer to the client's SYN belongs to another connection.
    private boolean older(Sight.Segment g, int from, long ack) {
        TcpSide peer = sides[CLIENT];
        return g.has(ACK_BIT) && from == SERVER && peer.syn && !established && !sides[SERVER].syn
                && (ack < 1 || ack > peer.next);
    }

    private void reset(TcpSegment t, TcpSide me, TcpSide peer) {
        deliveries[1 - t.from()].answered(t, me, peer);
        deliveries[1 - t.from()].ended();
        TcpReset.Told told = resets.tell(t, me, peer, established);
        ended |= told.ends();
        row(t, phase(), told.says(), told.calls());
        TcpAnalysis.move(t, me, peer);
    }

    private void ongoing(TcpSegment t, TcpSide me, TcpSide peer, String mended, long front) {
        int length = t.length();
        boolean fin = t.g().has(FIN_BIT);
        boolean accepts = sides[CLIENT].early && sides[SERVER].acked > 1;
        boolean completes = !established && t.from() == CLIENT && me.syn && peer.syn && t.ack() >= 1;
        established |= completes;
        boolean remarkable = t.marks().stream().anyMatch(each -> each != Mark.WINDOW_FULL);
        boolean goesOn = runFrom == t.from() && length > 0 && !fin && !completes && t.ack() <= me.acked && !remarkable;
        runFrom = length > 0 ? t.from() : -1;
        String says = words.says(t, me, peer, completes, goesOn, mended);
        boolean closes = fin && me.fin < 0;
        Implied.Sent sent = sent(t, me, goesOn);
        TcpAnalysis.move(t, me, peer);
        deliveries[1 - t.from()].answered(t, me, peer);
        TcpDelivery.Yield readable = deliveries[t.from()].readable(t, me, peer, front);
        List<Story.Call> calls = new Implied(t.from(), port()).segment(completes && !accepts, sent, readable, closes,
                oddment(t, peer));
        dataSeen |= length > 0;
        ended |= fin;
        row(t, (completes || afterSyn) && !dataSeen && length == 0 && !fin ? HANDSHAKE : phase(), says, calls);
    }

    /// What else recv() can return: the byte of a window probe that is taken, urgent data.
    private static Implied.Oddment oddment(TcpSegment t, TcpSide peer) {
        boolean probe = peer.taken;
        peer.taken = false;
        return probe
                ? Implied.Oddment.PROBE
                : t.urgent() >= t.seq() && t.urgent() < t.dataEnd()
                        ? Implied.Oddment.URGENT
                        : Implied.Oddment.NONE;
    }

    private static Implied.Sent sent(TcpSegment t, TcpSide me, boolean goesOn) {
        if (t.length() == 0 || alone(t) && t.dataEnd() <= me.next || goesOn && !me.pushed) return Implied.Sent.NOTHING;
        return me.syn && me.segments == 0 ? Implied.Sent.FIRST : Implied.Sent.MORE;
    }

    /// Whether a kernel sends it by itself.
    private static boolean alone(TcpSegment t) {
        return t.marks().contains(Mark.RETRANSMISSION) || t.marks().contains(Mark.ZERO_WINDOW_PROBE)
                || t.marks().contains(Mark.KEEP_ALIVE);
    }

    private void row(TcpSegment t, String chapter, String says, List<Story.Call> calls) {
        Sight s = t.s();
        var label = new StringBuilder();
        for (int i = 0; i < FLAGS.length; i++)
            if ((t.g().flags() >> i & 1) != 0) label.append(label.isEmpty() ? "" : ", ").append(FLAGS[i]);
        String numbers = "Seq=" + t.g().seq() + (t.g().has(ACK_BIT) ? " Ack=" + t.g().ack() : "") + " Win="
                + t.g().window()
                + " Len=" + t.length();
        plot.add(plot.chapter(chapter), new Story.Arrow(s.number(), s.time(), t.from(), self ? CLIENT : 1 - t.from(),
                label.isEmpty() ? "no flags" : label.toString(), numbers, says, calls, Set.copyOf(t.marks())));
    }

    private String syn(TcpSegment t, TcpSide me, TcpSide peer) {
        boolean answer = t.g().has(ACK_BIT);
        if (me.syn && t.marks().contains(Mark.RETRANSMISSION)) {
            String since = Say.between(me.synAt, t.s().time());
            return "Sent again by the kernel, " + since + " after the first: "
                    + (answer
                            ? peer.acked >= 1
                                    ? "the confirmation did not reach " + t.who() + " in time."
                                    : "no confirmation has come by here."
                            : peer.syn ? "the answer did not reach it in time." : "no answer has come by here.");
        }
        if (answer && me.syn && !me.agreed) {
            me.agreed = true;
            established |= peer.agreed;
            return Say.sentence(t.who() + " agrees to what " + t.other() + " asked, with its own SYN once more"
                    + (established ? ": the connection is established" : ""));
        }
        me.agreed = answer;
        together |= !answer && peer.syn;
        me.syn = true;
        me.synAt = t.s().time();
        me.early = t.length() > 0;
        ends.offers(t.s(), me);
        String data = t.length() > 0 ? " It carries " + Say.bytes(t.length()) + " already (fast open, RFC 7413)." : "";
        if (!answer) {
            return (peer.syn
                    ? "The server asks, too: both open at the same time (RFC 9293 section 3.5)."
                    : "The client asks for a connection. Its bytes will be counted from 1, which is "
                            + ((t.g().raw() + 1) & 0xffff_ffffL) + " in the header.")
                    + data;
        }
        String roundTrip = Say.between(peer.synAt, t.s().time());
        if (peer.synAt != Batch.NO_TIME && t.s().time() != Batch.NO_TIME) analysis.roundTrip(t.s().time() - peer.synAt);
        return "Somebody listens on port " + port() + ": the server's kernel agrees"
                + (roundTrip.isEmpty() ? "" : " after " + roundTrip)
                + ", and asks for the other direction. Once this is there, the client knows that both directions work."
                + (peer.early ? early(t) : "")
                + data;
    }

    /// What a SYN's answer says of its data.
    private static String early(TcpSegment t) {
        return t.ack() > 1
                ? " It acknowledges " + Say.bytes(t.ack() - 1)
                        + " of the SYN as well: the server's program can have them "
                        + "before the handshake is complete (fast open, RFC 7413)."
                : " It acknowledges the SYN only: its data must be sent again.";
    }

    @Override
    public Plot plot() {
        return plot;
    }

    @Override
    public Story end(String name) {
        String title = client == null || server == null
                ? Kind.TCP.title()
                : "TCP: " + client.words() + " to " + server.words();
        if (self)
            return plot.story(name, title, List.of("A socket that is connected with itself (RFC 9293 section 3.5: both "
                    + "open at the same time): all segments are its own."));
        var summary = new ArrayList<String>();
        ends.tell(established, resets.refused() && !established, talk, summary);
        summary.addAll(vantage.says());
        return plot.story(name, title, summary);
    }
}
