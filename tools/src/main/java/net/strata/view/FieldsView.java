package net.strata.view;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import net.strata.decode.Cursor;
import net.strata.decode.LayerTree;
import net.strata.decode.Problem;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// Chosen fields, one line a frame, as `tshark -T fields` writes them.
public final class FieldsView implements View, LayerTree {
    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final List<String> names;
    private final FieldsFormat format;
    private final boolean stable;
    private final byte[] separator;
    private final byte[] aggregator;
    private final byte[] quote;
    private final Column[] columns;
    private final IdentityHashMap<Layout, Column[][]> byLayout = new IdentityHashMap<>();
    private final IdentityHashMap<Layout, Chosen[]> chosenOf = new IdentityHashMap<>();
    private @Nullable Layout lastLayout;
    private Column[][] lastColumns = {};
    private final IdentityHashMap<Protocol, Wish> wishes = new IdentityHashMap<>();
    private boolean partsWanted;

    /// What is wanted of a protocol: anything at all, any of its parts.
    private record Wish(boolean any, boolean parts) {}

    /// What one column of the current frame holds.
    private static final class Column {
        final Text text = new Text(32);
        int occurrences;
    }

    /// A fixed field of a layout, and the columns it goes to.
    private record Chosen(Field field, int end, int length, Column column) {}

    /// @param names fields to show, all of them known
    /// @param stable whether what differs from run to run is hidden
    public FieldsView(List<String> names, FieldsFormat format, boolean stable) {
        this.stable = stable;
        this.names = names;
        this.format = format;
        separator = format.separator();
        aggregator = format.aggregator();
        quote = format.quote();
        columns = new Column[names.size()];
        for (int i = 0; i < columns.length; i++)
            columns[i] = new Column();
    }

    @Override
    public void head(Text out) {
        if (!format.header()) return;
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) out.raw(separator);
            out.ascii(names.get(i));
        }
        out.put('\n');
    }

    @Override
    public void frame(Batch b, int i, Text out) {
        for (Column column : columns) {
            column.text.clear();
            column.occurrences = 0;
        }
        cursor.walk(b, i, Protocols.link(b.linkType[i]));
        LayerTree.tell(cursor, Protocols.FRAME, this);
        for (int k = 0; k < columns.length; k++) {
            if (k > 0) out.raw(separator);
            if (columns[k].occurrences > 0) out.raw(quote).append(columns[k].text).raw(quote);
        }
        out.put('\n');
    }

    @Override
    public boolean wants(Protocol p) {
        Wish wish = wishes.get(p);
        if (wish == null) {
            boolean own = holdsAny(p.layout());
            boolean parts = p.parts().stream().anyMatch(this::holdsAny);
            wish = new Wish(own || parts, parts);
            wishes.put(p, wish);
        }
        partsWanted = wish.parts;
        return wish.any;
    }

    @Override
    public boolean wantsParts() {
        return partsWanted;
    }

    private boolean holdsAny(Layout layout) {
        return Stream.concat(Stream.of(layout.placed()), layout.others().stream()).anyMatch(f -> columns(f).length > 0);
    }

    @Override
    public boolean wants(Made field) {
        return columns(field).length > 0;
    }

    @Override
    public boolean wants(Octets field) {
        return columns(field).length > 0;
    }

    @Override
    public void layer(Cursor c, Protocol p) {}

    @Override
    public void endLayer() {}

    @Override
    public void open(Layout part, int at, int end) {}

    @Override
    public void close() {}

    @Override
    public void problem(Problem p) {}

    @Override
    public void fields(Layout layout, int at, int end) {
        Chosen[] chosen = chosenOf.get(layout);
        if (chosen == null) {
            chosen = choose(layout);
            chosenOf.put(layout, chosen);
        }
        for (Chosen c : chosen) {
            if (at + c.end <= end) put(c.column, c.field, at, c.length);
        }
    }

    @Override
    public void field(Field field, int at, int length) {
        for (Column column : columns(field)) {
            put(column, field, at, length);
        }
    }

    @Override
    public void made(Made field, long value) {
        boolean hidden = stable && field.meta().varies();
        for (Column column : columns(field)) {
            if (!next(column)) continue;
            if (hidden) {
                column.text.put('*');
            } else {
                field.write(column.text, value);
            }
        }
    }

    @Override
    public void made(Made field, int at, int length, Text value) {
        boolean hidden = stable && field.meta().varies();
        for (Column column : columns(field)) {
            if (!next(column)) continue;
            if (hidden) {
                column.text.put('*');
            } else {
                column.text.append(value);
            }
        }
    }

    /// Makes a column ready for one more value.
    ///
    /// @return false if the value is not wanted
    private boolean next(Column column) {
        if (column.occurrences++ > 0) {
            switch (format.occurrence()) {
                case FIRST -> {
                    return false;
                }
                case LAST -> column.text.clear();
                case ALL -> column.text.raw(aggregator);
            }
        }
        return true;
    }

    private void put(Column column, Field field, int at, int length) {
        if (!next(column)) return;
        boolean hide = stable && (field instanceof Uint f ? f.varies(f.value(cursor.data, at)) : field.meta().varies());
        if (hide) {
            column.text.put('*');
        } else {
            field.write(column.text, cursor.data, at, length);
        }
    }

    /// The columns that a field goes to.
    private Column[] columns(Field field) {
        Layout layout = field.meta().layout();
        if (layout != lastLayout) {
            lastColumns = byLayout.computeIfAbsent(layout, this::columnsOf);
            lastLayout = layout;
        }
        return lastColumns[field.meta().index()];
    }

    private Column[][] columnsOf(Layout layout) {
        var found = new Column[layout.count()][];
        Stream.concat(Stream.of(layout.placed()), layout.others().stream())
                .forEach(f -> found[f.meta().index()] = columnsNamed(f.name(), f.meta().also()));
        return found;
    }

    private Column[] columnsNamed(String name, @Nullable String also) {
        List<Column> list = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            if (names.get(i).equals(name) || names.get(i).equals(also)) list.add(columns[i]);
        }
        return list.toArray(Column[]::new);
    }

    private Chosen[] choose(Layout layout) {
        List<Chosen> list = new ArrayList<>();
        for (Field field : layout.placed()) {
            int length = field instanceof Octets o ? o.length() : 0;
            int end = field instanceof Uint u ? u.end() : field instanceof Octets o ? o.from(0) + length : 0;
            for (Column column : columns(field))
                list.add(new Chosen(field, end, length, column));
        }
        return list.toArray(Chosen[]::new);
    }
}
