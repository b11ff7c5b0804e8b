package net.strata.lab.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.strata.lab.Brief;
import net.strata.lab.Packet;
import net.strata.lab.Says;
import net.strata.lab.Origin;
import net.strata.lab.Side;
import net.strata.lab.Spans;
import net.strata.lab.Timeline;
import net.strata.os.Call;
import net.strata.page.Markup;
import net.strata.page.Resources;

/// A session as one picture in SVG 1.1 (https://www.w3.org/TR/SVG11/): the lanes of the page, for a document.
public final class Picture {
    private static final int AXIS = 72;
    private static final int LANE = 310;
    private static final int LEFT = AXIS + LANE;
    private static final int RIGHT = LEFT + LANE;
    private static final int WIDTH = RIGHT + LANE + 12;
    private static final int HEAD = 70;
    private static final int FOOT = 34;
    private static final int BAR = 8;
    private static final int COLUMN = 11;
    /// Widths of a letter of code, and of other words, which are no wider than this on the average.
    private static final double CODE = 6.7;
    private static final double LETTER = 6.6;
    private static final double SMALL = 7.5;

    private final Timeline timeline;
    private final Scene scene;
    private final Runs runs;
    private final Markup out = new Markup();

    private Picture(Timeline timeline) {
        this.timeline = timeline;
        scene = new Scene(timeline);
        runs = new Runs(timeline);
    }

    /// Writes the picture.
    public static void write(Timeline timeline, OutputStream out) throws IOException {
        out.write(new Picture(timeline).draw().getBytes(UTF_8));
    }

    private String draw() {
        int height = HEAD + scene.height() + FOOT;
        out.open("svg", "xmlns", "http://www.w3.org/2000/svg", "width", Integer.toString(WIDTH), "height",
                Integer.toString(height), "viewBox", "0 0 " + WIDTH + " " + height, "role", "img", "aria-labelledby",
                "title desc").line();
        Origin origin = timeline.recording().origin();
        out.element("title", origin.name() + ": calls and packets", "id", "title").line();
        out.element("desc", description(), "id", "desc").line();
        out.element("style", Resources.text(Picture.class, "picture.css")).line();
        rect("ground", 0, 0, WIDTH, height);
        rect("lane", AXIS, HEAD, LANE, scene.height());
        rect("lane", RIGHT, HEAD, LANE, scene.height());
        line("border", LEFT, HEAD, LEFT, HEAD + scene.height());
        line("border", RIGHT, HEAD, RIGHT, HEAD + scene.height());
        words("title", 12, 22, origin.name());
        words("soft end", AXIS - 10, HEAD - 10, "ms");
        head("client", AXIS + LANE / 2, "Client", origin.clientAddresses());
        head("", LEFT + LANE / 2, "Packets", List.of());
        head("server", RIGHT + LANE / 2, "Server", origin.serverAddresses());
        for (Scene.Tick each : scene.ticks)
            words("soft end", AXIS - 10, HEAD + each.y() + 4, Spans.moment(each.time() - timeline.start()));
        for (Scene.Flight each : scene.flights)
            flight(each);
        for (Scene.Bar each : scene.bars)
            bar(each);
        for (Scene.Mark each : scene.marks)
            state(each.side(), HEAD + each.y(), each.state(), 0);
        for (Scene.Pause each : scene.pauses)
            pause(each);
        if (timeline.packets().isEmpty()) nothing();
        words("soft", 12, height - 12, (scene.leftOut > 0 ? scene.leftOut + " more are not shown. " : "")
                + "Calls and packets agree to ± " + Spans.of(timeline.recording().clock().error())
                + ". The axis has the order of events, not their distances.");
        return out.close().line().toString();
    }

    /// All of it in words.
    private String description() {
        return scene.stops.stream().map(Why::story).collect(Collectors.joining("\n"));
    }

    private void head(String style, int middle, String name, List<String> addresses) {
        words("head middle " + style, middle, HEAD - 24, name);
        words("soft middle", middle, HEAD - 9, shortened(String.join(", ", addresses), LANE / SMALL));
    }

    private void flight(Scene.Flight flight) {
        Packet packet = flight.packet();
        boolean right = packet.from() == Side.CLIENT;
        int from = right ? LEFT : RIGHT;
        int to = right ? RIGHT : LEFT;
        if (packet.lost()) to = from + (to - from) * 34 / 100;
        boolean again = packet.segment() != null && packet.segment().again();
        int top = HEAD + flight.top();
        int bottom = HEAD + flight.bottom();
        out.open("g", "class", "packet" + (packet.lost() ? " lost" : "") + (again ? " again" : ""), "id",
                Stop.packetId(packet.number())).line();
        line("way", from, top, to, bottom);
        String sign = packet.lost() ? "m-5 -5l10 10m-10 0l10 -10" : right ? "l-10 -5v10z" : "l10 -5v10z";
        out.empty("path", "class", "sign", "d", "M" + to + " " + bottom + sign).line();
        List<Runs.Run> parts = runs.of(packet);
        String what = packet.number() + "  " + Words.kind(packet);
        String rest = packet.lost() ? " lost" : again ? " again" : "";
        double chips = parts.stream().mapToDouble(Picture::width).sum();
        double width = what.length() * SMALL + chips + rest.length() * SMALL;
        String why = shortened(packet.why(), (packet.lost() ? LANE * 0.6 : LANE - 24) / LETTER);
        double middle = packet.lost()
                ? right ? RIGHT - LANE * 0.31 : LEFT + LANE * 0.31
                : LEFT + LANE / 2.0;
        double x = middle - width / 2;
        int y = HEAD + flight.middle();
        rect("behind", x - 3, y - 20, width + 6, 15);
        words("what", x, y - 8, what);
        x += what.length() * SMALL;
        for (Runs.Run each : parts) {
            chip(each, x, y - 19);
            x += width(each);
        }
        words("gone", x + 2, y - 8, rest);
        rect("behind", middle - why.length() * LETTER / 2, y + 5, why.length() * LETTER, 14);
        words("soft middle", middle, y + 16, why);
        out.close().line();
    }

    private void bar(Scene.Bar bar) {
        Call call = bar.step().made().call();
        boolean client = bar.step().made().side() == Side.CLIENT;
        int top = HEAD + bar.top();
        int bottom = HEAD + bar.bottom();
        int away = 4 + bar.column() * COLUMN;
        out.open("g", "class", bar.step().made().side() + (call.result() < 0 ? " failed" : ""), "id",
                Stop.callId(bar.step().number())).line();
        rect("bar", client ? LEFT - away - BAR : RIGHT + away, top - 6, BAR, bottom - top + 12);
        double room = LANE - edge() - 6;
        String anchor = client ? " end" : "";
        double x = client ? LEFT - edge() : RIGHT + edge();
        words("code" + anchor, x, top + 4,
                shortened(bar.step().number() + " " + Brief.call(call), room / CODE));
        List<Runs.Run> all = runs.of(bar.step());
        double chips = all.stream().mapToDouble(Picture::width).sum();
        double right = bar.state().isEmpty() ? 0 : stateWidth(bar.state()) + 4;
        String result = shortened((bar.again() ? call.name() + " " : "") + Words.result(call),
                (room - chips - right) / CODE);
        if (client) x -= chips + right;
        words("code result" + anchor, x, bottom + 4, result);
        x += client ? 4 : result.length() * CODE + 4;
        for (Runs.Run each : all) {
            chip(each, x, bottom - 7);
            x += width(each);
        }
        if (!bar.state().isEmpty())
            state(bar.step().made().side(), bottom, bar.state(), client ? 0 : x - RIGHT - edge());
        out.close().line();
    }

    private int edge() {
        return 8 + scene.columns * COLUMN;
    }

    private static double width(Runs.Run run) {
        return (run.letter().length() + 1 + Integer.toString(run.length()).length()) * CODE + 10;
    }

    private void chip(Runs.Run run, double x, int y) {
        rect("run " + Runs.style(run), x, y, width(run) - 3, 14);
        words("bytes", x + 4, y + 11, run.letter() + " " + run.length());
    }

    private static double stateWidth(String state) {
        return state.length() * SMALL + 8;
    }

    /// @param along how far from the place of words
    private void state(Side side, int y, String state, double along) {
        double width = stateWidth(state);
        double x = side == Side.CLIENT ? LEFT - edge() - width : RIGHT + edge() + along;
        out.empty("rect", "class", "state", "x", number(x), "y", number(y - 8), "width", number(width), "height", "16",
                "rx", "8").line();
        words("small middle", x + width / 2, y + 4, state);
    }

    private void pause(Scene.Pause pause) {
        int y = HEAD + pause.top() + Scene.PAUSE / 2;
        String text = Spans.of(pause.nanos()) + " pass";
        double width = text.length() * LETTER + 16;
        line("pause", 8, y, WIDTH - 12, y);
        out.empty("rect", "class", "state", "x", number(LEFT + (LANE - width) / 2), "y", number(y - 9), "width",
                number(width), "height", "18", "rx", "9").line();
        words("middle", LEFT + LANE / 2.0, y + 4, text);
    }

    private void nothing() {
        int y = HEAD + 30;
        var text = new StringBuilder();
        for (String word : Says.noPackets(timeline).split(" ", -1)) {
            if ((text.length() + word.length()) * LETTER > LANE - 30) {
                words("soft", LEFT + 14, y, text.toString());
                text.setLength(0);
                y += 16;
            }
            text.append(word).append(' ');
        }
        words("soft", LEFT + 14, y, text.toString());
    }

    private static String shortened(String text, double letters) {
        int most = Math.max(1, (int) letters);
        int count = text.codePointCount(0, text.length());
        return count <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    private void words(String style, double x, double y, String text) {
        if (!text.isEmpty())
            out.element("text", text, "class", style, "x", number(x), "y", number(y)).line();
    }

    private void rect(String style, double x, double y, double width, double height) {
        out.empty("rect", "class", style, "x", number(x), "y", number(y), "width", number(width), "height",
                number(height)).line();
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        out.empty("line", "class", style, "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2))
                .line();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }
}
