package net.strata.view;

import java.util.ArrayList;
import java.util.List;

/// Numbers as a user lists them: `5,10-20`, or `10..20`.
public final class Ranges {
    /// Every number.
    public static final Ranges ALL = new Ranges(List.of(new Range(0, Long.MAX_VALUE)));

    private record Range(long from, long to) {}

    private final List<Range> ranges;
    private final long last;

    private Ranges(List<Range> ranges) {
        this.ranges = ranges;
        last = ranges.stream().mapToLong(Range::to).max().orElse(0);
    }

    /// One number.
    public static Ranges of(long number) {
        return new Ranges(List.of(new Range(number, number)));
    }

    /// Reads such a list.
    ///
    /// @throws IllegalArgumentException if `text` is none
    public static Ranges parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("\\.\\.|-", -1);
            if (ends.length > 2) throw new IllegalArgumentException("'" + part + "' is not a range");
            long from = number(ends[0]);
            long to = ends.length == 1 ? from : ends[1].isEmpty() ? Long.MAX_VALUE : number(ends[1]);
            if (to < from) throw new IllegalArgumentException("'" + part + "' ends before it begins");
            ranges.add(new Range(from, to));
        }
        return new Ranges(ranges);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
    }

    boolean contains(long n) {
        for (Range r : ranges) {
            if (n >= r.from && n <= r.to) return true;
        }
        return false;
    }

    /// The largest number there is.
    long last() {
        return last;
    }
}
