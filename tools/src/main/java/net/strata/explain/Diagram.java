package net.strata.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.strata.protocol.Protocols;
import net.strata.stats.Units;
import net.strata.wire.Field;

/// A layer as RFCs draw headers: cells to scale, in rows of so many bits.
///
/// @param layer the layer
/// @param cells all bits of the layer, in order, each once
public record Diagram(Layer layer, List<Cell> cells) {
    /// Bits in a row of an RFC.
    public static final int ROW = 32;
    private static final int NOBODY = -1;
    /// Bytes of a text that is shown.
    private static final int MOST_TEXT = 40;

    /// A field, or a run of bytes that other layers or nobody has.
    ///
    /// @param item whose bits they are; -1 for a payload, which has many items
    /// @param inner the layer that the payload starts with, -1 for all else
    /// @param bit where it starts, in bits from the start of the layer's source
    /// @param bits how many
    /// @param label name in words
    /// @param value as a person reads it; empty if it has none
    /// @param verdict where the value comes from, and whether it fits
    /// @param highlighted whether it is what is looked for
    public record Cell(int item, int inner, int bit, int bits, String label, String value, Verdict verdict,
            boolean highlighted) {
        /// Whether it is a field of the layer, rather than data.
        public boolean isField() {
            return item != NOBODY;
        }
    }

    /// A row, or several in which there is nothing but one cell.
    ///
    /// @param bit where it starts, in bits from the start of the layer's source
    /// @param count how many rows
    /// @param pieces from the left
    public record Row(int bit, int count, List<Piece> pieces) {}

    /// What is in one row of a cell.
    ///
    /// @param column bits to the left of it
    /// @param bits how many bits wide it is
    public record Piece(Cell cell, int column, int bits) {}

    /// The diagram of a layer.
    ///
    /// @param highlighted ids of items that are looked for; a generated one stands for the field that it is made from
    public static Diagram of(Anatomy packet, Layer layer, Set<Integer> highlighted) {
        List<Leaf> leaves = packet.leaves(layer.source());
        long end = layer.end() * 8L;
        for (Leaf each : leaves)
            if (packet.item(each.item()).layer() == layer.index()) end = Math.max(end, each.bit() + each.bits());
        var cells = new ArrayList<Cell>();
        int inner = 0;
        int innerFrom = NOBODY;
        for (Leaf each : leaves) {
            if (each.bit() < layer.at() * 8L || each.bit() >= end) continue;
            Item item = packet.item(each.item());
            boolean own = item.layer() == layer.index();
            if (own && innerFrom >= 0) {
                cells.add(payload(packet, layer, inner, innerFrom, each.bit()));
                innerFrom = NOBODY;
            }
            if (own) {
                cells.add(cell(packet, each, item, isSought(packet, item, highlighted)));
            } else if (innerFrom < 0) {
                innerFrom = each.bit();
                inner = item.layer();
            }
        }
        if (innerFrom >= 0) cells.add(payload(packet, layer, inner, innerFrom, (int) end));
        return new Diagram(layer, List.copyOf(cells));
    }

    private static Cell payload(Anatomy packet, Layer layer, int inner, int from, int end) {
        String label = inner < 0 ? "Trailer" : packet.layers().get(inner).label();
        String value = Units.count((end - from) / 8L, "byte");
        boolean data = inner >= 0 && packet.layers().get(inner).protocol().equals(Protocols.DATA);
        if (data && (end - from) / 8 <= MOST_TEXT) {
            String text = Quote.of(packet.sources().get(layer.source()).range(from / 8, end / 8));
            if (!text.isEmpty()) value += ": " + text;
        }
        return new Cell(NOBODY, inner, from, end - from, label, value, new Verdict(Mark.SET, ""), false);
    }

    private static Cell cell(Anatomy packet, Leaf leaf, Item item, boolean sought) {
        return new Cell(item.id(), NOBODY, leaf.bit(), leaf.bits(), packet.label(leaf), packet.value(leaf),
                Verdict.of(packet, item), sought);
    }

    private static boolean isSought(Anatomy packet, Item item, Set<Integer> highlighted) {
        for (int id : highlighted)
            if (holds(packet.item(id), item) || isMadeFrom(packet.item(id), item)) return true;
        return false;
    }

    private static boolean holds(Item outer, Item item) {
        return outer.id() == item.id()
                || outer.bits() > 0 && outer.source() == item.source() && outer.bit() <= item.bit()
                        && item.bit() + item.bits() <= outer.bit() + outer.bits();
    }

    /// Whether a generated field's name says that it comes from a field: `tcp.window_size` from `tcp.window_size_value`,
    /// `tcp.checksum.status` from `tcp.checksum`.
    private static boolean isMadeFrom(Item made, Item item) {
        Field field = item.field();
        if (made.kind() != Item.Kind.GENERATED || made.bits() > 0 || field == null || made.layer() != item.layer())
            return false;
        return field.name().startsWith(made.name() + "_") || made.name().startsWith(field.name() + ".");
    }

    /// The cells in rows of 32 bits.
    public List<Row> rows() {
        return rows(ROW);
    }

    /// The cells in rows.
    ///
    /// @param most bits that a row has
    public List<Row> rows(int most) {
        var rows = new ArrayList<Row>();
        var pieces = new ArrayList<Piece>();
        int row = layer.at() * 8;
        for (Cell cell : cells) {
            int end = cell.bit() + cell.bits();
            for (int bit = cell.bit(); bit < end;) {
                boolean alone = bit == row && end - bit >= most;
                int bits = Math.min(end, row + most) - bit;
                pieces.add(new Piece(cell, bit - row, bits));
                int count = alone ? (end - bit) / most : 1;
                bit += alone ? count * most : bits;
                if (bit < row + most) continue;
                rows.add(new Row(row, count, List.copyOf(pieces)));
                pieces.clear();
                row = bit;
            }
        }
        if (!pieces.isEmpty()) rows.add(new Row(row, 1, List.copyOf(pieces)));
        return rows;
    }
}
