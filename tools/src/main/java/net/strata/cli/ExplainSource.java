package net.strata.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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
/// @param path the file that it is, null if it is none
record ExplainSource(String name, boolean isOne, @Nullable InputStream input, @Nullable Path path, Opener opener) {
    static final Option HEX = Option.value("--hex", "BYTES",
            "these bytes: IP if they begin with 4 or 6, else Ethernet; - reads them from standard input");
    static final Option LINK = Option.value("--link", "TYPE", "what the bytes of --hex begin with: ETHERNET, RAW, 113");
    static final Option INTERFACE = Option.value("-i,--interface", "IF", "the next packet that passes here");
    static final Option NEXT = Option.value("--next", "FILTER", "with -i: the next that this display filter chooses");
    static final Option SAMPLE = Option.value("--sample", "NAME",
            "a capture that comes with Strata; --samples lists them");
    static final List<Option> OPTIONS = List.of(SAMPLE, HEX, LINK, INTERFACE, NEXT, Namespace.OPTION, Dropping.USER);
    private static final int HIGHEST_LINK = 0xffff;
    /// Names that are meant as captures, whether they exist or not.
    private static final Pattern CAPTURE = Pattern.compile(".*\\.(pcap|pcapng|cap)(\\.(gz|zst|lz4))?");
    private static final long MOST_KEPT = 1L << 30;
    private static final int PART = 1 << 20;

    /// Opens it.
    interface Opener {
        FrameSource open() throws IOException, UsageException;
    }

    FrameSource open() throws IOException, UsageException {
        return opener.open();
    }

    /// Where packets come from, null if a term is asked for.
    static @Nullable ExplainSource of(Arguments arguments, Console console) throws IOException, UsageException {
        ExplainSource named = named(arguments, console);
        List<String> operands = arguments.operands();
        if (named != null && !operands.isEmpty())
            throw new UsageException("packets come from " + named.name() + ": leave out " + operands.getFirst());
        if (named != null) return named;
        if (operands.isEmpty() || operands.getFirst().isBlank())
            throw new UsageException("what shall be explained? strata explain FILE, or strata explain TERM");
        if (!isFile(operands.getFirst())) return null;
        if (operands.size() > 1) throw new UsageException("one capture at a time: leave out " + operands.get(1));
        return file(operands.getFirst());
    }

    /// What the options name, null if they name nothing.
    private static @Nullable ExplainSource named(Arguments arguments, Console console)
            throws IOException, UsageException {
        String hex = arguments.value(HEX);
        String sample = arguments.value(SAMPLE);
        String iface = arguments.value(INTERFACE);
        int given = (hex == null ? 0 : 1) + (sample == null ? 0 : 1) + (iface == null ? 0 : 1);
        if (given > 1) throw new UsageException("--hex, --sample and -i each name a packet: leave out all but one");
        if (arguments.has(LINK) && hex == null)
            throw new UsageException("--link tells what --hex begins with: add --hex");
        for (Option each : List.of(NEXT, Namespace.OPTION, Dropping.USER))
            if (arguments.has(each) && iface == null)
                throw new UsageException(arguments.name(each) + " is for the next packet of an interface: add -i IF");
        if (hex != null) return hex(hex, arguments);
        if (sample != null) return sample(sample);
        return iface == null ? null : new ExplainSource(iface, true, null, null, () -> live(iface, arguments, console));
    }

    /// Whether a word is meant as a file: one that exists, or one that could be nothing else.
    private static boolean isFile(String word) {
        if (word.equals("-") || word.contains("/") || CAPTURE.matcher(word).matches()) return true;
        try {
            return Files.exists(Path.of(word)) && !Files.isDirectory(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /// A file, or standard input for `-`. What is no regular file, such as a pipe, is read once, too.
    static ExplainSource file(String file) throws IOException {
        if (file.equals("-")) return once("standard input", new BufferedInputStream(System.in));
        Path path = OutputFile.path(file);
        if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path))
            return once(file, new BufferedInputStream(Files.newInputStream(path)));
        return new ExplainSource(file, false, null, path, () -> Captures.open(path));
    }

    private static ExplainSource once(String name, InputStream in) {
        return new ExplainSource(name, false, in, null, () -> Captures.open(in, name));
    }

    /// The same, in a file that can be read again as long as the program runs.
    ExplainSource kept() throws IOException {
        if (input == null) return this;
        Path copy = Files.createTempFile("strata-", ".capture");
        copy.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(copy)) {
            for (long left = MOST_KEPT; left > 0;) {
                byte[] part = input.readNBytes((int) Math.min(left, PART));
                out.write(part);
                left -= part.length;
                if (part.length < PART) break;
            }
        }
        if (input.read() >= 0) throw new IOException(name + ": more than 1 GiB; keep it in a file, and explain that");
        return new ExplainSource(name, isOne, null, copy, () -> Captures.open(copy));
    }

    /// The session that was recorded in it, null if it is something else: recordings are JSON, captures begin otherwise.
    @Nullable
    Timeline session() throws IOException {
        if (input != null) return session(input);
        if (path == null || !Files.isRegularFile(path)) return null;
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
        if (sample != null) return new ExplainSource(name, false, null, null, sample::open);
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
            return new ExplainSource("bytes", true, null, null, () -> new OneFrame(bytes, type));
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
