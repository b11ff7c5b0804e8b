package net.strata.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.strata.wire.Layout;
import net.strata.wire.Uint;

/// A run of elements, each a type, a length and a value, whose type and length are fields of any width: 7 and 9 bits
/// in LLDP, 16 and 16 in CDP. ([Options] are those of one byte each, some without a length.)
///
/// An element of unknown type is an element like any other, with its bytes as value.
public final class Tlvs {
    private final Layout head;
    private final Uint type;
    private final Uint length;
    private final int uncounted;
    private final Option unknown;
    private final Map<Integer, Option> known = new HashMap<>();
    private int last = -1;
    private int align = 1;

    /// @param head the layout of type and length; the layouts of elements skip it
    /// @param uncounted bytes of an element that its length does not count: 0 where it counts all
    /// @param unknown what an element of any other type is
    public Tlvs(Layout head, Uint type, Uint length, int uncounted, Option unknown) {
        this.head = head;
        this.type = type;
        this.length = length;
        this.uncounted = uncounted;
        this.unknown = unknown;
    }

    public Tlvs add(Option option, int... types) {
        for (int t : types)
            known.put(t, option);
        return this;
    }

    /// An element of this type is the last one, whatever follows.
    public Tlvs endsWith(int endType) {
        last = endType;
        return this;
    }

    /// Elements start at multiples of so many bytes: padding follows those that end elsewhere.
    public Tlvs align(int bytes) {
        align = bytes;
        return this;
    }

    /// The type of the element at `at`.
    public int type(byte[] data, int at) {
        return type.get(data, at);
    }

    /// What an element of a type is.
    public Option of(int type) {
        return known.getOrDefault(type, unknown);
    }

    /// Bytes of the element at `at`: at least its head, at most what is there.
    public int size(byte[] data, int at, int end) {
        if (at + head.bytes() > end) return end - at;
        return Math.min(Math.max(length.get(data, at) + uncounted, head.bytes()), end - at);
    }

    /// Bytes from the start of an element of `size` bytes to the start of the next.
    public int step(int size) {
        return (size + align - 1) / align * align;
    }

    /// Where the first element of a type starts, -1 if there is none.
    public int find(byte[] data, int from, int end, int wanted) {
        for (int at = from; at + head.bytes() <= end; at += step(size(data, at, end))) {
            if (type.get(data, at) == wanted) return at;
            if (type.get(data, at) == last) break;
        }
        return -1;
    }

    /// Tells the tree the elements between two places. An element that claims more than is there ends the walk.
    public void fields(Cursor c, Tree t, int from, int end) {
        if (!t.wantsParts()) return;
        for (int at = from; at + head.bytes() <= end;) {
            int size = size(c.data, at, end);
            int kind = type.get(c.data, at);
            Option option = of(kind);
            t.open(option.layout(), at, at + size);
            t.fields(head, at, at + size);
            if (size > head.bytes()) option.fields(c, t, at, at + size);
            t.close();
            if (kind == last) break;
            at += step(size);
        }
    }

    /// All layouts there are, for [Protocol#parts].
    public List<Layout> layouts() {
        List<Layout> all = new ArrayList<>();
        all.add(head);
        all.addAll(unknown.layouts());
        known.values().stream().distinct().flatMap(o -> o.layouts().stream()).distinct().forEach(all::add);
        return all;
    }
}
