package net.strata.view;

import net.strata.wire.Made;
import net.strata.wire.Meta;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;

/// Values as a person reads them: names before numbers, flags as set or not, bits drawn.
public final class FieldText {
    private static final int MOST_BYTES = 64;

    private final boolean stable;

    /// @param stable whether what differs from run to run is hidden
    public FieldText(boolean stable) {
        this.stable = stable;
    }

    public void number(Uint f, byte[] data, int at, Text out) {
        long value = f.value(data, at);
        if (stable && f.varies(value)) {
            out.put('*');
            return;
        }
        String name = f.meta().names() == null ? null : f.meta().names().of(value);
        if (f.form() == Uint.Form.BOOLEAN) {
            out.ascii(value != 0 ? "set" : "not set");
        } else if (name != null) {
            out.utf8(name).ascii(" (");
            f.write(out, data, at, 0);
            out.put(')');
        } else {
            f.write(out, data, at, 0);
        }
    }

    /// Appends the bytes that hold a number, its bits as 0 and 1, all others as dots: `.1.. .... `.
    public void pattern(Uint f, byte[] data, int at, Text out) {
        int first = f.bit() & ~7;
        int last = (f.bit() + f.width() + 7) & ~7;
        for (int bit = first; bit < last; bit++) {
            boolean own = bit >= f.bit() && bit < f.bit() + f.width();
            int value = data[at + (bit >> 3)] >> (7 - (bit & 7)) & 1;
            out.put(!own ? '.' : stable && f.meta().varies() ? '*' : value == 1 ? '1' : '0');
            if ((bit & 3) == 3) out.put(' ');
        }
    }

    public void octets(Octets f, byte[] data, int at, int length, Text out) {
        if (hidden(f.meta(), out)) return;
        boolean raw = f.form() == Octets.Form.BYTES;
        f.write(out, data, at, raw ? Math.min(length, MOST_BYTES) : length);
        if (raw && length > MOST_BYTES) out.ascii("... (").number(length).ascii(" bytes)");
    }

    public void made(Made f, long value, Text out) {
        if (hidden(f.meta(), out)) return;
        String name = f.meta().names() == null ? null : f.meta().names().of(value);
        if (name != null) {
            out.utf8(name);
        } else if (f.form() == Made.Form.BOOLEAN) {
            out.ascii(value != 0 ? "yes" : "no");
        } else {
            f.write(out, value);
            if (f.form() == Made.Form.SECONDS) out.ascii(" s");
        }
    }

    private boolean hidden(Meta meta, Text out) {
        if (stable && meta.varies()) {
            out.put('*');
            return true;
        }
        return false;
    }
}
