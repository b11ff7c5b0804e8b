package net.strata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.strata.explain.Anatomy;
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

/// `strata explain`: packets, conversations and terms, for those who want to understand.
final class Explain implements Command {
    private static final Option PACKET = Option.value("--packet", "N", "the packet of this number, in every way");
    private static final Option STREAM = Option.value("--stream", "N",
            "a conversation as a story: tcp:0, udp:1, icmp:0, arp:0, dhcp:0; a bare number is TCP's, if there is any");
    private static final Option ROUTE = Option.flag("--route",
            "a message at each point where it was captured: before a router, behind it, behind a NAT; of a sample, or of FILE");
    private static final Option SAMPLES = Option.flag("--samples", "the captures that come with Strata");
    private static final Option HTML = Option.value("--html", "FILE",
            "packets as one page to explore, 200 at most; of a recording of the lab, the session; - is standard output");
    private static final Option SVG = Option.value("--svg", "FILE", "as a picture; - is standard output");
    private static final Option WIDTH = Option.value("--width", "N", "columns of the text; the terminal's, or 100");
    private static final String ROUTED = "route";
    private static final int LEAST_WIDTH = 40;
    private static final int MOST_WIDTH = 1000;

    @Override
    public List<Option> options() {
        var all = new ArrayList<>(List.of(PACKET, DisplayFilters.FILTER, STREAM, ROUTE));
        all.addAll(ExplainViews.OPTIONS);
        all.addAll(ExplainSource.OPTIONS);
        all.addAll(List.of(SAMPLES, Deciding.AS, HTML, SVG, WIDTH));
        return all;
    }

    @Override
    public String operands() {
        return "[FILE | TERM...]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata explain FILE", "the conversations of a capture"),
                new Example("strata explain FILE --packet 5", "one packet, in every way"),
                new Example("strata explain FILE -Y dns --view layers,words",
                        "the first that a display filter chooses"),
                new Example("strata explain FILE --stream tcp:0", "a conversation as a story"),
                new Example("strata explain FILE --html page.html", "a page to explore packets with"),
                new Example("strata explain --route", "a message through a router and a NAT"),
                new Example("strata explain ttl", "a term: a field, a socket call, an error, an idea"),
                new Example("strata explain --sample tcp-echo --packet 4", "one of the captures that come with Strata"),
                new Example("strata explain --hex 4500001400010000400166e60a0000010a000002", "bytes from anywhere"),
                new Example("strata explain -i eth0 --next icmp", "the next packet that passes"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        if (arguments.has(SAMPLES)) return samples(console);
        check(arguments);
        ExplainSource source = arguments.has(ROUTE) && arguments.operands().isEmpty()
                && !arguments.has(ExplainSource.SAMPLE)
                        ? ExplainSource.sample(ROUTED)
                        : source(arguments, console);
        if (source == null) return term(arguments, console);
        Timeline session = ExplainSource.named(arguments) ? null : source.session();
        if (session != null) return session(source, session, arguments, console);
        if (arguments.has(HTML)) return page(source, arguments, console);
        if (arguments.has(ROUTE)) return route(source, arguments, console);
        if (arguments.has(STREAM)) return story(source, arguments, console);
        if (source.isOne() || arguments.has(PACKET) || arguments.has(DisplayFilters.FILTER))
            return packet(source, arguments, console);
        return capture(source, arguments, console);
    }

    private static int samples(Console console) throws IOException {
        for (Samples.Sample each : Samples.all())
            console.out().line(
                    String.format(Locale.ROOT, "%-22s%3d packets  %s", each.name(), each.frames(), each.shows()));
        return Status.DONE;
    }

    private static void check(Arguments arguments) throws UsageException {
        for (Option each : List.of(PACKET, STREAM, ROUTE))
            if (arguments.has(ExplainSource.INTERFACE) && arguments.has(each))
                throw new UsageException("-i waits for one packet, which --next chooses: leave out " + each.name());
        for (Option each : List.of(STREAM, DisplayFilters.FILTER, ExplainViews.VIEW, ExplainSource.NEXT))
            if (arguments.has(ROUTE) && arguments.has(each))
                throw new UsageException("--route follows one message: leave out " + arguments.name(each));
        for (Option each : List.of(PACKET, DisplayFilters.FILTER, ExplainViews.VIEW, ExplainSource.NEXT))
            if (arguments.has(STREAM) && arguments.has(each))
                throw new UsageException("--stream tells a conversation, " + arguments.name(each)
                        + " is about a packet: leave out one");
    }

    /// Where packets come from, null if a term is asked for.
    private static @Nullable ExplainSource source(Arguments arguments, Console console)
            throws IOException, UsageException {
        ExplainSource named = ExplainSource.of(arguments, console);
        List<String> operands = arguments.operands();
        if (named != null && !operands.isEmpty())
            throw new UsageException("packets come from " + named.name() + ": leave out " + operands.getFirst());
        if (named != null) return named;
        if (operands.isEmpty())
            throw new UsageException("what shall be explained? strata explain FILE, or strata explain TERM");
        if (!isFile(operands.getFirst())) return null;
        if (operands.size() > 1) throw new UsageException("one capture at a time: leave out " + operands.get(1));
        return ExplainSource.file(operands.getFirst());
    }

    /// Whether a word is meant as a file: one that exists, or one that could be nothing else.
    private static boolean isFile(String word) {
        if (word.equals("-") || word.contains("/") || word.endsWith(".pcap") || word.endsWith(".pcapng")) return true;
        try {
            return Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static int term(Arguments arguments, Console console) throws IOException, UsageException {
        String typed = String.join(" ", arguments.operands());
        for (Option each : List.of(PACKET, STREAM, DisplayFilters.FILTER, ExplainViews.VIEW))
            if (arguments.has(each))
                throw new UsageException(typed + " is no file, and " + arguments.name(each) + " is about packets");
        Term found = new Terms(new Glossary()).find(typed);
        if (found instanceof Term.None none) {
            console.error("strata explain: nothing is called " + typed
                    + (none.why().isEmpty() ? "" : ": " + none.why())
                    + (none.near().isEmpty() ? "" : "; did you mean " + String.join(" or ", none.near()) + "?"));
            return Status.NEGATIVE;
        }
        var sheet = sheet(arguments, console);
        TermView.draw(found, sheet);
        show(sheet, typed, arguments, console);
        return Status.DONE;
    }

    private static int packet(ExplainSource source, Arguments arguments, Console console)
            throws IOException, UsageException {
        boolean waits = arguments.has(ExplainSource.NEXT);
        Filter filter = DisplayFilters.of(arguments, waits ? ExplainSource.NEXT : DisplayFilters.FILTER);
        long number = arguments.number(PACKET, 1, Long.MAX_VALUE, 0);
        List<View> views = ExplainViews.of(arguments);
        var packets = new ArrayList<Anatomy>();
        try (FrameSource frames = open(source, arguments)) {
            if (frames instanceof LiveCapture live) {
                console.say("waiting for a packet on " + source.name() + "; Ctrl-C ends");
                if (Interrupts.end(() -> packets.addAll(Packets.choose(frames, filter, number, 1)), live::stop))
                    return Status.INTERRUPTED;
            } else {
                packets.addAll(Packets.choose(frames, filter, number, 1));
            }
        }
        if (packets.isEmpty()) {
            console.error("strata explain: no such packet in " + source.name());
            return Status.NEGATIVE;
        }
        DisplayFilters.doubt(filter, console);
        explain(packets.getFirst(), views, source, arguments, console);
        return Status.DONE;
    }

    private static int page(ExplainSource given, Arguments arguments, Console console)
            throws IOException, UsageException {
        ExplainSource source = given.kept();
        Filter filter = DisplayFilters.of(arguments);
        List<Anatomy> packets;
        try (FrameSource frames = open(source, arguments)) {
            packets = Packets.choose(frames, filter, arguments.number(PACKET, 1, Long.MAX_VALUE, 0),
                    source.isOne() ? 1 : ExplainPage.MOST + 1);
        }
        if (packets.isEmpty()) {
            console.error("strata explain: no such packet in " + source.name());
            return Status.NEGATIVE;
        }
        List<Story> stories = source.isOne() ? List.of() : Stories.of(() -> open(source, arguments), packets);
        write(arguments.value(HTML),
                out -> ExplainPage.write(packets, source.name(), packets.size() > ExplainPage.MOST, stories, out),
                console);
        return Status.DONE;
    }

    /// A session that `strata echo lab --json` recorded.
    private static int session(ExplainSource source, Timeline timeline, Arguments arguments, Console console)
            throws IOException, UsageException {
        for (Option each : List.of(PACKET, DisplayFilters.FILTER, STREAM, ROUTE, ExplainViews.VIEW))
            if (arguments.has(each))
                throw new UsageException(source.name() + " is a session of the lab, and " + arguments.name(each)
                        + " is for captures");
        if (arguments.has(HTML)) {
            write(arguments.value(HTML), out -> Page.write(timeline, out), console);
            return Status.DONE;
        }
        var sheet = sheet(arguments, console);
        Story.of(timeline).draw(sheet);
        show(sheet, source.name(), arguments, console);
        return Status.DONE;
    }

    private static FrameSource open(ExplainSource source, Arguments arguments) throws IOException, UsageException {
        return Deciding.advised(source.open(), Deciding.of(arguments));
    }

    private static void explain(Anatomy packet, List<View> views, ExplainSource source, Arguments arguments,
            Console console) throws IOException, UsageException {
        var sheet = sheet(arguments, console);
        sheet.paragraph(0, 0, sheet.width(),
                "Packet " + packet.number() + ": " + packet.protocol() + ' ' + packet.info(), Style.BOLD);
        for (View each : views) {
            var one = new Sheet(sheet.width());
            each.draw(packet, one);
            sheet.line();
            sheet.add(one);
        }
        show(sheet, "packet " + packet.number() + " of " + source.name(), arguments, console);
    }

    private static int story(ExplainSource source, Arguments arguments, Console console)
            throws IOException, UsageException {
        Choice choice = choice(arguments);
        Story story;
        try (FrameSource frames = open(source, arguments)) {
            story = Story.of(frames, choice);
        } catch (NoSuchConversation e) {
            console.error("strata explain: " + source.name() + ": " + e.getMessage());
            return Status.NEGATIVE;
        }
        var sheet = sheet(arguments, console);
        story.draw(sheet);
        show(sheet, story.title(), arguments, console);
        return Status.DONE;
    }

    private static int route(ExplainSource source, Arguments arguments, Console console)
            throws IOException, UsageException {
        var sheet = sheet(arguments, console);
        boolean drawn;
        try (FrameSource frames = open(source, arguments)) {
            drawn = RouteView.draw(frames, arguments.number(PACKET, 1, Long.MAX_VALUE, 0), sheet);
        }
        if (!drawn) {
            console.error("strata explain: no packet of " + source.name() + " carries a message that can be followed");
            return Status.NEGATIVE;
        }
        show(sheet, "a message at each point of its way, " + source.name(), arguments, console);
        return Status.DONE;
    }

    private static Choice choice(Arguments arguments) throws UsageException {
        try {
            return Choice.parse(String.valueOf(arguments.value(STREAM)));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--stream: " + e.getMessage());
        }
    }

    /// A capture without a choice: its only packet, or all conversations.
    private static int capture(ExplainSource source, Arguments arguments, Console console)
            throws IOException, UsageException {
        Anatomy only = only(source, arguments);
        if (only != null) {
            explain(only, ExplainViews.of(arguments), source, arguments, console);
            return Status.DONE;
        }
        for (Option each : ExplainViews.OPTIONS)
            if (arguments.has(each))
                throw new UsageException(each.name() + " is about a packet: choose one with --packet N or -Y FILTER");
        Conversations conversations;
        try (FrameSource frames = open(source, arguments)) {
            conversations = Conversations.list(frames);
        }
        var sheet = sheet(arguments, console);
        conversations.draw(sheet);
        sheet.line();
        sheet.line("--stream NAME tells one of them, --packet N explains a packet", Style.SOFT);
        show(sheet, "conversations of " + source.name(), arguments, console);
        return Status.DONE;
    }

    /// The packet of a capture that has just one; null for others, and for one that can be read only once.
    private static @Nullable Anatomy only(ExplainSource source, Arguments arguments)
            throws IOException, UsageException {
        if (source.once()) return null;
        try (FrameSource frames = open(source, arguments)) {
            List<Anatomy> first = Packets.choose(frames, null, 0, 2);
            return first.size() == 1 ? first.getFirst() : null;
        }
    }

    private static Sheet sheet(Arguments arguments, Console console) throws UsageException {
        return new Sheet((int) arguments.number(WIDTH, LEAST_WIDTH, MOST_WIDTH, TerminalWidth.of(console)));
    }

    private static void show(Sheet sheet, String title, Arguments arguments, Console console) throws IOException {
        if (arguments.has(SVG)) write(arguments.value(SVG), out -> sheet.picture(title, out), console);
        else
            console.out().text(sheet.text(new Ink(WholeTerminal.glyphs(), console.color())));
    }

    private static void write(@Nullable String file, OutputFile.Content content, Console console) throws IOException {
        if (OutputFile.HERE.equals(file)) content.to(console.out());
        else if (file != null) OutputFile.write(file, content);
    }
}
