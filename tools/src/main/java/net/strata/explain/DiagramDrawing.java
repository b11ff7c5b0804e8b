package net.strata.explain;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.strata.explain.Diagram.Cell;
import net.strata.explain.Diagram.Piece;
import net.strata.explain.Diagram.Row;
import net.strata.live.Ink;
import net.strata.stats.Units;
import org.jspecify.annotations.Nullable;

/// Draws one diagram. Lines are drawn where neighbouring bits belong to different cells, so that a cell may have any
/// shape.
final class DiagramDrawing {
    private static final int MARGIN = 5;
    /// Columns of a bit at most.
    private static final int WIDEST = 6;
    /// Rows that a field, and a payload, have at most before they are drawn with a break.
    private static final int MOST_FIELD = 8;
    private static final int MOST_PAYLOAD = 4;
    /// Lines that a layer takes at most.
    private static final int MOST_LINES = 150;
    private static final int MOST_NOTES = 40;
    /// What is drawn where lines meet: 1 left, 2 right, 4 up, 8 down.
    private static final String CORNERS = " \u2500\u2500\u2500\u2502\u2518\u2514\u2534\u2502\u2510\u250c\u252c\u2502"
            + "\u2524\u251c\u253c";
    private static final int LEFT = 1;
    private static final int RIGHT = 2;
    private static final int UP = 4;
    private static final int DOWN = 8;

    private final Anatomy packet;
    private final Diagram diagram;
    private final Sheet sheet;
    private final int bits;
    private final int perBit;
    private final int margin;
    private final CellText text;
    /// Of each cell, the piece that its text is in.
    private final Map<Cell, Piece> speaks = new HashMap<>();
    private final @Nullable Cell[] none;

    DiagramDrawing(Anatomy packet, Diagram diagram, Sheet sheet) {
        this.packet = packet;
        this.diagram = diagram;
        this.sheet = sheet;
        bits = sheet.width() > 2 * Diagram.ROW ? Diagram.ROW : Diagram.ROW / 2;
        perBit = Math.clamp((sheet.width() - 1) / bits, 1, WIDEST);
        margin = sheet.width() > perBit * bits + MARGIN ? MARGIN : 0;
        text = new CellText(packet, diagram, perBit);
        none = new Cell[bits];
    }

    void draw() {
        List<Row> rows = diagram.rows(bits);
        speakers(rows);
        title();
        ruler();
        int top = sheet.height();
        @Nullable
        Cell[] above = none;
        for (Row row : rows) {
            if (sheet.height() - top > MOST_LINES) {
                border(above, none);
                rest(row);
                notes();
                return;
            }
            @Nullable
            Cell[] here = cells(row);
            border(above, here);
            body(row, here);
            above = here;
        }
        border(above, none);
        notes();
    }

    private void speakers(List<Row> rows) {
        Map<Cell, Long> areas = new HashMap<>();
        for (Row row : rows)
            for (Piece piece : row.pieces()) {
                long area = (long) piece.bits() * row.count();
                if (area <= areas.getOrDefault(piece.cell(), 0L)) continue;
                areas.put(piece.cell(), area);
                speaks.put(piece.cell(), piece);
            }
    }

    private void title() {
        Layer layer = diagram.layer();
        String name = packet.sources().get(layer.source()).name();
        String where = "bytes " + layer.at() + " to " + (layer.headerEnd() - 1) + " of " + name;
        String bytes = Units.count(layer.headerBytes(), "byte");
        String said = packet.isBlank() ? name + ": " + bytes : layer.title() + ": header " + bytes + ", " + where;
        sheet.paragraph(sheet.height(), 0, sheet.width(), said, Style.BOLD);
    }

    /// Bits as RFCs number them: tens above, ones below.
    private void ruler() {
        int row = sheet.height();
        for (int bit = 0; bit < bits; bit++) {
            int middle = x(bit) + (perBit + 1) / 2;
            if (bit % 10 == 0) sheet.put(row, middle, Integer.toString(bit / 10), Style.SOFT);
            sheet.put(row + 1, middle, Integer.toString(bit % 10), Style.SOFT);
        }
    }

    private int x(int bit) {
        return margin + bit * perBit;
    }

    private @Nullable Cell[] cells(Row row) {
        @Nullable
        Cell[] cells = new Cell[bits];
        for (Piece each : row.pieces())
            Arrays.fill(cells, each.column(), each.column() + each.bits(), each.cell());
        return cells;
    }

    /// The lines between two rows.
    private void border(@Nullable Cell[] above, @Nullable Cell[] below) {
        int y = sheet.height();
        for (int bit = 0; bit <= bits; bit++) {
            int arms = (bit > 0 && !Objects.equals(above[bit - 1], below[bit - 1]) ? LEFT : 0)
                    | (bit < bits && !Objects.equals(above[bit], below[bit]) ? RIGHT : 0) | (edge(above, bit) ? UP : 0)
                    | (edge(below, bit) ? DOWN : 0);
            if (arms != 0) sheet.put(y, x(bit), CORNERS.substring(arms, arms + 1), Style.SOFT);
            if ((arms & RIGHT) != 0) sheet.put(y, x(bit) + 1, "\u2500".repeat(perBit - 1), Style.SOFT);
        }
    }

    private static boolean edge(@Nullable Cell[] cells, int bit) {
        return !Objects.equals(bit > 0 ? cells[bit - 1] : null, bit < cells.length ? cells[bit] : null);
    }

    private void body(Row row, @Nullable Cell[] cells) {
        Piece first = row.pieces().getFirst();
        int most = first.cell().isField() ? MOST_FIELD : MOST_PAYLOAD;
        boolean broken = row.count() > most;
        boolean one = row.pieces().stream().filter(this::speaks).noneMatch(each -> text.line(each.cell(), width(each))
                .isEmpty());
        int high = row.count() > 1 ? 2 * Math.min(row.count(), most) - 1 : one ? 1 : 2;
        if (broken) high = 3;
        int y = sheet.height();
        for (int i = 0; i < high; i++)
            edges(y + i, cells, broken && i == 1);
        offset(y, row);
        for (Piece piece : row.pieces()) {
            if (piece.cell().highlighted())
                for (int i = 0; i < high; i++)
                sheet.restyle(y + i, x(piece.column()) + 1, x(piece.column() + piece.bits()), Style.PLAIN.mark());
            if (speaks(piece)) write(piece, y, high);
        }
        if (broken) centred(first, y + 1, "~ " + row.count() + " rows ~", Style.SOFT);
    }

    private void edges(int y, @Nullable Cell[] cells, boolean broken) {
        for (int bit = 0; bit <= bits; bit++)
            if (edge(cells, bit)) sheet.put(y, x(bit), broken ? "~" : "\u2502", Style.SOFT);
    }

    /// Bytes from the start of the layer.
    private void offset(int y, Row row) {
        if (margin == 0) return;
        String bytes = Integer.toString((row.bit() - diagram.layer().at() * 8) / 8);
        sheet.put(y, Math.max(0, MARGIN - 1 - bytes.length()), bytes, Style.SOFT);
    }

    private boolean speaks(Piece piece) {
        return piece.equals(speaks.get(piece.cell()));
    }

    private int width(Piece piece) {
        return piece.bits() * perBit - 1;
    }

    private void write(Piece piece, int y, int high) {
        Cell cell = piece.cell();
        int width = width(piece);
        String line = text.line(cell, width);
        if (high == 1 || !line.isEmpty() && high > 2) {
            centred(piece, y + (high == 3 ? 0 : (high - 1) / 2), line, style(cell));
        } else {
            centred(piece, y, text.label(cell, width), cell.highlighted() ? style(cell) : Style.PLAIN);
            centred(piece, y + 1, text.value(cell, width), style(cell));
        }
    }

    private static Style style(Cell cell) {
        Style style = switch (cell.verdict().mark()) {
            case SET -> cell.isField() ? Style.BOLD : Style.PLAIN;
            case COMPUTED -> Style.tone(0);
            case WRONG -> Style.BAD;
            case UNJUDGED -> Style.tone(1);
        };
        return cell.highlighted() ? style.mark() : style;
    }

    private void centred(Piece piece, int y, String text, Style style) {
        int width = width(piece);
        sheet.put(y, x(piece.column()) + 1 + Math.max(0, width - Ink.cells(text)) / 2, text, style);
    }

    private void rest(Row row) {
        List<Cell> left = diagram.cells().stream().filter(each -> each.bit() >= row.bit()).toList();
        int end = diagram.cells().getLast().bit() + diagram.cells().getLast().bits();
        String text = "\u2026 " + Units.count(left.size(), "more cell") + " in "
                + Units.count((end - row.bit()) / 8L, "byte") + ", not drawn";
        sheet.paragraph(sheet.height(), margin, sheet.width() - margin, text, Style.PLAIN);
    }

    private void notes() {
        int column = margin;
        int y = sheet.height();
        for (String each : text.below().stream().limit(MOST_NOTES).toList()) {
            int wide = Ink.cells(each);
            if (column > margin && column + wide > sheet.width()) {
                column = margin;
                y++;
            }
            column = sheet.put(y, column, Sheet.fit(each, sheet.width() - margin), Style.SOFT) + 3;
        }
        int said = 0;
        for (Cell each : diagram.cells()) {
            if (each.verdict().why().isEmpty() || said++ >= MOST_NOTES) continue;
            String note = each.verdict().mark().sign() + " " + each.label() + ": " + each.verdict().why();
            sheet.paragraph(sheet.height(), margin, sheet.width() - margin, note, style(each));
        }
    }
}
