package net.strata.craft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.strata.decode.Option;
import net.strata.decode.Options;
import net.strata.decode.Tree;
import net.strata.protocol.Protocols;
import net.strata.wire.Field;
import net.strata.wire.Layout;

/// An option of a header.
final class OptionShape extends Shape {
    private final String owner;
    private final Options table;
    private final Option option;
    private final int kind;
    private final int least;
    private final Probe probe;

    OptionShape(String owner, Options table, int kind, int least, Probe probe) {
        if (kind < 0 || kind > 255)
            throw new IllegalArgumentException(owner + ": option " + kind + " is not in 0 to 255");
        this.owner = owner;
        this.table = table;
        this.kind = kind;
        this.least = least;
        this.probe = probe;
        option = table.option(kind);
    }

    /// Whether it has a field so named.
    boolean has(String field) {
        for (Layout l : layouts()) {
            for (Field f : l.placed())
                if (f.name().equals(field)) return true;
            for (Field f : l.others())
                if (f.name().equals(field)) return true;
        }
        return false;
    }

    /// The option, with its length unless that was given.
    byte[] bytes() {
        byte[] row = row(table.single(kind) ? 1 : Math.max(2, least));
        if (table.length() == Options.Length.ALL_BY_8) row = Arrays.copyOf(row, (row.length + 7) & ~7);
        if (row.length == 1 || lengthGiven()) return row;
        int length = switch (table.length()) {
            case ALL -> row.length;
            case VALUE -> row.length - 2;
            case ALL_BY_8 -> row.length / 8;
        };
        if (length > 255)
            throw new IllegalArgumentException(owner + ": option " + kind + " takes " + row.length + " bytes");
        row[1] = (byte) length;
        return row;
    }

    /// Whether a field of the second byte was given.
    private boolean lengthGiven() {
        Field[] placed = main().placed();
        return gives(placed[placed.length - 1]);
    }

    @Override
    String owner() {
        return owner;
    }

    @Override
    Layout main() {
        return table.head();
    }

    @Override
    List<Layout> layouts() {
        List<Layout> all = new ArrayList<>(option.layouts());
        all.add(main());
        return all;
    }

    @Override
    void start(byte[] row) {
        row[0] = (byte) kind;
    }

    @Override
    int tell(byte[] row, Tree t) {
        if (row.length > 1) option.fields(probe.walk(row, 0, Protocols.DATA), t, 0, row.length);
        return 0;
    }
}
