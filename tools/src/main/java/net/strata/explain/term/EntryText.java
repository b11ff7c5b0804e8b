package net.strata.explain.term;

import java.util.ArrayList;
import java.util.List;
import net.strata.explain.term.Entry.Command;
import net.strata.explain.term.Entry.Correction;
import net.strata.explain.term.Entry.Sample;
import org.jspecify.annotations.Nullable;

/// An entry as it is written:
///
/// ```
/// # SO_REUSEADDR = reuse address = 地址重用
/// socket option
///
/// What it is, in paragraphs, with blank lines between.
///
/// wrong: What is often said.
/// right: How it is.
/// spec: socket(7); RFC 9293 section 3.6.1
/// see: bind, TIME_WAIT
/// run: strata echo demo reuseaddr -- a server started again
/// field: tcp.flags.fin, tcp.flags.reset
/// sample: tcp-echo -- tcp.flags.fin == 1
/// ```
///
/// The first line has the names, the second what kind of thing it is. `wrong` and `right`, and `run`, may be repeated; all but `spec` may be missing.
/// A line that begins with two blanks goes on with the one before.
final class EntryText {
    static final String HEADING = "# ";
    private static final List<String> KEYS = List.of("wrong", "right", "spec", "see", "run", "field", "sample");

    private final String name;
    private final List<String> paragraphs = new ArrayList<>();
    private final List<Correction> corrections = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private List<String> sources = List.of();
    private List<String> related = List.of();
    private List<String> fields = List.of();
    private @Nullable Sample sample;
    private @Nullable String wrong;

    private EntryText(String name) {
        this.name = name;
    }

    /// The names in a heading; the first is the term's own.
    static List<String> names(String heading) {
        return list(heading.substring(HEADING.length()), " = ");
    }

    /// @param text from its heading to the next
    /// @throws IllegalArgumentException if it is no entry, with the term's name and what is wrong
    static Entry parse(String text) {
        List<String> lines = joined(text);
        List<String> names = names(lines.getFirst());
        var entry = new EntryText(names.getFirst());
        Kind kind = entry.kind(lines.size() < 2 ? "" : lines.get(1));
        for (String line : lines.subList(2, lines.size()))
            entry.add(line);
        return entry.made(names, kind);
    }

    /// The lines of an entry, paragraphs and continued lines in one.
    private static List<String> joined(String text) {
        var lines = new ArrayList<String>();
        boolean goesOn = false;
        for (String line : text.strip().split("\n", -1)) {
            boolean own = lines.size() < 2 || key(line) != null;
            if (line.isBlank()) {
                goesOn = false;
            } else if (goesOn && !own || line.startsWith("  ")) {
                lines.add(lines.removeLast() + " " + line.strip());
            } else {
                lines.add(line.strip());
                goesOn = lines.size() > 2 && key(line) == null;
            }
        }
        return lines;
    }

    private static @Nullable String key(String line) {
        int colon = line.indexOf(": ");
        return colon > 0 && KEYS.contains(line.substring(0, colon)) ? line.substring(0, colon) : null;
    }

    private Kind kind(String words) {
        for (Kind each : Kind.values())
            if (each.words().equals(words)) return each;
        throw bad("there is no kind " + words);
    }

    private void add(String line) {
        String key = key(line);
        if (key == null) {
            if (!sources.isEmpty() || !commands.isEmpty() || !corrections.isEmpty())
                throw bad("a paragraph after the rest, or an unknown key: " + line);
            paragraphs.add(line);
            return;
        }
        String value = line.substring(key.length() + 2).strip();
        if (wrong != null && !"right".equals(key)) throw bad("no right: after wrong:");
        switch (key) {
            case "wrong" -> wrong = value;
            case "right" -> right(value);
            case "spec" -> sources = once(sources, list(value, "; "));
            case "see" -> related = once(related, list(value, ", "));
            case "field" -> fields = once(fields, list(value, ", "));
            case "run" -> commands.add(command(value));
            case "sample" -> {
                if (sample != null) throw bad("two samples");
                sample = sample(value);
            }
            default -> throw bad(key);
        }
    }

    private void right(String value) {
        if (wrong == null) throw bad("no wrong: before right:");
        corrections.add(new Correction(wrong, value));
        wrong = null;
    }

    private List<String> once(List<String> before, List<String> now) {
        if (!before.isEmpty()) throw bad("a key is there twice, with " + now);
        return now;
    }

    private static List<String> list(String text, String between) {
        var parts = new ArrayList<String>();
        int at = 0;
        for (int end = text.indexOf(between); end >= 0; end = text.indexOf(between, at)) {
            parts.add(text.substring(at, end).strip());
            at = end + between.length();
        }
        parts.add(text.substring(at).strip());
        return parts;
    }

    private static Command command(String text) {
        int dashes = text.indexOf(" -- ");
        // A command line may have such dashes itself: those before what it shows come last.
        int last = text.lastIndexOf(" -- ");
        return dashes < 0
                ? new Command(text, "")
                : new Command(text.substring(0, last).strip(), text.substring(last + 4).strip());
    }

    private Sample sample(String text) {
        int dashes = text.indexOf(" -- ");
        if (dashes < 0) throw bad("no filter for the sample " + text);
        return new Sample(text.substring(0, dashes).strip(), text.substring(dashes + 4).strip());
    }

    private Entry made(List<String> names, Kind kind) {
        if (wrong != null) throw bad("no right: after wrong:");
        if (paragraphs.isEmpty()) throw bad("nothing says what it is");
        if (sources.isEmpty()) throw bad("no spec:");
        return new Entry(name, names.subList(1, names.size()), kind, List.copyOf(paragraphs),
                List.copyOf(corrections), sources, related, List.copyOf(commands), fields, sample);
    }

    private IllegalArgumentException bad(String what) {
        return new IllegalArgumentException(name + ": " + what);
    }
}
