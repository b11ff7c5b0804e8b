package net.strata.explain.term;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.strata.explain.term.Term.Match;
import net.strata.protocol.FieldIndex;
import net.strata.wire.Meta;

/// A search by words, in the names of entries and fields and in what is said of them. A word counts more in a name, so that
/// two in a name are more than three in a text, and two in a text more than one in a name.
final class Search {
    static final int MOST = 20;
    /// Words that are in every question.
    private static final Set<String> EMPTY = Set.of("a", "an", "the", "of", "is", "are", "what", "does", "do", "how",
            "in",
            "to", "and", "or", "for", "why", "when", "my", "i", "mean", "means", "vs", "versus", "between",
            "difference", "和", "与", "跟", "的", "是");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{IsAlphabetic}\\p{IsDigit}_]+");
    private static final Pattern QUESTION = Pattern.compile("什么是|是什么|什么叫|为什么|怎么|如何|的意思|(有什么|的)区别");
    private static final Pattern SCRIPTS = Pattern.compile("(?<=\\p{IsHan})(?=[a-z0-9_])|(?<=[a-z0-9_])(?=\\p{IsHan})");
    private static final int NAME = 5;
    private static final int BEGINNING = 4;
    private static final int TEXT = 3;
    private static final int LEAST_BEGINNING = 3;

    /// What a match counts, by what it is of.
    private static final int OF_ENTRY = 6;
    private static final int OF_COMMON_FIELD = 5;
    private static final int OF_FIELD = 3;

    private final String asked;
    private final List<String> words;

    private record Scored(Match match, int words, int score) {}

    Search(String typed) {
        asked = QUESTION.matcher(typed.toLowerCase(Locale.ROOT)).replaceAll(" ");
        List<String> all = BETWEEN.splitAsStream(SCRIPTS.matcher(asked).replaceAll(" "))
                .filter(word -> !word.isEmpty()).distinct().toList();
        List<String> telling = all.stream().filter(word -> !EMPTY.contains(word)).toList();
        words = telling.isEmpty() ? all : telling;
    }

    /// What was typed, in small letters, but for what makes it a question.
    String asked() {
        return asked;
    }

    /// The words as they are looked for: without the plural's s, and Chinese cut into pairs of characters, as nothing stands
    /// between words there.
    private List<String> pieces() {
        var pieces = new LinkedHashSet<String>();
        for (String word : words) {
            boolean plural = word.length() > LEAST_BEGINNING && word.endsWith("s") && !word.endsWith("ss");
            if (!han(word) || word.length() < 2) pieces.add(plural ? word.substring(0, word.length() - 1) : word);
            for (int i = 0; han(word) && i + 2 <= word.length(); i++)
                pieces.add(word.substring(i, i + 2));
        }
        return List.copyOf(pieces);
    }

    private static boolean han(String word) {
        return Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.HAN;
    }

    /// The words that count, in small letters.
    List<String> words() {
        return words;
    }

    /// @param all whether one has all words
    record Found(List<Match> matches, boolean all) {}

    /// The best, and those that count half as much at least.
    Found among(Collection<Entry> entries, FieldIndex fields) {
        List<String> pieces = pieces();
        var found = new ArrayList<Scored>();
        for (Entry each : entries)
            add(found, pieces, match(each), OF_ENTRY, each.name() + ' ' + String.join(" ", each.others()), text(each));
        for (FieldIndex.Entry each : fields.all()) {
            Meta meta = each.field().meta();
            String says = meta.says().isEmpty() ? meta.label() : meta.says();
            boolean common = Terms.WELL_KNOWN.contains(each.name().substring(0, each.name().indexOf('.')));
            add(found, pieces, new Match("field", each.name(), says), common ? OF_COMMON_FIELD : OF_FIELD,
                    each.name() + ' ' + meta.label(), says);
        }
        int best = found.stream().mapToInt(Scored::score).max().orElse(0);
        return new Found(
                found.stream().filter(each -> 2 * each.score() >= best)
                        .sorted(Comparator.comparingInt(Scored::score).reversed()
                                .thenComparingInt(each -> each.match().name().length()))
                        .map(Scored::match).distinct().limit(MOST).toList(),
                found.stream().anyMatch(each -> each.words() == pieces.size()));
    }

    static Match match(Entry entry) {
        return new Match(entry.kind().words(), entry.name(), first(entry.text().getFirst()));
    }

    private static String text(Entry entry) {
        Stream<String> corrections = entry.corrections().stream()
                .flatMap(each -> Stream.of(each.wrong(), each.right()));
        return String.join(" ", Stream.concat(entry.text().stream(), corrections).toList());
    }

    /// A paragraph's first sentence.
    private static String first(String paragraph) {
        int end = paragraph.indexOf(". ");
        return end < 0 ? paragraph : paragraph.substring(0, end + 1);
    }

    private static void add(List<Scored> found, List<String> pieces, Match match, int weight, String names,
            String text) {
        String lowerNames = names.toLowerCase(Locale.ROOT);
        String lowerText = text.toLowerCase(Locale.ROOT);
        int has = 0;
        int score = 0;
        for (String piece : pieces) {
            int each = in(lowerNames, piece, NAME, BEGINNING);
            if (each == 0) each = in(lowerText, piece, TEXT, TEXT);
            if (each > 0) has++;
            score += each;
        }
        if (has > 0) found.add(new Scored(match, has, weight * score));
    }

    /// What a piece counts in a text: most where a word is just that, less where one begins so; 0 where none does. Two
    /// letters begin many a word, and digits many a number. In Chinese nothing tells where a word begins.
    private static int in(String text, String piece, int whole, int beginning) {
        boolean part = piece.length() >= LEAST_BEGINNING && !Character.isDigit(piece.charAt(0));
        int best = 0;
        for (int at = text.indexOf(piece); at >= 0 && best < whole; at = text.indexOf(piece, at + 1)) {
            if (han(piece)) return beginning;
            if (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1)) && !han(text.substring(at - 1, at))) continue;
            int end = at + piece.length();
            if (ends(text, end) || text.startsWith("s", end) && ends(text, end + 1)) best = whole;
            else if (part) best = Math.max(best, beginning);
        }
        return best;
    }

    private static boolean ends(String text, int end) {
        return end == text.length() || !Character.isLetterOrDigit(text.charAt(end))
                || han(text.substring(end, end + 1));
    }
}
