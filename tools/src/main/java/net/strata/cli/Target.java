package net.strata.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import net.strata.file.CaptureFile;
import net.strata.file.CaptureWriter;
import net.strata.file.CaptureWriter.Format;
import net.strata.file.Recording;
import net.strata.file.SingleFile;
import org.jspecify.annotations.Nullable;

/// Where `-w` writes packets.
///
/// @param name of the file, `-` for standard output
record Target(String name, Format format) {
    static final Option FILE = Option.value("-w,--write", "FILE",
            "write the packets to a capture file, and show none; - is standard output");
    static final Option FORMAT = Option.value("-F", "FORMAT",
            "what -w writes: pcapng or pcap; without it the file's name says so, pcapng if it does not");

    private static final String STANDARD = "-";

    /// What the command line says of it, null if nothing.
    ///
    /// @param needing options that make no sense without it
    /// @param views options that make no sense where no packet is shown
    /// @param print shows packets that are written
    static @Nullable Target of(Arguments arguments, List<Option> needing, List<Option> views, Option print,
            Console console) throws UsageException {
        String name = arguments.value(FILE);
        if (name == null) {
            for (Option option : needing)
                if (arguments.has(option))
                    throw new UsageException(
                            arguments.name(option) + " is about writing a capture: add -w FILE");
            return null;
        }
        if (name.isEmpty()) throw new UsageException("-w needs the name of a file");
        boolean prints = arguments.has(print);
        for (Option option : views)
            if (arguments.has(option) && !prints)
                throw new UsageException("-w shows no packets, " + arguments.name(option) + " does: add "
                        + print.name() + " for both");
        if (name.equals(STANDARD)) {
            if (prints)
                throw new UsageException(
                        "-w - and " + print.name() + " would mix on standard output: give -w a file");
            if (console.terminal())
                throw new UsageException("-w - would write bytes to a terminal: give -w a file, or add | COMMAND");
        }
        return new Target(name, format(arguments, name));
    }

    private static Format format(Arguments arguments, String name) throws UsageException {
        boolean named = arguments.has(FORMAT);
        String format = arguments.choice(FORMAT, List.of("pcapng", "pcap"));
        boolean old = named ? format.equals("pcap") : name.toLowerCase(Locale.ROOT).matches(".*\\.(pcap|cap|dmp)");
        return old ? Format.PCAP : Format.PCAPNG;
    }

    boolean isStandardOutput() {
        return name.equals(STANDARD);
    }

    Path path() {
        return Path.of(name);
    }

    /// All packets in the one file.
    Recording file(CaptureWriter writer, Output out) throws IOException {
        return new SingleFile(writer, sink(writer, out));
    }

    private OutputStream sink(CaptureWriter writer, Output out) throws IOException {
        if (!isStandardOutput()) return CaptureFile.create(path(), writer);
        FileChannel file = out.file();
        return file == null ? out : new CaptureFile(file, "standard output", writer, true);
    }

    /// In messages.
    @Override
    public String toString() {
        return isStandardOutput() ? "standard output" : name;
    }
}
