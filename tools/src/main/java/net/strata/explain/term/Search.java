package net.strata.explain.term;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.strata.explain.term.Term.Match;
import net.strata.protocol.FieldIndex;
import net.strata.wire.Meta;

/// A search by words: entries and fields that have all of them, or if none has all, those that have most.
/// A word counts more in a name than in what is said of it, and more as a whole word than as part of one.
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
    private static final int IN_NAME = 40;
    private static final int IN_OTHER_NAME = 30;
    private static final int IN_TEXT = 10;

    /// What a match counts, by what it is of.
    private static final int OF_ENTRY = 3;
    private static final int OF_COMMON_FIELD = 2;
    private static final int OF_FIELD = 1;

    private final List<String> words;

    private record Scored(Match match, int words, int score) {}

    Search(String typed) {
        String plain = QUESTION.matcher(typed.toLowerCase(Locale.ROOT)).replaceAll(" ");
        List<String> all = split(SCRIPTS.matcher(plain).replaceAll(" "));
        List<String> telling = all.stream().filter(word -> !EMPTY.contains(word)).toList();
        words = telling.isEmpty() ? all : telling;
    }

    private Search(List<String> words) {
        this.words = words;
    }

    private static List<String> split(String text) {
        return BETWEEN.splitAsStream(text).filter(word -> !word.isEmpty()).distinct().toList();
    }

    /// The same, with Chinese words cut into pairs of characters, as nothing stands between words there.
    Search inPairs() {
        var pairs = new ArrayList<String>();
        for (String word : words) {
            if (!han(word)) pairs.add(word);
            for (int i = 0; han(word) && i + 2 <= word.length(); i++)
                pairs.add(word.substring(i, i + 2));
        }
        return new Search(pairs);
    }

    private static boolean han(String word) {
        return Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.HAN;
    }

    /// The words that count, in small letters.
    List<String> words() {
        return words;
    }

    /// @param all whether every match has all words
    record Found(List<Match> matches, boolean all) {}

    Found among(Collection<Entry> entries, FieldIndex fields) {
        var found = new ArrayList<Scored>();
        for (Entry each : entries)
            add(found, match(each), OF_ENTRY, String.join(" ", each.others()), text(each));
        for (FieldIndex.Entry each : fields.all()) {
            Meta meta = each.field().meta();
            String says = meta.says().isEmpty() ? meta.label() : meta.says();
            boolean common = Terms.WELL_KNOWN.contains(each.name().substring(0, each.name().indexOf('.')));
            add(found, new Match("field", each.name(), says), common ? OF_COMMON_FIELD : OF_FIELD, meta.label(), says);
        }
        int most = found.stream().mapToInt(Scored::words).max().orElse(0);
        return new Found(found.stream().filter(each -> each.words() == most)
                .sorted(Comparator.comparingInt(Scored::score).reversed()).map(Scored::match).distinct().limit(MOST)
                .toList(), most == words.size());
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

    private void add(List<Scored> found, Match match, int weight, String other, String text) {
        String name = match.name();
        int has = 0;
        int score = 0;
        for (String word : words) {
            int each = Math.max(IN_NAME * in(name, word),
                    Math.max(IN_OTHER_NAME * in(other, word), IN_TEXT * in(text, word)));
            if (each > 0) has++;
            score += each;
        }
        // Of two names with the same word, the one that has less besides.
        if (has > 0) found.add(new Scored(match, has, 1000 * weight * score / (100 + name.length())));
    }

    /// 4 where a word begins and ends as it does, 2 where one begins so, 1 where it is anywhere; 0 where it is not. Two
    /// letters are in many a word, and digits in many a number.
    private static int in(String text, String word) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean number = word.chars().allMatch(Character::isDigit);
        int best = 0;
        for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1));
            boolean ends = end == lower.length() || !Character.isLetterOrDigit(lower.charAt(end));
            int here = begins && ends ? 4 : number ? 0 : begins ? 2 : word.length() > 2 || han(word) ? 1 : 0;
            best = Math.max(best, here);
        }
        return best;
    }
}
