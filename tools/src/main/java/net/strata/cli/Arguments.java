package net.strata.cli;

import java.util.List;
import net.strata.wire.Nearest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// What a user typed after the command: options, in their order, and operands.
///
/// The forms are POSIX's and GNU's: `-nVx`, `-T fields`, `-Tfields`, `--packet 5`, `--packet=5`; options may follow
/// operands; `-` is an operand; all after `--` are.
public final class Arguments {
    private final ParseResult parsed;

    Arguments(ParseResult parsed) {
        this.parsed = parsed;
    }

    /// What an option is called in this command.
    String name(Option option) {
        var known = parsed.matchedOption(option.common());
        return known == null ? option.common() : known.names()[0];
    }

    public boolean has(Option option) {
        return parsed.hasMatchedOption(option.common());
    }

    /// The value of `option`, the last if it was repeated, null if it was not given.
    public @Nullable String value(Option option) {
        var values = values(option);
        return values.isEmpty() ? null : values.getLast();
    }

    /// Every value of `option`, in the order typed.
    public List<String> values(Option option) {
        return has(option) ? parsed.matchedOption(option.common()).originalStringValues() : List.of();
    }

    /// The value of `option`, which must be a whole number from `least` to `most`, or `otherwise` if it was not given.
    public long number(Option option, long least, long most, long otherwise) throws UsageException {
        var text = value(option);
        if (text == null) return otherwise;
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw new UsageException(name(option) + " takes a whole number "
                + (most == Long.MAX_VALUE ? "of " + least + " or more" : "from " + least + " to " + most) + ", not "
                + text);
    }

    /// The value of `option`, which must be one of `choices`; the first of them if it was not given.
    public String choice(Option option, List<String> choices) throws UsageException {
        var text = value(option);
        if (text == null) return choices.getFirst();
        if (choices.contains(text)) return text;
        String but = String.join(", ", choices.subList(0, choices.size() - 1));
        throw new UsageException(name(option) + " takes " + but + " or " + choices.getLast() + ", not " + text
                + Nearest.hint(text, choices));
    }

    public List<String> operands() {
        return parsed.hasMatchedPositional(0) ? parsed.matchedPositional(0).originalStringValues() : List.of();
    }

    /// The only operand, null if there is none.
    public @Nullable String operand() throws UsageException {
        var operands = operands();
        if (operands.size() > 1)
            throw new UsageException("one argument is enough: what is " + operands.get(1) + " for?");
        return operands.isEmpty() ? null : operands.getFirst();
    }
}
