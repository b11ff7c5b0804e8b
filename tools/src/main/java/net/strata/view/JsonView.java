package net.strata.view;

import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
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

/// One JSON object a frame, on a line of its own. The format is described in docs/json.md.
public final class JsonView implements View, LayerTree {
    /// Version of the format.
    public static final int SCHEMA = 1;
    private static final byte[] BEGIN = ascii("{\"schema\":" + SCHEMA);
    private static final byte[] LAYERS = ascii(",\"layers\":[");
    private static final byte[] PARTS = ascii(",\"parts\":[");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");
    private static final byte[] REASSEMBLED = ascii(",\"source\":\"reassembled\"");

    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final boolean offsets;
    private final boolean stable;
    private final IdentityHashMap<Field, Cell> cells = new IdentityHashMap<>();
    private final IdentityHashMap<Layout, Row> rows = new IdentityHashMap<>();
    /// Whether the object at each depth already has a list of parts.
    private final boolean[] hasParts = new boolean[Cursor.DEEPEST];
    private int depth;
    private boolean anyLayer;
    private int base;
    private @Nullable Cell list;
    private @Nullable Problem trouble;
    private Text out = new Text(0);

    /// What is needed of a layout again and again.
    private static final class Row {
        final byte[] layer;
        final byte[] part;
        final Cell[] cells;

        Row(Layout layout, boolean stable) {
            layer = ascii("{\"layer\":\"" + layout.prefix() + '"');
            part = ascii("{\"part\":\"" + layout.title() + '"');
            cells = Stream.of(layout.placed()).map(f -> new Cell(f, stable)).toArray(Cell[]::new);
        }
    }

    /// What is needed of a field again and again.
    private static final class Cell {
        final byte[] key;
        final boolean list;
        final boolean hidden;
        final @Nullable Uint number;
        final @Nullable Octets octets;
        final int end;

        Cell(Field field, boolean stable) {
            key = ascii(",\"" + field.name() + "\":");
            list = field.meta().list();
            hidden = stable && field.meta().varies();
            number = field instanceof Uint f ? f : null;
            octets = field instanceof Octets f ? f : null;
            end = number != null ? number.end() : octets != null ? octets.from(0) + octets.length() : 0;
        }
    }

    /// @param offsets whether each field also tells where its bits are
    /// @param stable whether what differs from run to run is hidden
    public JsonView(boolean offsets, boolean stable) {
        this.offsets = offsets;
        this.stable = stable;
    }

    @Override
    public void frame(Batch b, int i, Text text) {
        out = text;
        cursor.walk(b, i, Protocols.link(b.linkType[i]));
        anyLayer = false;
        out.raw(BEGIN);
        trouble = null;
        LayerTree.tell(cursor, Protocols.FRAME, this);
        out.put(']');
        if (trouble != null) {
            byte[] words = ascii(trouble.text());
            out.ascii(",\"problem\":").json(words, 0, words.length);
        }
        out.ascii("}\n");
    }

    @Override
    public void layer(Cursor c, Protocol p) {
        depth = 0;
        hasParts[0] = false;
        if (p.equals(Protocols.FRAME)) return;
        if (anyLayer) out.put(',');
        anyLayer = true;
        out.raw(row(p.layout()).layer);
        boolean reassembled = c.reassembled(c.layer());
        if (reassembled) out.raw(REASSEMBLED);
        base = c.sourceStart();
        if (offsets) place(",\"@\":[", c.at - base, c.headerEnd() - c.at);
    }

    @Override
    public void endLayer() {
        closeList();
        if (hasParts[0]) out.put(']');
        if (anyLayer) {
            out.put('}');
        } else {
            out.raw(LAYERS);
        }
    }

    @Override
    public void open(Layout part, int at, int end) {
        closeList();
        if (hasParts[depth]) {
            out.put(',');
        } else {
            out.raw(PARTS);
            hasParts[depth] = true;
        }
        depth++;
        hasParts[depth] = false;
        out.raw(row(part).part);
        if (offsets) place(",\"@\":[", at - base, end - at);
    }

    @Override
    public void close() {
        closeList();
        if (hasParts[depth]) out.put(']');
        depth--;
        out.put('}');
    }

    @Override
    public void fields(Layout layout, int at, int end) {
        closeList();
        for (Cell cell : row(layout).cells) {
            if (at + cell.end > end) continue;
            out.raw(cell.key);
            value(cell, at, cell.octets == null ? 0 : cell.octets.length());
        }
    }

    @Override
    public void field(Field field, int at, int length) {
        value(begin(field), at, length);
    }

    @Override
    public void made(Made field, long value) {
        if (begin(field).hidden) {
            out.raw(NULL);
        } else if (field.form() == Made.Form.BOOLEAN) {
            out.raw(value != 0 ? TRUE : FALSE);
        } else {
            field.write(out, value);
        }
    }

    @Override
    public void made(Made field, int at, int length, Text value) {
        if (begin(field).hidden) {
            out.raw(NULL);
        } else {
            out.json(value.bytes(), 0, value.length());
        }
        if (offsets && length > 0) bits(field, (at - base) * 8, length * 8);
    }

    @Override
    public void problem(Problem p) {
        trouble = p;
    }

    private void value(Cell cell, int at, int length) {
        Uint number = cell.number;
        if (number != null) {
            number(cell, number, at);
        } else if (cell.octets != null) {
            octets(cell, cell.octets, at, length);
        }
    }

    private void number(Cell cell, Uint f, int at) {
        long value = f.value(cursor.data, at);
        if (cell.hidden || stable && f.varies(value)) {
            out.raw(NULL);
        } else if (f.form() == Uint.Form.BOOLEAN) {
            out.raw(value != 0 ? TRUE : FALSE);
        } else {
            out.number(value);
        }
        if (offsets) bits(f, (at - base) * 8 + f.bit(), f.width());
    }

    private void octets(Cell cell, Octets f, int at, int length) {
        if (cell.hidden) {
            out.raw(NULL);
        } else if (f.form() == Octets.Form.TEXT) {
            out.json(cursor.data, f.from(at), length);
        } else {
            out.put('"');
            f.write(out, cursor.data, at, length);
            out.put('"');
        }
        if (offsets) bits(f, (at - base) * 8 + f.bit(), length * 8);
    }

    /// Begins a member, or another element of the list that the field is.
    private Cell begin(Field field) {
        Cell cell = cells.get(field);
        if (cell == null) {
            cell = new Cell(field, stable);
            cells.put(field, cell);
        }
        if (cell.equals(list)) {
            out.put(',');
            return cell;
        }
        closeList();
        out.raw(cell.key);
        if (cell.list) {
            out.put('[');
            list = cell;
        }
        return cell;
    }

    private void closeList() {
        if (list == null) return;
        out.put(']');
        list = null;
    }

    /// Where a field is: its first bit, counted from the start of the frame, and how many bits it has.
    private void bits(Field field, int bit, int width) {
        if (list != null) return;
        out.ascii(",\"").ascii(field.name()).ascii("@\":[").number(bit).put(',').number(width).put(']');
    }

    private void place(String opening, int at, int length) {
        out.ascii(opening).number(at).put(',').number(length).put(']');
    }

    private Row row(Layout layout) {
        Row row = rows.get(layout);
        if (row == null) {
            row = new Row(layout, stable);
            rows.put(layout, row);
        }
        return row;
    }

    private static byte[] ascii(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }
}
