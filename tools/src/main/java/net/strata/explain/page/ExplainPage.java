package net.strata.explain.page;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.strata.explain.Anatomy;
import net.strata.explain.story.Story;
import net.strata.page.Markup;
import net.strata.page.Resources;
import net.strata.page.Shell;
import net.strata.stats.Units;

/// Packets as a page of HTML in one file: a list to choose from, ladders of their conversations, and each packet as layers,
/// bytes, diagrams and words, which are linked.
public final class ExplainPage {
    /// Packets of a page.
    public static final int MOST = 200;
    /// Characters of a page, about: packets behind them are left out.
    private static final int MOST_TEXT = 24 << 20;
    private static final String[][] KEYS = {{"j, k", "the next packet, the one before"},
            {"Arrow keys", "in the list: packets; in a packet: fields"}, {"Home, End", "the first, the last"},
            {"Enter", "in the list: goes into the packet; on a field: holds it, or lets it go"},
            {"Tab", "list, ladders, bytes, layers, diagrams and words in turn"},
            {"Escape", "lets a held field go; then back to the list"}, {"?", "this help"}};

    private final List<Anatomy> packets;
    private final String title;
    private final boolean more;
    private final List<Story> stories;
    private final Markup out = new Markup();

    private ExplainPage(List<Anatomy> packets, String title, boolean more, List<Story> stories) {
        this.packets = packets.subList(0, Math.min(MOST, packets.size()));
        this.title = title;
        this.more = more || packets.size() > MOST;
        this.stories = stories;
    }

    /// Writes the page.
    ///
    /// @param packets the first [#MOST] are shown
    /// @param title where they are from
    /// @param more whether there are more packets than these
    /// @param stories the conversations that packets belong to, as [Stories] gathers them; may be empty
    public static void write(List<Anatomy> packets, String title, boolean more, List<Story> stories, OutputStream out)
            throws IOException {
        new ExplainPage(packets, title, more, stories).write(out);
    }

    private void write(OutputStream to) throws IOException {
        var articles = new Markup();
        List<Anatomy> shown = new ArrayList<>();
        for (Anatomy each : packets) {
            if (articles.length() > MOST_TEXT) break;
            new Article(each, articles).write();
            shown.add(each);
        }
        out.open("main").line();
        header(shown.size());
        out.open("div", "class", "overview").line();
        new PacketList(shown, out).write();
        Set<Long> numbers = shown.stream().map(Anatomy::number).collect(Collectors.toSet());
        new Ladders(stories, numbers, out).write();
        out.close().line().add(articles).close().line();
        here();
        keys();
        new Shell(title + ": packets explained",
                List.of(Resources.text(ExplainPage.class, "explain.css"), Columns.style()),
                Resources.text(ExplainPage.class, "explain.js")).write(out, to);
    }

    private void header(int shown) {
        out.open("header").line().element("h1", title).line();
        String which = more || shown < packets.size()
                ? "The first " + Units.count(shown, "packet") + " of those chosen. "
                : Units.count(shown, "packet") + ". ";
        out.open("p").text(which).element("span", "Point at a byte, a field, a word or a layer, and all that belongs to"
                + " it is marked. A click holds it.", "class", "scripted").close().line();
        out.open("p", "class", "scripted controls")
                .element("button", "Keys (?)", "type", "button", "id", "help", "aria-haspopup", "dialog");
        out.open("label").empty("input", "type", "checkbox", "id", "all").text(" print all packets").close();
        out.close().line();
        out.open("noscript").element("p", "Without scripts nothing is marked; all packets stand below each other.")
                .close().line().close().line();
    }

    /// What is pointed at, in words and bits.
    private void here() {
        out.open("aside", "id", "here", "class", "scripted", "aria-label", "What is marked")
                .element("p", "", "id", "bits", "aria-hidden", "true")
                .open("p", "id", "says", "aria-live", "polite").close().close().line();
    }

    private void keys() {
        out.open("dialog", "id", "keys", "aria-label", "Keys").element("h2", "Keys").open("dl");
        for (String[] each : KEYS)
            out.open("div").element("dt", each[0]).element("dd", each[1]).close();
        out.close().open("form", "method", "dialog").element("button", "Close").close().close().line();
    }
}
