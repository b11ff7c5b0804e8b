package net.strata.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import net.strata.echo.Client;
import net.strata.echo.ClientProgram;
import net.strata.echo.ClientProgram.Manner;
import net.strata.echo.Ending;
import net.strata.echo.Endings;
import net.strata.echo.Source;
import net.strata.os.Abi;
import org.jspecify.annotations.Nullable;

/// What `echo client` sends, and where answers end.
///
/// @param program null for any server
/// @param typed the messages of the command line
/// @param count how many are sent, the same ones again if there are fewer
/// @param interval in ns
/// @param receiveSize bytes that one recv takes at most
/// @param ending where answers end, null if the program says that, or silence
/// @param lineEnd what stands behind each message; null for what is the custom: a line's end behind lines, nothing behind
/// messages of the command line
record ClientMessages(@Nullable ClientProgram program, List<String> typed, int type, long count, long interval,
        @Nullable String lineEnd, boolean raw, int receiveSize, @Nullable Supplier<Ending> ending, long silence,
        Path folder) {
    static final Option COUNT = Option.value("--count", "N", "send so many messages, the given ones in turn");
    private static final Option INTERVAL = Option.value("--interval", "TIME",
            "from one message to the next, if the answer does not take longer");
    private static final Option EXPECT = Option.value("--expect", "BYTES", "an answer has so many bytes");
    private static final Option UNTIL = Option.value("--until", "TEXT",
            "an answer ends with this text; \\n, \\r, \\t, \\xHH and \\\\ are what they are in C");
    private static final Option SILENCE = Option.value("--silence", "TIME",
            "an answer has ended when nothing came for so long: 0.2 s unless it says so");
    private static final Option LINE_END = Option.value("--line-end", "END",
            "behind each message: lf, crlf or none; without it lines end with lf, messages of the command line with none");
    private static final Option FOLDER = Option.value("--folder", "FOLDER", "where file saves files");
    static final List<Option> OPTIONS = List.of(COUNT, INTERVAL, EXPECT, UNTIL, SILENCE, LINE_END, FOLDER);

    private static final long SILENCE_NANOS = 200_000_000;
    private static final int LONGEST_LINE = 1 << 16;
    private static final int LONGEST_PART = 1 << 14;
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|(.?))", Pattern.DOTALL);

    static ClientMessages of(Arguments arguments, @Nullable ClientProgram program, List<String> typed, int type)
            throws UsageException {
        List<Option> endings = List.of(EXPECT, UNTIL, SILENCE).stream().filter(arguments::has).toList();
        if (endings.size() > 1)
            throw new UsageException(endings.getFirst().name() + " and " + endings.get(1).name()
                    + ": an answer ends in one way");
        if (!endings.isEmpty() && type == Abi.SOCK_DGRAM)
            throw new UsageException(endings.getFirst().name() + " is about streams: a datagram is an answer");
        if (program != null && program.lines() && !endings.isEmpty())
            throw new UsageException(program.name() + " says itself where its answers end: leave out "
                    + endings.getFirst().name());
        if (arguments.has(FOLDER) && (program == null || program.manner() != Manner.FILE))
            throw new UsageException("--folder is where the program file saves: strata echo client file HOST NAME");
        if (program != null && program.manner() == Manner.SPEAKS_FIRST && !typed.isEmpty())
            throw new UsageException(program.name() + " is not asked anything: what is " + typed.getFirst() + " for?");
        for (Option each : List.of(COUNT, INTERVAL))
            if (arguments.has(each) && typed.isEmpty())
                throw new UsageException(program != null && program.manner() == Manner.SPEAKS_FIRST
                        ? program.name() + " is not asked anything: " + each.name() + " is about messages"
                        : each.name() + " needs a message");
        String lineEnd = arguments.has(LINE_END) ? switch (arguments.choice(LINE_END, List.of("lf", "crlf", "none"))) {
            case "crlf" -> "\r\n";
            case "none" -> "";
            default -> "\n";
        } : null;
        return new ClientMessages(program, typed, type, arguments.number(COUNT, 1, Long.MAX_VALUE, typed.size()),
                Seconds.nanos(arguments, INTERVAL, 0), lineEnd, arguments.has(ClientOutput.RAW),
                EchoClient.receiveSize(arguments), ending(arguments),
                Seconds.nanos(arguments, SILENCE, SILENCE_NANOS), EchoClient.folder(arguments.value(FOLDER)));
    }

    /// Where answers end, if the command line says that.
    private static @Nullable Supplier<Ending> ending(Arguments arguments) throws UsageException {
        String text = arguments.value(UNTIL);
        if (text != null) {
            if (text.isEmpty()) throw new UsageException("--until needs a text");
            byte[] until = unescape(text);
            return () -> Endings.until(until);
        }
        long silence = Seconds.nanos(arguments, SILENCE, SILENCE_NANOS);
        if (arguments.has(SILENCE)) return () -> Endings.silence(silence);
        long expect = arguments.number(EXPECT, 1, Long.MAX_VALUE, 1);
        return arguments.has(EXPECT) ? () -> Endings.bytes(expect) : null;
    }

    private static byte[] unescape(String text) throws UsageException {
        var out = new ByteArrayOutputStream();
        var matcher = ESCAPE.matcher(text);
        int from = 0;
        while (matcher.find()) {
            out.writeBytes(EchoClient.bytes(text.substring(from, matcher.start())));
            from = matcher.end();
            String hex = matcher.group(1);
            if (hex != null) {
                out.write(Integer.parseInt(hex, 16));
                continue;
            }
            int index = "nrt\\0".indexOf(matcher.group(2));
            if (matcher.group(2).isEmpty() || index < 0)
                throw new UsageException("--until: what is \\" + matcher.group(2)
                        + "? There are \\n, \\r, \\t, \\0, \\xHH and \\\\");
            out.write("\n\r\t\\\0".charAt(index));
        }
        out.writeBytes(EchoClient.bytes(text.substring(from)));
        return out.toByteArray();
    }

    /// Whether each message waits for the answer to the one before: otherwise both ways go on at once.
    boolean oneByOne() {
        return !typed.isEmpty() || program != null && (program.lines() || program.manner() == Manner.SPEAKS_FIRST);
    }

    /// Whether messages are to come from standard input.
    boolean fromInput() {
        return typed.isEmpty() && (program == null || program.manner() != Manner.SPEAKS_FIRST);
    }

    /// The messages of the command line with their answers, or those that a source gives.
    ///
    /// @param lines whence they come if the command line has none
    /// @param toMany whether many may answer each
    Source<Client.Request> requests(Source<ByteBuffer> lines, boolean toMany) {
        return fromInput() ? new Source<>() {
            @Override
            public Client.@Nullable Request next() throws IOException {
                ByteBuffer next = lines.next();
                if (next == null) return null;
                var message = new byte[next.remaining()];
                next.get(message);
                return request(message, toMany);
            }

            @Override
            public boolean hasMore() throws IOException {
                return lines.hasMore();
            }
        } : new Source<>() {
            private final List<String> all = typed.isEmpty() ? List.of("") : typed;
            private final long last = typed.isEmpty() ? 1 : count;
            private long number;

            @Override
            public Client.@Nullable Request next() throws IOException {
                return hasMore() ? request(all.get((int) (number++ % all.size())), toMany) : null;
            }

            @Override
            public boolean hasMore() {
                return number < last;
            }
        };
    }

    private Client.Request request(String text, boolean toMany) throws IOException {
        String end = lineEnd != null ? lineEnd : program != null && program.lines() ? "\n" : "";
        return request(EchoClient.bytes(text + end), toMany);
    }

    private Client.Request request(byte[] message, boolean toMany) throws IOException {
        boolean first = program != null && program.manner() == Manner.SPEAKS_FIRST;
        Ending answer = type == Abi.SOCK_DGRAM ? datagram(message) : stream(message);
        return new Client.Request(first && type == Abi.SOCK_STREAM ? null : ByteBuffer.wrap(message),
                answer != null && toMany ? Endings.fromMany(answer, silence) : answer);
    }

    private @Nullable Ending datagram(byte[] message) {
        return program == null ? Endings.first() : program.datagram(message, receiveSize);
    }

    private @Nullable Ending stream(byte[] message) throws IOException {
        if (program != null && program.manner() == Manner.NOTHING) return null;
        if (ending != null) return ending.get();
        if (program != null) return program.ending(message, folder);
        return message.length == 0 ? null : Endings.silence(silence);
    }

    /// Lines of a stream, or its bytes as they come.
    Source<ByteBuffer> lines(InputStream in) {
        return raw ? () -> {
            var part = new byte[LONGEST_PART];
            int n = in.read(part);
            return n < 0 ? null : ByteBuffer.wrap(part, 0, n);
        } : new Source<>() {
            private final BufferedInputStream buffered = new BufferedInputStream(in, LONGEST_LINE);

            @Override
            public @Nullable ByteBuffer next() throws IOException {
                return line(buffered);
            }

            @Override
            public boolean hasMore() throws IOException {
                return buffered.available() > 0;
            }
        };
    }

    private @Nullable ByteBuffer line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) return null;
        int before = 0;
        for (; b >= 0 && b != '\n' && line.size() < LONGEST_LINE; b = in.read()) {
            line.write(b);
            before = b;
        }
        if (b == '\n') {
            String end = lineEnd == null ? "\n" : lineEnd;
            // A line that has that end already gets no other.
            line.writeBytes(EchoClient.bytes(end.equals("\r\n") && before == '\r' ? "\n" : end));
        } else if (b >= 0) {
            line.write(b);
        }
        return ByteBuffer.wrap(line.toByteArray());
    }

    /// A line that was typed, as it is sent.
    ByteBuffer line(String typed) {
        return ByteBuffer.wrap((typed + (lineEnd == null ? "\n" : lineEnd)).getBytes(StandardCharsets.UTF_8));
    }
}
