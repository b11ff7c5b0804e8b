package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.strata.file.Samples;
import net.strata.lab.Timeline;

/// `strata explain`: packets, conversations and terms, for those who want to understand.
final class Explain implements Command {
    static final Option PACKET = Option.value("--packet", "N", "the packet of this number, in every way");
    static final Option STREAM = Option.value("--stream", "N",
            "a conversation as a story: tcp:0, udp:1, icmp:0, arp:0, dhcp:0; a bare number is TCP's, if there is any");
    static final Option HTML = Option.value("--html", "FILE",
            "packets as one page to explore, 200 at most; of a recording of the lab, the session; - is standard output");
    static final Option SVG = Option.value("--svg", "FILE", "as a picture; - is standard output");
    static final Option WIDTH = Option.value("--width", "N", "columns of the text; the terminal's, or 100");
    private static final Option ROUTE = Option.flag("--route",
            "a message at each point where it was captured: before a router, behind it, behind a NAT; of a sample, or of FILE");
    private static final Option SAMPLES = Option.flag("--samples", "the captures that come with Strata");
    private static final String ROUTED = "route";
    private static final Option[] VIEWS = ExplainViews.OPTIONS.toArray(Option[]::new);

    /// What is explained.
    private enum Matter {
        LIST("the list of samples"), TERM("a term"), SESSION("a session of the lab"), WAY("a message on its way"), //
        STORY("a conversation"), PAGE("a page of packets"), CHOSEN("a packet"), NEXT("the next packet"), //
        CAPTURE("a whole capture; choose a packet with --packet N or -Y FILTER");

        private final String words;

        Matter(String words) {
            this.words = words;
        }

        /// The options that say something about it.
        private List<Option> options() {
            return switch (this) {
                case LIST -> List.of(SAMPLES);
                case TERM -> List.of(SVG, WIDTH);
                case SESSION -> List.of(HTML, SVG, WIDTH);
                case WAY -> List.of(ROUTE, PACKET, ExplainSource.SAMPLE, Deciding.AS, SVG, WIDTH);
                case STORY -> List.of(STREAM, ExplainSource.SAMPLE, Deciding.AS, SVG, WIDTH);
                case PAGE -> and(ExplainSource.OPTIONS, HTML, PACKET, DisplayFilters.FILTER, Deciding.AS);
                case CHOSEN -> and(and(ExplainSource.OPTIONS, PACKET, DisplayFilters.FILTER, Deciding.AS, SVG, WIDTH),
                        VIEWS);
                case NEXT -> and(and(ExplainSource.OPTIONS, Deciding.AS, HTML, SVG, WIDTH), VIEWS);
                case CAPTURE -> and(List.of(ExplainSource.SAMPLE, Deciding.AS, SVG, WIDTH), VIEWS);
            };
        }

        private static List<Option> and(List<Option> some, Option... more) {
            return Stream.concat(some.stream(), Stream.of(more)).toList();
        }

        /// Refuses options that it has no use for.
        void check(Arguments arguments, List<Option> all) throws UsageException {
            List<Option> useful = options();
            for (Option each : all)
                if (arguments.has(each) && !useful.contains(each))
                    throw new UsageException(arguments.name(each) + " says nothing about " + words);
        }
    }

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
        var work = new ExplainRun(arguments, console);
        if (arguments.has(SAMPLES)) return samples(arguments, console);
        boolean routed = arguments.has(ROUTE) && arguments.operands().isEmpty() && !arguments.has(ExplainSource.SAMPLE);
        ExplainSource source = routed ? ExplainSource.sample(ROUTED) : ExplainSource.of(arguments, console);
        if (source == null) {
            Matter.TERM.check(arguments, options());
            return work.term(String.join(" ", arguments.operands()));
        }
        Timeline session = source.session();
        Matter matter = session != null ? Matter.SESSION : matter(source, arguments);
        matter.check(arguments, options());
        return switch (matter) {
            case LIST, TERM -> throw new IllegalStateException(matter.words);
            case SESSION -> work.session(source, session);
            case WAY -> work.route(source);
            case STORY -> work.story(source);
            case PAGE -> work.page(source);
            case CHOSEN -> work.packet(source);
            case NEXT -> arguments.has(HTML) ? work.page(source) : work.packet(source);
            case CAPTURE -> work.capture(source);
        };
    }

    private static Matter matter(ExplainSource source, Arguments arguments) {
        if (arguments.has(ExplainSource.INTERFACE)) return Matter.NEXT;
        if (arguments.has(ROUTE)) return Matter.WAY;
        if (arguments.has(STREAM)) return Matter.STORY;
        if (arguments.has(HTML)) return Matter.PAGE;
        boolean chosen = arguments.has(PACKET) || arguments.has(DisplayFilters.FILTER);
        return source.isOne() || chosen ? Matter.CHOSEN : Matter.CAPTURE;
    }

    private int samples(Arguments arguments, Console console) throws IOException, UsageException {
        Matter.LIST.check(arguments, options());
        if (!arguments.operands().isEmpty())
            throw new UsageException("--samples lists them all: leave out " + arguments.operands().getFirst());
        for (Samples.Sample each : Samples.all())
            console.out().line(
                    String.format(Locale.ROOT, "%-22s%3d packets  %s", each.name(), each.frames(), each.shows()));
        return Status.DONE;
    }
}
