package net.strata.cli;

import java.io.IOException;
import java.util.List;
import net.strata.live.Display;
import net.strata.stats.Glyphs;

/// The terminal of a run that has it to itself: `--live`.
final class WholeTerminal implements AutoCloseable {
    static final Option OPTION = Option.flag("--live",
            "the whole terminal shows what is known while the run goes on; q ends it");

    private final Console console;
    private final Display display;

    private WholeTerminal(Console console, Display display) {
        this.console = console;
        this.display = display;
    }

    /// Finds it, and leaves it as it is. To be called before privileges are dropped.
    static WholeTerminal open(Console console) throws IOException, UsageException {
        if (!console.terminal()) throw new UsageException("--live needs a terminal: standard output is none");
        if (!Boolean.getBoolean("strata.terminal.input"))
            throw new UsageException("--live needs a terminal for its keys: standard input is none");
        if ("dumb".equals(System.getenv("TERM")))
            throw new UsageException("--live needs a terminal that can move its cursor, and TERM is dumb");
        return new WholeTerminal(console, Display.open(glyphs(), console.color()));
    }

    Display display() {
        return display;
    }

    /// Has the end of the run, however it comes, give it back.
    ///
    /// @param stop ends the run
    void begin(Interrupts signals, Runnable stop) throws IOException {
        console.out().flush();
        signals.end(List.of("INT", "TERM", "HUP"), stop, this::close);
        signals.on("WINCH", display::resized);
    }

    /// Gives the terminal back.
    @Override
    public void close() {
        try {
            display.close();
        } catch (IOException e) {
            console.detail("the terminal is gone: " + e.getMessage());
        }
    }

    /// What the user's terminal has, by the locale.
    static Glyphs glyphs() {
        return "UTF-8".equals(System.getProperty("native.encoding")) ? Glyphs.UNICODE : Glyphs.ASCII;
    }
}
