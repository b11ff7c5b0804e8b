package net.strata.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import net.strata.explain.OneFrame;
import net.strata.file.Captures;
import net.strata.file.Samples;
import net.strata.frame.FrameSource;
import net.strata.frame.LinkType;
import net.strata.lab.Recordings;
import net.strata.lab.Timeline;
import net.strata.os.LiveCapture;
import net.strata.os.LiveSettings;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;

/// Where the packets come from that are to be explained.
///
/// @param name what to call it
/// @param isOne whether it is about a single packet
/// @param input its bytes, where they can be read only once; null if it can be opened again
record ExplainSource(String name, boolean isOne, @Nullable InputStream input, Opener opener) {
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

    /// Whether it can be read only once.
    boolean once() {
        return input != null;
    }

    FrameSource open() throws IOException, UsageException {
        return opener.open();
    }

    /// Whether options name a source, and not a file.
    static boolean named(Arguments arguments) {
        return arguments.has(HEX) || arguments.has(SAMPLE) || arguments.has(INTERFACE);
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
        return iface == null ? null : new ExplainSource(iface, true, null, () -> live(iface, arguments, console));
    }

    /// A file, or standard input for `-`.
    static ExplainSource file(String file) {
        if (!file.equals("-")) return new ExplainSource(file, false, null, () -> Captures.open(Path.of(file)));
        var in = new BufferedInputStream(System.in);
        return new ExplainSource("standard input", false, in, () -> Captures.open(in, "standard input"));
    }

    /// The same, in a file that can be read again as long as the program runs.
    ExplainSource kept() throws IOException {
        if (input == null) return this;
        Path copy = Files.createTempFile("strata-", ".capture");
        copy.toFile().deleteOnExit();
        Files.copy(input, copy, StandardCopyOption.REPLACE_EXISTING);
        return new ExplainSource(name, isOne, null, () -> Captures.open(copy));
    }

    /// The session that was recorded in it, null if it is something else: recordings are JSON, captures begin otherwise.
    @Nullable
    Timeline session() throws IOException {
        if (input != null) return session(input);
        Path path = Path.of(name);
        if (!Files.isRegularFile(path)) return null;
        try (var in = new BufferedInputStream(Files.newInputStream(path))) {
            return session(in);
        }
    }

    private @Nullable Timeline session(InputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first == '{' ? Timeline.of(Recordings.read(in, name)) : null;
    }

    static ExplainSource sample(String name) throws IOException, UsageException {
        Samples.Sample sample = Samples.named(name);
        if (sample != null) return new ExplainSource(name, false, null, sample::open);
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
            return new ExplainSource("bytes", true, null, () -> new OneFrame(bytes, type));
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
