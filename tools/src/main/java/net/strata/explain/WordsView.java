package net.strata.explain;

import java.util.List;
import net.strata.stats.Units;

/// Field by field in words: what it is, what its value means here, where it is specified, what would go wrong otherwise. Then
/// the packet as a whole.
public final class WordsView implements View {
    private static final int INDENT = 2;
    /// Fields and parts of a packet beyond these are counted only.
    private static final int MOST = 500;
    /// Longer lines are hard to read.
    private static final int WIDEST = 110;
    /// Characters of a value that are shown.
    private static final int LONGEST = 200;

    @Override
    public void draw(Anatomy packet, Sheet sheet) {
        int told = 0;
        for (Layer layer : packet.layers()) {
            if (told >= MOST) break;
            heading(layer, sheet);
            told = items(packet, packet.top(layer.index()), 1, told, sheet);
        }
        long left = packet.items().stream().filter(each -> each.layer() >= 0).count() - told;
        if (told >= MOST && left > 0) sheet.line("... and " + left + " more", Style.SOFT);
        for (Item each : packet.top(-1))
            if (each.kind() == Item.Kind.GAP) gap(each, 0, sheet);
        if (packet.problem() != null)
            sheet.paragraph(sheet.height(), 0, room(sheet, 0), "Problem: " + packet.problem(), Style.BAD);
        sheet.line();
        sheet.line("In one paragraph", Style.BOLD);
        sheet.paragraph(sheet.height(), 0, room(sheet, 0), Summary.of(packet), Style.PLAIN);
    }

    private static void heading(Layer layer, Sheet sheet) {
        String source = layer.protocol().layout().source();
        String quoted = layer.quoted() ? ", quoted" : "";
        sheet.paragraph(sheet.height(), 0, room(sheet, 0),
                layer.title() + quoted + (source.isEmpty() ? "" : " (" + source + ")"),
                Style.tone(layer.index()).bold());
    }

    private static int items(Anatomy packet, List<Item> items, int depth, int told, Sheet sheet) {
        int count = told;
        for (Item each : items) {
            if (count >= MOST) return count;
            count++;
            switch (each.kind()) {
                case GAP -> gap(each, depth, sheet);
                case PART ->
                    sheet.paragraph(sheet.height(), depth * INDENT, room(sheet, depth), each.label(), Style.BOLD);
                case FIELD, GENERATED -> field(packet, each, depth, sheet);
            }
            count = items(packet, packet.children(each), Math.min(depth + 1, 8), count, sheet);
        }
        return count;
    }

    private static int room(Sheet sheet, int depth) {
        return Math.min(WIDEST, sheet.width()) - depth * INDENT;
    }

    private static void gap(Item gap, int depth, Sheet sheet) {
        sheet.paragraph(sheet.height(), depth * INDENT, room(sheet, depth), gap.label() + ": " + size(gap),
                Style.SOFT);
    }

    /// How large an item is.
    public static String size(Item item) {
        return item.bits() % 8 == 0 ? Units.count(item.bits() / 8, "byte") : Units.count(item.bits(), "bit");
    }

    private static void field(Anatomy packet, Item item, int depth, Sheet sheet) {
        int row = sheet.height();
        int column = depth * INDENT;
        row = sheet.paragraph(row, column, room(sheet, depth), item.label() + ": " + value(item), Style.PLAIN);
        sheet.paragraph(row, column + INDENT, room(sheet, depth + 1), words(packet, item), Style.SOFT);
    }

    /// The value of a field, shortened if it is long.
    public static String value(Item item) {
        return item.value().length() <= LONGEST ? item.value() : item.value().substring(0, LONGEST) + "...";
    }

    /// What there is to say of a field, in sentences.
    public static String words(Anatomy packet, Item item) {
        var words = new StringBuilder(item.name());
        if (!item.says().isEmpty()) words.append(": ").append(item.says());
        words.append('.');
        String here = Meaning.here(packet, item);
        if (!here.isEmpty()) words.append(" Here: ").append(here).append('.');
        String otherwise = Meaning.otherwise(item);
        if (!otherwise.isEmpty()) words.append(" Otherwise ").append(otherwise).append('.');
        if (!item.specified().isEmpty() && !item.specified().equals(source(packet, item)))
            words.append(" [").append(item.specified()).append(']');
        if (item.kind() == Item.Kind.GENERATED && item.bits() == 0) words.append(" (found out, in no byte)");
        return words.toString();
    }

    /// Where the item's layer is specified, and all of it that says nothing else.
    private static String source(Anatomy packet, Item item) {
        return item.layer() < 0 ? "" : packet.layers().get(item.layer()).protocol().layout().source();
    }
}
