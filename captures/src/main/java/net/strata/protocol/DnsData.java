package net.strata.protocol;

import java.util.ArrayList;
import java.util.List;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Made;
import net.strata.wire.Octets;
import net.strata.wire.Trait;
import net.strata.wire.Uint;

/// What the data of one type of record, or of one kind of option, is made of: pieces, one behind the other.
final class DnsData {
    /// A piece of record data.
    interface Piece {
        /// Tells the message's tree the piece at `at`.
        ///
        /// @return where the next piece starts, -1 if this one does not fit before `to`
        int read(DnsMessage m, int at, int to);
    }

    private final Layout layout;
    private final List<Layout> layouts = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private List<Field> shown = List.of();

    DnsData(String title) {
        layout = new Layout("dns", title);
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
    void read(DnsMessage m, int from, int to) {
        int at = from;
        for (int i = 0; i < pieces.size() && at >= 0; i++)
            at = pieces.get(i).read(m, at, to);
    }

    DnsData piece(Piece piece) {
        pieces.add(piece);
        return this;
    }

    /// Its pieces have fields of another layout.
    DnsData uses(Layout other) {
        layouts.add(other);
        return this;
    }

    DnsData number(int width, String name, String label, Trait... traits) {
        Uint field = layout.loose(width, name, label, traits);
        return piece((m, at, to) -> m.number(field, at, to));
    }

    /// Bits in fields of their own.
    DnsData row(Layout row) {
        layouts.add(row);
        return piece((m, at, to) -> m.row(row, at, to));
    }

    DnsData name(String name, String label, Trait... traits) {
        Made field = layout.made(Made.Form.TEXT, name, label, traits);
        return piece((m, at, to) -> m.name(field, at, to));
    }

    /// A field of fixed length.
    DnsData fixed(int length, Octets.Form form, String name, String label, Trait... traits) {
        Octets field = layout.loose(form, name, label, traits);
        return piece((m, at, to) -> m.octets(field, at, length, to));
    }

    /// A length, and that many bytes.
    DnsData counted(Octets.Form form, int width, String length, String name, String label, Trait... traits) {
        Uint lengthField = layout.loose(width, length, label + " length");
        Octets field = layout.loose(form, name, label, traits);
        return piece((m, at, to) -> {
            int from = m.number(lengthField, at, to);
            return from < 0 ? from : m.octets(field, from, lengthField.get(m.data, at), to);
        });
    }

    /// What is left.
    DnsData rest(Octets.Form form, String name, String label, Trait... traits) {
        return peek(layout.loose(form, name, label, traits)).piece((_, _, to) -> to);
    }

    /// What is left, once more in pieces behind this.
    DnsData peek(Octets field) {
        return piece((m, at, to) -> {
            if (at < to) m.tree.field(field, at, to - at);
            return at;
        });
    }

    /// A number again and again until the end.
    DnsData numbers(int width, String name, String label, Trait... traits) {
        Uint field = layout.loose(width, name, label, traits);
        int bytes = width / 8;
        return piece((m, at, to) -> {
            int i = at;
            while (i + bytes <= to)
                i = m.number(field, i, to);
            return i;
        });
    }

    /// Addresses until the end.
    DnsData addresses(Octets.Form form, String name, String label, Trait... traits) {
        Octets field = layout.loose(form, name, label, traits);
        return piece((m, at, to) -> {
            int i = at;
            while (i + field.length() <= to)
                i = m.octets(field, i, field.length(), to);
            return i;
        });
    }

    /// Names until the end.
    DnsData names(String name, String label, Trait... traits) {
        Made field = layout.made(Made.Form.TEXT, name, label, traits);
        return piece((m, at, to) -> {
            int i = at;
            while (i >= 0 && i < to)
                i = m.name(field, i, to);
            return i;
        });
    }

    /// Character strings (RFC 1035 section 3.3) until the end: first the length of each, then the text of each.
    DnsData strings(String length, String name, String label) {
        Uint lengthField = layout.loose(8, length, label + " length", Trait.list());
        Octets field = layout.loose(Octets.Form.TEXT, name, label, Trait.list());
        return piece((m, at, to) -> {
            for (int i = at; i < to; i += 1 + (m.data[i] & 0xff))
                m.number(lengthField, i, to);
            for (int i = at; i < to; i += 1 + (m.data[i] & 0xff))
                m.octets(field, i + 1, m.data[i] & 0xff, to);
            return to;
        });
    }

    /// Seconds since 1970.
    DnsData time(int width, String name, String label, Trait... traits) {
        Made field = layout.made(Made.Form.TEXT, name, label, traits);
        return piece((m, at, to) -> m.time(field, width / 8, at, to));
    }

    /// Parts behind the fields.
    DnsData parts(DnsList list) {
        layouts.addAll(list.layouts());
        return piece(list);
    }

    /// The types that a bit map names.
    DnsData types() {
        layouts.add(DnsMessage.TYPES);
        return piece(DnsMessage::types);
    }

    /// Names the fields that a summary line shows.
    DnsData show(String... names) {
        List<Field> fields = new ArrayList<>();
        for (String name : names)
            layout.others().stream().filter(f -> f.name().equals("dns." + name)).forEach(fields::add);
        shown = List.copyOf(fields);
        return this;
    }
}
