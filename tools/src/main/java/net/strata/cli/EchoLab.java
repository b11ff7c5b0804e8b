package net.strata.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.strata.lab.Comparison;
import net.strata.lab.Frames;
import net.strata.lab.Impairment;
import net.strata.lab.Lab;
import net.strata.lab.OwnNamespaces;
import net.strata.lab.Packet;
import net.strata.lab.Preset;
import net.strata.lab.Presets;
import net.strata.lab.Recorded;
import net.strata.lab.Recording;
import net.strata.lab.Recordings;
import net.strata.lab.Side;
import net.strata.lab.TextView;
import net.strata.lab.Timeline;
import net.strata.lab.page.Page;
import net.strata.lab.page.Picture;
import net.strata.live.Ink;
import net.strata.os.OsError;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;

/// `strata echo lab`: a server and a client on one axis of time, with every call and every packet.
final class EchoLab implements Command {
    static final String NAME = "echo lab";
    private static final Option LIST = Option.flag("--list", "what there is to watch");
    private static final Option JSON = Option.flag("--json", "all that was recorded and found out: docs/json.md");
    private static final Option HTML = Option.value("--html", "FILE",
            "a page to step through with the arrow keys; - is standard output");
    private static final Option SVG = Option.value("--svg", "FILE", "a picture; - is standard output");
    private static final Option WRITE = Option.value("--write", "FILE", "keep the packets in a capture file (pcapng)");
    private static final Option FROM = Option.value("--from", "FILE",
            "show what --json wrote before; - is standard input");
    private static final Option RECORDED = Option.flag("--recorded",
            "show what was recorded elsewhere and came with Strata, instead of running it");
    private static final Option TIMEOUT = Option.value("--timeout", "TIME", "end a session that lasts longer; 30s");
    private static final Option APART = Option.flag("--apart",
            "own programs: a network for each, 10.7.0.1 and 10.7.0.2, not one loopback for both");
    private static final Option WIDTH = Option.value("--width", "N", "columns of the text; the terminal's, or 100");
    private static final Option VERBOSE = Option.flag("--verbose",
            "each call also in C, Java and Python, and each layer of each packet with its bytes");
    private static final String HERE = OutputFile.HERE;
    private static final String FIRST = "echo";
    private static final int LEAST_WIDTH = 30;
    private static final int MOST_WIDTH = 1000;

    @Override
    public List<Option> options() {
        var all = new ArrayList<>(List.of(LIST));
        all.addAll(LabSettings.OPTIONS);
        all.addAll(List.of(JSON, HTML, SVG, WRITE, FROM, RECORDED, TIMEOUT, APART, WIDTH, VERBOSE));
        return all;
    }

    @Override
    public String operands() {
        return "[NAME [MESSAGE...] | -- SERVER ::: CLIENT]";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("strata echo lab", "an echo server and its client: calls, packets, states"),
                new Example("strata echo lab --list", "what else there is to watch"),
                new Example("strata echo lab --verbose prefix one two",
                        "each call also in C, Java and Python, each layer in bytes"),
                new Example("strata echo lab --loss 20% --delay 20ms echo hello", "how TCP mends a loss"),
                new Example("strata echo lab --vary nodelay=0,1 --delay 5ms", "what Nagle's algorithm does"),
                new Example("strata echo lab --html echo.html", "a page to step through"),
                new Example("strata echo lab -- python3 server.py ::: python3 client.py", "your own two programs"));
    }

    /// A run that is over.
    private record Run(LabSettings settings, LabRun lab) {}

    @Override
    public int failed(Throwable failure) {
        return failure.getCause() instanceof InterruptedException ? Status.INTERRUPTED : Status.FAILED;
    }

    @Override
    public int run(Arguments arguments, Console console) throws IOException, UsageException {
        if (arguments.has(LIST)) {
            list(console);
            return Status.DONE;
        }
        check(arguments);
        List<LabSettings> settings = LabSettings.of(arguments);
        if (!arguments.has(FROM) && !arguments.has(RECORDED)) {
            OptionalInt done = OwnNamespaces.enter();
            if (done.isPresent()) return done.getAsInt();
        }
        List<Run> runs = runs(arguments, settings, console);
        var timelines = new ArrayList<Timeline>();
        for (Run run : runs)
            timelines.add(Timeline.of(run.lab.recording()));
        files(arguments, timelines.getFirst(), console);
        if (arguments.has(JSON)) {
            for (Timeline each : timelines)
                Recordings.write(each, console.out());
        } else if (!HERE.equals(arguments.value(HTML)) && !HERE.equals(arguments.value(SVG))) {
            text(arguments, settings, timelines, console);
        }
        if (runs.getLast().lab.interrupted()) return Status.INTERRUPTED;
        return timelines.stream().allMatch(each -> each.faults().isEmpty() && began(each.recording()))
                ? Status.DONE
                : Status.NEGATIVE;
    }

    /// Whether there was a session at all: not if the server failed before there was a client.
    private static boolean began(Recording recording) {
        return recording.calls().stream().anyMatch(made -> made.side() == Side.CLIENT)
                || recording.notes().stream().noneMatch(Recording.Note::failed);
    }

    private static void list(Console console) throws IOException {
        for (Preset each : Presets.ALL)
            console.out().line(String.format("%-20s", each.name()) + each.says());
    }

    private static void check(Arguments arguments) throws UsageException {
        int here = 0;
        for (Option each : List.of(HTML, SVG))
            if (HERE.equals(arguments.value(each))) here++;
        if (arguments.has(JSON)) here++;
        if (here > 1) throw new UsageException("only one of --json, --html - and --svg - can have standard output");
        boolean old = arguments.has(FROM) || arguments.has(RECORDED);
        for (Option each : LabSettings.OPTIONS)
            if (old && arguments.has(each))
                throw new UsageException(each.name() + " is for a new run, not for one that was recorded");
        if (arguments.has(FROM) && (arguments.has(RECORDED) || !arguments.operands().isEmpty()))
            throw new UsageException("--from FILE says all: leave out "
                    + (arguments.has(RECORDED) ? "--recorded" : arguments.operands().getFirst()));
        for (Option each : List.of(HTML, SVG, WRITE))
            if (arguments.has(LabSettings.VARY) && arguments.has(each))
                throw new UsageException("--vary makes several runs, and " + each.name() + " takes one");
    }

    private static List<Run> runs(Arguments arguments, List<LabSettings> settings, Console console)
            throws IOException, UsageException {
        String from = arguments.value(FROM);
        if (from != null) return List.of(new Run(settings.getFirst(), new LabRun(read(from))));
        var limit = Duration.ofNanos(Seconds.nanos(arguments, TIMEOUT, Lab.LIMIT.toNanos()));
        List<String> operands = arguments.operands();
        if (LabCommands.given(operands)) {
            if (arguments.has(RECORDED) || settings.size() > 1 || !settings.getFirst().options().isEmpty())
                throw new UsageException("--recorded, --sockopt and --vary are for the programs of --list");
            LabCommands commands = LabCommands.of(operands);
            LabSettings one = settings.getFirst();
            return List.of(new Run(one, commands.run(arguments.has(APART), one.impairment(), limit, console)));
        }
        if (arguments.has(APART)) throw new UsageException("--apart is for programs of your own, behind --");
        String name = operands.isEmpty() ? FIRST : operands.getFirst();
        Preset preset = preset(name);
        List<String> messages = operands.isEmpty() ? List.of() : operands.subList(1, operands.size());
        if (!messages.isEmpty() && !preset.takesMessages())
            throw new UsageException(name + " takes no messages: what is " + messages.getFirst() + " for?");
        boolean own = messages.isEmpty() && settings.equals(List.of(
                new LabSettings("", Impairment.NONE, List.of())));
        if (arguments.has(RECORDED)) {
            if (!own) throw new UsageException("--recorded has no other messages");
            return List.of(new Run(settings.getFirst(), new LabRun(Recorded.read(name))));
        }
        if (messages.isEmpty())
            messages = settings.size() > 1 ? preset.compared() : preset.messages();
        var runs = new ArrayList<Run>();
        for (LabSettings each : settings) {
            LabRun run = live(preset, new Preset.Choice(messages, each.options()), each, own, limit, console);
            runs.add(new Run(each, run));
            if (run.interrupted()) break;
        }
        return runs;
    }

    private static Preset preset(String name) throws UsageException {
        Preset preset = Presets.named(name);
        if (preset != null) return preset;
        String hint = Nearest.hint(name, Presets.ALL.stream().map(Preset::name).toList());
        throw new UsageException("no programs called " + name
                + (hint.isEmpty()
                        ? "; strata echo lab --list shows them; two commands of your own need ::: between them"
                        : hint));
    }

    private static LabRun live(Preset preset, Preset.Choice choice, LabSettings settings, boolean own,
            Duration limit, Console console) throws IOException {
        try (Lab lab = Lab.open(settings.impairment())) {
            if (!lab.captures() && own) {
                console.say("packets may not be captured here: this was recorded elsewhere and came with Strata");
                return new LabRun(Recorded.read(preset.name()));
            }
            Preset.Pair pair = preset.pair(choice);
            lab.limit(limit);
            return LabRun.of(() -> lab.run(preset.name(), pair.server(), pair.client()));
        } catch (OsError e) {
            if (!own) throw e;
            console.say("this cannot run here (" + e.getMessage()
                    + "): what follows was recorded elsewhere and came with Strata");
            return new LabRun(Recorded.read(preset.name()));
        }
    }

    private static Recording read(String file) throws IOException {
        if (file.equals(HERE)) return Recordings.read(System.in, "standard input");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(file)))) {
            return Recordings.read(in, file);
        } catch (InvalidPathException e) {
            throw new IOException("cannot read " + file + ": " + e.getReason(), e);
        }
    }

    private static void files(Arguments arguments, Timeline timeline, Console console) throws IOException {
        file(arguments.value(HTML), out -> Page.write(timeline, out), console);
        file(arguments.value(SVG), out -> Picture.write(timeline, out), console);
        String packets = arguments.value(WRITE);
        if (packets != null)
            Frames.write(timeline.recording(), OutputFile.path(packets), "strata " + VersionCommand.version());
    }

    private static void file(@Nullable String file, OutputFile.Content content, Console console) throws IOException {
        if (file == null) return;
        if (file.equals(HERE)) content.to(console.out());
        else
            OutputFile.write(file, content);
    }

    private static void text(Arguments arguments, List<LabSettings> settings, List<Timeline> timelines,
            Console console) throws IOException, UsageException {
        var ink = new Ink(WholeTerminal.glyphs(), console.color());
        int width = width(arguments, console);
        var text = new StringBuilder();
        var compared = new ArrayList<Comparison.Run>();
        for (int i = 0; i < timelines.size(); i++) {
            String label = settings.get(i).label();
            if (!label.isEmpty()) text.append(ink.sgr(Ink.BOLD, "With " + label)).append("\n\n");
            TextView.write(timelines.get(i), ink, width, arguments.has(VERBOSE), text);
            spared(timelines.get(i)).forEach(line -> text.append(line).append('\n'));
            if (!label.isEmpty()) text.append('\n');
            compared.add(new Comparison.Run(label, timelines.get(i)));
        }
        if (timelines.size() > 1) Comparison.write(compared, ink, width, text);
        console.out().text(text.toString());
    }

    /// Chance may spare all packets, of which there are few.
    private static List<String> spared(Timeline timeline) {
        Impairment asked = timeline.recording().origin().impairment();
        List<Packet> packets = timeline.packets();
        var lines = new ArrayList<String>();
        if (asked.loss() > 0 && packets.stream().noneMatch(Packet::lost))
            lines.add("No packet was lost this time: another --seed chooses others.");
        if (asked.reorder() > 0 && packets.stream().noneMatch(packet -> overtaken(packet, packets)))
            lines.add("No packet was overtaken this time: another --seed chooses others.");
        return lines;
    }

    private static boolean overtaken(Packet packet, List<Packet> all) {
        return !packet.lost() && all.stream().anyMatch(other -> other.from() == packet.from() && !other.lost()
                && other.left() > packet.left() && other.arrived() < packet.arrived());
    }

    private static int width(Arguments arguments, Console console) throws UsageException {
        return (int) arguments.number(WIDTH, LEAST_WIDTH, MOST_WIDTH, TerminalWidth.of(console));
    }
}
