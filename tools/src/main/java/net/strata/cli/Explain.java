package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.strata.explain.Anatomy;
import net.strata.explain.FilterView;
import net.strata.explain.LayersView;
import net.strata.explain.Model;
import net.strata.explain.Packets;
import net.strata.explain.Sheet;
import net.strata.explain.Style;
import net.strata.explain.View;
import net.strata.file.Samples;
import net.strata.filter.Filter;
import net.strata.frame.FrameSource;
import net.strata.live.Ink;
import net.strata.wire.Nearest;

/// `strata explain`: packets, conversations and terms, for those who want to understand.
final class Explain implements Command {
    private static final Option PACKET = Option.value("--packet", "N", "the packet of this number");
    private static final Option VIEW = Option.value("--view", "VIEWS",
            "some of layers, filter; all without it");
    private static final Option MODEL = Option.value("--model", "MODEL",
            "how layers are counted: both (the default), osi, tcpip, five");
    private static final Option SAMPLES = Option.flag("--samples", "the captures that come with Strata");
    private static final Option SVG = Option.value("--svg", "FILE", "as a picture; - is standard output");
    private static final Option WIDTH = Option.value("--width", "N", "columns of the text; the terminal's, or 100");
    private static final int LEAST_WIDTH = 40;
    private static final int MOST_WIDTH = 1000;
    private static final List<String> VIEWS = List.of("layers", "filter");

    @Override
    public List<Option> options() {
        var all = new ArrayList<>(List.of(PACKET, DisplayFilters.FILTER, VIEW, MODEL));
        all.addAll(ExplainSource.OPTIONS);
        all.addAll(List.of(SAMPLES, Deciding.AS, SVG, WIDTH));
        return all;
    }

    @Override
    public String operands() {
        return "[FILE | TERM...]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata explain FILE --packet 5", "one packet, in every way"),
                new Example("strata explain FILE -Y dns --view layers",
                        "the first that a display filter chooses"),
                new Example("strata explain --sample tcp-echo --packet 4", "one of the captures that come with Strata"),
                new Example("strata explain --hex '45 00 00 1c 00 01 00 00 40 01 66 de 0a 00 00 01 0a 00 00 02'",
                        "bytes from anywhere"),
                new Example("strata explain -i eth0 --next icmp", "the next packet that passes"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        if (arguments.has(SAMPLES)) return samples(console);
        ExplainSource source = source(arguments, console);
        return packet(source, arguments, console);
    }

    private static int samples(Console console) throws IOException {
        for (Samples.Sample each : Samples.all())
            console.out()
                    .line(String.format(Locale.ROOT, "%-22s%3d packets  %s", each.name(), each.frames(), each.shows()));
        return Status.DONE;
    }

    private static ExplainSource source(Arguments arguments, Console console) throws IOException, UsageException {
        ExplainSource named = ExplainSource.of(arguments, console);
        List<String> operands = arguments.operands();
        if (named != null && !operands.isEmpty())
            throw new UsageException("packets come from " + named.name() + ": leave out " + operands.getFirst());
        if (named != null) return named;
        if (operands.size() == 1) return ExplainSource.file(operands.getFirst());
        throw new UsageException("what shall be explained? strata explain FILE, or strata explain TERM");
    }

    private static int packet(ExplainSource source, Arguments arguments, Console console)
            throws IOException, UsageException {
        Filter filter = DisplayFilters.of(arguments, arguments.has(ExplainSource.NEXT)
                ? ExplainSource.NEXT
                : DisplayFilters.FILTER);
        long number = arguments.number(PACKET, 1, Long.MAX_VALUE, 0);
        List<View> views = views(arguments);
        List<Anatomy> packets;
        try (FrameSource frames = Deciding.advised(source.open(), Deciding.of(arguments))) {
            packets = Packets.choose(frames, filter, number, 1);
        }
        if (packets.isEmpty()) {
            console.error("strata explain: " + source.name() + " has no such packet");
            return Status.NEGATIVE;
        }
        var sheet = new Sheet(width(arguments, console));
        Anatomy packet = packets.getFirst();
        sheet.line("Packet " + packet.number() + ": " + packet.protocol() + ' ' + packet.info(), Style.BOLD);
        for (View each : views) {
            sheet.line();
            each.draw(packet, sheet);
        }
        show(sheet, "Packet " + packet.number() + " of " + source.name(), arguments, console);
        return Status.DONE;
    }

    private static List<View> views(Arguments arguments) throws UsageException {
        String text = arguments.value(VIEW);
        Set<String> names = new LinkedHashSet<>(text == null ? VIEWS : List.of(text.split(",", -1)));
        var views = new ArrayList<View>();
        for (String name : names)
            views.add(view(name, arguments));
        return views;
    }

    private static View view(String name, Arguments arguments) throws UsageException {
        Model model = Model
                .valueOf(arguments.choice(MODEL, List.of("both", "osi", "tcpip", "five")).toUpperCase(Locale.ROOT));
        return switch (name) {
            case "layers" -> new LayersView(model);
            case "filter" -> new FilterView();
            default -> throw new UsageException("--view has " + String.join(", ", VIEWS) + ", not " + name
                    + Nearest.hint(name, VIEWS));
        };
    }

    private static void show(Sheet sheet, String title, Arguments arguments, Console console) throws IOException {
        String svg = arguments.value(SVG);
        if (svg == null) console.out().text(sheet.text(new Ink(WholeTerminal.glyphs(), console.color())));
        else if (svg.equals(OutputFile.HERE)) sheet.picture(title, console.out());
        else
            OutputFile.write(svg, out -> sheet.picture(title, out));
    }

    private static int width(Arguments arguments, Console console) throws UsageException {
        return (int) arguments.number(WIDTH, LEAST_WIDTH, MOST_WIDTH, TerminalWidth.of(console));
    }
}
