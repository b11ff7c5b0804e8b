package net.strata.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import net.strata.file.CaptureFile;
import net.strata.file.CaptureWriter;
import net.strata.file.CaptureWriter.Format;
import net.strata.file.Recording;
import net.strata.file.SingleFile;
import net.strata.frame.FrameSource;
import net.strata.view.Pipeline;
import net.strata.view.Selection;
import net.strata.view.View;
import org.jspecify.annotations.Nullable;

/// `-w`: packets go into a capture file.
///
/// @param target the file, `-` for standard output
/// @param prints whether they are shown as well
/// @param most bytes kept of each
record Writing(String target, Format format, boolean prints, int most) {
    private static final Option FILE = Option.value("-w,--write", "FILE",
            "write the packets to a capture file, and show none; - is standard output");
    private static final Option FORMAT = Option.value("-F", "FORMAT",
            "what -w writes: pcapng or pcap; without it the file's name says so, pcapng if it does not");
    private static final Option PRINT = Option.flag("-P", "show the packets that -w writes, too");
    private static final Option SNAP_LENGTH = Option.value("--snaplen", "N",
            "write N bytes of each packet at most, what is shown stays whole; needs -w");
    static final List<Option> OPTIONS = List.of(FILE, FORMAT, PRINT, SNAP_LENGTH);

    private static final String STANDARD = "-";
    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");

    /// What the command line says of it, null if nothing.
    ///
    /// @param views options that make no sense where no packet is shown
    static @Nullable Writing of(Arguments arguments, List<Option> views, Console console) throws UsageException {
        String target = arguments.value(FILE);
        boolean prints = arguments.has(PRINT);
        if (target == null) {
            for (Option option : OPTIONS)
                if (arguments.has(option))
                    throw new UsageException(option.name() + " is about writing a capture: add -w FILE");
            return null;
        }
        for (Option option : views)
            if (arguments.has(option) && !prints)
                throw new UsageException("-w shows no packets, " + option.name() + " does: add -P for both");
        if (target.equals(STANDARD)) {
            if (prints) throw new UsageException("-w - and -P would mix on standard output: give -w a file");
            if (console.terminal())
                throw new UsageException("-w - would write bytes to a terminal: give -w a file, or add | COMMAND");
        }
        int most = (int) arguments.number(SNAP_LENGTH, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        return new Writing(target, format(arguments, target), prints, most);
    }

    private static Format format(Arguments arguments, String target) throws UsageException {
        boolean named = arguments.has(FORMAT);
        String format = arguments.choice(FORMAT, List.of("pcapng", "pcap"));
        boolean old = named ? format.equals("pcap") : target.toLowerCase(Locale.ROOT).matches(".*\\.(pcap|cap|dmp)");
        return old ? Format.PCAP : Format.PCAPNG;
    }

    /// Runs `source` into the file.
    ///
    /// @param input what `source` reads, `-` for standard input
    /// @param views show the packets, if they are to be shown
    void run(FrameSource source, String input, Supplier<View> views, Selection selection, Console console)
            throws IOException, UsageException {
        refuseSame(input.equals(STANDARD) ? STANDARD_INPUT : Path.of(input));
        var writer = CaptureWriter.of(format, source, most);
        try (Recording file = new SingleFile(writer, sink(writer, console.out()))) {
            new Pipeline(source, console.out(), prints ? views : null, selection, file).run();
        }
        console.detail(writer.frames() + " packets written to "
                + (target.equals(STANDARD) ? "standard output" : target));
    }

    /// The capture would be gone before it was read.
    private void refuseSame(Path input) throws IOException, UsageException {
        Path output = Path.of(target);
        if (!target.equals(STANDARD) && Files.isRegularFile(output) && Files.exists(input)
                && Files.isSameFile(input, output))
            throw new UsageException(target + " is the capture that is read: -w must have another file");
    }

    private OutputStream sink(CaptureWriter writer, Output out) throws IOException {
        if (!target.equals(STANDARD)) return CaptureFile.create(Path.of(target), writer);
        FileChannel file = out.file();
        return file == null ? out : new CaptureFile(file, "standard output", writer, true);
    }
}
