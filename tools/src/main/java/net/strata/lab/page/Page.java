package net.strata.lab.page;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.strata.lab.ClockOffset;
import net.strata.lab.Impairment;
import net.strata.lab.Recording;
import net.strata.lab.Origin;
import net.strata.lab.Side;
import net.strata.lab.Step;
import net.strata.lab.Spans;
import net.strata.lab.Timeline;
import net.strata.page.Markup;
import net.strata.page.Resources;
import net.strata.page.Shell;
import net.strata.stats.Units;

/// A session as a page of HTML in one file: three lanes to step through, and all about each step.
public final class Page {
    private static final long SECOND = 1_000_000_000;

    private final Timeline timeline;
    private final Origin origin;
    private final Scene scene;
    private final Markup out = new Markup();

    private Page(Timeline timeline) {
        this.timeline = timeline;
        origin = timeline.recording().origin();
        scene = new Scene(timeline);
    }

    /// Writes the page.
    public static void write(Timeline timeline, OutputStream out) throws IOException {
        new Page(timeline).write(out);
    }

    private void write(OutputStream to) throws IOException {
        var runs = new Runs(timeline);
        var links = new Links(timeline);
        out.open("main").line();
        header();
        out.open("div", "class", "stage").line();
        out.open("section", "class", "lanes", "aria-label", "Time runs down").line();
        heads();
        String places = new Lanes(timeline, scene, runs, links, out).write();
        leftOut();
        out.close().line();
        panel();
        new Details(timeline, scene, runs, links, out).write();
        out.close().line().close().line();
        roles();
        notes();
        facts();
        out.close();
        new Shell(origin.name() + ": calls and packets", List.of(Resources.text(Page.class, "page.css"), places),
                Resources.text(Page.class, "page.js")).write(out, to);
    }

    private void header() {
        out.open("header").line().element("h1", origin.name()).line();
        long lost = timeline.packets().stream().filter(each -> each.lost()).count();
        String clocks = timeline.packets().isEmpty()
                ? ""
                : " The clocks of calls and packets agree to ± " + Spans.of(timeline.recording().clock().error())
                        + ".";
        out.element("p",
                Units.count(timeline.steps().size(), "call") + " and "
                        + Units.count(timeline.packets().size(), "packet")
                        + (lost > 0 ? ", of which " + lost + " lost" : "") + ", in "
                        + Spans.of(timeline.end() - timeline.start()) + "." + clocks)
                .line();
        for (String each : timeline.faults())
            out.element("p", "Out of order: " + each, "class", "fault", "role", "alert").line();
        out.close().line();
    }

    /// What the lanes are.
    private void heads() {
        out.open("div", "class", "heads").line().element("span", "ms", "class", "axis", "title",
                "since the first call");
        head(Side.CLIENT, origin.clientAddresses());
        out.open("div", "class", "packets").element("h2", "Packets").element("small", "left to right: from the client")
                .close().line();
        head(Side.SERVER, origin.serverAddresses());
        out.close().line();
    }

    private void head(Side side, List<String> addresses) {
        out.open("div", "class", side.toString()).element("h2", side == Side.CLIENT ? "Client" : "Server")
                .element("small", String.join(", ", addresses)).close().line();
    }

    private void leftOut() {
        if (scene.leftOut == 0) return;
        out.element("p", "The first " + scene.stops.size() + " calls and packets are shown; " + scene.leftOut
                + " more are in the recording.", "class", "left-out").line();
    }

    private void panel() {
        out.open("aside", "class", "panel", "aria-label", "Step by step").line();
        out.open("div", "class", "controls", "role", "group", "aria-label", "Steps").line();
        button("first", "|◀", "First", "Home");
        button("back", "◀", "Back", "Left");
        button("next", "▶", "Next", "Right");
        button("last", "▶|", "Last", "End");
        out.element("span", "", "id", "place", "class", "place");
        out.open("label", "class", "scale").empty("input", "type", "checkbox", "id", "scale").text(" true scale")
                .close();
        out.close().line();
        out.element("p", "Step through with the arrow keys.", "id", "story", "class", "story", "aria-live", "polite")
                .line();
    }

    private void button(String id, String sign, String name, String key) {
        out.open("button", "type", "button", "id", id, "title", name + " (" + key + ")", "aria-label", name)
                .element("span", sign, "aria-hidden", "true").close().line();
    }

    /// The steps of the textbook, and what each did here.
    private void roles() {
        Map<String, List<Step>> byRole = new LinkedHashMap<>();
        for (Side side : List.of(Side.SERVER, Side.CLIENT))
            timeline.steps().stream().filter(each -> !each.role().isEmpty() && each.made().side() == side)
                    .sorted((a, b) -> a.role().compareTo(b.role()))
                    .forEach(each -> byRole.computeIfAbsent(each.role(), k -> new ArrayList<>()).add(each));
        if (byRole.isEmpty()) return;
        out.open("section", "class", "roles").line().element("h2", "What each step caused").line().open("table").line()
                .open("thead").open("tr").element("th", "Step", "scope", "col").element("th", "Calls", "scope", "col")
                .element("th", "Packets that it sent", "scope", "col").close().close().line().open("tbody").line();
        byRole.forEach((role, steps) -> {
            out.open("tr").element("th", role, "scope", "row").open("td");
            refer(steps.stream().map(Step::number).toList(), true);
            out.close().open("td");
            List<Integer> caused = steps.stream().flatMap(each -> each.caused().stream()).distinct().toList();
            if (caused.isEmpty()) out.text("none");
            refer(caused, false);
            out.close().close().line();
        });
        out.close().close().line().close().line();
    }

    private void refer(List<Integer> numbers, boolean calls) {
        int most = 24;
        for (int i = 0; i < Math.min(most, numbers.size()); i++) {
            if (i > 0) out.text(", ");
            int number = numbers.get(i);
            out.element("a", Integer.toString(number), "href",
                    "#d-" + (calls ? Stop.callId(number) : Stop.packetId(number)));
        }
        if (numbers.size() > most) out.text(" and " + (numbers.size() - most) + " more");
    }

    private void notes() {
        List<Recording.Note> notes = timeline.recording().notes();
        if (notes.isEmpty()) return;
        out.open("section").line().element("h2", "Notes").line().open("ul").line();
        for (Recording.Note each : notes.subList(0, Math.min(notes.size(), Scene.MOST)))
            out.element("li", Spans.moment(each.time() - timeline.start()) + " ms, "
                    + (each.side() == null ? "the lab" : each.side()) + ": " + each.text()).line();
        out.close().line().close().line();
    }

    private void facts() {
        ClockOffset clock = timeline.recording().clock();
        Impairment harm = origin.impairment();
        out.open("footer").line().element("h2", "How it was recorded").line().open("dl").line();
        fact("Where", origin.place() == Origin.Place.NAMESPACES
                ? "each program in a network namespace of its own, joined by a veth pair"
                : "both programs on the loopback interface of one machine");
        fact("System", origin.system());
        fact("Began", Instant.ofEpochSecond(origin.began() / SECOND, origin.began() % SECOND).toString());
        if (!harm.none())
            fact("On the way", Spans.percent(harm.loss()) + " lost, " + Spans.of(harm.delay()) + " delay, "
                    + Spans.percent(harm.reorder()) + " out of order, seed " + harm.seed());
        fact("Clocks", "calls are timed by the programs' clock, packets by the kernel's, which is " + clock.offset()
                + " ns ahead, give or take " + Spans.of(clock.error())
                + ". Packets and calls that are nearer than that are shown in the order of cause and effect.");
        fact("Axis", "the order of events, with pauses named; “true scale” shows the distances as they were");
        out.close().line().close().line();
    }

    private void fact(String name, String text) {
        out.open("div").element("dt", name).element("dd", text).close().line();
    }
}
