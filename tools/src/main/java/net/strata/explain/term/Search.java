package net.strata.explain.term;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.strata.decode.Protocol;
import net.strata.explain.term.Term.Match;
import net.strata.protocol.FieldIndex;
import net.strata.wire.Meta;

/// A search by words: entries, fields and protocols that have all of them, or if none has all, those that have most.
/// A word counts more in a name than in what is said of it, and more as a whole word than as part of one.
final class Search {
    private static final int MOST = 20;
    /// Words that are in every question.
    private static final Set<String> EMPTY = Set.of("a", "an", "the", "of", "is", "are", "what", "does", "do", "how",
            "in",
            "to", "and", "or", "for", "why", "when", "mean", "means", "什么是", "是什么", "什么");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{IsAlphabetic}\\p{IsDigit}_]+");
    private static final Pattern QUESTION = Pattern.compile("什么是|是什么|什么叫|怎么|如何|的意思");
    private static final int IN_NAME = 40;
    private static final int IN_OTHER_NAME = 30;
    private static final int IN_TEXT = 4;

    private final List<String> words;

    private record Scored(Match match, int words, int score) {}

    Search(String typed) {
        String plain = QUESTION.matcher(typed.toLowerCase(Locale.ROOT)).replaceAll(" ");
        List<String> all = split(plain);
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

    Found among(Collection<Entry> entries, FieldIndex fields, Collection<Protocol> protocols) {
        var found = new ArrayList<Scored>();
        for (Entry each : entries)
            add(found, new Match(each.kind().words(), each.name(), first(each.text().getFirst())), 3, each.name(),
                    String.join(" ", each.others()), text(each));
        for (Protocol each : protocols) {
            String prefix = each.layout().prefix();
            add(found, new Match("protocol", prefix, each.layout().title()), 2, prefix + " " + each.label(),
                    each.layout().title(), "");
        }
        for (FieldIndex.Entry each : fields.all()) {
            Meta meta = each.field().meta();
            add(found, new Match("field", each.name(), meta.says().isEmpty() ? meta.label() : meta.says()), 1,
                    each.name(), meta.label(), meta.says());
        }
        int most = found.stream().mapToInt(Scored::words).max().orElse(0);
        return new Found(found.stream().filter(each -> each.words() == most)
                .sorted(Comparator.comparingInt(Scored::score).reversed()).map(Scored::match).distinct().limit(MOST)
                .toList(), most == words.size());
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

    /// @param rank which of two comes first that have the words in the same places
    private void add(List<Scored> found, Match match, int rank, String name, String other, String text) {
        int has = 0;
        int score = rank;
        for (String word : words) {
            int each = Math.max(IN_NAME * in(name, word),
                    Math.max(IN_OTHER_NAME * in(other, word), IN_TEXT * in(text, word)));
            if (each > 0) has++;
            score += each;
        }
        // Of two names with the same word, the one that has less besides.
        if (has > 0) found.add(new Scored(match, has, 1000 * score / (100 + name.length())));
    }

    /// 4 where a word begins and ends as it does, 2 where one begins so, 1 where it is anywhere; 0 where it is not. Two
    /// letters are in many a word.
    private static int in(String text, String word) {
        String lower = text.toLowerCase(Locale.ROOT);
        int best = 0;
        for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1));
            boolean ends = end == lower.length() || !Character.isLetterOrDigit(lower.charAt(end));
            int here = begins && ends ? 4 : begins ? 2 : word.length() > 2 || han(word) ? 1 : 0;
            best = Math.max(best, here);
        }
        return best;
    }
}
