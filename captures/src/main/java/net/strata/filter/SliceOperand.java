package net.strata.filter;

import java.util.function.Consumer;
import net.strata.decode.Cursor;

/// Some of the bytes of each value, joined. A value without all of them gives no byte.
final class SliceOperand extends Operand {
    private static final int ADDRESS = 4;
    /// Ranges that name the same bytes again and again do not grow beyond this.
    private static final int LONGEST = 1 << 20;

    private final Operand of;
    private final Ranges ranges;

    SliceOperand(Operand of, Ranges ranges, String text) {
        super(Type.BYTES, text);
        this.of = of;
        this.ranges = ranges;
    }

    @Override
    Values in(Cursor c) {
        values.clear();
        Values whole = of.in(c);
        for (int i = 0; i < whole.count; i++) {
            if (of.type == Type.IPV4) {
                address(whole.number[i]);
            } else {
                cut(whole.data[i], whole.from[i], whole.length[i]);
            }
        }
        return values;
    }

    private void address(long number) {
        byte[] bytes = new byte[ADDRESS];
        for (int k = 0; k < ADDRESS; k++)
            bytes[k] = (byte) (number >> (24 - 8 * k));
        cut(bytes, 0, ADDRESS);
    }

    private void cut(byte[] data, int at, int length) {
        int size = 0;
        for (int r = 0; r < ranges.size(); r++) {
            int count = ranges.count(r, length);
            if (count < 0) {
                values.add(data, at, 0);
                return;
            }
            size += count;
            if (size > LONGEST) return;
        }
        if (ranges.size() == 1) {
            values.add(data, at + ranges.from(0, length), size);
            return;
        }
        byte[] joined = values.keep(size);
        int to = values.from[values.count - 1];
        for (int r = 0; r < ranges.size(); r++) {
            int count = ranges.count(r, length);
            System.arraycopy(data, at + ranges.from(r, length), joined, to, count);
            to += count;
        }
    }

    @Override
    void fields(Consumer<Operand> out) {
        of.fields(out);
    }
}
