package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.strata.explain.Anatomy;
import net.strata.explain.FirstFrame;
import net.strata.explain.Packets;
import net.strata.explain.Sheet;
import net.strata.explain.Style;
import net.strata.explain.View;
import net.strata.explain.page.ExplainPage;
import net.strata.explain.page.Stories;
import net.strata.explain.route.RouteView;
import net.strata.explain.story.Choice;
import net.strata.explain.story.Conversations;
import net.strata.explain.story.NoSuchConversation;
import net.strata.explain.story.Story;
import net.strata.explain.term.Glossary;
import net.strata.explain.term.Term;
import net.strata.explain.term.TermView;
import net.strata.explain.term.Terms;
import net.strata.file.Samples;
import net.strata.filter.Filter;
import net.strata.frame.FrameSource;
import net.strata.lab.Timeline;
import net.strata.lab.page.Page;
import net.strata.live.Ink;
import net.strata.os.LiveCapture;
import org.jspecify.annotations.Nullable;

/// What `strata explain` does, once it is clear what is asked for.
final class ExplainRun {
    private static final int LEAST_WIDTH = 40;
    private static final int MOST_WIDTH = 1000;

    private final Arguments arguments;
    private final Console console;

    ExplainRun(Arguments arguments, Console console) {
        this.arguments = arguments;
        this.console = console;
    }

    int term(String typed) throws IOException, UsageException {
        Term found = new Terms(new Glossary()).find(typed);
        boolean exact = !(found instanceof Term.None || found instanceof Term.Matches);
        if (!exact && Samples.named(typed) != null)
            console.say("a sample is called " + typed + ": strata explain --sample " + typed);
        if (found instanceof Term.None none) {
            console.error("strata explain: nothing is called " + typed
                    + (none.why().isEmpty() ? "" : ": " + none.why())
                    + (none.near().isEmpty() ? "" : "; did you mean " + String.join(" or ", none.near()) + "?"));
            return Status.NEGATIVE;
        }
        var sheet = sheet();
        TermView.draw(found, sheet);
        return show(sheet, typed);
    }

    int packet(ExplainSource source) throws IOException, UsageException {
        List<View> views = ExplainViews.of(arguments);
        var packets = new ArrayList<Anatomy>();
        int status = choose(source, 1, packets);
        return status == Status.DONE ? explain(packets.getFirst(), views, source) : status;
    }

    int page(ExplainSource given) throws IOException, UsageException {
        ExplainSource source = given.kept();
        var packets = new ArrayList<Anatomy>();
        int status = choose(source, source.isOne() ? 1 : ExplainPage.MOST + 1, packets);
        if (status != Status.DONE) return status;
        List<Story> stories = source.isOne() ? List.of() : Stories.of(() -> open(source), packets);
        boolean more = packets.size() > ExplainPage.MOST;
        return write(arguments.value(Explain.HTML),
                out -> ExplainPage.write(packets, source.name(), more, stories, out));
    }

    /// A session that `strata echo lab --json` recorded.
    int session(ExplainSource source, @Nullable Timeline timeline) throws IOException, UsageException {
        if (timeline == null) throw new IllegalArgumentException(source.name());
        if (arguments.has(Explain.HTML)) return write(arguments.value(Explain.HTML), out -> Page.write(timeline, out));
        var sheet = sheet();
        Story.of(timeline).draw(sheet);
        return show(sheet, source.name());
    }

    int story(ExplainSource source) throws IOException, UsageException {
        Choice choice = choice();
        try (FrameSource frames = open(source)) {
            Story story = Story.of(frames, choice);
            var sheet = sheet();
            story.draw(sheet);
            return show(sheet, story.title());
        } catch (NoSuchConversation e) {
            console.error("strata explain: " + source.name() + ": " + e.getMessage());
            return Status.NEGATIVE;
        }
    }

    private Choice choice() throws UsageException {
        try {
            return Choice.parse(String.valueOf(arguments.value(Explain.STREAM)));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--stream: " + e.getMessage());
        }
    }

    int route(ExplainSource source) throws IOException, UsageException {
        var sheet = sheet();
        try (FrameSource frames = open(source)) {
            if (RouteView.draw(frames, number(), sheet))
                return show(sheet, "a message at each point of its way, " + source.name());
        }
        console.error("strata explain: " + (number() > 0
                ? source.name() + " has no packet " + number()
                : "no packet of " + source.name() + " carries a message that can be followed"));
        return Status.NEGATIVE;
    }

    /// A capture without a choice: its only packet, or all conversations.
    int capture(ExplainSource source) throws IOException, UsageException {
        Conversations conversations;
        Anatomy first;
        try (var frames = new FirstFrame(open(source))) {
            conversations = Conversations.list(frames);
            first = frames.packet();
        }
        if (conversations.packets() == 1 && first != null) return explain(first, ExplainViews.of(arguments), source);
        for (Option each : ExplainViews.OPTIONS)
            if (arguments.has(each))
                throw new UsageException(each.name() + " is about a packet: choose one with --packet N or -Y FILTER");
        var sheet = sheet();
        conversations.draw(sheet);
        sheet.line();
        sheet.paragraph(sheet.height(), 0, sheet.width(),
                "--stream NAME tells one of them, --packet N explains a packet",
                Style.SOFT);
        return show(sheet, "conversations of " + source.name());
    }

    /// Takes the chosen packets apart. Waits for them, if they are still to come.
    ///
    /// @return exit status: done if there are any
    private int choose(ExplainSource source, int most, List<Anatomy> packets) throws IOException, UsageException {
        boolean waits = arguments.has(ExplainSource.NEXT);
        Filter filter = DisplayFilters.of(arguments, waits ? ExplainSource.NEXT : DisplayFilters.FILTER);
        long number = number();
        try (FrameSource opened = source.open()) {
            FrameSource frames = Deciding.advised(opened, Deciding.of(arguments));
            if (opened instanceof LiveCapture live) {
                console.say("waiting for a packet on " + source.name() + "; Ctrl-C ends");
                if (Interrupts.end(() -> packets.addAll(Packets.choose(frames, filter, number, most)), live::stop))
                    return Status.INTERRUPTED;
            } else {
                packets.addAll(Packets.choose(frames, filter, number, most));
            }
        }
        DisplayFilters.doubt(filter, console);
        if (!packets.isEmpty()) return Status.DONE;
        Option chosen = waits ? ExplainSource.NEXT : DisplayFilters.FILTER;
        console.error("strata explain: " + source.name() + " has no packet" + (number > 0 ? " " + number : "")
                + (filter == null ? "" : " that " + arguments.value(chosen) + " chooses"));
        return Status.NEGATIVE;
    }

    private long number() throws UsageException {
        return arguments.number(Explain.PACKET, 1, Long.MAX_VALUE, 0);
    }

    private FrameSource open(ExplainSource source) throws IOException, UsageException {
        return Deciding.advised(source.open(), Deciding.of(arguments));
    }

    private int explain(Anatomy packet, List<View> views, ExplainSource source) throws IOException, UsageException {
        var sheet = sheet();
        sheet.paragraph(0, 0, sheet.width(),
                "Packet " + packet.number() + ": " + packet.protocol() + ' ' + packet.info(), Style.BOLD);
        for (View each : views) {
            var one = new Sheet(sheet.width());
            each.draw(packet, one);
            sheet.line();
            sheet.add(one);
        }
        return show(sheet, "packet " + packet.number() + " of " + source.name());
    }

    private Sheet sheet() throws UsageException {
        return new Sheet((int) arguments.number(Explain.WIDTH, LEAST_WIDTH, MOST_WIDTH, TerminalWidth.of(console)));
    }

    private int show(Sheet sheet, String title) throws IOException {
        if (arguments.has(Explain.SVG)) return write(arguments.value(Explain.SVG), out -> sheet.picture(title, out));
        console.out().text(sheet.text(new Ink(WholeTerminal.glyphs(), console.color())));
        return Status.DONE;
    }

    private int write(@Nullable String file, OutputFile.Content content) throws IOException {
        if (OutputFile.HERE.equals(file)) content.to(console.out());
        else if (file != null) OutputFile.write(file, content);
        return Status.DONE;
    }
}
