package net.strata.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A header, an option, or another row of fields, declared in wire order.
///
/// Fields follow one another without gaps. A group covers the fields declared after it, up to its width, and
/// takes no room itself. Fields without a fixed place, and generated ones, may be declared anywhere.
public final class Layout {
    private final String prefix;
    private final String title;
    private final String source;
    private final List<Field> placed = new ArrayList<>();
    private final List<Field> others = new ArrayList<>();
    private int bit;
    private int groupEnd;
    private volatile Field @Nullable [] frozen;

    /// A layout whose source is that of the protocol it belongs to.
    ///
    /// @param prefix what its fields' names start with, such as `ip`
    /// @param title name in words
    public Layout(String prefix, String title) {
        this(prefix, title, "");
    }

    /// @param prefix what its fields' names start with, such as `ip`
    /// @param title name in words
    /// @param source where it is specified, such as `RFC 791 section 3.1`
    public Layout(String prefix, String title, String source) {
        this.prefix = prefix;
        this.title = title;
        this.source = source;
    }

    /// Where it is specified; empty if where its protocol is.
    public String source() {
        return source;
    }

    public String prefix() {
        return prefix;
    }

    public String title() {
        return title;
    }

    /// Bytes that all fixed fields take together.
    public int bytes() {
        return (bit + 7) >> 3;
    }

    /// The fields with a fixed place, in wire order, groups before their parts.
    public Field[] placed() {
        Field[] f = frozen;
        if (f == null) {
            f = placed.toArray(Field[]::new);
            frozen = f;
        }
        return f;
    }

    /// How many fields there are, of any kind.
    public int count() {
        return placed.size() + others.size();
    }

    /// The fields without a fixed place, and the generated ones.
    public List<Field> others() {
        return others;
    }

    /// An unsigned number.
    public Uint uint(int width, String name, String label, Trait... traits) {
        return place(new Uint(meta(name, label, traits), bit, width, unit(traits), form(traits), little(traits)),
                width);
    }

    /// One bit, yes or no.
    public Uint flag(String name, String label, Trait... traits) {
        return place(new Uint(meta(name, label, traits), bit, 1, 1, Uint.Form.BOOLEAN, false), 1);
    }

    /// A number over the bits of the fields that follow.
    public Uint group(int width, String name, String label, Trait... traits) {
        var group = place(new Uint(meta(name, label, traits), bit, width, unit(traits), form(traits), little(traits)),
                0);
        groupEnd = bit + width;
        return group;
    }

    public Octets ipv4(String name, String label, Trait... traits) {
        return octets(Octets.Form.IPV4, 4, name, label, traits);
    }

    public Octets ipv6(String name, String label, Trait... traits) {
        return octets(Octets.Form.IPV6, 16, name, label, traits);
    }

    public Octets mac(String name, String label, Trait... traits) {
        return octets(Octets.Form.MAC, 6, name, label, traits);
    }

    public Octets bytes(int length, String name, String label, Trait... traits) {
        return octets(Octets.Form.BYTES, length, name, label, traits);
    }

    public Octets text(int length, String name, String label, Trait... traits) {
        return octets(Octets.Form.TEXT, length, name, label, traits);
    }

    private Octets octets(Octets.Form form, int length, String name, String label, Trait... traits) {
        return place(new Octets(meta(name, label, traits), bit, length, form), length * 8);
    }

    /// Bits that belong to no field.
    public Layout skip(int bits) {
        bit += bits;
        return this;
    }

    /// Bytes whose place and length the header itself tells.
    public Octets loose(Octets.Form form, String name, String label, Trait... traits) {
        int length = switch (form) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case BYTES, TEXT, MAC -> 0;
        };
        return other(new Octets(meta(name, label, traits), 0, length, form));
    }

    /// A number whose place the header itself tells.
    public Uint loose(int width, String name, String label, Trait... traits) {
        return other(new Uint(meta(name, label, traits), 0, width, unit(traits), form(traits), little(traits)));
    }

    /// A generated field.
    public Made made(Made.Form form, String name, String label, Trait... traits) {
        return other(new Made(meta(name, label, traits), form));
    }

    private <F extends Field> F place(F field, int width) {
        placed.add(field);
        bit += width;
        return field;
    }

    private <F extends Field> F other(F field) {
        others.add(field);
        return field;
    }

    private Meta meta(String name, String label, Trait... traits) {
        String also = null;
        String says = "";
        String otherwise = "";
        String where = "";
        Names names = null;
        Trait.Absent absent = null;
        boolean list = false;
        boolean varies = false;
        boolean port = false;
        // No switch: Java makes the code of one over types when it is first met, which would take each start 3 ms.
        for (Trait t : traits) {
            if (t instanceof Trait.Says s) says = s.text();
            if (t instanceof Trait.Otherwise o) otherwise = o.text();
            if (t instanceof Trait.Source s) where = s.text();
            if (t instanceof Trait.Named n) names = n.names();
            if (t instanceof Trait.Also a) also = a.name().indexOf('.') < 0 ? prefix + "." + a.name() : a.name();
            if (t instanceof Trait.Absent a) absent = a;
            list |= t == Trait.Mark.LIST;
            varies |= t == Trait.Mark.VARIES;
            port |= t == Trait.Mark.PORT;
        }
        return new Meta(this, placed.size() + others.size(), prefix + "." + name, also, label, says, otherwise,
                where, names, absent,
                bit < groupEnd ? 1 : 0, list, varies, port);
    }

    private static int unit(Trait... traits) {
        for (Trait t : traits) {
            if (t instanceof Trait.Times(int unit)) return unit;
        }
        return 1;
    }

    private static Uint.Form form(Trait... traits) {
        for (Trait t : traits) {
            if (t == Trait.Mark.HEX) return Uint.Form.HEX;
        }
        return Uint.Form.DECIMAL;
    }

    private static boolean little(Trait... traits) {
        for (Trait t : traits) {
            if (t == Trait.Mark.LITTLE) return true;
        }
        return false;
    }
}
