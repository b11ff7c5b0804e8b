package net.strata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.strata.decode.DecodeAs;
import net.strata.file.Captures;
import net.strata.filter.BpfFilter;
import net.strata.filter.Filter;
import net.strata.frame.FrameSource;
import net.strata.view.Pipeline;
import net.strata.view.Ranges;
import net.strata.view.Selection;
import net.strata.view.View;
import org.jspecify.annotations.Nullable;

/// `strata decode`: what is in a capture file.
final class Decode implements Command {
    private static final Option READ = Option.value("-r,--from", "FILE", "the capture to read; the same as FILE alone");
    private static final Option COUNT = Option.value("-c", "N", "end after N packets shown");
    private static final Option PACKET = Option.value("--packet", "NUMBERS", "only these packets: 5,10-20");
    private static final Option NUMERIC = Option.flag("-n", "resolve no names; always so");
    private static final Option LINES = Option.flag("-l", "hold no output back; always so");

    @Override
    public List<Option> options() {
        var options = new ArrayList<>(List.of(READ));
        options.addAll(CaptureFilters.OPTIONS);
        options.addAll(DisplayFilters.OPTIONS);
        options.add(Deciding.AS);
        options.addAll(Views.OPTIONS);
        options.addAll(List.of(COUNT, PACKET));
        options.addAll(Writing.OPTIONS);
        options.addAll(List.of(NUMERIC, LINES));
        return options;
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata decode FILE", "one line a packet"),
                new Example("strata decode -V -c 1 FILE", "the first packet, layer by layer"),
                new Example("strata decode -Vx --packet 5 FILE", "packet 5, fields beside their bytes"),
                new Example("strata decode -T fields -e ip.src -e tcp.dstport FILE", "two fields, a column each"),
                new Example("strata decode -Y 'tcp.port == 443 && ip.ttl < 65' FILE",
                        "packets that a display filter chooses"),
                new Example("strata decode --packet 5-90 -w part.pcap FILE", "86 packets, as a capture of their own"),
                new Example("strata decode -f 'tcp port 80' FILE", "packets that a capture filter chooses"),
                new Example("strata decode -d tcp.port==8000-8010,http FILE", "HTTP on other ports"),
                new Example("ssh HOST tcpdump -w - | strata decode -", "packets of another machine, as they arrive"));
    }

    @Override
    public Map<String, String> elsewhere() {
        return Map.ofEntries(Map.entry("-R", "-Y FILTER chooses packets"),
                Map.entry("-i", "strata capture -i IF shows packets as they pass"),
                Map.entry("-G", "strata fields lists the fields"),
                Map.entry("-2", "one pass is enough: leave it out"),
                Map.entry("-N", "it resolves no names: leave it out"),
                Map.entry("-q", "--quiet leaves out everything but results and errors"),
                Map.entry("-S", "packets are separated by an empty line, JSON by the end of line"),
                Map.entry("-j", "pick layers of --json with jq, or of the tree with -O"),
                Map.entry("-J", "pick layers of --json with jq, or of the tree with -O"),
                Map.entry("-s", "--snaplen N cuts what -w writes"),
                Map.entry("-u", "seconds are seconds: leave it out"),
                Map.entry("-v", "strata --version tells the version"),
                Map.entry("-h", "strata decode --help shows the options"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        refuseWords(arguments);
        if (arguments.has(CaptureFilters.DUMP)) return dump(arguments, console);
        String file = file(arguments);
        Supplier<View> views = Views.of(arguments, console);
        DecodeAs said = Deciding.of(arguments);
        Filter filter = DisplayFilters.of(arguments);
        Writing writing = Writing.of(arguments, Views.FORMS, console);
        if (writing != null && arguments.has(DisplayFilters.WHY))
            throw new UsageException("--why writes no packets: leave out -w");
        try (FrameSource source = Deciding.advised(open(file), said)) {
            BpfFilter captured = CaptureFilters.of(arguments, source);
            if (arguments.has(DisplayFilters.WHY)) return DisplayFilters.why(arguments, source, captured, console);
            Selection selection = selection(arguments, captured, filter);
            if (writing == null) new Pipeline(source, console.out(), views, selection).run();
            else
                writing.run(source, file, views, selection, console);
        }
        DisplayFilters.doubt(filter, console);
        return Status.DONE;
    }

    private static FrameSource open(String file) throws IOException {
        return file.equals("-") ? Captures.open(System.in, "standard input") : Captures.open(Path.of(file));
    }

    /// Answers words behind the capture, which tcpdump and tshark take for a filter.
    private static void refuseWords(Arguments arguments) throws UsageException {
        List<String> operands = arguments.operands();
        int captures = arguments.has(READ) ? 0 : 1;
        if (operands.size() <= captures) return;
        List<String> words = operands.subList(captures, operands.size());
        throw new UsageException(Files.exists(Path.of(words.getFirst()))
                ? "one capture at a time: leave out " + words.getFirst()
                : FilterAdvice.of(words));
    }

    private static int dump(Arguments arguments, Console console) throws IOException, UsageException {
        if (arguments.operand() == null && !arguments.has(READ)) return CaptureFilters.dump(arguments, null, console);
        try (FrameSource source = open(file(arguments))) {
            return CaptureFilters.dump(arguments, source, console);
        }
    }

    private static String file(Arguments arguments) throws UsageException {
        String operand = arguments.operand();
        String option = arguments.value(READ);
        if (operand != null) return operand;
        if (option != null) return option;
        throw new UsageException("which capture? strata decode FILE, or - for standard input");
    }

    private static Selection selection(Arguments arguments, @Nullable BpfFilter captured, @Nullable Filter filter)
            throws UsageException {
        String numbers = arguments.value(PACKET);
        try {
            return new Selection(numbers == null ? Ranges.ALL : Ranges.parse(numbers),
                    arguments.number(COUNT, 0, Long.MAX_VALUE, Long.MAX_VALUE), captured, filter);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--packet takes numbers such as 5,10-20: " + e.getMessage());
        }
    }
}
