package net.strata.explain;

import java.util.EnumSet;
import java.util.Set;
import net.strata.stats.Units;

/// Each header as RFCs draw it, with the values of this packet in it.
public final class DiagramView implements View {
    private static final int MOST_LINES = 1500;

    private final Set<Integer> highlighted;

    /// All headers, nothing highlighted.
    public DiagramView() {
        this(Set.of());
    }

    /// @param highlighted ids of items that are looked for
    public DiagramView(Set<Integer> highlighted) {
        this.highlighted = Set.copyOf(highlighted);
    }

    @Override
    public void draw(Anatomy packet, Sheet sheet) {
        var marks = EnumSet.noneOf(Mark.class);
        int top = sheet.height();
        int left = 0;
        for (Layer layer : packet.layers()) {
            if (layer.protocol().bytes() == 0) continue;
            if (sheet.height() > top + MOST_LINES) {
                left++;
            } else {
                draw(packet, layer, sheet, marks);
            }
        }
        if (left > 0)
            sheet.paragraph(sheet.height(), 0, sheet.width(),
                    "\u2026 " + Units.count(left, "more header") + ", not drawn", Style.PLAIN);
        legend(sheet, marks);
    }

    /// Draws one layer and what its signs mean.
    public void draw(Anatomy packet, Layer layer, Sheet sheet) {
        var marks = EnumSet.noneOf(Mark.class);
        draw(packet, layer, sheet, marks);
        legend(sheet, marks);
    }

    private void draw(Anatomy packet, Layer layer, Sheet sheet, Set<Mark> marks) {
        Diagram diagram = Diagram.of(packet, layer, highlighted);
        for (Diagram.Cell each : diagram.cells())
            if (each.isField() && !each.value().isEmpty()) marks.add(each.verdict().mark());
        if (sheet.height() > 0) sheet.line();
        new DiagramDrawing(packet, diagram, sheet).draw();
    }

    private static void legend(Sheet sheet, Set<Mark> marks) {
        if (marks.isEmpty()) return;
        var text = new StringBuilder();
        for (Mark each : marks)
            text.append(text.isEmpty() ? "" : "   ").append(each.sign()).append(' ').append(each.says());
        sheet.line();
        sheet.paragraph(sheet.height(), 0, sheet.width(), text.toString(), Style.SOFT);
    }
}
