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
            int mistakes = distance(typed, name);
            if (mistakes < fewest) {
                fewest = mistakes;
                nearest = name;
            }
        }
        return nearest;
    }

    /// Letters left out, added, changed, or swapped with the next one: the optimal string alignment distance.
    public static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1))
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
        return d[a.length()][b.length()];
    }
}
