package net.strata.cli;

import java.io.IOException;
import java.util.List;
import net.strata.filter.BpfFilter;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.frame.Interface;
import net.strata.frame.LinkType;
import net.strata.os.CaptureFilter;
import org.jspecify.annotations.Nullable;

/// The options of capture filters. What compiles them is loaded only where they are used.
final class CaptureFilters {
    static final Option FILTER = Option.value("-f", "FILTER",
            "only packets that this capture filter chooses, as in tcpdump: 'tcp port 80'");
    static final Option DUMP = Option.flag("--dump-filter", "print the program of the capture filter, as tcpdump -d");
    static final List<Option> OPTIONS = List.of(FILTER, DUMP);

    private CaptureFilters() {}

    /// The filter for a capture, null if none is asked for.
    ///
    /// @throws IOException if it does not compile, as far as link types are known yet
    static @Nullable BpfFilter of(Arguments arguments, FrameSource source) throws IOException {
        String text = arguments.value(FILTER);
        if (text == null) return null;
        var compiled = new CaptureFilter(text);
        var filter = new BpfFilter(linkType -> compiled.compile(linkType, 0));
        for (Interface i : source.interfaces())
            filter.prepare(i.linkType());
        return filter;
    }

    /// Prints the program for the first interface of a capture, or for Ethernet.
    static int dump(Arguments arguments, @Nullable FrameSource source, Console console)
            throws IOException, UsageException {
        String text = arguments.value(FILTER);
        if (text == null) throw new UsageException("--dump-filter prints a capture filter: -f 'tcp port 80'");
        Interface first = source == null ? null : first(source);
        var program = first == null
                ? new CaptureFilter(text).compile(LinkType.ETHERNET, 0)
                : new CaptureFilter(text).compile(first.linkType(), first.snapLength());
        console.out().text(program.toString());
        return Status.DONE;
    }

    private static @Nullable Interface first(FrameSource source) throws IOException {
        // A pcapng file has its interfaces among its frames.
        if (source.interfaces().isEmpty()) source.read(new Batch(1 << 16));
        return source.interfaces().isEmpty() ? null : source.interfaces().getFirst();
    }
}
