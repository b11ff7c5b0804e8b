package net.strata.explain.term;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The names that stand in a text. Each place of the text belongs to the longest name that covers it: in `MAC address`, the name
/// `address` is not found.
final class NamesIn {
    /// Ideographs that stand between words; a word of one ideograph is found only beside them, or by itself.
    private static final String LINKS = "和与跟及的是";

    private final String text;

    /// @param text as [Glossary#plain] makes it
    NamesIn(String text) {
        this.text = text;
    }

    private record Found(String name, int from, int end, int width) {
        boolean meets(Found other) {
            return from < other.end && other.from < end;
        }
    }

    /// The longest first, and of two that are as long, the one that comes first in the text.
    List<String> among(Collection<String> names) {
        var all = new ArrayList<Found>();
        for (String name : names)
            for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
                if (isWord(name, at)) all.add(new Found(name, at, at + name.length(), width(name)));
        all.sort(Comparator.comparingInt(Found::width).reversed().thenComparingInt(Found::from));
        var longest = new ArrayList<Found>();
        for (Found each : all)
            if (longest.stream().noneMatch(each::meets)) longest.add(each);
        return longest.stream().map(Found::name).toList();
    }

    private boolean isWord(String name, int at) {
        int end = at + name.length();
        if (name.chars().noneMatch(Character::isLetterOrDigit)) return false;
        if (han(name.charAt(0)) && name.length() == 1) return parts(at - 1) && parts(end);
        return begins(at) && (ends(end) || end < text.length() && text.charAt(end) == 's' && ends(end + 1));
    }

    private boolean parts(int at) {
        return at < 0 || at == text.length() || !han(text.charAt(at)) || LINKS.indexOf(text.charAt(at)) >= 0;
    }

    private boolean begins(int at) {
        return at == 0 || han(text.charAt(at)) || !isPart(at - 1, at - 2);
    }

    private boolean ends(int end) {
        return end == text.length() || han(text.charAt(end - 1)) || !isPart(end, end + 1);
    }

    /// Whether the character beside a word belongs to it, as does a dot with a letter behind it: `tcp` is no word of `tcp.port`.
    private boolean isPart(int at, int beyond) {
        char c = text.charAt(at);
        if (c == '.') return beyond >= 0 && beyond < text.length() && isPart(beyond, -1);
        return c == '_' || Character.isLetterOrDigit(c) && !han(c);
    }

    private static boolean han(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    /// An ideograph says as much as two letters, and is as wide.
    private static int width(String name) {
        return name.chars().map(c -> han((char) c) ? 2 : 1).sum();
    }
}
