package net.strata.explain.story;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.strata.explain.Sheet;
import net.strata.explain.Style;
import net.strata.frame.Batch;
import net.strata.lab.Spans;
import net.strata.live.Ink;

/// Draws a story: the hosts as columns, time from top to bottom, arrows between them. What an arrow means stands beside it
/// where there is room, else below.
final class Ladder {
    private static final String BAR = "\u2502";
    private static final String DOTTED = "\u2506";
    private static final String LINE = "\u2500";
    private static final String RIGHT = "\u25b6";
    private static final String LEFT = "\u25c0";
    private static final int BESIDE = 140;
    private static final int WIDEST = 76;
    private static final int NARROW = 60;
    private static final int LEAST_COLUMN = 12;
    private static final int SENTENCES = 100;
    private static final int LEAST_TIMES = 5;
    /// A fraction of a second with its point.
    private static final int FRACTION = 7;
    /// A gap is longer if it lasts so many times the usual one, and at least this long.
    private static final int TIMES = 8;
    private static final long LEAST_GAP = 1_000_000;

    private final Story story;
    private final Sheet sheet;
    private final int width;
    private final int axis;
    /// Digits of a time that are left out at its end.
    private final int digits;
    private final int numbers;
    private final int[] columns;
    private final int words;
    private final boolean beside;
    private final long longer;
    private long before = Batch.NO_TIME;

    Ladder(Story story, Sheet sheet) {
        this.story = story;
        this.sheet = sheet;
        width = Math.max(40, sheet.width());
        numbers = width < NARROW ? 5 : 7;
        digits = digits();
        axis = numbers + Math.max(width < NARROW ? 9 : 12, 3 + longest(digits));
        beside = width >= BESIDE;
        int hosts = Math.max(1, story.hosts().size());
        int most = beside ? Math.max(WIDEST, (hosts - 1) * LEAST_COLUMN * 2) : width - axis - 2;
        int room = Math.min(most, width - axis - 2);
        columns = new int[hosts];
        for (int i = 0; i < hosts; i++)
            columns[i] = axis + (hosts == 1 ? 0 : i * (room - 1) / (hosts - 1));
        words = columns[hosts - 1] + 4;
        longer = longer();
    }

    /// So many digits less than all that times take no more than their share of the width, if that is enough.
    private int digits() {
        int least = width < NARROW ? 2 : 0;
        return longest(least) <= width / LEAST_TIMES ? least : FRACTION;
    }

    /// The length of the longest time.
    private int longest(int without) {
        int longest = 0;
        for (Story.Part each : story.parts())
            for (Story.Row row : each.rows())
                if (row.time() != Batch.NO_TIME && story.start() != Batch.NO_TIME)
                    longest = Math.max(longest, text(row.time(), without).length());
        return longest;
    }

    private String text(long time, int without) {
        String text = Say.seconds(time - story.start());
        return text.substring(0, text.length() - without);
    }

    private int last() {
        return columns[columns.length - 1];
    }

    /// From which length on a gap is shown.
    private long longer() {
        long[] gaps = new long[story.arrows().size()];
        int count = 0;
        long previous = Batch.NO_TIME;
        for (Story.Arrow each : story.arrows()) {
            if (previous != Batch.NO_TIME && each.time() != Batch.NO_TIME) gaps[count++] = each.time() - previous;
            previous = each.time();
        }
        if (count == 0) return Long.MAX_VALUE;
        Arrays.sort(gaps, 0, count);
        return Math.max(LEAST_GAP, gaps[count / 2] * TIMES);
    }

    void draw() {
        text(story.name() + "  " + story.title(), 0, Style.BOLD);
        for (String each : story.summary())
            text(each, 0, Style.PLAIN);
        boolean implied = story.arrows().stream().flatMap(each -> each.calls().stream()).anyMatch(Story.Call::implied);
        if (implied)
            text("Socket calls (\u00b7) are those that would cause this, and that could return then: they were not recorded.",
                    0, Style.SOFT);
        int number = 0;
        boolean headed = false;
        for (Story.Part each : story.parts()) {
            sheet.line();
            sheet.line(++number + "  " + each.heading(), Style.BOLD);
            for (String sentence : each.says())
                text(sentence, 3, Style.PLAIN);
            if (each.rows().isEmpty()) continue;
            if (!each.says().isEmpty()) sheet.line();
            heads(!headed);
            headed = true;
            each.rows().forEach(this::row);
        }
    }

    private void text(String text, int indent, Style style) {
        int most = Math.min(width, SENTENCES + indent) - indent;
        sheet.paragraph(sheet.height(), indent, most, text, style);
    }

    /// The hosts' names over their columns.
    private void heads(boolean addresses) {
        int row = sheet.height();
        sheet.put(row, numbers - 2, "#", Style.SOFT);
        sheet.put(row, axis - 6, "time", Style.SOFT);
        for (int i = 0; i < columns.length; i++) {
            Story.Host host = story.hosts().get(i);
            int room = columns.length == 1 ? width - axis : (last() - axis) / columns.length - 1;
            String name = host.role().isEmpty() ? host.address() : host.role();
            head(row, i, Sheet.fit(name, room), Style.BOLD);
            if (addresses && !host.role().isEmpty()) {
                int line = row + 1;
                for (String each : Sheet.broken(host.address(), Math.max(8, room)))
                    head(line++, i, each, Style.SOFT);
            }
        }
    }

    private void head(int row, int host, String text, Style style) {
        int cells = Ink.cells(text);
        int at = host == 0
                ? columns[0]
                : host == columns.length - 1 ? Math.max(0, columns[host] + 1 - cells) : columns[host] - cells / 2;
        sheet.put(row, at, text, style);
    }

    private void bars(int row, String bar) {
        for (int column : columns)
            sheet.put(row, column, bar, Style.SOFT);
    }

    private void row(Story.Row row) {
        gap(row.time());
        switch (row) {
            case Story.Arrow a -> arrow(a);
            case Story.Deed d -> deed(d);
            case Story.Skip s -> {
                int at = sheet.height();
                bars(at, DOTTED);
                middle(at, Say.count(s.packets(), "packet") + " not shown");
            }
        }
    }

    private void middle(int row, String text) {
        String fit = Sheet.fit(" " + text + " ", Math.max(8, width - axis - 4));
        int at = Math.max(axis + 2, (axis + last() - Ink.cells(fit)) / 2);
        sheet.put(row, at, fit, Style.SOFT);
    }

    private void gap(long time) {
        if (before != Batch.NO_TIME && time != Batch.NO_TIME && time - before >= longer) {
            int lines = time - before >= longer * 10 ? 3 : 1;
            for (int i = 0; i < lines; i++) {
                int at = sheet.height();
                bars(at, DOTTED);
                if (i == lines / 2) middle(at, Spans.of(time - before) + " later");
            }
        }
        if (time != Batch.NO_TIME) before = time;
    }

    private void time(int row, long time) {
        if (time == Batch.NO_TIME || story.start() == Batch.NO_TIME) return;
        String text = text(time, digits);
        sheet.put(row, Math.max(numbers + 1, axis - 2 - text.length()), text, Style.SOFT);
    }

    private void arrow(Story.Arrow a) {
        int row = sheet.height();
        Style style = style(a);
        String number = Long.toString(a.number());
        sheet.put(row, Math.max(0, numbers - 1 - number.length()), number, Style.PLAIN);
        time(row, a.time());
        bars(row, BAR);
        int from = columns[a.from()];
        boolean all = a.to() == Story.Arrow.ALL;
        int to = all ? (a.from() == columns.length - 1 ? columns[0] : last()) : columns[a.to()];
        boolean lost = a.marks().contains(Story.Mark.LOST);
        String below = from == to ? alone(row, from, a, style) : shaft(row, from, to, a, style, lost);
        int next = row + 1;
        if (beside) {
            next = calls(next, a.calls());
            List<String> lines = Sheet.broken(said(a, below), Math.min(SENTENCES, Math.max(20, width - words)));
            for (int i = 0; i < lines.size(); i++) {
                if (row + i >= next) bars(next++, BAR);
                sheet.put(row + i, words, lines.get(i), Style.PLAIN);
            }
        } else {
            next = said(next, said(a, below), Style.PLAIN);
            next = calls(next, a.calls());
        }
    }

    private static Style style(Story.Arrow a) {
        for (Story.Mark each : a.marks())
            switch (each) {
                case RETRANSMISSION, GAP, OUT_OF_ORDER, RESET, ERROR, LOST, ZERO_WINDOW -> {
                    return Style.BAD;
                }
                default -> {
                }
            }
        return Style.tone(a.from());
    }

    /// What is said of an arrow: what is remarkable first.
    private static String said(Story.Arrow a, String below) {
        String marks = a.marks().stream().sorted().map(Story.Mark::words).collect(Collectors.joining(", "));
        return (below.isEmpty() ? "" : below + "  ") + (marks.isEmpty() ? "" : "[" + marks + "] ") + a.says();
    }

    /// Draws a line with a head, and on it as much of the label as there is room for.
    ///
    /// @return what there was no room for
    private String shaft(int row, int from, int to, Story.Arrow a, Style style, boolean lost) {
        boolean right = to > from;
        int left = Math.min(from, to) + 1;
        int end = Math.max(from, to);
        sheet.put(row, left, LINE.repeat(end - left), style);
        sheet.put(row, right ? end - 1 : left, lost ? "\u00d7" : right ? RIGHT : LEFT, style);
        int room = end - left - 4;
        String below = "";
        String label = a.label();
        if (!a.numbers().isEmpty()) {
            if (Ink.cells(label) + 2 + Ink.cells(a.numbers()) <= room) label += "  " + a.numbers();
            else
                below = a.numbers();
        }
        if (Ink.cells(label) > room) {
            below = label + (below.isEmpty() ? "" : "  " + below);
            label = Sheet.fit(label, Math.max(1, room));
        }
        if (room > 3) sheet.put(row, left + 2 + (right ? 0 : 1), " " + label + " ", style.bold());
        return below;
    }

    /// An arrow from a host to itself, or where there is one column only.
    private String alone(int row, int at, Story.Arrow a, Style style) {
        String label = a.label() + (a.numbers().isEmpty() ? "" : "  " + a.numbers());
        String fit = Sheet.fit(label, Math.max(4, (beside ? words - 2 : width) - at - 4));
        sheet.put(row, at + 1, RIGHT + " " + fit, style.bold());
        return fit.equals(label) ? "" : label;
    }

    private int said(int row, String text, Style style) {
        if (text.isEmpty()) return row;
        int next = row;
        for (String line : Sheet.broken(text, Math.max(12, (columns.length == 1 ? width : last() - 1) - axis - 3))) {
            bars(next, BAR);
            // Words win over the lines of hosts between.
            sheet.put(next++, axis + 3, line, style);
        }
        return next;
    }

    private int calls(int row, List<Story.Call> calls) {
        int next = row;
        for (Story.Call each : calls)
            next = call(next, each);
        return next;
    }

    /// A call stands near its host: at the left, or at the right.
    private int call(int row, Story.Call call) {
        String text = (call.implied() ? "\u00b7 " : "") + call.text();
        boolean right = call.host() > 0 && call.host() == columns.length - 1;
        int room = Math.max(12, (columns.length == 1 ? width : last()) - axis - 4);
        int next = row;
        for (String line : Sheet.broken(text, room)) {
            bars(next, BAR);
            int at = right
                    ? last() - 1 - Ink.cells(line)
                    : Math.max(axis + 2, Math.min(columns[call.host()] + 2, last() - 1 - Ink.cells(line)));
            sheet.put(next++, at, line, Style.tone(call.host()));
        }
        return next;
    }

    private void deed(Story.Deed d) {
        int row = sheet.height();
        time(row, d.time());
        bars(row, BAR);
        int next = call(row, d.call());
        if (d.says().isEmpty()) return;
        if (beside) {
            List<String> lines = new ArrayList<>(
                    Sheet.broken(d.says(), Math.min(SENTENCES, Math.max(20, width - words))));
            for (int i = 0; i < lines.size(); i++) {
                if (row + i >= next) bars(next++, BAR);
                sheet.put(row + i, words, lines.get(i), Style.PLAIN);
            }
        } else {
            said(next, d.says(), Style.PLAIN);
        }
    }
}
