package net.strata.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Trait;
import net.strata.wire.Uint;

/// What the data of one type of record, or of one kind of option, is made of: pieces, one behind the other.
final class Pieces {
    /// A piece of record data.
    interface Piece {
        /// Tells the message's tree the piece at `at`.
        ///
        /// @return where the next piece starts, -1 if this one does not fit before `to`
        int read(PieceReader m, int at, int to);
    }

    private final Layout layout;
    private final List<Layout> layouts = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private List<Field> shown = List.of();

    /// @param prefix what its fields' names start with
    Pieces(String prefix, String title) {
        this(prefix, title, "");
    }

    /// @param prefix what its fields' names start with
    /// @param source where it is specified, such as `RFC 8966 section 4.6.9`
    Pieces(String prefix, String title, String source) {
        layout = new Layout(prefix, title, source);
        layouts.add(layout);
    }

    Layout layout() {
        return layout;
    }

    /// The layouts that may be told: its own, those of its rows and parts.
    List<Layout> layouts() {
        return layouts;
    }

    /// The fields that stand in a summary line.
    List<Field> shown() {
        return shown;
    }

    /// Tells the message's tree what lies between two places, as far as it fits.
    void read(PieceReader m, int from, int to) {
        int at = from;
        for (int i = 0; i < pieces.size() && at >= 0; i++)
            at = pieces.get(i).read(m, at, to);
    }

    Pieces piece(Piece piece) {
        pieces.add(piece);
        return this;
    }

    /// Its pieces have fields of another layout.
    Pieces uses(Layout other) {
        layouts.add(other);
        return this;
    }

    Pieces number(int width, String name, String label, Trait... traits) {
        Uint field = layout.loose(width, name, label, traits);
        return piece((m, at, to) -> m.number(field, at, to));
    }

    /// Bits in fields of their own.
    Pieces row(Layout row) {
        layouts.add(row);
        return piece((m, at, to) -> m.row(row, at, to));
    }

    Pieces name(String name, String label, Trait... traits) {
        Made field = layout.made(Made.Form.TEXT, name, label, traits);
        return piece((m, at, to) -> m.name(field, at, to));
    }

    /// A field of fixed length.
    Pieces fixed(int length, Octets.Form form, String name, String label, Trait... traits) {
        Octets field = layout.loose(form, name, label, traits);
        return piece((m, at, to) -> m.octets(field, at, length, to));
    }

    /// A length, and that many bytes.
    Pieces counted(Octets.Form form, int width, String length, String name, String label, Trait... traits) {
        Uint lengthField = layout.loose(width, length, label + " length",
                Trait.says("bytes of the value behind it"));
        Octets field = layout.loose(form, name, label, traits);
        return piece((m, at, to) -> {
            int from = m.number(lengthField, at, to);
            return from < 0 ? from : m.octets(field, from, lengthField.get(m.data, at), to);
        });
    }

    /// What is left.
    Pieces rest(Octets.Form form, String name, String label, Trait... traits) {
        return peek(layout.loose(form, name, label, traits)).piece((_, _, to) -> to);
    }

    /// A text that a zero may end before its room does.
    Pieces string(String name, String label, Trait... traits) {
        Octets field = layout.loose(Octets.Form.TEXT, name, label, traits);
        return piece((m, at, to) -> {
            int end = PieceReader.textEnd(m.data, at, to);
            if (at < end) m.tree.field(field, at, end - at);
            return to;
        });
    }

    /// What is left, once more in pieces behind this.
    Pieces peek(Octets field) {
        return piece((m, at, to) -> {
            if (at < to) m.tree.field(field, at, to - at);
            return at;
        });
    }

    /// A number: once, or again and again until the end if the field is a list.
    Pieces numbers(int width, String name, String label, Trait... traits) {
        Uint field = layout.loose(width, name, label, traits);
        int bytes = width / 8;
        return piece((m, at, to) -> {
            int i = at;
            do {
                i = m.number(field, i, to);
            } while (field.meta().list() && i >= 0 && i + bytes <= to);
            return i;
        });
    }

    /// Addresses until the end.
    Pieces addresses(Octets.Form form, String name, String label, Trait... traits) {
        Octets field = layout.loose(form, name, label, listed(traits));
        return piece((m, at, to) -> {
            int i = at;
            while (i + field.length() <= to)
                i = m.octets(field, i, field.length(), to);
            return i;
        });
    }

    private static Trait[] listed(Trait... traits) {
        return Stream.concat(Stream.of(traits), Stream.of(Trait.list())).toArray(Trait[]::new);
    }

    /// Names until the end.
    Pieces names(String name, String label, Trait... traits) {
        Made field = layout.made(Made.Form.TEXT, name, label, listed(traits));
        return piece((m, at, to) -> {
            int i = at;
            while (i >= 0 && i < to)
                i = m.name(field, i, to);
            return i;
        });
    }

    /// Character strings (RFC 1035 section 3.3) until the end: first the length of each, then the text of each.
    Pieces strings(String length, String name, String label, Trait... traits) {
        Uint lengthField = layout.loose(8, length, label + " length", Trait.list(),
                Trait.says("bytes of one text, at most 255"));
        Octets field = layout.loose(Octets.Form.TEXT, name, label, listed(traits));
        return piece((m, at, to) -> {
            for (int i = at; i < to; i += 1 + (m.data[i] & 0xff))
                m.number(lengthField, i, to);
            for (int i = at; i < to; i += 1 + (m.data[i] & 0xff))
                m.octets(field, i + 1, m.data[i] & 0xff, to);
            return to;
        });
    }

    /// Seconds since 1970.
    Pieces time(int width, String name, String label, Trait... traits) {
        return time(width, 0, name, label, traits);
    }

    /// Seconds since some time.
    ///
    /// @param epoch that time, in seconds since 1970
    Pieces time(int width, long epoch, String name, String label, Trait... traits) {
        Made field = layout.made(Made.Form.TEXT, name, label, traits);
        return piece((m, at, to) -> m.time(field, width / 8, epoch, at, to));
    }

    /// What is left is a hardware address.
    Pieces hardware(String name, String label, Trait... traits) {
        Made field = layout.made(Made.Form.TEXT, name, label, traits);
        return piece((m, at, to) -> m.hardware(field, at, to));
    }

    /// A number that says what the rest is made of.
    Pieces choice(Uint number, Pieces otherwise, Map<Integer, Pieces> kinds) {
        layouts.addAll(otherwise.layouts);
        kinds.values().forEach(p -> layouts.addAll(p.layouts));
        return piece((m, at, to) -> {
            int from = m.number(number, at, to);
            if (from >= 0) kinds.getOrDefault(number.get(m.data, at), otherwise).read(m, from, to);
            return to;
        });
    }

    /// Parts behind the fields.
    Pieces parts(PieceList list) {
        layouts.addAll(list.layouts());
        return piece(list);
    }

    /// The types that a bit map names.
    Pieces types() {
        layouts.add(PieceReader.TYPES);
        return piece(PieceReader::types);
    }

    /// Names the fields that a summary line shows.
    Pieces show(String... names) {
        List<Field> fields = new ArrayList<>();
        for (String name : names)
            layout.others().stream().filter(f -> f.name().equals(layout.prefix() + "." + name)).forEach(fields::add);
        shown = List.copyOf(fields);
        return this;
    }
}
