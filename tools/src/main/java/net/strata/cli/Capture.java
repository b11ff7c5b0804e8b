package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import net.strata.decode.DecodeAs;
import net.strata.filter.Filter;
import net.strata.frame.LinkType;
import net.strata.os.Devices;
import net.strata.os.LiveCapture;
import net.strata.os.LiveCounts;
import net.strata.os.LiveSettings;
import net.strata.os.LiveSettings.Direction;
import net.strata.os.OsError;
import net.strata.view.Pipeline;
import net.strata.view.Ranges;
import net.strata.view.Selection;
import net.strata.view.View;

/// `strata capture`: packets as they pass interfaces, shown or kept.
final class Capture implements Command {
    private static final Option INTERFACE = Option.value("-i,--interface", "IF",
            "capture here; may be repeated; any is everywhere. Without it, where tcpdump would");
    private static final Option COUNT = Option.value("-c,--count", "N", "end after N packets");
    private static final Option SNAP_LENGTH = Option.value("-s,--snapshot-length", "N",
            "keep N bytes of each packet at most; all without it");
    private static final Option NOT_PROMISCUOUS = Option.flag("-p,--no-promiscuous-mode",
            "leave packets for others alone");
    private static final Option BUFFER = Option.value("-B,--buffer-size", "KIB",
            "the kernel's buffer for each interface, in KiB; 65536 without it");
    private static final Option DIRECTION = Option.value("-Q,--direction", "WAY", "inout (the default), in or out");
    private static final Option DURATION = Option.value("--duration", "TIME", "end after so long: 30, 500ms, 10m");
    private static final Option UNTIL = Option.value("--until", "FILTER",
            "end with the first packet that this display filter chooses");
    private static final Option NUMERIC = Option.flag("-n", "resolve no names; always so");
    private static final Option LINES = Option.flag("-l", "hold no output back; always so");

    private static final int MOST_KIB = 2 << 20;

    @Override
    public List<Option> options() {
        var options = new ArrayList<>(List.of(INTERFACE, COUNT, SNAP_LENGTH, NOT_PROMISCUOUS, BUFFER, DIRECTION,
                DURATION, UNTIL, Dropping.USER));
        options.add(DisplayFilters.FILTER);
        options.addAll(Writing.OPTIONS);
        for (Option option : Views.OPTIONS)
            options.add(named(option));
        options.add(Deciding.AS.withoutLetter());
        options.addAll(List.of(NUMERIC, LINES));
        return options;
    }

    /// tcpdump's letters win.
    private static Option named(Option option) {
        return switch (option.name()) {
            case "-A" -> option;
            case "-x" -> new Option(List.of("-X", option.common()), option.parameter(), option.meaning());
            default -> option.withoutLetter();
        };
    }

    @Override
    public String operands() {
        return "[FILTER]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata capture", "packets as they come, a line each"),
                new Example("strata capture -i eth0 tcp port 80", "those that a capture filter chooses"),
                new Example("strata capture -i eth0 -w trace.pcapng", "into a file"),
                new Example("strata capture -i eth0 -i lo --json", "two interfaces, one JSON object a packet"),
                new Example("strata capture -Y 'tcp.flags.syn == 1' --tree", "packets that a display filter chooses"));
    }

    @Override
    public Map<String, String> elsewhere() {
        return Map.ofEntries(Map.entry("-r", "strata decode FILE reads captures"),
                Map.entry("-f", "the filter stands behind the options: strata capture -i IF tcp port 80"),
                Map.entry("-D", "strata interfaces lists them"), Map.entry("-L", "strata interfaces lists link types"),
                Map.entry("-J", "strata interfaces lists time-stamp types"),
                Map.entry("-d", "strata decode -f FILTER --dump-filter prints the program"),
                Map.entry("-v", "--tree shows every field"), Map.entry("-e", "--tree shows the link layer"),
                Map.entry("-x", "-X shows bytes in hexadecimal and text"),
                Map.entry("-t", "--time STYLE chooses how times are shown"),
                Map.entry("-T", "--output FORM chooses the form, --decode-as the protocol"),
                Map.entry("-V", "--tree shows every layer and field"),
                Map.entry("-O", "--open LAYERS shows the tree with these open; filters are always optimized"),
                Map.entry("-S", "--tree shows raw sequence numbers"),
                Map.entry("-q", "--quiet leaves out everything but results and errors"),
                Map.entry("-j", "time stamps are the kernel's, in ns"),
                Map.entry("-K", "checksums are verified in --tree and --json alone: leave it out"),
                Map.entry("-#", "packets are always numbered"), Map.entry("--number", "packets are always numbered"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        Supplier<View> views = Views.of(arguments, console);
        DecodeAs said = Deciding.of(arguments);
        Filter filter = DisplayFilters.of(arguments);
        Filter until = DisplayFilters.of(arguments, UNTIL);
        Writing writing = Writing.of(arguments, Views.FORMS, console);
        LiveSettings settings = settings(arguments);
        long millis = Times.millis(arguments, DURATION);
        var selection = new Selection(Ranges.ALL, arguments.number(COUNT, 1, Long.MAX_VALUE, Long.MAX_VALUE), null,
                filter, until, until != null);
        List<String> names = arguments.values(INTERFACE);
        try (LiveCapture live = LiveCapture.open(names.isEmpty() ? List.of(usual()) : names, settings,
                message -> console.error("strata capture: " + message)); var signals = new Interrupts()) {
            Dropping.drop(arguments, console);
            for (String signal : List.of("INT", "TERM", "HUP"))
                signals.on(signal, live::stop);
            listening(live, console);
            if (millis < Long.MAX_VALUE) Times.after(millis, live::stop);
            var status = CaptureStatus.start(live, console, writing != null);
            try {
                var source = Deciding.advised(live, said);
                if (writing == null) new Pipeline(source, console.out(), views, selection).run();
                else
                    writing.run(source, "", views, selection, console);
            } finally {
                status.close();
                console.out().flush();
                counts(live, filter == null ? selection.shown() : live.frames(), console);
                if (filter != null) console.say(packets(selection.shown()) + " chosen by the display filter");
            }
        }
        DisplayFilters.doubt(filter, console);
        DisplayFilters.doubt(until, console);
        return Status.DONE;
    }

    /// The interface that tcpdump takes when none is named.
    private static String usual() throws OsError {
        List<Devices.Device> devices = Devices.load().all();
        if (devices.isEmpty()) throw new OsError("there is no interface to capture on: see strata doctor");
        return devices.getFirst().name();
    }

    private static LiveSettings settings(Arguments arguments) throws UsageException {
        int snap = (int) arguments.number(SNAP_LENGTH, 0, Integer.MAX_VALUE, 0);
        int kib = (int) arguments.number(BUFFER, 1, MOST_KIB - 1, LiveSettings.BUFFER >> 10);
        Direction direction = Direction.valueOf(
                arguments.choice(DIRECTION, List.of("inout", "in", "out")).toUpperCase(Locale.ROOT));
        String filter = String.join(" ", arguments.operands());
        return new LiveSettings(snap == 0 ? LiveSettings.WHOLE : Math.min(snap, LiveSettings.WHOLE),
                !arguments.has(NOT_PROMISCUOUS), kib << 10, direction, filter.isBlank() ? null : filter);
    }

    private static void listening(LiveCapture live, Console console) {
        for (var each : live.interfaces())
            console.say("listening on " + each.name() + ", link-type " + LinkType.name(each.linkType()) + " ("
                    + LinkType.description(each.linkType()) + "), snapshot length " + each.snapLength() + " bytes");
    }

    /// As tcpdump counts.
    private static void counts(LiveCapture live, long captured, Console console) {
        LiveCounts counts = live.counts();
        console.say(packets(captured) + " captured");
        console.say(packets(counts.received()) + " received by filter");
        console.say(packets(counts.dropped()) + " dropped by kernel");
        if (counts.droppedByInterface() > 0)
            console.say(packets(counts.droppedByInterface()) + " dropped by interface");
    }

    private static String packets(long count) {
        return count + (count == 1 ? " packet" : " packets");
    }
}
