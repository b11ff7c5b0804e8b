package net.strata.filter;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.strata.decode.Cursor;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
import net.strata.protocol.FieldIndex;
import net.strata.protocol.Protocols;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Names;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// All values of the fields with a name. They are told as a view is; layers that cannot hold them are not asked.
final class FieldOperand extends Operand implements Tree {
    private final String name;
    private final List<Field> fields;
    private final @Nullable Ranges layers;
    private final FieldIndex.Holder[] holders;
    private final boolean ofFrame;
    private final IdentityHashMap<Layout, boolean[]> wanted = new IdentityHashMap<>();
    private final IdentityHashMap<Layout, Field[]> placed = new IdentityHashMap<>();
    private @Nullable Layout lastLayout;
    private boolean[] lastWanted = {};
    private @Nullable Layout lastRow;
    private Field[] lastFields = {};
    private byte[] data = {};
    private boolean parts;
    private boolean made;

    /// @param name a field's name, or one that several share
    /// @param layers which of the layers that may hold it are asked, null for all
    FieldOperand(String name, Type type, FieldIndex index, @Nullable Ranges layers, String text) {
        super(type, text);
        this.name = name;
        fields = index.fields(name);
        this.layers = layers;
        holders = index.holders(name).toArray(FieldIndex.Holder[]::new);
        ofFrame = holder(Protocols.FRAME) != null;
    }

    @Override
    Values in(Cursor c) {
        values.clear();
        data = c.data;
        if (ofFrame) {
            made = true;
            Protocols.FRAME.fields(c, this);
        }
        int count = layers == null ? 0 : count(c);
        int n = 0;
        for (int i = 0; i < c.layers(); i++) {
            FieldIndex.Holder holder = holder(c.protocol(i));
            if (holder == null) continue;
            n++;
            if (layers == null || layers.holds(n, count + 1)) ask(c, i, holder);
        }
        return values;
    }

    private void ask(Cursor c, int layer, FieldIndex.Holder holder) {
        parts = holder.inPart();
        made = holder.made();
        c.select(layer);
        Protocol p = c.protocol();
        if (c.whole()) {
            p.fields(c, this);
        } else {
            fields(p.layout(), c.at, c.headerEnd());
        }
    }

    private int count(Cursor c) {
        int count = 0;
        for (int i = 0; i < c.layers(); i++)
            if (holder(c.protocol(i)) != null) count++;
        return count;
    }

    /// What may hold the field in layers of a protocol, null if nothing.
    private FieldIndex.@Nullable Holder holder(Protocol p) {
        for (FieldIndex.Holder holder : holders)
            if (holder.protocol().equals(p)) return holder;
        return null;
    }

    private static Stream<Field> all(Layout layout) {
        return Stream.concat(Stream.of(layout.placed()), layout.others().stream());
    }

    private boolean named(Field f) {
        return f.name().equals(name) || name.equals(f.meta().also());
    }

    private boolean wanted(Field f) {
        Layout layout = f.meta().layout();
        if (layout != lastLayout) {
            boolean[] is = wanted.get(layout);
            if (is == null) {
                boolean[] made = new boolean[layout.count()];
                all(layout).forEach(each -> made[each.meta().index()] = named(each));
                wanted.put(layout, made);
                is = made;
            }
            lastWanted = is;
            lastLayout = layout;
        }
        return lastWanted[f.meta().index()];
    }

    @Override
    public boolean wantsParts() {
        return parts;
    }

    @Override
    public boolean wantsMade() {
        return made;
    }

    @Override
    public boolean wants(Made field) {
        return wanted(field);
    }

    @Override
    public boolean wants(Octets field) {
        return wanted(field);
    }

    @Override
    public void fields(Layout layout, int at, int end) {
        if (layout != lastRow) {
            lastFields = placed.computeIfAbsent(layout,
                    l -> Stream.of(l.placed()).filter(this::named).toArray(Field[]::new));
            lastRow = layout;
        }
        for (Field field : lastFields) {
            switch (field) {
                case Uint f when at + f.end() <= end -> number(f.value(data, at));
                case Octets f when f.from(at) + f.length() <= end -> octets(f, at, f.length());
                default -> {
                }
            }
        }
    }

    @Override
    public void field(Field field, int at, int length) {
        if (!wanted(field)) return;
        switch (field) {
            case Uint f -> number(f.value(data, at));
            case Octets f -> octets(f, at, length);
            case Made _ -> throw new IllegalArgumentException(field.name());
        }
    }

    private void octets(Octets f, int at, int length) {
        if (f.form() == Octets.Form.IPV4) {
            int i = f.from(at);
            number((data[i] & 0xffL) << 24 | (data[i + 1] & 0xff) << 16 | (data[i + 2] & 0xff) << 8
                    | data[i + 3] & 0xff);
        } else if (!type.numeric()) {
            values.add(data, f.from(at), length);
        }
    }

    private void number(long value) {
        if (type.numeric()) values.add(value);
    }

    @Override
    public void made(Made field, long value) {
        if (wanted(field)) number(value);
    }

    @Override
    public void made(Made field, int at, int length, Text value) {
        if (wanted(field) && !type.numeric()) values.keep(value.bytes(), 0, value.length());
    }

    @Override
    public void open(Layout part, int at, int end) {}

    @Override
    public void close() {}

    @Override
    long largest() {
        int widest = fields.stream().mapToInt(f -> f instanceof Uint u ? u.width() : Long.SIZE).max().orElse(Long.SIZE);
        int bits = widest <= 8 ? 8 : widest <= 16 ? 16 : widest <= 24 ? 24 : widest <= 32 ? 32 : 64;
        return bits == 64 ? unsigned() ? -1 : Long.MAX_VALUE : (1L << bits) - 1;
    }

    @Override
    boolean unsigned() {
        return fields.stream().anyMatch(f -> f instanceof Uint u && u.width() == Long.SIZE);
    }

    @Override
    OptionalLong named(String value) {
        for (Field field : fields) {
            Names names = field.meta().names();
            OptionalLong number = names == null ? OptionalLong.empty() : names.number(value);
            if (number.isPresent()) return number;
        }
        return OptionalLong.empty();
    }

    @Override
    boolean hasNames() {
        return fields.stream().anyMatch(f -> f.meta().names() != null);
    }

    /// What a number is called, null for nothing.
    @Nullable
    String nameOf(long number) {
        Names names = fields.getFirst().meta().names();
        return names == null ? null : names.of(number);
    }

    /// Whether numbers are written in hexadecimal.
    boolean hex() {
        return fields.getFirst() instanceof Uint f && f.form() == Uint.Form.HEX;
    }

    @Override
    void fields(Consumer<Operand> out) {
        out.accept(this);
    }
}
