package net.strata.explain.page;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.strata.explain.Anatomy;
import net.strata.explain.CellText;
import net.strata.explain.Diagram;
import net.strata.explain.Diagram.Cell;
import net.strata.explain.Diagram.Piece;
import net.strata.explain.Diagram.Row;
import net.strata.explain.Layer;
import net.strata.explain.Mark;
import net.strata.page.Markup;
import net.strata.stats.Units;

/// The diagram of a layer as a grid of 32 columns.
final class Drawn {
    private static final int MOST_ROWS = 48;
    private static final int MOST_NOTES = 20;
    /// Letters that a column has room for.
    private static final int PER_BIT = 3;

    private final Layer layer;
    private final Diagram diagram;
    private final CellText text;
    private final Markup out;
    /// Of each cell, the piece that its text is in.
    private final Map<Cell, Piece> speaks = new HashMap<>();

    Drawn(Anatomy packet, Layer layer, Markup out) {
        this.layer = layer;
        this.out = out;
        diagram = Diagram.of(packet, layer, Set.of());
        text = new CellText(packet, diagram, 1);
    }

    void write() {
        List<Row> rows = diagram.rows();
        for (Row row : rows)
            for (Piece each : row.pieces())
                speaks.merge(each.cell(), each, (one, other) -> other.bits() > one.bits() ? other : one);
        out.open("div", "class", "diagram", "data-group", "Diagram of " + layer.label()).line();
        out.open("div", "class", "row ruler n32", "aria-hidden", "true");
        for (int bit = 0; bit < Diagram.ROW; bit++)
            out.element("span", Integer.toString(bit), "class", bit % 4 == 0 ? "" : "fine");
        out.close().line();
        rows.stream().limit(MOST_ROWS).forEach(this::row);
        if (rows.size() > MOST_ROWS)
            out.element("p", "\u2026 and " + Units.count(rows.size() - MOST_ROWS, "more row"), "class", "soft").line();
        notes();
        out.close().line();
    }

    private void row(Row row) {
        out.open("div", "class", "row n32");
        for (Piece each : row.pieces())
            piece(each, row.count());
        out.close().line();
    }

    private void piece(Piece piece, int rows) {
        Cell cell = piece.cell();
        boolean speaks = piece.equals(this.speaks.get(cell));
        String look = cell.isField() ? cell.verdict().mark().name().toLowerCase(Locale.ROOT) : "payload";
        out.open("div", "class", Columns.of(piece.column(), piece.bits()) + ' ' + look + (rows > 1 ? " tall" : "")
                + (speaks ? "" : " mute"), "data-i", cell.isField() ? Integer.toString(cell.item()) : "", "data-r",
                cell.isField() ? "" : Article.place(layer.source(), cell.bit(), cell.bits()));
        if (speaks) {
            int width = piece.bits() * PER_BIT;
            out.element("span", text.label(cell, width));
            // A bit has room for itself alone.
            String value = text.value(cell, cell.bits() == 1 ? 1 : width);
            if (!value.isEmpty()) out.text(" ").element("b", value);
            if (rows > 1) out.text(" ").element("small", "\u223c " + rows + " rows \u223c");
        }
        out.close();
    }

    /// What had no room, and what is wrong.
    private void notes() {
        if (!text.below().isEmpty()) out.element("p", String.join("; ", text.below()), "class", "soft").line();
        diagram.cells().stream().filter(each -> each.isField() && !each.verdict().why().isEmpty()).limit(MOST_NOTES)
                .forEach(each -> out.element("p",
                        each.verdict().mark().sign() + " " + each.label() + ": " + each.verdict().why()).line());
    }

    /// What the signs in diagrams mean.
    static String legend() {
        return Arrays.stream(Mark.values()).map(each -> each.sign() + " " + each.says())
                .collect(Collectors.joining("; "));
    }
}
