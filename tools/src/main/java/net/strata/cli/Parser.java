package net.strata.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a command line against the options of one command.
final class Parser {
    private final Map<String, Option> options = new HashMap<>();
    private final Map<String, String> elsewhere;
    private final Arguments result = new Arguments();
    private final String[] words;
    private int at;

    private Parser(List<Option> known, Map<String, String> elsewhere, String[] words) {
        for (var option : known)
            for (var name : option.names())
                if (options.put(name, option) != null) throw new IllegalArgumentException("two options " + name);
        this.elsewhere = elsewhere;
        this.words = words;
    }

    /// Reads all of `words`.
    ///
    /// @param elsewhere what to answer to an option that another tool has
    static Arguments parse(List<Option> known, Map<String, String> elsewhere, String[] words) throws UsageException {
        var parser = new Parser(known, elsewhere, words);
        while (parser.at < words.length)
            parser.word();
        return parser.result;
    }

    /// How many words come before the first operand.
    static int beforeOperand(List<Option> known, String[] words) throws UsageException {
        var parser = new Parser(known, Map.of(), words);
        while (parser.at < words.length && isOption(words[parser.at]) && !words[parser.at].equals("--"))
            parser.word();
        return parser.at;
    }

    private static boolean isOption(String word) {
        return word.length() > 1 && word.charAt(0) == '-';
    }

    private void word() throws UsageException {
        var word = words[at++];
        if (!isOption(word)) result.add(word);
        else if (word.equals("--")) while (at < words.length)
            result.add(words[at++]);
        else if (word.startsWith("--")) longOption(word);
        else
            letters(word);
    }

    private void longOption(String word) throws UsageException {
        int equals = word.indexOf('=');
        var name = equals < 0 ? word : word.substring(0, equals);
        var option = find(name, name);
        if (option.parameter() == null) {
            if (equals >= 0) throw new UsageException(name + " takes no value");
            result.add(option, "");
        } else {
            result.add(option, equals < 0 ? following(option, name) : word.substring(equals + 1));
        }
    }

    /// Letters up to the first that takes a value; what follows that one is its value.
    private void letters(String word) throws UsageException {
        for (int i = 1; i < word.length(); i++) {
            var name = "-" + word.charAt(i);
            var option = find(name, word);
            if (option.parameter() == null) {
                result.add(option, "");
                continue;
            }
            result.add(option, i + 1 < word.length() ? word.substring(i + 1) : following(option, name));
            return;
        }
    }

    private String following(Option option, String name) throws UsageException {
        if (at == words.length) throw new UsageException(name + " needs a value: " + name + " " + option.parameter());
        return words[at++];
    }

    private Option find(String name, String word) throws UsageException {
        var option = options.get(name);
        if (option != null) return option;
        var answer = elsewhere.get(name);
        if (answer != null) throw new UsageException("no option " + name + ": " + answer);
        var inside = word.equals(name) ? "" : " (in " + word + ")";
        throw new UsageException(
                "no option " + name + inside + (name.startsWith("--") ? likely(name) : otherCase(name, word)));
    }

    private String likely(String name) {
        return Nearest.hint(name, options.keySet().stream().filter(n -> n.startsWith("--")).sorted().toList());
    }

    /// A long name with one dash too few, or the same letter in the other case.
    private String otherCase(String name, String word) {
        if (options.containsKey("-" + word)) return "; did you mean -" + word + "?";
        char letter = name.charAt(1);
        var other = "-"
                + (Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter));
        return options.containsKey(other) ? "; did you mean " + other + "?" : "; see --help";
    }
}
