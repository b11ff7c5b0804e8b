package net.strata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import net.strata.file.CaptureWriter;
import net.strata.file.Recording;
import net.strata.frame.FrameSource;
import net.strata.view.Pipeline;
import net.strata.view.Selection;
import net.strata.view.View;
import org.jspecify.annotations.Nullable;

/// `-w`: packets of a capture file go into another.
///
/// @param prints whether they are shown as well
/// @param most bytes kept of each
record Writing(Target target, boolean prints, int most) {
    private static final Option PRINT = Option.flag("-P", "show the packets that -w writes, too");
    private static final Option SNAP_LENGTH = Option.value("--snaplen", "N",
            "write N bytes of each packet at most, what is shown stays whole; needs -w");
    static final List<Option> OPTIONS = List.of(Target.FILE, Target.FORMAT, PRINT, SNAP_LENGTH);

    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");

    /// What the command line says of it, null if nothing.
    ///
    /// @param views options that make no sense where no packet is shown
    static @Nullable Writing of(Arguments arguments, List<Option> views, Console console) throws UsageException {
        Target target = Target.of(arguments, OPTIONS, views, PRINT, console);
        if (target == null) return null;
        int most = (int) arguments.number(SNAP_LENGTH, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        return new Writing(target, arguments.has(PRINT), most);
    }

    /// Runs `source` into the file.
    ///
    /// @param input what `source` reads, `-` for standard input
    /// @param views show the packets, if they are to be shown
    void run(FrameSource source, String input, Supplier<View> views, Selection selection, Console console)
            throws IOException, UsageException {
        refuseSame(input.equals("-") ? STANDARD_INPUT : Path.of(input));
        var writer = CaptureWriter.of(target.format(), source, most);
        try (Recording file = target.file(writer, console.out())) {
            new Pipeline(source, console.out(), prints ? views : null, selection, file).run();
        }
        console.detail(writer.frames() + " packets written to " + target);
    }

    /// The capture would be gone before it was read.
    private void refuseSame(Path input) throws IOException, UsageException {
        if (!target.isStandardOutput() && Files.isRegularFile(target.path()) && Files.exists(input)
                && Files.isSameFile(input, target.path()))
            throw new UsageException(target + " is the capture that is read: -w must have another file");
    }
}
