package net.strata.wire;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Finds what a user meant to type.
public final class Nearest {
    /// A longer word is no mistyped name.
    private static final int LONGEST = 40;

    private Nearest() {}

    /// `; did you mean X?`, or nothing if no name is close.
    public static String hint(String typed, Collection<String> names) {
        var name = to(typed, names);
        return name == null ? "" : "; did you mean " + name + "?";
    }

    /// The name that begins with `typed`, or else the one that takes the fewest typing mistakes to become `typed`, null if none takes fewer than about a third
    /// of its letters.
    public static @Nullable String to(String typed, Collection<String> names) {
        if (typed.length() > LONGEST) return null;
        if (typed.length() > 1) {
            for (var name : names) {
                if (name.startsWith(typed) && typed.chars().anyMatch(Character::isLetter)) return name;
            }
        }
        String nearest = null;
        int fewest = Math.max(1, (typed.length() + 1) / 3) + 1;
        for (var name : names) {
            int mistakes = distance(typed, name, fewest);
            if (mistakes < fewest) {
                fewest = mistakes;
                nearest = name;
            }
        }
        return nearest;
    }

    /// Letters left out, added, changed, or swapped with the next one: the optimal string alignment distance.
    public static int distance(String a, String b) {
        return distance(a, b, Integer.MAX_VALUE);
    }

    /// The distance, or `most` where it is no less.
    private static int distance(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) >= most) return most;
        int[] before = {};
        int[] last = {};
        for (int i = 0; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            int least = most;
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    row[j] = i + j;
                } else {
                    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                    row[j] = Math.min(last[j - 1] + change, 1 + Math.min(last[j], row[j - 1]));
                    if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1))
                        row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            // What follows is no less than the least of a row.
            if (least >= most) return most;
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
