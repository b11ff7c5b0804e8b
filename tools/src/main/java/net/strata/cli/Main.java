package net.strata.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.strata.wire.Nearest;

/// The `strata` command: chooses a command, runs it, and turns its end into an exit status and at most one line.
public final class Main {
    private final Output out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final boolean terminal;

    /// A `strata` that writes to `out` and `err`.
    ///
    /// @param terminal whether `out` ends on a terminal
    Main(OutputStream out, PrintStream err, Map<String, String> environment, boolean terminal) {
        this.out = new Output(out);
        this.err = err;
        this.environment = environment;
        this.terminal = terminal;
    }

    public static void main(String[] words) {
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // The launcher knows: Java can tell only whether input and output both are terminals.
        boolean terminal = Boolean.getBoolean("strata.terminal");
        int status = new Main(new FileOutputStream(FileDescriptor.out), err, System.getenv(), terminal)
                .run(typed(words));
        // Returning is quicker by 8 ms: System.exit first looks for somebody to log that to. (Runtime.halt would overtake a
        // signal that is just ending the program.) No thread of ours that outlives this keeps Java running.
        if (status != Status.DONE) System.exit(status);
    }

    /// The words as they were typed: in a locale without UTF-8 Java loses what is not ASCII.
    private static String[] typed(String[] words) {
        if (Stream.of(words).noneMatch(word -> word.indexOf('\uFFFD') >= 0)) return words;
        try {
            String[] all = Files.readString(Path.of("/proc/self/cmdline")).split("\0", -1);
            return Arrays.copyOfRange(all, all.length - 1 - words.length, all.length - 1);
        } catch (IOException e) {
            return words;
        }
    }

    /// Does what the command line says.
    ///
    /// @return the exit status
    int run(String... words) {
        var name = "strata";
        Command command = null;
        try {
            int options = Parser.beforeOperand(Common.OPTIONS, words);
            int status;
            if (options == words.length) {
                status = withoutCommand(words);
            } else {
                var entry = Commands.at(words, options);
                if (entry == null) throw unknown(words[options]);
                name = "strata " + entry.name();
                command = entry.make().get();
                var rest = Stream.concat(Arrays.stream(words, 0, options),
                        Arrays.stream(words, options + entry.words(), words.length));
                status = command(entry, command, rest.toArray(String[]::new));
            }
            out.flush();
            return status;
        } catch (Output.Closed e) {
            return Status.PIPE_CLOSED;
        } catch (UsageException | IOException | RuntimeException | Error e) {
            int status = failed(name, e, Arrays.asList(words).contains(Common.DEBUG.name()));
            return status == Status.FAILED && command != null ? command.failed(e) : status;
        }
    }

    private static UsageException unknown(String typed) {
        var hint = Nearest.hint(typed, Commands.names());
        return new UsageException("no command " + typed + (hint.isEmpty() ? "; see strata --help" : hint));
    }

    private int withoutCommand(String[] words) throws IOException, UsageException {
        var arguments = Parser.parse(Common.OPTIONS, Map.of(), words);
        var console = new Console(out, err, arguments, environment, terminal);
        if (arguments.has(Common.HELP)) Help.all(out);
        else if (arguments.has(Common.VERSION)) return new VersionCommand().run(arguments, console);
        else
            Help.start(out);
        return Status.DONE;
    }

    private int command(Commands.Entry entry, Command command, String[] words) throws IOException, UsageException {
        var known = new ArrayList<>(command.options());
        known.addAll(Common.besides(known));
        var arguments = Parser.parse(known, command.elsewhere(), words);
        var console = new Console(out, err, arguments, environment, terminal);
        if (arguments.has(Common.HELP)) {
            Help.of(entry, command, out);
            return Status.DONE;
        }
        if (arguments.has(Common.VERSION)) return new VersionCommand().run(Parser.parse(List.of(), Map.of()), console);
        return command.run(arguments, console);
    }

    /// Results that were ready before the failure are written first.
    private int failed(String name, Throwable failure, boolean debug) {
        try {
            out.flush();
        } catch (Output.Closed e) {
            return Status.PIPE_CLOSED;
        } catch (IOException e) {
            // Told below: what failed first, and writing may be just that.
        }
        err.println(Console.line(name + ": " + reason(failure)));
        if (failure instanceof UsageException e) e.place().forEach(line -> err.println(Console.line(line)));
        if (debug) failure.printStackTrace(err);
        return Status.FAILED;
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case UsageException e -> String.valueOf(e.getMessage());
            case NoSuchFileException e -> e.getFile() + ": no such file";
            case AccessDeniedException e -> e.getFile() + ": no permission to read it";
            case IOException e -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            case OutOfMemoryError e -> "out of memory; JDK_JAVA_OPTIONS=-Xmx2g gives it more";
            default -> "a fault in strata itself, " + failure + "; --debug shows where";
        };
    }

    /// For the training of the ahead-of-time cache.
    static int quietly(List<String> words) {
        return new Main(OutputStream.nullOutputStream(), new PrintStream(OutputStream.nullOutputStream()), Map.of(),
                false)
                .run(words.toArray(String[]::new));
    }
}
