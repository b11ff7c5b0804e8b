package net.strata.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import net.strata.decode.Level;
import org.jspecify.annotations.Nullable;

/// Divides the bits of a packet among its items: each bit belongs to the smallest item that has it; of two as small to a
/// field rather than a generated one, and to the later one. For bytes that none has, items are added that say what they are.
final class Partition {
    private static final int NOBODY = -1;
    /// Bits without a name that are zero are taken for reserved up to so many.
    private static final int MOST_RESERVED = 64;

    private final List<Anatomy.Source> sources;
    private final List<Layer> layers;
    private final List<Item> items;
    private final List<Leaf> leaves = new ArrayList<>();

    /// @param items those of the packet; gaps are added
    Partition(List<Anatomy.Source> sources, List<Layer> layers, List<Item> items) {
        this.sources = sources;
        this.layers = layers;
        this.items = items;
    }

    List<Leaf> leaves() {
        for (int source = 0; source < sources.size(); source++)
            divide(source);
        return List.copyOf(leaves);
    }

    private void divide(int source) {
        int[] owner = new int[sources.get(source).length() * 8];
        Arrays.fill(owner, NOBODY);
        int here = source;
        items.stream().filter(each -> each.source() == here && each.bits() > 0 && each.kind() != Item.Kind.PART)
                .sorted(Comparator.comparingInt(Item::bits).reversed().thenComparing(Item::kind,
                        Comparator.reverseOrder())) //
                .forEach(each -> Arrays.fill(owner, Math.clamp(each.bit(), 0, owner.length),
                        Math.clamp((long) each.bit() + each.bits(), 0, owner.length), each.id()));
        int[] parts = parts(source, owner.length / 8);
        BitSet edges = edges(source, owner.length);
        for (int bit = 0; bit < owner.length;) {
            int end = bit + 1;
            while (end < owner.length && owner[end] == owner[bit] && (owner[bit] != NOBODY || !edges.get(end)))
                end++;
            int item = owner[bit] == NOBODY ? gap(source, bit, end, parts[bit >> 3]) : owner[bit];
            leaves.add(new Leaf(source, bit, end - bit, item));
            bit = end;
        }
    }

    /// Of each byte, the innermost part that it is in.
    private int[] parts(int source, int bytes) {
        int[] parts = new int[bytes];
        Arrays.fill(parts, NOBODY);
        for (Item each : items)
            if (each.source() == source && each.kind() == Item.Kind.PART)
                Arrays.fill(parts, Math.clamp(each.from(), 0, bytes), Math.clamp(each.end(), 0, bytes), each.id());
        return parts;
    }

    /// The bits at which a header, a layer or a part begins or ends.
    private BitSet edges(int source, int bits) {
        var edges = new BitSet(bits + 1);
        for (Layer each : layers)
            if (each.source() == source)
                for (int at : new int[]{each.at(), each.headerEnd(), each.end()})
                edges.set(Math.clamp(at * 8L, 0, bits));
        for (Item each : items)
            if (each.source() == source && each.kind() == Item.Kind.PART)
                for (long at : new long[]{each.bit(), (long) each.bit() + each.bits()})
                edges.set(Math.clamp(at, 0, bits));
        return edges;
    }

    private int gap(int source, int bit, int end, int parent) {
        Layer in = null;
        for (Layer each : layers)
            if (each.source() == source && each.at() * 8 <= bit && bit < each.end() * 8) in = each;
        var item = new Item(items.size(), Item.Kind.GAP, in == null ? NOBODY : in.index(), parent,
                name(in, source, bit, end),
                null, "", 0, "", source, bit, end - bit);
        items.add(item);
        return item.id();
    }

    private String name(@Nullable Layer in, int source, int bit, int end) {
        if (in == null) return "Trailer";
        if (bit < in.headerEnd() * 8) return inHeader(in, sources.get(source), bit, end);
        for (Layer each : layers)
            if (each.source() == source && each.index() > in.index() && each.at() * 8 <= bit) return "Padding";
        return "Data";
    }

    /// What stands between the fields of a header.
    private static String inHeader(Layer in, Anatomy.Source source, int bit, int end) {
        boolean zero = end - bit <= MOST_RESERVED;
        for (int i = bit; i < end && zero; i++)
            zero = source.bit(i) == 0;
        if (zero) return "Reserved";
        if (in.protocol().level().compareTo(Level.TRANSPORT) <= 0) return "Not decoded";
        boolean text = true;
        boolean ends = true;
        for (int i = bit >> 3; i < end >> 3; i++) {
            int c = source.at(i);
            ends &= c == '\r' || c == '\n';
            text &= c >= ' ' && c <= '~' || c == '\t' || c == '\r' || c == '\n';
        }
        return ends ? "Line end" : text ? "Text" : "Not decoded";
    }
}
