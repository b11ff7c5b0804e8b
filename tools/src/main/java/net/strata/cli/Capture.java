package net.strata.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import net.strata.decode.DecodeAs;
import net.strata.file.CaptureWriter;
import net.strata.file.Recording;
import net.strata.file.Ring;
import net.strata.filter.Filter;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;
import net.strata.os.Devices;
import net.strata.os.LiveCapture;
import net.strata.os.LiveCounts;
import net.strata.os.LiveSettings;
import net.strata.os.LiveSettings.Direction;
import net.strata.os.OsError;
import net.strata.os.ProcessNames;
import net.strata.view.Pipeline;
import net.strata.view.Ranges;
import net.strata.view.Selection;
import net.strata.view.View;
import org.jspecify.annotations.Nullable;

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
    private static final Option PROCESSES = Option.flag("--processes",
            "tell with each packet which process of this machine sent or received it");
    private static final Option NUMERIC = Option.flag("-n", "resolve no names; always so");
    private static final Option LINES = Option.flag("-l", "hold no output back; always so");

    private static final int MOST_KIB = 2 << 20;

    @Override
    public List<Option> options() {
        var options = new ArrayList<>(List.of(INTERFACE, COUNT, SNAP_LENGTH, NOT_PROMISCUOUS, BUFFER, DIRECTION,
                DURATION, UNTIL, PROCESSES, Namespace.OPTION,
                Dropping.USER));
        options.add(DisplayFilters.FILTER);
        options.addAll(Keeping.OPTIONS);
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
        var plan = new Plan(Views.of(arguments, console), Deciding.of(arguments), DisplayFilters.of(arguments),
                DisplayFilters.of(arguments, UNTIL), Keeping.of(arguments, Views.FORMS, console),
                arguments.number(COUNT, 1, Long.MAX_VALUE, Long.MAX_VALUE), duration(arguments));
        plan.check(arguments);
        LiveSettings settings = settings(arguments);
        try (Opened opened = Namespace.in(arguments, () -> open(arguments, settings, console))) {
            Dropping.drop(arguments, console);
            return plan.run(opened, console);
        }
    }

    /// What is opened with privileges.
    private record Opened(LiveCapture live, @Nullable ProcessNames processes) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            live.close();
            if (processes != null) processes.close();
        }
    }

    private static Opened open(Arguments arguments, LiveSettings settings, Console console) throws IOException {
        List<String> names = arguments.values(INTERFACE);
        LiveCapture live = LiveCapture.open(names.isEmpty() ? List.of(usual()) : names, settings,
                message -> console.error("strata capture: " + message));
        try {
            return new Opened(live, arguments.has(PROCESSES)
                    ? ProcessNames.open(arguments.value(Dropping.USER), console::say)
                    : null);
        } catch (IOException | RuntimeException e) {
            live.close();
            throw e;
        }
    }

    /// The interface that tcpdump takes when none is named.
    private static String usual() throws OsError {
        List<Devices.Device> devices = Devices.load().all();
        if (devices.isEmpty()) throw new OsError("there is no interface to capture on: see strata doctor");
        return devices.getFirst().name();
    }

    /// In ms, 0 if it is not limited.
    private static long duration(Arguments arguments) throws UsageException {
        String text = arguments.value(DURATION);
        long millis = text == null ? 0 : Quantity.millis(text, 1000);
        if (text != null && millis == 0)
            throw new UsageException("--duration takes a time such as 30, 500ms or 10m, not " + text);
        return millis;
    }

    private static LiveSettings settings(Arguments arguments) throws UsageException {
        int snap = (int) arguments.number(SNAP_LENGTH, 0, Integer.MAX_VALUE, 0);
        int kib = (int) arguments.number(BUFFER, 1, MOST_KIB - 1, LiveSettings.BUFFER >> 10);
        Direction direction = Direction.valueOf(
                arguments.choice(DIRECTION, List.of("inout", "in", "out")).toUpperCase(Locale.ROOT));
        String filter = String.join(" ", arguments.operands());
        int millis = arguments.has(PROCESSES) ? LiveSettings.PROMPT_BLOCK_MILLIS : LiveSettings.BLOCK_MILLIS;
        return new LiveSettings(snap == 0 ? LiveSettings.WHOLE : Math.min(snap, LiveSettings.WHOLE),
                !arguments.has(NOT_PROMISCUOUS), kib << 10, direction, millis, filter.isBlank() ? null : filter);
    }

    /// What is to be done with the packets.
    ///
    /// @param filter which are shown and kept, null for all
    /// @param until which is the last, null for none
    /// @param keeping into what they are written, null for nothing
    /// @param most how many at most
    /// @param millis how long at most
    private record Plan(Supplier<View> views, @Nullable DecodeAs said, @Nullable Filter filter,
            @Nullable Filter until, @Nullable Keeping keeping, long most, long millis) {

        void check(Arguments arguments) throws UsageException {
            if (keeping == null) return;
            if (until != null && keeping.trigger() != null)
                throw new UsageException("--until writes the ring and ends, --trigger writes it and goes on:"
                        + " leave out one");
            if (arguments.has(PROCESSES) && keeping.target().format() == CaptureWriter.Format.PCAP)
                throw new UsageException("--processes notes them beside packets, which pcap has no place for:"
                        + " write pcapng");
        }

        int run(Opened opened, Console console) throws IOException {
            LiveCapture live = opened.live();
            FrameSource source = opened.processes() == null ? live : opened.processes().tag(live);
            Filter watch = until != null || keeping == null ? until : keeping.trigger();
            var selection = new Selection(Ranges.ALL, most, null, filter, watch, until != null);
            try (Recording recording = keeping == null ? null : keeping.recording(source, console);
                    var signals = new Interrupts()) {
                signals.end(List.of("INT", "TERM", "HUP"), live::stop,
                        () -> console.error("strata capture: ended before all packets were written"));
                if (recording instanceof Ring ring) signals.on("USR1", ring::trigger);
                if (millis > 0) Interrupts.after(millis, live::stop);
                var shown = keeping == null || keeping.prints() ? views : null;
                var pipeline = new Pipeline(Deciding.advised(source, said), console.out(), shown, selection, recording);
                listening(live, console);
                CaptureStatus status = CaptureStatus.start(live, console, shown == null);
                try {
                    pipeline.run();
                } finally {
                    status.close();
                    counts(live, recording == null ? selection.shown() : recording.packets(), console);
                }
            }
            if (opened.processes() != null) opened.processes().remarks().forEach(console::say);
            DisplayFilters.doubt(filter, console);
            DisplayFilters.doubt(watch, console);
            return Status.DONE;
        }

        private static void listening(LiveCapture live, Console console) {
            for (Interface each : live.interfaces())
                console.say("listening on " + each.name() + ", link type " + LinkType.name(each.linkType()) + " ("
                        + LinkType.description(each.linkType()) + "), snapshot length " + each.snapLength() + " bytes");
        }

        /// As tcpdump counts. What was lost is told in any case.
        ///
        /// @param chosen how many packets were shown or kept
        private void counts(LiveCapture live, long chosen, Console console) {
            LiveCounts counts = live.counts();
            console.say(packets(filter == null ? chosen : live.frames()) + " captured");
            console.say(packets(counts.received()) + " received by filter");
            String dropped = packets(counts.dropped()) + " dropped by kernel";
            if (counts.dropped() > 0) console.error(dropped);
            else
                console.say(dropped);
            if (counts.droppedByInterface() > 0)
                console.error(packets(counts.droppedByInterface()) + " dropped by interface");
            if (filter != null) console.say(packets(chosen) + " chosen by the display filter");
        }

        private static String packets(long count) {
            return count + (count == 1 ? " packet" : " packets");
        }
    }
}
