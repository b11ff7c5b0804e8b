package net.strata.view;

import java.util.Set;
import net.strata.decode.Cursor;
import net.strata.decode.FieldTree;
import net.strata.decode.LayerTree;
import net.strata.decode.Level;
import net.strata.decode.Problem;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Meta;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Every layer with every field: value, name and meaning, and beside them, if wanted, the bytes that hold them.
public final class TreeView implements View, FieldTree {
    private static final int NAME_COLUMN = 52;
    private static final int SAYS_COLUMN = 32;
    private static final int INDENT = 4;
    /// Bytes shown beside a field, on one line.
    private static final int BESIDE = 8;
    private static final int GUTTER = 6 + BESIDE * 3 + 1;

    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final ViewOptions options;
    private final Set<String> open;
    private final boolean bytes;
    private final FieldText values;
    private final Text line;
    private final TimeColumn date = new TimeColumn(TimeStyle.UD);
    private Text out = new Text(0);
    private int depth;
    private boolean closed;

    /// @param open prefixes of the layers to open; empty for all
    /// @param bytes whether the bytes of each field stand beside it
    public TreeView(ViewOptions options, Set<String> open, boolean bytes) {
        this.options = options;
        this.open = open;
        this.bytes = bytes;
        values = new FieldText(options.stable());
        line = new Text(256, options.stable());
    }

    @Override
    public void frame(Batch b, int i, Text text) {
        out = text;
        cursor.walk(b, i, Protocols.link(b.linkType[i]));
        LayerTree.tell(cursor, Protocols.FRAME, this);
        out.put('\n');
    }

    @Override
    public void layer(Cursor c, Protocol p) {
        boolean isFrame = p.equals(Protocols.FRAME);
        line.clear();
        line.ascii(p.layout().title());
        if (isFrame) {
            line.put(' ').number(c.batch().firstNumber + c.frame());
            date(c);
        } else if (c.whole()) {
            int bare = line.length();
            line.ascii(", ");
            if (!p.info(c, line)) line.cut(bare);
        }
        gutter(0, 0);
        options.palette().heading(out, line);
        if (!isFrame) model(c, p.level());
        out.put('\n');
        closed = !open.isEmpty() && !open.contains(p.layout().prefix());
        depth = 1;
    }

    private void date(Cursor c) {
        if (options.stable() || c.batch().time[c.frame()] == Batch.NO_TIME) return;
        line.ascii(", ");
        date.write(c.batch(), c.frame(), options.decimals(c.batch(), c.frame()), line);
        line.ascii(" UTC");
    }

    /// Which layer this is, in both models, and how many bytes its header takes.
    private void model(Cursor c, Level level) {
        line.clear();
        line.ascii("  [").number(c.headerEnd() - c.at).ascii(" bytes, OSI ").number(level.number()).put(' ');
        line.ascii(level.osi()).ascii(", TCP/IP ").ascii(level.tcpip());
        if (c.reassembled(c.layer())) line.ascii(", reassembled");
        if (c.quoted(c.layer())) line.ascii(", quoted");
        options.palette().dim(out, line.put(']'));
    }

    @Override
    public void endLayer() {
        closed = false;
    }

    @Override
    public boolean wantsRepeated() {
        return false;
    }

    @Override
    public void open(Layout part, int at, int end) {
        if (!closed) {
            gutter(at, 0);
            out.spaces(depth * INDENT).ascii(part.title()).put('\n');
        }
        depth++;
    }

    @Override
    public void close() {
        depth--;
    }

    @Override
    public void number(Uint f, int at) {
        if (closed) return;
        line.clear();
        if (f.width() % 8 != 0) values.pattern(f, cursor.data, at, line);
        line.utf8(f.meta().label()).ascii(": ");
        values.number(f, cursor.data, at, line);
        int first = at + (f.bit() >> 3);
        show(f.meta(), first, at + f.end() - first);
    }

    @Override
    public void octets(Octets f, int at, int length) {
        if (closed) return;
        line.clear();
        line.utf8(f.meta().label()).ascii(": ");
        values.octets(f, cursor.data, at, length, line);
        show(f.meta(), f.from(at), length);
    }

    @Override
    public void made(Made f, long value) {
        if (closed) return;
        line.clear();
        line.put('[').utf8(f.meta().label()).ascii(": ");
        values.made(f, value, line);
        line.put(']');
        show(f.meta(), 0, 0);
    }

    @Override
    public void made(Made f, int at, int length, Text value) {
        if (closed) return;
        line.clear();
        if (length == 0) line.put('[');
        line.utf8(f.meta().label()).ascii(": ");
        if (options.stable() && f.meta().varies()) {
            line.put('*');
        } else {
            line.append(value);
        }
        if (length == 0) line.put(']');
        show(f.meta(), at, length);
    }

    /// Writes [#line] with the field's name and meaning behind it, and its bytes before it.
    private void show(Meta meta, int at, int length) {
        gutter(at, length);
        int start = out.length();
        out.spaces((depth + meta.depth()) * INDENT).append(line);
        out.pad(start, NAME_COLUMN - 1).put(' ');
        int late = out.length() - start - NAME_COLUMN;
        line.clear();
        line.ascii(meta.name());
        if (!meta.says().isEmpty()) line.pad(0, SAYS_COLUMN - 1 - late).put(' ').utf8(meta.says());
        options.palette().dim(out, line);
        out.put('\n');
        for (int i = BESIDE; bytes && i < length; i += BESIDE) {
            gutter(at + i, length - i);
            out.put('\n');
        }
    }

    private void gutter(int at, int length) {
        if (!bytes) return;
        if (length == 0) {
            out.spaces(GUTTER);
            return;
        }
        int offset = at - cursor.sourceStart();
        out.hex(offset, HexDump.digits(offset)).ascii("  ");
        HexDump.bytes(cursor.data, at, Math.min(length, BESIDE), BESIDE, out);
        out.ascii("  ");
    }

    @Override
    public void problem(Problem p) {
        gutter(0, 0);
        line.clear();
        options.palette().trouble(out, line.ascii("[Problem: ").ascii(p.text()).put(']'));
        out.put('\n');
    }
}
