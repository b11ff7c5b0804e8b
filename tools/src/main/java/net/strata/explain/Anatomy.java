package net.strata.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// A packet taken apart. All views of it are drawn from this.
///
/// @param number counted from 1 over the whole capture; 0 for a header without values
/// @param time ns since the epoch, or [net.strata.frame.Batch#NO_TIME]
/// @param link LINKTYPE_ number of the frame
/// @param length bytes on the wire; more than there are where the capture cut the frame
/// @param protocol the protocol that speaks for the packet, such as `TCP`
/// @param info what it says, in one line
/// @param sources the bytes of the frame, and behind them of each packet that was put together from fragments
/// @param layers the outermost first
/// @param items in wire order, each part and group before what is in it; gaps last
/// @param leaves by source, then by place
/// @param problem what is wrong with the packet, null if nothing
/// @param claim the item whose value does not fit the packet, as `problem` says; -1 if there is none
public record Anatomy(long number, long time, int link, int length, String protocol, String info, List<Source> sources,
        List<Layer> layers, List<Item> items, List<Leaf> leaves, @Nullable String problem,
        int claim) {
    /// Bytes of a text that no field has, and is shown.
    private static final int MOST_TEXT = 40;

    /// A run of bytes that layers are in.
    public static final class Source {
        private final String name;
        private final byte[] bytes;

        Source(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        /// What it is, in words.
        public String name() {
            return name;
        }

        /// How many bytes it has.
        public int length() {
            return bytes.length;
        }

        /// A byte, 0 to 255.
        public int at(int index) {
            return bytes[index] & 0xff;
        }

        /// A bit, 0 or 1.
        public int bit(int index) {
            return bytes[index >> 3] >> (7 - (index & 7)) & 1;
        }

        /// A copy of some bytes.
        public byte[] range(int from, int end) {
            return Arrays.copyOfRange(bytes, from, end);
        }
    }

    public Item item(int id) {
        return items.get(id);
    }

    /// The items of a layer that stand in no other, or those of the frame as a whole for -1.
    public List<Item> top(int layer) {
        return items.stream().filter(each -> each.layer() == layer && each.parent() < 0).toList();
    }

    /// What a part or a group of bits consists of.
    public List<Item> children(Item parent) {
        return items.stream().filter(each -> each.parent() == parent.id()).toList();
    }

    /// The leaves of one run of bytes, in order.
    public List<Leaf> leaves(int source) {
        return leaves.stream().filter(each -> each.source() == source).toList();
    }

    /// What a leaf is, in words: its item's label, and whether it is only some of the item's bits.
    public String label(Leaf leaf) {
        Item item = item(leaf.item());
        return isRest(leaf, item) ? item.label() + " (other bits)" : item.label();
    }

    /// Whether it is a header without values (see [Blank]) rather than a packet.
    public boolean isBlank() {
        return number == 0;
    }

    /// What a leaf says: its item's value, or else its bytes or bits if they are few.
    public String value(Leaf leaf) {
        if (isBlank()) return "";
        Item item = item(leaf.item());
        if (!item.value().isEmpty() && !isRest(leaf, item)) return item.value();
        boolean whole = (leaf.bit() & 7) == 0 && (leaf.bits() & 7) == 0;
        Source source = sources.get(leaf.source());
        boolean few = item.kind() == Item.Kind.GAP && whole && leaf.bits() <= MOST_TEXT * 8;
        String text = few ? Quote.of(source.range(leaf.bit() >> 3, leaf.bit() + leaf.bits() >> 3)) : "";
        if (!text.isEmpty()) return text;
        if (leaf.bits() > (whole ? 128 : 64)) return "";
        var value = new StringBuilder();
        for (int bit = leaf.bit(); bit < leaf.bit() + leaf.bits(); bit += whole ? 8 : 1)
            value.append(whole ? String.format(Locale.ROOT, "%02x", source.at(bit >> 3)) : source.bit(bit));
        return value.toString();
    }

    /// Whether a number has fields of its own, and these bits are of none of them.
    private static boolean isRest(Leaf leaf, Item item) {
        return leaf.bits() < item.bits() && item.field() instanceof Uint;
    }

    /// The layers of the packet itself that lie in the frame, or behind those that do: not what it quotes.
    public List<Layer> own() {
        return layers.stream().filter(each -> !each.quoted()).toList();
    }

    /// Where data start: behind the header in front of them, whose protocol may have read some of them itself.
    public int dataAt(Layer data) {
        if (data.index() == 0) return data.at();
        Layer carrier = layers.get(data.index() - 1);
        return carrier.source() == data.source() ? Math.min(carrier.headerEnd(), data.at()) : data.at();
    }

    /// The first item with a field's name, null if there is none.
    public @Nullable Item named(String name) {
        for (Item each : items)
            if (each.name().equals(name)) return each;
        return null;
    }

    /// The first item of a layer with a field's name, null if there is none.
    public @Nullable Item named(Layer layer, String name) {
        for (Item each : items)
            if (each.layer() == layer.index() && each.name().equals(name)) return each;
        return null;
    }

    /// All items with a field's name, its second names included (`ip.addr` for `ip.src`).
    public List<Item> all(String name) {
        var found = new ArrayList<Item>();
        for (Item each : items) {
            if (each.field() == null) continue;
            if (each.name().equals(name) || name.equals(each.field().meta().also())) found.add(each);
        }
        return found;
    }

    /// The bytes that hold an item.
    public byte[] bytes(Item item) {
        return sources.get(item.source()).range(item.from(), item.end());
    }
}
