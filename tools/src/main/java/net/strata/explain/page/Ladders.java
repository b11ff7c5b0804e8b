package net.strata.explain.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.strata.explain.story.Story;
import net.strata.explain.story.Story.Arrow;
import net.strata.frame.Batch;
import net.strata.page.Markup;
import net.strata.stats.Units;

/// Conversations as ladders: the hosts as columns, time down, an arrow a packet.
final class Ladders {
    private final List<Story> stories;
    private final Set<Long> shown;
    private final Markup out;

    /// @param shown numbers of the packets that are on the page
    Ladders(List<Story> stories, Set<Long> shown, Markup out) {
        this.stories = stories;
        this.shown = shown;
        this.out = out;
    }

    /// Seconds, to the microsecond.
    static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).setScale(6, RoundingMode.HALF_UP).toPlainString();
    }

    void write() {
        if (stories.isEmpty()) return;
        out.open("section", "class", "ladders", "aria-label", "Conversations").line();
        for (Story each : stories) {
            if (stories.getFirst().equals(each)) out.open("details", "open", "open");
            else
                out.open("details");
            out.open("summary").element("strong", each.name()).text(" " + each.title()).close().line();
            story(each);
            out.close().line();
        }
        out.close().line();
    }

    private void story(Story story) {
        for (String each : story.summary())
            out.element("p", each).line();
        int gaps = Math.max(1, story.hosts().size() - 1);
        if (gaps > Columns.MOST) {
            out.element("p", "It has too many hosts for a ladder.").line();
            return;
        }
        for (Story.Part part : story.parts()) {
            out.element("h4", part.heading()).line();
            for (String each : part.says())
                out.element("p", each).line();
            if (part.rows().isEmpty()) continue;
            hosts(story, gaps);
            out.open("ol", "class", "ladder").line();
            for (Story.Row each : part.rows())
                row(story, each, gaps);
            out.close().line();
        }
    }

    private void hosts(Story story, int gaps) {
        out.open("div", "class", "hosts n" + (gaps + 1));
        for (Story.Host each : story.hosts())
            out.open("span").element("b", each.role()).text(" " + each.address()).close();
        out.close().line();
    }

    private void row(Story story, Story.Row row, int gaps) {
        out.open("li");
        switch (row) {
            case Arrow a -> arrow(story, a, gaps);
            case Story.Deed d -> {
                call(d.call(), gaps);
                out.element("p", d.says());
            }
            case Story.Skip s -> out.element("p", Units.count(s.packets(), "packet") + " not shown.");
        }
        out.close().line();
    }

    private void arrow(Story story, Arrow arrow, int gaps) {
        out.open("div", "class", "rung n" + gaps);
        for (int i = 1; i < gaps; i++)
            out.element("i", "", "class", Columns.of(i, 1));
        boolean all = arrow.to() == Arrow.ALL;
        int to = all ? arrow.from() == gaps ? 0 : gaps : arrow.to();
        int left = Math.min(Math.min(arrow.from(), to), gaps - 1);
        String way = to == arrow.from() ? "still" : to > arrow.from() ? "right" : "left";
        String where = Columns.of(left, Math.max(1, Math.abs(to - arrow.from()))) + " arrow " + way;
        boolean linked = shown.contains(arrow.number());
        out.open(linked ? "a" : "span", "class", where, "href", linked ? "#p" + arrow.number() : "");
        out.element("span", Long.toString(arrow.number()), "class", "number").text(" ").element("b", arrow.label());
        if (!arrow.numbers().isEmpty()) out.text(" ").element("small", arrow.numbers());
        if (all && !arrow.numbers().startsWith("to ")) out.text(" to all");
        out.close().close();
        String marks = arrow.marks().stream().sorted().map(Story.Mark::words).collect(Collectors.joining(", "));
        out.open("p");
        if (arrow.time() != Batch.NO_TIME && story.start() != Batch.NO_TIME)
            out.element("small", seconds(arrow.time() - story.start()) + " s ");
        if (!marks.isEmpty()) out.element("em", marks, "class", "wrong").text(" ");
        out.text(arrow.says()).close();
        for (Story.Call each : arrow.calls())
            call(each, gaps);
    }

    private void call(Story.Call call, int gaps) {
        String side = call.host() > 0 && call.host() == gaps ? "call right" : "call";
        out.element("p", (call.implied() ? "\u00b7 " : "") + call.text(), "class", side);
    }
}
