package net.strata.cli;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// How many columns the terminal has.
final class TerminalWidth {
    /// Where there is none.
    static final int USUAL = 100;

    private TerminalWidth() {}

    /// Of what results go to.
    static int of(Console console) {
        return console.terminal() ? columns() : USUAL;
    }

    private static int columns() {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
            int columns = terminal.getWidth();
            return columns > 0 ? columns : USUAL;
        } catch (IOException e) {
            return USUAL;
        }
    }
}
