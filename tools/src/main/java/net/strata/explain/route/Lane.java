package net.strata.explain.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.strata.decode.Level;
import net.strata.decode.Protocol;
import net.strata.explain.Anatomy;
import net.strata.explain.Item;
import net.strata.explain.Layer;
import org.jspecify.annotations.Nullable;

/// One header through all points: the layers that correspond, and their fields.
final class Lane {
    /// What became of a header or a field since the point before.
    enum Change {
        /// It is at neither.
        NONE(' ', ""), SAME('=', "same"), //
        CHANGED('\u2260', "changed"),
        /// Taken off, and another of its kind put on.
        NEW('\u2260', "new"), //
        ADDED('+', "added"), //
        GONE('-', "taken off");

        final char sign;
        final String words;

        Change(char sign, String words) {
            this.sign = sign;
            this.words = words;
        }
    }

    /// A field at all points.
    ///
    /// @param name as Wireshark has it, with a number behind it where the header has several
    /// @param cells null where it is not
    record Row(String name, List<@Nullable Cell> cells) {
        Change change(int point) {
            Cell before = cells.get(point - 1);
            Cell now = cells.get(point);
            if (before == null) return now == null ? Change.NONE : Change.ADDED;
            if (now == null) return Change.GONE;
            return before.same(now) ? Change.SAME : Change.CHANGED;
        }

        /// Whether it is the same wherever its header is.
        boolean constant() {
            for (int point = 1; point < cells.size(); point++)
                if (change(point) != Change.SAME) return false;
            return true;
        }

        /// Whether it changed between two points that both have it.
        boolean isChanged() {
            for (int point = 1; point < cells.size(); point++)
                if (change(point) == Change.CHANGED) return true;
            return false;
        }

        Cell any() {
            return cells.stream().filter(Objects::nonNull).findFirst().orElseThrow();
        }

        String value(int point) {
            Cell cell = cells.get(point);
            return cell == null ? "" : cell.item.value();
        }
    }

    /// A field at one point.
    ///
    /// @param raw its bytes, where it has whole ones
    record Cell(Item item, String raw) {
        static Cell of(Anatomy packet, Item item) {
            return new Cell(item, item.wholeBytes() ? Arrays.toString(packet.bytes(item)) : "");
        }

        boolean same(Cell o) {
            return item.number() == o.item.number() && item.value().equals(o.item.value()) && raw.equals(o.raw);
        }
    }

    final Protocol protocol;
    private final @Nullable Layer[] layers;
    private List<Row> rows = List.of();

    Lane(Protocol protocol, int points) {
        this.protocol = protocol;
        layers = new Layer[points];
    }

    void put(int point, Layer layer) {
        layers[point] = layer;
    }

    @Nullable
    Layer layer(int point) {
        return layers[point];
    }

    List<Row> rows() {
        return rows;
    }

    Change change(int point) {
        if (layers[point - 1] == null) return layers[point] == null ? Change.NONE : Change.ADDED;
        if (layers[point] == null) return Change.GONE;
        if (rows.stream().allMatch(row -> row.change(point) == Change.SAME || row.change(point) == Change.NONE))
            return Change.SAME;
        return protocol.level() == Level.LINK ? Change.NEW : Change.CHANGED;
    }

    /// Reads the fields of the header at all points.
    void read(List<Sighting> points) {
        var found = new LinkedHashMap<String, @Nullable Cell[]>();
        for (int point = 0; point < layers.length; point++) {
            Layer layer = layers[point];
            if (layer == null) continue;
            Map<String, Integer> count = new LinkedHashMap<>();
            Anatomy packet = points.get(point).packet();
            for (Item item : headerFields(packet, layer)) {
                int turn = count.merge(item.name(), 1, Integer::sum);
                String name = turn == 1 ? item.name() : item.name() + " (" + turn + ")";
                found.computeIfAbsent(name, _ -> new Cell[layers.length])[point] = Cell.of(packet, item);
            }
        }
        var all = new ArrayList<Row>();
        found.forEach((name, cells) -> all.add(new Row(name, Arrays.asList(cells))));
        rows = List.copyOf(all);
    }

    /// The smallest fields that bits of the header hold.
    private static List<Item> headerFields(Anatomy packet, Layer layer) {
        var groups = new HashSet<Integer>();
        for (Item each : packet.items())
            if (each.kind() == Item.Kind.FIELD && each.layer() == layer.index()) groups.add(each.parent());
        return packet.items().stream()
                .filter(each -> each.layer() == layer.index() && each.kind() == Item.Kind.FIELD && each.bits() > 0
                        && each.source() == layer.source() && each.from() < layer.headerEnd()
                        && !groups.contains(each.id()))
                .toList();
    }
}
