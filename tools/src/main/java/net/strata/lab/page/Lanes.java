package net.strata.lab.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.lab.Brief;
import net.strata.lab.Packet;
import net.strata.lab.Says;
import net.strata.lab.Side;
import net.strata.lab.Spans;
import net.strata.lab.Timeline;
import net.strata.os.Call;
import net.strata.page.Markup;

/// The three lanes of the page: a list of calls and packets in the order of time, which the style sheet puts into place.
final class Lanes {
    /// Heights in the axis that is true to scale.
    private static final int TRUE_HEIGHT = 900;
    private static final int TRUE_TICKS = 12;
    private static final int[] ROUND = {1, 2, 5};

    private final Timeline timeline;
    private final Scene scene;
    private final Runs runs;
    private final Links links;
    private final Markup out;
    private final StringBuilder places = new StringBuilder();
    private final Map<String, Scene.Bar> bars = new HashMap<>();
    private final Map<String, Scene.Flight> flights = new HashMap<>();

    Lanes(Timeline timeline, Scene scene, Runs runs, Links links, Markup out) {
        this.timeline = timeline;
        this.scene = scene;
        this.runs = runs;
        this.links = links;
        this.out = out;
        for (Scene.Bar each : scene.bars)
            bars.put(Stop.callId(each.step().number()), each);
        for (Scene.Flight each : scene.flights)
            flights.put(Stop.packetId(each.packet().number()), each);
    }

    /// Writes the lanes.
    ///
    /// @return the style sheet that says where everything stands
    String write() {
        place(".scene", 0, scene.height());
        place(".real .scene", 0, TRUE_HEIGHT + 2 * Scene.ROW);
        out.open("div", "class", "scene k" + scene.columns).line();
        for (String lane : List.of("client", "packets", "server"))
            out.element("div", "", "class", "ground " + lane, "aria-hidden", "true").line();
        for (int i = 0; i < scene.ticks.size(); i++) {
            Scene.Tick each = scene.ticks.get(i);
            out.element("span", Spans.moment(each.time() - timeline.start()), "class", "tick", "id", "t" + i,
                    "aria-hidden", "true").line();
            place("#t" + i, each.y(), 0);
        }
        trueTicks();
        for (int i = 0; i < scene.pauses.size(); i++) {
            Scene.Pause each = scene.pauses.get(i);
            out.open("div", "class", "pause", "id", "g" + i, "aria-hidden", "true")
                    .element("span", Spans.of(each.nanos()) + " pass").close().line();
            place("#g" + i, each.top(), Scene.PAUSE);
        }
        for (int i = 0; i < scene.marks.size(); i++) {
            Scene.Mark each = scene.marks.get(i);
            out.open("div", "class", "mark " + each.side(), "id", "m" + i, "aria-hidden", "true")
                    .element("span", each.state(), "class", "state").close().line();
            place("#m" + i, each.y(), 0);
        }
        out.open("ol", "id", "stops", "role", "listbox", "aria-label", "Calls and packets, in the order of time")
                .line();
        for (Stop each : scene.stops) {
            switch (each) {
                case Stop.OfCall call -> call(call);
                case Stop.OfPacket packet -> packet(packet);
            }
        }
        out.close().line();
        if (timeline.packets().isEmpty()) nothing();
        out.close().line();
        return places.toString();
    }

    /// Round times in the axis that is true to scale.
    private void trueTicks() {
        long whole = Math.max(1, timeline.end() - timeline.start());
        long step = 1;
        for (int i = 0; whole / step > TRUE_TICKS; i++)
            step = step / ROUND[i % ROUND.length] * ROUND[(i + 1) % ROUND.length] * (i % ROUND.length == 2 ? 10 : 1);
        for (long time = 0; time <= whole; time += step) {
            String id = "u" + time / step;
            out.element("span", Spans.moment(time), "class", "tick true", "id", id, "aria-hidden", "true").line();
            place("#" + id, Scene.ROW + real(timeline.start() + time), 0);
        }
    }

    private void call(Stop.OfCall stop) {
        Scene.Bar bar = bars.get(stop.id());
        if (bar == null) return;
        Call call = stop.step().made().call();
        String brief = Brief.call(call);
        int name = Math.max(0, brief.indexOf('('));
        long start = call.enter() - timeline.start();
        place("#" + stop.id(), bar.top(), bar.bottom() - bar.top());
        real(stop.id(), call.enter(), call.exit());
        option(stop, "call " + stop.side() + " k" + bar.column() + (call.result() < 0 ? " failed" : ""));
        out.element("span", "Call " + stop.step().number() + " of the " + stop.side() + " at " + Spans.moment(start)
                + " ms, for " + Spans.of(call.exit() - call.enter()) + ": ", "class", "sr");
        out.element("i", "", "class", "bar");
        out.open("span", "class", "words enter").element("b", Integer.toString(stop.step().number()), "class", "number")
                .open("span", "class", "code").element("b", brief.substring(0, name)).text(brief.substring(name))
                .close().close();
        out.open("span", "class", "words exit").open("span", "class", "code");
        if (bar.again()) out.element("b", call.name()).text(" ");
        out.text(Words.result(call)).close();
        for (Runs.Run each : runs.of(stop.step()))
            chip(each);
        if (!bar.state().isEmpty()) out.element("span", bar.state(), "class", "state");
        out.close().close().line();
    }

    private void packet(Stop.OfPacket stop) {
        Scene.Flight flight = flights.get(stop.id());
        if (flight == null) return;
        Packet packet = stop.packet();
        Packet.Segment segment = packet.segment();
        place("#" + stop.id(), flight.top(), flight.bottom() - flight.top());
        real(stop.id(), packet.left(), packet.lost() ? packet.left() : packet.arrived());
        boolean again = segment != null && segment.again();
        option(stop, "packet " + stop.side() + (packet.lost() ? " lost" : "") + (again ? " again" : ""));
        arrow(packet);
        out.element("span", "Packet " + packet.number() + " from " + stop.side() + " to " + stop.side().other() + " at "
                + Spans.moment(packet.left() - timeline.start()) + " ms: ", "class", "sr");
        out.open("span", "class", "words").open("span", "class", "what")
                .element("b", Integer.toString(packet.number()), "class", "number") //
                .element("span", Words.kind(packet), "class", "kind");
        for (Runs.Run each : runs.of(packet))
            chip(each);
        if (packet.lost()) out.element("b", "lost", "class", "gone");
        if (again) out.element("b", "again", "class", "gone");
        out.close().element("span", packet.why(), "class", "why").close().close().line();
    }

    private void option(Stop stop, String style) {
        boolean first = scene.stops.getFirst().equals(stop);
        out.open("li", "role", "option", "id", stop.id(), "class", style, "tabindex", first ? "0" : "-1",
                "aria-selected", "false", "data-with", links.with(stop));
    }

    private void chip(Runs.Run run) {
        out.open("span", "class", "run " + Runs.style(run)).element("b", run.letter())
                .element("span", " " + run.length(), "class", "size").close();
    }

    /// A line over the whole lane, whatever its width, and a head or a cross at its end.
    private void arrow(Packet packet) {
        boolean right = packet.from() == Side.CLIENT;
        String end = packet.lost() ? right ? "34%" : "66%" : right ? "100%" : "0%";
        String sign = packet.lost() ? "M-5 -5L5 5M-5 5L5 -5" : right ? "M0 0L-10 -5V5Z" : "M0 0L10 -5V5Z";
        out.open("svg", "aria-hidden", "true").empty("line", "x1", right ? "0%" : "100%", "y1", "0%", "x2", end, "y2",
                "100%").open("svg", "x", end, "y", "100%", "overflow", "visible").empty("path", "d", sign).close()
                .close();
    }

    /// Why there are no packets.
    private void nothing() {
        out.open("div", "class", "nothing").element("p", Says.noPackets(timeline)).close().line();
    }

    private void place(String what, int top, int height) {
        places.append(what).append("{top:").append(top).append("px;height:").append(height).append("px}\n");
    }

    private void real(String id, long from, long to) {
        int top = real(from);
        place(".real #" + id, Scene.ROW + top, Math.max(1, real(to) - top));
    }

    private int real(long time) {
        long whole = Math.max(1, timeline.end() - timeline.start());
        return Math.clamp(Math.round((double) (time - timeline.start()) / whole * TRUE_HEIGHT), 0, TRUE_HEIGHT);
    }
}
