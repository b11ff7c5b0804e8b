package net.strata.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Places as brackets give them: `0:3` a start and a length, `1-2` first and last, `:4`, `4:`, `2`; negative ones are
/// counted from the end.
record Ranges(List<Range> list) {
    /// @param last whether `second` is the last place, rather than a length
    private record Range(int first, int second, boolean last) {}

    private static final int MOST = 64;
    private static final int TO_END = Integer.MAX_VALUE;
    private static final String NUMBER = "\\s*([+-]?(?:0[xX][0-9A-Fa-f]{1,7}|[0-9]{1,9}))\\s*";
    private static final Pattern FORM = Pattern
            .compile(NUMBER + "(?:([:-])(?:" + NUMBER + ")?)?|\\s*:" + NUMBER);

    /// Reads what stands between brackets.
    static Ranges parse(Token token, String filter) throws FilterException {
        var list = new ArrayList<Range>();
        String[] parts = token.text().split(",", -1);
        if (parts.length > MOST)
            throw new FilterException("more than " + MOST + " ranges", filter, token.from(), token.to());
        int from = token.from();
        for (String part : parts) {
            Matcher m = FORM.matcher(part);
            String wrong = m.matches() ? null : "\"" + part + "\" is no range; ranges are 0:3, 1-2, :4, 4: and 2";
            if (wrong == null) {
                Range range = range(m);
                wrong = range.last && range.second < range.first && range.second < 0 == range.first < 0
                        ? "the range " + part.strip() + " ends before it begins"
                        : !range.last && range.second <= 0 ? "the range " + part.strip() + " has no length" : null;
                list.add(range);
            }
            if (wrong != null) throw new FilterException(wrong, filter, from, from + part.length());
            from += part.length() + 1;
        }
        return new Ranges(list);
    }

    private static Range range(Matcher m) {
        if (m.group(4) != null) return new Range(0, Integer.decode(m.group(4)), false);
        int first = decimal(m.group(1));
        if (m.group(2) == null) return new Range(first, 1, false);
        if (m.group(3) == null) return new Range(first, TO_END, false);
        return new Range(first, decimal(m.group(3)), m.group(2).equals("-"));
    }

    private static int decimal(String number) {
        return number.matches("[+-]?0[xX].*") ? Integer.decode(number) : Integer.parseInt(number);
    }

    int size() {
        return list.size();
    }

    /// Where range `i` starts in so many places, -1 if it is not all there.
    int from(int i, int places) {
        Range r = list.get(i);
        int from = r.first < 0 ? places + r.first : r.first;
        return from < 0 || from > places || count(i, places) < 0 ? -1 : from;
    }

    /// How many places range `i` takes, -1 if it is not all there.
    int count(int i, int places) {
        Range r = list.get(i);
        int from = r.first < 0 ? places + r.first : r.first;
        if (from < 0 || from > places) return -1;
        if (r.second == TO_END) return places - from;
        int count = r.last ? (r.second < 0 ? places + r.second : r.second) - from + 1 : r.second;
        return count < 0 || count > places - from ? -1 : count;
    }

    /// Whether a place, counted from 0, lies in a range, as far as it reaches into the places.
    boolean holds(int place, int places) {
        for (Range r : list) {
            int from = r.first < 0 ? places + r.first : r.first;
            long to = r.second == TO_END
                    ? places
                    : r.last ? (r.second < 0 ? places + r.second : r.second) + 1L : from + (long) r.second;
            if (place >= from && place < to) return true;
        }
        return false;
    }
}
