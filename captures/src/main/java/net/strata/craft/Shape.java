package net.strata.craft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.strata.decode.Tree;
import net.strata.wire.Auto;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Text;
import net.strata.wire.Trait;
import net.strata.wire.Uint;
import org.jspecify.annotations.Nullable;

/// A row of bytes that takes the form in which decoding finds the fields that were given: a header, or an option.
///
/// It starts as short as it may be. Decoding tells which fields it finds in it; those that were given are written, which
/// may make it find others; and while one that was given is not found, the row grows.
abstract class Shape {
    /// Room beyond what the given values take.
    private static final int SLACK = 64;
    /// Decoding is not followed to more bytes than this.
    private static final int LONGEST = 1 << 12;
    /// How often decoding is asked about one size at most.
    private static final int ROUNDS = 8;

    private final Map<String, List<Value>> given = new LinkedHashMap<>();
    /// Where fields outside the main layout were found.
    private List<Spot> spots = List.of();
    /// A field that has no place.
    private String homeless = "";

    /// A value, and where it goes.
    private record Spot(Field field, int at, Value value) {}

    void give(String field, List<Value> values) {
        given.put(field, values);
    }

    /// Changes a field in bytes that were built: one of the main layout, or one that was given.
    ///
    /// @param at where the row starts there
    final void change(byte[] bytes, int at, String field, Value value) {
        Field f = placed(field);
        if (f != null) {
            value.put(f, bytes, at);
            return;
        }
        for (Spot s : spots) {
            if (!s.field.name().equals(field)) continue;
            value.put(s.field, bytes, at + s.at);
            return;
        }
        throw new IllegalArgumentException(owner() + " has no place yet for " + field + ": give it a value first");
    }

    final boolean gives(Field field) {
        return given.containsKey(field.name());
    }

    /// The layout whose fields lie where they do whatever the bytes say.
    abstract Layout main();

    /// All layouts that a field may be in.
    abstract List<Layout> layouts();

    /// What there is of it before a field is set.
    abstract void start(byte[] row);

    /// Has decoding tell a row.
    ///
    /// @return bytes that decoding needs, 0 if it needs no more
    abstract int tell(byte[] row, Tree t);

    /// The protocol, for messages.
    abstract String owner();

    /// The bytes, with the fields that were given and those with a preset.
    ///
    /// Fields are found in the header as given, or if that makes decoding look elsewhere, in what it would be without
    /// wrong values for fields that have a preset. A field that decoding shows only if it is not zero is found among
    /// ones.
    ///
    /// @param least how many there are at least
    /// @throws IllegalArgumentException if a field that was given has no place
    final byte[] row(int least) {
        for (boolean honest : new boolean[]{false, true}) {
            int size = settle(least, honest);
            if (size >= 0) return written(size);
        }
        throw homeless();
    }

    private byte[] written(int size) {
        byte[] row = new byte[size];
        start(row);
        for (Spot s : spots)
            s.value.put(s.field, row, s.at);
        main(row, false);
        return row;
    }

    /// Writes the fields of the main layout.
    private void main(byte[] row, boolean honest) {
        for (Field f : main().placed()) {
            Value value = value(f, 0, honest);
            if (f.meta().absent() instanceof Auto a && (honest || value == null)) {
                if (a == Auto.HEADER_UNITS) ((Uint) f).set(row, 0, Math.max(0, (row.length + 7) / 8 - 1));
            } else if (value != null && end(f) <= row.length) {
                value.put(f, row, 0);
            }
        }
    }

    /// What is to be written into the field so named for the `index`th time, null for nothing.
    private @Nullable Value value(Field f, int index, boolean honest) {
        List<Value> values = given.get(f.name());
        boolean mine = values == null || honest && main().equals(f.meta().layout());
        if (mine && f.meta().absent() instanceof Trait.Preset(long n)) return new Value.Amount(n);
        if (values == null && f.meta().absent() instanceof Trait.Counts(String name))
            return new Value.Amount(given.getOrDefault(name, List.of()).size());
        return values != null && index < values.size() ? values.get(index) : null;
    }

    /// Finds the size at which all fields that were given have a place, and their places.
    ///
    /// @return -1 if there is none
    private int settle(int least, boolean honest) {
        int most = least + SLACK;
        for (List<Value> values : given.values())
            for (Value v : values)
                most += v.most();
        for (int size = least; size <= most;) {
            var finder = new Finder(size);
            if (settled(finder, honest, (byte) 0)) return size;
            int wanted = finder.wanted;
            if (wanted <= size && settled(finder, honest, (byte) -1)) return size;
            size = Math.max(size + 1, wanted);
            most = Math.max(most, Math.min(wanted, LONGEST) + SLACK);
        }
        return -1;
    }

    /// Whether all that was given has a place in a row of this size and with these bytes where nothing was given. What is
    /// written may make decoding find other fields, or the same elsewhere: it is asked until it stays with its answer, or
    /// for fields that it shows only if they are not zero, until it once shows them.
    private boolean settled(Finder finder, boolean honest, byte fill) {
        spots = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] row = new byte[finder.size];
            Arrays.fill(row, fill);
            start(row);
            main(row, honest);
            for (Spot s : spots)
                s.value.put(s.field, row, s.at);
            finder.clear();
            finder.want(tell(row, finder));
            List<Spot> before = spots;
            spots = spots(finder.told);
            boolean stays = spots.equals(before);
            if (stays || fill != 0) {
                homeless = missing();
                boolean all = homeless.isEmpty() && finder.wanted <= finder.size;
                if (all || stays) return all;
            }
        }
        return false;
    }

    /// Where the values go, as decoding told.
    private List<Spot> spots(List<Found> told) {
        List<Spot> all = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Found f : told) {
            int index = seen.merge(f.field.name(), 1, Integer::sum) - 1;
            Value value = value(f.field, index, false);
            if (value != null && value.fits(f.field, f.length)) all.add(new Spot(f.field, f.at, value));
        }
        return all;
    }

    /// A field that was given and has no place, empty if all have.
    private String missing() {
        for (var e : given.entrySet()) {
            long places = spots.stream().filter(s -> s.field.name().equals(e.getKey())).count();
            if (placed(e.getKey()) != null) places++;
            if (places < e.getValue().size()) return e.getKey();
        }
        return "";
    }

    private @Nullable Field placed(String name) {
        for (Field f : main().placed())
            if (f.name().equals(name)) return f;
        return null;
    }

    private IllegalArgumentException homeless() {
        List<Field> all = layouts().stream()
                .flatMap(l -> Stream.concat(Stream.of(l.placed()), l.others().stream()))
                .filter(f -> f.name().equals(homeless)).toList();
        String why = all.isEmpty()
                ? " has no field " + homeless
                : all.stream().allMatch(Made.class::isInstance)
                        ? " has no byte for " + homeless + ", which is computed"
                        : " has no place for " + homeless + " as its other fields are";
        return new IllegalArgumentException(owner() + why);
    }

    private static int end(Field f) {
        return f instanceof Uint u ? u.end() : f instanceof Octets o ? o.from(0) + o.length() : 0;
    }

    /// A field that decoding told, and where.
    private record Found(Field field, int at, int length) {}

    /// Keeps what it is told of fields outside the main layout.
    private final class Finder implements Tree {
        final List<Found> told = new ArrayList<>();
        private final int size;
        /// Bytes that it would take to show all of a layout that counts from the start.
        int wanted;

        Finder(int size) {
            this.size = size;
        }

        void clear() {
            told.clear();
            wanted = 0;
        }

        void want(int bytes) {
            wanted = Math.max(wanted, bytes);
        }

        @Override
        public void fields(Layout layout, int at, int end) {
            if (at == 0 && end == size) want(layout.bytes());
            for (Field f : layout.placed())
                if (at + end(f) <= end) field(f, at, f instanceof Octets o ? o.length() : 0);
        }

        @Override
        public void field(Field field, int at, int length) {
            if (placed(field.name()) == null) told.add(new Found(field, at, length));
        }

        @Override
        public void made(Made field, long value) {}

        @Override
        public void made(Made field, int at, int length, Text value) {}

        @Override
        public void open(Layout part, int at, int end) {}

        @Override
        public void close() {}

        @Override
        public boolean wants(Made field) {
            return false;
        }

        @Override
        public boolean wantsParts() {
            return false;
        }
    }
}
