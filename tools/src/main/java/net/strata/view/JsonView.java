package net.strata.view;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.LayerTree;
import net.strata.decode.Problem;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import net.strata.view.JsonRow.Cell;
import net.strata.view.JsonRow.Piece;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Token;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// One JSON object a frame, on a line of its own. The format is described in docs/json.md.
public final class JsonView implements View, LayerTree {
    /// Version of the format.
    public static final int SCHEMA = 1;
    private static final Token BEGIN = new Token("{\"schema\":" + SCHEMA);
    private static final Token LAYERS = new Token(",\"layers\":[");
    private static final Token PARTS = new Token(",\"parts\":[");
    private static final Token TRUE = new Token("true");
    private static final Token FALSE = new Token("false");
    private static final Token NULL = new Token("null");
    private static final Token REASSEMBLED = new Token(",\"source\":\"reassembled\"");

    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final boolean offsets;
    private final boolean stable;
    private final IdentityHashMap<Layout, JsonRow> rows = new IdentityHashMap<>();
    private Layout lastLayout = Protocols.FRAME.layout();
    private JsonRow lastRow;
    /// Whether the object at each depth already has a list of parts.
    private final boolean[] hasParts = new boolean[Cursor.DEEPEST];
    private int depth;
    private boolean anyLayer;
    private int base;
    /// The list whose elements are being written.
    private @Nullable Cell list;
    /// The lists that the current object has.
    private final List<Cell> lists = new ArrayList<>();
    private @Nullable Problem trouble;
    /// The frame's text.
    private Text main = new Text(0);
    /// Where values go: the frame's text, or the elements that a list gets later.
    private Text out = main;

    /// @param offsets whether each field also tells where its bits are
    /// @param stable whether what differs from run to run is hidden
    public JsonView(boolean offsets, boolean stable) {
        this.offsets = offsets;
        this.stable = stable;
        lastRow = new JsonRow(lastLayout, stable, stable || offsets);
        rows.put(lastLayout, lastRow);
    }

    @Override
    public void frame(Batch b, int i, Text text) {
        main = text;
        out = text;
        cursor.walk(b, i, Protocols.link(b.linkType[i]));
        anyLayer = false;
        out.token(BEGIN);
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
        out.token(row(p.layout()).layer);
        boolean reassembled = c.reassembled(c.layer());
        if (reassembled) out.token(REASSEMBLED);
        base = c.sourceStart();
        if (offsets) place(",\"@\":[", c.at - base, c.headerEnd() - c.at);
    }

    @Override
    public void endLayer() {
        endFields();
        if (hasParts[0]) out.put(']');
        if (anyLayer) {
            out.put('}');
        } else {
            out.token(LAYERS);
        }
    }

    @Override
    public void open(Layout part, int at, int end) {
        endFields();
        if (hasParts[depth]) {
            out.put(',');
        } else {
            out.token(PARTS);
            hasParts[depth] = true;
        }
        depth++;
        hasParts[depth] = false;
        out.token(row(part).part);
        if (offsets) place(",\"@\":[", at - base, end - at);
    }

    @Override
    public void close() {
        endFields();
        if (hasParts[depth]) out.put(']');
        depth--;
        out.put('}');
    }

    @Override
    public void fields(Layout layout, int at, int end) {
        closeList();
        for (Piece piece : row(layout).pieces) {
            if (piece.shared && at + piece.end <= end) {
                shared(piece, at);
            } else {
                for (Cell cell : piece.cells)
                    placed(cell, at, end);
            }
        }
    }

    private void placed(Cell cell, int at, int end) {
        if (at + cell.end > end) return;
        out.token(cell.key);
        value(cell, at, cell.octets == null ? 0 : cell.octets.length());
    }

    private void shared(Piece piece, int at) {
        int value = piece.value(cursor.data, at);
        Token text = piece.text(value);
        if (text != null) {
            out.token(text);
            return;
        }
        int start = out.length();
        for (Cell cell : piece.cells)
            placed(cell, at, Integer.MAX_VALUE);
        piece.keep(value, new Token(out.bytes(), start, out.length() - start));
    }

    @Override
    public void field(Field field, int at, int length) {
        value(begin(field), at, length);
    }

    @Override
    public void made(Made field, long value) {
        if (begin(field).hidden) {
            out.token(NULL);
        } else if (field.form() == Made.Form.BOOLEAN) {
            out.token(value != 0 ? TRUE : FALSE);
        } else {
            field.write(out, value);
        }
    }

    @Override
    public void made(Made field, int at, int length, Text value) {
        if (begin(field).hidden) {
            out.token(NULL);
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
            out.token(NULL);
        } else if (f.form() == Uint.Form.BOOLEAN) {
            out.token(value != 0 ? TRUE : FALSE);
        } else {
            out.number(value);
        }
        if (offsets) bits(f, (at - base) * 8 + f.bit(), f.width());
    }

    private void octets(Cell cell, Octets f, int at, int length) {
        if (cell.hidden) {
            out.token(NULL);
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
        Cell cell = row(field.meta().layout()).cells[field.meta().index()];
        if (cell.equals(list)) {
            out.put(',');
            return cell;
        }
        closeList();
        Cell first = cell.list ? listed(field.name()) : null;
        if (first != null) {
            out = first.later;
            out.put(',');
            list = first;
            return cell;
        }
        out.token(cell.key);
        if (cell.list) {
            out.put('[');
            list = cell;
        }
        return cell;
    }

    /// The list of that name that the current object has already, null if it has none.
    private @Nullable Cell listed(String name) {
        for (int i = 0; i < lists.size(); i++)
            if (lists.get(i).name.equals(name)) return lists.get(i);
        return null;
    }

    private void closeList() {
        if (list == null) return;
        if (out == main) {
            list.bracket = out.length();
            out.put(']');
            lists.add(list);
        }
        out = main;
        list = null;
    }

    /// Ends the fields of an object: elements that came after another field are put into their lists.
    private void endFields() {
        closeList();
        if (lists.isEmpty()) return;
        for (int i = lists.size() - 1; i >= 0; i--) {
            Cell cell = lists.get(i);
            if (cell.later.length() == 0) continue;
            out.insert(cell.bracket, cell.later);
            cell.later.clear();
        }
        lists.clear();
    }

    /// Where a field is: its first bit, counted from the start of the frame, and how many bits it has.
    private void bits(Field field, int bit, int width) {
        if (list != null) return;
        out.ascii(",\"").ascii(field.name()).ascii("@\":[").number(bit).put(',').number(width).put(']');
    }

    private void place(String opening, int at, int length) {
        out.ascii(opening).number(at).put(',').number(length).put(']');
    }

    private JsonRow row(Layout layout) {
        if (layout == lastLayout) return lastRow;
        JsonRow row = rows.get(layout);
        if (row == null) {
            row = new JsonRow(layout, stable, stable || offsets);
            rows.put(layout, row);
        }
        lastLayout = layout;
        lastRow = row;
        return row;
    }

    private static byte[] ascii(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }
}
