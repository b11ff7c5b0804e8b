package net.strata.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.strata.wire.Layout;

/// A run of options, each a kind, a length and a value, as in IPv4, IPv6, TCP, neighbour discovery.
///
/// An option of unknown kind is an option like any other, with its bytes as value.
public final class Options {
    /// What the length byte counts.
    public enum Length {
        /// The whole option, in bytes (IPv4, TCP).
        ALL,
        /// What follows the length byte, in bytes (IPv6).
        VALUE,
        /// The whole option, in units of 8 bytes (neighbour discovery).
        ALL_BY_8
    }

    private final Layout head;
    private final Length length;
    private final Option unknown;
    private final int lastSingle;
    private final int endKind;
    private final Option[] kinds = new Option[256];

    /// @param head the layout of kind and length, one byte each
    /// @param lastSingle kinds up to this one are a single byte; -1 if none is
    /// @param endKind the kind that ends the list; -1 if none does
    /// @param unknown what an option of any other kind is
    public Options(Layout head, Length length, int lastSingle, int endKind, Option unknown) {
        this.head = head;
        this.length = length;
        this.lastSingle = lastSingle;
        this.endKind = endKind;
        this.unknown = unknown;
        Arrays.fill(kinds, unknown);
    }

    public Options add(Option option, int... kindNumbers) {
        for (int kind : kindNumbers)
            kinds[kind] = option;
        return this;
    }

    /// Tells the tree the options between two places. An option that claims more than is there ends the walk.
    public void fields(Cursor c, Tree t, int from, int end) {
        if (!t.wantsParts()) return;
        for (int at = from; at < end;) {
            int kind = c.data[at] & 0xff;
            int size = size(c.data, at, end);
            Option option = kinds[kind];
            t.open(option.layout(), at, at + size);
            t.fields(head, at, at + size);
            if (size > 1 && !endless(c.data, at)) option.fields(c, t, at, at + size);
            t.close();
            if (kind == endKind) break;
            at += size;
        }
    }

    /// An option that claims to take no room at all cannot be read, nor can what follows it (RFC 4861 section 4.6).
    private boolean endless(byte[] data, int at) {
        return length == Length.ALL_BY_8 && data[at + 1] == 0;
    }

    /// Bytes of the option at `at`: at least 1, at most what is there.
    public int size(byte[] data, int at, int end) {
        if (single(data[at] & 0xff)) return 1;
        if (at + 1 >= end) return end - at;
        int value = data[at + 1] & 0xff;
        int size = switch (length) {
            case ALL -> Math.max(value, 2);
            case VALUE -> value + 2;
            case ALL_BY_8 -> value == 0 ? end - at : value * 8;
        };
        return Math.min(size, end - at);
    }

    /// The layout of kind and length.
    public Layout head() {
        return head;
    }

    public Length length() {
        return length;
    }

    /// What an option of this kind is.
    public Option option(int kind) {
        return kinds[kind];
    }

    /// Whether an option of this kind is a single byte.
    public boolean single(int kind) {
        return kind <= lastSingle;
    }

    /// All layouts there are, for [Protocol#parts].
    public List<Layout> layouts() {
        List<Layout> all = new ArrayList<>();
        all.add(head);
        all.addAll(unknown.layouts());
        Arrays.stream(kinds).filter(o -> !o.equals(unknown)).distinct().flatMap(o -> o.layouts().stream()).distinct()
                .forEach(all::add);
        return all;
    }
}
