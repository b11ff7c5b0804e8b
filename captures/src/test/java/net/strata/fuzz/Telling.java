package net.strata.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import net.strata.decode.Cursor;
import net.strata.decode.LayerTree;
import net.strata.decode.Options;
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

/// A view that has every field written, and checks that each lies within the arena, that parts are closed as they were
/// opened, and that what is written stays in proportion to what was read.
final class Telling implements LayerTree {
    /// Most bytes of text for a byte of a frame: a bit may be a field with a sentence of its own.
    private static final int TEXT_PER_BYTE = 2000;

    private final Text text = new Text(1 << 12);
    private byte[] data = new byte[0];
    private int used;
    private int open;
    private long written;

    /// Tells all of a frame that a cursor has walked.
    void tell(Cursor c) {
        Batch b = c.batch();
        data = c.data;
        used = b.used;
        written = 0;
        LayerTree.tell(c, Protocols.FRAME, this);
        assertThat(open).isZero();
        for (int i = 0; i < c.layers(); i++) {
            c.select(i);
            text.clear();
            if (c.whole()) {
                c.protocol().info(c, text);
                c.protocol().trouble(c);
            }
            count();
        }
        assertThat(written).isLessThan((used + 10L) * TEXT_PER_BYTE);
    }

    /// Tells bytes as a frame that begins with a protocol.
    void frame(String prefix, byte[] bytes) {
        var batch = new Batch(0, 1);
        batch.data = bytes;
        batch.used = bytes.length;
        batch.add(0, bytes.length, bytes.length, Batch.NO_TIME, 9, -1, 0);
        var cursor = new Cursor(Protocols.DATA, null);
        cursor.walk(batch, 0, Objects.requireNonNull(Protocols.named(prefix)));
        tell(cursor);
    }

    /// Tells a frame that is options behind its first byte.
    void options(Batch b, Options table) {
        var cursor = new Cursor(Protocols.DATA, null);
        cursor.walk(b, 0, Protocols.DATA);
        data = b.data;
        used = b.used;
        table.fields(cursor, this, 1, used);
        assertThat(open).isZero();
        assertThat(written).isLessThan((used + 10L) * TEXT_PER_BYTE);
    }

    private void count() {
        written += text.length();
        text.clear();
    }

    private void within(int from, int to) {
        assertThat(from).isBetween(0, used);
        assertThat(to).isBetween(from, used);
    }

    @Override
    public void fields(Layout layout, int at, int end) {
        for (Field f : layout.placed()) {
            int last = f instanceof Uint u ? u.end() : ((Octets) f).from(0) + ((Octets) f).length();
            if (at + last <= end) field(f, at, f instanceof Octets o ? o.length() : 0);
        }
    }

    @Override
    public void field(Field f, int at, int length) {
        switch (f) {
            case Uint u -> within(at + (u.bit() >> 3), at + u.end());
            case Octets o -> within(o.from(at), o.from(at) + length);
            case Made _ -> within(at, at + length);
        }
        f.write(text, data, at, length);
        count();
    }

    @Override
    public void made(Made field, long value) {
        field.write(text, value);
        count();
    }

    @Override
    public void made(Made field, int at, int length, Text value) {
        within(at, at + length);
        written += value.length();
    }

    @Override
    public void open(Layout part, int at, int end) {
        within(at, end);
        open++;
    }

    @Override
    public void close() {
        open--;
        assertThat(open).isNotNegative();
    }

    @Override
    public void layer(Cursor c, Protocol p) {
        assertThat(open).isZero();
    }

    @Override
    public void endLayer() {}

    @Override
    public void problem(Problem p) {
        written += p.text().length();
    }
}
