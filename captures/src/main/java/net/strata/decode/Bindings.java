package net.strata.decode;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// From the number that a header gives for what follows, to the protocol that follows.
public final class Bindings {
    private int[] keys = new int[16];
    private @Nullable Deferred[] values = new Deferred[16];
    private int size;
    /// A bit for each number below 65536 that is bound: most ports are not.
    private final long[] present = new long[1024];
    private final Set<Deferred> bound = new LinkedHashSet<>();

    /// Binds a protocol to numbers.
    ///
    /// @param names as [Deferred] has them
    public Bindings bind(String names, Supplier<? extends Protocol> maker, int... numbers) {
        return bind(new Deferred(names, maker), numbers);
    }

    /// Binds a protocol to numbers that is made already.
    public Bindings bind(Protocol p, int... numbers) {
        return bind(new Deferred(p.layout().prefix(), () -> p), numbers);
    }

    /// Binds a protocol to numbers that is bound elsewhere as well.
    public Bindings bind(Deferred p, int... numbers) {
        bound.add(p);
        for (int n : numbers) {
            if (size * 2 >= keys.length) grow();
            put(n, p);
            size++;
            if ((n & ~0xffff) == 0) present[n >> 6] |= 1L << n;
        }
        return this;
    }

    /// The protocol bound to `number`, null if none is.
    public @Nullable Protocol find(int number) {
        return (number & ~0xffff) == 0 && (present[number >> 6] >> number & 1) == 0 ? null : search(number);
    }

    private @Nullable Protocol search(int number) {
        int at = slot(number, keys.length);
        for (Deferred p = values[at]; p != null; p = values[at]) {
            if (keys[at] == number) return p.get();
            at = (at + 1) & (keys.length - 1);
        }
        return null;
    }

    /// The lowest number that `p` is bound to, -1 if it is bound to none. Makes all protocols of the table.
    public int number(Protocol p) {
        int lowest = -1;
        for (int i = 0; i < values.length; i++) {
            Deferred value = values[i];
            if (value != null && p.equals(value.get()) && (lowest < 0 || keys[i] < lowest)) lowest = keys[i];
        }
        return lowest;
    }

    /// All protocols bound, in order.
    public Set<Deferred> protocols() {
        return bound;
    }

    private void put(int number, Deferred p) {
        int at = slot(number, keys.length);
        while (values[at] != null && keys[at] != number)
            at = (at + 1) & (keys.length - 1);
        keys[at] = number;
        values[at] = p;
    }

    private static int slot(int number, int length) {
        return ((number * 0x9e3779b9) >>> 16) & (length - 1);
    }

    private void grow() {
        int[] oldKeys = keys;
        @Nullable
        Deferred[] oldValues = values;
        keys = new int[oldKeys.length * 2];
        values = new Deferred[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            Deferred p = oldValues[i];
            if (p != null) put(oldKeys[i], p);
        }
    }
}
