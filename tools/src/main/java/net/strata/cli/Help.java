package net.strata.cli;

import java.io.IOException;
import java.util.List;

/// What `--help` shows.
final class Help {
    private static final int WIDTH = 80;
    private static final int COLUMN = 26;

    private Help() {}

    /// Bare `strata`.
    static void start(Output out) throws IOException {
        out.line("strata takes network traffic apart, layer by layer. To start with:");
        out.line("");
        for (var example : Commands.START)
            row(out, example.line(), example.shows());
    }

    static void all(Output out) throws IOException {
        out.line("Usage: strata COMMAND [OPTION...] [ARGUMENT...]");
        out.line("");
        out.line("Commands:");
        for (var entry : Commands.ALL)
            row(out, entry.name(), entry.summary());
        options(out, "Options of every command:", Common.OPTIONS);
    }

    static void of(Commands.Entry entry, Command command, Output out) throws IOException {
        out.line(("Usage: strata " + entry.name() + " [OPTION...] " + command.operands()).stripTrailing());
        out.line("");
        out.line("strata " + entry.name() + ": " + entry.summary());
        options(out, "Options:", command.options());
        options(out, "Options of every command:", Common.besides(command.options()));
        if (command.examples().isEmpty()) return;
        out.line("");
        out.line("Examples:");
        for (var example : command.examples())
            row(out, example.line(), example.shows());
    }

    private static void options(Output out, String title, List<Option> options) throws IOException {
        if (options.isEmpty()) return;
        out.line("");
        out.line(title);
        for (var option : options)
            row(out, option.synopsis(), option.meaning());
    }

    /// A term, and beside it its meaning, folded at the width of a terminal.
    private static void row(Output out, String term, String meaning) throws IOException {
        var line = new StringBuilder("  ").append(term);
        if (line.length() > COLUMN - 2) {
            out.line(line.toString());
            line.setLength(0);
        }
        line.repeat(' ', COLUMN - line.length());
        boolean empty = true;
        for (var word : meaning.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                out.line(line.toString());
                line.setLength(0);
                line.repeat(' ', COLUMN);
                empty = true;
            }
            if (!empty) line.append(' ');
            line.append(word);
            empty = false;
        }
        out.line(line.toString());
    }
}
