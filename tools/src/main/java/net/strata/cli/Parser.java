package net.strata.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.strata.wire.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reads a command line against the options of one command: picocli reads, and the answers to mistakes are ours.
final class Parser {
    private final List<Option> known;
    private final Map<String, String> elsewhere;
    private final String[] words;

    private Parser(List<Option> known, Map<String, String> elsewhere, String[] words) {
        this.known = known;
        this.elsewhere = elsewhere;
        this.words = words;
    }

    /// Reads all of `words`.
    ///
    /// @param elsewhere what to answer to an option that another tool has
    static Arguments parse(List<Option> known, Map<String, String> elsewhere, String... words) throws UsageException {
        return new Parser(known, elsewhere, words).read(false);
    }

    /// How many words come before the first operand.
    static int beforeOperand(List<Option> known, String[] words) throws UsageException {
        if (words.length > 0 && !words[0].startsWith("-")) return 0; // as in most lines: a parse less in their start
        return words.length - new Parser(known, Map.of(), words).read(true).operands().size();
    }

    private Arguments read(boolean untilOperand) throws UsageException {
        var command = CommandSpec.create().interpolateVariables(false)
                .addPositional(PositionalParamSpec.builder().type(List.class).auxiliaryTypes(String.class).build());
        for (var option : known)
            command.addOption(option.parameter() == null ? flag(option) : value(option, option.parameter()));
        command.parser().stopAtPositional(untilOperand).allowOptionsAsOptionParameters(true).trimQuotes(false);
        var line = new CommandLine(command).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
        try {
            var arguments = new Arguments(line.parseArgs(words));
            refuseNumber(arguments.operands());
            return arguments;
        } catch (UnmatchedArgumentException e) {
            throw unknown(e.getUnmatched().getFirst());
        } catch (MissingParameterException e) {
            var option = (OptionSpec) e.getMissing().getFirst();
            throw new UsageException(option.longestName() + " needs a value: " + option.longestName() + " "
                    + option.paramLabel());
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static OptionSpec value(Option option, String parameter) {
        return OptionSpec.builder(option.names().toArray(String[]::new)).arity("1").paramLabel(parameter)
                .type(List.class).auxiliaryTypes(String.class).build();
    }

    private static OptionSpec flag(Option option) {
        return OptionSpec.builder(option.names().toArray(String[]::new)).arity("0").type(boolean.class)
                .preprocessor((rest, command, spec, how) -> {
                    if (!"=".equals(how.get("separator"))) return false;
                    throw new ParameterException(command.commandLine(), option.name() + " takes no value");
                }).build();
    }

    /// picocli takes `-2` for an operand where no option has that name.
    private void refuseNumber(List<String> operands) throws UsageException {
        if (operands.isEmpty() || List.of(words).contains("--")) return;
        var first = operands.getFirst();
        if (first.length() > 1 && first.startsWith("-")) throw unknown(first);
    }

    /// @param rest a word that is no option, or the letters of a word from the first on that is none, after a dash
    private UsageException unknown(String rest) {
        boolean isLong = rest.startsWith("--");
        var name = isLong ? rest.split("=", 2)[0] : rest.substring(0, 2);
        var answer = elsewhere.get(name);
        if (answer != null) return new UsageException("no option " + name + ": " + answer);
        if (isLong) return new UsageException("no option " + name + likely(name));
        var word = Arrays.stream(words).filter(w -> w.startsWith("-") && w.endsWith(rest.substring(1)))
                .findFirst().orElse(rest);
        var inside = word.equals(name) ? "" : " (in " + word + ")";
        return new UsageException("no option " + name + inside + otherCase(name, word));
    }

    private String likely(String name) {
        return Nearest.hint(name, names().filter(n -> n.startsWith("--")).sorted().toList());
    }

    /// A long name with one dash too few, or the same letter in the other case.
    private String otherCase(String name, String word) {
        if (isKnown("-" + word)) return "; did you mean -" + word + "?";
        char letter = name.charAt(1);
        var other = "-"
                + (Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter));
        return isKnown(other) ? "; did you mean " + other + "?" : "; see --help";
    }

    private boolean isKnown(String name) {
        return names().anyMatch(name::equals);
    }

    private Stream<String> names() {
        return known.stream().flatMap(option -> option.names().stream());
    }
}
