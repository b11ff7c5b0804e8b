package net.strata.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.strata.explain.OneFrame;
import net.strata.file.Captures;
import net.strata.file.Samples;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import net.strata.os.LiveCapture;
import net.strata.os.LiveSettings;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;

/// Where the packets come from that are to be explained.
///
/// @param name what to call it
/// @param isOne whether it is about a single packet
/// @param once whether it can be read only once
record ExplainSource(String name, boolean isOne, boolean once, Opener opener) {
    static final Option HEX = Option.value("--hex", "BYTES",
            "these bytes: IP if they begin with 4 or 6, else Ethernet; - reads them from standard input");
    static final Option LINK = Option.value("--link", "TYPE", "what the bytes of --hex begin with: ETHERNET, RAW, 113");
    static final Option INTERFACE = Option.value("-i,--interface", "IF", "the next packet that passes here");
    static final Option NEXT = Option.value("--next", "FILTER", "with -i: the next that this display filter chooses");
    static final Option SAMPLE = Option.value("--sample", "NAME",
            "a capture that comes with Strata; --samples lists them");
    static final List<Option> OPTIONS = List.of(SAMPLE, HEX, LINK, INTERFACE, NEXT, Namespace.OPTION, Dropping.USER);
    private static final int HIGHEST_LINK = 0xffff;

    /// Opens it.
    interface Opener {
        FrameSource open() throws IOException, UsageException;
    }

    FrameSource open() throws IOException, UsageException {
        return opener.open();
    }

    /// What the options name, null if they name nothing.
    static @Nullable ExplainSource of(Arguments arguments, Console console) throws IOException, UsageException {
        String hex = arguments.value(HEX);
        String sample = arguments.value(SAMPLE);
        String iface = arguments.value(INTERFACE);
        int given = (hex == null ? 0 : 1) + (sample == null ? 0 : 1) + (iface == null ? 0 : 1);
        if (given > 1) throw new UsageException("--hex, --sample and -i each name a packet: leave out all but one");
        if (arguments.has(LINK) && hex == null)
            throw new UsageException("--link tells what --hex begins with: add --hex");
        if (arguments.has(NEXT) && iface == null) throw new UsageException("--next waits for a packet: add -i IF");
        if (hex != null) return hex(hex, arguments);
        if (sample != null) return sample(sample);
        return iface == null ? null : new ExplainSource(iface, true, true, () -> live(iface, arguments, console));
    }

    /// A capture file, or standard input for `-`.
    static ExplainSource file(String file) {
        return file.equals("-")
                ? new ExplainSource("standard input", false, true, () -> Captures.open(System.in, "standard input"))
                : new ExplainSource(file, false, false, () -> Captures.open(Path.of(file)));
    }

    static ExplainSource sample(String name) throws IOException, UsageException {
        Samples.Sample sample = Samples.named(name);
        if (sample != null) return new ExplainSource(name, false, false, sample::open);
        String hint = Nearest.hint(name, Samples.all().stream().map(Samples.Sample::name).toList());
        throw new UsageException("no sample " + name + (hint.isEmpty() ? "; --samples lists them" : hint));
    }

    private static ExplainSource hex(String text, Arguments arguments) throws IOException, UsageException {
        String digits = text.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.US_ASCII)
                : text;
        try {
            byte[] bytes = OneFrame.parse(digits);
            String link = arguments.value(LINK);
            int type = link == null ? OneFrame.link(bytes) : link(link);
            return new ExplainSource("bytes", true, true, () -> new OneFrame(bytes, type));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--hex takes bytes such as '45 00 00 1c': " + e.getMessage());
        }
    }

    private static int link(String text) throws UsageException {
        int named = LinkType.number(text);
        if (named >= 0) return named;
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_LINK) return Integer.parseInt(text);
        String hint = Nearest.hint(text, LinkType.names());
        throw new UsageException("--link takes a link type such as ETHERNET, RAW or 113, not " + text + hint);
    }

    private static FrameSource live(String iface, Arguments arguments, Console console)
            throws IOException, UsageException {
        var settings = new LiveSettings(LiveSettings.WHOLE, true, LiveSettings.BUFFER, LiveSettings.Direction.INOUT,
                LiveSettings.PROMPT_BLOCK_MILLIS, null);
        FrameSource source = Namespace.in(arguments, () -> LiveCapture.open(List.of(iface), settings,
                message -> console.error("strata explain: " + message)));
        Dropping.drop(arguments, console);
        return source;
    }
}
