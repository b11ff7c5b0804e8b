package net.strata.lab;

import java.util.ArrayList;
import java.util.List;
import net.strata.live.Ink;
import net.strata.stats.Glyphs;

/// Words with colours, that are broken into lines of some width.
final class Words {
    private record Word(String text, int color) {}

    private static final int PLAIN = 0;
    private static final int FIRST_BEYOND = 0x80;
    private final List<Word> words = new ArrayList<>();

    /// Adds the words of a text.
    Words text(String text) {
        return text(text, PLAIN);
    }

    Words text(String text, int color) {
        for (String word : text.split(" ", -1))
            if (!word.isEmpty()) words.add(new Word(word, color));
        return this;
    }

    /// Adds one word, which may have spaces.
    Words word(String word) {
        return word(word, PLAIN);
    }

    Words word(String word, int color) {
        words.add(new Word(word, color));
        return this;
    }

    /// Adds the words of another.
    Words and(Words other) {
        words.addAll(other.words);
        return this;
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /// Lines of so many columns, filled up with spaces. All but the first begin with some.
    List<String> lines(int width, int indent, Ink ink) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int used = 0;
        boolean begun = false;
        for (Word word : words) {
            String rest = shown(word.text, ink);
            while (!rest.isEmpty()) {
                int cells = Ink.cells(rest);
                int gap = begun ? 1 : 0;
                if (used + gap + cells <= width) {
                    line.append(" ".repeat(gap)).append(ink.sgr(word.color, rest));
                    used += gap + cells;
                    rest = "";
                    begun = true;
                } else if (begun) {
                    lines.add(line + " ".repeat(width - used));
                    line = new StringBuilder(" ".repeat(indent));
                    used = indent;
                    begun = false;
                } else {
                    int take = fitting(rest, width - used);
                    line.append(ink.sgr(word.color, rest.substring(0, take)));
                    used += Ink.cells(rest.substring(0, take));
                    rest = rest.substring(take);
                    begun = true;
                }
            }
        }
        if (begun) lines.add(line + " ".repeat(Math.max(0, width - used)));
        return lines;
    }

    /// A text in the characters that the terminal has.
    static String shown(String text, Ink ink) {
        if (ink.glyphs() == Glyphs.UNICODE || text.chars().allMatch(c -> c < FIRST_BEYOND)) return text;
        return text.replace("\u00b5", "u").replace("\u2192", "->").replaceAll("[^\\x00-\\x7f]", "?");
    }

    /// How much of a word fits, at least one character.
    private static int fitting(String word, int width) {
        int end = word.offsetByCodePoints(0, 1);
        while (end < word.length()) {
            int next = word.offsetByCodePoints(end, 1);
            if (Ink.cells(word.substring(0, next)) > width) break;
            end = next;
        }
        return end;
    }
}
