package net.strata.filter;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.strata.decode.Cursor;
import net.strata.decode.Protocol;
import net.strata.decode.Tree;
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
    private final IdentityHashMap<Protocol, Holder> holders = new IdentityHashMap<>();
    private final IdentityHashMap<Layout, boolean[]> wanted = new IdentityHashMap<>();
    private final IdentityHashMap<Layout, Field[]> placed = new IdentityHashMap<>();
    private @Nullable Layout lastLayout;
    private boolean[] lastWanted = {};
    private byte[] data = {};
    private boolean parts;

    /// What a protocol may hold: nothing, the field in its own row, the field in a part.
    private enum Holder {
        NOTHING, OWN, PARTS
    }

    /// @param name a field's name, or one that several share
    /// @param fields those that have it
    /// @param layers which of the layers that may hold it are asked, null for all
    FieldOperand(String name, Type type, List<Field> fields, @Nullable Ranges layers, String text) {
        super(type, text);
        this.name = name;
        this.fields = fields;
        this.layers = layers;
    }

    @Override
    Values in(Cursor c) {
        values.clear();
        data = c.data;
        if (layers == null) {
            ask(c, Protocols.FRAME, holder(Protocols.FRAME));
            for (int i = 0; i < c.layers(); i++) {
                Holder holder = holder(c.protocol(i));
                if (holder == Holder.NOTHING) continue;
                c.select(i);
                ask(c, c.protocol(), holder);
            }
        } else {
            askSome(c, layers);
        }
        return values;
    }

    private void ask(Cursor c, Protocol p, Holder holder) {
        if (holder == Holder.NOTHING) return;
        parts = holder == Holder.PARTS;
        if (p.equals(Protocols.FRAME) || c.whole()) {
            p.fields(c, this);
        } else {
            fields(p.layout(), c.at, c.headerEnd());
        }
    }

    private void askSome(Cursor c, Ranges some) {
        int count = 0;
        for (int i = 0; i < c.layers(); i++)
            if (holder(c.protocol(i)) != Holder.NOTHING) count++;
        int n = 0;
        for (int i = 0; i < c.layers(); i++) {
            Holder holder = holder(c.protocol(i));
            if (holder == Holder.NOTHING) continue;
            n++;
            if (!some.holds(n, count + 1)) continue;
            c.select(i);
            ask(c, c.protocol(), holder);
        }
    }

    private Holder holder(Protocol p) {
        Holder holder = holders.get(p);
        if (holder == null) {
            holder = p.parts().stream().anyMatch(this::holds)
                    ? Holder.PARTS
                    : holds(p.layout()) ? Holder.OWN : Holder.NOTHING;
            holders.put(p, holder);
        }
        return holder;
    }

    private boolean holds(Layout layout) {
        return all(layout).anyMatch(this::named);
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
    public boolean wants(Made field) {
        return wanted(field);
    }

    @Override
    public boolean wants(Octets field) {
        return wanted(field);
    }

    @Override
    public void fields(Layout layout, int at, int end) {
        Field[] mine = placed.get(layout);
        if (mine == null) {
            mine = Stream.of(layout.placed()).filter(this::named).toArray(Field[]::new);
            placed.put(layout, mine);
        }
        for (Field field : mine) {
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
