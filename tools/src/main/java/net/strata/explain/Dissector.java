package net.strata.explain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import net.strata.decode.Cursor;
import net.strata.decode.FieldTree;
import net.strata.decode.LayerTree;
import net.strata.decode.Problem;
import net.strata.decode.Protocol;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import net.strata.view.FieldText;
import net.strata.view.Speaker;
import net.strata.wire.Auto;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// Takes packets apart. The batch must have gone through the ordered stage ([net.strata.session.Session]).
public final class Dissector implements FieldTree {
    private static final int NONE = -1;

    private final Cursor cursor = new Cursor(Protocols.DATA, null);
    private final Speaker speaker = new Speaker(false);
    private final FieldText values = new FieldText(false);
    private final Text text = new Text(256);

    private List<Anatomy.Source> sources = List.of();
    /// Where in the arena each source starts.
    private final List<Integer> origins = new ArrayList<>();
    private List<Layer> layers = List.of();
    private List<Item> items = List.of();
    private final Deque<Item> open = new ArrayDeque<>();
    private @Nullable Item group;
    private int layer;
    private String specified = "";
    private @Nullable String problem;
    private int claim;

    /// Takes one frame of a batch apart.
    public Anatomy dissect(Batch b, int i) {
        sources = new ArrayList<>();
        origins.clear();
        layers = new ArrayList<>();
        items = new ArrayList<>();
        open.clear();
        problem = null;
        claim = NONE;
        cursor.walk(b, i, Protocols.link(b.linkType[i]));
        int start = b.offset[i];
        origins.add(start);
        sources.add(new Anatomy.Source("frame " + (b.firstNumber + i),
                Arrays.copyOfRange(b.data, start, start + b.captured[i])));
        layer = NONE;
        LayerTree.tell(cursor, Protocols.FRAME, this);
        speaker.find(cursor);
        List<Leaf> leaves = new Partition(sources, layers, items).leaves();
        return new Anatomy(b.firstNumber + i, b.time[i], b.linkType[i], b.length[i], speaker.protocol().label(),
                speaker.info().toString(), List.copyOf(sources), List.copyOf(layers), List.copyOf(items), leaves,
                problem, claim);
    }

    @Override
    public void layer(Cursor c, Protocol p) {
        if (p.equals(Protocols.FRAME)) return;
        layer = layers.size();
        int source = source(c);
        int origin = origins.get(source);
        text.clear();
        if (!c.whole() || !p.info(c, text)) text.clear();
        layers.add(new Layer(layer, p, text.toString(), source, c.at - origin, c.headerEnd() - origin, c.end() - origin,
                c.claimedEnd() - origin, c.quoted(c.layer()), c.whole(), address(c, c.source()),
                address(c, c.destination())));
    }

    /// The item told so far that is an address at a place in the arena.
    private int address(Cursor c, int at) {
        if (c.addressLength() == 0) return NONE;
        for (Item each : items.reversed())
            if (each.bits() == c.addressLength() * 8 && each.kind() == Item.Kind.FIELD
                    && each.bit() + origins.get(each.source()) * 8L == at * 8L)
                return each.id();
        return NONE;
    }

    /// The bytes that the cursor's layer is in.
    private int source(Cursor c) {
        int origin = c.sourceStart();
        int known = origins.indexOf(origin);
        if (known >= 0) return known;
        origins.add(origin);
        sources.add(new Anatomy.Source("reassembled packet", Arrays.copyOfRange(c.data, origin, c.end())));
        return sources.size() - 1;
    }

    @Override
    public void endLayer() {
        group = null;
    }

    @Override
    public boolean wantsRepeated() {
        return false;
    }

    @Override
    public void open(Layout part, int at, int end) {
        group = null;
        specified = part.source().isEmpty() ? source() : part.source();
        open.push(add(Item.Kind.PART, part.title(), null, "", 0, at * 8L, Math.max(0, end - at) * 8L));
    }

    @Override
    public void close() {
        group = null;
        open.pop();
    }

    @Override
    public void fields(Layout layout, int at, int end) {
        group = null;
        FieldTree.super.fields(layout, at, end);
    }

    @Override
    public void number(Uint f, int at) {
        text.clear();
        values.number(f, cursor.data, at, text);
        long value = f.value(cursor.data, at);
        if (f.unit() > 1 && f.meta().absent() == Auto.HEADER_LENGTH) {
            text.clear();
            text.number(value / f.unit()).ascii(" (").number(value).ascii(" bytes)");
        }
        long bit = at * 8L + f.bit();
        Item item = field(f, text.toString(), value, bit, f.width());
        // What lies within it is told behind it.
        if (f.meta().depth() == 0) group = item;
    }

    @Override
    public void octets(Octets f, int at, int length) {
        text.clear();
        values.octets(f, cursor.data, at, length, text);
        Item item = field(f, text.toString(), 0, f.from(at) * 8L, length * 8L);
        if (f.meta().depth() == 0) group = item;
    }

    @Override
    public void made(Made f, long value) {
        text.clear();
        values.made(f, value, text);
        generated(f, text.toString(), value, 0, 0);
    }

    @Override
    public void made(Made f, int at, int length, Text value) {
        generated(f, value.toString(), 0, at * 8L, length * 8L);
    }

    private void generated(Made f, String value, long number, long bit, long bits) {
        specify(f);
        add(Item.Kind.GENERATED, f.meta().label(), f, value, number, bit, bits);
    }

    private Item field(Field f, String value, long number, long bit, long bits) {
        specify(f);
        return add(Item.Kind.FIELD, f.meta().label(), f, value, number, bit, bits);
    }

    private void specify(Field f) {
        specified = !f.meta().source().isEmpty()
                ? f.meta().source()
                : !f.meta().layout().source().isEmpty() ? f.meta().layout().source() : source();
    }

    /// Where the current layer is specified.
    private String source() {
        return layer < 0 ? "" : layers.get(layer).protocol().layout().source();
    }

    private Item add(Item.Kind kind, String label, @Nullable Field field, String value, long number, long bit,
            long bits) {
        int source = layer < 0 ? 0 : layers.get(layer).source();
        long first = bits == 0 ? 0 : bit - origins.get(source) * 8L;
        int parent = NONE;
        if (!open.isEmpty()) parent = open.element().id();
        if (group != null && field != null && field.meta().depth() > 0 && holds(group, source, first, bits))
            parent = group.id();
        var item = new Item(items.size(), kind, layer, parent, label, field, value, number, specified, source,
                (int) first,
                (int) bits);
        items.add(item);
        return item;
    }

    private static boolean holds(Item outer, int source, long bit, long bits) {
        return outer.source() == source && outer.bit() <= bit && bit + bits <= outer.bit() + outer.bits();
    }

    @Override
    public void problem(Problem p) {
        problem = p.text();
        if (p.kind() == Problem.Kind.CUT) return;
        for (Item each : items)
            if (each.layer() >= 0 && each.field() != null && each.field().equals(p.claim())
                    && layers.get(each.layer()).at() == p.offset())
                claim = each.id();
    }
}
