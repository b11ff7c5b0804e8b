package net.strata.view;

import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import net.strata.decode.Cursor;
import net.strata.decode.LayerTree;
import net.strata.decode.Problem;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.protocol.Frame;
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
    private static final byte[] REASSEMBLED = ascii(",\"source\":\"reassembled\"");

    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final Protocol frame = new Frame();
    private final boolean offsets;
    private final boolean stable;
    private final IdentityHashMap<Field, byte[]> keys = new IdentityHashMap<>();
    private final IdentityHashMap<Layout, Row> rows = new IdentityHashMap<>();
    /// Whether the object at each depth already has a list of parts.
    private final boolean[] hasParts = new boolean[Cursor.DEEPEST];
    private int depth;
    private boolean anyLayer;
    private int base;
    private @Nullable Field list;
    private @Nullable Problem trouble;
    private Text out = new Text(0);

    /// What is needed of a layout again and again.
    private static final class Row {
        final byte[] layer;
        final byte[] part;
        final Field[] fields;
        final byte[][] keys;

        Row(Layout layout) {
            layer = ascii("{\"layer\":\"" + layout.prefix() + '"');
            part = ascii("{\"part\":\"" + layout.title() + '"');
            fields = layout.placed();
            keys = new byte[fields.length][];
            for (int i = 0; i < fields.length; i++)
                keys[i] = name(fields[i]);
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
        LayerTree.tell(cursor, frame, this);
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
        if (p.equals(frame)) return;
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
        Row row = row(layout);
        byte[] data = cursor.data;
        for (int i = 0; i < row.fields.length; i++) {
            switch (row.fields[i]) {
                case Uint f when at + f.end() <= end -> {
                    out.raw(row.keys[i]);
                    number(f, data, at);
                }
                case Octets f when f.from(at) + f.length() <= end -> {
                    out.raw(row.keys[i]);
                    octets(f, data, at, f.length());
                }
                default -> {
                }
            }
        }
    }

    @Override
    public void field(Field field, int at, int length) {
        key(field);
        switch (field) {
            case Uint f -> number(f, cursor.data, at);
            case Octets f -> octets(f, cursor.data, at, length);
            case Made _ -> throw new IllegalArgumentException(field.name());
        }
    }

    @Override
    public void made(Made field, long value) {
        key(field);
        if (stable && field.meta().varies()) {
            out.ascii("null");
        } else if (field.form() == Made.Form.BOOLEAN) {
            out.ascii(value != 0 ? "true" : "false");
        } else {
            field.write(out, value);
        }
    }

    @Override
    public void made(Made field, int at, int length, Text value) {
        key(field);
        if (stable && field.meta().varies()) {
            out.ascii("null");
        } else {
            out.json(value.bytes(), 0, value.length());
        }
        if (offsets && length > 0) bits(field, (at - base) * 8, length * 8);
    }

    @Override
    public void problem(Problem p) {
        trouble = p;
    }

    private void number(Uint f, byte[] data, int at) {
        if (stable && f.meta().varies()) {
            out.ascii("null");
        } else if (f.form() == Uint.Form.BOOLEAN) {
            out.ascii(f.value(data, at) != 0 ? "true" : "false");
        } else {
            out.number(f.value(data, at));
        }
        if (offsets) bits(f, (at - base) * 8 + f.bit(), f.width());
    }

    private void octets(Octets f, byte[] data, int at, int length) {
        if (stable && f.meta().varies()) {
            out.ascii("null");
        } else if (f.form() == Octets.Form.TEXT) {
            out.json(data, f.from(at), length);
        } else {
            out.put('"');
            f.write(out, data, at, length);
            out.put('"');
        }
        if (offsets) bits(f, (at - base) * 8 + f.bit(), length * 8);
    }

    /// Begins a member, or another element of the list that the field is.
    private void key(Field field) {
        if (field.equals(list)) {
            out.put(',');
            return;
        }
        closeList();
        out.raw(keys.computeIfAbsent(field, JsonView::name));
        if (field.meta().list()) {
            out.put('[');
            list = field;
        }
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
            row = new Row(layout);
            rows.put(layout, row);
        }
        return row;
    }

    private static byte[] name(Field field) {
        return ascii(",\"" + field.name() + "\":");
    }

    private static byte[] ascii(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }
}
