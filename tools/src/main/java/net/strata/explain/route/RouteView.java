package net.strata.explain.route;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.strata.explain.Anatomy;
import net.strata.explain.Layer;
import net.strata.explain.Quote;
import net.strata.explain.Sheet;
import net.strata.explain.Style;
import net.strata.explain.route.Lane.Change;
import net.strata.explain.route.Lane.Row;
import net.strata.frame.Batch;
import net.strata.frame.FrameSource;
import net.strata.live.Ink;

/// Draws what each point of a message's way saw, and tells what changed in between, who did it, and why.
public final class RouteView {
    private static final int PREVIEW = 24;
    private static final int GAP = 2;
    /// Narrower than this, points stand below each other.
    private static final int LEAST_COLUMN = 19;
    private static final int MOST_COLUMN = 44;
    /// A label is told besides the name from this width on.
    private static final int LABELS = 120;
    private static final int MOST_VALUE = 200;
    private static final int MOST_ROWS = 64;
    private static final int MOST_CONSTANT = 40;

    private final Comparison all;
    private final List<Sighting> points;
    private final Sheet sheet;

    private RouteView(List<Sighting> points, Sheet sheet) {
        this.points = points;
        all = Comparison.of(points);
        this.sheet = sheet;
    }

    /// Finds a message at all interfaces of a capture and draws it.
    ///
    /// @param number of a packet that carries it; 0 for the first with payload that two interfaces saw
    /// @return false if the capture has no such packet; then nothing is drawn
    public static boolean draw(FrameSource source, long number, Sheet sheet) throws IOException {
        List<Sighting> points = Sightings.find(source, number);
        if (points.isEmpty()) return false;
        draw(points, sheet);
        return true;
    }

    /// Draws the sightings of a message.
    ///
    /// @param points one at least, in the order of time
    static void draw(List<Sighting> points, Sheet sheet) {
        new RouteView(points, sheet).draw();
    }

    private void draw() {
        if (points.size() == 1) {
            text(title() + " is seen at one point only: " + points.getFirst().point() + " (packet "
                    + points.getFirst().packet().number() + ").", Style.PLAIN);
            return;
        }
        text(title() + ", at " + points.size() + " points: "
                + points.stream().map(Sighting::point).collect(Collectors.joining(" \u2192 ")), Style.BOLD);
        sheet.line();
        stacks();
        sheet.line();
        table();
        sheet.line();
        words();
    }

    private String title() {
        Layer message = all.message(0);
        int bytes = all.payload(0);
        if (bytes <= 0) return message.label() + ", no payload";
        return message.label() + ", payload of " + bytes + (bytes == 1 ? " byte" : " bytes") + preview(message);
    }

    private String preview(Layer message) {
        Anatomy.Source source = points.getFirst().packet().sources().get(message.source());
        int end = Math.min(message.end(), message.headerEnd() + PREVIEW);
        String text = Quote.of(source.range(message.headerEnd(), Math.max(message.headerEnd(), end)));
        if (text.isEmpty()) return "";
        return " " + (end < message.end() ? text.substring(0, text.length() - 1) + "\u2026\"" : text);
    }

    private void text(String text, Style style) {
        sheet.paragraph(sheet.height(), 0, sheet.width(), text, style);
    }

    // The headers of each point, as nested as they are on the wire.

    private void stacks() {
        int column = column(0);
        int from = sheet.height();
        for (int point = 0; point < points.size(); point++) {
            if (column > 0) stack(point, from, point * (column + GAP), column);
            else
                stack(point, sheet.height() + Math.min(point, 1), 0, Math.min(MOST_COLUMN, sheet.width()));
        }
    }

    /// How wide the column of a point is; 0 where all do not fit beside each other.
    private int column(int taken) {
        int column = (sheet.width() - taken - GAP * (points.size() - 1)) / points.size();
        return column < LEAST_COLUMN ? 0 : Math.min(MOST_COLUMN, column);
    }

    private void stack(int point, int top, int left, int width) {
        Anatomy packet = points.get(point).packet();
        sheet.put(top, left, Sheet.fit(points.get(point).point(), width), Style.BOLD);
        sheet.put(top + 1, left, Sheet.fit("packet " + packet.number() + ", " + packet.length() + " bytes", width),
                Style.SOFT);
        sheet.put(top + 2, left, Sheet.fit(later(point), width), Style.SOFT);
        int rows = 2 * all.lanes().size() + 3;
        sheet.box(top + 3, left, width, rows, Style.SOFT);
        int row = top + 4;
        for (Lane lane : all.lanes()) {
            Layer layer = lane.layer(point);
            Change change = point == 0 ? Change.NONE : lane.change(point);
            String bytes = layer == null ? "" : layer.headerBytes() + " B";
            String label = layer == null && change != Change.GONE ? "" : lane.protocol.label();
            cell(row, left, width, change, label, bytes);
            sheet.put(row + 1, left, "\u251c" + "\u2500".repeat(width - 2) + "\u2524", Style.SOFT);
            row += 2;
        }
        cell(row, left, width, point == 0 ? Change.NONE : Change.SAME, "payload",
                Math.max(0, all.payload(point)) + " B");
    }

    private String later(int point) {
        if (point == 0) return "";
        long now = points.get(point).packet().time();
        long before = points.get(point - 1).packet().time();
        if (now == Batch.NO_TIME || before == Batch.NO_TIME) return "";
        double ms = (now - before) / 1e6;
        return ms < 1000
                ? String.format(Locale.ROOT, "%.3f ms later", ms)
                : String.format(Locale.ROOT, "%.3f s later", ms / 1e3);
    }

    private void cell(int row, int left, int width, Change change, String label, String bytes) {
        Style style = style(change);
        String right = change.words.isEmpty() ? bytes : change.words + (bytes.isEmpty() ? "" : ", " + bytes);
        if (2 + Ink.cells(label) + 1 + right.length() > width - 4) right = bytes;
        if (!label.isEmpty())
            sheet.put(row, left + 1, change.sign + " " + Sheet.fit(label, width - 5 - right.length()), style);
        sheet.put(row, left + width - 2 - right.length(), right, style);
    }

    private static Style style(Change change) {
        return switch (change) {
            case NONE -> Style.PLAIN;
            case SAME -> Style.SOFT;
            case CHANGED, NEW -> Style.tone(1).bold();
            case ADDED -> Style.tone(2).bold();
            case GONE -> Style.tone(3).bold();
        };
    }

    // The fields that change, one below the other, and then those that do not.

    private void table() {
        text("Field by field: \u2260 changed since the point before, + added, - taken off, = the same", Style.SOFT);
        int name = 2 + all.lanes().stream().flatMap(lane -> lane.rows().stream()).filter(row -> !row.constant())
                .mapToInt(row -> Ink.cells(named(row)) + GAP).max().orElse(0);
        int column = column(name);
        for (Lane lane : all.lanes()) {
            sheet.line();
            int top = sheet.height();
            sheet.put(top, 0, lane.protocol.layout().title(), Style.BOLD);
            boolean beside = Ink.cells(lane.protocol.layout().title()) < name;
            if (column > 0 && (beside || lane.equals(all.lanes().getFirst())))
                heads(beside ? top : top + 1, name, column);
            List<Row> changing = lane.rows().stream().filter(row -> !row.constant()).toList();
            for (Row row : changing.subList(0, Math.min(MOST_ROWS, changing.size()))) {
                if (column > 0) beside(row, name, column);
                else
                    below(row);
            }
            if (changing.size() > MOST_ROWS) sheet.line("  and " + (changing.size() - MOST_ROWS) + " more", Style.SOFT);
            constant(lane);
        }
    }

    private void heads(int top, int name, int column) {
        for (int point = 0; point < points.size(); point++)
            sheet.put(top, name + point * (column + GAP) + 2, Sheet.fit(points.get(point).point(), column - 2),
                    Style.SOFT);
    }

    private void beside(Row row, int name, int column) {
        int top = sheet.height();
        sheet.put(top, 2, named(row), Style.PLAIN);
        for (int point = 0; point < points.size(); point++) {
            int left = name + point * (column + GAP);
            value(row, point, top, left, left + 2, column - 2);
        }
    }

    private void below(Row row) {
        sheet.line("  " + Sheet.fit(named(row), sheet.width() - 2), Style.PLAIN);
        int longest = points.stream().mapToInt(each -> Ink.cells(each.point())).max().orElse(0);
        int name = Math.min(longest, sheet.width() - LEAST_COLUMN - GAP - 6);
        int left = 6 + name + GAP;
        for (int point = 0; point < points.size(); point++) {
            int top = sheet.height();
            sheet.put(top, 6, Sheet.fit(points.get(point).point(), name), Style.SOFT);
            value(row, point, top, 4, left, sheet.width() - left);
        }
    }

    private String named(Row row) {
        return sheet.width() < LABELS ? row.name() : row.name() + "  " + row.any().item().label();
    }

    private void value(Row row, int point, int top, int sign, int left, int width) {
        Change change = point == 0 ? Change.NONE : row.change(point);
        sheet.put(top, sign, String.valueOf(change.sign), style(change));
        sheet.paragraph(top, left, width, Sheet.fit(row.value(point), MOST_VALUE), style(change));
    }

    private void constant(Lane lane) {
        List<Row> same = lane.rows().stream().filter(Row::constant).toList();
        if (same.isEmpty()) return;
        String text = same.stream().limit(MOST_CONSTANT)
                .map(row -> row.name() + " " + Sheet.fit(row.any().item().value(), PREVIEW * 2))
                .collect(Collectors.joining(", "));
        if (same.size() > MOST_CONSTANT) text += " and " + (same.size() - MOST_CONSTANT) + " more";
        bullet(new Passage.Line(Change.SAME.sign, text), Style.SOFT);
    }

    // Why.

    private void words() {
        var told = new HashSet<String>();
        for (int point = 1; point < points.size(); point++) {
            var passage = new Passage(all, point, told);
            text("From " + points.get(point - 1).point() + " to " + points.get(point).point() + ": " + passage.who(),
                    Style.BOLD);
            for (Passage.Line line : passage.lines())
                bullet(line, style(line.sign()));
            sheet.line();
        }
        text("The same at every point", Style.BOLD);
        for (Passage.Line line : Passage.lasting(all))
            bullet(line, style(line.sign()));
    }

    private static Style style(char sign) {
        for (Change each : Change.values())
            if (each.sign == sign) return style(each);
        return Style.PLAIN;
    }

    /// A line with its sign; only the sign is coloured, unless the style is soft.
    private void bullet(Passage.Line line, Style style) {
        int top = sheet.height();
        sheet.put(top, 0, String.valueOf(line.sign()), style);
        sheet.paragraph(top, 2, sheet.width() - 2, line.text(), style.equals(Style.SOFT) ? Style.SOFT : Style.PLAIN);
    }
}
