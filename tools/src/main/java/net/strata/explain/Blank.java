package net.strata.explain;

import java.util.ArrayList;
import java.util.List;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Uint;

/// A header without values, for fields that no packet at hand has.
public final class Blank {
    private static final int NONE = -1;

    private Blank() {}

    /// The row of fields that a layout has, as if it were a packet. It has no items if nothing in it has a fixed place.
    ///
    /// @param protocol whose layout it is, or whose part
    public static Anatomy of(Protocol protocol, Layout layout) {
        int bytes = layout.bytes();
        var sources = List.of(new Anatomy.Source(layout.title(), new byte[bytes]));
        var layers = List.of(new Layer(0, protocol, "", 0, 0, bytes, bytes, bytes, false, true, NONE, NONE));
        var items = new ArrayList<Item>();
        int group = NONE;
        for (Field field : layout.placed()) {
            int id = items.size();
            int parent = field.meta().depth() > 0 ? group : NONE;
            items.add(new Item(id, Item.Kind.FIELD, 0, parent, field.meta().label(), field, "", 0, layout.source(), 0,
                    bit(field),
                    bits(field)));
            if (field.meta().depth() == 0) group = id;
        }
        List<Leaf> leaves = new Partition(sources, layers, items).leaves();
        return new Anatomy(0, Batch.NO_TIME, 0, bytes, protocol.label(), "", sources, layers, List.copyOf(items),
                leaves, null,
                NONE);
    }

    private static int bit(Field field) {
        return switch (field) {
            case Uint f -> f.bit();
            case Octets f -> f.bit();
            case Made _ -> 0;
        };
    }

    private static int bits(Field field) {
        return switch (field) {
            case Uint f -> f.width();
            case Octets f -> f.length() * 8;
            case Made _ -> 0;
        };
    }
}
