package net.strata.lab;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.strata.live.Ink;
import net.strata.os.Call;
import net.strata.stats.Glyphs;
import org.jspecify.annotations.Nullable;

/// Calls and packets on one axis of time, in lines of text: the client's calls, the packets, the server's calls. Where there
/// is no room for three lanes, all stand below each other.
final class Ladder {
    private static final int TIME = 9;
    private static final int LEAST_PACKETS = 25;
    private static final int MOST_BARS = 3;
    private static final int INDENT = 2;

    private final Timeline timeline;
    private final Ink ink;
    private final Letters letters;
    private final boolean unicode;
    private final boolean single;
    /// Whether a packet is seen once only, so that nothing tells how long it took.
    private final boolean once;
    private final boolean severalStreams;
    private final int middle;
    private final int lane;
    private final Appendable out;
    /// Calls that are in the kernel, a place each.
    private final Map<Side, int[]> lasting = new EnumMap<>(Side.class);
    /// The latest state of each side of each connection.
    private final Map<String, String> states = new HashMap<>();

    /// @param width columns of the terminal
    Ladder(Timeline timeline, Letters letters, Ink ink, int width, Appendable out) {
        this.timeline = timeline;
        this.letters = letters;
        this.ink = ink;
        this.out = out;
        unicode = ink.glyphs() == Glyphs.UNICODE;
        single = width < TextView.NARROW;
        once = timeline.recording().origin().place() == Origin.Place.LOOPBACK;
        severalStreams = timeline.packets().stream().anyMatch(p -> p.segment() != null && p.segment().stream() > 0);
        int rest = width - TIME - 3;
        middle = single ? width - TIME - 1 : Math.max(LEAST_PACKETS, rest * 3 / 10);
        lane = single ? width - TIME - 1 : (rest - middle) / 2;
        for (Side side : Side.values())
            lasting.put(side, new int[concurrent(side)]);
    }

    /// How many calls of a side last at once, as far as they are shown.
    private int concurrent(Side side) {
        int now = 0;
        int most = 1;
        for (Moments moment : Moments.of(timeline)) {
            if (moment instanceof Moments.Enters e && !e.whole() && e.step().made().side() == side) now++;
            if (moment instanceof Moments.Returns r && r.step().made().side() == side) now--;
            most = Math.max(most, now);
        }
        return Math.min(most, MOST_BARS);
    }

    void write() throws IOException {
        if (!single) row("", head("client calls"), head("packets"), head("server calls"));
        for (Moments moment : Moments.of(timeline))
            switch (moment) {
                case Moments.Enters e -> enters(e);
                case Moments.Returns r -> returns(r);
                case Moments.Leaves l -> leaves(l);
                case Moments.Arrives a -> arrives(a);
                case Moments.Said s -> said(s);
            }
    }

    private static Words head(String text) {
        return new Words().text(text, Ink.BOLD);
    }

    private static Words nothing() {
        return new Words();
    }

    private String time(long at) {
        return Spans.moment(at - timeline.start());
    }

    private void enters(Moments.Enters e) throws IOException {
        Step step = e.step();
        var words = new Words().text(step.number() + " " + Brief.call(step.made().call()));
        letters.of(step.number(), Math.max(0, step.made().call().result()), words);
        if (e.whole()) result(step, words.text("="));
        Side side = step.made().side();
        int place = e.whole() ? -1 : take(side, step.number());
        callRow(e.time(), side, words, place, e.whole() ? point() : corner('\u250c'));
    }

    private void returns(Moments.Returns r) throws IOException {
        Step step = r.step();
        Side side = step.made().side();
        var words = new Words().text(step.number() + " " + Brief.clean(step.made().call().name()) + " =");
        result(step, words);
        int place = place(side, step.number());
        callRow(r.time(), side, words, place, corner('\u2514'));
        if (place >= 0) places(side)[place] = 0;
    }

    private void result(Step step, Words words) {
        words.text(Brief.result(step.made().call()), step.made().call().result() < 0 ? Ink.RED : 0);
        letters.in(letters.takenBy(step.number()), words);
        Call call = step.made().call();
        int fd = Act.of(call.name()).opens() ? call.result() : call.fd();
        String who = step.made().side() + " fd " + step.made().process() + " " + fd;
        if (!step.state().isEmpty() && !step.state().equals(states.put(who, step.state())))
            words.word(step.state(), Ink.BOLD);
        if (step.releasedBy() != 0)
            words.text(unicode ? "\u2190 packet " + step.releasedBy() : "<- packet " + step.releasedBy(), Ink.DIM);
    }

    private String corner(char corner) {
        return unicode ? String.valueOf(corner) : "+";
    }

    private String point() {
        return unicode ? "\u2022" : "*";
    }

    private int[] places(Side side) {
        return lasting.getOrDefault(side, new int[0]);
    }

    private int take(Side side, int step) {
        int place = place(side, 0);
        if (place >= 0) places(side)[place] = step;
        return place;
    }

    private int place(Side side, int step) {
        int[] all = places(side);
        for (int i = 0; i < all.length; i++)
            if (all[i] == step) return i;
        return -1;
    }

    /// The marks of a lane's calls that last, with one of this row.
    private String marks(Side side, int place, String mark, boolean first) {
        var text = new StringBuilder();
        int[] all = places(side);
        for (int i = 0; i < all.length; i++)
            text.append(i == place && (first || mark.equals(corner('\u2514')))
                    ? first ? mark : " "
                    : all[i] != 0 ? unicode ? "\u2502" : "|" : " ");
        if (place < 0 && first && !mark.isEmpty()) {
            int free = text.indexOf(" ");
            if (free >= 0) text.replace(free, free + 1, mark);
        }
        return text.append(' ').toString();
    }

    private void callRow(long time, Side side, Words words, int place, String mark) throws IOException {
        rows(time(time), side == Side.CLIENT ? words : nothing(), nothing(), side == Side.SERVER ? words : nothing(),
                side, place, mark);
    }

    private void leaves(Moments.Leaves l) throws IOException {
        Packet p = l.packet();
        Words words = label(p);
        words.text(p.cause() == 0 ? "kernel: " + p.why() : "call " + p.cause() + ": " + p.why(), Ink.DIM);
        String end = p.lost() ? "lost" : l.whole() ? took(p) : "";
        packetRow(l.time(), p, arrow(p, p.lost(), !l.whole(), end), words, l.whole());
    }

    private String took(Packet p) {
        return once ? "" : "+" + Spans.of(p.arrived() - p.left());
    }

    private void arrives(Moments.Arrives a) throws IOException {
        Packet p = a.packet();
        packetRow(a.time(), p, arrow(p, false, false, took(p)), nothing(), true);
    }

    /// What a packet is, in words.
    private Words label(Packet p) {
        var words = new Words();
        Packet.Segment segment = p.segment();
        if (segment == null) {
            words.text(Brief.clean(p.summary()));
        } else {
            if (severalStreams) words.text("stream " + segment.stream());
            words.text("Seq=" + segment.seq());
            if (segment.flags().contains("ACK")) words.text("Ack=" + segment.ack());
            if (segment.length() > 0) words.text("Len=" + segment.length());
        }
        letters.in(p.parts(), words);
        return words;
    }

    /// `4 SYN ----> +19 us`; to the left where it goes there.
    private Words arrow(Packet p, boolean lost, boolean open, String end) {
        String what = Integer.toString(p.number());
        if (p.segment() != null) what += " " + String.join(",", p.segment().flags());
        else
            what += " " + p.protocol();
        String line = unicode ? "\u2500" : "-";
        boolean right = p.from() == Side.CLIENT;
        String head = lost
                ? unicode ? "\u2717" : "x"
                : open ? "" : right ? unicode ? "\u25b6" : ">" : unicode ? "\u25c0" : "<";
        int used = Ink.cells(what) + 2 + head.length() + (end.isEmpty() ? 0 : end.length() + 1);
        String shaft = line.repeat(Math.max(2, middle - used));
        int color = lost ? Ink.RED : 0;
        String text;
        if (single || right) text = what + " " + shaft + head + (end.isEmpty() ? "" : " " + end);
        else
            text = (end.isEmpty() ? "" : end + " ") + head + shaft + " " + what;
        if (single) text = p.from() + " " + (unicode ? "\u2192 " : "> ") + what + (end.isEmpty() ? "" : " " + end);
        return new Words().word(text, color);
    }

    private void packetRow(long time, Packet p, Words arrow, Words label, boolean done) throws IOException {
        var client = nothing();
        var server = nothing();
        Packet.Segment segment = p.segment();
        if (segment != null && done) {
            state(segment, Side.CLIENT, segment.clientState(), client);
            state(segment, Side.SERVER, segment.serverState(), server);
        }
        rows(time(time), client, arrow, server, null, -1, "");
        if (!label.isEmpty()) rows("", nothing(), label, nothing(), null, -1, "");
    }

    /// Tells a state once.
    private void state(Packet.Segment segment, Side side, String state, Words out) {
        String before = states.put(side + " " + segment.stream(), state);
        if (state.equals(before) || before == null && state.equals("CLOSED")) return;
        if (single) out.text(side.toString());
        out.word(state, Ink.BOLD);
        if (severalStreams) out.text("(stream " + segment.stream() + ")", Ink.DIM);
    }

    private void said(Moments.Said s) throws IOException {
        Side side = s.note().side();
        var words = new Words().text(Brief.printable(s.note().text()), Ink.DIM);
        rows(time(s.time()), side == Side.CLIENT ? words : nothing(), side == null ? words : nothing(),
                side == Side.SERVER ? words : nothing(), null, -1, "");
    }

    /// One row of all lanes, of as many lines as it takes.
    private void rows(String time, Words client, Words packet, Words server,
            @Nullable Side side, int place, String mark) throws IOException {
        if (single) {
            singleRow(time, client, packet, server, side);
            return;
        }
        List<String> left = client.lines(lane - width(Side.CLIENT), INDENT, ink);
        List<String> between = packet.lines(middle, INDENT, ink);
        List<String> right = server.lines(lane - width(Side.SERVER), INDENT, ink);
        int lines = Math.max(1, Math.max(left.size(), Math.max(between.size(), right.size())));
        for (int i = 0; i < lines; i++) {
            String line = ink.sgr(Ink.DIM, String.format(Locale.ROOT, "%" + TIME + "s", i == 0 ? time : "")) + " "
                    + marks(Side.CLIENT, side == Side.CLIENT ? place : -1, side == Side.CLIENT ? mark : "", i == 0)
                    + at(left, i, lane - width(Side.CLIENT)) + " " + at(between, i, middle) + " "
                    + marks(Side.SERVER, side == Side.SERVER ? place : -1, side == Side.SERVER ? mark : "", i == 0)
                    + at(right, i, lane - width(Side.SERVER));
            out.append(line.stripTrailing()).append('\n');
        }
    }

    private int width(Side side) {
        return places(side).length + 1;
    }

    private static String at(List<String> lines, int i, int width) {
        return i < lines.size() ? lines.get(i) : " ".repeat(width);
    }

    private void singleRow(String time, Words client, Words packet, Words server,
            @Nullable Side side) throws IOException {
        String first = time;
        for (Words words : List.of(packet, client, server)) {
            if (words.isEmpty()) continue;
            Words all = side == null ? words : new Words().text(side + ":").and(words);
            for (String line : all.lines(lane, INDENT, ink)) {
                out.append((ink.sgr(Ink.DIM, String.format(Locale.ROOT, "%" + TIME + "s", first)) + " " + line)
                        .stripTrailing()).append('\n');
                first = "";
            }
        }
    }

    private void row(String time, Words client, Words packet, Words server) throws IOException {
        rows(time, client, packet, server, null, -1, "");
    }
}
