package net.strata.stats;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A histogram as text.
final class Histogram {
    /// Where the times differ by a larger factor, ranges grow with them.
    private static final int EVEN = 4;
    /// A range is no narrower than this part of the times, so that its bounds have few digits.
    private static final int FINEST = 500;
    /// Where ranges of equal ratio begin, 20 to 1 in each decade: preferred numbers (ISO 3), rounded.
    private static final int[][] RATIOS = {
            {100, 112, 125, 140, 160, 180, 200, 225, 250, 280, 315, 355, 400, 450, 500, 560, 630, 710, 800, 900},
            {100, 125, 160, 200, 250, 315, 400, 500, 630, 800}, {100, 160, 250, 400, 630}, {100, 200, 500}, {100}};
    private static final long[] STEPS = {1, 2, 5};
    private static final int MOST_POWER = 17;

    private Histogram() {}

    static List<String> lines(Distribution d, int width, int most, Glyphs glyphs) {
        long usual = d.percentiles(990)[0];
        boolean tail = Figures.isFar(d.max(), d.min(), usual);
        long[] bounds = bounds(d.min(), tail ? usual : d.max(), tail ? most - 1 : most);
        long[] counts = d.counts(bounds);
        int ranges = counts[bounds.length - 1] > 0 ? bounds.length : bounds.length - 1;
        return rows(labels(bounds).subList(0, ranges), counts, width, glyphs);
    }

    private static List<String> rows(List<String> labels, long[] counts, int width, Glyphs glyphs) {
        int labelWidth = labels.stream().mapToInt(String::length).max().orElse(0);
        long highest = Arrays.stream(counts).max().orElse(1);
        int countWidth = Long.toString(highest).length();
        int room = Math.max(1, width - labelWidth - countWidth - 4) * Glyphs.PARTS;
        var lines = new ArrayList<String>();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            int parts = (int) Math.max(counts[i] > 0 ? 1 : 0, Math.round((double) counts[i] / highest * room));
            lines.add((label + " ".repeat(labelWidth - label.length()) + "  "
                    + right(Long.toString(counts[i]), countWidth) + "  " + glyphs.bar(parts)).stripTrailing());
        }
        return lines;
    }

    /// A label for each range between two bounds and for what is beyond the last, with as many decimals as the bounds need.
    private static List<String> labels(long[] bounds) {
        int decimals = Arrays.stream(bounds)
                .mapToInt(b -> Math.max(0, BigDecimal.valueOf(b, 6).stripTrailingZeros().scale())).max().orElse(0);
        int widest = Units.millis(bounds[bounds.length - 1], decimals).length();
        var texts = Arrays.stream(bounds).mapToObj(b -> right(Units.millis(b, decimals), widest)).toList();
        var labels = new ArrayList<String>();
        for (int i = 0; i + 1 < texts.size(); i++)
            labels.add(texts.get(i) + " - " + texts.get(i + 1) + " ms");
        labels.add(texts.getLast() + " ms or more");
        return labels;
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }

    /// Bounds of at most so many ranges: the first is not above `min`, the last is above `max`.
    static long[] bounds(long min, long max, int rows) {
        return max <= EVEN * min ? even(min, max, rows) : growing(Math.max(1, min), max, rows);
    }

    private static long[] even(long min, long max, int rows) {
        for (long power = 1;; power *= 10) {
            for (long factor : STEPS) {
                long step = factor * power;
                long first = min / step;
                long count = max / step - first + 1;
                if (count <= rows && step >= max / FINEST) {
                    var bounds = new long[(int) count + 1];
                    Arrays.setAll(bounds, i -> (first + i) * step);
                    return bounds;
                }
            }
        }
    }

    private static long[] growing(long min, long max, int rows) {
        long[] bounds = {};
        for (int[] ratio : RATIOS) {
            bounds = growing(min, max, ratio);
            if (bounds.length - 1 <= rows) break;
        }
        return bounds;
    }

    private static long[] growing(long min, long max, int[] ratio) {
        var bounds = new ArrayList<Long>();
        for (int power = 0; power < MOST_POWER; power++) {
            for (int each : ratio) {
                long bound = BigDecimal.valueOf(each, 2 - power).longValue();
                if (bound <= min) bounds.clear();
                if (bounds.isEmpty() || bound > bounds.getLast()) bounds.add(bound);
                if (bound > max) return bounds.stream().mapToLong(b -> b).toArray();
            }
        }
        return bounds.stream().mapToLong(b -> b).toArray();
    }
}
