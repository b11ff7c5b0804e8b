package net.strata.cli;

import java.io.PrintStream;
import java.util.Map;
import net.strata.page.Markup;

/// What a command writes to.
public final class Console {
    private final Output out;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean color;
    private final boolean quiet;
    private final boolean verbose;
    private boolean status;

    Console(Output out, PrintStream err, Arguments arguments, Map<String, String> environment, boolean terminal)
            throws UsageException {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.color = switch (arguments.choice(Common.COLOR, Common.COLORS)) {
            case "always" -> true;
            case "never" -> false;
            default -> terminal && environment.getOrDefault("NO_COLOR", "").isEmpty()
                    && !environment.getOrDefault("TERM", "").equals("dumb");
        };
        this.quiet = arguments.has(Common.QUIET);
        this.verbose = arguments.has(Common.VERBOSE);
    }

    /// Results. Whoever started the command flushes it at the end.
    public Output out() {
        return out;
    }

    /// Standard error, for what has the form of another program's; flushed by who writes.
    Output err() {
        return new Output(err);
    }

    /// Whether results go to a terminal.
    boolean terminal() {
        return terminal;
    }

    /// Whether errors and all else that is no result go to a terminal.
    boolean watched() {
        return Boolean.getBoolean("strata.terminal.errors") && !quiet;
    }

    /// Writes over the line where the cursor is, on a terminal.
    synchronized void status(String text) {
        status = !text.isEmpty();
        err.print("\r" + line(text) + "\033[K");
        err.flush();
    }

    /// Whether results are coloured.
    public boolean color() {
        return color;
    }

    /// An error, in one line.
    public synchronized void error(String message) {
        if (status) status("");
        err.println(line(message));
    }

    /// Something good to know, left out by `--quiet`.
    public void say(String message) {
        if (!quiet) error(message);
    }

    /// Something that only `--verbose` shows.
    public void detail(String message) {
        if (verbose) error(message);
    }

    /// `message` without what would move a terminal's cursor, turn the direction of writing or start a second line.
    static String line(String message) {
        var clean = new StringBuilder(message.length());
        message.codePoints().forEach(c -> clean.appendCodePoint(c != '\n' && Markup.isPrintable(c) ? c : '\uFFFD'));
        return clean.toString();
    }
}
