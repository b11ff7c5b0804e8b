package net.strata.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Token;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// What a JSON view needs of a layout again and again.
final class JsonRow {
    final Token layer;
    final Token part;
    /// By [net.strata.wire.Meta#index].
    final Cell[] cells;
    /// The fields with a fixed place, in order.
    final Piece[] pieces;

    /// What is needed of a field.
    static final class Cell {
        private static final Text NEVER = new Text(0);
        final String name;
        final Token key;
        final boolean list;
        final boolean hidden;
        final @Nullable Uint number;
        final @Nullable Octets octets;
        final int end;
        /// Of a list that the current object has: where it closes.
        int bracket;
        /// And its elements that came after another field.
        final Text later;

        Cell(Field field, boolean stable) {
            name = field.name();
            key = new Token(",\"" + name + "\":");
            list = field.meta().list();
            later = list ? new Text(16) : NEVER;
            hidden = stable && field.meta().varies();
            number = field instanceof Uint f ? f : null;
            octets = field instanceof Octets f ? f : null;
            end = number != null ? number.end() : octets != null ? octets.from(0) + octets.length() : 0;
        }

        int start() {
            return number != null ? number.bit() >> 3 : octets != null ? octets.from(0) : 0;
        }
    }

    /// A field, or several that share two bytes. What such fields say is kept: flags and small numbers have the same
    /// few values over and over.
    static final class Piece {
        private static final int BYTES = 2;
        private static final int KEPT = 256;

        final Cell[] cells;
        final boolean shared;
        final int start;
        final int end;
        private final @Nullable Token[] texts = new Token[KEPT];
        private final int[] values = new int[KEPT];

        Piece(List<Cell> cells) {
            this.cells = cells.toArray(Cell[]::new);
            shared = cells.size() > 1;
            start = cells.getFirst().start();
            end = cells.stream().mapToInt(c -> c.end).max().orElse(start);
        }

        /// Whether a field may join others in a piece.
        static boolean fits(Cell cell, List<Cell> others) {
            int limit = others.getFirst().start() + BYTES;
            return cell.end <= limit && others.getFirst().end <= limit;
        }

        int value(byte[] data, int at) {
            int first = data[at + start] & 0xff;
            return end - start == 1 ? first : first << 8 | data[at + start + 1] & 0xff;
        }

        /// What the fields say where their bytes have this value, null if that is not known.
        @Nullable
        Token text(int value) {
            int slot = slot(value);
            return values[slot] == value ? texts[slot] : null;
        }

        void keep(int value, Token text) {
            int slot = slot(value);
            values[slot] = value;
            texts[slot] = text;
        }

        private static int slot(int value) {
            return (value ^ value >> 8) & (KEPT - 1);
        }
    }

    /// @param alone whether every field is a piece of its own
    JsonRow(Layout layout, boolean stable, boolean alone) {
        layer = new Token("{\"layer\":\"" + layout.prefix() + '"');
        part = new Token("{\"part\":\"" + layout.title() + '"');
        cells = new Cell[layout.count()];
        Stream.concat(Stream.of(layout.placed()), layout.others().stream())
                .forEach(f -> cells[f.meta().index()] = new Cell(f, stable));
        pieces = pieces(layout, alone).stream().map(Piece::new).toArray(Piece[]::new);
    }

    private List<List<Cell>> pieces(Layout layout, boolean alone) {
        List<List<Cell>> groups = new ArrayList<>();
        for (Field field : layout.placed()) {
            Cell cell = cells[field.meta().index()];
            if (alone || groups.isEmpty() || !Piece.fits(cell, groups.getLast())) groups.add(new ArrayList<>());
            groups.getLast().add(cell);
        }
        return groups;
    }
}
